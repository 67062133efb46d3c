import type { Hex } from "../../core/bytes.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import type { IndexedContainer } from "../../indexer/supplyReader.ts";
import type { FreshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";
import { alertLines, countAfter } from "./counting.ts";
import { type TakeInOptions, takeInFile } from "./takeIn.ts";

/** Receives a container by its number, with the files of all its lots; once, however often it is said. */
export async function receiveContainer(
  session: Session,
  member: Member,
  fresh: FreshIndex,
  { container: id }: IndexedContainer,
  options: TakeInOptions & { fileOnly?: boolean },
): Promise<void> {
  const { supply: index } = fresh.reader;
  const { chain, supply } = member.care;
  const { sscc, parcels } = await new GoodsLog(chain).packed(id);
  const where = await supply.container(id);
  const custody = await session.custody(member);
  const each = new Map(parcels.map((parcel) => [parcel.lot, parcel]));
  const files: Hex[] = [];
  let copies = 0;
  for (const [lot, parcel] of each) {
    const { maker } = index.lot(lot)!;
    const coming = { parcel, container: id, where, maker };
    const { isNew, repeated } = await takeInFile(member, custody, coming, options);
    if (isNew) files.push(lot);
    copies += repeated.length;
  }
  const isBefore = where.state === "HELD" && where.holder === member.id;
  const received = !options.fileOnly && !isBefore;
  if (received) await supply.receiveContainer(id).send();
  const stock = await countAfter(session, member, received ? index.productsIn(id) : [], fresh);
  session.output.result({ container: id, sscc, parcels, received, files, stock }, [
    options.fileOnly
      ? "The lots' files are here."
      : `Container ${sscc} ${isBefore ? "was" : "is"} received by ${member.name}.`,
    ...(copies > 0 ? [`${copies} codes are in other lots too: scans of them answer CLONED.`] : []),
    ...alertLines(stock),
  ]);
}
