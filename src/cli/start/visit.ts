/** A visit that hospitals of the data billed, as the story bills it once more. */
import { isCareLedgerError } from "../../core/errors.ts";
import { minorDigits } from "../../core/money.ts";
import { sumOf } from "../../core/settlement.ts";
import type { PatientBundle, RecordFacts } from "../../fhir/bundle.ts";
import { type ClaimFacts, readClaim } from "../../fhir/claims/claim.ts";
import { billedLines } from "../../fhir/claims/claimOut.ts";
import type { Code } from "../../fhir/claims/parts.ts";
import type { JsonObject } from "../../fhir/json.ts";

/** A line of a bill; `charge` in minor units, `offset` in seconds after the visit's start. */
export interface VisitLine {
  code: Code;
  charge: bigint;
  quantity: bigint;
  offset: bigint;
}

/** What was billed for one visit; times are Unix seconds. */
export interface Visit {
  start: number;
  /** Seconds. */
  length: number;
  lines: VisitLine[];
}

/** Claims of a bundle that are looked at, newest first: reading one takes a few milliseconds. */
const LOOKED_AT = 8;
/** Enough to read, and to be paid from what the story pays in. */
const LINES = { fewest: 3, most: 12 };
const CHARGES = { least: 10_000n, most: 1_000_000n };

/**
 * The newest visit of a bundle that suits the story, and the records that it is billed from.
 * @param now Unix time: what ends later cannot be billed
 */
export function visitIn(
  bundle: PatientBundle,
  now: number,
): { visit: Visit; records: RecordFacts[] } | undefined {
  const claims = bundle.records
    .filter(({ type }) => type === "Claim")
    .toSorted((a, b) => b.clinicalDate - a.clinicalDate)
    .slice(0, LOOKED_AT);
  const byKey = new Map(bundle.records.map((facts) => [facts.key, facts]));
  const found = (type: string, reference: string) =>
    byKey.get(`${type}/${reference.split(/[/:]/).at(-1)}`);
  const resolve = (reference: string): JsonObject | undefined => {
    const condition = found("Condition", reference);
    return condition && (JSON.parse(bundle.source(condition.index)) as JsonObject);
  };
  for (const { index } of claims) {
    const facts = claimOf(bundle.source(index), resolve);
    const visit = facts && visitOf(facts, now);
    if (!visit) continue;
    const encounters = new Set(facts.lines.flatMap((line) => line.records));
    const records = [...encounters].flatMap((reference) => found("Encounter", reference) ?? []);
    return { visit, records };
  }
  return undefined;
}

function claimOf(source: string, resolve: (reference: string) => JsonObject | undefined) {
  try {
    return readClaim(JSON.parse(source) as JsonObject, { resolve });
  } catch (error) {
    if (isCareLedgerError(error, "FHIR_REFUSED")) return undefined;
    throw error;
  }
}

/** Free lines are left out; undefined where the story could not tell of it. */
function visitOf(facts: ClaimFacts, now: number): Visit | undefined {
  const { setting, start, length, currency } = facts;
  if (setting !== "OUTPATIENT" || start + length >= now) return undefined;
  if (currency === undefined || minorDigits(currency) !== 2) return undefined;
  const lines = priced(facts).toSorted((a, b) => Number(a.offset - b.offset));
  const total = sumOf(lines.map(({ charge }) => charge));
  const codes = new Set(lines.map(({ code }) => code.code));
  const suits =
    lines.length >= LINES.fewest &&
    lines.length <= LINES.most &&
    total >= CHARGES.least &&
    total <= CHARGES.most &&
    // The same code again at the same time is a duplicate, which comes later in the story.
    codes.size === lines.length &&
    !codes.has(undefined);
  return suits ? { start, length, lines } : undefined;
}

function priced(facts: ClaimFacts): VisitLine[] {
  try {
    const { lines } = billedLines(facts);
    return lines.flatMap(({ charge, quantity, offset }, i) =>
      charge === 0n || quantity === 0n
        ? []
        : [{ code: facts.lines[i]!.code, charge, quantity, offset }],
    );
  } catch (error) {
    if (isCareLedgerError(error, "FHIR_REFUSED")) return [];
    throw error;
  }
}

const OWN = "urn:careledger:example";

/** Where the data has none: three things that any visit could have. */
export const standIn = (now: number): Visit => ({
  start: now - 7_200,
  length: 1_800,
  lines: [
    { code: { system: OWN, code: "visit", text: "Consultation" }, charge: 5_000n },
    { code: { system: OWN, code: "bloods", text: "Complete blood count" }, charge: 4_500n },
    { code: { system: OWN, code: "x-ray", text: "X-ray of the chest" }, charge: 28_000n },
  ].map((line, i) => ({ ...line, quantity: 1n, offset: BigInt(i) })),
});

/** A line's name as people read it. */
export const nameOf = ({ code }: VisitLine): string => code.text ?? code.code ?? "";

/** The line that costs most. */
export const dearest = ({ lines }: Visit): VisitLine =>
  lines.reduce((most, line) => (line.charge > most.charge ? line : most));
