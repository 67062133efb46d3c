import type { Hex } from "../core/bytes.ts";
import { claimStateOf, unpackBalance } from "../core/claims.ts";
import { unpackResult } from "../core/claimWords.ts";
import { unpackReview } from "../core/reviews.ts";
import { assignmentSlot, supplementSlot } from "../core/supplements.ts";
import { event } from "./eventSource.ts";

const claims = event("claims");
const supplements = event("supplements");

const marksOf = (marks: readonly { key: string; bits: bigint }[]) =>
  marks.map(({ key, bits }) => ({ key: key as Hex, bits }));

/** Two words a line. */
const resultsOf = (words: readonly bigint[]) =>
  Array.from({ length: words.length / 2 }, (_, i) =>
    unpackResult(words[2 * i]!, words[2 * i + 1]!),
  );

/** How the events of claims are read. */
export const claimEvents = {
  ClaimDecided: claims("ClaimDecided", (e) => ({
    claim: e.id as Hex,
    insured: e.insured as Hex,
    provider: Number(e.provider),
    state: claimStateOf(e.word),
    word: e.word,
    record: {
      bill: e.claim.bill as Hex,
      insured: e.claim.insured as Hex,
      header: e.claim.header,
      pool: e.claim.pool as Hex,
      agreement: e.claim.agreement as Hex,
      segment: e.claim.segment as Hex,
      totals: e.claim.totals,
      results: e.claim.results as Hex,
      decidedAt: Number(e.claim.decidedAt),
    },
    balance: unpackBalance(e.balance),
    results: resultsOf(e.results),
    marks: marksOf(e.marks),
    actor: e.actor as Hex,
  })),
  ClaimSettled: claims("ClaimSettled", (e) => ({
    claim: e.id as Hex,
    insured: e.insured as Hex,
    state: claimStateOf(e.word),
    fromAccount: e.fromAccount,
    actor: e.actor as Hex,
  })),
  ClaimEnded: claims("ClaimEnded", (e) => ({
    claim: e.id as Hex,
    insured: e.insured as Hex,
    segment: e.segment as Hex,
    state: claimStateOf(e.word),
    balance: unpackBalance(e.balance),
    marks: marksOf(e.marks),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  ClaimReviewed: claims("ClaimReviewed", (e) => ({
    claim: e.id as Hex,
    insured: e.insured as Hex,
    review: unpackReview(e.review),
    word: e.review,
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  BenefitsAssigned: supplements("BenefitsAssigned", (e) => ({
    insured: e.insured as Hex,
    segment: e.segment as Hex,
    holder: e.holder as Hex,
    slot: assignmentSlot(e.word),
    actor: e.actor as Hex,
  })),
  SupplementChanged: supplements("SupplementChanged", (e) => ({
    claim: e.claim as Hex,
    segment: e.segment as Hex,
    insured: e.insured as Hex,
    slot: supplementSlot(e.word),
    total: e.total,
    balance: unpackBalance(e.balance),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  BalanceRestated: claims("BalanceRestated", (e) => ({
    segment: e.segment as Hex,
    insured: e.insured as Hex,
    balance: unpackBalance(e.balance),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
};
