import type { Hex } from "../core/bytes.ts";
import { coverageSlot } from "../core/coverage.ts";
import { ENTRY_KINDS, VOUCHER_STATES } from "../core/enums.ts";
import { personalAccount, poolSlot, positionSlot } from "../core/funds.ts";
import { bitsOf } from "../core/words.ts";
import { event } from "./eventSource.ts";

const enrolled = event("enrolment");
const funds = event("fundLedger");

/** What all events of a claim's money have. */
const paymentEvent = (e: {
  ref: string;
  pool: string;
  provider: bigint;
  positionWord: bigint;
}) => ({
  ref: e.ref as Hex,
  pool: e.pool as Hex,
  provider: Number(e.provider),
  position: positionSlot(e.positionWord),
});

/** How the events of enrolment, funds and vouchers are read. */
export const fundEvents = {
  SegmentOpened: enrolled("SegmentOpened", (e) => ({
    segment: e.id as Hex,
    insured: e.insured as Hex,
    enterprise: e.enterprise as Hex,
    terms: {
      insured: e.segment.insured as Hex,
      insurer: Number(e.segment.insurer),
      plan: e.segment.plan as Hex,
      jurisdiction: Number(e.segment.jurisdiction),
      from: Number(e.segment.from),
      attributes: e.segment.attributes as Hex,
      details: e.segment.details as Hex,
    },
    details: {
      enterprise: e.details.enterprise as Hex,
      nullifier: e.details.nullifier as Hex,
      parties: e.details.parties as Hex,
      salt: e.details.salt as Hex,
    },
    coverage: coverageSlot(e.coverage),
    entry: e.entry as Hex,
    previous: e.previous as Hex,
    document: e.document as Hex,
    enteredAt: Number(e.enteredAt),
    actor: e.actor as Hex,
  })),
  EnrolmentEntered: enrolled("EnrolmentEntered", (e) => ({
    segment: e.id as Hex,
    insured: e.insured as Hex,
    kind: ENTRY_KINDS[Number(e.kind)]!,
    coverage: coverageSlot(e.coverage),
    entry: e.entry as Hex,
    previous: e.previous as Hex,
    day: Number(e.day),
    data: e.data as Hex,
    enteredAt: Number(e.enteredAt),
    actor: e.actor as Hex,
  })),
  CorrectionApproved: enrolled("CorrectionApproved", (e) => ({
    correction: e.correction as Hex,
    segment: e.id as Hex,
    party: e.party as Hex,
    terms: {
      segment: e.terms.segment as Hex,
      entry: e.terms.entry as Hex,
      former: e.terms.former,
      corrected: e.terms.corrected,
      document: e.terms.document as Hex,
      deadline: Number(e.terms.deadline),
    },
    parties: [...e.parties] as Hex[],
    approvals: e.approvals,
    actor: e.actor as Hex,
  })),
  PoolOpened: funds("PoolOpened", (e) => ({
    pool: e.pool as Hex,
    insurer: Number(e.insurer),
    jurisdiction: Number(e.jurisdiction),
    parent: e.parent as Hex,
    slot: poolSlot(e.word),
    actor: e.actor as Hex,
  })),
  PoolPaused: funds("PoolPaused", (e) => ({ pool: e.pool as Hex, slot: poolSlot(e.word) })),
  ContributionReceived: funds("ContributionReceived", (e) => ({
    contribution: e.id as Hex,
    pool: e.pool as Hex,
    enterprise: e.enterprise as Hex,
    payer: Number(e.payer),
    month: Number(e.month),
    toPool: e.toPool,
    levied: e.levied,
    shares: e.shares.map(({ insured, toAccount, toPool }) => ({
      insured: insured as Hex,
      toAccount,
      toPool,
    })),
    accounts: e.accountWords.map(personalAccount),
    slot: poolSlot(e.poolWord),
    ...(e.parentWord === 0n ? {} : { parent: poolSlot(e.parentWord) }),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  MandateChanged: funds("MandateChanged", (e) => ({
    insured: e.insured as Hex,
    account: personalAccount(e.word),
    actor: e.actor as Hex,
  })),
  AccountCarriedOver: funds("AccountCarriedOver", (e) => ({
    from: e.from as Hex,
    to: e.to as Hex,
    amount: e.amount,
    fromAccount: personalAccount(e.fromWord),
    toAccount: personalAccount(e.toWord),
    actor: e.actor as Hex,
  })),
  PayeeChanged: funds("PayeeChanged", (e) => ({
    pool: e.pool as Hex,
    provider: Number(e.provider),
    position: positionSlot(e.word),
    actor: e.actor as Hex,
  })),
  PaymentMade: funds("PaymentMade", (e) => ({
    ...paymentEvent(e),
    insured: e.insured as Hex,
    fromPool: e.fromPool,
    fromAccount: e.fromAccount,
    netted: e.netted,
    slot: poolSlot(e.poolWord),
    account: personalAccount(e.accountWord),
  })),
  PaymentDeferred: funds("PaymentDeferred", (e) => ({ ...paymentEvent(e), amount: e.amount })),
  PaymentCancelled: funds("PaymentCancelled", (e) => ({ ...paymentEvent(e), amount: e.amount })),
  PaymentReversed: funds("PaymentReversed", (e) => ({
    ...paymentEvent(e),
    insured: e.insured as Hex,
    toPool: e.toPool,
    toAccount: e.toAccount,
    slot: poolSlot(e.poolWord),
    account: personalAccount(e.accountWord),
  })),
  DebtRepaid: funds("DebtRepaid", (e) => ({
    pool: e.pool as Hex,
    provider: Number(e.provider),
    amount: e.amount,
    slot: poolSlot(e.poolWord),
    position: positionSlot(e.positionWord),
    actor: e.actor as Hex,
  })),
  PoolsAdjusted: funds("PoolsAdjusted", (e) => ({
    parent: e.parent as Hex,
    slot: poolSlot(e.parentWord),
    adjustments: e.adjustments.map(({ city, amount }, i) => ({
      city: city as Hex,
      amount,
      slot: poolSlot(e.words[i]!),
    })),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  LedgerHandedOver: funds("LedgerHandedOver", (e) => ({
    successor: e.successor as Hex,
    amount: e.amount,
  })),
  VoucherChanged: event("settlementToken")("VoucherChanged", (e) => ({
    voucher: e.voucher as Hex,
    drawer: e.drawer as Hex,
    holder: e.holder as Hex,
    terms: {
      drawer: e.terms.drawer as Hex,
      amount: e.terms.amount,
      notAfter: Number(e.terms.notAfter),
      ref: e.terms.ref as Hex,
    },
    state: VOUCHER_STATES[bitsOf(e.word, 160, 8)]!,
  })),
};
