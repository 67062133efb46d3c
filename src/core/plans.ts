/** Benefit plans in words of their own; contracts/types/Tariff.sol has the same hash. */
import { type Hex, ZERO32 } from "./bytes.ts";
import { hashStruct } from "./structs.ts";
import {
  packLimits,
  packShares,
  packTerms,
  PLAN_FLAGS,
  type PlanTerms,
  unpackLimits,
  unpackShares,
  unpackTerms,
} from "./tariff.ts";
import { bitsOf } from "./words.ts";

/** A plan as contracts take it and its insurer's members see it. */
export interface Plan {
  insurer: number;
  code: Hex;
  limits: bigint;
  shares: bigint;
  terms: bigint;
  weights: Hex;
  chronic: Hex;
}

/** Of institutions of grade 1, 2 and 3. */
type ByGrade<T> = readonly [T, T, T];

/** Amounts are minor units, shares basis points; what is left out is none. */
export interface BenefitPlan {
  insurer: number;
  /** Of the plan, the same for all its versions; 32 bytes of the insurer's choice. */
  code: Hex;
  /** From 1. */
  version: number;
  deductibles?: ByGrade<bigint>;
  copay?: bigint;
  /** The fund's most a year. */
  cap?: bigint;
  /** The member's most a year. */
  maximum?: bigint;
  shares: {
    outpatient: ByGrade<number>;
    inpatient: ByGrade<number>;
    pharmacy: ByGrade<number>;
    chronic: ByGrade<number>;
  };
  /** Added to the shares from this in-scope amount of the year on. */
  tier?: { from: bigint; added: number };
  /** Service items that it covers, each 0 to 127. */
  serviceItems: readonly number[];
  /** Days of a segment before it pays. */
  waiting?: number;
  /**
   * Inpatient claims are priced by group. `baseRate`: of a weight of 10,000; `low`, `high`: outliers,
   * hundredths of the group's price; `weights`: root (`weightTree`).
   */
  groups?: { baseRate: bigint; low?: number; high?: number; weights: Hex };
  /**
   * It pays what another insurer left to the person (of all of it, or of her coinsurance alone), and covers no
   * service items, so that nothing is billed on it.
   * `automatic`: the most it pays a claim without a word of its insurer's; left out: any amount.
   */
  supplement?: { of: "PERSON" | "COINSURANCE"; automatic?: bigint };
  /** Root of the diagnoses that the chronic setting is for (`indicationTree`). */
  chronic?: Hex;
  /** Bits of `PLAN_FLAGS` but GROUPED. */
  flags?: bigint;
}

const NO_DEDUCTIBLES = [0n, 0n, 0n] as const;

const shareOf = ([a, b, c]: ByGrade<number>) => [BigInt(a), BigInt(b), BigInt(c)] as const;

/** What `low` says of a supplement. */
const BASES = ["PERSON", "COINSURANCE"] as const;

function supplementOf({ serviceItems, low, baseRate }: PlanTerms) {
  const of = BASES[Number(low)];
  if (serviceItems !== 0n || of === undefined) return {};
  return { supplement: { of, ...(baseRate === 0n ? {} : { automatic: baseRate }) } };
}

export function packedPlan(plan: BenefitPlan): Plan {
  const { deductibles: [deductible1, deductible2, deductible3] = NO_DEDUCTIBLES, groups } = plan;
  const { outpatient, inpatient, pharmacy, chronic } = plan.shares;
  return {
    insurer: plan.insurer,
    code: plan.code,
    limits: packLimits({
      deductible1,
      deductible2,
      deductible3,
      copay: plan.copay ?? 0n,
      cap: plan.cap ?? 0n,
      maximum: plan.maximum ?? 0n,
    }),
    shares: packShares({
      bySetting: [outpatient, inpatient, pharmacy, chronic].map(shareOf),
      tier: plan.tier?.from ?? 0n,
      added: BigInt(plan.tier?.added ?? 0),
    }),
    terms: packTerms({
      serviceItems: maskOfItems(plan.serviceItems),
      waiting: BigInt(plan.waiting ?? 0),
      baseRate: groups?.baseRate ?? plan.supplement?.automatic ?? 0n,
      low: BigInt(groups?.low ?? BASES.indexOf(plan.supplement?.of ?? "PERSON")),
      high: BigInt(groups?.high ?? 0),
      flags: (groups === undefined ? 0n : PLAN_FLAGS.GROUPED) | (plan.flags ?? 0n),
      version: BigInt(plan.version),
    }),
    weights: groups?.weights ?? ZERO32,
    chronic: plan.chronic ?? ZERO32,
  };
}

/** What the words of a plan say. */
export function planOf(plan: Plan): BenefitPlan {
  const limits = unpackLimits(plan.limits);
  const { bySetting, tier, added } = unpackShares(plan.shares);
  const [outpatient, inpatient, pharmacy, chronic] = bySetting.map(
    ([a, b, c]) => [Number(a), Number(b), Number(c)] as const,
  );
  const terms = unpackTerms(plan.terms);
  const { deductible1, deductible2, deductible3, copay, cap, maximum } = limits;
  const isGrouped = (terms.flags & PLAN_FLAGS.GROUPED) !== 0n;
  return {
    insurer: plan.insurer,
    code: plan.code,
    version: Number(terms.version),
    deductibles: [deductible1, deductible2, deductible3],
    copay,
    cap,
    maximum,
    shares: {
      outpatient: outpatient!,
      inpatient: inpatient!,
      pharmacy: pharmacy!,
      chronic: chronic!,
    },
    ...(tier === 0n ? {} : { tier: { from: tier, added: Number(added) } }),
    serviceItems: itemsOf(terms.serviceItems),
    waiting: Number(terms.waiting),
    ...(isGrouped
      ? {
          groups: {
            baseRate: terms.baseRate,
            low: Number(terms.low),
            high: Number(terms.high),
            weights: plan.weights,
          },
        }
      : {}),
    ...supplementOf(terms),
    ...(plan.chronic === ZERO32 ? {} : { chronic: plan.chronic }),
    flags: terms.flags & ~PLAN_FLAGS.GROUPED,
  };
}

/** The id of a plan's version. */
export const planId = (p: Plan): Hex =>
  hashStruct("Plan", [p.insurer, p.code, p.limits, p.shares, p.terms, p.weights, p.chronic]);

/** Bits of service items, as agreements and plans have them. */
export const maskOfItems = (items: readonly number[]): bigint =>
  items.reduce((mask, item) => mask | (1n << BigInt(item)), 0n);

/** The service items of a mask, ascending. */
export const itemsOf = (mask: bigint): number[] =>
  Array.from({ length: 128 }, (_, item) => item).filter((item) => (mask >> BigInt(item)) & 1n);

/** On which days a plan holds (`until` 0: open), and when it was published. */
export interface PlanSlot {
  from: number;
  until: number;
  published: number;
  version: number;
}

export const planSlotOf = (word: bigint): PlanSlot => ({
  from: bitsOf(word, 0, 24),
  until: bitsOf(word, 24, 24),
  published: bitsOf(word, 48, 40),
  version: bitsOf(word, 88, 16),
});
