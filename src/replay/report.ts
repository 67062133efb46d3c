import { groupBy } from "../core/groupBy.ts";
import type { ClaimState } from "../core/enums.ts";
import type { Cause, ReplayClaim } from "../synthea/replayClaim.ts";

/** What became of a claim on the chain; amounts in cents. */
export interface ReplayedClaim {
  readonly claim: ReplayClaim;
  readonly state: ClaimState;
  readonly billed: number;
  readonly paid: number;
  readonly patientShare: number;
  readonly flags: readonly string[];
}

/** Figures of a replay; amounts in cents, the truth is PAYER_COVERAGE. */
export interface ReplayFigures {
  claims: number;
  lines: number;
  billed: number;
  paid: number;
  patientShare: number;
  truth: number;
  byPayer: { payer: string; claims: number; billed: number; paid: number; truth: number }[];
  /** Claims of which the provider was paid in the same transaction. */
  settled: number;
  /** Claims with a flag, claims that a human is to decide, claims denied. */
  flagged: number;
  pended: number;
  denied: number;
  /** Claims that paid another amount than the truth, to the cent. */
  mismatches: number;
  mismatchCauses: Partial<Record<Cause, number>>;
  /** Claims that equal the truth, and how many would if no balance was restated. */
  equal: { withOpenings: number; withoutOpenings: number };
  openings: number;
  /** Claims that paid another amount than the model off chain says: 0, or one of the two is wrong. */
  differFromModel: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

export function figuresOf(replayed: readonly ReplayedClaim[]): ReplayFigures {
  const wrong = replayed.filter(({ claim, paid }) => paid !== claim.truthPaid);
  const causes = groupBy(wrong, ({ claim }) => claim.cause ?? "UNEXPLAINED");
  const total = (of: (one: ReplayedClaim) => number, some = replayed) => sum(some.map(of));
  const truth = ({ claim }: ReplayedClaim) => claim.truthPaid;
  const count = (test: (one: ReplayedClaim) => boolean) => replayed.filter(test).length;
  return {
    claims: replayed.length,
    lines: total(({ claim }) => claim.lines.length),
    billed: total(({ billed }) => billed),
    paid: total(({ paid }) => paid),
    patientShare: total(({ patientShare }) => patientShare),
    truth: total(truth),
    byPayer: [...groupBy(replayed, ({ claim }) => claim.payer)]
      .map(([payer, own]) => ({
        payer,
        claims: own.length,
        billed: total(({ billed }) => billed, own),
        paid: total(({ paid }) => paid, own),
        truth: total(truth, own),
      }))
      .toSorted((a, b) => b.billed - a.billed),
    settled: count(({ state }) => state === "PAID"),
    flagged: count(({ flags }) => flags.length > 0),
    pended: count(({ state }) => state === "PENDED"),
    denied: count(({ state }) => state === "DENIED"),
    mismatches: wrong.length,
    mismatchCauses: Object.fromEntries([...causes].map(([cause, own]) => [cause, own.length])),
    equal: {
      withOpenings: replayed.length - wrong.length,
      withoutOpenings: count(({ claim }) => claim.plain === claim.truthPaid),
    },
    openings: count(({ claim }) => claim.opening !== undefined),
    differFromModel: count(({ claim, paid }) => paid !== claim.expected),
  };
}
