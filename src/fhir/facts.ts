import { type DateSpan, dateSpanOf, firstDate } from "./clinicalDates.ts";
import { type JsonObject, textsAt, valuesAt, walk } from "./json.ts";
import { kindsOf } from "./kinds.ts";
import { joinLabels, type Labels, type LabelTable, NO_LABELS } from "./labelTable.ts";
import { isReference, type Named, referenceText } from "./references.ts";

/** What is kept of a resource once its text has been read. References are text, to be resolved. */
export interface Facts extends Pick<Named, "type" | "id"> {
  readonly index: number;
  /** 0 where the resource's type and category do not say. */
  readonly kinds: bigint;
  /** Labels of the codes that stand in the resource itself. */
  readonly own: Labels;
  readonly date: DateSpan | undefined;
  /** When it was recorded, where it says so. */
  readonly recorded: DateSpan | undefined;
  readonly identifier: string | undefined;
  readonly subjects: readonly string[];
  readonly encounters: readonly string[];
  readonly organizations: readonly string[];
  /** References to what gives a resource its labels. */
  readonly reasons: readonly string[];
  readonly references: ReadonlySet<string>;
}

const SUBJECTS = ["subject", "patient", "beneficiary", "individual", "for"];
const ENCOUNTERS = ["encounter", "context.encounter", "item.encounter", "context"];
const ORGANIZATIONS = [
  "serviceProvider",
  "custodian",
  "managingOrganization",
  "provider",
  "performer",
];

/** Elements that name what a resource is about, and so give it their labels; what they name. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["addresses", "Condition"],
  ["complicationDetail", "Condition"],
  ["condition", "Condition"],
  ["diagnosisReference", "Condition"],
  ["medicationReference", "Medication"],
  ["problem", "Condition"],
  ["reasonReference", "Condition"],
]);

/** Reads what is kept of a resource. `index` is its entry's position. */
export function factsOf(index: number, { type, id, resource }: Named, table: LabelTable): Facts {
  return {
    ...readInside(type, resource, table),
    index,
    type,
    id,
    kinds: kindsOf(type, resource),
    date: dateSpanOf(type, resource),
    recorded: firstDate(textsAt(resource, "recordedDate")),
    identifier: textsAt(resource, "identifier.value")[0],
    subjects: referencesAt(resource, SUBJECTS, "Patient"),
    encounters: referencesAt(resource, ENCOUNTERS, "Encounter"),
    organizations: referencesAt(resource, ORGANIZATIONS, "Organization"),
  };
}

const referencesAt = (resource: JsonObject, paths: readonly string[], type: string): string[] => [
  ...new Set(
    paths
      .flatMap((path) => valuesAt(resource, path))
      .filter(isReference)
      .map((reference) => referenceText(reference, type)),
  ),
];

/** The codes and references anywhere in a resource, contained resources included. */
function readInside(
  type: string,
  resource: JsonObject,
  table: LabelTable,
): Pick<Facts, "own" | "reasons" | "references"> {
  const contained = new Set(textsAt(resource, "contained.id").map((id) => `#${id}`));
  const reasons = new Set<string>();
  const references = new Set<string>();
  let own = NO_LABELS;
  walk(resource, (member, node) => {
    const { system, code, reference } = node;
    if (typeof system === "string" && typeof code === "string") {
      const labels = table.lookup(system, code);
      if (labels !== undefined) own = joinLabels(own, labels);
    }
    if (typeof reference === "string") references.add(reference);
    const named = type === "Provenance" && member === "target" ? "Condition" : REASONS.get(member);
    if (named !== undefined && isReference(node)) {
      const text = referenceText(node, named);
      // What is contained has been read with the resource.
      if (!contained.has(text)) reasons.add(text);
    }
  });
  return { own, reasons: [...reasons], references };
}
