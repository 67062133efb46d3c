import { proveBalances } from "./balances.ts";
import { causeOf, type Seen } from "./causes.ts";
import type { RawClaim } from "./folder.ts";
import { dayNumber, type Period } from "./periods.ts";
import { newBalances, planPays, type Balances, type ReplayPlan } from "./planModel.ts";
import type { PeriodClaims } from "./planSearch.ts";
import type { ReplayClaim } from "./replayClaim.ts";

/**
 * A policy period of a person with one insurer. `cut`: the export begins within it; `old`: after it,
 * so that only single records of it are there.
 */
export interface Chapter extends PeriodClaims {
  readonly period: Period;
  readonly cut: "whole" | "cut" | "old";
}

/**
 * Adjudicates a period. Where its beginning is not exported two balances go side by side: `balances`
 * from what is assumed of the opening, and `least` from what is proven. What a claim was paid proves
 * something about the claims AFTER it alone: the next one is then restated.
 */
export function adjudicate(
  { claims, period, cut, payer }: Chapter,
  plan: ReplayPlan | undefined,
  assumed: Balances,
): Map<RawClaim, ReplayClaim> {
  const results = new Map<RawClaim, ReplayClaim>();
  const seen: Seen[] = [];
  let [balances, least, plainBalances] = [assumed, newBalances, newBalances];
  let opening = assumed === newBalances ? undefined : assumed;
  for (const claim of claims) {
    const plain = planPays(plan, plainBalances, claim);
    const result = planPays(plan, balances, claim);
    const { id, patient, provider, kind, secondary, start, end, lines, truthPaid } = claim;
    const parties = { id, patient, provider, payer, plan: plan?.id, kind, secondary };
    const when = { period: dayNumber(period.start), start, end, opening };
    const amounts = { expected: result.paid, truthPaid, plain: plain.paid, cause: undefined };
    results.set(claim, { ...parties, ...when, lines, ...amounts });
    seen.push({ balances, least });
    const proven = cut === "whole" ? undefined : provenAfter(plan, { balances, least }, claim);
    plainBalances = plain.balances;
    least = proven ?? planPays(plan, least, claim).balances;
    opening = proven && !isSame(proven, result.balances) ? proven : undefined;
    balances = proven ?? result.balances;
  }
  return withCauses(results, { plan, cut, seen });
}

/** The balances after a claim as its payment proves them; undefined if it proves nothing. */
function provenAfter(
  plan: ReplayPlan | undefined,
  { balances, least }: Seen,
  claim: RawClaim,
): Balances | undefined {
  if (plan === undefined) return undefined;
  const near = (before: Balances): boolean =>
    Math.abs(planPays(plan, before, claim).paid - claim.truthPaid) <= claim.lines.length;
  const [isAssumed, isLeast] = [near(balances), near(least)];
  if (isAssumed && isLeast) return undefined;
  const before = isAssumed
    ? balances
    : isLeast
      ? least
      : proveBalances(plan, least, claim, claim.truthPaid)?.balances;
  return before && planPays(plan, before, claim).balances;
}

const isSame = (a: Balances, b: Balances): boolean =>
  a.deductibleUsed === b.deductibleUsed && a.ownPaid === b.ownPaid;

/** Causes are looked for when all balances of the period are known. */
function withCauses(
  results: ReadonlyMap<RawClaim, ReplayClaim>,
  { plan, cut, seen }: { plan: ReplayPlan | undefined; cut: Chapter["cut"]; seen: Seen[] },
): Map<RawClaim, ReplayClaim> {
  return new Map(
    [...results].map(([raw, claim], at) =>
      claim.expected === claim.truthPaid
        ? [raw, claim]
        : [raw, { ...claim, cause: causeOf({ claim, plan, cut, seen, at }) }],
    ),
  );
}
