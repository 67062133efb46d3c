/** What an event says that happened to goods of the drug ledger; docs/domains/epcis.md has the table. */
import type { Hex } from "../core/bytes.ts";
import type { ProductScheme } from "../core/goods.ts";
import type { Disposition } from "../core/enums.ts";
import type { StepKind } from "../core/goodsSteps.ts";
import { namespacesOf } from "./context.ts";
import { partyKey, readGoods } from "./goods.ts";
import { isFields, listOf } from "./json.ts";
import type { AggregationEvent, EventRecord, ObjectEvent, QuantityElement } from "./model.ts";
import { bareTerm } from "./vocabulary.ts";

/** Goods by their printed ids. */
export interface StepGoods {
  /** SSCCs. */
  containers: string[];
  units: { product: bigint; code: string }[];
  /** Lots by class; `count` missing where the event gives none. */
  lots: { product: bigint; number: string; count?: number }[];
}

export interface CustodyStep {
  kind: StepKind;
  goods: StepGoods;
  /** SSCC that is packed or unpacked. */
  container?: string;
  /** GLN or URI of who did it. `isParty`: named as a party, and not by a place alone. */
  by?: { key: string; isParty: boolean };
  /** GLN or URI of whom it goes to. */
  to?: string;
  /** What commissioning says of the lot. Unix seconds; `expiry`: the last one. */
  lot?: { number: string; expiry: number };
  how: Exclude<Disposition, "NONE">;
  /** Unix seconds. */
  time: number;
}

/** A lot as an event commissions it. Times are Unix seconds. */
export interface EventLot {
  product: { scheme: ProductScheme; number: string };
  number: string;
  made: number;
  expiry: number;
  qcReport: Hex;
  codes: readonly string[];
}

/** Why an event moves nothing and is evidence alone. */
export type EvidenceCause =
  | "correction"
  | "no step of the ledger"
  | "no goods of the ledger"
  | "no lot, expiry and serial numbers";

const objectSteps: Readonly<Record<string, [kind: StepKind, ...actions: string[]]>> = {
  commissioning: ["commission", "ADD"],
  shipping: ["ship", "OBSERVE"],
  void_shipping: ["callBack", "OBSERVE"],
  receiving: ["receive", "OBSERVE", "ADD"],
  dispensing: ["dispense", "OBSERVE", "DELETE"],
  destroying: ["destroy", "OBSERVE", "DELETE"],
  decommissioning: ["destroy", "DELETE"],
};

function kindOf(event: ObjectEvent | AggregationEvent): StepKind | undefined {
  const step = bareTerm("bizStep", event.bizStep ?? "");
  if (event.type === "AggregationEvent") {
    if (event.action === "ADD" && (step === "packing" || step === "")) return "pack";
    return event.action === "DELETE" && (step === "unpacking" || step === "")
      ? "unpack"
      : undefined;
  }
  const [kind, ...actions] = Object.hasOwn(objectSteps, step) ? objectSteps[step]! : [];
  if (kind !== undefined && actions.includes(event.action)) return kind;
  const isRecalled = bareTerm("disposition", event.disposition ?? "") === "recalled";
  return kind === undefined && isRecalled && event.action === "OBSERVE" ? "recall" : undefined;
}

const hows: Readonly<Record<string, CustodyStep["how"]>> = {
  damaged: "DAMAGED",
  stolen: "STOLEN",
  unknown: "LOST",
};

/** Names pieces where it names a unit at all (UN/ECE Recommendation 20). */
const isOfPieces = ({ quantity, uom }: QuantityElement): boolean =>
  (uom === undefined || uom === "EA" || uom === "H87") &&
  (quantity === undefined || (Number.isInteger(quantity) && quantity > 0 && quantity < 2 ** 32));

/** The goods of an event, unless one of them is of no kind that the ledger keeps. */
function goodsOf(
  epcs: readonly string[],
  quantities: readonly QuantityElement[],
): StepGoods | undefined {
  const goods: StepGoods = { containers: [], units: [], lots: [] };
  for (const epc of epcs) {
    const named = readGoods(epc);
    if (named.kind === "container") goods.containers.push(named.sscc);
    else if (named.kind === "unit") goods.units.push(named);
    else return undefined;
  }
  for (const element of quantities) {
    const named = readGoods(element.epcClass);
    if (named.kind !== "lot" || !isOfPieces(element)) return undefined;
    const { product, number } = named;
    const { quantity: count } = element;
    goods.lots.push({ product, number, ...(count === undefined ? {} : { count }) });
  }
  return goods;
}

