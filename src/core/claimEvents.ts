import type { Hex } from "./bytes.ts";
import type { ClaimBalance, ClaimRecord } from "./claims.ts";
import type { LineResult } from "./claimWords.ts";
import type { ClaimState } from "./enums.ts";
import type { Review } from "./reviews.ts";
import type { AssignmentSlot, SupplementSlot } from "./supplements.ts";

/** Bits that a claim set in a word of what was billed before. */
export interface ClaimMark {
  key: Hex;
  bits: bigint;
}

/** Events of Supplements. */
export type SupplementEvent = "BenefitsAssigned" | "SupplementChanged";

/** What the events of the claims domain say. */
export interface ClaimEvents {
  ClaimDecided: {
    claim: Hex;
    insured: Hex;
    provider: number;
    state: ClaimState;
    word: bigint;
    record: ClaimRecord;
    balance: ClaimBalance;
    results: LineResult[];
    marks: ClaimMark[];
    actor: Hex;
  };
  ClaimSettled: {
    claim: Hex;
    insured: Hex;
    state: ClaimState;
    fromAccount: bigint;
    actor: Hex;
  };
  ClaimEnded: {
    claim: Hex;
    insured: Hex;
    segment: Hex;
    state: ClaimState;
    balance: ClaimBalance;
    marks: ClaimMark[];
    document: Hex;
    actor: Hex;
  };
  /** People looked at a claim. */
  ClaimReviewed: {
    claim: Hex;
    insured: Hex;
    review: Review;
    word: bigint;
    document: Hex;
    actor: Hex;
  };
  BenefitsAssigned: {
    insured: Hex;
    segment: Hex;
    /** The segment's pseudonym. */
    holder: Hex;
    slot: AssignmentSlot;
    actor: Hex;
  };
  SupplementChanged: {
    claim: Hex;
    segment: Hex;
    insured: Hex;
    slot: SupplementSlot;
    /** Of all supplements to the claim. */
    total: bigint;
    /** The segment's, at its supplementary insurer. */
    balance: ClaimBalance;
    document: Hex;
    actor: Hex;
  };
  BalanceRestated: {
    segment: Hex;
    insured: Hex;
    balance: ClaimBalance;
    document: Hex;
    actor: Hex;
  };
}
