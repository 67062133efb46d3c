/**
 * The packed words of catalogues and benefit plans, as contracts/types/Tariff.sol has them. Amounts
 * are minor units, shares basis points, days Modified Julian Days (1858-11-17 is 0).
 */
import { type Fields, type Layout, pack, unpack } from "./words.ts";

const RULE = [
  ["from", 24],
  ["until", 24],
  ["ceiling", 48],
  ["selfShare", 16],
  ["quantity", 24],
  ["frequency", 8],
  ["window", 16],
  ["youngest", 8],
  ["oldest", 8],
  ["sexes", 8],
  ["serviceItem", 8],
  ["category", 8],
  ["kind", 8],
  ["flags", 8],
  ["published", 40],
] as const satisfies Layout;

const LIMITS = [
  ["deductible1", 40],
  ["deductible2", 40],
  ["deductible3", 40],
  ["copay", 40],
  ["cap", 48],
  ["maximum", 48],
] as const satisfies Layout;

const TERMS = [
  ["serviceItems", 128],
  ["waiting", 16],
  ["baseRate", 48],
  ["low", 16],
  ["high", 16],
  ["flags", 16],
  ["version", 16],
] as const satisfies Layout;

/** A row of a catalogue; 0 is no limit. `category`: 1 A, 2 B, 3 C; `kind`: 1 drug, 2 service, 3 consumable. */
export type Rule = Fields<typeof RULE>;
/** A plan's limits; `cap` and `maximum`: 0 is none. */
export type PlanLimits = Fields<typeof LIMITS>;
export type PlanTerms = Fields<typeof TERMS>;

export const RULE_FLAGS = { INDICATED: 1n, CODED: 2n, DAILY: 4n, FROZEN: 8n } as const;

/** What is special in a plan (`PLAN_*` of the contracts). */
export const PLAN_FLAGS = {
  GROUPED: 1n,
  COPAY_FIRST: 2n,
  COPAY_MAIN: 4n,
  HALF_EVEN: 8n,
  MAXIMUM_STOPS: 16n,
  SUPPLEMENTED: 32n,
} as const;

export const packRule = (rule: Rule): bigint => pack(RULE, rule);
export const unpackRule = (word: bigint): Rule => unpack(RULE, word);
export const packLimits = (limits: PlanLimits): bigint => pack(LIMITS, limits);
export const unpackLimits = (word: bigint): PlanLimits => unpack(LIMITS, word);
export const packTerms = (terms: PlanTerms): bigint => pack(TERMS, terms);
export const unpackTerms = (word: bigint): PlanTerms => unpack(TERMS, word);

/** The fund's shares by setting (outpatient, inpatient, pharmacy, chronic), in it by grade (1 to 3). */
export interface PlanShares {
  bySetting: readonly (readonly [bigint, bigint, bigint])[];
  /** In-scope amount of the year from which `added` is added; 0: none. */
  tier: bigint;
  added: bigint;
}

const SHARE_BITS = 16n;
const SETTINGS = 4;
const GRADES = 3;

const TIER = [
  ["tier", 48],
  ["added", 16],
] as const satisfies Layout;

export function packShares({ bySetting, tier, added }: PlanShares): bigint {
  const shares = bySetting.flat();
  const words = shares.map((_, i) => [`${i}`, 16] as const);
  const fields = Object.fromEntries(shares.map((share, i) => [`${i}`, share]));
  return pack(words, fields) | (pack(TIER, { tier, added }) << 192n);
}

export function unpackShares(word: bigint): PlanShares {
  const share = (i: number): bigint => BigInt.asUintN(16, word >> (SHARE_BITS * BigInt(i)));
  return {
    bySetting: Array.from({ length: SETTINGS }, (_, i) => [
      share(GRADES * i),
      share(GRADES * i + 1),
      share(GRADES * i + 2),
    ]),
    ...unpack(TIER, word >> 192n),
  };
}
