import { agreementOf } from "../core/agreement.ts";
import type { Hex } from "../core/bytes.ts";
import { CLAUSE_STATES, FREEZE_STATES, TRIGGERS } from "../core/enums.ts";
import { type Plan, planSlotOf } from "../core/plans.ts";
import { jurisdictionOf, type PackedRow } from "../core/rules.ts";
import { event } from "./eventSource.ts";

const catalogue = event("catalogue");
const plans = event("benefitPlans");
const agreements = event("agreements");

const rowOf = (row: {
  code: string;
  version: bigint;
  rule: bigint;
  indications: string;
}): PackedRow => ({
  code: row.code as Hex,
  version: Number(row.version),
  rule: row.rule,
  indications: row.indications as Hex,
});

interface RowsEvent {
  jurisdiction: bigint;
  rows: readonly Parameters<typeof rowOf>[0][];
  proposal: string;
  document: string;
  actor: string;
}

const rowsEvent = (e: RowsEvent) => ({
  jurisdiction: jurisdictionOf(e.jurisdiction),
  rows: e.rows.map(rowOf),
  proposal: e.proposal as Hex,
  document: e.document as Hex,
  actor: e.actor as Hex,
});

interface PlanEvent {
  planId: string;
  plan: Record<"code" | "weights" | "chronic", string> &
    Record<"insurer" | "limits" | "shares" | "terms", bigint>;
  document: string;
  actor: string;
}

const planEvent = ({ planId, plan, document, actor }: PlanEvent) => ({
  planId: planId as Hex,
  plan: {
    insurer: Number(plan.insurer),
    code: plan.code as Hex,
    limits: plan.limits,
    shares: plan.shares,
    terms: plan.terms,
    weights: plan.weights as Hex,
    chronic: plan.chronic as Hex,
  } satisfies Plan,
  document: document as Hex,
  actor: actor as Hex,
});

const agreementEvent = (e: { agreement: string; word: bigint; actor: string }) => ({
  agreement: e.agreement as Hex,
  slot: agreementOf(e.word),
  actor: e.actor as Hex,
});

/** How the events of catalogues, benefit plans and agreements are read. */
export const tariffEvents = {
  RegisterOpened: event("catalogue", "benefitPlans")("RegisterOpened", (e) => ({
    register: BigInt(e.register),
    openedAt: Number(e.openedAt),
    actor: e.actor as Hex,
  })),
  RulesPublished: catalogue("RulesPublished", (e) => ({
    ...rowsEvent(e),
    closed: [...e.closed],
    publisher: Number(e.publisher),
  })),
  RulesProposed: catalogue("RulesProposed", (e) => ({
    ...rowsEvent(e),
    proposer: Number(e.proposer),
  })),
  ProposalTried: event("catalogue", "benefitPlans")("ProposalTried", (e) => ({
    proposal: e.proposal as Hex,
    effect: {
      claims: Number(e.effect.claims),
      changed: Number(e.effect.changed),
      paidBefore: e.effect.paidBefore,
      paidAfter: e.effect.paidAfter,
      run: e.effect.run as Hex,
    },
    tester: Number(e.tester),
    actor: e.actor as Hex,
  })),
  RuleFrozen: catalogue("RuleFrozen", (e) => ({
    jurisdiction: jurisdictionOf(e.jurisdiction),
    code: e.code as Hex,
    version: Number(e.version),
    versions: Number(e.versions),
    key: e.key as Hex,
  })),
  FreezeChanged: event("catalogue", "agreements")("FreezeChanged", (e) => ({
    key: e.key as Hex,
    freeze: {
      until: Number(e.freeze.until),
      state: FREEZE_STATES[Number(e.freeze.state)]!,
      jurisdiction: jurisdictionOf(e.freeze.jurisdiction),
      party: Number(e.freeze.party),
      account: e.freeze.account as Hex,
    },
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
  PlanPublished: plans("PlanPublished", (e) => ({
    ...planEvent(e),
    slot: planSlotOf(e.word),
    former: e.former as Hex,
    closed: planSlotOf(e.closed),
    wasProposed: e.wasProposed,
  })),
  PlanProposed: plans("PlanProposed", planEvent),
  AgreementDrafted: agreements("AgreementDrafted", (e) => ({
    ...agreementEvent(e),
    terms: {
      insurer: Number(e.terms.insurer),
      institution: Number(e.terms.institution),
      text: e.terms.text as Hex,
      law: e.terms.law as Hex,
      disputes: e.terms.disputes as Hex,
      from: Number(e.terms.from),
      until: Number(e.terms.until),
      services: e.terms.services,
      factor: Number(e.terms.factor),
      notice: Number(e.terms.notice),
      cure: Number(e.terms.cure),
      clauses: e.terms.clauses as Hex,
      deadline: Number(e.terms.deadline),
    },
  })),
  AgreementChanged: agreements("AgreementChanged", (e) => ({
    ...agreementEvent(e),
    document: e.document as Hex,
    by: Number(e.by),
  })),
  AgreementBreached: agreements("AgreementBreached", (e) => ({
    ...agreementEvent(e),
    breaker: Number(e.breaker),
    reporter: Number(e.reporter),
    cureUntil: Number(e.cureUntil),
    evidence: e.evidence as Hex,
  })),
  ClauseFired: agreements("ClauseFired", (e) => ({
    ...agreementEvent(e),
    key: e.key as Hex,
    trigger: TRIGGERS[Number(e.clause.trigger)]!,
    confirmer: Number(e.clause.confirmer),
    value: e.clause.value,
    condition: e.clause.condition as Hex,
    state: CLAUSE_STATES[Number(e.state)]!,
    debtor: Number(e.debtor),
    evidence: e.evidence as Hex,
  })),
  ClausePaid: agreements("ClausePaid", (e) => ({
    agreement: e.agreement as Hex,
    key: e.key as Hex,
    payer: e.payer as Hex,
    payee: e.payee as Hex,
    amount: e.amount,
    actor: e.actor as Hex,
  })),
};
