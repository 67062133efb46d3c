import { fail } from "../core/errors.ts";
import { gtin14 } from "./checkDigit.ts";
import { parseDigitalLink } from "./digitalLink.ts";
import { parseElementString, SEPARATOR, type Gs1Elements } from "./elements.ts";
import { parseEpcUrn } from "./epcUrn.ts";

/** China's drug trace code: product 7 digits, serial 9, check 4. The product id begins with 8. */
export interface TraceCode {
  code: string;
  product: string;
  serial: string;
  check: string;
}

/**
 * A Chinese drug trace code, by length and first digit. How its last four digits are computed is
 * not public, so they are not checked: only the maker's own list tells a code that was issued.
 * @throws GS1_FORM
 */
export function parseTraceCode(text: string): TraceCode {
  const code = text.trim().replace(/(?<=\d) (?=\d)/g, "");
  if (!/^8\d{19}$/.test(code)) {
    fail("GS1_FORM", { key: "drug trace code", expected: "20 digits that begin with 8" });
  }
  return { code, product: code.slice(0, 7), serial: code.slice(7, 16), check: code.slice(16) };
}

/** What was scanned or typed. */
export type ScannedCode =
  | { kind: "trace"; trace: TraceCode }
  | { kind: "gs1"; form: "link" | "urn" | "elements" | "gtin"; elements: Gs1Elements };

/**
 * Reads any code that a pack carries: the Chinese trace code, a Digital Link, an EPC URN, a GS1
 * element string (printed or scanned) or a bare GTIN.
 * @throws GS1_CODE and the errors of the form that the text has
 */
export function readCode(text: string): ScannedCode {
  const code = text.trim();
  if (/^8[\d ]{19,24}$/.test(code) && code.replaceAll(" ", "").length === 20) {
    return { kind: "trace", trace: parseTraceCode(code) };
  }
  if (/^https?:\/\//i.test(code)) {
    return { kind: "gs1", form: "link", elements: parseDigitalLink(code) };
  }
  if (/^urn:epc:/i.test(code)) {
    return { kind: "gs1", form: "urn", elements: parseEpcUrn(code).elements };
  }
  if (/^(?:\d{8}|\d{12,14})$/.test(code)) {
    return { kind: "gs1", form: "gtin", elements: new Map([["01", gtin14(code)]]) };
  }
  if (/^[\](\d]/.test(code) || code.startsWith(SEPARATOR)) {
    return { kind: "gs1", form: "elements", elements: parseElementString(code) };
  }
  return fail("GS1_CODE", {
    expected:
      "a trace code of 20 digits, a GS1 Digital Link, an EPC URN, an element string or a GTIN",
  });
}
