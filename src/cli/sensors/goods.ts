/** Goods that sensors watch, as people name them. */
import type { CareLedger } from "../../client.ts";
import type { UnitRange } from "../../core/goods.ts";
import type { Goods } from "../../core/monitoring.ts";
import { fail } from "../../core/errors.ts";
import type { Watched } from "../../indexer/coldChainReader.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { goodsNamed, isContainer } from "../trace/goods.ts";
import { sensorNamed } from "./names.ts";

export interface WatchedOptions {
  units?: UnitRange;
  sensor?: string;
  as?: string;
}

export const goodsTitle = (goods: Goods): string =>
  "container" in goods
    ? `container ${goods.container}`
    : `parcel ${goods.parcel.first}:${goods.parcel.count} of lot ${goods.parcel.lot}`;

/**
 * What watches the goods that are named, by the sensor that is named or by any.
 * @throws SENSOR_WATCHES_NOT
 */
export async function watchedGoods(
  session: Session,
  text: string,
  { units, sensor: name, as }: WatchedOptions,
  isMeant: (watched: Watched) => boolean,
): Promise<{ care: CareLedger; watched: Watched[] }> {
  const member = await session.member(as);
  const sensor = name === undefined ? undefined : sensorNamed(session, member, name);
  const { supply, coldChain } = (await freshIndex(session)).reader;
  const named = await goodsNamed(session, member, supply, text, units);
  const all = isContainer(named)
    ? coldChain.watching({ container: named.container.container })
    : coldChain.watching({ lot: named.lot.lot });
  const watched = all.filter((one) => {
    if (!isMeant(one) || (sensor !== undefined && one.sensor !== sensor)) return false;
    if (isContainer(named) || !named.units || !("parcel" in one.goods)) return true;
    const { first, count } = one.goods.parcel;
    return first === named.units.first && count === named.units.count;
  });
  if (watched.length === 0) fail("SENSOR_WATCHES_NOT", {});
  return { care: member.care, watched };
}
