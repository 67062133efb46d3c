import { dayOf } from "../../core/dates.ts";
import { moneyText } from "../../core/money.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";

/** Orders in which an institution has a part; those that are open alone, unless all are asked for. */
export async function run(
  session: Session,
  options: { all?: boolean; as?: string },
): Promise<void> {
  const member = await session.member(options.as);
  const { trade } = (await freshIndex(session)).reader;
  const over = new Set(["PAID", "CANCELLED"]);
  const orders = trade
    .orders(member.id)
    .filter(({ state }) => options.all === true || !over.has(state))
    .map(({ order, isInvoiced, amount, scheme, number, ...one }) => ({
      order,
      state: one.state,
      isInvoiced: isInvoiced === 1,
      buyer: one.buyer,
      buyerName: session.nameOf(one.buyer),
      supplier: one.supplier,
      supplierName: session.nameOf(one.supplier),
      deadline: one.deadline,
      received: one.received,
      since: one.since,
      ...(number === null ? {} : { product: { scheme, number } }),
      ...(amount === null ? {} : { amount: moneyText(BigInt(amount)) }),
    }));
  session.output.result(
    { orders },
    table(
      ["Order", "State", "Buyer", "Supplier", "Until", "Received", "Paid"],
      orders.map((one) => [
        one.order,
        `${one.state}${one.isInvoiced && one.state !== "PAID" ? ", invoiced" : ""}`,
        one.buyerName,
        one.supplierName,
        dayOf(one.deadline),
        one.received,
        one.amount ?? "",
      ]),
    ),
  );
}
