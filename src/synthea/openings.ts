import { planPays, newBalances, type Balances, type ReplayPlan } from "./planModel.ts";
import type { Chapter } from "./chapter.ts";
import { groupBy } from "../core/groupBy.ts";

/**
 * What to assume of balances at the first exported claim of a period whose beginning is not exported.
 * It never reads what was paid in that period: the same person's OTHER such periods with the same
 * insurer say by their first claims, under this period's plan, whether the deductible, or the maximum,
 * was used up by then. What most of them say is assumed, for who is ill every year uses them up every
 * year; if most say that nothing was used, or none says anything, balances begin at 0.
 */
export function assumeOpenings(
  periods: readonly Chapter[],
  plans: readonly (ReplayPlan | undefined)[],
): Balances[] {
  const cut = periods.filter((period) => period.cut !== "whole");
  const keyOf = ({ patient, payer }: Chapter): string => `${patient} ${payer}`;
  const related = groupBy(cut, keyOf);
  return periods.map((period, i) => {
    const plan = plans[i];
    if (period.cut === "whole" || plan === undefined) return newBalances;
    const others = related.get(keyOf(period))!.filter((other) => other !== period);
    const said = others.map((other) => sayOf(other, plan));
    const count = (what: Used): number => said.filter((each) => each === what).length;
    const [none, deductible, maximum] = [count("nothing"), count("deductible"), count("maximum")];
    const states = statesOf(plan);
    if (maximum > none && maximum > deductible) return states.maximum;
    return deductible > none ? states.deductible : states.nothing;
  });
}

type Used = "nothing" | "deductible" | "maximum";

function statesOf(plan: ReplayPlan): Record<Used, Balances> {
  const deductible = { deductibleUsed: plan.deductible, ownPaid: plan.deductible };
  const most = plan.outOfPocketMax;
  const maximum =
    most === undefined
      ? deductible
      : { ...deductible, ownPaid: Math.max(most + 1, plan.deductible) };
  return { nothing: newBalances, deductible, maximum };
}

/** What the period's first claim says was used before it; undefined if it cannot tell. */
function sayOf({ claims }: Chapter, plan: ReplayPlan): Used | undefined {
  const claim = claims[0];
  if (claim === undefined) return undefined;
  const states = statesOf(plan);
  const fits = (what: Used): boolean =>
    Math.abs(planPays(plan, states[what], claim).paid - claim.truthPaid) <= claim.lines.length;
  if (fits("nothing")) return fits("deductible") || fits("maximum") ? undefined : "nothing";
  if (fits("deductible")) return "deductible";
  return fits("maximum") ? "maximum" : undefined;
}
