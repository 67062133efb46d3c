/** What arguments of these commands are called in their help, and values that several take. */
import { InvalidArgumentError } from "commander";
import type { UnitRange } from "../../core/goods.ts";

export const LOT = "id of the lot, a GS1 code with GTIN and lot, or 09506000134352/LOT-1";
export const PRODUCT = "GTIN, or national code of 7 digits";
export const CODE =
  "as read from the pack: national code of 20 digits, Digital Link, element string, EPC URN";
export const GOODS = "lot (09506000134352/LOT-1), container by its SSCC, or pack by its code";
export const SOME_GOODS = "units of lots, as 09506000134352/LOT-1#0:500; whole lots without #";
export const AS = "who (default: the first institution of this folder)";
export const EVIDENCE = "what says why: a file, or its SHA-256 digest";

const UNITS = "Give index of the first unit and their number, as in 0:500.";

export function unitRange(text: string): UnitRange {
  const [, first, count] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  if (Number(count) > 0) return { first: Number(first), count: Number(count) };
  throw new InvalidArgumentError(UNITS);
}

export const unitRanges = (text: string, before: UnitRange[] = []): UnitRange[] => [
  ...before,
  unitRange(text),
];
