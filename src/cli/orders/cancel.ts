import type { Hex } from "../../core/bytes.ts";
import type { Session } from "../session.ts";
import { orderNamed } from "./order.ts";

export async function run(session: Session, id: Hex, options: { as?: string }): Promise<void> {
  const { member, order, slot } = await orderNamed(session, id, options.as);
  const isSo = slot.state === "CANCELLED";
  const { procurement } = member.care;
  const transaction = isSo ? undefined : (await procurement.cancel(order).send()).transaction;
  session.output.result({ order: id, cancelled: !isSo, transaction }, [
    `The order ${isSo ? "was cancelled before" : "is cancelled"}.`,
  ]);
}
