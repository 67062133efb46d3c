import { type Hex, ZERO32 } from "../../core/bytes.ts";
import { productOf } from "../../core/goods.ts";
import type { OrderSlot, StockSlot } from "../../core/purchase.ts";
import type { PurchaseEvents } from "../../core/tradeEvents.ts";
import type { DomainFold, Place } from "../fold.ts";
import type { SettlementEvent } from "./settlement.ts";
import { type Assignment, change, put, table } from "../table.ts";

/**
 * Orders. `scheme` and `number`: of the product, once goods came; `amount` in minor units, once paid;
 * `sealed`: digest of the sealed terms, `invoice` and `report`: of the last one. `insurer` 0: none.
 */
export const orders = table(
  "orders",
  { order: "bytes" },
  {
    buyer: "integer",
    supplier: "integer",
    inspector: "integer",
    insurer: "integer",
    deadline: "integer",
    terms: "bytes",
    state: "text",
    isInvoiced: "integer",
    received: "integer",
    since: "integer",
    scheme: "text?",
    number: "text?",
    amount: "text?",
    sealed: "bytes?",
    invoice: "bytes?",
    report: "bytes?",
  },
  ["buyer"],
  ["supplier"],
  ["insurer"],
);

/** What happened to orders. `quantity`: units of one receipt; `document`: digest, where it has one. */
export const orderSteps = table(
  "orderSteps",
  { block: "integer", log: "integer" },
  {
    order: "bytes",
    state: "text",
    quantity: "integer?",
    document: "bytes?",
    time: "integer",
    actor: "bytes",
    transaction: "bytes",
  },
  ["order"],
);

/** Parcels that were despatched for an order, by `parcelKey`. */
export const orderParcels = table(
  "orderParcels",
  { order: "bytes", parcel: "bytes" },
  { despatchedAt: "integer", document: "bytes" },
  ["parcel"],
);

/** Levels of holders' stocks, and what was counted last. */
export const stocks = table(
  "stocks",
  { holder: "integer", scheme: "text", number: "text" },
  { min: "integer", max: "integer", counted: "integer", state: "text", since: "integer" },
);

/** Alerts of stocks; open until the stock was otherwise. */
export const stockAlerts = table(
  "stockAlerts",
  { block: "integer", log: "integer" },
  {
    holder: "integer",
    scheme: "text",
    number: "text",
    state: "text",
    counted: "integer",
    openedAt: "integer",
    closedAt: "integer?",
  },
  ["holder", "scheme", "number"],
);

const orderSlot = ({ state, isInvoiced, received, since }: OrderSlot) => ({
  state,
  isInvoiced: Number(isInvoiced),
  received,
  since,
});

interface OfOrder {
  order: Hex;
  slot: OrderSlot;
  actor: Hex;
  quantity?: number;
  document?: Hex;
}

const step = ({ order, slot, actor, quantity, document }: OfOrder, at: Place): Assignment => {
  const { block, log, time, transaction } = at;
  return put(orderSteps, {
    order,
    state: slot.state,
    ...(quantity === undefined ? {} : { quantity }),
    ...(document === undefined || document === ZERO32 ? {} : { document }),
    actor,
    block,
    log,
    time,
    transaction,
  });
};

const stockSlot = ({ min, max, counted, state, since }: StockSlot) => ({
  min,
  max,
  counted,
  state,
  since,
});

export const purchases: DomainFold<Exclude<keyof PurchaseEvents, SettlementEvent>> = {
  tables: {
    orders,
    orderSteps,
    orderParcels,
    stocks,
    stockAlerts,
  },
  folds: {
    OrderPlaced: (event, at) => {
      const { order, buyer, supplier, inspector, insurer, deadline, terms, slot } = event;
      const parties = { buyer, supplier, inspector, insurer };
      const sealed = event.document === ZERO32 ? null : event.document;
      return [
        put(orders, { order, ...parties, deadline, terms, sealed, ...orderSlot(slot) }),
        step(event, at),
      ];
    },
    OrderChanged: (event, at, rows) => {
      const { order, slot, document } = event;
      // The digest of an invoice, which changes no state, or of an inspection's report, which does.
      const [before] = rows(orders, { order });
      const isInvoice = before?.state === slot.state;
      const told =
        document === ZERO32 ? {} : isInvoice ? { invoice: document } : { report: document };
      return [change(orders, { order }, { ...orderSlot(slot), ...told }), step(event, at)];
    },
    OrderDespatched: (event, at) => {
      const { order, slot, parcels, document } = event;
      return [
        change(orders, { order }, orderSlot(slot)),
        ...parcels.map((parcel) =>
          put(orderParcels, { order, parcel, despatchedAt: at.time, document }),
        ),
        step(event, at),
      ];
    },
    OrderReceived: (event, at) => {
      const { order, slot, product } = event;
      return [
        change(orders, { order }, { ...orderSlot(slot), ...productOf(product) }),
        step(event, at),
      ];
    },
    OrderPaid: (event, at) => {
      const { order, slot, amount } = event;
      return [
        change(orders, { order }, { ...orderSlot(slot), amount: String(amount) }),
        step(event, at),
      ];
    },
    StockChanged: ({ holder, product, slot }, at, rows) => {
      const of = { holder, ...productOf(product) };
      const over = rows(stockAlerts, of).filter(
        ({ closedAt, state }) => closedAt === null && state !== slot.state,
      );
      return [
        put(stocks, { ...of, ...stockSlot(slot) }),
        ...over.map(({ block, log }) => change(stockAlerts, { block, log }, { closedAt: at.time })),
      ];
    },
    StockAlert: ({ holder, product, state, counted }, { block, log, time }) => [
      put(stockAlerts, {
        block,
        log,
        holder,
        ...productOf(product),
        state,
        counted,
        openedAt: time,
        closedAt: null,
      }),
    ],
  },
};
