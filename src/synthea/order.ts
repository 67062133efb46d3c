import type { RawClaim } from "./folder.ts";

/**
 * The claims of one person in the order in which they are decided: encounters by their start, the
 * drugs of an encounter before its own claim, for a drug is charged when it is ordered and a visit
 * when it closes. A drug that was ordered after the encounter had ended stands at its own start.
 * Ties stay in the order of the tables.
 */
export function inServiceOrder(claims: readonly RawClaim[]): RawClaim[] {
  const visits = new Map(
    claims.flatMap((claim, row) =>
      claim.kind === "pharmacy" ? [] : [[claim.encounter, { claim, row }] as const],
    ),
  );
  const placed = claims.map((claim, row) => {
    const visit = visits.get(claim.encounter);
    const isDrug = claim.kind === "pharmacy";
    if (visit === undefined || (isDrug && claim.start > visit.claim.end)) {
      return { claim, at: [claim.start, Infinity, 0, row] };
    }
    return { claim, at: [visit.claim.start, visit.row, isDrug ? 0 : 1, row] };
  });
  return placed.toSorted((a, b) => compare(a.at, b.at)).map(({ claim }) => claim);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 ? 0 : a[place]! < b[place]! ? -1 : 1;
}
