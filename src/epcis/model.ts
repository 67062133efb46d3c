/** EPCIS 2.0 events, shaped as in JSON-LD whatever form they were read from. */

/** Of an extension: its namespace's prefix and its name. */
export type ExtensionName = `${string}:${string}`;

export interface Place {
  id: string;
  [extension: ExtensionName]: unknown;
}

export interface QuantityElement {
  /** A lot, or all items of a GTIN, as a URI. */
  epcClass: string;
  quantity?: number;
  /** UN/ECE Recommendation 20; without it the quantity counts pieces. */
  uom?: string;
}

export interface BizTransaction {
  /** A CBV term (po, desadv, inv ...) or a URI. */
  type?: string;
  bizTransaction: string;
}

export interface Source {
  type: string;
  source: string;
}

export interface Destination {
  type: string;
  destination: string;
}

export interface SensorElement {
  sensorMetadata?: Readonly<Record<string, unknown>>;
  sensorReport: readonly Readonly<Record<string, unknown>>[];
  [extension: ExtensionName]: unknown;
}

export interface ErrorDeclaration {
  declarationTime: string;
  /** did_not_occur, incorrect_data or a URI. */
  reason?: string;
  /** Ids of the events that say it right. */
  correctiveEventIDs?: readonly string[];
  [extension: ExtensionName]: unknown;
}

export interface PersistentDisposition {
  set?: readonly string[];
  unset?: readonly string[];
}

export type Action = "OBSERVE" | "ADD" | "DELETE";

interface CommonEvent {
  /** ISO 8601 with an offset. */
  eventTime: string;
  /** Where it happened: `+08:00`. */
  eventTimeZoneOffset: string;
  recordTime?: string;
  eventID?: string;
  certificationInfo?: string | readonly string[];
  errorDeclaration?: ErrorDeclaration;
  bizStep?: string;
  disposition?: string;
  persistentDisposition?: PersistentDisposition;
  readPoint?: Place;
  bizLocation?: Place;
  bizTransactionList?: readonly BizTransaction[];
  sourceList?: readonly Source[];
  destinationList?: readonly Destination[];
  sensorElementList?: readonly SensorElement[];
  [extension: ExtensionName]: unknown;
}

export interface ObjectEvent extends CommonEvent {
  type: "ObjectEvent";
  action: Action;
  epcList?: readonly string[];
  quantityList?: readonly QuantityElement[];
  /** Master data of the items or lot: with action ADD only. */
  ilmd?: Readonly<Record<string, unknown>>;
}

interface ParentAndChildren extends CommonEvent {
  action: Action;
  parentID?: string;
  childEPCs?: readonly string[];
  childQuantityList?: readonly QuantityElement[];
}

export interface AggregationEvent extends ParentAndChildren {
  type: "AggregationEvent";
}

export interface AssociationEvent extends ParentAndChildren {
  type: "AssociationEvent";
  parentID: string;
}

export interface TransactionEvent extends CommonEvent {
  type: "TransactionEvent";
  action: Action;
  bizTransactionList: readonly BizTransaction[];
  parentID?: string;
  epcList?: readonly string[];
  quantityList?: readonly QuantityElement[];
}

export interface TransformationEvent extends CommonEvent {
  type: "TransformationEvent";
  inputEPCList?: readonly string[];
  inputQuantityList?: readonly QuantityElement[];
  outputEPCList?: readonly string[];
  outputQuantityList?: readonly QuantityElement[];
  transformationID?: string;
  ilmd?: Readonly<Record<string, unknown>>;
}

/** An event of a type of the sender's own, named by a URI. */
export interface ExtendedEvent extends CommonEvent {
  type: ExtensionName;
}

export type EpcisEvent =
  | ObjectEvent
  | AggregationEvent
  | AssociationEvent
  | TransactionEvent
  | TransformationEvent
  | ExtendedEvent;

/** A JSON-LD context beside GS1's: an address, or terms and prefixes. */
export type ContextEntry = string | Readonly<Record<string, unknown>>;

/** An event with what its prefixes mean. */
export interface EventRecord {
  /** Without `@context`. */
  event: EpcisEvent;
  /** The contexts in force at the event, GS1's left out; later ones win. */
  context: readonly ContextEntry[];
}

/** A rule that was broken. */
export interface Violation {
  /** Such as `eventTime.format`, `bizStep.vocabulary` or `field.unknown`. */
  rule: string;
  /** JSON pointer into the event (for XML: as the event stands in JSON-LD). */
  path: string;
  expected: string;
}

/** What became of one event of a document. */
export type EventAnswer =
  | ({ accepted: true; position: number; hash: string } & EventRecord)
  | { accepted: false; position: number; type: string; violations: readonly Violation[] };
