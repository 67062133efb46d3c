/** EPCIS 2.0 documents in XML: of events that share one context, as exports of the ledger do. */
import { namespacesOf } from "./context.ts";
import { isFields, type Fields, listOf } from "./json.ts";
import type { EventRecord } from "./model.ts";
import type { CbvList } from "./schema.ts";
import { fullTerm } from "./vocabulary.ts";
import { type DocumentFrame, writeEpcis } from "./write.ts";
import { itemNames, termLists, typeLists } from "./xmlEvents.ts";

/** What has its fields as attributes. */
const flat = new Set(["sensorMetadata", "sensorReport"]);
/** The order in which the schema wants the fields of events; others come behind, as they are. */
const order = `eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo
  transformationID parentID epcList childEPCs inputEPCList inputQuantityList outputEPCList
  outputQuantityList action bizStep disposition readPoint bizLocation bizTransactionList
  quantityList childQuantityList sourceList destinationList sensorElementList
  persistentDisposition ilmd`.split(/\s+/);

/** What has its type as an attribute and its value as text. */
const isTyped = (item: string): boolean => item in typeLists && !flat.has(item);

/** Text as XML has it: a term of CBV is a URI there. */
const textOf = (value: unknown, list?: CbvList): string => {
  if (typeof value !== "string") return JSON.stringify(value);
  return list === undefined ? value : fullTerm(list, value);
};
const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? "&quot;")
    .replace(/\r/g, "&#13;");

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value) && !(name in itemNames)) {
    return value.map((one) => element(name, one)).join("");
  }
  const item = itemNames[name];
  if (item !== undefined) {
    const inner = listOf(value).map((one) =>
      isTyped(item) ? pair(item, one) : element(item, one),
    );
    return `<${name}>${inner.join("")}</${name}>`;
  }
  if (!isFields(value)) return `<${name}>${escaped(textOf(value, termLists[name]))}</${name}>`;
  if (flat.has(name)) return `<${name}${attributes(name, value)}/>`;
  return `<${name}>${fields(value)}</${name}>`;
}

const attributes = (of: string, value: Fields): string =>
  Object.entries(value)
    .map(([name, one]) => {
      const list = name === "type" ? typeLists[of] : termLists[name];
      return ` ${name}="${escaped(textOf(one, list))}"`;
    })
    .join("");

/** `<source type="owning_party">urn...</source>` */
function pair(name: string, value: unknown): string {
  const { type, [name]: text } = isFields(value) ? value : {};
  const is = type === undefined ? "" : ` type="${escaped(textOf(type, typeLists[name]))}"`;
  return `<${name}${is}>${escaped(textOf(text))}</${name}>`;
}

const place = (name: string): number => {
  const found = order.indexOf(name);
  return found < 0 ? order.length : found;
};

const fields = (value: Fields): string =>
  Object.entries(value)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, one]) => element(name, one))
    .join("");

/**
 * CBV's master data: its namespace in XML lacks the colon that it has in JSON-LD. So the hash of an
 * event with such data is another one in XML.
 */
const MASTER_DATA = { cbvmda: "urn:epcglobal:cbv:mda" };

/** The document that `writeEpcis` makes of the events, in XML. @throws EPCIS_EXPORT */
export function writeXml(records: readonly EventRecord[], frame: DocumentFrame): string {
  const context = [...(records[0]?.context ?? []), MASTER_DATA];
  const same = records.map(({ event }) => ({ event, context }));
  const { creationDate, epcisBody } = writeEpcis(same, frame);
  const written = epcisBody.eventList.map((event) => {
    const { type, "@context": _, ...rest } = event;
    return `<${String(type)}>${fields(rest)}</${String(type)}>`;
  });
  const body = written.join("\n");
  const used = [...namespacesOf(context)].filter(([prefix]) => body.includes(`<${prefix}:`));
  const declared = used.map(([prefix, uri]) => ` xmlns:${prefix}="${escaped(uri)}"`).join("");
  const head = `schemaVersion="2.0" creationDate="${escaped(creationDate)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"${declared} ${head}><EPCISBody><EventList>
${body}
</EventList></EPCISBody></epcis:EPCISDocument>
`;
}
