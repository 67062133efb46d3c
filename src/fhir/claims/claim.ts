/** FHIR Claim, read: what an institution bills. */
import { SETTINGS, type Setting } from "../../core/enums.ts";
import { sumOf } from "../../core/settlement.ts";
import { isObject, type JsonObject, textsAt } from "../json.ts";
import {
  type Code,
  codeOf,
  extensionCodes,
  type Identifier,
  identifierOf,
  lastSecondOf,
  objectsAt,
  OWN,
  ownCode,
  type Party,
  partyOf,
  Purse,
  type Refuse,
  secondsOf,
  textAt,
} from "./parts.ts";
import { readResource, type ReadOptions } from "./read.ts";

/** One line of a claim. */
export interface ClaimedLine {
  /** Its number on the claim. */
  readonly sequence: number;
  readonly code: Code;
  /** Minor units; undefined where the document has no price. */
  readonly charge: bigint | undefined;
  readonly quantity: number;
  /** When it was done, Unix seconds. */
  readonly start: number;
  /** Places in the claim's diagnoses, from 1. */
  readonly diagnoses: readonly number[];
  /** References to records that show that it was done. */
  readonly records: readonly string[];
  /** Of a dispensed unit of a drug. */
  readonly traceCode?: string;
}

/** What a claim says. Amounts are minor units of its one currency, times Unix seconds. */
export interface ClaimFacts {
  readonly id: string | undefined;
  /** Its first identifier, else its id. */
  readonly invoice: Identifier | undefined;
  readonly status: string;
  readonly use: string;
  /** institutional, oral, pharmacy, professional, vision. */
  readonly type: string;
  readonly setting: Setting;
  readonly created: string;
  readonly patient: Party;
  readonly provider: Party;
  readonly insurer: Party | undefined;
  readonly coverage: Party;
  /** undefined if it names no amount. */
  readonly currency: string | undefined;
  readonly start: number;
  /** Seconds. */
  readonly length: number;
  readonly diagnoses: readonly Code[];
  readonly lines: readonly ClaimedLine[];
  readonly total: bigint | undefined;
  /** The claim that this one takes the place of. */
  readonly replaces: Party | undefined;
}

export const SETTING_SYSTEM = `${OWN}setting`;
const DAY = 86_400;

/**
 * Reads a Claim.
 * @throws FHIR_REFUSED; also for two lines of one number, a diagnosis that cannot be told, a line that
 * names one which is not there, amounts in two currencies or below 0; and as readResource
 */
export function readClaim(source: Uint8Array | JsonObject, options: ReadOptions = {}): ClaimFacts {
  const { resource, refuse } = readResource(source, ["Claim"], options);
  const purse = new Purse(refuse, options.currency);
  const { start, length } = periodOf(resource);
  const diagnoses = diagnosesOf(resource, refuse, options.resolve);
  const lines = linesOf(resource, refuse, { purse, start, places: diagnoses.places });
  const total = purse.read(resource["total"], "Claim.total");
  if (total !== undefined && total < 0n) refuse("amount", "Claim.total", "0 or more");
  const type = codeOf(resource["type"]).code ?? "";
  const replaced = objectsAt(resource, "related").find(
    (one) => codeOf(one["relationship"]).code === "prior",
  );
  return {
    id: textAt(resource, "id"),
    invoice: invoiceOf(resource),
    status: textAt(resource, "status") ?? "",
    use: textAt(resource, "use") ?? "",
    type,
    setting: settingOf(resource, type, length),
    created: textAt(resource, "created") ?? "",
    patient: partyOf(resource["patient"]) ?? {},
    provider: partyOf(resource["provider"]) ?? {},
    insurer: partyOf(resource["insurer"]),
    coverage: partyOf(focalCoverage(resource)) ?? {},
    currency: purse.currency,
    start,
    length,
    diagnoses: diagnoses.codes,
    lines,
    total,
    replaces: partyOf(replaced?.["claim"]),
  };
}

const invoiceOf = (resource: JsonObject): Identifier | undefined => {
  const [first] = objectsAt(resource, "identifier").flatMap((one) => identifierOf(one) ?? []);
  const id = textAt(resource, "id");
  return first ?? (id === undefined ? undefined : { value: id });
};

