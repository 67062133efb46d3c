/** Reviews of claims; contracts/types/Review.sol has the same structs. */
import { type Hex, toHex, uintBytes } from "./bytes.ts";
import { REVIEW_STAGES, type ReviewStage } from "./enums.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/** How far people went over a claim. */
export interface Review {
  stage: ReviewStage;
  /** When the stage was reached (Unix time). */
  since: number;
  /** CARC number; 0: none was given. */
  reason: number;
  /** Account that decided last; zeros: rules did. */
  reviewer: Hex;
}

export const unpackReview = (word: bigint): Review => ({
  stage: REVIEW_STAGES[bitsOf(word, 0, 8)]!,
  since: bitsOf(word, 8, 40),
  reason: bitsOf(word, 48, 16),
  reviewer: toHex(uintBytes(BigInt.asUintN(160, word >> 64n), 20)),
});

/** What an insured person signs who appeals. */
export interface Appeal {
  claim: Hex;
  /** The claim's slot. */
  word: bigint;
  stage: ReviewStage;
  /** Salted digest of the reasons. */
  document: Hex;
  /** Last second in which it may be brought (Unix time). */
  deadline: number;
}

export const appealHash = (a: Appeal): Hex =>
  hashStruct("Appeal", [a.claim, a.word, REVIEW_STAGES.indexOf(a.stage), a.document, a.deadline]);
