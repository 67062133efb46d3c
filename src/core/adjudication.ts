/** What a claim comes to: the twin of contracts/claims/libraries/{Adjudication,Rows}.sol. */
import type { LineFacts, LineResult } from "./claimWords.ts";
import {
  PLAN_FLAGS,
  type PlanLimits,
  type PlanShares,
  type PlanTerms,
  type Rule,
  RULE_FLAGS,
} from "./tariff.ts";
import { obstacle } from "./lineRules.ts";

/** What holds for every line of a claim. */
export interface ClaimTerms {
  limits: PlanLimits;
  shares: PlanShares;
  terms: PlanTerms;
  /** Service items of the agreement, bit by number. */
  services: bigint;
  /** Of the claim's group; 0: none. */
  price: bigint;
  /** Seconds since day 0, a Modified Julian Day. */
  start: bigint;
  /** Number of the setting. */
  setting: number;
  /** The institution's, 1 to 3. */
  grade: number;
  /** Month of birth and of service, year * 12 + month; born 0: not shown. */
  bornIn: number;
  month: number;
  /** Its bit + 1; 0: not shown. */
  sex: number;
  /** CARC that stands in the way of the whole claim; 0: none. */
  reason: number;
}

/** Of a member's benefit year: deductible used, paid by the fund, borne by the member. */
export interface Balance {
  deductible: bigint;
  pool: bigint;
  own: bigint;
}

export interface ClaimTotals {
  billed: bigint;
  fund: bigint;
  person: bigint;
  /** Below 0: what its group's price is above the charges. */
  institution: bigint;
  flags: bigint;
}

/** A line with its catalogue row (undefined: none) and the flags found otherwise. */
export interface BilledLine {
  facts: LineFacts;
  rule: Rule | undefined;
  found: bigint;
}

export interface Adjudicated {
  lines: LineResult[];
  totals: ClaimTotals;
  balance: Balance;
}

export const WHOLE = 10_000n;
const PREVENTIVE = 4;
const CLASS_B = 2n;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const above = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

const hasFlag = ({ terms }: ClaimTerms, flag: keyof typeof PLAN_FLAGS): boolean =>
  (terms.flags & PLAN_FLAGS[flag]) !== 0n;

/** Ten-thousandths as wholes: half up, or half to even. */
function rounded(value: bigint, toEven: boolean): bigint {
  const rest = value % WHOLE;
  const floor = value / WHOLE;
  if (rest === WHOLE / 2n && toEven) return floor + (floor % 2n);
  return rest * 2n >= WHOLE ? floor + 1n : floor;
}

const NOTHING: Omit<LineResult, "reason" | "flags"> = {
  paid: 0n,
  uncovered: 0n,
  overLimit: 0n,
  preSelf: 0n,
  deductible: 0n,
  copay: 0n,
  coinsurance: 0n,
  overCap: 0n,
  refused: 0n,
};

/** What the row lets through, and what falls away before. */
function pass(t: ClaimTerms, line: BilledLine): { result: LineResult; scope: bigint } {
  const found = obstacle(t, line);
  const result: LineResult = { ...NOTHING, reason: found.reason, flags: found.flags };
  let { charge: left, quantity } = line.facts;
  if (found.reason !== 0n || !line.rule) {
    return { result: { ...result, [found.refused ? "refused" : "uncovered"]: left }, scope: 0n };
  }
  const { ceiling, category, selfShare } = line.rule;
  // A trace code is one unit's.
  const most = line.rule.flags & RULE_FLAGS.CODED ? 1n : line.rule.quantity;
  if (most !== 0n && quantity > most) {
    const within = (left * most + quantity / 2n) / quantity;
    result.uncovered = left - within;
    result.reason = 153n;
    result.flags |= 1n << 6n;
    [left, quantity] = [within, most];
  }
  if (ceiling !== 0n && left > ceiling * quantity) {
    result.overLimit = left - ceiling * quantity;
    result.flags |= 1n << 5n;
    left -= result.overLimit;
  }
  if (category === CLASS_B) {
    result.preSelf = rounded(left * least(selfShare, WHOLE), hasFlag(t, "HALF_EVEN"));
    left -= result.preSelf;
  }
  return { result, scope: left };
}

/** The fund's share of an amount that stands above `reached` of the year. */
function fundShare(t: ClaimTerms, reached: bigint, amount: bigint): bigint {
  const column = t.shares.bySetting[t.setting === PREVENTIVE ? 0 : t.setting]!;
  const plain = least(column[t.grade - 1]!, WHOLE);
  const { tier, added } = t.shares;
  const over = tier === 0n ? 0n : least(amount, above(reached + amount, tier));
  const value = amount * plain + over * least(added, WHOLE - plain);
  return rounded(value, hasFlag(t, "HALF_EVEN"));
}

