/**
 * Where all goods are, folded from the events of the drug ledger in their order; or those of some
 * lots, folded from the events of these lots and of the containers that they were in.
 */
import type { Hex } from "./bytes.ts";
import type { Custody, LotSlot } from "./custody.ts";
import type { UnitState } from "./enums.ts";
import type { SupplyEvents } from "./events.ts";
import type { Parcel, UnitRange } from "./goods.ts";
import type { Goods } from "./monitoring.ts";

/** An event of the drug ledger and where it stands in the log. */
export type SupplyEvent = {
  [N in keyof SupplyEvents]: {
    name: N;
    event: SupplyEvents[N];
    block: number;
    index: number;
    transaction: Hex;
  };
}[keyof SupplyEvents];

export interface KnownLot {
  id: Hex;
  product: bigint;
  number: string;
  made: number;
  count: number;
  slot: LotSlot;
}

/** A parcel and where it is; `container`: the one that it is packed in. */
export interface PlacedParcel extends Parcel {
  custody: Custody;
  container?: Hex;
}

export interface KnownContainer {
  id: Hex;
  sscc: string;
  parcels: readonly Parcel[];
  custody: Custody;
}

/** Whether two ranges have units in common. */
export const overlaps = (a: UnitRange, b: UnitRange): boolean =>
  a.first < b.first + b.count && b.first < a.first + a.count;

export class GoodsState {
  /** Licence holders of products. */
  readonly makers = new Map<bigint, number>();
  readonly lots = new Map<Hex, KnownLot>();
  /** Containers that were not unpacked. */
  readonly containers = new Map<Hex, KnownContainer>();
  /** By lot and first unit: parcels never overlap. */
  readonly #parcels = new Map<Hex, Map<number, PlacedParcel>>();
  readonly #units = new Map<Hex, Map<number, UnitState>>();
  readonly #byNumber = new Map<string, KnownLot[]>();
  readonly #byProduct = new Map<bigint, KnownLot[]>();

  constructor(events: Iterable<SupplyEvent> = []) {
    for (const event of events) this.add(event);
  }

  /** Lots with this number, in the order in which they were made. */
  lotsNumbered(product: bigint, number: string): readonly KnownLot[] {
    return this.#byNumber.get(`${product}/${number}`) ?? [];
  }

  lotsOf(product: bigint): readonly KnownLot[] {
    return this.#byProduct.get(product) ?? [];
  }

  /** The parcels of a lot, by their first unit. */
  parcelsOf(lot: Hex): PlacedParcel[] {
    return [...(this.#parcels.get(lot)?.values() ?? [])].toSorted((a, b) => a.first - b.first);
  }

  /** Containers with this number that were not unpacked, the oldest first. */
  containersNumbered(sscc: string): KnownContainer[] {
    return [...this.containers.values()].filter((one) => one.sscc === sscc);
  }

  /** Who has goods, packed or not; undefined where they are in other parcels or containers now. */
  custodyOf(goods: Goods): Custody | undefined {
    if ("container" in goods) return this.containers.get(goods.container)?.custody;
    const { lot, first, count } = goods.parcel;
    const parcel = this.#parcels.get(lot)?.get(first);
    if (parcel?.count !== count) return undefined;
    const box = parcel.container;
    return box === undefined ? parcel.custody : this.containers.get(box)?.custody;
  }

  unitState(lot: Hex, index: number): UnitState {
    return this.#units.get(lot)?.get(index) ?? "AVAILABLE";
  }

  #place(parcel: PlacedParcel): void {
    const parcels = this.#parcels.get(parcel.lot) ?? new Map<number, PlacedParcel>();
    parcels.set(parcel.first, parcel);
    this.#parcels.set(parcel.lot, parcels);
  }

  /** What an event says of a parcel that stays one. */
  #changed({ lot, range, custody }: { lot: Hex; range: UnitRange; custody: Custody }): void {
    this.#place({ lot, ...range, custody });
  }

