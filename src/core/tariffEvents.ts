import type { AgreementSlot, Agreement } from "./agreement.ts";
import type { Hex } from "./bytes.ts";
import type { ClauseState, FreezeState, Trigger } from "./enums.ts";
import type { Plan, PlanSlot } from "./plans.ts";
import type { Jurisdiction, PackedRow } from "./rules.ts";

/** What came of a shadow run over past claims; amounts paid by the fund, in minor units. */
export interface Effect {
  claims: number;
  /** Of them, claims with another result. */
  changed: number;
  paidBefore: bigint;
  paidAfter: bigint;
  /** Digest of the run's report. */
  run: Hex;
}

/** A freeze of a row, a product or an agreement. `until`: Unix time; `party`: who may appeal, 0: any. */
export interface Freeze {
  until: number;
  state: FreezeState;
  jurisdiction: Jurisdiction;
  party: number;
  account: Hex;
}

export interface OfAgreement {
  agreement: Hex;
  slot: AgreementSlot;
  actor: Hex;
}

/** What the events of catalogues, benefit plans and agreements say. */
export interface TariffEvents {
  /** Of a jurisdiction's 40 bits, or an insurer's number. */
  RegisterOpened: { register: bigint; openedAt: number; actor: Hex };
  /** `closed`: each row's former version as it is now, 0: none; `proposal`: zeros: none. */
  RulesPublished: {
    jurisdiction: Jurisdiction;
    rows: PackedRow[];
    closed: bigint[];
    proposal: Hex;
    document: Hex;
    publisher: number;
    actor: Hex;
  };
  RulesProposed: {
    jurisdiction: Jurisdiction;
    rows: PackedRow[];
    proposal: Hex;
    document: Hex;
    proposer: number;
    actor: Hex;
  };
  ProposalTried: { proposal: Hex; effect: Effect; tester: number; actor: Hex };
  /** `version` 0: all of the code, of which there are `versions`. */
  RuleFrozen: {
    jurisdiction: Jurisdiction;
    code: Hex;
    version: number;
    versions: number;
    key: Hex;
  };
  /** `document`: digest of the reason, the appeal or the decision. */
  FreezeChanged: { key: Hex; freeze: Freeze; document: Hex; actor: Hex };
  /** `former`: the version before, zeros: none; its slot is `closed` now. */
  PlanPublished: {
    planId: Hex;
    plan: Plan;
    slot: PlanSlot;
    former: Hex;
    closed: PlanSlot;
    wasProposed: boolean;
    document: Hex;
    actor: Hex;
  };
  PlanProposed: { planId: Hex; plan: Plan; document: Hex; actor: Hex };
  AgreementDrafted: OfAgreement & { terms: Agreement };
  /** `document`: digest of the evidence, or zeros. */
  AgreementChanged: OfAgreement & { document: Hex; by: number };
  AgreementBreached: OfAgreement & {
    breaker: number;
    reporter: number;
    /** Unix time, excluded. */
    cureUntil: number;
    evidence: Hex;
  };
  /** `key`: see `clauseKey`; `debtor`: 0 for nobody. */
  ClauseFired: OfAgreement & {
    key: Hex;
    trigger: Trigger;
    confirmer: number;
    value: bigint;
    condition: Hex;
    state: ClauseState;
    debtor: number;
    evidence: Hex;
  };
  ClausePaid: {
    agreement: Hex;
    key: Hex;
    payer: Hex;
    payee: Hex;
    amount: bigint;
    actor: Hex;
  };
}
