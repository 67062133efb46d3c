/** The terms of an order as they lie sealed for its parties: what opens the hash on chain. */
import { z } from "zod";
import { type Hex, sha256, toHex, utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { type OrderTerms, orderTermsHash, type Price, priceHash } from "../core/purchase.ts";
import { hex, id, uint } from "./schema.ts";

const FORMAT = "careledger-order/1";
export const ORDER_TERMS_TYPE = "application/vnd.careledger.order+json";
const MAX_TEXT = 100_000;

const decimal = (bits: number) =>
  z
    .string()
    .regex(/^\d{1,39}$/)
    .transform(BigInt)
    .refine((value) => value >> BigInt(bits) === 0n);

const agreed = z.strictObject({
  format: z.literal(FORMAT),
  product: decimal(64),
  quantity: uint(32),
  price: z.strictObject({
    perUnit: decimal(128),
    payer: hex(20),
    payee: hex(20),
    conditions: id,
    salt: id,
  }),
  /** Of the contract; its SHA-256 is `price.conditions`. */
  text: z.string().max(MAX_TEXT),
});

/** What buyer and supplier agreed on. */
export interface AgreedTerms {
  terms: OrderTerms;
  price: Price;
  /** The contract's text. */
  text: string;
}

/** The digest of a contract's text, as in `Price`. */
export const conditionsOf = (text: string): Hex => toHex(sha256(utf8(text)));

export const writeOrderTerms = ({ terms, price, text }: AgreedTerms): Uint8Array =>
  utf8(
    JSON.stringify({
      format: FORMAT,
      product: `${terms.product}`,
      quantity: terms.quantity,
      price: { ...price, perUnit: `${price.perUnit}` },
      text,
    }),
  );

/** Reads terms, and checks that they are those of the hash on chain. @throws ORDER_TERMS */
export function readOrderTerms(bytes: Uint8Array, hash: Hex): AgreedTerms {
  const { data } = agreed.safeParse(parsedJson(bytes));
  if (!data) return fail("ORDER_TERMS", { reason: "it cannot be read" });
  const { product, quantity, price, text } = data;
  const terms = { product, quantity, price: priceHash(price) };
  if (orderTermsHash(terms) !== hash) {
    return fail("ORDER_TERMS", { reason: "the order on the chain has others" });
  }
  if (conditionsOf(text) !== price.conditions) {
    return fail("ORDER_TERMS", { reason: "the contract's text is another" });
  }
  return { terms, price, text };
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}
