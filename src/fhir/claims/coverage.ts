/** FHIR Coverage in and out: under which plan a person is insured, and from when until when. */
import type { JsonObject } from "../json.ts";
import { listed } from "./claimOut.ts";
import {
  codeOf,
  coded,
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

const COPAY_TYPE = `${TERMINOLOGY}coverage-copay-type`;
const CLASS = `${TERMINOLOGY}coverage-class`;

/** What the insured pays of each kind of cost; HL7's words, such as deductible, copay, maxoutofpocket. */
export interface Cost {
  readonly type: string;
  /** Minor units; undefined where it is a share or in words alone. */
  readonly amount: bigint | undefined;
}

export interface CoverageFacts {
  readonly id: string | undefined;
  readonly status: string;
  readonly insured: Party;
  readonly insurers: readonly Party[];
  readonly subscriberId: string | undefined;
  /** Code of the plan. */
  readonly plan: string | undefined;
  /** Days or times as FHIR writes them, both included. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly costs: readonly Cost[];
  readonly currency: string | undefined;
}

/** Reads a Coverage. @throws FHIR_REFUSED, and as readResource */
export function readCoverage(
  source: Uint8Array | JsonObject,
  options: ReadOptions = {},
): CoverageFacts {
  const { resource, refuse } = readResource(source, ["Coverage"], options);
  const purse = new Purse(refuse, options.currency);
  const costs = objectsAt(resource, "costToBeneficiary").map((cost, at) => ({
    type: codeOf(cost["type"]).code ?? codeOf(cost["type"]).text ?? "",
    amount: purse.read(cost["valueMoney"], `Coverage.costToBeneficiary[${at}]`),
  }));
  const plan = objectsAt(resource, "class").find((one) => codeOf(one["type"]).code === "plan");
  return {
    id: textAt(resource, "id"),
    status: textAt(resource, "status") ?? "",
    insured: partyOf(resource["beneficiary"]) ?? {},
    insurers: objectsAt(resource, "payor").flatMap((payor) => partyOf(payor) ?? []),
    subscriberId: textAt(resource, "subscriberId"),
    plan: textAt(plan, "value"),
    from: textAt(resource, "period.start"),
    until: textAt(resource, "period.end"),
    costs,
    currency: purse.currency,
  };
}

/** A Coverage that `readCoverage` reads as the same facts; costs without an amount are left out. */
export function writeCoverage(facts: CoverageFacts): JsonObject {
  const { from, until, plan, currency, costs } = facts;
  return only({
    resourceType: "Coverage",
    id: facts.id,
    status: facts.status,
    subscriberId: facts.subscriberId,
    beneficiary: facts.insured,
    period: (from ?? until) ? only({ start: from, end: until }) : undefined,
    payor: facts.insurers,
    class: plan === undefined ? undefined : [{ type: coded(CLASS, "plan"), value: plan }],
    costToBeneficiary: listed(
      costs.flatMap(({ type, amount }) =>
        amount === undefined || currency === undefined
          ? []
          : [{ type: coded(COPAY_TYPE, type), valueMoney: moneyOf(amount, currency) }],
      ),
    ),
  });
}