/** Takes deductible and copay from a line, and returns what is to be shared. */
function ownFirst(t: ClaimTerms, b: Balance, line: LineResult, scope: bigint, copay: bigint) {
  const { deductible1, deductible2, deductible3 } = t.limits;
  const deductible = [deductible1, deductible2, deductible3][t.grade - 1]!;
  let left = scope;
  const takeCopay = () => {
    line.copay = least(copay, left);
    left -= line.copay;
  };
  if (hasFlag(t, "COPAY_FIRST")) takeCopay();
  line.deductible = least(above(deductible, b.deductible), left);
  left -= line.deductible;
  if (!hasFlag(t, "COPAY_FIRST")) takeCopay();
  return left;
}

/** Own parts above the member's maximum become the fund's, as far as its cap has room. */
function relieve(line: LineResult, most: bigint, room: bigint): void {
  let excess = least(above(line.deductible + line.copay + line.coinsurance, most), room);
  for (const part of ["coinsurance", "copay", "deductible"] as const) {
    const moved = least(excess, line[part]);
    line[part] -= moved;
    line.paid += moved;
    excess -= moved;
  }
}

/** Shares what of a line is in scope, and moves the balance. */
function share(
  t: ClaimTerms,
  b: Balance,
  line: LineResult,
  { scope, copay, isFree }: { scope: bigint; copay: bigint; isFree: boolean },
): void {
  let fund = scope;
  if (!isFree) {
    const left = ownFirst(t, b, line, scope, copay);
    fund = fundShare(t, b.pool + b.own + scope - left, left);
    line.coinsurance = left - fund;
  }
  const { cap, maximum } = t.limits;
  const room = cap === 0n ? undefined : above(cap, b.pool);
  line.paid = room === undefined ? fund : least(fund, room);
  line.overCap = fund - line.paid;
  if (maximum !== 0n && !hasFlag(t, "MAXIMUM_STOPS")) {
    const left = room === undefined ? scope : room - line.paid;
    relieve(line, above(maximum, b.own), left);
  }
  b.deductible += line.deductible;
  b.pool += line.paid;
  b.own += line.deductible + line.copay;
  if (!hasFlag(t, "SUPPLEMENTED")) b.own += line.coinsurance;
}

/** The fund pays a group's price less the patient's part. */
function priceGroup(t: ClaimTerms, b: Balance, totals: ClaimTotals, scope: bigint): void {
  let { price } = t;
  const { low, high } = t.terms;
  if (low !== 0n && scope * 100n < price * low) return;
  const highest = (price * high + 50n) / 100n;
  if (highest !== 0n) price += above(scope, highest);
  const before = b.pool - totals.fund;
  let fund = above(price, scope - totals.fund);
  if (t.limits.cap !== 0n) fund = least(fund, above(t.limits.cap, before));
  totals.institution += totals.fund - fund;
  totals.fund = fund;
  b.pool = before + fund;
}

/** Adjudicates all lines; the balance is the member's after them. */
export function adjudicate(
  t: ClaimTerms,
  before: Balance,
  billed: readonly BilledLine[],
): Adjudicated {
  const balance = { ...before };
  const totals: ClaimTotals = { billed: 0n, fund: 0n, person: 0n, institution: 0n, flags: 0n };
  const { copay: due, maximum } = t.limits;
  const isFree = hasFlag(t, "MAXIMUM_STOPS") && maximum !== 0n && balance.own > maximum;
  let copay = t.setting === PREVENTIVE ? 0n : due;
  let inScope = 0n;
  const lines = billed.map((line) => {
    const { result, scope } = pass(t, line);
    share(t, balance, result, { scope, copay, isFree });
    copay = hasFlag(t, "COPAY_MAIN") ? 0n : copay - result.copay;
    inScope += scope;
    totals.billed += line.facts.charge;
    totals.fund += result.paid;
    totals.institution += result.refused;
    totals.flags |= result.flags;
    return result;
  });
  totals.person = totals.billed - totals.fund - totals.institution;
  if (t.price !== 0n) priceGroup(t, balance, totals, inScope);
  return { lines, totals, balance };
}

/** The price of a group: weight by base rate by the institution's factor (10,000 is 1). */
export function groupPrice(terms: PlanTerms, weight: bigint, factor: bigint): bigint {
  if ((terms.flags & PLAN_FLAGS.GROUPED) === 0n) return 0n;
  return (weight * terms.baseRate * factor + (WHOLE * WHOLE) / 2n) / (WHOLE * WHOLE);
}
