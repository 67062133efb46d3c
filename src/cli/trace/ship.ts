import { existsSync } from "node:fs";
import type { Custody } from "../../core/custody.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import { fail } from "../../core/errors.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { type GoodsKey, parseGoodsKey } from "../../wire/goodsKey.ts";
import { readSmallFile, writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";

interface Options {
  to: string;
  units?: UnitRange;
  key?: string;
  as?: string;
}

/** Whoever gives the command again, after a kill too, ships nothing twice, and has the key. */
export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const to = await session.institutionId(options.to);
  const { supply: index } = (await freshIndex(session)).reader;
  const { lot, count } = lotNamed(index, name);
  const units = options.units ?? { first: 0, count };
  const custody = await session.custody(member);
  // The key first: goods whose file cannot follow them could not be sold; a key without goods is
  // harmless.
  const key = await member.care.lots(custody).pass(lot, to);
  if (options.key !== undefined) keep(options.key, key);
  const transaction = await ship(member, { lot, ...units }, to, count);
  session.output.result({ lot, units, to, key, shipped: transaction !== undefined, transaction }, [
    transaction === undefined
      ? `These units were on their way to ${session.nameOf(to)} already.`
      : `${units.count} units from ${units.first} on are on their way to ${session.nameOf(to)}.`,
    options.key === undefined
      ? "Our gateway gives them the key of the lot's file: careledger gateway serve"
      : "The key of the lot's file is written: hand it over with the goods.",
  ]);
}

/** Writes the key; one for the same receiver that an earlier call wrote is as good. */
function keep(file: string, key: GoodsKey): void {
  const what = "The goods key";
  if (!existsSync(file)) {
    writeNew(file, `${JSON.stringify(key, null, 2)}\n`, what);
    return;
  }
  if (!isSame(readSmallFile(file, what), key)) fail("CLI_FILE_EXISTS", { what });
}

function isSame(text: string, { lot, from, to, epoch }: GoodsKey): boolean {
  try {
    const before = parseGoodsKey(text);
    return before.lot === lot && before.from === from && before.to === to && before.epoch === epoch;
  } catch {
    return false;
  }
}

/** Answers the transaction; none where the goods are on their way there already. */
async function ship({ id, care }: Member, parcel: Parcel, to: number, lotCount: number) {
  const { lot, first, count } = parcel;
  const { range, container } = await new GoodsLog(care.chain).place(lot, first, lotCount);
  const holds = range.first <= first && first + count <= range.first + range.count;
  const where: Custody =
    BigInt(container) === 0n
      ? await care.supply.parcel({ lot, ...range })
      : await care.supply.container(container);
  const isSent = where.state === "SHIPPED" && where.holder === id && where.to === to;
  if (holds && isSent) return undefined;
  if (range.first !== first || range.count !== count) {
    const before = first - range.first;
    const parts = [before, count, range.count - before - count].filter((part) => part > 0);
    await care.supply.split({ lot, ...range }, parts).send();
    note(`The parcel of ${range.count} units was split: ${parts.join(", ")}.`);
  }
  return (await care.supply.ship(parcel, to).send()).transaction;
}
