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

const isFit = ({ recall, quarantine, expiry }: IndexedLot, now: number): boolean =>
  recall === "NONE" && quarantine === "NONE" && expiry >= now;

/**
 * What can be counted of a despatched parcel; undefined where nothing is there, or where some of it
 * must not be used: it waits, for a parcel is counted once.
 * @param whole Only as it was sent: the supplier shows no parts
 */
export function cameOf(
  index: SupplyReader,
  parcel: Parcel,
  { buyer, now, whole }: { buyer: number; now: number; whole: boolean },
): Came | undefined {
  const lot = index.lot(parcel.lot)!;
  const here = index
    .parcels(parcel.lot)
    .filter((part) => overlaps(part, parcel) && part.holder === buyer && part.state === "HELD");
  if (here.length === 0 || !isFit(lot, now)) return undefined;
  if (here.some(({ quarantine }) => quarantine !== "NONE")) return undefined;
  const [container] = here.map((part) => part.container);
  // One proof names one container: parts in several wait until they are unpacked.
  if (here.some((part) => part.container !== container)) return undefined;
  const isWhole = isSame(here, parcel);
  if (whole && !isWhole) return undefined;
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
