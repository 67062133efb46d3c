import type { Hex } from "../../core/bytes.ts";
import type { Session } from "../session.ts";
import { orderNamed } from "./order.ts";
import { readPaper } from "./papers.ts";

interface Options {
  document: string;
  as?: string;
}

export async function run(session: Session, id: Hex, options: Options): Promise<void> {
  const paper = readPaper(options.document, "The invoice");
  const { member, order, orders, slot } = await orderNamed(session, id, options.as);
  const { procurement } = member.care;
  const isSo = slot.isInvoiced && member.id === order.supplier;
  let transaction: Hex | undefined;
  if (!isSo) {
    // What the chain would refuse is refused before a paper is stored.
    await procurement.invoice(order, id).estimate();
    const document = await orders.share(id, paper);
    ({ transaction } = await procurement.invoice(order, document).send());
  }
  session.output.result({ order: id, invoiced: !isSo, transaction }, [
    `The order ${isSo ? "was invoiced before" : "is invoiced"}.`,
  ]);
}
