import { fail } from "../core/errors.ts";
import { checkedValue, isApplicationIdentifier } from "./applicationIdentifiers.ts";
import type { Gs1Elements } from "./elements.ts";

/** GS1's own resolver, whose address canonical links have. */
export const GS1_RESOLVER = "https://id.gs1.org";

/** Primary keys, and the qualifiers that may follow each in the path, in this order. */
const keys: Readonly<Record<string, readonly string[]>> = {
  "01": ["22", "10", "21", "235"],
  "8006": ["22", "10", "21"],
  "414": ["254", "7040"],
  "417": ["7040"],
  "8010": ["8011"],
  "8017": ["8019"],
  "8018": ["8019"],
  "00": [],
  "253": [],
  "255": [],
  "401": [],
  "402": [],
  "8003": [],
  "8004": [],
};
/** Names in words, which earlier versions of the standard allowed in place of the numbers. */
const shortNames: Readonly<Record<string, string>> = {
  gtin: "01",
  itip: "8006",
  gln: "414",
  party: "417",
  cpid: "8010",
  gsrnp: "8017",
  gsrn: "8018",
  sscc: "00",
  gdti: "253",
  gcn: "255",
  ginc: "401",
  gsin: "402",
  grai: "8003",
  giai: "8004",
  cpv: "22",
  lot: "10",
  ser: "21",
};

/** Longer addresses fit no bar code. */
const LONGEST = 4096;

export interface LinkPath {
  /** Application identifier and value as written in the path, percent-encoded; the key first. */
  pairs: readonly (readonly [ai: string, value: string])[];
  /** What follows `?`, without it. */
  query: string;
}

/** The GS1 part of a web address's path, whatever domain and folder it lies under. */
export function linkPath(uri: string): LinkPath | undefined {
  if (uri.length > LONGEST) return undefined;
  const [, path = "", query = ""] =
    /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?/i.exec(uri) ?? [];
  const segments = path.replace(/\/$/, "").split("/").slice(1);
  const names = segments.map((segment) => shortNames[segment] ?? segment);
  for (let at = 0; at + 1 < names.length; at++) {
    const qualifiers = keys[names[at]!];
    if (!qualifiers || (names.length - at) % 2 !== 0) continue;
    const pairs: [string, string][] = [];
    for (let next = at; next < names.length; next += 2) {
      pairs.push([names[next]!, segments[next + 1]!]);
    }
    const places = pairs.slice(1).map(([ai]) => qualifiers.indexOf(ai));
    if (places.every((place, index) => place > (places[index - 1] ?? -1))) return { pairs, query };
  }
  return undefined;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail("GS1_LINK", { expected: "percent-encoding in UTF-8" });
  }
};

/**
 * A GS1 Digital Link URI, of GS1's or any other resolver, uncompressed. GTINs of 8, 12 and 13 digits
 * are filled to 14. In the query, application identifiers are read and other names passed over.
 * @throws GS1_LINK, GS1_FORM, GS1_CHECK_DIGIT
 */
export function parseDigitalLink(uri: string): Gs1Elements {
  const link = linkPath(uri.trim());
  if (!link) {
    return fail("GS1_LINK", { expected: "an identification key in the path, then its qualifiers" });
  }
  const elements = new Map<string, string>();
  const add = (ai: string, raw: string) => {
    const value = decoded(raw);
    const full = ai === "01" && /^\d{8}$|^\d{12,13}$/.test(value) ? value.padStart(14, "0") : value;
    elements.set(ai, checkedValue(ai, full));
  };
  for (const [ai, value] of link.pairs) add(ai, value);
  for (const pair of link.query.split(/[&;]/)) {
    const [name = "", value = ""] = pair.split("=", 2);
    if (isApplicationIdentifier(name) && !elements.has(name)) add(name, value.replaceAll("+", " "));
  }
  return elements;
}

/** Encodes what RFC 3986 reserves too, as the Digital Link standard asks. */
const encoded = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The link of a code: its key and qualifiers in the path (lot before serial), the rest in the query.
 * @param resolver The address before the GS1 part, without a slash at its end.
 * @throws GS1_LINK when there is no identification key; GS1_FORM, GS1_CHECK_DIGIT, GS1_UNKNOWN_AI
 */
export function makeDigitalLink(elements: Gs1Elements, resolver = GS1_RESOLVER): string {
  const key = Object.keys(keys).find((ai) => elements.has(ai));
  const primary = ["01", "8006", "00", "414"].find((ai) => elements.has(ai)) ?? key;
  if (primary === undefined || !/^https?:\/\/[^\s?#]+[^/\s?#]$/.test(resolver)) {
    return fail("GS1_LINK", {
      expected: "an identification key, and a resolver's http(s) address",
    });
  }
  for (const [ai, value] of elements) checkedValue(ai, value);
  const inPath = [primary, ...keys[primary]!.filter((ai) => elements.has(ai))];
  const path = inPath.map((ai) => `/${ai}/${encoded(elements.get(ai)!)}`).join("");
  const query = [...elements]
    .filter(([ai]) => !inPath.includes(ai))
    .map(([ai, value]) => `${ai}=${encoded(value)}`)
    .join("&");
  return `${resolver}${path}${query && `?${query}`}`;
}

/** Form of each key's value in canonical links; check digits are not asked for there. */
const forms: Readonly<Record<string, RegExp>> = {
  "00": /^\d{18}$/,
  "01": /^\d{14}$/,
  "253": /^\d{13}[^/]{0,51}$/,
  "255": /^\d{13,25}$/,
  "401": /^\d{4}[^/]+$/,
  "402": /^\d{17}$/,
  "414": /^\d{13}$/,
  "417": /^\d{13}$/,
  "8003": /^\d{14}[^/]{0,48}$/,
  "8004": /^\d{4}[^/]+$/,
  "8006": /^\d{18}$/,
  "8010": /^\d{4}[^/]+$/,
  "8017": /^\d{18}$/,
  "8018": /^\d{18}$/,
};

/**
 * The constrained canonical link of CBV 2.0 (8.9): GS1's domain, no query, the finest level of
 * identification only. Nothing where the address is no Digital Link.
 */
export function canonicalLink(uri: string): string | undefined {
  const link = linkPath(uri);
  if (!link) return undefined;
  const [[key, raw] = ["", ""], ...qualifiers] = link.pairs;
  const value = key === "01" && /^\d{8}$|^\d{12,13}$/.test(raw) ? raw.padStart(14, "0") : raw;
  if (!forms[key]?.test(value)) return undefined;
  const finest = ["21", "235", "10", "254", "8011"]
    .map((ai) => qualifiers.find(([name]) => name === ai))
    .find((pair) => pair !== undefined);
  return `${GS1_RESOLVER}/${key}/${value}${finest ? `/${finest[0]}/${finest[1]}` : ""}`;
}
