import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { type Came, cameOf } from "./arrivals.ts";
import { orderNamed, termsOf } from "./order.ts";

/** Counts for the order what of its parcels is in the buyer's hands; what was counted is so once. */
export async function run(session: Session, id: Hex, options: { as?: string }): Promise<void> {
  const known = await orderNamed(session, id, options.as);
  const { member, order, slot } = known;
  const { procurement } = member.care;
  const { terms } = await termsOf(known);
  const { supply: index, trade } = (await freshIndex(session)).reader;
  const now = await session.network.now();
  const came: Came[] = [];
  let counted = 0;
  for (const parcel of trade.orderParcels(id)) {
    if (await procurement.isCounted(parcel)) {
      counted++;
      continue;
    }
    const whole = member.id !== order.buyer;
    const one = cameOf(index, parcel, { buyer: order.buyer, now, whole });
    if (one) came.push(one);
  }
  if (came.length === 0 && counted === 0) fail("ORDER_NOTHING_CAME", {});
  const arrivals = came.map(({ arrival }) => arrival);
  const sent =
    came.length === 0 ? undefined : await procurement.receive(order, terms, arrivals).send();
  const received = sent?.event.slot.received ?? slot.received;
  session.output.result(
    {
      order: id,
      parcels: came.map(({ parcel, units }) => ({ ...parcel, units })),
      received,
      quantity: terms.quantity,
      counted: sent?.event.quantity ?? 0,
      transaction: sent?.transaction,
    },
    [
      sent
        ? `${sent.event.quantity} units counted for the order: ${received} of ${terms.quantity} received.`
        : `All that is here was counted before: ${received} of ${terms.quantity} received.`,
      ...came
        .filter(({ parcel, units }) => units < parcel.count)
        .map(
          ({ parcel, units }) =>
            `Of the parcel ${parcel.first}:${parcel.count} ${parcel.count - units} units did not come, and do not count any more.`,
        ),
    ],
  );
}
