import type { Hex } from "../../core/bytes.ts";
import { moneyText } from "../../core/money.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { orderNamed, termsOf } from "./order.ts";

/** Pays what was received, passed and invoiced: once. */
export async function run(session: Session, id: Hex, options: { as?: string }): Promise<void> {
  const known = await orderNamed(session, id, options.as);
  const { member, order, slot } = known;
  const { insurance, procurement, chain } = member.care;
  const { terms, price } = await termsOf(known);
  const amount = price.perUnit * BigInt(slot.received);
  const currency = await insurance.currency();
  const isSo = slot.state === "PAID";
  let transaction: Hex | undefined;
  if (!isSo) {
    const spender = chain.addresses.procurement;
    const isOwn = price.payer.toLowerCase() === chain.account!.address.toLowerCase();
    const isDue = slot.state === "PASSED" && slot.isInvoiced;
    // The payer's own word: only for what is due, and no more than that.
    if (isOwn && isDue && (await insurance.allowance(price.payer, spender)) < amount) {
      await insurance.approve(spender, amount).send();
      note(`Orders may take ${currency} ${moneyText(amount)} of ${member.name}'s.`);
    }
    ({ transaction } = await procurement.settle(order, terms, price).send());
  }
  const said = moneyText(amount);
  session.output.result(
    { order: id, amount: said, currency, payee: price.payee, settled: !isSo, transaction },
    [
      `${currency} ${said} ${isSo ? "were" : "are"} paid to ${session.nameOf(order.supplier)} for ${slot.received} units.`,
    ],
  );
}
