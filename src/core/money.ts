/** Money as people write it; contracts count minor units, a hundredth each. */
import { fail } from "./errors.ts";

const MOST = 1n << 128n;

/** Minor units of an amount such as 126.50. @throws MONEY_FORM */
export function minorUnits(text: string): bigint {
  const [, whole, cents = ""] = /^(\d{1,37})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return fail("MONEY_FORM", {});
  const amount = BigInt(whole) * 100n + BigInt(cents.padEnd(2, "0"));
  return amount < MOST ? amount : fail("MONEY_FORM", {});
}

/** An amount in minor units as 126.50. */
export const moneyText = (amount: bigint): string =>
  `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;
