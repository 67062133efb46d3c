import type { Hex } from "./bytes.ts";
import type { Correction, CoverageSlot, Segment, SegmentDetails } from "./coverage.ts";
import type { EntryKind, VoucherState } from "./enums.ts";
import type { PersonalAccount, PoolSlot, Position, Share, Voucher } from "./funds.ts";

/** What the events of the enrolment say. Days are Modified Julian. */
export interface EnrolmentEvents {
  SegmentOpened: {
    segment: Hex;
    insured: Hex;
    enterprise: Hex;
    terms: Segment;
    details: SegmentDetails;
    coverage: CoverageSlot;
    entry: Hex;
    previous: Hex;
    document: Hex;
    enteredAt: number;
    actor: Hex;
  };
  EnrolmentEntered: {
    segment: Hex;
    insured: Hex;
    kind: EntryKind;
    coverage: CoverageSlot;
    entry: Hex;
    previous: Hex;
    day: number;
    data: Hex;
    enteredAt: number;
    actor: Hex;
  };
  /** `approvals`: bit by party, in the order of `parties`. */
  CorrectionApproved: {
    correction: Hex;
    segment: Hex;
    party: Hex;
    terms: Correction;
    parties: Hex[];
    approvals: bigint;
    actor: Hex;
  };
}

/** What the events of the funds say. Amounts in minor units. */
export interface FundEvents {
  PoolOpened: {
    pool: Hex;
    insurer: number;
    jurisdiction: number;
    parent: Hex;
    slot: PoolSlot;
    actor: Hex;
  };
  PoolPaused: { pool: Hex; slot: PoolSlot };
  /** `accounts`: of the persons in `shares`, after it; `parent`: the pool above, if it got something. */
  ContributionReceived: {
    contribution: Hex;
    pool: Hex;
    enterprise: Hex;
    payer: number;
    month: number;
    toPool: bigint;
    levied: bigint;
    shares: Share[];
    accounts: PersonalAccount[];
    slot: PoolSlot;
    parent?: PoolSlot;
    document: Hex;
    actor: Hex;
  };
  MandateChanged: { insured: Hex; account: PersonalAccount; actor: Hex };
  AccountCarriedOver: {
    from: Hex;
    to: Hex;
    amount: bigint;
    fromAccount: PersonalAccount;
    toAccount: PersonalAccount;
    actor: Hex;
  };
  PayeeChanged: { pool: Hex; provider: number; position: Position; actor: Hex };
  PaymentMade: {
    ref: Hex;
    pool: Hex;
    insured: Hex;
    provider: number;
    fromPool: bigint;
    fromAccount: bigint;
    netted: bigint;
    slot: PoolSlot;
    account: PersonalAccount;
    position: Position;
  };
  PaymentDeferred: { ref: Hex; pool: Hex; provider: number; amount: bigint; position: Position };
  PaymentCancelled: { ref: Hex; pool: Hex; provider: number; amount: bigint; position: Position };
  PaymentReversed: {
    ref: Hex;
    pool: Hex;
    insured: Hex;
    provider: number;
    toPool: bigint;
    toAccount: bigint;
    slot: PoolSlot;
    account: PersonalAccount;
    position: Position;
  };
  DebtRepaid: {
    pool: Hex;
    provider: number;
    amount: bigint;
    slot: PoolSlot;
    position: Position;
    actor: Hex;
  };
  /** `amount`: what the city's pool got (above 0) or gave. */
  PoolsAdjusted: {
    parent: Hex;
    slot: PoolSlot;
    adjustments: { city: Hex; amount: bigint; slot: PoolSlot }[];
    document: Hex;
    actor: Hex;
  };
  LedgerHandedOver: { successor: Hex; amount: bigint };
  /** Of the settlement token. */
  VoucherChanged: {
    voucher: Hex;
    drawer: Hex;
    holder: Hex;
    terms: Voucher;
    state: VoucherState;
  };
}
