import { fail } from "../core/errors.ts";
import type { Directory } from "./directory.ts";
import { type Facts, factsOf } from "./facts.ts";
import { DOCUMENT } from "./kinds.ts";
import { labelsOf } from "./labels.ts";
import type { Labels, LabelTable } from "./labelTable.ts";
import { openBundle, type OpenBundle } from "./open.ts";
import { organizationsOf } from "./organizations.ts";
import { type Named, nameOf, ReferenceIndex } from "./references.ts";

/** What an entry will say of a resource, and who keeps it. */
export interface RecordFacts {
  /** Position of the resource in its bundle, from 0. */
  readonly index: number;
  readonly type: string;
  readonly id: string;
  /** `Type/id`, unique in the bundle. */
  readonly key: string;
  /** Mask of kinds; at least one. */
  readonly kinds: bigint;
  /** Mask of sensitivities, exact codes. */
  readonly sensitivities: bigint;
  /** Mask of categories with all ancestors; HEALTH always. */
  readonly categories: bigint;
  /** Clinical date as in core/dates; 0 for none. */
  readonly clinicalDate: number;
  /** Key of the organisation that keeps it; undefined if the bundle names none. */
  readonly organization: string | undefined;
}

/**
 * Why a resource is no record. NOT_FHIR: no object with a resourceType. NO_ID: neither an id nor a
 * fullUrl that ends in one. DUPLICATE_ID: an earlier resource has the same type and id; whether the
 * text is the same makes no difference, the first counts. OTHER_PATIENT: its subject is not the
 * bundle's patient, or cannot be told. DANGLING_REFERENCE: a reference that gives it labels leads
 * nowhere, so that it would be published with labels missing.
 */
export type SkipReason =
  "NOT_FHIR" | "NO_ID" | "DUPLICATE_ID" | "OTHER_PATIENT" | "DANGLING_REFERENCE";

export interface Skipped {
  readonly index: number;
  readonly reason: SkipReason;
}

/** One patient's bundle, read. */
export interface PatientBundle {
  /** Id of the Patient resource. */
  readonly patient: string;
  /** In the order of the bundle. */
  readonly records: readonly RecordFacts[];
  /** In the order of the bundle. With the records these are all entries. */
  readonly skipped: readonly Skipped[];
  /** Conditions whose codes the label table does not know: what they tell is not labelled. */
  readonly unlisted: number;
  /** The text of a resource, byte for byte as in the bundle. @throws FHIR_NO_SOURCE */
  source(index: number): string;
}

export interface ReadOptions {
  readonly labels: LabelTable;
  /** Where references to organisations are looked up, beside the bundle itself. */
  readonly directory?: Directory;
  /** What errors call the bundle, such as "file 3 of 27"; never a file name, which may hold a name. */
  readonly where?: string;
}

/**
 * Reads a patient's bundle (transaction, batch, collection, document or searchset; JSON or gzip).
 * It keeps the bundle's text once and a few facts of each resource.
 * @throws FHIR_PATIENT_COUNT unless exactly one Patient is in it, and what openBundle throws
 */
export function readBundle(bytes: Uint8Array, options: ReadOptions): PatientBundle {
  const where = options.where ?? "The bundle";
  const bundle = openBundle(bytes, where);
  const { all, index, skipped } = gather(bundle, options.labels);
  const [patient, ...more] = all.filter((facts) => facts.type === "Patient");
  if (patient === undefined || more.length > 0) {
    fail("FHIR_PATIENT_COUNT", { where, count: patient === undefined ? 0 : 1 + more.length });
  }

  const ours = all.filter((facts) => belongs(facts, patient, index));
  const mine = new Set(ours);
  const conditions = ours.filter((facts) => facts.type === "Condition");
  const organizationOf = organizationsOf(ours, index, options.directory);
  const records: RecordFacts[] = [];
  for (const facts of all) {
    const labels = mine.has(facts) ? labelsOf(facts, index, conditions) : "OTHER_PATIENT";
    if (typeof labels === "string") skipped.push({ index: facts.index, reason: labels });
    else records.push(recordOf(facts, labels, index, organizationOf(facts)));
  }
  return {
    patient: patient.id,
    records,
    skipped: skipped.toSorted((a, b) => a.index - b.index),
    unlisted: conditions.filter(({ own }) => (own.categories | own.sensitivities) === 0n).length,
    source: (at) => bundle.source(at),
  };
}

const recordOf = (
  facts: Facts,
  labels: Labels,
  index: ReferenceIndex<Facts>,
  organization: string | undefined,
): RecordFacts => ({
  index: facts.index,
  type: facts.type,
  id: facts.id,
  key: keyOf(facts),
  kinds: facts.kinds || kindsOfResults(facts, index) || DOCUMENT,
  ...labels,
  clinicalDate: facts.date?.first ?? 0,
  organization,
});

const keyOf = ({ type, id }: Pick<Named, "type" | "id">): string => `${type}/${id}`;

/** One pass over the resources: each is parsed, read and let go. */
function gather(
  bundle: OpenBundle,
  labels: LabelTable,
): { all: Facts[]; index: ReferenceIndex<Facts>; skipped: Skipped[] } {
  const all: Facts[] = [];
  const index = new ReferenceIndex<Facts>();
  const skipped: Skipped[] = [];
  const keys = new Set<string>();
  for (const [at, url] of bundle.urls.entries()) {
    const named = nameOf(bundle.resource(at), url);
    if (typeof named === "string") {
      skipped.push({ index: at, reason: named });
    } else if (keys.has(keyOf(named))) {
      skipped.push({ index: at, reason: "DUPLICATE_ID" });
    } else {
      keys.add(keyOf(named));
      const facts = factsOf(at, named, labels);
      all.push(facts);
      index.add(named, facts);
    }
  }
  return { all, index, skipped };
}

/** A subject that is no Patient, a device for example, is taken for the patient's own. */
const belongs = (facts: Facts, patient: Facts, index: ReferenceIndex<Facts>): boolean =>
  facts.subjects.every((reference) => {
    const subject = index.resolve(reference);
    return subject !== undefined && (subject === patient || subject.type !== "Patient");
  });

/** A report without a category is of the kinds of its results. */
function kindsOfResults(report: Facts, index: ReferenceIndex<Facts>): bigint {
  let kinds = 0n;
  if (report.type !== "DiagnosticReport") return kinds;
  for (const reference of report.references) {
    const result = index.resolve(reference);
    if (result?.type === "Observation") kinds |= result.kinds;
  }
  return kinds;
}
