/** A transfer that is under way: noted before it is sent, so that a killed one is not sent again. */
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Hex } from "../../core/bytes.ts";
import { ContractRevert, fail } from "../../core/errors.ts";
import { makeFolder, writeWhole } from "../../vault/disk.ts";
import { holdLock } from "../../vault/lock.ts";
import { readSmallFile } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import { custodyFolder, type Member } from "../members.ts";
import type { Session } from "../session.ts";
import { untilSettled } from "./written.ts";

/** Up to which block there was none yet, by receiver and amount. */
const noted = z.record(z.string(), z.number());
const WHAT = "The folder's list of transfers";

/**
 * Sends money, unless an earlier call that was cut off did: its transfer is found on the chain.
 * @returns the transaction, and whether it is this call's
 */
export async function sendOnce(
  session: Session,
  member: Member,
  to: Hex,
  amount: bigint,
): Promise<{ transaction: Hex; isNew: boolean }> {
  const folder = custodyFolder(session.state, member.id);
  makeFolder(folder);
  const file = path.join(folder, "transfers.json");
  const unlock = holdLock(`${file}.lock`, `sending money of ${member.name}`);
  try {
    const key = `${to.toLowerCase()} ${amount}`;
    const { [key]: since, ...others } = notedIn(file);
    const from = member.care.chain.account!.address;
    const { network } = session;
    if (since !== undefined) {
      await untilSettled(session, from);
      const { settlement } = (await freshIndex(session)).reader;
      const found = settlement
        .transfers(from, to, since)
        .find(({ value }) => value === String(amount));
      if (found) {
        keep(file, others);
        return { transaction: found.transaction, isNew: false };
      }
    }
    keep(file, { ...others, [key]: await network.finalBlock() });
    try {
      const { transaction } = await member.care.insurance.transfer(to, amount).send();
      keep(file, others);
      return { transaction, isNew: true };
    } catch (error) {
      // Of anything else nobody knows yet whether it was sent.
      if (error instanceof ContractRevert) keep(file, others);
      throw error;
    }
  } finally {
    unlock();
  }
}

function notedIn(file: string): z.infer<typeof noted> {
  if (!existsSync(file)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readSmallFile(file, WHAT));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  return noted.safeParse(parsed).data ?? fail("CLI_FILE", { what: WHAT, reason: "it is damaged" });
}

const keep = (file: string, transfers: z.infer<typeof noted>): void =>
  writeWhole(file, JSON.stringify(transfers));
