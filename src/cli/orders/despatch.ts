import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { Parcel } from "../../core/goods.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { goodsNamed, isContainer } from "../trace/goods.ts";
import { parcelOf, partsOf } from "../trace/parts.ts";
import { orderNamed } from "./order.ts";
import { readPaper } from "./papers.ts";

interface Options {
  advice: string;
  as?: string;
}

/**
 * Parcels that were despatched for this order already are not told again. A lot that is named whole
 * means what is on its way to nobody else and was despatched for no other order: despatching takes a
 * parcel out of the order that it was for, so such a one is named by its units.
 */
export async function run(
  session: Session,
  id: Hex,
  texts: string[],
  options: Options,
): Promise<void> {
  const paper = readPaper(options.advice, "The despatch advice");
  const { member, order, orders } = await orderNamed(session, id, options.as);
  const fresh = await freshIndex(session);
  const { supply: index, trade } = fresh.reader;
  const taken = new Set(
    trade
      .orders(member.id)
      .filter((one) => one.order !== id && one.supplier === member.id && one.state !== "CANCELLED")
      .flatMap((one) => trade.orderParcels(one.order).map(key)),
  );
  const meant = (one: PlacedParcel) =>
    one.holder === member.id &&
    one.container === undefined &&
    (one.state === "HELD" || (one.state === "SHIPPED" && one.to === order.buyer)) &&
    !taken.has(key(one));
  const where = `at ${member.name} or on their way to the buyer, outside of containers and for no other order`;
  const parcels: Parcel[] = [];
  for (const text of texts) {
    const named = await goodsNamed(session, member, index, text);
    if (isContainer(named)) {
      return fail("CLI_OPTION", {
        reason: "name its parcels before they are packed, as 09506000134352/LOT-1#0:500",
      });
    }
    parcels.push(...(await partsOf(member, fresh, named, { meant, where })).map(parcelOf));
  }
  const before = new Set(trade.orderParcels(id).map(key));
  const more = parcels.filter((parcel) => !before.has(key(parcel)));
  const isSo = more.length === 0;
  const transaction = isSo ? undefined : await told();
  const said = isSo ? parcels : more;
  const units = said.reduce((sum, { count }) => sum + count, 0);
  session.output.result({ order: id, parcels: said, units, despatched: !isSo, transaction }, [
    `${units} units in ${said.length} parcels ${isSo ? "were despatched before" : "are despatched: ship them"}.`,
  ]);

  async function told(): Promise<Hex> {
    // What the chain would refuse is refused before a paper is stored.
    await member.care.procurement.despatch(order, more, id).estimate();
    const document = await orders.share(id, paper);
    return (await member.care.procurement.despatch(order, more, document).send()).transaction;
  }
}

const key = ({ lot, first, count }: Parcel): string => `${lot} ${first} ${count}`;
