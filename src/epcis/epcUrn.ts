import { fail } from "../core/errors.ts";
import { checkedValue } from "./applicationIdentifiers.ts";
import { withCheckDigit } from "./checkDigit.ts";
import { GS1_RESOLVER } from "./digitalLink.ts";
import type { Gs1Elements } from "./elements.ts";

/** Application identifiers and values of a URN, percent-encoded as there. */
type Pairs = readonly (readonly [ai: string, value: string])[];

interface Scheme {
  /** Digits of company prefix and reference together; none where the reference is free text. */
  digits?: number;
  /** What stands behind the reference. */
  rest: RegExp;
  pairs: (prefix: string, reference: string, rest: string) => Pairs;
}

/** Characters of GS1's set 82 as URNs write them, up to 28 of them. */
const text = /^(?:%[0-9A-Fa-f]{2}|[!'()*+,\-.0-9:;=A-Z_a-z]){1,28}$/;
const none = /^$/;
const digits = /^\d{1,12}$/;

/** GTIN-14 of a prefix and an item reference, whose first digit is the indicator. */
const gtin = (prefix: string, item: string): string =>
  withCheckDigit(`${item.slice(0, 1)}${prefix}${item.slice(1)}`);
const keyed = (ai: string) => (prefix: string, reference: string, serial: string) =>
  [[ai, `${withCheckDigit(prefix + reference)}${serial}`]] as const;
const free = (ai: string) => (prefix: string, reference: string) =>
  [[ai, prefix + reference]] as const;
const item = (ai: string) => (prefix: string, reference: string, value: string) =>
  [
    ["01", gtin(prefix, reference)],
    [ai, value],
  ] as const;

const schemes: Readonly<Record<string, Scheme>> = {
  "id:sgtin": { digits: 13, rest: text, pairs: item("21") },
  "class:lgtin": { digits: 13, rest: text, pairs: item("10") },
  "id:upui": { digits: 13, rest: text, pairs: item("235") },
  "id:sscc": {
    digits: 17,
    rest: none,
    pairs: (prefix, serial) => [["00", gtin(prefix, serial)]],
  },
  "id:sgln": {
    digits: 12,
    rest: text,
    pairs: (prefix, location, extension) => [
      ["414", withCheckDigit(prefix + location)],
      ...(extension === "0" ? [] : ([["254", extension]] as const)),
    ],
  },
  "id:pgln": { digits: 12, rest: none, pairs: keyed("417") },
  "id:gsrn": { digits: 17, rest: none, pairs: keyed("8018") },
  "id:gsrnp": { digits: 17, rest: none, pairs: keyed("8017") },
  "id:gdti": { digits: 12, rest: text, pairs: keyed("253") },
  "id:sgcn": { digits: 12, rest: digits, pairs: keyed("255") },
  "id:gsin": { digits: 16, rest: none, pairs: keyed("402") },
  "id:grai": {
    digits: 12,
    rest: text,
    pairs: (prefix, asset, rest) => keyed("8003")(`0${prefix}`, asset, rest),
  },
  "id:giai": { rest: none, pairs: free("8004") },
  "id:ginc": { rest: none, pairs: free("401") },
  "id:cpi": {
    rest: digits,
    pairs: (prefix, part, serial) => [
      ["8010", prefix + part],
      ["8011", serial],
    ],
  },
  "id:itip": {
    digits: 13,
    rest: /^\d{2}\.\d{2}\.(?:%[0-9A-Fa-f]{2}|[!'()*+,\-.0-9:;=A-Z_a-z]){1,28}$/,
    pairs: (prefix, reference, rest) => [
      ["8006", `${gtin(prefix, reference)}${rest.slice(0, 2)}${rest.slice(3, 5)}`],
      ["21", rest.slice(6)],
    ],
  },
};

interface Parsed {
  pairs: Pairs;
  /** How many digits the company prefix has. A URN is the only form that says so. */
  prefixLength: number;
}

function parse(urn: string): Parsed | undefined {
  const [, kind = "", name = "", prefix = "", tail = ""] =
    /^urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.(.{0,120})$/.exec(urn) ?? [];
  const isPattern = kind === "idpat";
  const scheme = schemes[`${isPattern ? "id" : kind}:${name}`];
  if (!scheme) return undefined;
  const { digits: length, rest: wanted, pairs } = scheme;
  // A free reference may hold dots itself.
  const dot = length === undefined && wanted === none ? -1 : tail.indexOf(".");
  const [reference, rest] = dot < 0 ? [tail, ""] : [tail.slice(0, dot), tail.slice(dot + 1)];
  const fits =
    length === undefined
      ? text.test(reference)
      : /^\d*$/.test(reference) && prefix.length + reference.length === length;
  if (!fits) return undefined;
  const prefixLength = prefix.length;
  if (!isPattern) {
    return wanted.test(rest) ? { pairs: pairs(prefix, reference, rest), prefixLength } : undefined;
  }
  const end = name === "itip" ? /^\d{2}\.\d{2}\.\*$/ : /^\*$/;
  if (wanted === none || !end.test(rest)) return undefined;
  return { pairs: pairs(prefix, reference, rest.slice(0, -1)).slice(0, 1), prefixLength };
}

/**
 * An EPC URN (`urn:epc:id:`), class URN (`urn:epc:class:lgtin:`) or pattern of all serials of one key
 * (`urn:epc:idpat:...*`) as its elements, and the length of the company prefix, which no other form
 * of a GS1 key tells.
 * @throws GS1_URN; GS1_FORM when a serial or lot is too long
 */
export function parseEpcUrn(urn: string): { elements: Gs1Elements; prefixLength: number } {
  const found = parse(urn.trim());
  if (!found) {
    return fail("GS1_URN", {
      expected:
        "urn:epc:id:, urn:epc:class: or urn:epc:idpat:, a scheme, and parts of the right length",
    });
  }
  const elements = new Map<string, string>();
  for (const [ai, value] of found.pairs) {
    // Set 82 is ASCII: what is encoded is one byte a character.
    const plain = value.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    elements.set(ai, checkedValue(ai, plain));
  }
  return { elements, prefixLength: found.prefixLength };
}

const urnEncoded = (value: string): string =>
  value.replace(/["%&/<>?#]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The EPC URN of a serialised item (01, 21), a lot (01, 10), all of a GTIN (01), a logistic unit
 * (00), a location (414, 254) or a party (417).
 * @param prefixLength Digits of the owner's GS1 company prefix, 6 to 12. It cannot be told from the
 *   key: take it from the owner's certificate, master data, or a URN of the same owner.
 * @throws GS1_URN, GS1_PREFIX_LENGTH, GS1_FORM, GS1_CHECK_DIGIT
 */
export function makeEpcUrn(elements: Gs1Elements, prefixLength: number): string {
  if (!Number.isInteger(prefixLength) || prefixLength < 6 || prefixLength > 12) {
    fail("GS1_PREFIX_LENGTH", { length: prefixLength });
  }
  for (const [ai, value] of elements) checkedValue(ai, value);
  const get = (ai: string) => elements.get(ai);
  const indicated = (key: string) =>
    `${key.slice(1, 1 + prefixLength)}.${key[0]}${key.slice(1 + prefixLength, -1)}`;
  const split = (key: string) => `${key.slice(0, prefixLength)}.${key.slice(prefixLength, -1)}`;
  const [gtin14, sscc, gln, party] = [get("01"), get("00"), get("414"), get("417")];
  if (gtin14 !== undefined) {
    const [serial, lot] = [get("21"), get("10")];
    if (serial !== undefined) return `urn:epc:id:sgtin:${indicated(gtin14)}.${urnEncoded(serial)}`;
    if (lot !== undefined) return `urn:epc:class:lgtin:${indicated(gtin14)}.${urnEncoded(lot)}`;
    return `urn:epc:idpat:sgtin:${indicated(gtin14)}.*`;
  }
  if (sscc !== undefined) return `urn:epc:id:sscc:${indicated(sscc)}`;
  if (gln !== undefined) return `urn:epc:id:sgln:${split(gln)}.${urnEncoded(get("254") ?? "0")}`;
  if (party !== undefined) return `urn:epc:id:pgln:${split(party)}`;
  return fail("GS1_URN", { expected: "one of (01), (00), (414), (417) to make it from" });
}

/** The canonical Digital Link of a URN, its percent-encoding kept; nothing where it is no such URN. */
export function canonicalLinkOfUrn(urn: string): string | undefined {
  const found = urn.startsWith("urn:epc:") ? parse(urn) : undefined;
  if (!found) return undefined;
  const encode = (value: string) =>
    value.replace(/[!()*+,:]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return GS1_RESOLVER + found.pairs.map(([ai, value]) => `/${ai}/${encode(value)}`).join("");
}
