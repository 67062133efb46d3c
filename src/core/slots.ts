/**
 * The packed words that contracts keep in their slots and put into events, opened; bits as in
 * contracts/types. Times are Unix seconds.
 */
import type { ParticipantKind } from "./codes.ts";
import {
  BATCH_MODES,
  type BatchMode,
  GRANT_STATES,
  type GrantState,
  PARTICIPANT_STATUSES,
  type ParticipantStatus,
  REFUSALS,
  type Refusal,
} from "./enums.ts";
import { codesIn, maskOf } from "./labels.ts";
import { bitsOf } from "./words.ts";

/** What admission says of an institution. */
export interface Profile {
  kinds: readonly ParticipantKind[];
  /** Scheme 1: GB/T 2260 division; 2: insurance jurisdictions that are no division. */
  jurisdiction: { scheme: number; code: number };
  grade: number;
  /** Last second of its accreditation, Unix time. */
  accreditedUntil: number;
}

/** An institution as the registry knows it. */
export interface Participant extends Profile {
  id: number;
  kinds: ParticipantKind[];
  status: ParticipantStatus;
  /** Of its present HPKE key. */
  keyEpoch: number;
}

/** A profile as the contract takes it. */
export const packProfile = ({ kinds, jurisdiction, grade, accreditedUntil }: Profile) => ({
  kinds: maskOf("participantKinds", kinds),
  jurisdictionScheme: jurisdiction.scheme,
  jurisdictionCode: jurisdiction.code,
  grade,
  accreditedUntil,
});

/** An institution's slot (contracts/types/Membership.sol), but for its number. */
export const institutionOf = (word: bigint): Omit<Participant, "id"> => ({
  kinds: codesIn("participantKinds", BigInt(bitsOf(word, 0, 32))) as ParticipantKind[],
  status: PARTICIPANT_STATUSES[bitsOf(word, 32, 8)]!,
  jurisdiction: { scheme: bitsOf(word, 40, 8), code: bitsOf(word, 48, 32) },
  grade: bitsOf(word, 80, 8),
  accreditedUntil: bitsOf(word, 88, 40),
  keyEpoch: bitsOf(word, 144, 32),
});

/** The membership word: an institution's slot and its number. */
export const participantOf = (word: bigint): Participant => ({
  id: bitsOf(word, 176, 32),
  ...institutionOf(word),
});

/** A subject's slot, but for the commitment to its signer. */
export const subjectOf = (word: bigint): { keyEpoch: number } => ({
  keyEpoch: bitsOf(word, 8, 32),
});

/** A batch as the chain knows it. */
export interface Batch {
  anchoredAt: number;
  count: number;
  mode: BatchMode;
}

export const batchOf = (word: bigint): Batch => ({
  anchoredAt: bitsOf(word, 0, 40),
  count: bitsOf(word, 40, 32),
  mode: BATCH_MODES[bitsOf(word, 72, 8)]!,
});

/** A grant's slot. `keyEpoch`: the subject's when it was granted. */
export interface GrantSlot {
  state: GrantState;
  uses: number;
  notAfter: number;
  keyEpoch: number;
}

export const grantOf = (word: bigint): GrantSlot => ({
  state: GRANT_STATES[bitsOf(word, 0, 8)]!,
  uses: bitsOf(word, 8, 32),
  notAfter: bitsOf(word, 40, 40),
  keyEpoch: bitsOf(word, 80, 32),
});

/** The slot of a receipt (contracts/types/Receipt.sol). */
export interface ReceiptFields {
  grantee: number;
  custodian: number;
  purpose: number;
  action: number;
  time: number;
  entryCount: number;
  keyEpoch: number;
  obligations: bigint;
  refrains: bigint;
}

export const receiptFields = (word: bigint): ReceiptFields => ({
  grantee: bitsOf(word, 0, 32),
  custodian: bitsOf(word, 32, 32),
  purpose: bitsOf(word, 64, 8),
  action: bitsOf(word, 72, 8),
  time: bitsOf(word, 80, 40),
  entryCount: bitsOf(word, 120, 32),
  keyEpoch: bitsOf(word, 152, 32),
  obligations: BigInt(bitsOf(word, 192, 24)),
  refrains: BigInt(bitsOf(word, 216, 24)),
});

/** The word of a refusal. */
export interface RefusalFields {
  refusal: Refusal;
  grantee: number;
  purpose: number;
  action: number;
}

export const refusalFields = (word: bigint): RefusalFields => ({
  refusal: REFUSALS[bitsOf(word, 0, 8)]!,
  grantee: bitsOf(word, 8, 32),
  purpose: bitsOf(word, 40, 8),
  action: bitsOf(word, 48, 8),
});
