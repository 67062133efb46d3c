import type { PlacedParcel } from "./placed.ts";
import type { IndexedLot, IndexedRecall } from "./supplyReader.ts";

/** What one institution has of a lot. */
export interface HolderUnits {
  holder: number;
  /** Units that it is to return: all that it holds, sent off or disputes, unless they are recovered. */
  toReturn: number;
  /** Units at their maker's or a regulator's. */
  recovered: number;
  /** Of all these: shipped and not yet received, by receiver. */
  onTheWay: { to: number; units: number }[];
  /** Of all these: shipped, and not found by who received the rest. */
  disputed: number;
  /** Of all these: in quarantine, by themselves or with their container. */
  quarantined: number;
  /** Units that it dispensed and that were not brought back. */
  withPatients: number;
}

/**
 * Where the units of a lot are. Each unit counts once:
 *
 *     commissioned = withPatients + goneBefore + recovered + lost + toReturn
 *     expected     = recovered + lost + toReturn = commissioned - withPatients - goneBefore
 *     completeness = recovered / expected (1 where nothing is expected)
 */
export interface LotPlaces {
  lot: IndexedLot;
  /** Oldest first; the first one divides what is gone before from what is lost or recovered. */
  recalls: IndexedRecall[];
  units: {
    commissioned: number;
    /** Dispensed and not brought back: who dispensed them knows whom to call. */
    withPatients: number;
    /** No more when the lot was first recalled; without a recall: no more. */
    goneBefore: number;
    /** At the maker's or a regulator's, received there, or destroyed, damaged or sampled since. */
    recovered: number;
    /** Lost or stolen since: they are expected, and do not come. */
    lost: number;
    /** All others, whoever has them. */
    toReturn: number;
  };
  expected: number;
  completeness: number;
  /** Whether all came that can come: nothing is to be returned. */
  isComplete: boolean;
  /** Institutions that have something of it, the most to return first. */
  holders: HolderUnits[];
}

interface Found {
  lot: IndexedLot;
  recalls: IndexedRecall[];
  parcels: readonly PlacedParcel[];
  dispensed: readonly { by: number; units: number }[];
  gone: readonly { disposition: string; units: number; isAfter: number }[];
  regulators: ReadonlySet<number>;
}

/** Dispositions of goods that somebody else may have now. */
const AT_LARGE = new Set(["LOST", "STOLEN"]);

export function placesOf(found: Found): LotPlaces {
  const { lot, recalls, parcels, dispensed, gone, regulators } = found;
  const holders = new Map<number, HolderUnits>();
  const holder = (id: number): HolderUnits => {
    const known = holders.get(id) ?? nothing(id);
    holders.set(id, known);
    return known;
  };
  for (const parcel of parcels) {
    if (parcel.state !== "DESTROYED") {
      count(
        holder(parcel.holder),
        parcel,
        parcel.holder === lot.maker || regulators.has(parcel.holder),
      );
    }
  }
  for (const { by, units } of dispensed) holder(by).withPatients += units;
  const goneUnits = (isAfter: boolean, isAtLarge: boolean) =>
    sum(
      gone.filter(
        (g) => g.isAfter === Number(isAfter) && AT_LARGE.has(g.disposition) === isAtLarge,
      ),
      ({ units }) => units,
    );
  const all = [...holders.values()].filter((h) => h.toReturn + h.recovered + h.withPatients > 0);
  const units = {
    commissioned: lot.count,
    withPatients: sum(all, ({ withPatients }) => withPatients),
    goneBefore: goneUnits(false, false) + goneUnits(false, true),
    recovered: sum(all, ({ recovered }) => recovered) + goneUnits(true, false),
    lost: goneUnits(true, true),
    toReturn: sum(all, ({ toReturn }) => toReturn),
  };
  const expected = units.recovered + units.lost + units.toReturn;
  return {
    lot,
    recalls,
    units,
    expected,
    completeness: expected === 0 ? 1 : units.recovered / expected,
    isComplete: units.toReturn === 0,
    holders: all.toSorted((a, b) => b.toReturn - a.toReturn || a.holder - b.holder),
  };
}

const sum = <T>(of: readonly T[], value: (one: T) => number): number =>
  of.reduce((total, one) => total + value(one), 0);

const nothing = (holder: number): HolderUnits => ({
  holder,
  toReturn: 0,
  recovered: 0,
  onTheWay: [],
  disputed: 0,
  quarantined: 0,
  withPatients: 0,
});

function count(of: HolderUnits, parcel: PlacedParcel, isHome: boolean): void {
  const { left, state, to } = parcel;
  if (isHome && state === "HELD") of.recovered += left;
  else of.toReturn += left;
  if (parcel.quarantine !== "NONE") of.quarantined += left;
  if (state === "DISPUTED") of.disputed += left;
  if (state !== "SHIPPED") return;
  const coming = of.onTheWay.find((one) => one.to === to);
  if (coming) coming.units += left;
  else of.onTheWay.push({ to, units: left });
}

/** What an institution has of a product. */
export interface Stock {
  holder: number;
  scheme: string;
  number: string;
  /** Units that may be used. */
  available: number;
  /** Units that it holds and that are recalled, expired or in quarantine. */
  blocked: number;
  /** Units that were sent to it. */
  coming: number;
}

/** A parcel and what is in it. */
export type Stocked = PlacedParcel & { scheme: string; number: string; isBlocked: boolean };

/** Sums of parcels, by holder and product. */
export function stockOf(parcels: readonly Stocked[]): Stock[] {
  const all = new Map<string, Stock>();
  const of = (holder: number, { scheme, number }: Stocked): Stock => {
    const key = `${holder} ${scheme} ${number}`;
    const known = all.get(key) ?? { holder, scheme, number, available: 0, blocked: 0, coming: 0 };
    all.set(key, known);
    return known;
  };
  for (const parcel of parcels) {
    const { state, holder, to, left, isBlocked } = parcel;
    if (state === "HELD") of(holder, parcel)[isBlocked ? "blocked" : "available"] += left;
    if (state === "SHIPPED") of(to, parcel).coming += left;
  }
  return [...all.values()].toSorted(
    (a, b) =>
      a.holder - b.holder || a.scheme.localeCompare(b.scheme) || a.number.localeCompare(b.number),
  );
}
