import { proveBalances } from "./balances.ts";
import { planPays, type Balances, type ReplayPlan } from "./planModel.ts";
import type { Cause, ReplayClaim } from "./replayClaim.ts";

export interface Mismatch {
  readonly claim: ReplayClaim;
  readonly plan: ReplayPlan | undefined;
  /** Of its period: all exported, exported from its middle on, or single old records. */
  readonly cut: "whole" | "cut" | "old";
  /** Of the period's claims in their order; this one's at `at`. */
  readonly seen: readonly Seen[];
  readonly at: number;
}

/** Balances before a claim: those that the model took, and the least that is proven. */
export interface Seen {
  readonly balances: Balances;
  readonly least: Balances;
}

/** The cause of a mismatch. It reads what was paid: it explains results and makes none. */
export function causeOf({ claim, plan, cut, seen, at }: Mismatch): Cause {
  if (plan === undefined) return "UNEXPLAINED";
  const pays = (balances: Balances): number => planPays(plan, balances, claim).paid;
  const difference = Math.abs(claim.expected - claim.truthPaid);
  if (difference <= claim.lines.filter(({ amount }) => amount > 0).length) return "LINE_ROUNDING";
  if (cut !== "whole") {
    const { least } = seen[at]!;
    if (pays(least) === claim.truthPaid) return "LESS_USED_THAN_ASSUMED";
    const by = proveBalances(plan, least, claim, claim.truthPaid)?.by;
    if (by === "maximum") return "MAXIMUM_PASSED_BEFORE_EXPORT";
    const isOld = cut === "old";
    if (by) return isOld ? "DEDUCTIBLE_USED_IN_OLD_YEAR" : "DEDUCTIBLE_USED_BEFORE_EXPORT";
  }
  const places = [...seen.keys()].filter((i) => pays(seen[i]!.balances) === claim.truthPaid);
  if (places.length === 0) return "UNEXPLAINED";
  const isLater = claim.kind === "pharmacy" && places.every((place) => place > at);
  return isLater ? "ORDERED_AGAIN" : "DECIDED_OUT_OF_ORDER";
}