const PARTIES = ["possessing_party", "owning_party", "location"] as const;

/** The party of a list that holds the goods; else the owner; else the place. */
function partyOf(list: readonly object[] | undefined, field: "source" | "destination") {
  const items = listOf(list).filter(isFields);
  for (const type of PARTIES) {
    const found = items.find((item) => bareTerm("sourceDestType", String(item["type"])) === type);
    if (found) return { key: partyKey(String(found[field])), isParty: type !== "location" };
  }
  return undefined;
}

function actorOf(kind: StepKind, event: ObjectEvent | AggregationEvent): CustodyStep["by"] {
  const named =
    kind === "receive"
      ? partyOf(event.destinationList, "destination")
      : partyOf(event.sourceList, "source");
  if (named) return named;
  const place = event.readPoint?.id ?? event.bizLocation?.id;
  return place === undefined ? undefined : { key: partyKey(place), isParty: false };
}

const MASTER_DATA = /^urn:epcglobal:cbv:mda:?$/;

/** An attribute of CBV's master data. */
function masterData({ event, context }: EventRecord, name: string): string | undefined {
  const ilmd = "ilmd" in event && isFields(event.ilmd) ? event.ilmd : {};
  const namespaces = namespacesOf(context);
  const key = Object.keys(ilmd).find((one) => {
    const [prefix = "", local] = one.split(":");
    return local === name && MASTER_DATA.test(namespaces.get(prefix) ?? "");
  });
  const value = key === undefined ? undefined : ilmd[key];
  const text = isFields(value) ? value["#text"] : value;
  return typeof text === "string" ? text.trim() : undefined;
}

/** The last second of a day, or a point in time; Unix seconds. */
function lastSecond(text: string): number | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T23:59:59Z` : text);
  return Number.isNaN(time) || time < 0 ? undefined : Math.floor(time / 1000);
}

function commissionedLot(record: EventRecord, goods: StepGoods): CustodyStep["lot"] {
  const [first] = goods.units;
  const isOneProduct = goods.units.every(({ product }) => product === first?.product);
  const number = masterData(record, "lotNumber") ?? goods.lots[0]?.number;
  const expiry = lastSecond(masterData(record, "itemExpirationDate") ?? "");
  const isOfUnits = first !== undefined && isOneProduct && goods.containers.length === 0;
  if (!isOfUnits || expiry === undefined) return undefined;
  return number !== undefined && /^[\x20-\x7e]{1,32}$/.test(number)
    ? { number, expiry }
    : undefined;
}

/**
 * What an event says of goods that the ledger keeps, or why it is evidence alone.
 * @throws GS1_CHECK_DIGIT where the id of such goods has a wrong one
 */
export function custodyStep(record: EventRecord): CustodyStep | EvidenceCause {
  const { event } = record;
  if (event.errorDeclaration !== undefined) return "correction";
  if (!isMoving(event)) return "no step of the ledger";
  const kind = kindOf(event);
  const time = Math.floor(Date.parse(event.eventTime) / 1000);
  if (kind === undefined || !(time >= 0)) return "no step of the ledger";
  const isContainer = event.type === "AggregationEvent";
  const goods = isContainer
    ? goodsOf(event.childEPCs ?? [], event.childQuantityList ?? [])
    : goodsOf(event.epcList ?? [], event.quantityList ?? []);
  const parent = isContainer ? readGoods(event.parentID ?? "") : undefined;
  const isEmpty = goods && goods.containers.length + goods.units.length + goods.lots.length === 0;
  if (!goods || (isEmpty && kind !== "unpack") || (isContainer && parent?.kind !== "container")) {
    return "no goods of the ledger";
  }
  const lot = kind === "commission" ? commissionedLot(record, goods) : undefined;
  if (kind === "commission" && !lot) return "no lot, expiry and serial numbers";
  const by = actorOf(kind, event);
  const to = partyOf(event.destinationList, "destination")?.key;
  return {
    kind,
    goods,
    how: hows[bareTerm("disposition", event.disposition ?? "")] ?? "DESTROYED",
    time,
    ...(parent?.kind === "container" ? { container: parent.sscc } : {}),
    ...(by ? { by } : {}),
    ...(to === undefined ? {} : { to }),
    ...(lot ? { lot } : {}),
  };
}

const isMoving = (event: EventRecord["event"]): event is ObjectEvent | AggregationEvent =>
  event.type === "ObjectEvent" || event.type === "AggregationEvent";
