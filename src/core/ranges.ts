/** How ranges of a lot's units are divided. */
import type { UnitRange } from "./goods.ts";

/** A range that became smaller ones: parts of these sizes in turn, or what is missing and the rest. */
export type Cut = { readonly range: UnitRange } & (
  { readonly counts: readonly number[] } | { readonly missing: readonly UnitRange[] }
);

export const holds = ({ first, count }: UnitRange, index: number): boolean =>
  index >= first && index - first < count;

/**
 * The ranges that a unit of a lot was in, one after the other; the last one is where it is now.
 * @param cuts Of the lot, in the order of the chain
 */
export function lineage(cuts: readonly Cut[], index: number, count: number): UnitRange[] {
  const ranges: UnitRange[] = [{ first: 0, count }];
  for (const cut of cuts) {
    const range = ranges.at(-1)!;
    if (cut.range.first !== range.first || cut.range.count !== range.count) continue;
    const part = partsOf(cut).find((one) => holds(one, index));
    if (part) ranges.push(part);
  }
  return ranges;
}

/** The ranges that come of a cut, in their order. */
export function partsOf(cut: Cut): UnitRange[] {
  const { first, count } = cut.range;
  const counts = "counts" in cut ? cut.counts : around(first, count, cut.missing);
  let at = first;
  const parts = counts.map((size) => {
    at += size;
    return { first: at - size, count: size };
  });
  return parts.filter((part) => part.count > 0);
}

/** Sizes of what lies before each missing range, of that range, and of what is left behind the last. */
function around(first: number, count: number, missing: readonly UnitRange[]): number[] {
  let at = first;
  const sizes = missing.flatMap((part) => {
    const before = part.first - at;
    at = part.first + part.count;
    return [before, part.count];
  });
  return [...sizes, first + count - at];
}
