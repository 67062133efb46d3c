import type { AgreementSlot } from "../../core/agreement.ts";
import { type Hex, ZERO32 } from "../../core/bytes.ts";
import type { DomainFold, Place } from "../fold.ts";
import { type Assignment, change, put, table } from "../table.ts";

/**
 * Agreements of insurers with institutions. Days are Modified Julian Days; `services`: the items that
 * may be billed from now on. A freeze of an agreement stands among the freezes, by its id.
 */
export const agreements = table(
  "agreements",
  { agreement: "bytes" },
  {
    insurer: "integer",
    institution: "integer",
    text: "bytes",
    law: "bytes",
    disputes: "bytes",
    from: "integer",
    until: "integer",
    services: "list",
    factor: "integer",
    notice: "integer",
    cure: "integer",
    clauses: "bytes",
    deadline: "integer",
    state: "text",
    breaker: "text?",
    reporter: "integer?",
    cureUntil: "integer?",
  },
  ["insurer"],
  ["institution"],
);

/** What happened to agreements. `document`: digest, where it has one; `by`: the institution. */
export const agreementSteps = table(
  "agreementSteps",
  { block: "integer", log: "integer" },
  {
    agreement: "bytes",
    state: "text",
    document: "bytes?",
    by: "integer?",
    time: "integer",
    actor: "bytes",
    transaction: "bytes",
  },
  ["agreement"],
);

/** Clauses that fired, by `clauseKey`; `value`: minor units, or service items; `debtor` 0: nobody. */
export const clauses = table(
  "clauses",
  { key: "bytes" },
  {
    agreement: "bytes",
    trigger: "text",
    confirmer: "integer",
    value: "text",
    condition: "bytes",
    state: "text",
    debtor: "integer",
    evidence: "bytes",
    firedAt: "integer",
    paidAt: "integer?",
    payer: "bytes?",
    payee: "bytes?",
  },
  ["agreement"],
);

export type AgreementEvent =
  "AgreementDrafted" | "AgreementChanged" | "AgreementBreached" | "ClauseFired" | "ClausePaid";

/** What of an agreement changes. */
const slotOf = ({ state, from, until, services, breaker }: AgreementSlot) => ({
  state,
  from,
  until,
  services: services.map(String),
  breaker: breaker ?? null,
});

interface OfAgreement {
  agreement: Hex;
  slot: AgreementSlot;
  actor: Hex;
  document?: Hex;
  by?: number;
}

const step = ({ agreement, slot, actor, document, by }: OfAgreement, at: Place): Assignment => {
  const { block, log, time, transaction } = at;
  return put(agreementSteps, {
    block,
    log,
    agreement,
    state: slot.state,
    ...(document === undefined || document === ZERO32 ? {} : { document }),
    ...(by === undefined ? {} : { by }),
    time,
    actor,
    transaction,
  });
};

export const agreementFold: DomainFold<AgreementEvent> = {
  tables: { agreements, agreementSteps, clauses },
  folds: {
    AgreementDrafted: (event, at) => {
      const { from: _, until: __, services: ___, ...terms } = event.terms;
      const { agreement, slot } = event;
      return [put(agreements, { agreement, ...terms, ...slotOf(slot) }), step(event, at)];
    },
    AgreementChanged: (event, at) => [
      change(agreements, { agreement: event.agreement }, slotOf(event.slot)),
      step(event, at),
    ],
    AgreementBreached: ({ reporter, cureUntil, evidence, ...event }, at) => [
      change(
        agreements,
        { agreement: event.agreement },
        { ...slotOf(event.slot), reporter, cureUntil },
      ),
      step({ ...event, document: evidence, by: reporter }, at),
    ],
    ClauseFired: ({ agreement, slot, key, trigger, confirmer, value, ...event }, at) => [
      change(agreements, { agreement }, slotOf(slot)),
      put(clauses, {
        key,
        agreement,
        trigger,
        confirmer,
        value: String(value),
        condition: event.condition,
        state: event.state,
        debtor: event.debtor,
        evidence: event.evidence,
        firedAt: at.time,
      }),
    ],
    ClausePaid: ({ key, payer, payee }, { time }) => [
      change(clauses, { key }, { state: "DONE", paidAt: time, payer, payee }),
    ],
  },
};
