import { fail } from "../core/errors.ts";
import { EPCIS_CONTEXT } from "./context.ts";
import { eventHash } from "./hash.ts";
import type { ContextEntry, ErrorDeclaration, EventRecord } from "./model.ts";
import { eventViolations, violationsOf } from "./validate.ts";

/** What stands around the events of an exported document. */
export interface DocumentFrame {
  /** ISO 8601 with an offset. */
  creationDate: string;
  /** A URI of the document. */
  id?: string;
  /** GLNs as URIs, by GS1's recommendation. */
  sender?: string;
  receiver?: string;
  instanceIdentifier?: string;
  /** With master data, as in JSON-LD. */
  epcisHeader?: Readonly<Record<string, unknown>>;
}

/** An EPCIS 2.0 capture document, ready for `JSON.stringify`. */
export interface EpcisDocument extends DocumentFrame {
  "@context": readonly ContextEntry[];
  type: "EPCISDocument";
  schemaVersion: "2.0";
  epcisBody: { eventList: readonly Readonly<Record<string, unknown>>[] };
}

/** The id that the event came with, or its CBV 2.0 event-hash id. */
export const eventId = (record: EventRecord): string => record.event.eventID ?? eventHash(record);

/**
 * An EPCIS 2.0 JSON-LD document of the events. Events without an id get their event-hash id. What is
 * written is held against the same rules as what is read.
 * @throws EPCIS_EXPORT with the position of the event (0 for the frame), rule and path
 */
export function writeEpcis(records: readonly EventRecord[], frame: DocumentFrame): EpcisDocument {
  const contexts = records.map(({ context }) => JSON.stringify(context));
  // One context for all where they agree; otherwise each event brings its own.
  const shared = new Set(contexts).size <= 1 ? (records[0]?.context ?? []) : undefined;
  const eventList = records.map((record, index) => {
    const { event, context } = record;
    const own = shared === undefined && context.length > 0 ? { "@context": context } : {};
    const { type, ...fields } = event;
    const written = { type, ...own, ...fields, eventID: eventId(record) };
    const [broken] = eventViolations(written);
    return broken ? fail("EPCIS_EXPORT", { position: index + 1, ...broken }) : written;
  });
  const document: EpcisDocument = {
    "@context": [EPCIS_CONTEXT, ...(shared ?? [])],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    ...frame,
    epcisBody: { eventList },
  };
  const [broken] = violationsOf("epcisDocument", { ...document, epcisBody: { eventList: [] } });
  return broken ? fail("EPCIS_EXPORT", { position: 0, ...broken }) : document;
}

/**
 * The event that takes `wrong` back: the same event, under the same id, with an error declaration
 * that names the events which say it right.
 * @param corrections Events that were captured in its place; none where it did not occur at all.
 */
export function declareError(
  wrong: EventRecord,
  declaration: Pick<ErrorDeclaration, "declarationTime" | "reason">,
  corrections: readonly EventRecord[] = [],
): EventRecord {
  const correctiveEventIDs = corrections.map(eventId);
  const errorDeclaration: ErrorDeclaration = {
    ...declaration,
    ...(correctiveEventIDs.length > 0 ? { correctiveEventIDs } : {}),
  };
  return { ...wrong, event: { ...wrong.event, eventID: eventId(wrong), errorDeclaration } };
}
