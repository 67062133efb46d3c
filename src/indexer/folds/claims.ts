import { unpackHeader, unpackTotals } from "../../core/claims.ts";
import type { ClaimEvents, ClaimMark, SupplementEvent } from "../../core/claimEvents.ts";
import type { ClaimBalance } from "../../core/claims.ts";
import type { Hex } from "../../core/bytes.ts";
import type { DomainFold } from "../fold.ts";
import { type Assignment, change, put, table } from "../table.ts";

/**
 * Claims by insurance pseudonym. Amounts in minor units, as decimals. `start`: Unix time, `length`:
 * seconds. `record`, `word`: what the claim's slot commits to, and the slot when it was decided.
 */
export const claims = table(
  "claims",
  { claim: "bytes" },
  {
    insured: "bytes",
    provider: "integer",
    insurer: "integer",
    segment: "bytes",
    agreement: "bytes",
    pool: "bytes",
    state: "text",
    setting: "text",
    start: "integer",
    length: "integer",
    billed: "text",
    fund: "text",
    person: "text",
    institution: "text",
    fromAccount: "text",
    flags: "list",
    bill: "bytes",
    header: "text",
    totals: "text",
    results: "bytes",
    decidedAt: "integer",
    document: "bytes?",
    review: "text?",
    block: "integer",
    log: "integer",
    transaction: "bytes",
  },
  ["insured"],
  ["provider"],
  ["insurer"],
  ["segment"],
);

/** What each line came to; see `LineResult`. */
export const claimLines = table(
  "claimLines",
  { claim: "bytes", line: "integer" },
  {
    paid: "text",
    uncovered: "text",
    overLimit: "text",
    preSelf: "text",
    deductible: "text",
    copay: "text",
    coinsurance: "text",
    overCap: "text",
    refused: "text",
    reason: "integer",
    flags: "integer",
  },
);

/** Balances of segments (benefit years). */
export const claimBalances = table(
  "claimBalances",
  { segment: "bytes" },
  { insured: "bytes", deductible: "text", pool: "text", own: "text", claims: "integer" },
  ["insured"],
);

/** Every decision of a claim, the latest of which `claims` has; `word`: its slot then. */
export const claimDecisions = table(
  "claimDecisions",
  { claim: "bytes", block: "integer", log: "integer" },
  {
    state: "text",
    word: "text",
    fund: "text",
    person: "text",
    institution: "text",
    flags: "list",
    decidedAt: "integer",
    actor: "bytes",
    transaction: "bytes",
  },
);

/** What people decided or asked for: see `Review`. `since`: Unix time. */
export const claimReviews = table(
  "claimReviews",
  { claim: "bytes", block: "integer", log: "integer" },
  {
    stage: "text",
    since: "integer",
    reason: "integer",
    reviewer: "bytes",
    document: "bytes",
    actor: "bytes",
    transaction: "bytes",
  },
);

/**
 * Bits that claims set in words of what was billed, and that came free again: each turns what was there over,
 * so that a word of the contract is all bits under its key, one XOR the other.
 */
export const claimMarks = table(
  "claimMarks",
  { mark: "bytes", block: "integer", log: "integer" },
  { claim: "bytes", bits: "text", isFreed: "integer" },
  ["claim"],
);

const balanceOf = (segment: Hex, insured: Hex, b: ClaimBalance): Assignment =>
  put(claimBalances, {
    segment,
    insured,
    deductible: String(b.deductible),
    pool: String(b.pool),
    own: String(b.own),
    claims: b.claims,
  });

/** Marks of one event under one key are one row. */
function marksOf(
  { claim, marks }: { claim: Hex; marks: readonly ClaimMark[] },
  { block, log }: { block: number; log: number },
  isFreed: 0 | 1,
): Assignment[] {
  const bits = new Map<Hex, bigint>();
  for (const mark of marks) bits.set(mark.key, (bits.get(mark.key) ?? 0n) | mark.bits);
  return [...bits].map(([mark, set]) =>
    put(claimMarks, { mark, block, log, claim, bits: String(set), isFreed }),
  );
}

export const claimFold: DomainFold<Exclude<keyof ClaimEvents, SupplementEvent>> = {
  tables: { claims, claimLines, claimBalances, claimDecisions, claimReviews, claimMarks },
  folds: {
    ClaimDecided: (event, at) => {
      const { block, log, transaction } = at;
      const { claim, insured, provider, record, results, balance } = event;
      const { insurer, setting, start, length } = unpackHeader(record.header);
      const { billed, fund, person, institution, flags } = unpackTotals(record.totals);
      return [
        put(claims, {
          claim,
          insured,
          provider,
          insurer,
          segment: record.segment,
          agreement: record.agreement,
          pool: record.pool,
          state: event.state,
          setting,
          start,
          length,
          billed: String(billed),
          fund: String(fund),
          person: String(person),
          institution: String(institution),
          fromAccount: "0",
          flags,
          bill: record.bill,
          header: String(record.header),
          totals: String(record.totals),
          results: record.results,
          decidedAt: record.decidedAt,
          block,
          log,
          transaction,
        }),
        put(claimDecisions, {
          claim,
          block,
          log,
          state: event.state,
          word: String(event.word),
          fund: String(fund),
          person: String(person),
          institution: String(institution),
          flags,
          decidedAt: record.decidedAt,
          actor: event.actor,
          transaction,
        }),
        ...results.map((r, line) =>
          put(claimLines, {
            claim,
            line,
            paid: String(r.paid),
            uncovered: String(r.uncovered),
            overLimit: String(r.overLimit),
            preSelf: String(r.preSelf),
            deductible: String(r.deductible),
            copay: String(r.copay),
            coinsurance: String(r.coinsurance),
            overCap: String(r.overCap),
            refused: String(r.refused),
            reason: Number(r.reason),
            flags: Number(r.flags),
          }),
        ),
        balanceOf(record.segment, insured, balance),
        ...marksOf(event, at, 0),
      ];
    },
    ClaimSettled: ({ claim, state, fromAccount }) => [
      change(claims, { claim }, { state, fromAccount: String(fromAccount) }),
    ],
    ClaimEnded: (event, at) => [
      change(claims, { claim: event.claim }, { state: event.state, document: event.document }),
      balanceOf(event.segment, event.insured, event.balance),
      ...marksOf(event, at, 1),
    ],
    ClaimReviewed: ({ claim, review, document, actor }, { block, log, transaction }) => [
      change(claims, { claim }, { review: review.stage, document }),
      put(claimReviews, { claim, block, log, ...review, document, actor, transaction }),
    ],
    BalanceRestated: ({ segment, insured, balance }) => [balanceOf(segment, insured, balance)],
  },
};
