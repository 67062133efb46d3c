/** An order as commands take it: how it was placed, how it stands, and the way to its papers. */
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { type Order, type OrderSlot, partiesOf } from "../../core/purchase.ts";
import type { Orders } from "../../flows/orders.ts";
import type { BlockStore } from "../../vault/blockStore.ts";
import { GatewayBlocks } from "../../vault/gatewayBlocks.ts";
import { type Unsealer, unsealerOf } from "../../vault/sharedDocument.ts";
import type { AgreedTerms } from "../../wire/orderTerms.ts";
import type { Member } from "../members.ts";
import type { Session } from "../session.ts";

export interface KnownOrder {
  id: Hex;
  order: Order;
  slot: OrderSlot;
  member: Member;
  orders: Orders;
}

/** @throws ORDER_UNKNOWN */
export async function orderNamed(session: Session, id: Hex, as?: string): Promise<KnownOrder> {
  const member = await session.member(as);
  const { procurement } = member.care;
  const { slot: placed, ...event } = await procurement.placed(id);
  const { buyer, supplier, inspector, insurer, deadline, terms } = event;
  const order = { buyer, supplier, inspector, insurer, deadline, terms };
  const slot = (await procurement.order(id)) ?? placed;
  const orders = member.care.orders(await storeOf(session, member, order));
  return { id, order, slot, member, orders };
}

/** The own store, and for what is not in it the gateways of the other parties. */
async function storeOf(session: Session, member: Member, order: Order): Promise<BlockStore> {
  const store = await session.store();
  const others = partiesOf(order).filter((party) => party !== member.id);
  const endpoints = await Promise.all(others.map((party) => member.care.identity.endpoint(party)));
  const [first, ...rest] = endpoints.filter((url) => url !== "");
  return first === undefined ? store : store.or(new GatewayBlocks({ urls: [first, ...rest] }));
}

export const readerOf = ({ id, keys }: Member): Unsealer => unsealerOf(id, keys);

/** What was agreed on. @throws ORDER_NOT_PARTY, ORDER_TERMS */
export async function termsOf({ id, member, orders }: KnownOrder): Promise<AgreedTerms> {
  const { agreed } = await orders.view(id, readerOf(member));
  return (
    agreed ??
    fail("ORDER_TERMS", { reason: "they are neither in this store nor at another party's gateway" })
  );
}
