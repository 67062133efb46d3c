/** What claims came to, as commands answer it: amounts in the currency, reasons in words. */
import { lineAdjustments } from "../../core/adjustments.ts";
import { billHash, unpackHeader, unpackTotals } from "../../core/claims.ts";
import { unpackFacts } from "../../core/claimWords.ts";
import { segmentId } from "../../core/coverage.ts";
import { CLAIM_STATES } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import { FLAG_WORDS, flagsIn } from "../../core/flagWords.ts";
import { amountText } from "../../core/money.ts";
import { planId } from "../../core/plans.ts";
import { reasonWords } from "../../core/reasons.ts";
import type { PreparedClaim } from "../../flows/prepareClaim.ts";
import type { IndexReader } from "../../indexer/reader.ts";
import type { ClaimDecision } from "../../ledger/claims.ts";

export interface ShownLine {
  line: number;
  name: string;
  charge: string;
  paid: string;
  reasons: { group: string; reason: string; words: string; amount: string }[];
  flags: string[];
}

export interface ShownClaim {
  claim: string;
  state: string;
  billed: string;
  fund: string;
  person: string;
  institution: string;
  flags: string[];
  lines: ShownLine[];
}

type Decided = Pick<ClaimDecision, "state" | "totals" | "lines">;

/** What a decision says of a claim. */
export function decisionShown(
  { id, file, lines }: PreparedClaim,
  { state, totals, lines: results }: Decided,
  currency: string,
): ShownClaim {
  const text = (amount: bigint) => amountText(amount, currency);
  return {
    claim: id,
    state,
    billed: text(totals.billed),
    fund: text(totals.fund),
    person: text(totals.person),
    institution: text(totals.institution),
    flags: totals.flags,
    lines: results.map((result, at) => {
      const { sequence, name } = lines[at]!;
      const { charge, quantity } = unpackFacts(file.lines[at]!.facts);
      const line = { sequence, code: name, quantity: Number(quantity), charge, result };
      return {
        line: sequence,
        name,
        charge: text(charge),
        paid: text(result.paid),
        reasons: lineAdjustments(line).map(({ group, reason, amount }) => ({
          group,
          reason,
          words: reasonWords(reason),
          amount: text(amount),
        })),
        flags: flagsIn(result.flags),
      };
    }),
  };
}

/**
 * What an earlier call billed under the same invoice; undefined: nothing.
 * @throws CLAIM_OTHER where it billed something else
 */
export function billedBefore(
  prepared: PreparedClaim,
  { claims }: IndexReader,
  currency: string,
): ShownClaim | undefined {
  const { id, file } = prepared;
  const row = claims.claim(id);
  if (!row) return undefined;
  const bill = billHash(file.claim, [...file.lines], {
    plan: planId(file.plan),
    segment: segmentId(file.segment),
  });
  if (row.bill !== bill || row.start !== unpackHeader(file.claim.header).start) {
    fail("CLAIM_OTHER", {});
  }
  const state = CLAIM_STATES.find((one) => one === row.state)!;
  const totals = unpackTotals(BigInt(row.totals));
  return decisionShown(prepared, { state, totals, lines: claims.lines(id) }, currency);
}

const STATES: Readonly<Record<string, string>> = {
  PENDED: "waits for a person of the insurer",
  ADJUDICATED: "stands and is to be paid",
  DUE: "stands; the fund owes it",
  PAID: "is paid",
  DENIED: "is denied",
  REVERSED: "was taken back",
};

/** A claim for people: its sum, and of each line what is not paid and why. */
export function claimLines(claim: ShownClaim, at: number, currency: string, when = ""): string[] {
  const { billed, fund, person, institution, state, flags, lines } = claim;
  return [
    `Claim ${at + 1}, ${claim.claim}${when}, ${STATES[state] ?? state}:`,
    `  of ${currency} ${billed} the fund pays ${fund}, the patient ${person}, the institution bears ${institution}`,
    ...lines.flatMap((line) => [
      `  ${line.line}. ${line.name}: ${line.paid} of ${line.charge}`,
      ...line.reasons.map(
        ({ group, reason, words, amount }) => `     ${amount} ${words} (${group}-${reason})`,
      ),
    ]),
    ...flags.map((flag) => {
      const { means, remedy } = FLAG_WORDS[flag as keyof typeof FLAG_WORDS];
      return `  ${flag}: ${means}; ${remedy}`;
    }),
  ];
}
