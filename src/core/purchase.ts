/** Orders and their terms; contracts/types/Purchase.sol has the same structs and words. */
import type { Hex } from "./bytes.ts";
import { ORDER_STATES, type OrderState, STOCK_STATES, type StockState } from "./enums.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/** Told to the other party, and to the chain when the order is paid. `perUnit`: minor units. */
export interface Price {
  perUnit: bigint;
  payer: Hex;
  payee: Hex;
  /** Digest of the contract's text. */
  conditions: Hex;
  /** 32 random bytes. */
  salt: Hex;
}

/** Told to the chain when the goods came. `price`: `priceHash`. */
export interface OrderTerms {
  product: bigint;
  quantity: number;
  price: Hex;
}

/**
 * An order as every node reads it. `inspector` 0: the buyer; `insurer` 0: nobody; `terms`:
 * `orderTermsHash`.
 */
export interface Order {
  buyer: number;
  supplier: number;
  inspector: number;
  insurer: number;
  deadline: number;
  terms: Hex;
}

/** Whom an order names, each once: who may see it. */
export const partiesOf = (o: Order): number[] =>
  [...new Set([o.buyer, o.supplier, o.inspector, o.insurer])].filter((id) => id !== 0);

export const isPartyOf = (order: Order, institution: number): boolean =>
  partiesOf(order).includes(institution);

export const priceHash = (p: Price): Hex =>
  hashStruct("Price", [p.perUnit, BigInt(p.payer), BigInt(p.payee), p.conditions, p.salt]);

export const orderTermsHash = (t: OrderTerms): Hex =>
  hashStruct("OrderTerms", [t.product, t.quantity, t.price]);

/** The id of an order. */
export const orderId = (o: Order): Hex =>
  hashStruct("Order", [o.buyer, o.supplier, o.inspector, o.insurer, o.deadline, o.terms]);

export interface OrderSlot {
  state: OrderState;
  isInvoiced: boolean;
  received: number;
  since: number;
}

export const orderOf = (word: bigint): OrderSlot => ({
  state: ORDER_STATES[bitsOf(word, 0, 8)]!,
  isInvoiced: bitsOf(word, 8, 8) !== 0,
  received: bitsOf(word, 16, 32),
  since: bitsOf(word, 48, 40),
});

/** A holder's stock of a product: its levels, and what was counted last. */
export interface StockSlot {
  min: number;
  max: number;
  counted: number;
  state: StockState;
  since: number;
}

export const stockOf = (word: bigint): StockSlot => ({
  min: bitsOf(word, 0, 32),
  max: bitsOf(word, 32, 32),
  counted: bitsOf(word, 64, 32),
  state: STOCK_STATES[bitsOf(word, 96, 8)]!,
  since: bitsOf(word, 104, 40),
});

/** How so many units stand to their levels. */
export const stockState = (units: number, levels: { min: number; max: number }): StockState =>
  units < levels.min ? "LOW" : units > levels.max ? "OVER" : "ENOUGH";
