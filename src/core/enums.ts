// Written by `npm run generate`. Do not edit: change the contracts.
/** The enums of the contracts: the names of their members, in the order of their numbers. */

/** OPERATOR writes for its institution; ADMINISTRATOR also manages its accounts and keys. */
export const ACCOUNT_ROLES = ["NONE", "OPERATOR", "ADMINISTRATOR"] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** What an agent proposes for a claim. FLAG: to look at it, for the flags named. */
export const ADVICES = ["NONE", "RELEASE", "DENY", "FLAG"] as const;
export type Advice = (typeof ADVICES)[number];

/** What became of a proposal. CONFIRMED and REJECTED by a human; RULED: confirmed by its insurer's rule. */
export const ADVICE_STATES = ["NONE", "PROPOSED", "CONFIRMED", "RULED", "REJECTED"] as const;
export type AdviceState = (typeof ADVICE_STATES)[number];

/** In this order: from ACTIVE on, services of its days are billed, whatever became of it. */
export const AGREEMENT_STATES = [
  "NONE",
  "DRAFT",
  "SIGNED",
  "ACTIVE",
  "BREACHED",
  "TERMINATED",
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** LEAVES: every id stands in the event. ARCHIVE: the root alone is on chain; its count and that each position holds one entry are the custodian's word, and whether the entries can be found depends on the custodian and the store. */
export const BATCH_MODES = ["NONE", "LEAVES", "ARCHIVE"] as const;
export type BatchMode = (typeof BATCH_MODES)[number];

/** What becomes of a claim. PENDED: a named human of the insurer decides. ADJUDICATED: its result stands and is to be paid. DUE: it could not be paid, and the pool owes it. DENIED: the fund pays nothing. REVERSED: another took its place. */
export const CLAIM_STATES = [
  "NONE",
  "PENDED",
  "ADJUDICATED",
  "DUE",
  "PAID",
  "DENIED",
  "REVERSED",
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What became of a clause. DUE: an amount is owed; DONE: it was paid, or the services changed. */
export const CLAUSE_STATES = ["NONE", "DUE", "DONE"] as const;
export type ClauseState = (typeof CLAUSE_STATES)[number];

/** How a segment stands on a day. ARREARS: the month is not paid; LATE: it was paid after its grace. */
export const COVERS = ["OUTSIDE", "COVERED", "LATE", "ARREARS", "DECEASED"] as const;
export type Cover = (typeof COVERS)[number];

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

/** `EntryKind` of the contracts. */
export const ENTRY_KINDS = ["NONE", "OPENED", "CONTRIBUTED", "ENDED", "DIED", "CORRECTED"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** LIVE entries can be opened; the others never again at this position of this batch, and none comes back to life. An id that stands in several places is ended in each of them. */
export const ENTRY_STATES = ["LIVE", "SUPERSEDED", "WITHDRAWN", "ERASED"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** What makes a line or claim suspicious; a flag is the number of a bit. */
export const FLAGS = [
  "DUP_INVOICE",
  "DUP_LINE",
  "DUP_TRACE_CODE",
  "OFF_INDICATION",
  "NOT_IN_CATALOGUE",
  "OVER_PRICE",
  "OVER_QTY",
  "OVER_FREQ",
  "AGE_SEX",
  "NO_ENCOUNTER",
  "NO_DISPENSE",
  "RECALLED_DRUG",
  "EXPIRED_DRUG",
  "COLD_CHAIN_BREACH",
  "OVERLAPPING_STAY",
  "IMPOSSIBLE_TRAVEL",
  "DECEASED",
  "UNLICENSED",
  "SPLIT_STAY",
  "UPCODING",
  "TEST_REPEATED",
  "NO_DIAGNOSIS",
] as const;
export type Flag = (typeof FLAGS)[number];

/** FROZEN; APPEALED, and still frozen; UPHELD by the one who decided; LIFTED before its end. */
export const FREEZE_STATES = ["NONE", "FROZEN", "APPEALED", "UPHELD", "LIFTED"] as const;
export type FreezeState = (typeof FREEZE_STATES)[number];

/** What a slot of the fund ledger is of. */
export const FUND_SLOTS = ["POOL", "PARENT", "ACCOUNT", "POSITION", "CONTRIBUTION"] as const;
export type FundSlot = (typeof FUND_SLOTS)[number];

/** What changed a parcel or container, other than moving it. */
export const GOODS_CHANGES = ["CALLED_BACK", "QUARANTINED", "RELEASED", "DESTROYED"] as const;
export type GoodsChange = (typeof GOODS_CHANGES)[number];

/** `GrantState` of the contracts. */
export const GRANT_STATES = ["NONE", "ACTIVE", "REVOKED"] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** `MarkKind` of the contracts. */
export const MARK_KINDS = ["LINES", "TIMES", "NIGHTS"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

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

/** How a provider is paid. */
export const PAYMENT_FORMS = ["TOKEN", "VOUCHER"] as const;
export type PaymentForm = (typeof PAYMENT_FORMS)[number];

/** PROPOSED; TRIED: an effect is stored; PUBLISHED, by whoever may. */
export const PROPOSAL_STATES = ["NONE", "PROPOSED", "TRIED", "PUBLISHED"] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

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

/** How far people went over a claim. NONE: rules decided it. DECIDED: a named human of the insurer did. APPEALED: another one of the insurer decides. ANSWERED: that one did. ESCALATED: a regulator decides. FINAL: it did. */
export const REVIEW_STAGES = [
  "NONE",
  "DECIDED",
  "APPEALED",
  "ANSWERED",
  "ESCALATED",
  "FINAL",
] as const;
export type ReviewStage = (typeof REVIEW_STAGES)[number];

/** What becomes of a segment. ENDED: its last day is known. VOIDED: by a correction, it never held. */
export const SEGMENT_STATES = ["NONE", "OPEN", "ENDED", "VOIDED"] as const;
export type SegmentState = (typeof SEGMENT_STATES)[number];

/** Where a patient was treated; the order is that of a plan's shares. PREVENTIVE has those of OUTPATIENT, and no copay. */
export const SETTINGS = ["OUTPATIENT", "INPATIENT", "PHARMACY", "CHRONIC", "PREVENTIVE"] as const;
export type Setting = (typeof SETTINGS)[number];

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

/** What becomes of a claim at a supplementary insurer. REFUSED: by the insurer, with its reasons; REVERSED: the claim was taken back or decided again, and the provider owes what it got. */
export const SUPPLEMENT_STATES = ["NONE", "PAID", "REFUSED", "REVERSED"] as const;
export type SupplementState = (typeof SUPPLEMENT_STATES)[number];

/** What a clause does when its condition is met. PAY: the insurer owes the institution an amount. UPDATE_SERVICE: the service items are these from the day on. PENALISE: the party in breach owes the other an amount, once the time to cure is over. */
export const TRIGGERS = ["NONE", "PAY", "UPDATE_SERVICE", "PENALISE"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** RETURNED: dispensed and brought back; never dispensed again. */
export const UNIT_STATES = ["AVAILABLE", "DISPENSED", "RETURNED", "DESTROYED"] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** How the enrolling institution knew the person. */
export const VOUCH_METHODS = ["NONE", "IN_PERSON", "DOCUMENT", "FEDERATED"] as const;
export type VouchMethod = (typeof VOUCH_METHODS)[number];

/** What became of a voucher. SETTLED: its holder has the money. RECLAIMED: its drawer has it again. */
export const VOUCHER_STATES = ["NONE", "DRAWN", "SETTLED", "RECLAIMED"] as const;
export type VoucherState = (typeof VOUCHER_STATES)[number];
