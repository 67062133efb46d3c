/** Stock, counted on the chain after goods moved, and what people are told of it. */
import { isCareLedgerError } from "../../core/errors.ts";
import { productId, type ProductScheme } from "../../core/goods.ts";
import { countStock, type StockCount } from "../../flows/countStock.ts";
import { type FreshIndex, freshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";

/** A product as the index has it. */
export interface Product {
  scheme: string;
  number: string;
}

export type Counted = StockCount & { product: Product };

export const productTitle = ({ scheme, number }: Product): string =>
  `${scheme === "GTIN" ? "GTIN" : "Product"} ${number}`;

export const idOf = ({ scheme, number }: Product): bigint =>
  productId(scheme as ProductScheme, number);

/**
 * Counts the stocks of products of which the institution has set levels. The goods have moved by
 * then: that a count failed is said, and fails nothing.
 */
export async function countAfter(
  session: Session,
  { care, id, name }: Member,
  products: readonly Product[],
  opened?: FreshIndex,
): Promise<Counted[]> {
  const counts: Counted[] = [];
  let index = opened;
  try {
    await index?.refresh();
    for (const product of products) {
      // Whoever has set no levels needs no index.
      if (!(await care.procurement.stock(id, idOf(product)))) continue;
      index ??= await freshIndex(session);
      const count = await countStock(care.chain, index.reader, idOf(product));
      if (count) counts.push({ product, ...count });
    }
  } catch (error) {
    if (!isCareLedgerError(error)) throw error;
    note(
      `The stock was not counted (${error.code}); count it: careledger trace stock --as "${name}"`,
    );
  }
  return counts;
}

/** The alerts that these counts told, in words. */
export const alertLines = (counts: readonly Counted[]): string[] =>
  counts.flatMap(({ product, counted, min, max, alert }) => {
    if (alert === undefined) return [];
    const why = alert === "LOW" ? `fewer than ${min}: order more` : `more than ${max}`;
    return [`ALERT: stock of ${productTitle(product)} is ${alert}: ${counted} units, ${why}.`];
  });
