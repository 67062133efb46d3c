/** What the ledger tells of a lot, as EPCIS events; `custodyStep` reads them back. */
import type { Hex } from "../core/bytes.ts";
import type { SupplyEvents } from "../core/events.ts";
import type { Parcel, UnitRange } from "../core/goods.ts";
import type { Custody } from "../core/custody.ts";
import { GoodsState, type KnownLot, without } from "../core/goodsState.ts";
import type { Goods } from "../core/monitoring.ts";
import { containerUri, lotUri, unitUri } from "./goods.ts";
import {
  COMMISSIONED,
  destroyed,
  DISPENSED,
  type ExportNames,
  expiryText,
  held,
  isOfGoods,
  isoTime,
  RECEIVED,
  RETURNED,
  SHIPPED,
  type TimedEvent,
} from "./lotTerms.ts";
import type { EventRecord, ObjectEvent, QuantityElement } from "./model.ts";

type Said = Partial<Omit<ObjectEvent, "type" | "action">> & Pick<ObjectEvent, "action">;

/** Follows the log, and tells what of it is about one lot. */
export class LotTeller {
  readonly #state = new GoodsState();
  readonly #lot: Hex;
  readonly #names: ExportNames;
  /** Containers that ever held units of the lot, and their numbers. */
  readonly containers = new Map<Hex, string>();

  constructor(lot: Hex, names: ExportNames) {
    this.#lot = lot;
    this.#names = names;
  }

  /** The next event of the log: what it says of the lot, if anything. */
  tell(event: TimedEvent): EventRecord[] {
    const before = this.#told(event);
    this.#state.add(event);
    // What makes a thing is told once it is known.
    const said = before ?? this.#made(event);
    return said.filter(isOfGoods).map((one) => ({ event: one, context: [] }));
  }

  /** Who has goods, as they were watched; undefined where they are in other parcels now. */
  custodyOf(goods: Goods): Custody | undefined {
    return this.#state.custodyOf(goods);
  }

  /** Goods as events list them. `bySerial`: parcels too, where the lot's file is at hand. */
  listed(goods: Goods, bySerial: boolean): Pick<ObjectEvent, "epcList" | "quantityList"> {
    if ("container" in goods) {
      return { epcList: [containerUri(this.containers.get(goods.container)!)] };
    }
    const { first, count } = goods.parcel;
    // A lot may have millions of units, and readings every few minutes.
    if (!bySerial || !this.#names.codes) return this.#byClass(count);
    return this.#units(Array.from({ length: count }, (_, i) => first + i));
  }

  get #known(): KnownLot {
    return this.#state.lots.get(this.#lot)!;
  }

  #told(happened: TimedEvent): EventRecord["event"][] | undefined {
    const { name, event, time } = happened;
    switch (name) {
      case "ParcelShipped":
      case "ParcelReceived":
      case "ParcelDisputed":
      case "ParcelChanged":
      case "UnitsDispensed":
      case "UnitsWithdrawn":
        return event.lot === this.#lot ? this.#ofParcel(happened) : [];
      case "LotRecalled":
      case "LotQuarantined":
        return event.lot === this.#lot ? [this.#ofLot(happened)] : [];
      case "ContainerShipped":
      case "ContainerReceived":
      case "ContainerChanged":
        return this.containers.has(event.container) ? [this.#ofContainer(happened)] : [];
      case "ContainerUnpacked": {
        if (!this.containers.has(event.container)) return [];
        const { sscc } = this.#state.containers.get(event.container)!;
        return [this.#aggregated(time, "DELETE", sscc, event.holder)];
      }
      default:
        return undefined;
    }
  }

  #made({ name, event, time }: TimedEvent): EventRecord["event"][] {
    if (name === "LotCommissioned" && event.lot === this.#lot) return [this.#commissioned(event)];
    if (name === "ContainerPacked" && event.parcels.some(({ lot }) => lot === this.#lot)) {
      this.containers.set(event.container, event.sscc);
      return [this.#aggregated(time, "ADD", event.sscc, event.holder, event.parcels)];
    }
    return [];
  }

  /** An observed object at an institution; 0: none is known. */
  #object(time: number, by: number, said: Said): ObjectEvent {
    return { type: "ObjectEvent", ...this.#when(time), ...said, ...this.#where(by) };
  }

  #when = (time: number) => ({ eventTime: isoTime(time), eventTimeZoneOffset: "+00:00" });
  #where = (by: number) => (by === 0 ? {} : { readPoint: { id: this.#names.place(by) } });

  #between(from: number, to: number) {
    const { party } = this.#names;
    const type = "possessing_party";
    return {
      sourceList: [{ type, source: party(from) }],
      destinationList: [{ type, destination: party(to) }],
    };
  }

  /** Units of the lot: by serial number, or so many of its class. */
  #units(indexes: readonly number[]): Pick<ObjectEvent, "epcList" | "quantityList"> {
    const [{ product }, { codes }] = [this.#known, this.#names];
    return codes
      ? { epcList: indexes.map((index) => unitUri(product, codes[index]!)) }
      : this.#byClass(indexes.length);
  }

  #byClass(quantity: number): Pick<ObjectEvent, "quantityList"> {
    const { product, number } = this.#known;
    return { quantityList: [{ epcClass: lotUri(product, number), quantity }] };
  }

  /** The units of ranges that were neither dispensed nor destroyed. */
  #left(ranges: readonly UnitRange[]): number[] {
    return ranges.flatMap(({ first, count }) =>
      Array.from({ length: count }, (_, i) => first + i).filter((index) => {
        const state = this.#state.unitState(this.#lot, index);
        return state === "AVAILABLE" || state === "RETURNED";
      }),
    );
  }

