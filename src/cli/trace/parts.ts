/** Parcels that commands act on: those that stand, or cut out of wider ones. */
import type { Hex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { Parcel, UnitRange } from "../../core/goods.ts";
import type { PlacedParcel } from "../../indexer/placed.ts";
import type { FreshIndex } from "../index/fresh.ts";
import type { Member } from "../members.ts";
import { note } from "../progress.ts";
import type { NamedLot } from "./goods.ts";

/** Splits a parcel so that a part of it stands by itself, as its holder may; false where it did. */
export async function standAlone(
  { care }: Member,
  lot: Hex,
  whole: UnitRange,
  { first, count }: UnitRange,
): Promise<boolean> {
  if (whole.first === first && whole.count === count) return false;
  const before = first - whole.first;
  const parts = [before, count, whole.count - before - count].filter((part) => part > 0);
  const { first: from, count: all } = whole;
  await care.supply.split({ lot, first: from, count: all }, parts).send();
  note(`The parcel of ${all} units was split: ${parts.join(", ")}.`);
  return true;
}

export interface Wanted {
  /** Which parcels are meant where no units are named. */
  meant: (parcel: PlacedParcel) => boolean;
  /** Where those are, for whoever has none. */
  where: string;
}

/**
 * The parcels that are meant by a lot, or the named units of it; a parcel that is wider is split. What
 * cannot be done with named units, whoever has them, the chain says.
 * @throws TRACE_NONE_THERE
 */
export async function partsOf(
  member: Member,
  fresh: FreshIndex,
  { lot: { lot }, units }: NamedLot,
  { meant, where }: Wanted,
): Promise<PlacedParcel[]> {
  const all = fresh.reader.supply.parcels(lot);
  if (!units) {
    const found = all.filter(meant);
    return found.length > 0 ? found : fail("TRACE_NONE_THERE", { where });
  }
  const parts: PlacedParcel[] = [];
  for (const parcel of all) {
    const first = Math.max(parcel.first, units.first);
    const count = Math.min(parcel.first + parcel.count, units.first + units.count) - first;
    if (count <= 0) continue;
    if (await standAlone(member, lot, parcel, { first, count })) await fresh.refresh();
    parts.push({ ...parcel, first, count, left: count === parcel.count ? parcel.left : count });
  }
  return parts;
}

export const parcelOf = ({ lot, first, count }: Parcel): Parcel => ({ lot, first, count });
