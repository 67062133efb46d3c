/** Goods of the drug ledger as URIs of events name them. */
import { isCareLedgerError } from "../core/errors.ts";
import { productId, productOf } from "../core/goods.ts";
import { readCode } from "./codes.ts";
import { makeDigitalLink } from "./digitalLink.ts";
import type { Gs1Elements } from "./elements.ts";

/** What a URI names: a container, a unit, a lot, or nothing that the ledger keeps. */
export type NamedGoods =
  | { kind: "container"; sscc: string }
  | { kind: "unit"; product: bigint; code: string }
  | { kind: "lot"; product: bigint; number: string }
  | { kind: "other" };

const OTHER: NamedGoods = { kind: "other" };
/** National products, and codes that no GS1 key can hold. */
const own = /^urn:careledger:(gtin:\d{14}|national:\d{7}):(unit|lot):([^:]{1,96})$/;

function readOwn(uri: string): NamedGoods {
  const [, product = "", kind, text = ""] = own.exec(uri) ?? [];
  if (kind === undefined) return OTHER;
  let name: string;
  try {
    name = decodeURIComponent(text);
  } catch {
    return OTHER;
  }
  if (!/^[\x20-\x7e]{1,32}$/.test(name)) return OTHER;
  const [scheme, number = ""] = product.split(":");
  const id = productId(scheme === "gtin" ? "GTIN" : "NATIONAL", number);
  return kind === "unit"
    ? { kind, product: id, code: name }
    : { kind: "lot", product: id, number: name };
}

/** The keys that the ledger moves; a wrong check digit of another key is another's affair. */
const moved = /\/(?:01|00|gtin|sscc)\/\d/;

/**
 * What a URI names. Its check digits are looked at here, for the reader of documents does not.
 * @throws GS1_CHECK_DIGIT of a GTIN or SSCC
 */
export function readGoods(uri: string): NamedGoods {
  if (uri.startsWith("urn:careledger:")) return readOwn(uri);
  const elements = elementsOf(uri);
  const [sscc, gtin] = [elements?.get("00"), elements?.get("01")];
  if (sscc !== undefined) return { kind: "container", sscc };
  if (gtin === undefined) return OTHER;
  const product = productId("GTIN", gtin);
  const [code, number] = [elements?.get("21"), elements?.get("10")];
  if (code !== undefined) return { kind: "unit", product, code };
  return number === undefined ? OTHER : { kind: "lot", product, number };
}

function elementsOf(uri: string): Gs1Elements | undefined {
  try {
    const code = readCode(uri);
    return code.kind === "gs1" ? code.elements : undefined;
  } catch (error) {
    if (isCareLedgerError(error, "GS1_CHECK_DIGIT") && moved.test(uri)) throw error;
    return undefined;
  }
}

/** A party or place by its GLN, else by the URI itself. */
export function partyKey(uri: string): string {
  const elements = elementsOf(uri);
  return elements?.get("414") ?? elements?.get("417") ?? uri;
}

/** A Digital Link, or a URN of our own where a value fits no GS1 key. */
function uriOf(product: bigint, kind: "unit" | "lot", text: string): string {
  const { scheme, number } = productOf(product);
  const ai = kind === "unit" ? "21" : "10";
  try {
    if (scheme === "GTIN") {
      return makeDigitalLink(
        new Map([
          ["01", number],
          [ai, text],
        ]),
      );
    }
  } catch (error) {
    if (!isCareLedgerError(error)) throw error;
  }
  return `urn:careledger:${scheme.toLowerCase()}:${number}:${kind}:${encodeURIComponent(text)}`;
}

export const unitUri = (product: bigint, code: string): string => uriOf(product, "unit", code);
export const lotUri = (product: bigint, number: string): string => uriOf(product, "lot", number);
export const containerUri = (sscc: string): string => makeDigitalLink(new Map([["00", sscc]]));
/** Of an institution, as a place. */
export const placeUri = (gln: string): string => makeDigitalLink(new Map([["414", gln]]));
/** Of an institution, as a party. */
export const partyUri = (gln: string): string => makeDigitalLink(new Map([["417", gln]]));
