/** Why a line was not paid whole, as remittances say it: group, reason, amount (X12 835, FHIR). */
import type { LineResult } from "./claimWords.ts";
import {
  type AdjustmentGroup,
  GROUPS_OF_REASON,
  NEEDS_REMARK,
  remarkOf,
  type RemarkCode,
} from "./reasons.ts";
import {
  groupDifference,
  type Part,
  type SettledLine,
  type Settlement,
  sumOf,
} from "./settlement.ts";

export interface Adjustment {
  readonly group: AdjustmentGroup;
  /** CARC. */
  readonly reason: string;
  readonly amount: bigint;
  /** RARC. */
  readonly remark?: RemarkCode;
  /** Which part of the line's result it is, where this suite made it. */
  readonly part?: Part;
}

/** What a part is called; `own`: the line's own reason. */
const USUAL: readonly (readonly [part: Part, group: AdjustmentGroup, reason: string])[] = [
  ["uncovered", "PR", "96"],
  ["overLimit", "PR", "45"],
  ["preSelf", "PR", "2"],
  ["deductible", "PR", "1"],
  ["copay", "PR", "3"],
  ["coinsurance", "PR", "2"],
  ["overCap", "PR", "119"],
  ["refused", "CO", "A1"],
];

function adjustment(
  part: Part | undefined,
  usual: AdjustmentGroup,
  reason: string,
  amount: bigint,
): Adjustment {
  const groups = GROUPS_OF_REASON[reason];
  const group = groups === undefined || groups.includes(usual) ? usual : groups[0]!;
  const remark = remarkOf(reason);
  return { group, reason, amount, ...(remark && { remark }), ...(part && { part }) };
}

/** The adjustments of a line: with what was paid they add up to its charge. */
export function lineAdjustments({ charge, result }: SettledLine): Adjustment[] {
  return USUAL.flatMap(([part, group, usual]) => {
    const amount = result[part];
    if (amount === 0n) return [];
    return [adjustment(part, group, reasonOf(part, usual, charge, result), amount)];
  });
}

function reasonOf(part: Part, usual: string, charge: bigint, result: LineResult): string {
  const isOwn = part === "uncovered" || part === "refused";
  if (isOwn && result.reason !== 0n) return String(result.reason);
  // A price limit never takes the whole charge: what it would take so is a quantity of nothing.
  return usual === "45" && result.overLimit === charge ? "153" : usual;
}

/** Of the claim as a whole: what its group's price makes the institution bear, or gives to it. */
export function claimAdjustments(settlement: Settlement): Adjustment[] {
  const amount = groupDifference(settlement);
  return amount === 0n ? [] : [adjustment(undefined, "CO", "45", amount)];
}

/** An adjustment of whomever, whose group and remark may be anything. */
export interface TellableAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amount: bigint;
  readonly remark?: string | undefined;
}

/** A rule of the code lists that adjustments break. */
export interface CodeViolation {
  readonly rule: string;
  readonly reason: string;
}

/**
 * Holds adjustments against the rules of the lists: charge = paid + adjustments, reasons in their
 * groups, 45 never the whole charge, a remark where the reason says nothing without.
 */
export function adjustmentViolations(
  charge: bigint,
  paid: bigint,
  adjustments: readonly TellableAdjustment[],
): CodeViolation[] {
  const found: CodeViolation[] = [];
  if (charge !== paid + sumOf(adjustments.map(({ amount }) => amount))) {
    found.push({ rule: "charge = paid + adjustments", reason: "" });
  }
  for (const { group, reason, amount, remark } of adjustments) {
    const groups: readonly string[] = GROUPS_OF_REASON[reason] ?? ["CO", "PR", "OA", "PI"];
    if (!groups.includes(group)) found.push({ rule: `group ${groups.join(" or ")}`, reason });
    if (reason === "45" && amount === charge && charge !== 0n) {
      found.push({ rule: "less than the whole charge", reason });
    }
    if (NEEDS_REMARK.has(reason) && !remark) found.push({ rule: "a remark (RARC)", reason });
  }
  return found;
}
