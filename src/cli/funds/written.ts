/** Documents of payments, of which each is written to the chain for once. */
import path from "node:path";
import { untilFinalBlock, untilQuiet } from "../../chain/finality.ts";
import { read } from "../../chain/transact.ts";
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { moneyText } from "../../core/money.ts";
import { holdLock } from "../../vault/lock.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";

/** What a document stands for. */
export interface Payment {
  kind: "ISSUED" | "REDEEMED";
  /** Who holds, or held, the money. */
  account: Hex;
  /** Minor units. */
  amount: bigint;
  /** Its salted digest. */
  document: Hex;
}

/** Waits until what an account sent, by a call that was cut off too, is in final blocks. */
export async function untilSettled({ network }: Session, account: Hex): Promise<void> {
  await untilQuiet(network, account);
  await untilFinalBlock(network, await read(network.provider.getBlockNumber()));
}

/**
 * Writes a payment, unless its document was written before.
 * @param writer Whose account writes
 * @returns the transaction; undefined where it was written before
 * @throws FUNDS_DOCUMENT where it was for another account or amount; CLI_BUSY
 */
export async function writtenOnce(
  session: Session,
  writer: Hex,
  { kind, account, amount, document }: Payment,
  write: () => Promise<{ transaction: Hex }>,
): Promise<Hex | undefined> {
  const unlock = holdLock(path.join(session.state.directory, "payments.lock"), "writing a payment");
  try {
    await untilSettled(session, writer);
    const before = (await freshIndex(session)).reader.settlement.written(kind, document);
    if (!before) return (await write()).transaction;
    const isSame =
      before.account.toLowerCase() === account.toLowerCase() && before.amount === String(amount);
    if (isSame) return undefined;
    const said = moneyText(BigInt(before.amount));
    return fail("FUNDS_DOCUMENT", { amount: said, account: before.account });
  } finally {
    unlock();
  }
}
