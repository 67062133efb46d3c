/** What a payer tells of a payment: claims, lines and why they were not paid whole (as X12 835 does). */
import {
  type Adjustment,
  adjustmentViolations,
  claimAdjustments,
  lineAdjustments,
} from "../core/adjustments.ts";
import {
  billedOf,
  requireBalanced,
  type Settlement,
  sumOf,
  unlessDenied,
} from "../core/settlement.ts";

/** An adjustment as it is told, of whomever; `remark` and `part` where it has them. */
export interface ToldAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amount: bigint;
  readonly remark: string;
  /** Which part of a line's result it is, where this suite wrote it. */
  readonly part: string;
}

export interface AdviceLine {
  readonly sequence: number;
  readonly code: string;
  readonly quantity: number;
  readonly charge: bigint;
  readonly paid: bigint;
  readonly adjustments: readonly ToldAdjustment[];
}

export interface AdviceClaim {
  readonly claim: string;
  /** CLP02: 1 processed, 4 denied, 22 reversed. */
  readonly status: string;
  readonly charge: bigint;
  readonly paid: bigint;
  /** What the patient is to pay: the sum of its adjustments in PR. */
  readonly patient: bigint;
  /** Of the claim as a whole. */
  readonly adjustments: readonly ToldAdjustment[];
  readonly lines: readonly AdviceLine[];
}

/** What is kept back from a payment (above 0), as of an earlier debt, or added to it (below 0). */
export interface Withheld {
  readonly reason: string;
  readonly amount: bigint;
}

export interface Advice {
  /** Names the payment, as the hash of its transaction. */
  readonly payment: string;
  /** Its day. */
  readonly date: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly claims: readonly AdviceClaim[];
  readonly withheld: readonly Withheld[];
}

const told = ({ group, reason, amount, remark, part }: Adjustment): ToldAdjustment => ({
  group,
  reason,
  amount,
  remark: remark ?? "",
  part: part ?? "",
});

const patientOf = (all: readonly ToldAdjustment[]): bigint =>
  sumOf(all.filter(({ group }) => group === "PR").map(({ amount }) => amount));

const allOf = ({ adjustments, lines }: Pick<AdviceClaim, "adjustments" | "lines">) => [
  ...adjustments,
  ...lines.flatMap((line) => line.adjustments),
];

/**
 * What is told of a claim. One that is PENDED is told as under review (133), nothing paid yet.
 * @throws SETTLEMENT_UNBALANCED
 */
export function claimAdvice(decided: Settlement): AdviceClaim {
  requireBalanced(decided);
  const settlement = unlessDenied(decided);
  const { claim, state, fund } = settlement;
  const isPended = state === "PENDED";
  const lines = settlement.lines.map((line): AdviceLine => {
    const { sequence, code, quantity, charge, result } = line;
    if (!isPended) {
      const adjustments = lineAdjustments(line).map(told);
      return { sequence, code, quantity, charge, paid: result.paid, adjustments };
    }
    const review = { group: "OA", reason: "133", amount: charge, remark: "", part: "" };
    const adjustments = charge === 0n ? [] : [review];
    return { sequence, code, quantity, charge, paid: 0n, adjustments };
  });
  const adjustments = isPended ? [] : claimAdjustments(settlement).map(told);
  const advice: AdviceClaim = {
    claim,
    status: !isPended && fund === 0n ? "4" : "1",
    charge: billedOf(settlement.lines),
    paid: isPended ? 0n : fund,
    patient: patientOf(allOf({ adjustments, lines })),
    adjustments,
    lines,
  };
  return state === "REVERSED" ? reversalOf(advice) : advice;
}

/** Takes back what was told before: the same with all amounts turned round. */
export function reversalOf(claim: AdviceClaim): AdviceClaim {
  const back = (all: readonly ToldAdjustment[]) =>
    all.map((one) => ({ ...one, amount: -one.amount }));
  return {
    ...claim,
    status: "22",
    charge: -claim.charge,
    paid: -claim.paid,
    patient: -claim.patient,
    adjustments: back(claim.adjustments),
    lines: claim.lines.map((line) => ({
      ...line,
      charge: -line.charge,
      paid: -line.paid,
      adjustments: back(line.adjustments),
    })),
  };
}

/** The advice of a payment: its amount is what the claims were paid less what is kept back. */
export const adviceOf = (
  payment: Pick<Advice, "payment" | "date" | "currency">,
  claims: readonly AdviceClaim[],
  withheld: readonly Withheld[] = [],
): Advice => ({
  ...payment,
  amount: sumOf(claims.map(({ paid }) => paid)) - sumOf(withheld.map(({ amount }) => amount)),
  claims,
  withheld,
});

/** An identity or rule that an advice breaks; `claim`: empty for the payment, `line` 0 for the claim. */
export interface AdviceViolation {
  readonly claim: string;
  readonly line: number;
  readonly rule: string;
}

/** Holds an advice against its identities and the rules of the code lists. */
export function adviceViolations({ amount, claims, withheld }: Advice): AdviceViolation[] {
  const found: AdviceViolation[] = [];
  const kept = sumOf(withheld.map((one) => one.amount));
  if (amount !== sumOf(claims.map(({ paid }) => paid)) - kept) {
    found.push({ claim: "", line: 0, rule: "payment = paid - withheld" });
  }
  for (const one of claims) {
    const { claim, charge, paid, patient, lines } = one;
    const hold = (isSo: boolean, rule: string, line = 0) => {
      if (!isSo) found.push({ claim, line, rule });
    };
    for (const line of lines) {
      for (const { rule, reason } of adjustmentViolations(
        line.charge,
        line.paid,
        line.adjustments,
      )) {
        hold(false, reason === "" ? rule : `${reason}: ${rule}`, line.sequence);
      }
    }
    const all = allOf(one);
    hold(charge === sumOf(lines.map((line) => line.charge)), "charge = charges of lines");
    hold(charge === paid + sumOf(all.map((a) => a.amount)), "charge = paid + adjustments");
    hold(patient === patientOf(all), "patient = adjustments in PR");
    hold(one.status !== "4" || paid === 0n, "a denied claim is not paid");
    hold(one.status !== "22" || charge <= 0n, "a reversed claim is below 0");
  }
  return found;
}

/** Claims that were told as under review (133) and not taken back since, oldest advice first. */
export function openReviews(advices: readonly Advice[]): string[] {
  const open = new Set<string>();
  for (const one of advices.flatMap(({ claims }) => claims)) {
    const isReview = allOf(one).some(({ reason }) => reason === "133");
    if (!isReview) continue;
    if (one.status === "22") open.delete(one.claim);
    else open.add(one.claim);
  }
  return [...open];
}
