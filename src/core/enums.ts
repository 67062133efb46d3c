/** The enums of the contracts, their names in the order of Solidity (a test compares them). */
export const PARTICIPANT_STATUS = ["NONE", "ACTIVE", "LAPSED", "SUSPENDED"] as const;
export type ParticipantStatus = (typeof PARTICIPANT_STATUS)[number];

export const ACCOUNT_ROLE = ["NONE", "OPERATOR", "ADMINISTRATOR"] as const;
export type AccountRole = (typeof ACCOUNT_ROLE)[number];

/** Parts of the suite that can be paused apart from each other. */
export const DOMAIN = [
  "IDENTITY",
  "RECORDS",
  "CONSENT",
  "EXCHANGE",
  "SUPPLY",
  "INSURANCE",
  "CLAIMS",
  "RESEARCH",
] as const;
export type Domain = (typeof DOMAIN)[number];

export const SUBJECT_KINDS = ["NONE", "PATIENT", "ENTERPRISE"] as const;
export const VOUCH_METHODS = ["NONE", "IN_PERSON", "DOCUMENT", "FEDERATED"] as const;

export const BATCH_MODE = ["NONE", "LEAVES", "ARCHIVE"] as const;
export type BatchMode = (typeof BATCH_MODE)[number];

export const ENTRY_STATE = ["LIVE", "SUPERSEDED", "WITHDRAWN", "ERASED"] as const;
export type EntryState = (typeof ENTRY_STATE)[number];

export const GRANT_STATE = ["NONE", "ACTIVE", "REVOKED"] as const;
export type GrantState = (typeof GRANT_STATE)[number];

/** How a grant stands at one moment; only LIVE ones can be used. */
export const STANDING = [
  "LIVE",
  "UNKNOWN",
  "REVOKED",
  "EXPIRED",
  "EXHAUSTED",
  "KEY_EPOCH_ENDED",
] as const;
export type Standing = (typeof STANDING)[number];

/** Why an opening was refused. */
export const REFUSAL = [
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
export type Refusal = (typeof REFUSAL)[number];
