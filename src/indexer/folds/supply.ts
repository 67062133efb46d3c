import type { Hex } from "../../core/bytes.ts";
import type { Custody, LotSlot } from "../../core/custody.ts";
import type { SuiteEvents, SupplyEvents } from "../../core/events.ts";
import { parcelKey, productOf, type UnitRange } from "../../core/goods.ts";
import type { DomainFold, Place, Rows } from "../fold.ts";
import { change, put } from "../table.ts";
import * as steps from "./goodsSteps.ts";
import {
  anchoredEvents,
  containerParcels,
  containers,
  goodsSteps,
  lots,
  parcels,
  products,
  recalls,
  sales,
  units,
} from "./goodsTables.ts";

/** Counters of steps stop here; see contracts/types/Custody.sol. */
const MOST_STEPS = 0xffff;

const where = ({ holder, to, state, quarantine, since }: Custody) => ({
  holder,
  to,
  state,
  quarantine,
  since,
});

const custody = (word: Custody) => ({
  ...where(word),
  left: word.left,
  step: word.step,
  opened: Number(word.opened),
  container: null,
});

const lotSlot = ({ maker, expiry, recall, quarantine, ...slot }: LotSlot) => ({
  maker,
  expiry,
  recall,
  quarantine,
  recalledByRegulator: Number(slot.recalledByRegulator),
  claimable: Number(slot.claimable),
});

type OfParcel = SupplyEvents["ParcelSplit"] | SupplyEvents["ParcelChanged"];
type Parcel = Pick<OfParcel, "lot" | "range" | "custody">;

const parcel = ({ lot, range, custody: word }: Parcel) =>
  put(parcels, { lot, ...range, ...custody(word), key: parcelKey({ lot, ...range }) });

const part = ({ lot }: Pick<Parcel, "lot">, range: UnitRange, word: Custody) =>
  parcel({ lot, range, custody: { ...word, left: range.count } });

const countOf = (rows: Rows, lot: Hex): number => rows(lots, { lot })[0]!.count;

/** What other parcels took the place of: its slot is empty. */
const divided = ({ lot, range }: Parcel) =>
  change(parcels, { lot, ...range }, { state: "NONE", left: 0 });

const container = ({ container: id, custody: word }: { container: Hex; custody: Custody }) =>
  change(containers, { container: id }, { ...where(word), step: word.step });

function taken(
  event: SuiteEvents["UnitsDispensed"],
  state: "DISPENSED" | "RETURNED" | "DESTROYED",
  at: Place,
) {
  const { lot, by, indexes } = event;
  return [
    parcel(event),
    ...indexes.map((unit) => put(units, { lot, unit, state, by, since: at.time, sale: null })),
  ];
}

