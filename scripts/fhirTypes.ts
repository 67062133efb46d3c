/**
 * Writes src/fhir/claims/claimTypes.json: what HL7's definitions of FHIR R4 (CC0) say of the elements of the
 * claims' resources. Run by hand, for R4 does not change:
 * node --import tsx scripts/fhirTypes.ts DIR
 * DIR holds profiles-resources.json, profiles-types.json and valuesets.json of
 * https://hl7.org/fhir/R4/definitions.json.zip.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";

interface Element {
  path: string;
  min: number;
  max: string;
  type?: { code: string }[];
  contentReference?: string;
  binding?: { strength: string; valueSet?: string };
}
interface Resource {
  resourceType: string;
  name: string;
  url: string;
  snapshot: { element: Element[] };
  concept?: Concept[];
  compose?: { include: { system: string; concept?: Concept[] }[] };
}
interface Concept {
  code: string;
  concept?: Concept[];
}

const ROOTS = [
  "Claim",
  "ClaimResponse",
  "Coverage",
  "CoverageEligibilityRequest",
  "CoverageEligibilityResponse",
  "ExplanationOfBenefit",
  "PaymentReconciliation",
];
/** Elements that every type or resource has: the reader adds them. */
const COMMON = new RegExp(
  `^(?:${ROOTS.join("|")})\\.(?:meta|implicitRules|language|text|contained)$|\\.(?:id|extension|modifierExtension)$`,
);
/** Longer lists (languages, currencies) are not copied. */
const LONGEST_LIST = 60;

const [dir = "."] = process.argv.slice(2);
const read = (file: string): Resource[] => {
  const text = readFileSync(path.join(dir, file), "utf8");
  return (JSON.parse(text) as { entry: { resource: Resource }[] }).entry.map((e) => e.resource);
};
const profiles = [...read("profiles-resources.json"), ...read("profiles-types.json")];
const definitions = new Map(
  profiles.filter((r) => r.resourceType === "StructureDefinition").map((r) => [r.name, r]),
);
const byUrl = new Map(read("valuesets.json").map((r) => [`${r.resourceType} ${r.url}`, r]));

const flat = (concepts: Concept[] = []): string[] =>
  concepts.flatMap(({ code, concept }) => [code, ...flat(concept)]);

function listOf(valueSet: string): string[] | undefined {
  const url = valueSet.split("|")[0]!;
  const parts = byUrl.get(`ValueSet ${url}`)?.compose?.include ?? [];
  const codes = parts.flatMap(({ system, concept }) =>
    flat(concept ?? byUrl.get(`CodeSystem ${system}`)?.concept),
  );
  return codes.length > 0 && codes.length <= LONGEST_LIST ? codes : undefined;
}

const types: Record<string, Record<string, string>> = {};
const codes: Record<string, string[]> = {};

/** `Type, min..max, code list`, as the reader takes it apart. */
function textOf({ min, max, type = [], contentReference, path: at, binding }: Element): string {
  const nested = type.some(({ code }) => code === "BackboneElement" || code === "Element");
  const names = type.map(({ code }) => (code.includes("/") ? "string" : code));
  const name = contentReference?.slice(1) ?? (nested ? at : names.join("|"));
  const list =
    binding?.strength === "required" && names.join("") === "code" && binding.valueSet
      ? listOf(binding.valueSet)
      : undefined;
  const listName = list ? /([^/|]+)(?:\||$)/.exec(binding!.valueSet!)![1]! : "";
  if (list) codes[listName] = list;
  return `${name} ${min}${max === "1" ? "" : "*"} ${listName}`.trim();
}

const rest = [...ROOTS];
for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
  const definition = definitions.get(name);
  if (definition === undefined || types[name] || /^[a-z]/.test(name)) continue;
  for (const element of definition.snapshot.element) {
    const parts = element.path.split(".");
    const owner = parts.slice(0, -1).join(".");
    if (owner === "") types[name] ??= {};
    else if (!COMMON.test(element.path)) (types[owner] ??= {})[parts.at(-1)!] = textOf(element);
    if (element.path === "Extension.value[x]") continue;
    rest.push(...(element.type ?? []).map(({ code }) => code));
  }
}
delete types["Resource"];

const sorted = Object.fromEntries(Object.entries(types).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const file = path.resolve(import.meta.dirname, "../src/fhir/claims/claimTypes.json");
const text = JSON.stringify({ codes, types: sorted });
writeFileSync(file, await format(text, { parser: "json", printWidth: 100 }));
