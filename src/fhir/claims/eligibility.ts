/** FHIR CoverageEligibilityRequest and -Response in and out: is she insured, and what is left to use? */
import type { PlanLimits } from "../../core/tariff.ts";
import type { JsonObject } from "../json.ts";
import { textsAt } from "../json.ts";
import { listed } from "./claimOut.ts";
import {
  type Code,
  codeOf,
  coded,
  conceptOf,
  moneyOf,
  objectsAt,
  only,
  OWN,
  type Party,
  partyOf,
  Purse,
  TERMINOLOGY,
  textAt,
} from "./parts.ts";
import { readResource, type ReadOptions } from "./read.ts";

const BENEFIT = `${TERMINOLOGY}benefit-type`;
const OWN_BENEFIT = `${OWN}benefit`;

export interface EligibilityQuestion {
  readonly id: string | undefined;
  readonly status: string;
  /** auth-requirements, benefits, discovery, validation. */
  readonly purposes: readonly string[];
  readonly patient: Party;
  readonly created: string;
  readonly insurer: Party;
  readonly provider: Party | undefined;
  /** The day of the service, as FHIR writes it. */
  readonly serviced: string | undefined;
  readonly coverages: readonly Party[];
  /** What is asked about. */
  readonly services: readonly Code[];
}

/** Reads a CoverageEligibilityRequest. @throws FHIR_REFUSED, and as readResource */
export function readEligibilityRequest(
  source: Uint8Array | JsonObject,
  options: ReadOptions = {},
): EligibilityQuestion {
  const { resource } = readResource(source, ["CoverageEligibilityRequest"], options);
  const coverages = objectsAt(resource, "insurance").flatMap((o) => partyOf(o["coverage"]) ?? []);
  return {
    id: textAt(resource, "id"),
    status: textAt(resource, "status") ?? "",
    purposes: textsAt(resource, "purpose"),
    patient: partyOf(resource["patient"]) ?? {},
    created: textAt(resource, "created") ?? "",
    insurer: partyOf(resource["insurer"]) ?? {},
    provider: partyOf(resource["provider"]),
    serviced: textAt(resource, "servicedDate") ?? textAt(resource, "servicedPeriod.start"),
    coverages,
    services: objectsAt(resource, "item").flatMap(({ productOrService }) =>
      productOrService === undefined ? [] : [codeOf(productOrService)],
    ),
  };
}

/** A CoverageEligibilityRequest that `readEligibilityRequest` reads as the same facts. */
export const writeEligibilityRequest = (facts: EligibilityQuestion): JsonObject =>
  only({
    resourceType: "CoverageEligibilityRequest",
    id: facts.id,
    status: facts.status,
    purpose: facts.purposes,
    patient: facts.patient,
    servicedDate: facts.serviced,
    created: facts.created,
    provider: facts.provider,
    insurer: facts.insurer,
    insurance: listed(facts.coverages.map((coverage) => ({ coverage }))),
    item: listed(facts.services.map((code) => ({ productOrService: conceptOf(code) }))),
  });

/** A limit of the benefit year. HL7's words (benefit, deductible, copay ...), or ours. */
export interface Benefit {
  readonly type: string;
  /** Minor units. */
  readonly allowed: bigint | undefined;
  readonly used: bigint | undefined;
}

export interface EligibilityAnswer {
  readonly id: string | undefined;
  readonly status: string;
  readonly purposes: readonly string[];
  readonly patient: Party;
  readonly created: string;
  readonly request: Party;
  readonly insurer: Party;
  /** queued, complete, error, partial. */
  readonly outcome: string;
  readonly disposition: string | undefined;
  readonly serviced: string | undefined;
  readonly coverages: readonly {
    readonly coverage: Party;
    readonly inForce: boolean | undefined;
    readonly from: string | undefined;
    readonly until: string | undefined;
    readonly benefits: readonly Benefit[];
  }[];
  readonly currency: string | undefined;
}

