import type { Hex } from "./bytes.ts";
import type { AccountRole, Domain, EntryState, SUBJECT_KINDS, VOUCH_METHODS } from "./enums.ts";
import type { Batch, GrantSlot, Participant, ReceiptFields, RefusalFields } from "./slots.ts";

type Institution = Omit<Participant, "id">;

/**
 * What the events of the suite say, by their names in Solidity: packed words opened, enums by
 * name, numbers as numbers. `actor` is the account that sent the transaction.
 */
export interface SuiteEvents {
  ModuleRegistered: { name: string; module: Hex; codeHash: Hex; permanent: boolean };
  /** Of ConsentRegistry and of Receipts; `until` 281474976710655: no end. */
  CallerChanged: { caller: Hex; from: number; until: number };
  ParticipantAdmitted: {
    participant: number;
    hpkeKey: Hex;
    endpoint: string;
    administrator: Hex;
  } & Institution;
  ParticipantChanged: { participant: number } & Institution;
  ParticipantKeyRotated: { participant: number; epoch: number; key: Hex; actor: Hex };
  ParticipantEndpointChanged: { participant: number; endpoint: string; actor: Hex };
  ParticipantAccountChanged: {
    participant: number;
    account: Hex;
    role: AccountRole;
    expiresAt: number;
    actor: Hex;
  };
  DomainPaused: { domain: Domain; until: number };
  SubjectEnrolled: {
    subject: Hex;
    keyEpoch: number;
    kind: (typeof SUBJECT_KINDS)[number];
    method: (typeof VOUCH_METHODS)[number];
    encryptionKey: Hex;
    voucher: number;
    actor: Hex;
  };
  SubjectRotated: { subject: Hex; keyEpoch: number; encryptionKey: Hex; actor: Hex };
  VerifierListed: { verifier: Hex; codeHash: Hex; listed: boolean };
  /** `manifest`: SHA-256 digest of the CID of the sealed manifest; 32 zero bytes for none. */
  BatchAnchored: { root: Hex; custodian: number; manifest: Hex; ids: Hex[]; actor: Hex } & Batch;
  BatchArchived: { root: Hex; custodian: number; manifest: Hex; actor: Hex } & Batch;
  EntriesEnded: {
    root: Hex;
    custodian: number;
    positions: number[];
    state: EntryState;
    actor: Hex;
  };
  ConsentGranted: { grant: Hex; subject: Hex; actor: Hex } & GrantSlot;
  ConsentRevoked: { grant: Hex; actor: Hex } & GrantSlot;
  ConsentUsed: { grant: Hex; actor: Hex } & GrantSlot;
  ReceiptIssued: {
    receipt: Hex;
    grant: Hex;
    request: Hex;
    entries: Hex[];
    actor: Hex;
  } & ReceiptFields;
  /** `entry`: 32 zero bytes where the grant itself was refused. */
  AccessRefused: { grant: Hex; request: Hex; entry: Hex; actor: Hex } & RefusalFields;
}

export type EventName = keyof SuiteEvents;

/** Events of one institution, which is their first indexed value. */
export const INSTITUTION_EVENTS = [
  "ParticipantAdmitted",
  "ParticipantChanged",
  "ParticipantKeyRotated",
  "ParticipantEndpointChanged",
  "ParticipantAccountChanged",
] as const satisfies EventName[];
/** Events of one subject, which is their first indexed value. */
export const SUBJECT_EVENTS = ["SubjectEnrolled", "SubjectRotated"] as const satisfies EventName[];
/** Events of the identity domain that are of no single institution or subject. */
export const LIST_EVENTS = ["DomainPaused", "VerifierListed"] as const satisfies EventName[];

export type IdentityEvent = (
  typeof INSTITUTION_EVENTS | typeof SUBJECT_EVENTS | typeof LIST_EVENTS
)[number];
