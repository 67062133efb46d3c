import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { goodsNamed, isContainer } from "./goods.ts";
import { goodsText } from "./quarantine.ts";
import { parcelOf } from "./parts.ts";

interface Options {
  units?: UnitRange;
  as?: string;
}

/** Takes back what is on its way, or what a receipt disputes: parcels as they were sent, whole. */
export async function run(session: Session, text: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const { supply: index } = (await freshIndex(session)).reader;
  const named = await goodsNamed(session, member, index, text, options.units);
  let goods: Parcel | { container: Hex };
  if (isContainer(named)) {
    goods = { container: named.container.container };
  } else if (named.units) {
    goods = { lot: named.lot.lot, ...named.units };
  } else {
    const sent = index
      .parcels(named.lot.lot)
      .filter(({ holder, state }: PlacedParcel) => holder === member.id && state === "SHIPPED");
    const shipments = new Map(sent.map((one) => [one.container ?? one.first, one]));
    const [only] = shipments.values();
    if (!only || shipments.size > 1) return fail("TRACE_SHIPMENT", { found: shipments.size });
    goods = only.container ? { container: only.container } : parcelOf(only);
  }
  const { supply } = member.care;
  const isBox = "container" in goods;
  const where = isBox
    ? await supply.container((goods as { container: Hex }).container)
    : await supply.parcel(goods as Parcel);
  // Given again it has nothing to do.
  const isBack = where.state === "HELD" && where.holder === member.id;
  const write = () =>
    "container" in goods ? supply.callBackContainer(goods.container) : supply.callBack(goods);
  const transaction = isBack ? undefined : (await write().send()).transaction;
  session.output.result({ goods, calledBack: !isBack, transaction }, [
    `${goodsText(goods)} ${isBack ? "was" : "is"} back at ${member.name}.`,
  ]);
}
