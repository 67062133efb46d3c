import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalLink } from "./digitalLink.ts";
import { canonicalLinkOfUrn } from "./epcUrn.ts";
import { namespacesOf, type Namespaces } from "./context.ts";
import type { EventRecord } from "./model.ts";
import type { CbvList } from "./schema.ts";
import { fullTerm, webTerm } from "./vocabulary.ts";
import { isFields, type Fields, listOf } from "./json.ts";

/** The standard fields in the order that CBV 2.0 (8.9) gives them. */
const order = [
  "eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID", "epcList", "inputEPCList",
  "childEPCs", "quantityList", "childQuantityList", "inputQuantityList", "outputEPCList",
  "outputQuantityList", "action", "transformationID", "bizStep", "disposition",
  "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
]; // prettier-ignore
/** Of the event's parts, what does not belong to what happened. */
const leftOut = new Set(["type", "recordTime", "eventID", "errorDeclaration", "@context"]);
const metadataOrder =
  "time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules".split(" ");
const reportOrder =
  `type exception deviceID deviceMetadata rawData dataProcessingMethod time microorganism chemicalSubstance
  value component stringValue booleanValue hexBinaryValue uriValue minValue maxValue meanValue sDev
  percRank percValue uom coordinateReferenceSystem`.split(/\s+/);
const terms: Readonly<Record<string, CbvList>> = {
  bizStep: "bizStep",
  disposition: "disposition",
  set: "disposition",
  unset: "disposition",
  exception: "sensorAlertType",
  component: "component",
};
const typedLists = new Set(["bizTransactionList", "sourceList", "destinationList"]);
const times = new Set(["eventTime", "time", "startTime", "endTime"]);
const comments = new Set(["comment", "{http://www.w3.org/2000/01/rdf-schema#}comment"]);

/** By code points, as the standard asks; UTF-8 bytes have the same order. */
const sorted = (texts: readonly string[]): string[] =>
  texts
    .map((text) => [text, Buffer.from(text)] as const)
    .toSorted(([, a], [, b]) => Buffer.compare(a, b))
    .map(([text]) => text);

/** UTC with milliseconds, the third decimal rounded by the fourth. */
function utc(text: string): string | undefined {
  const [, seconds, fraction = "", zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i.exec(text) ?? [];
  const time = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(time)) return undefined;
  const [thousandths, next] = [fraction.slice(0, 3).padEnd(3, "0"), fraction[3] ?? "0"];
  return new Date(time + Number(thousandths) + (next >= "5" ? 1 : 0)).toISOString();
}

/**
 * A number without zeros that say nothing. As in the standard's reference, any text of digits is a
 * number, and numbers are 64-bit floating point: of very long ones the last digits are lost.
 */
function plainNumber(text: string): string | undefined {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [mantissa = "", power] = number.toString().split("e-");
  if (power === undefined) return mantissa;
  const digits = mantissa.replace(/[-.]/g, "");
  return `${number < 0 ? "-" : ""}0.${"0".repeat(Number(power) - 1)}${digits}`;
}

function withoutRules(report: unknown): unknown {
  if (!isFields(report)) return report;
  const { bizRules: _, ...rest } = report;
  return rest;
}

class PreHash {
  readonly #namespaces: Namespaces;

  constructor(namespaces: Namespaces) {
    this.#namespaces = namespaces;
  }

  /** `prefix:name` as `{namespace}name`. */
  name(key: string): string {
    const [prefix = "", ...rest] = key.split(":");
    const namespace = rest.length > 0 ? this.#namespaces.get(prefix) : undefined;
    return namespace === undefined ? key : `{${namespace}}${rest.join(":")}`;
  }

  value(value: unknown, list?: CbvList): string {
    const raw = String(value).trim();
    const [prefix = "", ...rest] = raw.split(":");
    const namespace = rest.length > 0 ? this.#namespaces.get(prefix) : undefined;
    const full = namespace === undefined ? raw : `${namespace}${rest.join(":")}`;
    const text = webTerm(list ? fullTerm(list, full) : full);
    return plainNumber(text) ?? canonicalLinkOfUrn(text) ?? canonicalLink(text) ?? text;
  }

  /** `name=value` of a field with a simple value, once for each of several. */
  field(name: string, value: unknown, list = terms[name]): string {
    const one = (part: unknown): string => {
      if (isFields(part)) return this.tree(name, part).join("");
      const time = times.has(name) ? utc(String(part).trim()) : undefined;
      const text = time ?? this.value(part, list);
      return text === "" ? "" : `${name}=${text}`;
    };
    return sorted(listOf(value).map(one)).join("");
  }

