import { fail } from "../../core/errors.ts";
import type { Parcel } from "../../core/goods.ts";
import type { TradeReader } from "../../indexer/tradeReader.ts";
import type { Member } from "../members.ts";

/**
 * Goods of an order that await their receipt are not passed on by mistake; back to their supplier they
 * may go.
 * @throws TRACE_ORDER_OPEN
 */
export async function requireReceived(
  { id, care }: Member,
  trade: TradeReader,
  parcels: readonly Parcel[],
  to: number,
): Promise<void> {
  const isOpen = trade
    .orders(id)
    .some(({ buyer, state }) => buyer === id && (state === "DESPATCHED" || state === "RECEIVED"));
  if (!isOpen) return;
  for (const parcel of parcels) {
    const order = await care.procurement.awaiting(parcel, id);
    if (order && order.supplier !== to) fail("TRACE_ORDER_OPEN", { order: order.order });
  }
}
