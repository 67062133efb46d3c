import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import type { Parcel } from "../../core/goods.ts";
import type { SupplyReader } from "../../indexer/supplyReader.ts";
import { note } from "../progress.ts";
import { lotTitle } from "../trace/places.ts";
import { type Came, cameOf, type Waiting } from "./arrivals.ts";
import { orderNamed, termsOf } from "./order.ts";

/** Counts for the order what of its parcels is in the buyer's hands; what was counted is so once. */
export async function run(session: Session, id: Hex, options: { as?: string }): Promise<void> {
  const known = await orderNamed(session, id, options.as);
  const { member, order, slot } = known;
  const { procurement } = member.care;
  const { terms } = await termsOf(known);
  const { supply: index, trade } = (await freshIndex(session)).reader;
  const now = await session.network.now();
  const { buyer } = order;
  const came: Came[] = [];
  const waiting: Waiting[] = [];
  let counted = 0;
  for (const parcel of trade.orderParcels(id)) {
    const stands = await procurement.despatched(parcel, id);
    if (stands === "COUNTED") {
      counted++;
    } else if (stands === "FOR_ANOTHER") {
      waiting.push({ parcel, why: "it was despatched for another order since" });
    } else {
      const one = cameOf(index, parcel, { buyer, now, whole: member.id !== buyer });
      if ("why" in one) waiting.push(one);
      else came.push(one);
    }
  }
  const left = waiting.map(
    ({ parcel, why }) => `Not counted: ${goodsTitle(index, parcel)}: ${why}.`,
  );
  if (came.length === 0 && counted === 0) {
    for (const line of left) note(line);
    fail("ORDER_NOTHING_CAME", {});
  }
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
      waiting: waiting.map(({ parcel, why }) => ({ ...parcel, why })),
      counted: sent?.event.quantity ?? 0,
      transaction: sent?.transaction,
    },
    [
      sent
        ? `${sent.event.quantity} units counted for the order: ${received} of ${terms.quantity} received.`
        : `Nothing more is to be counted now: ${received} of ${terms.quantity} received.`,
      ...came
        .filter(({ parcel, units }) => units < parcel.count)
        .map(
          ({ parcel, units }) =>
            `Of ${goodsTitle(index, parcel)} ${parcel.count - units} units did not come, and do not count any more.`,
        ),
      ...left,
    ],
  );
}

const goodsTitle = (index: SupplyReader, { lot, first, count }: Parcel): string =>
  `${lotTitle(index.lot(lot)!)}, parcel ${first}:${count}`;
