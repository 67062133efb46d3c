import type { SupplementEvent } from "../../core/claimEvents.ts";
import type { DomainFold } from "../fold.ts";
import { put, table } from "../table.ts";

/**
 * Whose claims are assigned to which supplementary cover: two pseudonyms of one person. Sensitive.
 * `until`: Modified Julian Day, 0: ended.
 */
export const assignments = table(
  "assignments",
  { insured: "bytes", segment: "bytes" },
  {
    holder: "bytes",
    until: "integer",
    number: "integer",
    epoch: "integer",
    holderEpoch: "integer",
  },
  ["segment"],
  ["holder"],
);

/** What supplementary insurers did with claims; amounts in minor units, as decimals. */
export const supplements = table(
  "supplements",
  { claim: "bytes", segment: "bytes" },
  {
    insured: "bytes",
    state: "text",
    paid: "text",
    deductible: "text",
    own: "text",
    at: "integer",
    decision: "text",
    document: "bytes",
    block: "integer",
    log: "integer",
    transaction: "bytes",
  },
  ["segment"],
  ["insured"],
);

/** What all supplements paid of a claim. */
export const supplementTotals = table("supplementTotals", { claim: "bytes" }, { total: "text" });

/** Balances of supplementary segments. */
export const supplementBalances = table(
  "supplementBalances",
  { segment: "bytes" },
  { deductible: "text", pool: "text", own: "text", claims: "integer" },
);

export const supplementFold: DomainFold<SupplementEvent> = {
  tables: { assignments, supplements, supplementTotals, supplementBalances },
  folds: {
    BenefitsAssigned: ({ insured, segment, holder, slot }) => [
      put(assignments, { insured, segment, holder, ...slot }),
    ],
    SupplementChanged: (event, { block, log, transaction }) => {
      const { claim, segment, insured, slot, total, balance, document } = event;
      return [
        put(supplements, {
          claim,
          segment,
          insured,
          state: slot.state,
          paid: String(slot.paid),
          deductible: String(slot.deductible),
          own: String(slot.own),
          at: slot.at,
          decision: String(slot.decision),
          document,
          block,
          log,
          transaction,
        }),
        put(supplementTotals, { claim, total: String(total) }),
        put(supplementBalances, {
          segment,
          deductible: String(balance.deductible),
          pool: String(balance.pool),
          own: String(balance.own),
          claims: balance.claims,
        }),
      ];
    },
  },
};
