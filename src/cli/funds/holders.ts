/** Accounts that hold money, by what people call whose they are. */
import { type Hex, isHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";

/**
 * An account by its address, or the account of an institution by name or number: the one of this
 * folder, else the only one that it has on the chain.
 * @throws CLI_OPTION where it has several: then one of them is named
 */
export async function holderNamed(session: Session, text: string): Promise<Hex> {
  if (isHex(text, 20)) return text;
  const id = await session.institutionId(text);
  const { account } = session.known(id);
  if (account !== undefined) return session.accounts.address(account);
  const { reader } = await freshIndex(session);
  const now = await session.network.now();
  const found = reader
    .accounts(id)
    .filter(({ role, expiresAt }) => role !== "NONE" && (expiresAt === 0 || expiresAt > now));
  const [only] = found;
  if (only && found.length === 1) return only.account;
  return fail("CLI_OPTION", {
    reason: `institution ${id} has ${found.length} accounts: give the address of one`,
  });
}
