import type { UnitRange } from "../../core/goods.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { lotNamed } from "./lot.ts";

interface Options {
  to: string;
  units?: UnitRange;
  key?: string;
  as?: string;
}

export async function run(session: Session, name: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const to = await session.institutionId(options.to);
  const { supply: index } = (await freshIndex(session)).reader;
  const { lot, count } = lotNamed(index, name);
  const units = options.units ?? { first: 0, count };
  const custody = await session.custody(member);
  const { care } = member;
  // The key first: goods whose file cannot follow them could not be sold.
  const key = await care.lots(custody).pass(lot, to);
  const { range } = await new GoodsLog(care.chain).place(lot, units.first, count);
  const counts = [units.first - range.first, units.count];
  counts.push(range.count - counts[0]! - units.count);
  if (range.first !== units.first || range.count !== units.count) {
    const parts = counts.filter((part) => part > 0);
    await care.supply.split({ lot, ...range }, parts).send();
    note(`The parcel of ${range.count} units was split: ${parts.join(", ")}.`);
  }
  const { transaction } = await care.supply.ship({ lot, ...units }, to).send();
  if (options.key !== undefined) {
    writeNew(options.key, `${JSON.stringify(key, null, 2)}\n`, "The goods key");
  }
  session.output.result({ lot, units, to, key, transaction }, [
    `${units.count} units from ${units.first} on are on their way to ${session.nameOf(to)}.`,
    options.key === undefined
      ? "Our gateway gives them the key of the lot's file: careledger gateway serve"
      : "The key of the lot's file is written: hand it over with the goods.",
  ]);
}
