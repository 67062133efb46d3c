/** Agreements of insurers with institutions; contracts/types/Agreement.sol has the same structs. */
import { fromHex, type Hex, keccak256, toHex, concatBytes } from "./bytes.ts";
import { AGREEMENT_STATES, type AgreementState, TRIGGERS, type Trigger } from "./enums.ts";
import { itemsOf } from "./plans.ts";
import { ProofTree } from "./rules.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/** As both parties sign it. Days are Modified Julian Days, times Unix seconds. */
export interface Agreement {
  insurer: number;
  institution: number;
  /** Salted digest of the legal text. */
  text: Hex;
  /** Codes of the governing law and of the route of disputes: ASCII from the left, or digests. */
  law: Hex;
  disputes: Hex;
  from: number;
  /** The first day on which it no longer holds. */
  until: number;
  /** Service items that may be billed (`maskOfItems`). */
  services: bigint;
  /** Of group prices, 10,000 is 1. */
  factor: number;
  /** Days of either party's notice. */
  notice: number;
  /** Days in which a breach may be cured. */
  cure: number;
  /** Root of the clauses (`clauseTree`); zeros: none. */
  clauses: Hex;
  /** Until when it may be signed. */
  deadline: number;
}

/** The id of an agreement, which both parties sign. */
export const agreementId = (a: Agreement): Hex =>
  hashStruct("Agreement", [
    a.insurer,
    a.institution,
    a.text,
    a.law,
    a.disputes,
    a.from,
    a.until,
    a.services,
    a.factor,
    a.notice,
    a.cure,
    a.clauses,
    a.deadline,
  ]);

/** What follows when its condition is met. `value`: minor units, or service items. */
export interface Clause {
  trigger: Trigger;
  /** Who says that the condition is met. */
  confirmer: number;
  value: bigint;
  /** Salted digest of the condition's text. */
  condition: Hex;
}

/** A clause as contracts take it. */
export const packedClause = ({ trigger, ...clause }: Clause) => ({
  ...clause,
  trigger: TRIGGERS.indexOf(trigger),
});

export const clauseHash = (c: ReturnType<typeof packedClause>): Hex =>
  hashStruct("Clause", [c.trigger, c.confirmer, c.value, c.condition]);

export const clauseLeaf = (clause: Clause): Hex => clauseHash(packedClause(clause));

export const clauseTree = (clauses: readonly Clause[]): ProofTree =>
  new ProofTree(clauses.map(clauseLeaf).toSorted());

/** Under which a clause of an agreement is kept. */
export const clauseKey = (agreement: Hex, clause: Clause): Hex =>
  toHex(keccak256(concatBytes(fromHex(agreement, 32), fromHex(clauseLeaf(clause), 32))));

/** The slot of an agreement. */
export interface AgreementSlot {
  state: AgreementState;
  from: number;
  until: number;
  services: number[];
  factor: number;
  /** Unix time; a time past: it is not frozen. */
  frozenUntil: number;
  /** How often its services changed. */
  changes: number;
  signedBy: ("INSURER" | "INSTITUTION")[];
  breaker?: "INSURER" | "INSTITUTION";
}

export function agreementOf(word: bigint): AgreementSlot {
  const marks = bitsOf(word, 248, 8);
  const breaker = marks & 4 ? "INSTITUTION" : marks & 8 ? "INSURER" : undefined;
  return {
    state: AGREEMENT_STATES[bitsOf(word, 0, 8)]!,
    from: bitsOf(word, 8, 24),
    until: bitsOf(word, 32, 24),
    services: itemsOf(BigInt.asUintN(128, word >> 56n)),
    factor: bitsOf(word, 184, 16),
    frozenUntil: bitsOf(word, 200, 40),
    changes: bitsOf(word, 240, 8),
    signedBy: [
      ...(marks & 1 ? (["INSURER"] as const) : []),
      ...(marks & 2 ? (["INSTITUTION"] as const) : []),
    ],
    ...(breaker === undefined ? {} : { breaker }),
  };
}
