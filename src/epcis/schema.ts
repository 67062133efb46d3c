import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import epcisSchema from "./epcisSchema.json" with { type: "json" };

/** Parts of the schema that are read or changed here. */
interface Definition {
  type?: string;
  enum?: string[];
  required?: string[];
  properties?: Record<string, unknown>;
  propertyNames?: { anyOf: Definition[] };
  items?: Record<string, unknown>;
  anyOf?: Definition[];
  allOf?: Definition[];
}

const definitions = structuredClone(epcisSchema.definitions) as unknown as Record<
  string,
  Definition
>;
const wordsOf = (definition: Definition | undefined): string[] =>
  definition?.anyOf?.find((part) => part.enum)?.enum ?? [];

/** Where GS1's XML schema and its own examples allow what its JSON schema forgot. */
function amend(): void {
  const persistent = { $ref: "#/definitions/persistentDisposition" };
  for (const name of ["AggregationEvent", "TransactionEvent", "AssociationEvent"]) {
    const fields = definitions[name]?.allOf?.find((part) => part.propertyNames);
    Object.assign(fields?.properties ?? {}, { persistentDisposition: persistent });
    wordsOf(fields?.propertyNames).push("persistentDisposition");
  }
  // A report of an exception needs no type of measurement; it may name its business rules.
  const report = definitions["sensorReport"]!;
  delete report.required;
  report.anyOf = [{ required: ["type"] }, { required: ["exception"] }];
  Object.assign(report.properties ?? {}, { bizRules: { $ref: "#/definitions/uri" } });
  wordsOf(report.propertyNames).push("bizRules");
  wordsOf(definitions["measurementType"]).push(
    "EffectiveDose",
    "EffectiveDoseRate",
    "Molar_concentration",
  );
  // GS1's own examples name documents by blank nodes, `_:document1`.
  for (const name of ["epcisDocument", "epcisQueryDocument"]) {
    Object.assign(definitions[name]?.properties ?? {}, { id: { type: "string" } });
  }
  // Said to be strings, the items are compared by hashing and not each with each.
  Object.assign(definitions["epcList"]?.items ?? {}, { type: "string" });
}
amend();

/** Terms of CBV 2.0 that stand in JSON-LD as bare words. */
export const cbvTerms = {
  bizStep: wordsOf(definitions["bizStep"]),
  disposition: wordsOf(definitions["disposition"]),
  bizTransactionType: wordsOf(definitions["bizTransaction-type"]),
  sourceDestType: wordsOf(definitions["source-dest-type"]),
  errorReason: wordsOf(definitions["error-reason"]),
  component: wordsOf(definitions["component"]),
  measurementType: wordsOf(definitions["measurementType"]),
  sensorAlertType: wordsOf(definitions["sensorAlertType"]),
} as const satisfies Record<string, readonly string[]>;
export type CbvList = keyof typeof cbvTerms;

function ajv(allErrors: boolean): Ajv {
  const instance = new Ajv({ strict: false, allErrors });
  ajvFormats.default(instance);
  // XML names and addresses may hold any letters (IRIs).
  const uri = instance.formats["uri"] as { validate?: unknown } | ((text: string) => boolean);
  const isUri = typeof uri === "function" ? uri : () => false;
  instance.addFormat("uri", (text: string) => isUri(text.replace(/\P{ASCII}/gu, "x")));
  instance.addSchema({ $id: "epcis", definitions });
  return instance;
}

const [first, all] = [ajv(false), ajv(true)];
const compiled = (instance: Ajv, name: string): ValidateFunction =>
  instance.getSchema(`epcis#/definitions/${name}`)!;

/** So long an event's text may be for all its errors to be listed; of longer ones it is the first. */
const LISTED = 65_536;

/** What a part of GS1's JSON schema finds wrong. */
export function schemaErrors(definition: string, value: unknown): readonly ErrorObject[] {
  const quick = compiled(first, definition);
  if (quick(value)) return [];
  if (JSON.stringify(value).length > LISTED) return quick.errors ?? [];
  const thorough = compiled(all, definition);
  thorough(value);
  return thorough.errors ?? [];
}
