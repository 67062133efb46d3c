import type { Chain } from "../chain/chain.ts";
import { cutsOf } from "../chain/cuts.ts";
import { inOrder, logs, numberTopic, read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type LotBody, type Parcel, parcelKey, shownBody, type UnitRange } from "../core/goods.ts";
import * as purchase from "../core/purchase.ts";
import type { Order, OrderTerms, Price } from "../core/purchase.ts";
import { lineage } from "../core/ranges.ts";
import { bitsOf } from "../core/words.ts";

type Changed = Write<SuiteEvents["OrderChanged"]>;

/** A lot and what opens its id. */
interface Opened {
  body: LotBody;
  codeRoot: Hex;
}

/** What came of a despatched parcel: these ranges of it, lying in this container, or in none. */
export interface Arrival extends Opened {
  parcel: Parcel;
  /** Left out: the whole. */
  ranges?: readonly UnitRange[];
  container?: Hex;
}

/** A document of an order, by the digest that a party put on chain. */
export interface OrderDocument {
  kind: "terms" | "despatch" | "invoice" | "report";
  /** Of the sealed block: see `cidFrom`. */
  digest: Hex;
  /** Who put it there. */
  account: Hex;
  block: number;
}

interface Told {
  document: Hex;
  actor: Hex;
}

const shownLot = ({ body, codeRoot }: Opened) => ({ body: shownBody(body), codeRoot });

