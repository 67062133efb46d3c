import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { contextEntries, joined, namespacesOf } from "./context.ts";
import { eventHash } from "./hash.ts";
import { jsonDocument } from "./jsonDocument.ts";
import type { ContextEntry, EpcisEvent, EventAnswer, EventRecord, Violation } from "./model.ts";
import { refuse, usualLimits, type ReadLimits } from "./refuse.ts";
import { eventViolations, violationsOf } from "./validate.ts";
import { xmlDocument, type RawDocument } from "./xmlDocument.ts";
import { isFields, type Fields } from "./json.ts";

/** A document, answered event by event. */
export interface EpcisReading {
  format: "json" | "xml";
  kind: "capture" | "query" | "events";
  /** 1.2, 2.0 ...; missing where there is no document around the events. */
  schemaVersion?: string;
  creationDate?: string;
  /** Header with master data, as JSON-LD. */
  header?: Readonly<Record<string, unknown>>;
  events: readonly EventAnswer[];
  /** The document as it came, and the SHA-256 of its bytes: the evidence. */
  original: string;
  sha256: string;
}

function decoded(input: string | Uint8Array, limits: ReadLimits): string {
  if (input.length > limits.size) refuse("document.size", "", `at most ${limits.size} bytes`);
  if (typeof input === "string") return input;
  const [first, second] = input;
  const utf16 =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff && "utf-16be";
  try {
    return new TextDecoder(utf16 || "utf-8", { fatal: true }).decode(input);
  } catch {
    return refuse("document.encoding", "", "text in UTF-8 or, with a byte order mark, UTF-16");
  }
}

/** Whether a value nests deeper than allowed; a stack of our own, since the call stack is short. */
function tooDeep(root: unknown, depth: number): boolean {
  const rest: (readonly [value: unknown, level: number])[] = [[root, 1]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, level] = next;
    if (typeof value !== "object" || value === null) continue;
    if (level > depth) return true;
    for (const child of Object.values(value)) rest.push([child, level + 1]);
  }
  return false;
}

/** The rules about what stands around the events. The first that is broken refuses the document. */
function checkFrame(
  { kind, frame, context }: RawDocument,
  format: "json" | "xml",
  depth: number,
): void {
  if (kind === "events") return;
  if (context.length > 1000) refuse("context.size", "/@context", "at most 1000 entries");
  const { epcisBody, ...rest } = frame;
  if (tooDeep(rest, depth)) refuse("document.depth", "", `at most ${depth} levels`);
  const [definition, usual] =
    kind === "capture"
      ? (["epcisDocument", { eventList: [] }] as const)
      : ([
          "epcisQueryDocument",
          { queryResults: { queryName: "", resultsBody: { eventList: [] } } },
        ] as const);
  // What stands around the events in XML was found already.
  const body =
    format === "xml"
      ? { epcisBody: usual }
      : "epcisBody" in frame
        ? { epcisBody: withoutEvents(epcisBody) }
        : {};
  const [broken] = violationsOf(definition, { ...rest, ...body });
  if (broken) refuse(broken.rule, broken.path, broken.expected);
}

/** The body with its lists of events emptied: each event is asked on its own. */
function withoutEvents(node: unknown, level = 0): unknown {
  if (!isFields(node) || level > 3) return node;
  const pairs = Object.entries(node).map(([name, value]) => [
    name,
    name === "eventList" && Array.isArray(value) ? [] : withoutEvents(value, level + 1),
  ]);
  return Object.fromEntries(pairs) as unknown;
}

/** The event with the contexts in force, without what its document takes out of it. */
function recordOf(
  raw: Fields,
  context: readonly ContextEntry[],
  ignored: ReadonlySet<string>,
): EventRecord {
  const { "@context": own, ...event }: Record<string, unknown> = raw;
  const inForce = joined(context, contextEntries(own));
  if (ignored.size > 0) {
    const namespaces = namespacesOf(inForce);
    for (const name of Object.keys(event)) {
      const [prefix = "", ...rest] = name.split(":");
      if (ignored.has(`{${namespaces.get(prefix)}}${rest.join(":")}`)) delete event[name];
    }
  }
  return { event: event as unknown as EpcisEvent, context: inForce };
}

function answer(raw: unknown, position: number, document: RawDocument, depth: number): EventAnswer {
  const deep: Violation = { rule: "event.depth", path: "", expected: `at most ${depth} levels` };
  const violations = tooDeep(raw, depth) ? [deep] : eventViolations(raw);
  if (violations.length > 0 || !isFields(raw)) {
    const type = isFields(raw) ? String(raw["type"]) : "";
    return {
      accepted: false,
      position,
      type: /^[\w:./-]{1,80}$/.test(type) ? type : "",
      violations,
    };
  }
  const record = recordOf(raw, document.context, document.ignored);
  return { accepted: true, position, hash: eventHash(record), ...record };
}

/**
 * Reads EPCIS 2.0 JSON-LD, EPCIS 2.0 XML or EPCIS 1.2 XML: a capture or query document, one event or
 * a list of events. Every event gets its own answer; only a document whose form is broken is refused
 * as a whole.
 * @throws EPCIS_REFUSED with `rule`, `path` and `expected`
 */
export function readEpcis(
  input: string | Uint8Array,
  limits: Partial<ReadLimits> = {},
): EpcisReading {
  const bounds = { ...usualLimits, ...limits };
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const original = decoded(input, bounds);
  const text = original.replace(/^\ufeff/, "");
  const start = /\S/.exec(text)?.[0] ?? "";
  if (!"<{[".includes(start) || start === "") refuse("document.form", "", "JSON or XML");
  const format = start === "<" ? "xml" : "json";
  const document = format === "xml" ? xmlDocument(text, bounds) : jsonDocument(text);
  checkFrame(document, format, bounds.depth);
  const { schemaVersion, creationDate, epcisHeader } = document.frame;
  return {
    format,
    kind: document.kind,
    ...(typeof schemaVersion === "string" ? { schemaVersion } : {}),
    ...(typeof creationDate === "string" ? { creationDate } : {}),
    ...(isFields(epcisHeader) ? { header: epcisHeader } : {}),
    events: document.events.map((raw, index) => answer(raw, index + 1, document, bounds.depth)),
    original,
    sha256: bytesToHex(sha256(bytes)),
  };
}

/** The events of a document with what their prefixes mean, whether or not they keep the rules. */
export function parseEpcis(
  input: string | Uint8Array,
  limits: Partial<ReadLimits> = {},
): EventRecord[] {
  const bounds = { ...usualLimits, ...limits };
  const text = decoded(input, bounds)
    .replace(/^\ufeff/, "")
    .trimStart();
  const document = text.startsWith("<") ? xmlDocument(text, bounds) : jsonDocument(text);
  return document.events
    .filter(isFields)
    .map((raw) => recordOf(raw, document.context, document.ignored));
}
