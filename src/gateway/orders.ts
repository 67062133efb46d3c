/** A party's orders, shown to the other parties: what the chain has, and where the papers lie. */
import type { FastifyInstance } from "fastify";
import type { Chain } from "../chain/chain.ts";
import { fail } from "../core/errors.ts";
import { isPartyOf } from "../core/purchase.ts";
import { Orders } from "../flows/orders.ts";
import { ProcurementModule } from "../ledger/procurement.ts";
import type { Custody } from "../vault/custody.ts";
import {
  MAX_DOCUMENTS,
  type OrderAnswer,
  orderJson,
  type OrderMessage,
  orderMessage,
  orderRequestHash,
} from "../wire/orderMessages.ts";
import type { Journal } from "./journal.ts";
import { parsed } from "./resolverRoutes.ts";
import { SignedRequests } from "./signedRequests.ts";

/** Answers for the orders that its institution is a party of. */
export class OrderDesk {
  readonly #custody: Custody;
  readonly #journal: Journal;
  readonly #orders: Orders;
  readonly #procurement: ProcurementModule;
  readonly #requests: SignedRequests;

  constructor(chain: Chain, custody: Custody, journal: Journal) {
    this.#custody = custody;
    this.#journal = journal;
    this.#orders = new Orders(chain, custody.store);
    this.#procurement = new ProcurementModule(chain);
    this.#requests = new SignedRequests(chain, custody.custodian, journal);
  }

  /**
   * An order and both sides' stocks, for its buyer, supplier, inspector and insurer unless they are
   * SUSPENDED.
   * @throws ORDER_UNKNOWN; ORDER_NOT_PARTY for anybody else, and where this institution is none
   */
  async show(message: OrderMessage): Promise<OrderAnswer> {
    const { order: id } = message.request;
    this.#requests.requireOurs(message);
    const digest = this.#requests.digest(orderRequestHash(message.request));
    const member = await this.#requests.member(message, digest, "ORDER_NOT_PARTY");
    // Before any paper is fetched and opened for whoever asks.
    if (
      member.status === "SUSPENDED" ||
      !isPartyOf(await this.#procurement.placed(id), member.id)
    ) {
      fail("ORDER_NOT_PARTY", {});
    }
    const { custodian, keyRing } = this.#custody;
    const view = await this.#orders.view(id, {
      id: custodian,
      unseal: (epoch, info, sealed) => keyRing.unseal(epoch, info, sealed),
    });
    this.#requests.useNonce(message);
    const { order, state, stocks } = view;
    const documents = view.documents
      .slice(0, MAX_DOCUMENTS)
      .map(({ kind, digest: of, account, block }) => ({ kind, digest: of, account, block }));
    const noted = { kind: "found", participant: member.id, named: id } as const;
    this.#journal.note({ ...noted, result: String(documents.length) });
    return { order, state, documents, stocks };
  }
}

export function addOrderRoutes(app: FastifyInstance, desk: OrderDesk): void {
  app.post("/v1/order", async ({ body }, reply) =>
    reply
      .type("application/json")
      .header("cache-control", "no-store")
      .send(orderJson(await desk.show(parsed(orderMessage, body)))),
  );
}
