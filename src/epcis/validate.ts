import type { ErrorObject } from "ajv";
import type { Violation } from "./model.ts";
import { schemaErrors, type CbvList } from "./schema.ts";
import { isFalseTerm } from "./vocabulary.ts";
import { isFields, type Fields, listOf } from "./json.ts";

/** What each type of event must say it happened to. */
const subjects: Readonly<Record<string, string>> = {
  ObjectEvent:
    "epcList, quantityList, or sensorElementList with readPoint; ilmd with action ADD only",
  AggregationEvent: "childEPCs or childQuantityList, unless the action is DELETE",
  AssociationEvent: "childEPCs or childQuantityList, unless the action is DELETE",
  TransactionEvent: "epcList or quantityList, unless the action is DELETE",
  TransformationEvent: "inputs and outputs, or one of them with a transformationID",
};
/** Fields whose absence is only one way of breaking the rule about subjects. */
const alternatives = new Set(
  `epcList quantityList sensorElementList readPoint childEPCs childQuantityList inputEPCList
  inputQuantityList outputEPCList outputQuantityList transformationID`.split(/\s+/),
);
const formats: Readonly<Record<string, string>> = {
  uri: "a URI",
  "date-time": "a date and time with its offset (ISO 8601)",
};
const patterns: Readonly<Record<string, string>> = {
  eventTimeZoneOffset: "an offset such as +08:00",
  uom: "a unit's code of 2 or 3 capital letters or digits",
  schemaVersion: "a version such as 2.0",
  hexBinaryValue: "hexadecimal digits",
};

const fieldOf = (path: string): string => path.split("/").findLast((part) => /\D/.test(part)) ?? "";