  /** Fields in the given order, then extensions, sorted. */
  fields(part: unknown, names: readonly string[], type?: CbvList): string {
    if (!isFields(part)) return "";
    const known = names.map((name) =>
      Object.hasOwn(part, name)
        ? this.field(name, part[name], name === "type" ? type : undefined)
        : "",
    );
    return known.join("") + this.rest(part, new Set(names)).join("");
  }

  rest(part: Fields, done: ReadonlySet<string>): string[] {
    const keys = Object.keys(part).filter((key) => !done.has(key) && key !== "@context");
    return sorted(keys.flatMap((key) => this.tree(key, part[key])));
  }

  /** An extension and all below it, once for each value. */
  tree(key: string, value: unknown): string[] {
    const name = this.name(key);
    if (comments.has(name) || value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item) => this.tree(key, item));
    const text = this.value(isFields(value) ? (value["#text"] ?? "") : value);
    const below = isFields(value) ? this.rest(value, new Set(["#text"])).join("") : "";
    return [`${name}${text === "" ? "" : `=${text}`}${below}`];
  }

  list(name: string, items: unknown, item: (part: unknown) => string): string {
    const texts = listOf(items)
      .map(item)
      .filter((text) => text !== "");
    return texts.length === 0 ? "" : `${name}${sorted(texts).join("")}`;
  }

  standard(name: string, value: unknown): string {
    if (name.endsWith("QuantityList") || name === "quantityList") {
      return this.list(
        name,
        value,
        (part) => `quantityElement${this.fields(part, ["epcClass", "quantity", "uom"])}`,
      );
    }
    if (name === "childEPCs" || /epcList$/i.test(name)) {
      return this.list(name, value, (part) => this.field("epc", part));
    }
    if (name === "sensorElementList") {
      return this.list(name, value, (part) => `sensorElement${this.#sensor(part)}`);
    }
    if (name === "readPoint" || name === "bizLocation" || name === "persistentDisposition") {
      const inner = this.fields(value, ["id", "set", "unset"]);
      return inner === "" ? "" : `${name}${inner}`;
    }
    return this.field(name, value);
  }

  #sensor(part: unknown): string {
    if (!isFields(part)) return "";
    const { sensorMetadata, sensorReport } = part;
    const metadata = this.fields(sensorMetadata, metadataOrder);
    const reports = listOf(sensorReport).map(
      (report) =>
        `sensorReport${this.fields(withoutRules(report), reportOrder, "measurementType")}`,
    );
    const extensions = this.rest(part, new Set(["sensorMetadata", "sensorReport"]));
    return `${metadata === "" ? "" : `sensorMetadata${metadata}`}${sorted(reports).join("")}${extensions.join("")}`;
  }

  /** A report's business rules have no place in the standard's order, and stand behind all of it. */
  #rules(elements: unknown): string {
    const inReport = (report: unknown): string => {
      const rules = isFields(report) ? this.field("bizRules", report["bizRules"]) : "";
      return rules === "" ? "" : `sensorReport${rules}`;
    };
    const inElement = (part: unknown): string => {
      const reports = isFields(part) ? listOf(part["sensorReport"]).map(inReport) : [];
      const text = sorted(reports).join("");
      return text === "" ? "" : `sensorElement${text}`;
    };
    return this.list("sensorElementList", elements, inElement);
  }

  /** Business transactions, sources, destinations: each with its type before it. */
  typed(name: string, items: unknown): string {
    const inner = name.slice(0, -"List".length);
    const list: CbvList = inner === "bizTransaction" ? "bizTransactionType" : "sourceDestType";
    return this.list(name, items, (part) => this.fields(part, ["type", inner], list));
  }

  event(event: Fields): string {
    const known = order.map((name) =>
      Object.hasOwn(event, name) ? this.standard(name, event[name]) : "",
    );
    const rest = Object.keys(event).filter((key) => !leftOut.has(key) && !order.includes(key));
    const others = rest.flatMap((key) => {
      return typedLists.has(key) ? [this.typed(key, event[key])] : this.tree(key, event[key]);
    });
    others.push(this.#rules(event["sensorElementList"]));
    return `eventType=${this.name(String(event["type"]))}${known.join("")}${sorted(others).join("")}`;
  }
}

/**
 * What the event's hash is taken of: CBV 2.0, section 8.9. Recording time, event id and error
 * declaration take no part, so a declared error has the id of the event that it takes back.
 */
export const preHash = ({ event, context }: EventRecord): string =>
  new PreHash(namespacesOf(context)).event(event as unknown as Fields);

/** The event-hash id `ni:///sha-256;...?ver=CBV2.0`: the same from JSON-LD as from XML. */
export const eventHash = (record: EventRecord): string =>
  `ni:///sha-256;${bytesToHex(sha256(new TextEncoder().encode(preHash(record))))}?ver=CBV2.0`;
