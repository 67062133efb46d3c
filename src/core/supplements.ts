/** What another insurer pays of what a claim leaves to the person; contracts/types/Supplement.sol. */
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "./bytes.ts";
import { SUPPLEMENT_STATES, type SupplementState } from "./enums.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/**
 * What a person signs, so that a supplementary insurer pays what is left to her of claims. `insured`: her
 * pseudonym at the insurer that decides them; `segment`: her cover at the supplementary one, whose
 * pseudonym signs too where it is another. `until`: services before this day, 0 ends it. `number`: higher
 * than the former one's; `deadline`: Unix seconds.
 */
export interface Assignment {
  insured: Hex;
  segment: Hex;
  until: number;
  number: number;
  deadline: number;
}

export const assignmentHash = (a: Assignment): Hex =>
  hashStruct("Assignment", [a.insured, a.segment, a.until, a.number, a.deadline]);

/** An assignment's slot; the epochs are those of the keys that signed. */
export interface AssignmentSlot {
  until: number;
  number: number;
  epoch: number;
  holderEpoch: number;
}

export const assignmentSlot = (word: bigint): AssignmentSlot => ({
  until: bitsOf(word, 0, 24),
  number: bitsOf(word, 24, 16),
  epoch: bitsOf(word, 40, 32),
  holderEpoch: bitsOf(word, 72, 32),
});

/** What a segment's insurer did with a claim; amounts in minor units, `at` in Unix seconds. */
export interface SupplementSlot {
  state: SupplementState;
  paid: bigint;
  deductible: bigint;
  own: bigint;
  at: number;
  /** The highest 64 bits of the claim's slot: another decision of the claim has others. */
  decision: bigint;
}

export const supplementSlot = (word: bigint): SupplementSlot => ({
  state: SUPPLEMENT_STATES[bitsOf(word, 0, 8)]!,
  paid: BigInt.asUintN(48, word >> 8n),
  deductible: BigInt.asUintN(48, word >> 56n),
  own: BigInt.asUintN(48, word >> 104n),
  at: bitsOf(word, 152, 40),
  decision: word >> 192n,
});

/** The reference of a supplement's payment. */
export const supplementRef = (claim: Hex, segment: Hex): Hex =>
  toHex(keccak256(concatBytes(fromHex(claim, 32), fromHex(segment, 32))));

/** Under which an assignment is kept. */
export const assignmentKey = (insured: Hex, segment: Hex): Hex => supplementRef(insured, segment);
