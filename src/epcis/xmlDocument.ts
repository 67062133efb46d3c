import { contextEntries } from "./context.ts";
import type { ContextEntry } from "./model.ts";
import { refuse, type ReadLimits } from "./refuse.ts";
import { parseXml, type XmlElement } from "./xml.ts";
import { unpacked, XmlEvents } from "./xmlEvents.ts";
import { isStandard, Prefixes } from "./xmlValues.ts";

/** A document taken apart, before any rule was asked. */
export interface RawDocument {
  kind: "capture" | "query" | "events";
  /** The document without its events, as JSON-LD. */
  frame: Record<string, unknown>;
  events: readonly unknown[];
  context: readonly ContextEntry[];
  /** Extensions, `{namespace}name`, that the document takes out of its events. */
  ignored: ReadonlySet<string>;
}

/** A repository says here which fields it added for itself. */
export const REPOSITORY = "https://repository-x.example.com/";

const EVENTS = /^(?:Object|Aggregation|Association|Transaction|Transformation)Event$/;
const child = (element: XmlElement | undefined, local: string): XmlElement | undefined =>
  element && unpacked(element.children).find((one) => one.local === local && isStandard(one));

function bodyOf(root: XmlElement): XmlElement {
  const body = child(root, "EPCISBody") ?? root;
  const results = child(child(body, "QueryResults") ?? body, "resultsBody") ?? body;
  const list = child(results, "EventList");
  if (list) return list;
  const masterData = child(results, "VocabularyList");
  return masterData
    ? { ...masterData, children: [] }
    : refuse("document.eventList", `/${root.local}`, "EPCISBody with an EventList");
}

/** Master data of the header: vocabularies, their elements and attributes. */
function headerOf(root: XmlElement, prefixes: Prefixes): Record<string, unknown> | undefined {
  const list = child(child(child(root, "EPCISHeader"), "EPCISMasterData"), "VocabularyList");
  if (!list) return undefined;
  const attributeOf = (element: XmlElement, name: string) =>
    element.attributes.find((one) => one.local === name)?.value ?? "";
  const named = (element: XmlElement | undefined, local: string) =>
    (element?.children ?? []).filter((one) => one.local === local);
  const vocabularyList = named(list, "Vocabulary").map((vocabulary) => ({
    type: attributeOf(vocabulary, "type"),
    vocabularyElementList: named(
      child(vocabulary, "VocabularyElementList"),
      "VocabularyElement",
    ).map((element) => ({
      id: attributeOf(element, "id"),
      attributes: named(element, "attribute").map((one) => ({
        id: attributeOf(one, "id"),
        attribute:
          one.children.length === 0 ? one.text : prefixes.value({ ...one, attributes: [] }),
      })),
      ...(child(element, "children")
        ? { children: named(child(element, "children"), "id").map((id) => id.text) }
        : {}),
    })),
  }));
  return { epcisMasterData: { vocabularyList } };
}

/** Takes EPCIS 1.2 and 2.0 XML apart. @throws EPCIS_REFUSED */
export function xmlDocument(text: string, limits: ReadLimits): RawDocument {
  const root = parseXml(text, limits);
  const prefixes = new Prefixes(root);
  const events = new XmlEvents(prefixes);
  const ignored = new Set<string>();
  if (isStandard(root) && (EVENTS.test(root.local) || root.local === "EventList")) {
    const elements = root.local === "EventList" ? unpacked(root.children) : [root];
    const read = elements.map((element) => events.event(element));
    return { kind: "events", frame: {}, events: read, context: prefixes.context(), ignored };
  }
  if (!isStandard(root) || !/^EPCIS(?:Query)?Document$/.test(root.local)) {
    return refuse(
      "document.root",
      `/${root.local}`,
      "EPCISDocument, EPCISQueryDocument or an event",
    );
  }
  const kind = root.local === "EPCISDocument" ? "capture" : "query";
  for (const field of root.children.filter(
    (one) => one.uri === REPOSITORY && one.local === "ignoreFields",
  )) {
    for (const { uri, local } of field.children) if (uri !== "") ignored.add(`{${uri}}${local}`);
  }
  const read = unpacked(bodyOf(root).children).map((element) => events.event(element));
  const head = Object.fromEntries(
    root.attributes
      .filter(
        (one) => one.uri === "" && (one.local === "schemaVersion" || one.local === "creationDate"),
      )
      .map((one) => [one.local, one.value]),
  );
  const header = headerOf(root, prefixes);
  const context = prefixes.context();
  const frame = {
    type: root.local,
    "@context": context,
    ...head,
    ...(header ? { epcisHeader: header } : {}),
  };
  return { kind, frame, events: read, context: contextEntries(context), ignored };
}