/** Orders, from the purchase to its payment, and alerts of stock. */
export class ProcurementModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #orders() {
    return this.#chain.contracts.procurement;
  }

  /** Orders goods. `document`: digest of the sealed terms (see flows/orders.ts); none without. */
  place(order: Order, document: Hex = ZERO32): Write<SuiteEvents["OrderPlaced"]> {
    return write(this.#chain, "OrderPlaced", () =>
      this.#orders.place.populateTransaction(order, document),
    );
  }

  accept(order: Order): Changed {
    return write(this.#chain, "OrderChanged", () => this.#orders.accept.populateTransaction(order));
  }

  cancel(order: Order): Changed {
    return write(this.#chain, "OrderChanged", () => this.#orders.cancel.populateTransaction(order));
  }

  /** Says which of your parcels are sent. `document`: digest of the despatch advice. */
  despatch(
    order: Order,
    parcels: readonly Parcel[],
    document: Hex,
  ): Write<SuiteEvents["OrderDespatched"]> {
    return write(this.#chain, "OrderDespatched", () =>
      this.#orders.despatch.populateTransaction(order, [...parcels], document),
    );
  }

  /** Says which of them are in the buyer's hands; as buyer or supplier. */
  receive(
    order: Order,
    terms: OrderTerms,
    arrivals: readonly Arrival[],
  ): Write<SuiteEvents["OrderReceived"]> {
    const shown = arrivals.map(({ parcel, ranges, container }, lot) => ({
      parcel,
      ranges: [...(ranges ?? [{ first: parcel.first, count: parcel.count }])],
      container: container ?? ZERO32,
      lot,
    }));
    return write(this.#chain, "OrderReceived", () =>
      this.#orders.receiveGoods.populateTransaction(order, terms, arrivals.map(shownLot), shown),
    );
  }

  /** Passes or rejects what came. `document`: digest of the report. */
  inspect(order: Order, passed: boolean, document: Hex): Changed {
    return write(this.#chain, "OrderChanged", () =>
      this.#orders.inspect.populateTransaction(order, passed, document),
    );
  }

  invoice(order: Order, document: Hex): Changed {
    return write(this.#chain, "OrderChanged", () =>
      this.#orders.invoice.populateTransaction(order, document),
    );
  }

  /** Pays what was received, passed and invoiced; its price is read by all nodes from now on. */
  settle(order: Order, terms: OrderTerms, price: Price): Write<SuiteEvents["OrderPaid"]> {
    return write(this.#chain, "OrderPaid", () =>
      this.#orders.settle.populateTransaction(order, terms, price),
    );
  }

  /** Alerts below `min` and above `max` units of a product of yours. */
  setStockLevels(
    product: bigint,
    levels: { min: number; max: number },
  ): Write<SuiteEvents["StockChanged"]> {
    return write(this.#chain, "StockChanged", () =>
      this.#orders.setStockLevels.populateTransaction(product, levels.min, levels.max),
    );
  }

  /** Counts your stock of a product from these parcels of yours, in any order. */
  checkStock(
    product: bigint,
    parcels: readonly Omit<Arrival, "ranges">[],
  ): Write<SuiteEvents["StockChanged"]> {
    const sorted = parcels.toSorted((a, b) => (parcelKey(a.parcel) < parcelKey(b.parcel) ? -1 : 1));
    const lots = new Map(sorted.map((one) => [one.parcel.lot, shownLot(one)]));
    const ids = [...lots.keys()];
    return write(this.#chain, "StockChanged", () =>
      this.#orders.checkStock.populateTransaction(
        product,
        [...lots.values()],
        sorted.map(({ parcel }) => parcel),
        sorted.map(({ container }) => container ?? ZERO32),
        sorted.map(({ parcel }) => ids.indexOf(parcel.lot)),
      ),
    );
  }

  /** An order, or undefined. */
  async order(id: Hex): Promise<purchase.OrderSlot | undefined> {
    const word = await read(this.#orders.orderOf(id));
    return word === 0n ? undefined : purchase.orderOf(word);
  }

  /** How a parcel stands to an order that it was despatched for: it counts once, and for the last one. */
  async despatched(parcel: Parcel, order: Hex): Promise<"WAITS" | "COUNTED" | "FOR_ANOTHER"> {
    const word = await read(this.#orders.despatchOf(parcelKey(parcel)));
    // The last bits tell that it was counted, the others are the order's.
    if (word >> 8n !== BigInt(order) >> 8n) return "FOR_ANOTHER";
    return bitsOf(word, 0, 8) === 0 ? "WAITS" : "COUNTED";
  }

  /** How an order was placed. @throws ORDER_UNKNOWN */
  async placed(id: Hex): Promise<SuiteEvents["OrderPlaced"]> {
    const [found] = await logs(this.#chain, "OrderPlaced", [id]);
    return found?.event ?? fail("ORDER_UNKNOWN", {});
  }

  /** The documents of an order, in the order of the chain. */
  async documents(id: Hex): Promise<OrderDocument[]> {
    const found: (OrderDocument & { index: number })[] = [];
    const add = (kind: OrderDocument["kind"], at: { block: number; index: number }, e: Told) => {
      const { document: digest, actor: account } = e;
      if (digest === ZERO32) return;
      found.push({ kind, digest, account, block: at.block, index: at.index });
    };
    for (const at of await logs(this.#chain, "OrderPlaced", [id])) add("terms", at, at.event);
    for (const at of await logs(this.#chain, "OrderDespatched", [id])) {
      add("despatch", at, at.event);
    }
    let wasInvoiced = false;
    for (const at of await logs(this.#chain, "OrderChanged", [id])) {
      const { isInvoiced } = at.event.slot;
      add(isInvoiced && !wasInvoiced ? "invoice" : "report", at, at.event);
      wasInvoiced = isInvoiced;
    }
    return inOrder(found).map(({ index: _, ...document }) => document);
  }

  /** What came of an order, by product and number of units in each receipt. */
  async receipts(id: Hex): Promise<SuiteEvents["OrderReceived"][]> {
    return (await logs(this.#chain, "OrderReceived", [id])).map(({ event }) => event);
  }

  /**
   * The order of a buyer's for which goods were despatched and not yet received, or undefined. Passed
   * on before, they cannot be shown in the buyer's hands any more, and nobody can write the receipt.
   * @param parcel As it is now; it may be a part of what was despatched
   */
  async awaiting(
    { lot, first }: Parcel,
    buyer: number,
  ): Promise<SuiteEvents["OrderPlaced"] | undefined> {
    const [made] = await logs(this.#chain, "LotCommissioned", [lot]);
    if (!made) return undefined;
    const cuts = await cutsOf(this.#chain, lot, { from: made.block });
    for (const range of lineage(cuts, first, made.event.count).toReversed()) {
      const word = await read(this.#orders.despatchOf(parcelKey({ lot, ...range })));
      if (word === 0n) continue;
      // The last bits tell that it was counted, the others are the order's.
      if (bitsOf(word, 0, 8) !== 0) return undefined;
      const placed = await logs(this.#chain, "OrderPlaced", [null, numberTopic(buyer)]);
      const found = placed.find(({ event }) => BigInt(event.order) >> 8n === word >> 8n)?.event;
      const state = found && (await this.order(found.order))?.state;
      return state === "DESPATCHED" || state === "RECEIVED" ? found : undefined;
    }
    return undefined;
  }

  /** A holder's levels of a product and what was counted last, or undefined. */
  async stock(holder: number, product: bigint): Promise<purchase.StockSlot | undefined> {
    const word = await read(this.#orders.stockOf(holder, product));
    return word === 0n ? undefined : purchase.stockOf(word);
  }
}