/** The value at a JSON pointer. */
function at(root: unknown, path: string): unknown {
  const parts = path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts.reduce<unknown>((node, part) => (node as Fields | undefined)?.[part], root);
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const unknownField = (path: string, name: string): Violation => ({
  rule: "field.unknown",
  path: `${path}/${escaped(name)}`,
  expected: "a field of EPCIS 2.0, or an extension named with its namespace",
});

/** One error of the schema in plain words. */
function plain(error: ErrorObject, name: string): Violation {
  const { keyword, instancePath: path } = error;
  const params = error.params as Record<string, string & string[]>;
  const field = fieldOf(path) || name;
  const said = (expected: string, rule = `${field}.${keyword}`): Violation => ({
    rule,
    path,
    expected,
  });
  switch (keyword) {
    case "required":
      return {
        rule: `${params["missingProperty"]}.required`,
        path: `${path}/${params["missingProperty"]}`,
        expected: `the field ${params["missingProperty"]}`,
      };
    case "additionalProperties":
      return unknownField(path, params["additionalProperty"] ?? "");
    case "format":
      return said(formats[params["format"] ?? ""] ?? "another form");
    case "enum":
      return said(`one of ${(params["allowedValues"] ?? ([] as string[])).join(", ")}`);
    case "type":
      return said(`the JSON type ${params["type"]}`);
    case "pattern":
      return said(patterns[field] ?? "a term of one's own, not of the standard's namespaces");
    case "uniqueItems":
      return said("each value once");
    default:
      return said(error.message ?? keyword);
  }
}

/** The errors at one place of the value, said once. */
function atPlace(errors: readonly ErrorObject[], value: unknown, name: string): Violation[] {
  const path = errors[0]!.instancePath;
  const unknown = errors.filter((error) => error.keyword === "propertyNames");
  const unknownNames = unknown.map(
    (error) => (error.params as { propertyName: string }).propertyName,
  );
  const here = errors.filter(({ keyword }) => !["if", "allOf", "propertyNames"].includes(keyword));
  const violations = unknownNames.map((one) => unknownField(path, one));
  if (!isFields(value)) {
    const words = here.find((error) => error.keyword === "enum");
    const choice = here.some((error) => error.keyword === "anyOf");
    if (choice && words) {
      const rule = `${fieldOf(path)}.vocabulary`;
      return [{ rule, path, expected: "a term of CBV 2.0, or a URI of one's own" }];
    }
    // Of a choice that failed, what fits the value's type best says most.
    const type = ({ keyword }: ErrorObject) => (choice && keyword === "type" ? 1 : 0);
    return here
      .filter((error) => error.keyword !== "anyOf")
      .toSorted((a, b) => type(a) - type(b))
      .map((error) => plain(error, name))
      .slice(0, 1);
  }
  const real = here.filter(({ keyword, params }) => {
    if (["required", "additionalProperties"].includes(keyword)) {
      const missing = (params as { missingProperty?: string }).missingProperty ?? "";
      return !(path === "" && alternatives.has(missing));
    }
    return keyword === "type" || keyword === "minProperties";
  });
  violations.push(...real.map((error) => plain(error, name)));
  const subject = subjects[name];
  if (path === "" && violations.length === 0 && subject !== undefined) {
    return [{ rule: `${name}.subject`, path, expected: subject }];
  }
  return violations;
}

/** Which rules of one definition of the schema a value breaks. */
export function violationsOf(definition: string, value: unknown): Violation[] {
  const places = new Map<string, ErrorObject[]>();
  for (const error of schemaErrors(definition, value)) {
    const { instancePath, keyword } = error;
    // Said of the action only where the subject's rule is broken; `ilmd` likewise.
    if (keyword === "pattern" && instancePath === "/action") continue;
    const path = keyword === "not" ? "" : instancePath;
    places.set(path, [...(places.get(path) ?? []), { ...error, instancePath: path }]);
  }
  const order = [...places].toSorted(([a], [b]) => a.length - b.length);
  const found = order.flatMap(([path, errors]) => {
    const there = at(value, path);
    // A list that is wrong inside: its items say how.
    const inside = Array.isArray(there) && order.some(([other]) => other.startsWith(`${path}/`));
    return inside ? [] : atPlace(errors, there, definition);
  });
  const single = new Map(found.map((one) => [`${one.rule} ${one.path}`, one]));
  // What stands above only repeats what is wrong below.
  const leaves = [...single.values()].filter(
    ({ rule, path }) => !rule.endsWith(".subject") || single.size === 1 || path !== "",
  );
  const fallback = { rule: `${definition}.schema`, path: "", expected: `a valid ${definition}` };
  return places.size > 0 && leaves.length === 0 ? [fallback] : leaves;
}

const eventTypes = new Set(Object.keys(subjects));
const lists: readonly (readonly [field: string, inner: string, list: CbvList])[] = [
  ["bizTransactionList", "type", "bizTransactionType"],
  ["sourceList", "type", "sourceDestType"],
  ["destinationList", "type", "sourceDestType"],
];

/** Terms that claim to be of CBV, by prefix or address, and are not on its lists. */
function falseTerms(event: Fields): Violation[] {
  const found: Violation[] = [];
  const check = (value: unknown, list: CbvList, path: string) => {
    if (typeof value !== "string" || !isFalseTerm(list, value)) return;
    found.push({ rule: `${fieldOf(path)}.vocabulary`, path, expected: "a term of CBV 2.0" });
  };
  check(event["bizStep"], "bizStep", "/bizStep");
  check(event["disposition"], "disposition", "/disposition");
  for (const [field, inner, list] of lists) {
    for (const [index, item] of listOf(event[field]).entries()) {
      if (isFields(item)) check(item[inner], list, `/${field}/${index}/${inner}`);
    }
  }
  for (const side of ["set", "unset"]) {
    const persistent = event["persistentDisposition"];
    const values = isFields(persistent) ? listOf(persistent[side]) : [];
    for (const [index, value] of values.entries()) {
      check(value, "disposition", `/persistentDisposition/${side}/${index}`);
    }
  }
  return found;
}

/** Which rules an event breaks: GS1's JSON schema and the lists of CBV 2.0. */
export function eventViolations(event: unknown): Violation[] {
  if (!isFields(event)) return [{ rule: "event.type", path: "", expected: "an object" }];
  const type = event["type"];
  if (typeof type !== "string") {
    return [{ rule: "type.required", path: "/type", expected: "a type of event" }];
  }
  const found = violationsOf(eventTypes.has(type) ? type : "Extended-Event", event);
  return found.length > 0 ? found : falseTerms(event);
}