  /** Ranges of a parcel that is no more, each where `of` says. */
  #divided(lot: Hex, parts: readonly UnitRange[], of: (part: UnitRange) => Custody): void {
    for (const part of parts) {
      const { first, count } = part;
      this.#place({ lot, first, count, custody: { ...of(part), left: count } });
    }
  }

  #commissioned(event: SupplyEvents["LotCommissioned"]): void {
    const { lot: id, product, number, made, count, slot } = event;
    const lot: KnownLot = { id, product, number, made, count, slot };
    this.lots.set(id, lot);
    const key = `${product}/${number}`;
    this.#byNumber.set(key, [...(this.#byNumber.get(key) ?? []), lot]);
    this.#byProduct.set(product, [...this.lotsOf(product), lot]);
    this.#place({ lot: id, first: 0, count, custody: slot.first! });
  }

  #marked(lot: Hex, indexes: readonly number[], state: UnitState): void {
    const units = this.#units.get(lot) ?? new Map<number, UnitState>();
    for (const index of indexes) units.set(index, state);
    this.#units.set(lot, units);
  }

  #moved(container: Hex, custody: Custody): void {
    this.containers.set(container, { ...this.containers.get(container)!, custody });
  }

  /** None of a lot whose events were left out. */
  #parcelOf({ lot, first }: Parcel): PlacedParcel | undefined {
    return this.#parcels.get(lot)?.get(first);
  }

  /** The next event of the log. */
  add({ name, event }: SupplyEvent): void {
    switch (name) {
      case "ProductRegistered":
        this.makers.set(event.product, event.licenceHolder);
        break;
      case "LotCommissioned":
        this.#commissioned(event);
        break;
      case "LotRecalled":
      case "LotQuarantined":
        this.lots.get(event.lot)!.slot = event.slot;
        break;
      case "ParcelShipped":
      case "ParcelReceived":
      case "ParcelChanged":
        this.#changed(event);
        break;
      case "ParcelSplit": {
        const { lot, range, counts, custody } = event;
        let first = range.first;
        const parts = counts.map((count) => ({ first: (first += count) - count, count }));
        this.#divided(lot, parts, () => custody);
        break;
      }
      case "ParcelDisputed": {
        const { lot, range, missing, custody, disputed } = event;
        this.#divided(lot, missing, () => disputed);
        this.#divided(lot, without(range, missing), () => custody);
        break;
      }
      case "UnitsDispensed":
        this.#changed(event);
        this.#marked(event.lot, event.indexes, "DISPENSED");
        break;
      case "UnitsWithdrawn":
        this.#changed(event);
        this.#marked(
          event.lot,
          event.indexes,
          event.disposition === "NONE" ? "RETURNED" : "DESTROYED",
        );
        break;
      case "ContainerPacked": {
        const { container: id, sscc, parcels, custody } = event;
        this.containers.set(id, { id, sscc, parcels, custody });
        for (const parcel of parcels) {
          const known = this.#parcelOf(parcel);
          if (known) this.#place({ ...known, container: id });
        }
        break;
      }
      case "ContainerShipped":
      case "ContainerReceived":
      case "ContainerChanged":
        this.#moved(event.container, event.custody);
        break;
      case "ContainerUnpacked": {
        const { parcels } = this.containers.get(event.container)!;
        this.containers.delete(event.container);
        for (const parcel of parcels) {
          const known = this.#parcelOf(parcel);
          if (!known) continue;
          const { custody, container: _, ...rest } = known;
          const { left, opened, step } = custody;
          const where = { ...event.custody, left, opened, step: step + event.custody.step };
          this.#place({ ...rest, custody: where });
        }
        break;
      }
      case "SalesNoted":
      case "SalePaid":
      case "EventsAnchored":
        break;
    }
  }
}

/** What is left of a range between ranges of it, which ascend. */
export function without(range: UnitRange, taken: readonly UnitRange[]): UnitRange[] {
  const end = range.first + range.count;
  const rest: UnitRange[] = [];
  let from = range.first;
  for (const { first, count } of [...taken, { first: end, count: 0 }]) {
    if (first > from) rest.push({ first: from, count: first - from });
    from = Math.max(from, first + count);
  }
  return rest;
}

/** Single units as ranges. */
export function rangesOf(indexes: Iterable<number>): UnitRange[] {
  const ranges: UnitRange[] = [];
  for (const index of [...new Set(indexes)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last.first + last.count === index) last.count++;
    else ranges.push({ first: index, count: 1 });
  }
  return ranges;
}
