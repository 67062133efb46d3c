/** In which transactions claims go out: many senders at once, each member's year in its order. */
import { groupBy } from "../core/groupBy.ts";
import type { ReplayClaim } from "../synthea/replayClaim.ts";

/** What one round sends: first what insurers restate, then what providers bill. */
export interface Round<Claim> {
  readonly restated: readonly Claim[];
  readonly billed: ReadonlyMap<string, readonly Claim[]>;
}

/**
 * Rounds that follow one another; within one, senders do not wait for each other. A round takes of each
 * year (a segment) the next claims of one provider, up to the first whose balance is to be restated.
 */
export function* roundsOf<Claim extends ReplayClaim>(
  claims: readonly Claim[],
  yearOf: (claim: Claim) => string,
): Generator<Round<Claim>> {
  const years = groupBy(claims, yearOf);
  while (years.size > 0) {
    const restated: Claim[] = [];
    const billed: Claim[] = [];
    for (const [year, left] of years) {
      const [first, ...others] = left;
      if (first!.opening) restated.push(first!);
      const end = others.findIndex(
        ({ provider, opening }) => opening !== undefined || provider !== first!.provider,
      );
      const count = end === -1 ? left.length : end + 1;
      billed.push(...left.slice(0, count));
      if (count === left.length) years.delete(year);
      else years.set(year, left.slice(count));
    }
    yield { restated, billed: groupBy(billed, ({ provider }) => provider) };
  }
}

/** Gas of what a claim and its lines take, with a reserve. */
const GAS_A_CLAIM = 260_000;
const GAS_A_LINE = 60_000;
const MOST_GAS = 13_000_000;

/** Parts that each fit into a transaction, in the same order. */
export function* batchesOf<Claim extends ReplayClaim>(
  claims: readonly Claim[],
): Generator<Claim[]> {
  let batch: Claim[] = [];
  let gas = 0;
  for (const claim of claims) {
    const own = GAS_A_CLAIM + GAS_A_LINE * claim.lines.length;
    if (batch.length > 0 && gas + own > MOST_GAS) {
      yield batch;
      batch = [];
      gas = 0;
    }
    batch.push(claim);
    gas += own;
  }
  if (batch.length > 0) yield batch;
}
