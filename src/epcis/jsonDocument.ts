import { contextEntries, namespacesOf } from "./context.ts";
import { refuse } from "./refuse.ts";
import { REPOSITORY, type RawDocument } from "./xmlDocument.ts";
import { isFields, type Fields, listOf } from "./json.ts";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text, so it is not passed on.
    return refuse("json.wellFormed", "", "JSON");
  }
}

/** Extensions that `ignoreFields` of a repository names, as `{namespace}name`. */
function ignoredBy(frame: Fields, context: RawDocument["context"]): Set<string> {
  const namespaces = namespacesOf(context);
  const full = (name: string): string => {
    const [prefix = "", ...rest] = name.split(":");
    const namespace = namespaces.get(prefix);
    return namespace === undefined || rest.length === 0 ? "" : `{${namespace}}${rest.join(":")}`;
  };
  const fields = Object.keys(frame).filter((name) => full(name) === `{${REPOSITORY}}ignoreFields`);
  const names = fields.flatMap((name) => listOf(frame[name]));
  return new Set(names.map((name) => full(String(name))).filter((name) => name !== ""));
}

/** Takes JSON-LD apart: a capture or query document, an event, or a list of events. */
export function jsonDocument(text: string): RawDocument {
  const root = parsed(text);
  if (Array.isArray(root)) {
    return {
      kind: "events",
      frame: {},
      events: root as unknown[],
      context: [],
      ignored: new Set(),
    };
  }
  if (!isFields(root)) return refuse("document.root", "", "an object or a list of events");
  const { type } = root;
  if (type !== "EPCISDocument" && type !== "EPCISQueryDocument") {
    if (typeof type !== "string" || !/Event$|:/.test(type)) {
      return refuse(
        "document.type",
        "/type",
        "EPCISDocument, EPCISQueryDocument or a type of event",
      );
    }
    if (!("@context" in root)) refuse("@context.required", "/@context", "the field @context");
    return { kind: "events", frame: {}, events: [root], context: [], ignored: new Set() };
  }
  const { epcisBody } = root;
  const results = isFields(epcisBody) ? epcisBody["queryResults"] : undefined;
  const holder =
    type === "EPCISDocument" ? epcisBody : isFields(results) ? results["resultsBody"] : undefined;
  const eventList = isFields(holder) ? holder["eventList"] : undefined;
  const context = contextEntries(root["@context"]);
  const ignored = ignoredBy(root, context);
  if (isFields(results)) for (const name of ignoredBy(results, context)) ignored.add(name);
  return {
    kind: type === "EPCISDocument" ? "capture" : "query",
    frame: root,
    events: Array.isArray(eventList) ? (eventList as unknown[]) : [],
    context,
    ignored,
  };
}