const focalCoverage = (resource: JsonObject): unknown => {
  const all = objectsAt(resource, "insurance");
  return (all.find(({ focal }) => focal === true) ?? all[0])?.["coverage"];
};

function periodOf(resource: JsonObject): { start: number; length: number } {
  const dated = textsAt(resource, "item.servicedDate", "item.servicedPeriod.start");
  const serviced = dated.flatMap((text) => secondsOf(text) ?? []);
  const begin = secondsOf(textAt(resource, "billablePeriod.start"));
  const created = secondsOf(textAt(resource, "created")) ?? 0;
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b));
  const start = begin ?? (serviced.length > 0 ? least(serviced) : created);
  const end = lastSecondOf(textAt(resource, "billablePeriod.end")) ?? start;
  return { start, length: Math.max(0, end - start) };
}

/** Ours says it; else a pharmacy's is PHARMACY, an institution's of a day or more INPATIENT. */
function settingOf(resource: JsonObject, type: string, length: number): Setting {
  const own = ownCode(resource["subType"], SETTING_SYSTEM);
  const known = SETTINGS.find((one) => one === own);
  if (known) return known;
  if (type === "pharmacy") return "PHARMACY";
  return type === "institutional" && length >= DAY ? "INPATIENT" : "OUTPATIENT";
}

function diagnosesOf(
  resource: JsonObject,
  refuse: Refuse,
  resolve: ReadOptions["resolve"],
): { codes: Code[]; places: ReadonlyMap<number, number> } {
  const places = new Map<number, number>();
  const codes = objectsAt(resource, "diagnosis").map((one, index) => {
    const path = `Claim.diagnosis[${index}]`;
    const sequence = one["sequence"] as number;
    if (places.has(sequence)) refuse("sequence", path, "a number of its own");
    places.set(sequence, index + 1);
    const reference = textAt(one, "diagnosisReference.reference");
    const found = reference?.startsWith("#")
      ? objectsAt(resource, "contained").find(({ id }) => `#${String(id)}` === reference)
      : reference && resolve?.(reference);
    const concept =
      one["diagnosisCodeableConcept"] ?? (isObject(found) ? found["code"] : undefined);
    const code = codeOf(concept);
    if (code.code === undefined && code.text === undefined) {
      refuse("reference", path, "a diagnosis that can be told");
    }
    return code;
  });
  return { codes, places };
}

interface Context {
  readonly purse: Purse;
  readonly start: number;
  readonly places: ReadonlyMap<number, number>;
}

function linesOf(resource: JsonObject, refuse: Refuse, { purse, start, places }: Context) {
  const sequences = new Set<unknown>();
  return objectsAt(resource, "item").map((item, index): ClaimedLine => {
    const path = `Claim.item[${index}]`;
    const sequence = item["sequence"] as number;
    if (sequences.has(sequence)) refuse("sequence", path, "a number of its own");
    sequences.add(sequence);
    const charge = chargeOf(item, path, purse);
    if (charge !== undefined && charge < 0n) refuse("amount", `${path}.net`, "0 or more");
    const named = (item["diagnosisSequence"] ?? []) as number[];
    const serviced = textAt(item, "servicedDate") ?? textAt(item, "servicedPeriod.start");
    const [traceCode] = extensionCodes(item, "trace-code");
    return {
      sequence,
      code: codeOf(item["productOrService"]),
      charge,
      quantity:
        ((item["quantity"] as JsonObject | undefined)?.["value"] as number | undefined) ?? 1,
      start: secondsOf(serviced) ?? start,
      diagnoses: named.map(
        (one) => places.get(one) ?? refuse("sequence", `${path}.diagnosisSequence`, "a diagnosis"),
      ),
      records: textsAt(item, "encounter.reference"),
      ...(traceCode && { traceCode }),
    };
  });
}

/** The net price, else what the parts of the line cost together. */
function chargeOf(item: JsonObject, path: string, purse: Purse): bigint | undefined {
  const net = purse.read(item["net"], `${path}.net`);
  if (net !== undefined) return net;
  const parts = [...objectsAt(item, "detail"), ...objectsAt(item, "subDetail")];
  const prices = parts.flatMap((part, at) => chargeOf(part, `${path}.detail[${at}]`, purse) ?? []);
  return prices.length > 0 ? sumOf(prices) : undefined;
}
