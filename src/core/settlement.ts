/** A claim with its result: what documents, tables and words are made from. Amounts are minor units. */
import type { LineResult } from "./claimWords.ts";
import type { ClaimState } from "./enums.ts";
import { fail } from "./errors.ts";

/** The amounts that add up to a line's charge. */
export const PARTS = [
  "paid",
  "uncovered",
  "overLimit",
  "preSelf",
  "deductible",
  "copay",
  "coinsurance",
  "overCap",
  "refused",
] as const satisfies readonly (keyof LineResult)[];
export type Part = (typeof PARTS)[number];

export interface SettledLine {
  /** Its place on the claim, from 1. */
  readonly sequence: number;
  /** What was billed, in its code system. */
  readonly code: string;
  readonly quantity: number;
  readonly charge: bigint;
  readonly result: LineResult;
}

export interface Settlement {
  /** Id of the claim. */
  readonly claim: string;
  readonly state: ClaimState;
  /** ISO 4217. */
  readonly currency: string;
  readonly lines: readonly SettledLine[];
  /** What the fund pays; of a claim priced by its group another sum than the lines'. */
  readonly fund: bigint;
  readonly person: bigint;
  /** Below 0: what the group's price is above the charges. */
  readonly institution: bigint;
  /** What the person's account gave of her part. */
  readonly fromAccount: bigint;
  /** Unix time of the decision, and of the payment. */
  readonly decided: number;
  readonly paid?: number;
}

/** What a settlement is made of, beside the lines: the totals that `adjudicate` and the chain give. */
export interface Outcome extends Pick<
  Settlement,
  "claim" | "state" | "currency" | "fromAccount" | "decided" | "paid"
> {
  readonly totals: Pick<Settlement, "fund" | "person" | "institution">;
  readonly bill: readonly Omit<SettledLine, "sequence" | "result">[];
  /** In the order of the bill. */
  readonly results: readonly LineResult[];
}

/** The settlement of a claim whose results are known by line. */
export const settlementOf = ({ totals, bill, results, ...rest }: Outcome): Settlement => ({
  ...rest,
  fund: totals.fund,
  person: totals.person,
  institution: totals.institution,
  lines: results.map((result, at) => ({ sequence: at + 1, ...bill[at]!, result })),
});

/**
 * What a claim comes to once it is denied: somebody may have denied what rules would have paid. That part
 * is refused, and the institution bears it. Any other claim is as it was.
 */
export function unlessDenied(settlement: Settlement): Settlement {
  const { state, lines, fund, institution } = settlement;
  if (state !== "DENIED") return settlement;
  const denied = lines.map((line): SettledLine => {
    const { paid, refused } = line.result;
    return { ...line, result: { ...line.result, paid: 0n, refused: refused + paid } };
  });
  return { ...settlement, lines: denied, fund: 0n, institution: institution + fund };
}

export const sumOf = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((sum, one) => sum + one, 0n);

/** A part over all lines. */
export const partOf = (lines: readonly SettledLine[], part: Part): bigint =>
  sumOf(lines.map(({ result }) => result[part]));

export const billedOf = (lines: readonly SettledLine[]): bigint =>
  sumOf(lines.map(({ charge }) => charge));

/** What the group's price moves from the fund to the institution; 0 for claims priced by line. */
export const groupDifference = ({ lines, institution }: Settlement): bigint =>
  institution - partOf(lines, "refused");

/** An identity that does not hold. */
export interface Imbalance {
  /** The identity: `charge = paid + adjustments`. */
  readonly identity: string;
  /** Of a line, its sequence; else 0. */
  readonly line: number;
  readonly left: bigint;
  readonly right: bigint;
}

/** The identities of a claim: of each line, and of its totals. */
export function imbalances(settlement: Settlement): Imbalance[] {
  const { lines, fund, person, institution, fromAccount } = settlement;
  const found: Imbalance[] = [];
  const hold = (identity: string, left: bigint, right: bigint, line = 0) => {
    if (left !== right) found.push({ identity, line, left, right });
  };
  for (const { sequence, charge, result } of lines) {
    const parts = PARTS.map((part) => result[part]);
    hold("charge = paid + adjustments", charge, sumOf(parts), sequence);
    for (const part of PARTS) {
      const left = result[part];
      if (left < 0n) found.push({ identity: `${part} >= 0`, line: sequence, left, right: 0n });
    }
  }
  const billed = billedOf(lines);
  const own = billed - partOf(lines, "paid") - partOf(lines, "refused");
  hold("charges = fund + person + institution", billed, fund + person + institution);
  hold("person = what lines leave to the person", person, own);
  if (fromAccount < 0n || fromAccount > person) {
    found.push({ identity: "account <= person", line: 0, left: fromAccount, right: person });
  }
  if (fund < 0n) found.push({ identity: "fund >= 0", line: 0, left: fund, right: 0n });
  return found;
}

/** @throws SETTLEMENT_UNBALANCED for the first identity that does not hold */
export function requireBalanced(settlement: Settlement): void {
  const [first] = imbalances(settlement);
  if (first) fail("SETTLEMENT_UNBALANCED", { ...first });
}
