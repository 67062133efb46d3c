/** FHIR Claim, written; and what of a claim goes to the chain. */
import { MOST_MINOR } from "../../core/money.ts";
import type { Setting } from "../../core/enums.ts";
import { sumOf } from "../../core/settlement.ts";
import type { JsonObject } from "../json.ts";
import { type ClaimedLine, type ClaimFacts, SETTING_SYSTEM } from "./claim.ts";
import {
  coded,
  conceptOf,
  extension,
  momentOf,
  moneyOf,
  only,
  refusing,
  TERMINOLOGY,
} from "./parts.ts";

const TYPES: Readonly<Partial<Record<Setting, string>>> = {
  PHARMACY: "pharmacy",
  INPATIENT: "institutional",
};

/** A Claim that `readClaim` reads as the same facts. */
export function writeClaim(facts: ClaimFacts): JsonObject {
  const { id, invoice, currency, insurer, lines, total, replaces, setting } = facts;
  const priced = (amount: bigint | undefined) =>
    amount === undefined || currency === undefined ? undefined : moneyOf(amount, currency);
  return only({
    resourceType: "Claim",
    id,
    identifier:
      invoice && (invoice.system !== undefined || invoice.value !== id) ? [invoice] : undefined,
    status: facts.status,
    type: coded(`${TERMINOLOGY}claim-type`, facts.type || (TYPES[setting] ?? "professional")),
    subType: coded(SETTING_SYSTEM, setting),
    use: facts.use,
    patient: facts.patient,
    billablePeriod: { start: momentOf(facts.start), end: momentOf(facts.start + facts.length) },
    created: facts.created,
    insurer,
    provider: facts.provider,
    priority: coded(`${TERMINOLOGY}processpriority`, "normal"),
    related: replaces && [
      {
        claim: replaces,
        relationship: coded(`${TERMINOLOGY}ex-relatedclaimrelationship`, "prior"),
      },
    ],
    diagnosis: listed(
      facts.diagnoses.map((code, at) => ({
        sequence: at + 1,
        diagnosisCodeableConcept: conceptOf(code),
      })),
    ),
    insurance: [{ sequence: 1, focal: true, coverage: facts.coverage }],
    item: listed(lines.map((line) => only({ ...itemOf(line), net: priced(line.charge) }))),
    total: priced(total),
  });
}

export const listed = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length > 0 ? items : undefined;

/** What a Claim and an ExplanationOfBenefit say alike of a line. */
export const itemOf = (line: ClaimedLine): JsonObject =>
  only({
    extension: line.traceCode ? [extension("trace-code", line.traceCode)] : undefined,
    sequence: line.sequence,
    diagnosisSequence: listed(line.diagnoses),
    productOrService: conceptOf(line.code),
    servicedPeriod: { start: momentOf(line.start) },
    quantity: { value: line.quantity },
    encounter: listed(line.records.map((reference) => ({ reference }))),
  });

/** What is billed on a line, in the fields of `ClaimLine` (contracts/types/Claim.sol) that the claim itself tells. */
export interface BilledFacts {
  readonly charge: bigint;
  readonly quantity: bigint;
  /** Seconds after the claim's start. */
  readonly offset: bigint;
  /** The first diagnosis of the line, from 1; 0: none named. */
  readonly diagnosis: bigint;
  /** Place of its first record in `evidence`, from 1; 0: none. */
  readonly record: bigint;
}

export interface Billed {
  readonly lines: readonly BilledFacts[];
  /** References to records, each once, in the order of the lines. */
  readonly evidence: readonly string[];
}

/** What the total has beyond the priced lines: below 0 if they cost more; 0 without a total. */
export const unitemised = ({ lines, total }: ClaimFacts): bigint =>
  total === undefined ? 0n : total - sumOf(lines.map(({ charge }) => charge ?? 0n));

/**
 * The lines as they are billed. What the total has beyond the priced lines is the charge of the first
 * line without a price; other lines without one cost nothing.
 * @throws FHIR_REFUSED if lines and total do not agree, or a figure does not fit a line's word
 */
export function billedLines(facts: ClaimFacts, where = "The document"): Billed {
  const refuse = refusing(where);
  const rest = unitemised(facts);
  const open = facts.lines.findIndex(({ charge }) => charge === undefined);
  if (rest < 0n || (rest > 0n && open < 0)) refuse("total", "Claim.total", "the sum of its lines");
  const evidence = [...new Set(facts.lines.flatMap(({ records }) => records))];
  const places = new Map(evidence.map((reference, at) => [reference, at + 1]));
  const fit = (value: number | bigint, most: bigint, path: string): bigint => {
    const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
    if (!isWhole || value < 0 || value > most) {
      refuse("range", path, `a whole number up to ${most}`);
    }
    return BigInt(value);
  };
  const lines = facts.lines.map((line, at) => {
    const path = `Claim.item[${at}]`;
    const [first] = line.records;
    return {
      charge: fit(at === open ? rest : (line.charge ?? 0n), MOST_MINOR, `${path}.net`),
      quantity: fit(line.quantity, 0xffffffn, `${path}.quantity`),
      offset: fit(line.start - facts.start, 0xffffffn, `${path}.serviced`),
      diagnosis: fit(line.diagnoses[0] ?? 0, 0xffn, `${path}.diagnosisSequence`),
      record: fit(first === undefined ? 0 : places.get(first)!, 0xffffn, `${path}.encounter`),
    };
  });
  return { lines, evidence };
}
