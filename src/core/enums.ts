// Written by `npm run generate`. Do not edit: change the contracts.
/** The enums of the contracts: the names of their members, in the order of their numbers. */

/** OPERATOR writes for its institution; ADMINISTRATOR also manages its accounts and keys. */
export const ACCOUNT_ROLES = ["NONE", "OPERATOR", "ADMINISTRATOR"] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** LEAVES: every id stands in the event. ARCHIVE: the root alone is on chain; its count and that each position holds one entry are the custodian's word, and whether the entries can be found depends on the custodian and the store. */
export const BATCH_MODES = ["NONE", "LEAVES", "ARCHIVE"] as const;
export type BatchMode = (typeof BATCH_MODES)[number];

/** HELD by its holder; SHIPPED, not yet received; DISPUTED: not found in what was received, and still the sender's; DESTROYED, for ever. */
export const CUSTODY_STATES = ["NONE", "HELD", "SHIPPED", "DISPUTED", "DESTROYED"] as const;
export type CustodyState = (typeof CUSTODY_STATES)[number];

/** What became of goods that left the chain otherwise than to a patient. */
export const DISPOSITIONS = ["NONE", "DESTROYED", "DAMAGED", "LOST", "STOLEN", "SAMPLED"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Parts of the suite that can be paused apart from each other. */
export const DOMAINS = [
  "IDENTITY",
  "RECORDS",
  "CONSENT",
  "EXCHANGE",
  "SUPPLY",
  "INSURANCE",
  "CLAIMS",
  "RESEARCH",
] as const;
export type Domain = (typeof DOMAINS)[number];

/** LIVE entries can be opened; the others never again at this position of this batch, and none comes back to life. An id that stands in several places is ended in each of them. */
export const ENTRY_STATES = ["LIVE", "SUPERSEDED", "WITHDRAWN", "ERASED"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** What changed a parcel or container, other than moving it. */
export const GOODS_CHANGES = ["CALLED_BACK", "QUARANTINED", "RELEASED", "DESTROYED"] as const;
export type GoodsChange = (typeof GOODS_CHANGES)[number];

/** `GrantState` of the contracts. */
export const GRANT_STATES = ["NONE", "ACTIVE", "REVOKED"] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** ORDERED, ACCEPTED by the supplier, DESPATCHED, RECEIVED (some or all), PASSED or REJECTED by inspection, PAID; CANCELLED before goods came. */
export const ORDER_STATES = [
  "NONE",
  "ORDERED",
  "ACCEPTED",
  "DESPATCHED",
  "RECEIVED",
  "PASSED",
  "REJECTED",
  "PAID",
  "CANCELLED",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** `Outcome` of the contracts. */
export const OUTCOMES = ["PERMITTED", "NOT_COVERED", "DENIED"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an institution may do. ACTIVE: everything; LAPSED: what protects patients and goods; SUSPENDED: return goods, answer reviews, be paid. */
export const PARTICIPANT_STATUSES = ["NONE", "ACTIVE", "LAPSED", "SUSPENDED"] as const;
export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];

/** Who put goods into quarantine, in the order of weight: who weighs as much may release them. */
export const QUARANTINES = ["NONE", "HOLDER", "CALLER", "REGULATOR"] as const;
export type Quarantine = (typeof QUARANTINES)[number];

/** How grave a recall is; I: death or lasting harm is likely. */
export const RECALL_CLASSES = ["NONE", "I", "II", "III"] as const;
export type RecallClass = (typeof RECALL_CLASSES)[number];

/** BREAK_GLASS, DISPUTED and later states take the values after ISSUED. */
export const RECEIPT_STATES = ["NONE", "ISSUED"] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** Why an opening was refused. */
export const REFUSALS = [
  "NONE",
  "NOT_GRANTEE",
  "NOT_COVERED",
  "DENIED",
  "ENTRY_ENDED",
  "GRANT_UNKNOWN",
  "GRANT_REVOKED",
  "GRANT_EXPIRED",
  "GRANT_EXHAUSTED",
  "KEY_EPOCH_ENDED",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How a grant stands at this moment; only LIVE ones can be used. */
export const STANDINGS = [
  "LIVE",
  "UNKNOWN",
  "REVOKED",
  "EXPIRED",
  "EXHAUSTED",
  "KEY_EPOCH_ENDED",
] as const;
export type Standing = (typeof STANDINGS)[number];

/** How a holder's stock of a product stands to the levels that it set. */
export const STOCK_STATES = ["UNKNOWN", "ENOUGH", "LOW", "OVER"] as const;
export type StockState = (typeof STOCK_STATES)[number];

/** Who is behind a pseudonym. */
export const SUBJECT_KINDS = ["NONE", "PATIENT", "ENTERPRISE"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** `SubjectStatus` of the contracts. */
export const SUBJECT_STATUSES = ["NONE", "ACTIVE"] as const;
export type SubjectStatus = (typeof SUBJECT_STATUSES)[number];

/** RETURNED: dispensed and brought back; never dispensed again. */
export const UNIT_STATES = ["AVAILABLE", "DISPENSED", "RETURNED", "DESTROYED"] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** How the enrolling institution knew the person. */
export const VOUCH_METHODS = ["NONE", "IN_PERSON", "DOCUMENT", "FEDERATED"] as const;
export type VouchMethod = (typeof VOUCH_METHODS)[number];