  #commissioned({ slot, count, made }: SupplyEvents["LotCommissioned"]): ObjectEvent {
    const { number } = this.#known;
    const ilmd = {
      "cbvmda:lotNumber": number,
      "cbvmda:itemExpirationDate": expiryText(slot.expiry),
    };
    const units = this.#units(this.#left([{ first: 0, count }]));
    return this.#object(made, slot.maker, { ...COMMISSIONED, ...units, ilmd });
  }

  #ofParcel({ name, event, time }: TimedEvent): ObjectEvent[] {
    switch (name) {
      case "ParcelShipped": {
        const { range, custody, to } = event;
        const said = { ...SHIPPED, ...this.#units(this.#left([range])) };
        const way = this.#between(custody.holder, to);
        return [this.#object(time, custody.holder, { ...said, ...way })];
      }
      case "ParcelReceived":
      case "ParcelDisputed": {
        const { range, custody, from } = event;
        const ranges = "missing" in event ? without(range, event.missing) : [range];
        const said = { ...RECEIVED, ...this.#units(this.#left(ranges)) };
        const way = this.#between(from, custody.holder);
        // Of one where all is missing nothing came.
        return ranges.length > 0 ? [this.#object(time, custody.holder, { ...said, ...way })] : [];
      }
      case "ParcelChanged": {
        const { range, change, by, disposition } = event;
        const units = this.#units(this.#left([range]));
        if (change !== "DESTROYED") return [this.#object(time, by, { ...held[change], ...units })];
        return [this.#object(time, by, { ...destroyed(disposition), ...units })];
      }
      case "UnitsDispensed": {
        return [this.#object(time, event.by, { ...DISPENSED, ...this.#units(event.indexes) })];
      }
      case "UnitsWithdrawn": {
        const { by, indexes, disposition } = event;
        const said = disposition === "NONE" ? RETURNED : destroyed(disposition);
        return [this.#object(time, by, { ...said, ...this.#units(indexes) })];
      }
      default:
        return [];
    }
  }

  #ofLot({ name, event, time }: TimedEvent): ObjectEvent {
    const { product, number } = this.#known;
    const { by, slot } = event as SupplyEvents["LotQuarantined"];
    const quantityList = [{ epcClass: lotUri(product, number) }];
    const said =
      name === "LotRecalled"
        ? ({ action: "OBSERVE", disposition: "recalled" } as const)
        : held[slot.quarantine === "NONE" ? "RELEASED" : "QUARANTINED"];
    return this.#object(time, by, { ...said, quantityList });
  }

  #ofContainer({ name, event, time }: TimedEvent): ObjectEvent {
    const { container, custody } = event as SupplyEvents["ContainerShipped"];
    const { sscc } = this.#state.containers.get(container)!;
    const epcList = [containerUri(sscc)];
    const { holder } = custody;
    if (name === "ContainerShipped") {
      return this.#object(time, holder, {
        ...SHIPPED,
        epcList,
        ...this.#between(holder, event.to),
      });
    }
    if (name === "ContainerReceived") {
      const way = this.#between(event.from, holder);
      return this.#object(time, holder, { ...RECEIVED, epcList, ...way });
    }
    const { by, change } = event as SupplyEvents["ContainerChanged"];
    return this.#object(time, by, { ...held[change as keyof typeof held], epcList });
  }

  #aggregated(
    time: number,
    action: "ADD" | "DELETE",
    sscc: string,
    by: number,
    parcels: readonly Parcel[] = [],
  ): EventRecord["event"] {
    const own = parcels.filter(({ lot }) => lot === this.#lot);
    const { epcList: childEPCs, quantityList = [] } = this.#units(this.#left(own));
    const others = parcels
      .filter(({ lot }) => lot !== this.#lot)
      .map(({ lot, count }): QuantityElement => {
        const { product, number } = this.#state.lots.get(lot)!;
        return { epcClass: lotUri(product, number), quantity: count };
      });
    const classes = [...(own.length > 0 ? quantityList : []), ...others];
    return {
      type: "AggregationEvent",
      ...this.#when(time),
      parentID: containerUri(sscc),
      action,
      bizStep: action === "ADD" ? "packing" : "unpacking",
      disposition: "in_progress",
      ...(childEPCs && own.length > 0 ? { childEPCs } : {}),
      ...(classes.length > 0 ? { childQuantityList: classes } : {}),
      ...this.#where(by),
    };
  }
}
