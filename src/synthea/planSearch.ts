import type { RawClaim } from "./folder.ts";
import { newBalances, planPays, type Balances, type ReplayPlan } from "./planModel.ts";
import type { TablePlan } from "./planTables.ts";

/**
 * Which of an insurer's plans a person holds is not exported. It is searched, and the search never
 * reads what was paid in the policy period that it decides on, so never the amount under test:
 *
 * 1. Candidates are the insurer's plans of that year, those with equal terms counted as one (the
 *    first of the table). Mostly one is left.
 * 2. Else each candidate adjudicates the person's claims of all OTHER periods with the insurer, and
 *    the one that is right most often is taken: people keep their plan.
 * 3. If that says nothing (no other period, or as many right), the one that is right most often for
 *    OTHER persons' claims with the insurer; then the first of the table.
 */
export interface PeriodClaims {
  readonly patient: string;
  readonly payer: string;
  /** When the period begins: tells it from the person's others. */
  readonly start: number;
  /** In service order. */
  readonly claims: readonly RawClaim[];
}

/** The plan of each of the periods, in their order; undefined for who has no insurance. */
export function findPlans(
  periods: readonly PeriodClaims[],
  plans: readonly TablePlan[],
): (TablePlan | undefined)[] {
  const choices = periods.map(({ payer, start }) => candidates(plans, payer, start));
  const open = new Set(periods.filter((_, i) => choices[i]!.length > 1).map(({ payer }) => payer));
  const rights = periods.map(({ payer, claims }) =>
    open.has(payer)
      ? new Map(
          plans.filter((plan) => plan.payer === payer).map((plan) => [plan, right(plan, claims)]),
        )
      : new Map<TablePlan, number>(),
  );
  const byPerson = sums(periods, rights, ({ payer, patient }) => `${payer} ${patient}`);
  const byPayer = sums(periods, rights, ({ payer }) => payer);
  return periods.map((period, i) => {
    const own = byPerson(period);
    const all = byPayer(period);
    const score = (plan: TablePlan): [number, number] => [
      (own.get(plan) ?? 0) - (rights[i]!.get(plan) ?? 0),
      (all.get(plan) ?? 0) - (own.get(plan) ?? 0),
    ];
    return choices[i]!.reduce<TablePlan | undefined>((best, plan) => {
      if (best === undefined) return plan;
      const [a, b] = [score(plan), score(best)];
      return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]) ? plan : best;
    }, undefined);
  });
}

function candidates(plans: readonly TablePlan[], payer: string, start: number): TablePlan[] {
  const year = new Date(start * 1000).getUTCFullYear();
  const held = plans.filter(
    (plan) => plan.payer === payer && plan.firstYear <= year && year < plan.endYear,
  );
  const terms = new Map<string, TablePlan>();
  for (const plan of held) if (!terms.has(termsOf(plan))) terms.set(termsOf(plan), plan);
  return [...terms.values()];
}

const termsOf = (plan: ReplayPlan): string =>
  JSON.stringify([
    plan.deductible,
    plan.payerShare,
    plan.copay,
    plan.outOfPocketMax ?? -1,
    [...(plan.covers ?? ["*"])].toSorted(),
  ]);

/** How many of the claims of one period the plan pays as the insurer did. */
function right(plan: ReplayPlan, claims: readonly RawClaim[]): number {
  let balances: Balances = newBalances;
  let count = 0;
  for (const claim of claims) {
    const result = planPays(plan, balances, claim);
    balances = result.balances;
    if (result.paid === claim.truthPaid) count += 1;
  }
  return count;
}

function sums(
  periods: readonly PeriodClaims[],
  rights: readonly ReadonlyMap<TablePlan, number>[],
  keyOf: (period: PeriodClaims) => string,
): (period: PeriodClaims) => ReadonlyMap<TablePlan, number> {
  const all = new Map<string, Map<TablePlan, number>>();
  for (const [i, period] of periods.entries()) {
    const key = keyOf(period);
    const sum = all.get(key) ?? new Map<TablePlan, number>();
    for (const [plan, count] of rights[i]!) sum.set(plan, (sum.get(plan) ?? 0) + count);
    all.set(key, sum);
  }
  return (period) => all.get(keyOf(period))!;
}
