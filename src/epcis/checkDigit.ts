import { fail } from "../core/errors.ts";

/** GS1 keys that end in a check digit, with their number of digits. */
export const keyLengths = {
  "GTIN-8": 8,
  "GTIN-12": 12,
  "GTIN-13": 13,
  "GTIN-14": 14,
  GLN: 13,
  GSIN: 17,
  GSRN: 18,
  SSCC: 18,
} as const;
export type CheckedKey = keyof typeof keyLengths;

/**
 * The check digit that GS1 asks for behind these digits: weights 3 and 1 in turn, from the right.
 * @param digits The key without its check digit, digits only.
 */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at--, weight = 4 - weight) {
    sum += weight * (digits.charCodeAt(at) - 48);
  }
  return (10 - (sum % 10)) % 10;
}

export const withCheckDigit = (digits: string): string => `${digits}${checkDigit(digits)}`;

/**
 * The same digits, once length and check digit were found right.
 * @throws GS1_FORM, GS1_CHECK_DIGIT (which names the digit expected)
 */
export function checkedKey(key: CheckedKey, digits: string): string {
  const length = keyLengths[key];
  if (digits.length !== length || !/^\d+$/.test(digits)) {
    fail("GS1_FORM", { key, expected: `${length} digits` });
  }
  const expected = checkDigit(digits.slice(0, -1));
  const found = digits.slice(-1);
  return found === String(expected) ? digits : fail("GS1_CHECK_DIGIT", { key, found, expected });
}

/**
 * A GTIN of 8, 12, 13 or 14 digits as its 14 digits, filled with zeros from the left. Spaces and
 * hyphens between digits, as printed under bar codes, are passed over.
 * @throws GS1_FORM, GS1_CHECK_DIGIT
 */
export function gtin14(text: string): string {
  const digits = text.trim().replace(/(?<=\d)[ -](?=\d)/g, "");
  const key = `GTIN-${digits.length}`;
  if (key !== "GTIN-8" && key !== "GTIN-12" && key !== "GTIN-13" && key !== "GTIN-14") {
    return fail("GS1_FORM", { key: "GTIN", expected: "8, 12, 13 or 14 digits" });
  }
  return checkedKey(key, digits).padStart(14, "0");
}
