/** FHIR PaymentReconciliation in and out: one payment, and the claims that it is for. */
import { fail } from "../../core/errors.ts";
import { sumOf } from "../../core/settlement.ts";
import type { JsonObject } from "../json.ts";
import { listed } from "./claimOut.ts";
import {
  codeOf,
  coded,
  type Identifier,
  identifierOf,
  moneyOf,
  objectsAt,
  only,
  type Party,
  partyOf,
  Purse,
  TERMINOLOGY,
  textAt,
} from "./parts.ts";
import { readResource, type ReadOptions } from "./read.ts";

const PAYMENT = `${TERMINOLOGY}payment-type`;

/** A part of a payment. Below 0: what is kept back, as of a debt. */
export interface PaymentDetail {
  readonly identifier: Identifier | undefined;
  /** payment, adjustment, advance. */
  readonly type: string;
  readonly claim: Party | undefined;
  readonly response: Party | undefined;
  readonly payee: Party | undefined;
  readonly date: string | undefined;
  /** Minor units; undefined where none is named. */
  readonly amount: bigint | undefined;
}

export interface PaymentFacts {
  readonly id: string | undefined;
  readonly identifier: Identifier | undefined;
  readonly status: string;
  readonly created: string;
  /** Days that it is for. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly issuer: Party | undefined;
  readonly payee: Party | undefined;
  readonly outcome: string | undefined;
  readonly disposition: string | undefined;
  readonly date: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly paymentIdentifier: Identifier | undefined;
  readonly details: readonly PaymentDetail[];
}

/** What the payment has beyond its parts: 0 if it adds up. HL7's own example does not. */
export const unexplained = ({ amount, details }: PaymentFacts): bigint =>
  amount - sumOf(details.map((detail) => detail.amount ?? 0n));

/** Reads a PaymentReconciliation. @throws FHIR_REFUSED, and as readResource */
export function readPayment(
  source: Uint8Array | JsonObject,
  options: ReadOptions = {},
): PaymentFacts {
  const { resource, refuse } = readResource(source, ["PaymentReconciliation"], options);
  const purse = new Purse(refuse, options.currency);
  const path = "PaymentReconciliation.paymentAmount";
  const amount = purse.read(resource["paymentAmount"], path);
  if (amount === undefined) return refuse("required", path, "an amount");
  const details = objectsAt(resource, "detail").map((one, at) => ({
    identifier: identifierOf(one["identifier"]),
    type: codeOf(one["type"]).code ?? codeOf(one["type"]).text ?? "",
    claim: partyOf(one["request"]),
    response: partyOf(one["response"]),
    payee: partyOf(one["payee"]),
    date: textAt(one, "date"),
    amount: purse.read(one["amount"], `PaymentReconciliation.detail[${at}].amount`),
  }));
  const [identifier] = objectsAt(resource, "identifier").flatMap((one) => identifierOf(one) ?? []);
  return {
    id: textAt(resource, "id"),
    identifier,
    status: textAt(resource, "status") ?? "",
    created: textAt(resource, "created") ?? "",
    from: textAt(resource, "period.start"),
    until: textAt(resource, "period.end"),
    issuer: partyOf(resource["paymentIssuer"]),
    payee: partyOf(resource["requestor"]),
    outcome: textAt(resource, "outcome"),
    disposition: textAt(resource, "disposition"),
    date: textAt(resource, "paymentDate") ?? "",
    amount,
    currency: purse.currency ?? "",
    paymentIdentifier: identifierOf(resource["paymentIdentifier"]),
    details,
  };
}

/**
 * A PaymentReconciliation that `readPayment` reads as the same facts.
 * @throws SETTLEMENT_UNBALANCED unless the parts add up to the payment
 */
export function writePayment(facts: PaymentFacts): JsonObject {
  const { from, until, amount, currency, details, identifier } = facts;
  const left = sumOf(details.map((detail) => detail.amount ?? 0n));
  if (left !== amount) {
    fail("SETTLEMENT_UNBALANCED", { identity: "details = payment", line: 0, left, right: amount });
  }
  return only({
    resourceType: "PaymentReconciliation",
    id: facts.id,
    identifier: identifier && [identifier],
    status: facts.status,
    period: (from ?? until) ? only({ start: from, end: until }) : undefined,
    created: facts.created,
    paymentIssuer: facts.issuer,
    requestor: facts.payee,
    outcome: facts.outcome,
    disposition: facts.disposition,
    paymentDate: facts.date,
    paymentAmount: moneyOf(amount, currency),
    paymentIdentifier: facts.paymentIdentifier,
    detail: listed(
      details.map((detail) =>
        only({
          identifier: detail.identifier,
          type: coded(PAYMENT, detail.type),
          request: detail.claim,
          response: detail.response,
          date: detail.date,
          payee: detail.payee,
          amount: detail.amount === undefined ? undefined : moneyOf(detail.amount, currency),
        }),
      ),
    ),
  });
}