/** What of a plan's limits the member has used. `deductible`: of the institution's grade. */
export function benefitsOf(
  limits: Pick<PlanLimits, "copay" | "cap" | "maximum"> & { deductible: bigint },
  used: { deductible: bigint; pool: bigint; own: bigint },
): Benefit[] {
  const { deductible, copay, cap, maximum } = limits;
  return [
    { type: "deductible", allowed: deductible, used: used.deductible },
    { type: "copay", allowed: copay, used: undefined },
    ...(cap === 0n ? [] : [{ type: "benefit", allowed: cap, used: used.pool }]),
    ...(maximum === 0n ? [] : [{ type: "out-of-pocket", allowed: maximum, used: used.own }]),
  ];
}

/** Reads a CoverageEligibilityResponse. @throws FHIR_REFUSED, and as readResource */
export function readEligibilityResponse(
  source: Uint8Array | JsonObject,
  options: ReadOptions = {},
): EligibilityAnswer {
  const { resource, refuse } = readResource(source, ["CoverageEligibilityResponse"], options);
  const purse = new Purse(refuse, options.currency);
  const at = "CoverageEligibilityResponse.insurance";
  const coverages = objectsAt(resource, "insurance").map((one, index) => {
    const items = objectsAt(one, "item").flatMap((item) => objectsAt(item, "benefit"));
    return {
      coverage: partyOf(one["coverage"]) ?? {},
      inForce: one["inforce"] as boolean | undefined,
      from: textAt(one, "benefitPeriod.start"),
      until: textAt(one, "benefitPeriod.end"),
      benefits: items.map((benefit) => ({
        type: codeOf(benefit["type"]).code ?? codeOf(benefit["type"]).text ?? "",
        allowed: purse.read(benefit["allowedMoney"], `${at}[${index}]`),
        used: purse.read(benefit["usedMoney"], `${at}[${index}]`),
      })),
    };
  });
  return {
    id: textAt(resource, "id"),
    status: textAt(resource, "status") ?? "",
    purposes: textsAt(resource, "purpose"),
    patient: partyOf(resource["patient"]) ?? {},
    created: textAt(resource, "created") ?? "",
    request: partyOf(resource["request"]) ?? {},
    insurer: partyOf(resource["insurer"]) ?? {},
    outcome: textAt(resource, "outcome") ?? "",
    disposition: textAt(resource, "disposition"),
    serviced: textAt(resource, "servicedDate") ?? textAt(resource, "servicedPeriod.start"),
    coverages,
    currency: purse.currency,
  };
}

/** A CoverageEligibilityResponse that `readEligibilityResponse` reads as the same facts. */
export function writeEligibilityResponse(facts: EligibilityAnswer): JsonObject {
  const { currency } = facts;
  const money = (amount: bigint | undefined) =>
    amount === undefined || currency === undefined ? undefined : moneyOf(amount, currency);
  const benefitNode = ({ type, allowed, used }: Benefit): JsonObject =>
    only({
      type: coded(type === "out-of-pocket" ? OWN_BENEFIT : BENEFIT, type),
      allowedMoney: money(allowed),
      usedMoney: money(used),
    });
  const term = coded(`${TERMINOLOGY}benefit-term`, "annual");
  return only({
    resourceType: "CoverageEligibilityResponse",
    id: facts.id,
    status: facts.status,
    purpose: facts.purposes,
    patient: facts.patient,
    servicedDate: facts.serviced,
    created: facts.created,
    request: facts.request,
    outcome: facts.outcome,
    disposition: facts.disposition,
    insurer: facts.insurer,
    insurance: listed(
      facts.coverages.map(({ coverage, inForce, from, until, benefits }) =>
        only({
          coverage,
          inforce: inForce,
          benefitPeriod: (from ?? until) ? only({ start: from, end: until }) : undefined,
          item: benefits.length > 0 ? [{ term, benefit: benefits.map(benefitNode) }] : undefined,
        }),
      ),
    ),
  });
}
