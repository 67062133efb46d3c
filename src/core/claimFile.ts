/** A claim with all that it rests on, as providers bill it and reviewers show it again. */
import type { Agreement } from "./agreement.ts";
import { type Hex, ZERO32 } from "./bytes.ts";
import type { Claim, ClaimLine } from "./claims.ts";
import type { Segment } from "./coverage.ts";
import type { Plan } from "./plans.ts";

/** A dispensed unit that pays a line: see contracts/types/Claim.sol. */
export interface DispensedUnit {
  code: Hex;
  payerSalt: Hex;
  codeSalt: Hex;
  lot?: Hex;
}

/** A claim with all that it rests on. */
export interface ClaimFile {
  claim: Claim;
  lines: readonly ClaimLine[];
  plan: Plan;
  agreement: Agreement;
  segment: Segment;
  /** Where a row asks for age or sex; month of birth as `monthOf` counts them. */
  person?: { bornIn: number; sex: number; salt: Hex };
  /** Of the claim's group, if the plan prices it. */
  group?: { weight: number; grouper: Hex };
  /** Of the lines with trace codes, in their order. */
  units?: readonly DispensedUnit[];
  /** Of the group, of the chronic diagnosis, of the lines' indications, one after the other. */
  proofs?: readonly Hex[];
}

/** A file as the contract takes it. */
export const shownFile = ({ person, group, units = [], proofs = [], ...file }: ClaimFile) => ({
  claim: { ...file.claim, diagnoses: [...file.claim.diagnoses] },
  lines: [...file.lines],
  plan: file.plan,
  agreement: file.agreement,
  segment: file.segment,
  person: person ?? { bornIn: 0, sex: 0, salt: ZERO32 },
  weight: group?.weight ?? 0,
  grouper: group?.grouper ?? ZERO32,
  units: units.map((unit) => ({ lot: ZERO32, ...unit })),
  proofs: [...proofs],
});
