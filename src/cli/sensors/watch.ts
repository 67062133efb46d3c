import type { Hex } from "../../core/bytes.ts";
import type { Container, Parcel, UnitRange } from "../../core/goods.ts";
import { containerId } from "../../core/goods.ts";
import type { Goods } from "../../core/monitoring.ts";
import { openedLot, type SupplyReader } from "../../indexer/supplyReader.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { GoodsLog } from "../../ledger/goodsLog.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { goodsNamed, isContainer } from "../trace/goods.ts";
import { parcelOf, partsOf } from "../trace/parts.ts";
import { goodsTitle } from "./goods.ts";
import { sensorNamed, sensorTitles } from "./names.ts";

interface Options {
  sensor: string;
  units?: UnitRange;
  sequence?: number;
  as?: string;
}

/** What is watched by this sensor already is left as it is. */
export async function run(session: Session, text: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const sensor = sensorNamed(session, member, options.sensor);
  const fresh = await freshIndex(session);
  const { supply: index, coldChain } = fresh.reader;
  const named = await goodsNamed(session, member, index, text, options.units);
  const sequence = options.sequence ?? coldChain.lastSequence(sensor);
  const targets: (Container | { parcel: Parcel })[] = [];
  if (isContainer(named)) {
    targets.push(await new GoodsLog(member.care.chain).packed(named.container.container));
  } else {
    const meant = ({ holder, state, container }: PlacedParcel) =>
      holder === member.id && state === "HELD" && container === undefined;
    const where = `at ${member.name}, outside of containers`;
    const parts = await partsOf(member, fresh, named, { meant, where });
    targets.push(...parts.map((part) => ({ parcel: parcelOf(part) })));
  }
  const done: { goods: Goods; transaction?: Hex }[] = [];
  for (const target of targets) {
    const goods = "parcel" in target ? target : { container: containerId(target) };
    const before = await member.care.coldChain.monitor(goods, sensor);
    if (before?.isActive) {
      done.push({ goods });
      continue;
    }
    const lots = openedLots(index, target);
    const write = member.care.coldChain.beginMonitoring(target, lots, sensor, sequence);
    done.push({ goods, transaction: (await write.send()).transaction });
  }
  const title = sensorTitles(session, member);
  session.output.result(
    { sensor, sequence, watched: done },
    done.map(({ goods, transaction }) =>
      transaction
        ? `${title(sensor)} watches ${goodsTitle(goods)}.`
        : `${title(sensor)} watched ${goodsTitle(goods)} already.`,
    ),
  );
}

/** What opens the ids of the lots among goods, in the order of a label. */
function openedLots(index: SupplyReader, target: Container | { parcel: Parcel }) {
  const parcels = "parcel" in target ? [target.parcel] : target.parcels;
  return [...new Set(parcels.map(({ lot }) => lot))].map((lot) => openedLot(index.lot(lot)!));
}
