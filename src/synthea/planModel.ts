/**
 * What a plan pays for a claim, as Synthea's insurers do it, and as a contract can do it: integers
 * only, one claim after the other, two balances a member, plan and policy period.
 *
 * 1. Before the first line it is asked ONCE whether the member's own payments of the period have
 *    passed the plan's maximum (strictly greater). If so, every line is paid in full. The claim that
 *    crosses the maximum is not capped.
 * 2. Else each line in its order: the copay (of line 0 only, of a preventive visit none, at most the
 *    line), then the deductible (what the period has left of it; the next line sees what this one
 *    used), then the plan's share of the rest, rounded HALF TO EVEN a line. What remains is the
 *    coinsurance: the member's own, or the supplementary policy's if there is one.
 * 3. After the last line the member's own payments grow by copay, deductible and coinsurance, not by
 *    what the supplementary policy paid.
 *
 * On every line amount = paid + bySecondary + copay + deductible + coinsurance + notCovered. The same
 * rules in prose, with order, periods and ties: docs/domains/claims-replay.md.
 */

/** A row of the table of plans. Amounts in cents, the share in basis points. */
export interface ReplayPlan {
  /** As in the table. */
  readonly id: string;
  /** Name of the insurer. */
  readonly payer: string;
  readonly deductible: number;
  /** What the plan pays of a line after copay and deductible; 10000 where no coinsurance is asked. */
  readonly payerShare: number;
  readonly copay: number;
  /** A member's own payments of a period after which the plan pays all; undefined: never. */
  readonly outOfPocketMax: number | undefined;
  /** Services covered; undefined: all. */
  readonly covers: ReadonlySet<string> | undefined;
}

/** Of one member, plan and policy period, in cents. */
export interface Balances {
  readonly deductibleUsed: number;
  readonly ownPaid: number;
}

/** `visit` and `pharmacy` ask the copay of line 0, `preventive` asks none. */
export type ServiceKind = "visit" | "preventive" | "pharmacy";

export interface ReplayLine {
  readonly code: string;
  /** What a plan's list of services calls it: class of the visit, else the code. */
  readonly service: string;
  /** Cents; 0 is allowed. */
  readonly amount: number;
}

/** What planPays reads of a claim. */
export interface PayableClaim {
  readonly kind: ServiceKind;
  /** A supplementary policy pays the coinsurance. */
  readonly secondary: boolean;
  readonly lines: readonly ReplayLine[];
}

/** Why a line was paid as it was. */
export type LineReason = "SHARED" | "MAXIMUM_PASSED" | "NOT_COVERED" | "NO_PLAN";

export interface LineResult {
  readonly paid: number;
  readonly bySecondary: number;
  readonly copay: number;
  readonly deductible: number;
  readonly coinsurance: number;
  readonly notCovered: number;
  readonly reason: LineReason;
}

export interface ClaimResult {
  readonly lines: readonly LineResult[];
  /** Sum of the lines' `paid`: what the CSV calls PAYER_COVERAGE. */
  readonly paid: number;
  /** The member's after the claim. */
  readonly balances: Balances;
}

const WHOLE = 10_000;
const nothing = {
  paid: 0,
  bySecondary: 0,
  copay: 0,
  deductible: 0,
  coinsurance: 0,
  notCovered: 0,
};
/** Of a period that begins. */
export const newBalances: Balances = { deductibleUsed: 0, ownPaid: 0 };

/** What the plan pays for the claim. @param plan undefined for who has none */
export function planPays(
  plan: ReplayPlan | undefined,
  before: Balances,
  claim: PayableClaim,
): ClaimResult {
  const isFree = plan?.outOfPocketMax !== undefined && before.ownPaid > plan.outOfPocketMax;
  let { deductibleUsed, ownPaid } = before;
  let paid = 0;
  const lines = claim.lines.map(({ service, amount }, index): LineResult => {
    if (plan === undefined) return { ...nothing, notCovered: amount, reason: "NO_PLAN" };
    if (plan.covers !== undefined && !plan.covers.has(service)) {
      ownPaid += amount;
      return { ...nothing, notCovered: amount, reason: "NOT_COVERED" };
    }
    if (isFree) {
      paid += amount;
      return { ...nothing, paid: amount, reason: "MAXIMUM_PASSED" };
    }
    const asksCopay = index === 0 && claim.kind !== "preventive";
    const copay = asksCopay ? Math.min(plan.copay, amount) : 0;
    const deductible = Math.min(amount - copay, Math.max(plan.deductible - deductibleUsed, 0));
    const shared = amount - copay - deductible;
    const share = shareOf(shared, plan.payerShare);
    const rest = shared - share;
    const coinsurance = claim.secondary ? 0 : rest;
    deductibleUsed += deductible;
    ownPaid += copay + deductible + coinsurance;
    paid += share;
    const bySecondary = rest - coinsurance;
    return {
      ...nothing,
      paid: share,
      bySecondary,
      copay,
      deductible,
      coinsurance,
      reason: "SHARED",
    };
  });
  return { lines, paid, balances: { deductibleUsed, ownPaid } };
}

/** `basisPoints` of an amount, half to even. */
export function shareOf(amount: number, basisPoints: number): number {
  const product = amount * basisPoints;
  const down = Math.floor(product / WHOLE);
  const twice = 2 * (product % WHOLE);
  return twice > WHOLE || (twice === WHOLE && down % 2 === 1) ? down + 1 : down;
}
