/** What a consent covers: the twin of contracts/consent/libraries/Decision.sol, bit for bit. */
import { actions, type Action, type Purpose, purposes, widths } from "./codes.ts";
import { EFFECT, type EntryHeader, type Provision } from "./words.ts";

export type Outcome = "PERMITTED" | "NOT_COVERED" | "DENIED";

/** The duties that come with a permit. */
export interface Duties {
  obligations: bigint;
  refrains: bigint;
}

export interface Decision extends Duties {
  outcome: Outcome;
  /** Index of the first entry that is not permitted; 0 if all are. */
  index: number;
}

/** What an access is for: bits of a purpose and an action, and its moment (Unix seconds). */
export interface Access {
  purpose: number;
  action: number;
  moment: number;
}

export const purposeBit = (purpose: Purpose): number => purposes[purpose].bit;
export const actionBit = (action: Action): number => actions[action].bit;

/** Bit meanings ask the same of kinds and categories: some one is shared. */
const overlap = (a: bigint, b: bigint): boolean => (a & b) !== 0n;

function matches(p: Provision, entry: EntryHeader, access: Access): boolean {
  const moment = BigInt(access.moment);
  const permits = p.effect === EFFECT.PERMIT;
  return (
    ((p.purposes >> BigInt(access.purpose)) & 1n) === 1n &&
    ((p.actions >> BigInt(access.action)) & 1n) === 1n &&
    moment >= p.accessFrom &&
    moment <= p.accessUntil &&
    entry.clinicalDate >= p.dataFrom &&
    entry.clinicalDate <= p.dataUntil &&
    overlap(p.kinds, entry.kinds) &&
    overlap(p.categories, entry.categories) &&
    (permits
      ? (entry.sensitivities & ~p.sensitivities) === 0n
      : p.sensitivities === 0n || overlap(p.sensitivities, entry.sensitivities))
  );
}

const inRange = ({ purpose, action }: Access): boolean =>
  purpose < widths.purposes && action < widths.actions;

/** One entry against the provisions: the innermost match decides; none denies. */
export function decideEntry(
  provisions: readonly Provision[],
  entry: EntryHeader,
  access: Access,
): { outcome: Outcome } & Duties {
  const match = inRange(access) ? provisions.findLast((p) => matches(p, entry, access)) : undefined;
  if (match?.effect === EFFECT.PERMIT) {
    return { outcome: "PERMITTED", obligations: match.obligations, refrains: match.refrains };
  }
  return { outcome: match ? "DENIED" : "NOT_COVERED", obligations: 0n, refrains: 0n };
}

/** All entries together, as an opening asks: the first that is not permitted decides. */
export function decide(
  provisions: readonly Provision[],
  entries: readonly EntryHeader[],
  access: Access,
): Decision {
  const duties: Duties = { obligations: 0n, refrains: 0n };
  if (!inRange(access)) return { outcome: "NOT_COVERED", index: 0, ...duties };
  for (const [index, entry] of entries.entries()) {
    const { outcome, obligations, refrains } = decideEntry(provisions, entry, access);
    if (outcome !== "PERMITTED") return { outcome, index, obligations: 0n, refrains: 0n };
    duties.obligations |= obligations;
    duties.refrains |= refrains;
  }
  return { outcome: "PERMITTED", index: 0, ...duties };
}
