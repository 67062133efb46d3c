/** What came of an order's parcels: what of each is in the buyer's hands, and fit. */
import type { Hex } from "../../core/bytes.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import { overlaps } from "../../core/goodsState.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import { type IndexedLot, openedLot, type SupplyReader } from "../../indexer/supplyReader.ts";
import type { Arrival } from "../../ledger/procurement.ts";

/** A despatched parcel, and what of it is counted now. */
export interface Came {
  parcel: Parcel;
  /** Units that are counted; the rest of the parcel cannot be counted for an order any more. */
  units: number;
  arrival: Arrival;
}

/** Why a parcel is not counted now, for people. */
export interface Waiting {
  parcel: Parcel;
  why: string;
}

const isFit = ({ recall, quarantine, expiry }: IndexedLot, now: number): boolean =>
  recall === "NONE" && quarantine === "NONE" && expiry >= now;

/**
 * What can be counted of a despatched parcel; or why none is: a parcel is counted once, so it waits
 * as long as some of it must not be used.
 * @param whole Only as it was sent: the supplier shows no parts
 */
export function cameOf(
  index: SupplyReader,
  parcel: Parcel,
  { buyer, now, whole }: { buyer: number; now: number; whole: boolean },
): Came | Waiting {
  const lot = index.lot(parcel.lot)!;
  const waits = (why: string): Waiting => ({ parcel, why });
  const here = index
    .parcels(parcel.lot)
    .filter((part) => overlaps(part, parcel) && part.holder === buyer && part.state === "HELD");
  if (here.length === 0) return waits("nothing of it is in the buyer's hands");
  if (!isFit(lot, now)) return waits("its lot is recalled, expired or in quarantine");
  if (here.some(({ quarantine }) => quarantine !== "NONE")) {
    return waits("of it some is in quarantine: it is counted when that is released");
  }
  const [container] = here.map((part) => part.container);
  // One proof names one container: parts in several wait until they are unpacked.
  if (here.some((part) => part.container !== container)) {
    return waits("it lies in several containers, or in one and outside: unpack them first");
  }
  if (whole && !isSame(here, parcel)) {
    return waits("not all of it came, and what did the buyer alone counts");
  }
  const ranges: UnitRange[] = here.map(({ first, count }) => ({ first, count }));
  return {
    parcel,
    units: ranges.reduce((sum, { count }) => sum + count, 0),
    arrival: { ...openedLot(lot), parcel, ranges, ...inContainer(container) },
  };
}

const isSame = ([one, ...more]: readonly PlacedParcel[], { first, count }: UnitRange): boolean =>
  more.length === 0 && one?.first === first && one.count === count;

const inContainer = (container: Hex | undefined): { container?: Hex } =>
  container === undefined ? {} : { container };
