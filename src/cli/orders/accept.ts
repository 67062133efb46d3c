import type { Hex } from "../../core/bytes.ts";
import type { Session } from "../session.ts";
import { orderNamed } from "./order.ts";

export async function run(session: Session, id: Hex, options: { as?: string }): Promise<void> {
  const { member, order, slot } = await orderNamed(session, id, options.as);
  const isSo = !["ORDERED", "CANCELLED"].includes(slot.state) && member.id === order.supplier;
  const { procurement } = member.care;
  const transaction = isSo ? undefined : (await procurement.accept(order).send()).transaction;
  session.output.result({ order: id, accepted: !isSo, transaction }, [
    `The order ${isSo ? "was accepted before" : `is accepted by ${member.name}`}.`,
  ]);
}
