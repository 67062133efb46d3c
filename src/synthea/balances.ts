import { planPays, type Balances, type PayableClaim, type ReplayPlan } from "./planModel.ts";

/** Balances before a claim under which its plan pays just what the insurer paid. */
export interface Proof {
  readonly balances: Balances;
  /** What had been used up before the records: part or all of the deductible, or the maximum. */
  readonly by: "deductible" | "maximum";
}

/**
 * What must have been used before a claim, if the insurer paid `paid` for it: nothing here knows it
 * from records, for those of the time are not exported. The deductible is tried first, then the
 * maximum, then a part of the deductible. A few cents of rounding, one a line, are let pass.
 * @returns undefined if no balances explain the payment
 */
export function proveBalances(
  plan: ReplayPlan,
  known: Balances,
  claim: PayableClaim,
  paid: number,
): Proof | undefined {
  const pays = (balances: Balances): number => planPays(plan, balances, claim).paid;
  const met = used(known, plan.deductible);
  if (pays(met) === paid) return { balances: met, by: "deductible" };
  const free = { ...met, ownPaid: Math.max(met.ownPaid, (plan.outOfPocketMax ?? 0) + 1) };
  if (plan.outOfPocketMax !== undefined && pays(free) === paid) {
    return { balances: free, by: "maximum" };
  }
  const isNear = (balances: Balances): boolean =>
    Math.abs(pays(balances) - paid) <= claim.lines.length;
  if (isNear(met)) return { balances: met, by: "deductible" };
  // The more is used of the deductible, the more is paid.
  let [low, high] = [known.deductibleUsed, plan.deductible];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (pays(used(known, middle)) >= paid) high = middle;
    else low = middle + 1;
  }
  const partly = used(known, low);
  return isNear(partly) ? { balances: partly, by: "deductible" } : undefined;
}

/** What was used of the deductible was the member's own too. */
function used(known: Balances, deductibleUsed: number): Balances {
  const more = Math.max(deductibleUsed - known.deductibleUsed, 0);
  return { deductibleUsed: known.deductibleUsed + more, ownPaid: known.ownPaid + more };
}
