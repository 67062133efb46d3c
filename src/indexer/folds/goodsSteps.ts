/** Rows of what happened to goods; see `goodsSteps`. */
import { type Hex, ZERO32 } from "../../core/bytes.ts";
import type { Custody } from "../../core/custody.ts";
import type { SupplyEvents } from "../../core/events.ts";
import type { UnitRange } from "../../core/goods.ts";
import type { Place } from "../fold.ts";
import { type Assignment, put, type Row } from "../table.ts";
import { goodsSteps } from "./goodsTables.ts";

/** What happens to goods. */
export type GoodsStep =
  | "COMMISSIONED"
  | "SHIPPED"
  | "RECEIVED"
  | "DISPUTED"
  | "SPLIT"
  | "CALLED_BACK"
  | "PACKED"
  | "UNPACKED"
  | "QUARANTINED"
  | "RELEASED"
  | "RECALLED"
  | "DISPENSED"
  | "RETURNED"
  | "DESTROYED";

type Told = Partial<Pick<Row<typeof goodsSteps>, "from" | "by" | "disposition" | "evidence">>;

/** What some events say beside where the goods are. */
const told = ({ from, by, disposition, evidence }: Told): Told => ({
  ...(from === undefined ? {} : { from }),
  ...(by === undefined ? {} : { by }),
  ...(disposition === undefined || disposition === "NONE" ? {} : { disposition }),
  ...(evidence === undefined || evidence === ZERO32 ? {} : { evidence }),
});

const placed = ({ block, log, time, transaction }: Place, part: number) => ({
  block,
  log,
  part,
  time,
  transaction,
});

const went = ({ holder, to, step }: Custody) => ({ holder, to, step });

interface OfLot extends Told {
  lot: Hex;
  actor: Hex;
}

/** A part of what an event is about. */
export const ofPart = (
  what: GoodsStep,
  { lot, actor, ...event }: OfLot,
  range: UnitRange,
  custody: Custody,
  at: Place,
  part: number,
): Assignment =>
  put(goodsSteps, {
    what,
    lot,
    ...range,
    units: range.count,
    ...went(custody),
    ...told(event),
    actor,
    ...placed(at, part),
  });

type OfParcel = OfLot & { range: UnitRange; custody: Custody };

export const ofParcel = (
  what: GoodsStep,
  { lot, actor, range, custody, ...event }: OfParcel,
  at: Place,
): Assignment =>
  put(goodsSteps, {
    what,
    lot,
    ...range,
    units: custody.left,
    ...went(custody),
    ...told(event),
    actor,
    ...placed(at, 0),
  });

/** Of all units of a lot, wherever they are. */
export const ofLot = (
  what: GoodsStep,
  { lot, actor, ...event }: OfLot,
  count: number,
  at: Place,
): Assignment =>
  put(goodsSteps, {
    what,
    lot,
    first: 0,
    count,
    units: count,
    ...told(event),
    actor,
    ...placed(at, 0),
  });

export const ofUnits = (
  what: GoodsStep,
  event: SupplyEvents["UnitsDispensed"] & Told,
  at: Place,
): Assignment[] =>
  event.indexes.map((first, i) => ofPart(what, event, { first, count: 1 }, event.custody, at, i));

export const ofContainer = (
  what: GoodsStep,
  { container, actor, custody, ...event }: { container: Hex; actor: Hex; custody: Custody } & Told,
  at: Place,
): Assignment =>
  put(goodsSteps, {
    what,
    container,
    ...went(custody),
    ...told(event),
    actor,
    ...placed(at, 0),
  });
