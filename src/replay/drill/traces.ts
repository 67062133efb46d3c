/** Frauds with drugs that have trace codes: which units there are, and what is billed of them. */
import { groupBy } from "../../core/groupBy.ts";
import { anotherThan } from "./added.ts";
import type { Hand } from "./altered.ts";
import { type DrillClaim, type Kind } from "./model.ts";
import { type LotPlan, type TraceUnit, unitOf } from "./units.ts";

/** All claims of one drug of one provider, with the lots that it has of it. */
interface Shelf {
  readonly key: string;
  readonly claims: readonly DrillClaim[];
  readonly lot: LotPlan;
  /** Of which the last claim's unit was dispensed before the recall. */
  readonly recalled: LotPlan;
}

/** Gives every claim of a drug with trace codes a unit of its own. */
export function stock({ book, limits }: Hand): LotPlan[] {
  const lots = new Map<string, LotPlan[]>();
  const left = new Map<string, number>();
  const shelfOf = (key: string, provider: string): string => JSON.stringify([key, provider]);
  for (const { key, claim } of book.placed()) {
    if (!limits.get(key)!.isCoded) continue;
    const shelf = shelfOf(key, claim.provider);
    left.set(shelf, (left.get(shelf) ?? 0) + 1);
    const { provider } = claim;
    const made = (isRecalled: boolean) => ({ key, provider, isRecalled, units: [] });
    if (!lots.has(shelf)) lots.set(shelf, [made(false), made(true)]);
  }
  book.rewrite((line, key, claim) => {
    if (!limits.get(key)!.isCoded) return line;
    const shelf = shelfOf(key, claim.provider);
    left.set(shelf, left.get(shelf)! - 1);
    const lot = lots.get(shelf)![left.get(shelf) === 0 ? 1 : 0]!;
    return { ...line, unit: unitOf(lot, { to: claim, isNamed: lot.isRecalled }) };
  });
  return [...lots.values()].flat();
}

/** Bills units that were paid, recalled or never given to the person by whoever bills. */
export function misuse(hand: Hand, lots: readonly LotPlan[]): void {
  const { book, limits, draw } = hand;
  const coded = book
    .placed()
    .filter(({ key, claim }) => limits.get(key)!.isCoded && !book.isVictim(claim));
  const shelves = [...groupBy(coded, ({ key, claim }) => JSON.stringify([key, claim.provider]))];
  const all = shelves.map(([, placed]): Shelf => {
    const [{ key, claim }] = placed as [(typeof placed)[number]];
    const own = lots.filter((lot) => lot.key === key && lot.provider === claim.provider);
    const [lot, recalled] = own as [LotPlan, LotPlan];
    return { key, claims: placed.map((one) => one.claim), lot, recalled };
  });
  const victims = all.flatMap((shelf) => shelf.claims.map((claim) => ({ shelf, claim })));
  for (const [kind, fraud] of Object.entries(FRAUDS(hand)) as [Kind, Fraud][]) {
    for (const [i, { shelf, claim }] of draw.shuffled(victims).slice(0, book.most).entries()) {
      const { how, unit, provider = claim.provider } = fraud(claim, shelf, i);
      const line = claim.lines[0]!;
      const offset = book.freeOffset(claim, shelf.key, line.offset + 1);
      book.add(claim, {
        ...claim,
        id: `${claim.id} ${kind}`,
        provider,
        lines: [{ ...line, offset, unit }],
        injection: { kind, how, line: 0 },
      });
    }
  }
}

type Fraud = (
  claim: DrillClaim,
  shelf: Shelf,
  turn: number,
) => { how: string; unit: TraceUnit; provider?: string };

const FRAUDS = (hand: Hand): Partial<Record<Kind, Fraud>> => {
  const { book } = hand;
  const unitIn = (claim: DrillClaim): TraceUnit => claim.lines[0]!.unit!;
  return {
    "duplicate-trace-code": (claim, _, turn) => {
      const unit = unitIn(claim);
      return turn % 2 === 0
        ? { how: "by the same institution", unit }
        : { how: "by another institution", unit, provider: anotherThan(hand, claim) };
    },
    "recalled-drug": (_, { recalled }) => {
      return {
        how: "never dispensed, for it was recalled",
        unit: unitOf(recalled, { isNamed: true }),
      };
    },
    "undispensed-drug": (claim, { lot }, turn) => {
      const stranger = book.clean.find(({ patient }) => patient !== claim.patient);
      switch (turn % 5) {
        case 0:
          return { how: "a unit in stock", unit: unitOf(lot) };
        case 1:
          return stranger === undefined
            ? { how: "a unit in stock", unit: unitOf(lot) }
            : { how: "dispensed to somebody else", unit: unitOf(lot, { to: stranger }) };
        case 2:
          return { how: "returned", unit: unitOf(lot, { to: claim, isReturned: true }) };
        case 3:
          return {
            how: "dispensed by another institution",
            unit: unitOf(lot, { to: claim }),
            provider: anotherThan(hand, claim),
          };
        default:
          return { how: "a code that no lot has", unit: { lot } };
      }
    },
  };
};
