import { fail } from "../core/errors.ts";
import {
  checkedValue,
  isApplicationIdentifier,
  predefinedLength,
} from "./applicationIdentifiers.ts";

/** What a GS1 code says: values by application identifier, in the order read. */
export type Gs1Elements = ReadonlyMap<string, string>;

/** FNC1 as bar code readers send it: the end of a value of no fixed length. */
export const SEPARATOR = "\u001d";
/** What readers may put before a GS1 code to name its symbology (GS1-128, DataMatrix, QR ...). */
const symbology = /^\](?:C1|d2|Q3|J1|e0)/;

/**
 * A GS1 element string, printed, `(01)09521141012343(10)ABC`, or as a scanner sends it, without
 * brackets and with GS (0x1D) behind values of no fixed length. In the printed form a `(` inside a
 * value is written `\(`.
 * @throws GS1_ELEMENTS, GS1_UNKNOWN_AI, GS1_FORM, GS1_CHECK_DIGIT
 */
export function parseElementString(text: string): Gs1Elements {
  const code = text.trim().replace(symbology, "");
  return code.startsWith("(") ? parsePrinted(code) : parseScanned(code);
}

function add(elements: Map<string, string>, ai: string, value: string, position: number): void {
  checkedValue(ai, value);
  const before = elements.get(ai);
  if (before !== undefined && before !== value) {
    fail("GS1_ELEMENTS", { position, expected: `one value of (${ai})` });
  }
  elements.set(ai, value);
}

function parsePrinted(code: string): Gs1Elements {
  const elements = new Map<string, string>();
  const element = /\((\d{2,4})\)((?:\\\(|[^(])*)/y;
  for (let position = 0; position < code.length; position = element.lastIndex) {
    element.lastIndex = position;
    const found = element.exec(code);
    if (!found) fail("GS1_ELEMENTS", { position: position + 1, expected: "(AI) and its value" });
    const [, ai = "", value = ""] = found;
    add(elements, ai, value.replaceAll("\\(", "(").trim(), position + 1);
  }
  return elements;
}

function parseScanned(code: string): Gs1Elements {
  const elements = new Map<string, string>();
  for (let at = 0; at < code.length;) {
    if (code[at] === SEPARATOR) {
      at++;
      continue;
    }
    const ai = [2, 3, 4].map((size) => code.slice(at, at + size)).find(isApplicationIdentifier);
    if (ai === undefined) {
      return fail("GS1_ELEMENTS", { position: at + 1, expected: "an application identifier" });
    }
    const start = at + ai.length;
    const fixed = predefinedLength(ai);
    const separator = code.indexOf(SEPARATOR, start);
    const end = fixed === undefined ? (separator < 0 ? code.length : separator) : start + fixed;
    if (end > code.length) {
      fail("GS1_ELEMENTS", { position: code.length + 1, expected: `${fixed} digits of (${ai})` });
    }
    add(elements, ai, code.slice(start, end), at + 1);
    at = end;
  }
  if (elements.size === 0) fail("GS1_ELEMENTS", { position: 1, expected: "(AI) and its value" });
  return elements;
}

/** Values of fixed length first, as GS1 recommends: they need no separator. */
const fixedFirst = (elements: Gs1Elements): [string, string][] => {
  const fixed = (ai: string) => (predefinedLength(ai) === undefined ? 1 : 0);
  return [...elements].toSorted(([a], [b]) => fixed(a) - fixed(b));
};

/**
 * An element string: `printed` in brackets for people, `scanned` with GS for what a bar code holds.
 * @throws GS1_UNKNOWN_AI, GS1_FORM, GS1_CHECK_DIGIT
 */
export function formatElementString(elements: Gs1Elements, form: "printed" | "scanned"): string {
  for (const [ai, value] of elements) checkedValue(ai, value);
  if (form === "printed") {
    return [...elements].map(([ai, value]) => `(${ai})${value.replaceAll("(", "\\(")}`).join("");
  }
  const parts = fixedFirst(elements).map(([ai, value], index, all) => {
    const open = predefinedLength(ai) === undefined && index < all.length - 1;
    return `${ai}${value}${open ? SEPARATOR : ""}`;
  });
  return parts.join("");
}

/**
 * A GS1 date YYMMDD as `YYYY-MM-DD`. Day 00 is the month's last day. The century is the one that
 * puts the year nearest to `now`, as GS1's general specifications lay down.
 */
export function isoDate(yymmdd: string, now = new Date()): string {
  const current = now.getUTCFullYear();
  const part = (at: number) => Number(yymmdd.slice(at, at + 2));
  const [yy, month, day] = [part(0), part(2), part(4)];
  const difference = yy - (current % 100);
  const shift = difference >= 51 ? -100 : difference <= -50 ? 100 : 0;
  const year = current - (current % 100) + yy + shift;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [year, month, day === 0 ? last : day]
    .map((number) => String(number).padStart(2, "0"))
    .join("-");
}

/** What people ask of a scanned code; dates as YYYY-MM-DD. */
export interface ScannedItem {
  gtin?: string;
  lot?: string;
  serial?: string;
  expiry?: string;
  production?: string;
  sscc?: string;
  gln?: string;
}

export function itemOf(elements: Gs1Elements, now?: Date): ScannedItem {
  const names = { gtin: "01", lot: "10", serial: "21", sscc: "00", gln: "414" } as const;
  const item: ScannedItem = {};
  for (const [name, ai] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = elements.get(ai);
    if (value !== undefined) item[name] = value;
  }
  for (const [name, ai] of [
    ["expiry", "17"],
    ["production", "11"],
  ] as const) {
    const value = elements.get(ai);
    if (value !== undefined) item[name] = isoDate(value, now);
  }
  return item;
}