export const supply: DomainFold<keyof SupplyEvents> = {
  tables: {
    products,
    lots,
    recalls,
    parcels,
    containers,
    containerParcels,
    units,
    sales,
    goodsSteps,
    anchoredEvents,
  },
  folds: {
    ProductRegistered: ({ product, licenceHolder, claimable }) => [
      put(products, { ...productOf(product), licenceHolder, claimable: Number(claimable) }),
    ],
    LotCommissioned: ({ lot, product, slot, number: lotNumber, made, ...rest }, at) => {
      const { content, codeRoot, manifest, actor, count } = rest;
      const range = { first: 0, count };
      const { block, time: commissionedAt, transaction } = at;
      const found = { ...productOf(product), lotNumber, made, content, codeRoot, manifest };
      return [
        put(lots, { lot, count, ...found, ...lotSlot(slot), commissionedAt, block, transaction }),
        parcel({ lot, range, custody: slot.first! }),
        steps.ofParcel("COMMISSIONED", { lot, range, custody: slot.first!, actor }, at),
      ];
    },
    LotRecalled: (event, at, rows) => {
      const { lot, by, slot, reason, evidence, actor } = event;
      const { block, log, time, transaction } = at;
      const recall = { class: slot.recall, reason, evidence, by, time, transaction };
      return [
        change(lots, { lot }, lotSlot(slot)),
        put(recalls, { block, log, lot, ...recall }),
        steps.ofLot("RECALLED", { lot, by, evidence, actor }, countOf(rows, lot), at),
      ];
    },
    LotQuarantined: ({ slot, ...event }, at, rows) => [
      change(lots, { lot: event.lot }, lotSlot(slot)),
      steps.ofLot(
        slot.quarantine === "NONE" ? "RELEASED" : "QUARANTINED",
        event,
        countOf(rows, event.lot),
        at,
      ),
    ],
    ParcelShipped: (event, at) => [parcel(event), steps.ofParcel("SHIPPED", event, at)],
    ParcelReceived: (event, at) => [parcel(event), steps.ofParcel("RECEIVED", event, at)],
    ParcelDisputed: (event, at) => {
      const { missing, disputed, range } = event;
      const here = between(range, missing);
      const told = { lot: event.lot, actor: event.actor };
      return [
        divided(event),
        ...here.flatMap((r, i) => [
          part(event, r, event.custody),
          steps.ofPart("RECEIVED", { ...told, from: event.from }, r, event.custody, at, i),
        ]),
        ...missing.flatMap((r, i) => [
          part(event, r, disputed),
          steps.ofPart("DISPUTED", told, r, disputed, at, here.length + i),
        ]),
      ];
    },
    ParcelSplit: (event, at) => [
      divided(event),
      ...inTurn(event.range.first, event.counts).flatMap((r, i) => [
        part(event, r, event.custody),
        steps.ofPart("SPLIT", event, r, event.custody, at, i),
      ]),
    ],
    ParcelChanged: (event, at) => [parcel(event), steps.ofParcel(event.change, event, at)],
    UnitsDispensed: (event, at) => [
      ...taken(event, "DISPENSED", at),
      ...steps.ofUnits("DISPENSED", event, at),
    ],
    UnitsWithdrawn: (event, at) => {
      const state = event.disposition === "NONE" ? "RETURNED" : "DESTROYED";
      return [...taken(event, state, at), ...steps.ofUnits(state, event, at)];
    },
    SalesNoted: ({ lot, indexes, sales: noted }) =>
      noted.flatMap(({ sale, paid, unit: place, ...slot }, i) => [
        put(sales, { sale, ...slot, paid: Number(paid), place, lot, unit: indexes[i]! }),
        change(units, { lot, unit: indexes[i]! }, { sale }),
      ]),
    SalePaid: ({ sale, slot: { paid, state, commitment, unit: place } }) => [
      change(sales, { sale }, { paid: Number(paid), state, commitment, place }),
    ],
    ContainerPacked: (event, at) => {
      const { container: id, sscc, custody: word, parcels: packed } = event;
      const counts = { parcels: word.left, step: word.step };
      return [
        put(containers, { container: id, sscc, ...where(word), ...counts }),
        ...packed.flatMap((key) => [
          put(containerParcels, { container: id, ...key }),
          change(parcels, key, { container: id }),
        ]),
        steps.ofContainer("PACKED", event, at),
      ];
    },
    ContainerShipped: (event, at) => [container(event), steps.ofContainer("SHIPPED", event, at)],
    ContainerReceived: (event, at) => [container(event), steps.ofContainer("RECEIVED", event, at)],
    ContainerChanged: (event, at) => [container(event), steps.ofContainer(event.change, event, at)],
    // The event says where the container was; what was in it, and how often moved, rows say.
    ContainerUnpacked: (event, at, rows) => {
      const { container: id, custody: word } = event;
      const contents = rows(containerParcels, { container: id });
      return [
        change(containers, { container: id }, { state: "NONE" }),
        ...contents.map(({ lot, first, count }) => {
          const [{ step } = { step: 0 }] = rows(parcels, { lot, first, count });
          const moved = { step: Math.min(step + word.step, MOST_STEPS), container: null };
          return change(parcels, { lot, first, count }, { ...where(word), ...moved });
        }),
        steps.ofContainer("UNPACKED", event, at),
      ];
    },
    EventsAnchored: ({ by, hashes }, { block, log, time, transaction }) =>
      hashes.map((hash) => put(anchoredEvents, { hash, block, log, by, time, transaction })),
  },
};

/** Ranges of these sizes side by side. */
function inTurn(first: number, counts: readonly number[]): UnitRange[] {
  let next = first;
  return counts.map((count) => {
    const range = { first: next, count };
    next += count;
    return range;
  });
}

/** What of a range lies between the missing ones. */
function between({ first, count }: UnitRange, missing: readonly UnitRange[]): UnitRange[] {
  const ends = [first, ...missing.map((range) => range.first + range.count)];
  const starts = [...missing.map((range) => range.first), first + count];
  return ends
    .map((end, i) => ({ first: end, count: starts[i]! - end }))
    .filter((range) => range.count > 0);
}
