import { fail } from "../core/errors.ts";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * A decimal number times ten to the `places`, as an integer, rounded half up: the one place where an
 * amount is rounded on its way in. 27.200000000000003 in cents is 2720.
 * @param where what the error calls the number: a table and a column, never what stands in it
 * @throws SYNTHEA_NUMBER also for a negative one
 */
export function scaled(text: string, places: number, where: string): number {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === "") fail("SYNTHEA_NUMBER", { where });
  const point = whole.length + Number(exponent) + places;
  const digits = (whole + fraction).padStart(
    whole.length + fraction.length - Math.min(point, 0),
    "0",
  );
  const at = Math.max(point, 0);
  const kept = digits.slice(0, at).padEnd(at, "0");
  const value = Number(kept || "0") + (Number(digits[at] ?? "0") >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(value) || (sign === "-" && value > 0)) {
    fail("SYNTHEA_NUMBER", { where });
  }
  return value;
}

/** An amount of money in cents. */
export const cents = (text: string, where: string): number => scaled(text, 2, where);
