/** Which parcels and containers a step of a document is about. */
import { SupplyReceiptExceeds } from "./contractErrors.ts";
import { fail } from "./errors.ts";
import type { Hex } from "./bytes.ts";
import type { Parcel, UnitRange } from "./goods.ts";
import { type GoodsState, overlaps, type PlacedParcel, rangesOf } from "./goodsState.ts";
import { holds } from "./ranges.ts";
import type { Goods, StepKind } from "./goodsSteps.ts";

/** A parcel, and the parts of it that a step is about. */
export interface Taken {
  parcel: PlacedParcel;
  parts: UnitRange[];
}

/** Why goods that a document names are not found. */
export type NotFound = "goods that the ledger does not know" | "a class without a number";

export const plain = ({ lot, first, count }: Parcel): Parcel => ({ lot, first, count });

export class GoodsFinder {
  readonly #state: GoodsState;
  readonly #me: number;

  constructor(state: GoodsState, me: number) {
    this.#state = state;
    this.#me = me;
  }

  /** The container of this number that the step may be about, else any: the ledger says why not. */
  containerFor(kind: StepKind, sscc: string) {
    const all = this.#state.containersNumbered(sscc);
    const mine = all.find(({ custody: { holder, to, state } }) =>
      kind === "receive"
        ? to === this.#me
        : kind === "callBack"
          ? holder === this.#me && state === "SHIPPED"
          : holder === this.#me || (kind === "unpack" && to === this.#me),
    );
    return mine ?? all[0];
  }

  /** Without the units that travel in containers which are named as well. */
  outside(goods: Goods): Goods {
    const inside = new Set(
      goods.containers.flatMap((sscc) => this.#state.containersNumbered(sscc).map(({ id }) => id)),
    );
    if (inside.size === 0) return goods;
    const isInside = ({ container }: PlacedParcel) =>
      container !== undefined && inside.has(container);
    const units = [...goods.units].map(([lot, indexes]) => {
      const ranges = this.#state.parcelsOf(lot).filter(isInside);
      const isIn = (first: number) => ranges.some((range) => holds(range, first));
      return [lot, indexes.filter((index) => !isIn(index))] as const;
    });
    const lots = goods.lots.filter(({ lots: ids, count }) => {
      const parcels = ids.flatMap((lot) => this.#state.parcelsOf(lot).filter(isInside));
      return count === undefined || parcels.reduce((sum, one) => sum + one.count, 0) !== count;
    });
    return { ...goods, units: new Map(units.filter(([, indexes]) => indexes.length > 0)), lots };
  }

  taken(kind: StepKind, { units, lots }: Goods): Taken[] | NotFound {
    const taken: Taken[] = [];
    for (const [lot, indexes] of units) {
      const ranges = rangesOf(indexes);
      for (const parcel of this.#state.parcelsOf(lot)) {
        const parts = ranges.filter((range) => overlaps(range, parcel)).map((r) => cut(r, parcel));
        if (parts.length > 0) taken.push({ parcel, parts });
      }
    }
    for (const { lots: ids, count } of lots) {
      if (ids.length === 0) return "goods that the ledger does not know";
      if (count === undefined) return "a class without a number";
      taken.push(...this.#byClass(kind, ids, count));
    }
    return taken;
  }

  #isCandidate(kind: StepKind, { custody, container }: PlacedParcel): boolean {
    const { holder, to, state, left } = custody;
    if (container !== undefined || left === 0) return false;
    const isUnderWay = state === "SHIPPED" || state === "DISPUTED";
    if (kind === "receive") return isUnderWay && to === this.#me;
    return holder === this.#me && (kind === "callBack" ? isUnderWay : state === "HELD");
  }

  /** Parcels of a class: one of just this number, else one after the other, of the last a part. */
  #byClass(kind: StepKind, ids: readonly Hex[], count: number): Taken[] {
    const all = ids.flatMap((lot) => this.#state.parcelsOf(lot));
    const there = all.filter((parcel) => this.#isCandidate(kind, parcel));
    const whole = (parcel: PlacedParcel): Taken => ({ parcel, parts: [plain(parcel)] });
    // Another's: the ledger says why not.
    if (there.length === 0) return [whole(all[0]!)];
    const exact = there.find(({ custody }) => custody.left === count);
    if (exact) return [whole(exact)];
    const taken: Taken[] = [];
    let rest = count;
    for (const parcel of there) {
      if (rest === 0) break;
      const { left, opened } = parcel.custody;
      if (left <= rest) taken.push(whole(parcel));
      else if (!opened) taken.push({ parcel, parts: [{ first: parcel.first, count: rest }] });
      else continue;
      rest -= Math.min(left, rest);
    }
    if (rest === 0) return taken;
    const [{ first }] = there as [PlacedParcel];
    const found = there.reduce((sum, { custody }) => sum + custody.left, 0);
    if (kind !== "receive") fail("SUPPLY_MORE_THAN_THERE", { asked: count, there: found });
    throw new SupplyReceiptExceeds({ first, count: found, namedFirst: first, namedCount: count });
  }
}

const cut = (range: UnitRange, { first, count }: UnitRange): UnitRange => {
  const from = Math.max(range.first, first);
  return { first: from, count: Math.min(range.first + range.count, first + count) - from };
};
