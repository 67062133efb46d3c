import { fail } from "./errors.ts";

/** The most that a line's amount can be in the words of contracts/types/Claim.sol. */
export const MOST_MINOR = (1n << 40n) - 1n;

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/**
 * How many digits after the point an amount of the currency has (ISO 4217): CNY 2, JPY 0, BHD 3.
 * @throws MONEY_CURRENCY
 */
export function minorDigits(currency: string): number {
  if (!isCurrency(currency)) fail("MONEY_CURRENCY", {});
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

const DECIMAL = /^([+-]?)(\d{0,30})(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A decimal amount in minor units, rounded half up once (away from zero below it). A number counts as
 * the shortest text that names it, so that 27.200000000000003 is 27.20 and 1.005 is 1.01.
 * @throws MONEY_FORM for what is no decimal number, or has more than 30 digits before the point
 */
export function minorUnits(amount: number | string, currency: string): bigint {
  const digits = minorDigits(currency);
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    DECIMAL.exec(String(amount).trim()) ?? fail("MONEY_FORM", {});
  if (whole + fraction === "") fail("MONEY_FORM", {});
  const figures = BigInt(whole + fraction);
  const shift = digits - fraction.length + Number(exponent);
  if (shift > 40) fail("MONEY_FORM", {});
  const value =
    shift >= 0 ? figures * 10n ** BigInt(shift) : halfUp(figures, 10n ** BigInt(-shift));
  return sign === "-" ? -value : value;
}

const halfUp = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);

/** Minor units as decimal text: 2720n of CNY is "27.20". */
export function amountText(minor: bigint, currency: string): string {
  const digits = minorDigits(currency);
  const figures = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = figures.slice(0, figures.length - digits);
  const text = digits === 0 ? whole : `${whole}.${figures.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
}

const MOST = 1n << 128n;

/** Hundredths of an amount as a user types it, such as 126.50: none is rounded. @throws MONEY_FORM */
export function typedUnits(text: string): bigint {
  const [, whole, cents = ""] = /^(\d{1,37})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return fail("MONEY_FORM", {});
  const amount = BigInt(whole) * 100n + BigInt(cents.padEnd(2, "0"));
  return amount < MOST ? amount : fail("MONEY_FORM", {});
}

/** An amount in hundredths as 126.50. */
export const moneyText = (amount: bigint): string =>
  `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;
