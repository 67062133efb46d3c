/** What institutions did with goods, as the log of the drug ledger tells it. */
import type { Hex } from "./bytes.ts";
import type { UnitRange } from "./goods.ts";
import { type GoodsState, rangesOf, type SupplyEvent, without } from "./goodsState.ts";

/** A step of goods from the maker to the patient's hand, or back. */
export type StepKind =
  | "commission"
  | "ship"
  | "receive"
  | "callBack"
  | "pack"
  | "unpack"
  | "dispense"
  | "destroy"
  | "recall";

/** A step that was done. */
export interface DoneStep {
  kind: StepKind;
  /** Institution. */
  by: number;
  /** Whom it was shipped to. */
  to?: number;
  /** Of a container. */
  sscc?: string;
  /** Of parcels and units. */
  lot?: Hex;
  /** Units that no claim was laid to so far. */
  ranges: UnitRange[];
  block: number;
  index: number;
  /** Unix seconds, where the ledger has another one than its block's. */
  time?: number;
}

/** Goods that a step was done with: containers by their SSCC, units by lot, lots by class. */
export interface Goods {
  containers: readonly string[];
  units: ReadonlyMap<Hex, readonly number[]>;
  lots: readonly { lots: readonly Hex[]; count?: number }[];
}

export const isNothing = ({ containers, units, lots }: Goods): boolean =>
  containers.length === 0 && units.size === 0 && lots.length === 0;

/** The step that an event of the ledger tells of. `state`: before it. */
export function stepOf({ name, event, block, index }: SupplyEvent, state: GoodsState): DoneStep[] {
  const at = { block, index };
  const whole = (lot: Hex, range: UnitRange) => ({ lot, ranges: [{ ...range }], ...at });
  const sscc = (container: Hex) => ({
    sscc: state.containers.get(container)!.sscc,
    ranges: [],
    ...at,
  });
  switch (name) {
    case "LotCommissioned": {
      const { lot, slot, count, made: time } = event;
      const ranges = [{ first: 0, count }];
      return [{ kind: "commission", by: slot.maker, lot, ranges, ...at, time }];
    }
    case "LotRecalled":
      return [{ kind: "recall", by: event.by, lot: event.lot, ranges: [], ...at }];
    case "ParcelShipped": {
      const { lot, range, to, custody } = event;
      return [{ kind: "ship", by: custody.holder, to, ...whole(lot, range) }];
    }
    case "ParcelReceived": {
      const { lot, range, custody } = event;
      return [{ kind: "receive", by: custody.holder, ...whole(lot, range) }];
    }
    case "ParcelDisputed": {
      const { lot, range, missing, custody } = event;
      return [{ kind: "receive", by: custody.holder, lot, ranges: without(range, missing), ...at }];
    }
    case "ParcelChanged": {
      const { lot, range, change, by } = event;
      if (change !== "CALLED_BACK" && change !== "DESTROYED") return [];
      return [{ kind: change === "DESTROYED" ? "destroy" : "callBack", by, ...whole(lot, range) }];
    }
    case "UnitsDispensed":
    case "UnitsWithdrawn": {
      const { lot, by, indexes } = event;
      if ("disposition" in event && event.disposition === "NONE") return [];
      const kind = name === "UnitsDispensed" ? "dispense" : "destroy";
      return [{ kind, by, lot, ranges: rangesOf(indexes), ...at }];
    }
    case "ContainerPacked":
      return [{ kind: "pack", by: event.holder, sscc: event.sscc, ranges: [], ...at }];
    case "ContainerUnpacked":
      return [{ kind: "unpack", by: event.holder, ...sscc(event.container) }];
    case "ContainerShipped": {
      const { to, container, custody } = event;
      return [{ kind: "ship", by: custody.holder, to, ...sscc(container) }];
    }
    case "ContainerReceived":
      return [{ kind: "receive", by: event.custody.holder, ...sscc(event.container) }];
    case "ContainerChanged":
      if (event.change !== "CALLED_BACK") return [];
      return [{ kind: "callBack", by: event.by, ...sscc(event.container) }];
    default:
      return [];
  }
}

/** Steps that were done, to which documents lay claim: each unit of each step once. */
export class DoneSteps {
  readonly #steps: DoneStep[] = [];
  readonly #claimed = new Set<DoneStep>();

  add(step: DoneStep): void {
    this.#steps.push(step);
  }

  /** Steps, among those that are meant, of any of these goods. */
  of({ containers, units, lots }: Goods, isMeant: (step: DoneStep) => boolean): DoneStep[] {
    const ids = new Set([...units.keys(), ...lots.flatMap((one) => one.lots)]);
    return this.#steps.filter((step) => {
      const { sscc, lot } = step;
      const isOf =
        sscc === undefined ? lot !== undefined && ids.has(lot) : containers.includes(sscc);
      return isOf && isMeant(step);
    });
  }

  /**
   * Lays claim to what was done with these goods, and answers the goods that nothing was done with.
   * @param isMeant Which steps may be those of the document
   */
  claim(goods: Goods, isMeant: (step: DoneStep) => boolean): Goods {
    const meant = this.#steps.filter((step) => !this.#claimed.has(step) && isMeant(step));
    const containers = goods.containers.filter((sscc) => {
      const found = meant.find((step) => step.sscc === sscc && !this.#claimed.has(step));
      if (found) this.#claimed.add(found);
      return !found;
    });
    const units = new Map<Hex, readonly number[]>();
    for (const [lot, indexes] of goods.units) {
      const left = indexes.filter((index) => !this.#claimUnit(meant, lot, index));
      if (left.length > 0) units.set(lot, left);
    }
    const lots = goods.lots.flatMap((one) => {
      const left = this.#claimLot(meant, one);
      return left === 0 ? [] : [{ ...one, ...(one.count === undefined ? {} : { count: left }) }];
    });
    return { containers, units, lots };
  }

  #claimUnit(meant: readonly DoneStep[], lot: Hex, index: number): boolean {
    const unit = { first: index, count: 1 };
    for (const step of meant) {
      if (step.lot !== lot) continue;
      const range = step.ranges.find((one) => index >= one.first && index < one.first + one.count);
      if (!range) continue;
      step.ranges.splice(step.ranges.indexOf(range), 1, ...without(range, [unit]));
      return true;
    }
    return false;
  }

  /** How many units of a class nothing was done with; of one without a number, 1 or 0. */
  #claimLot(meant: readonly DoneStep[], { lots, count }: Goods["lots"][number]): number {
    let left = count ?? 1;
    for (const step of meant) {
      if (left === 0 || step.lot === undefined || !lots.includes(step.lot)) continue;
      if (count === undefined) {
        this.#claimed.add(step);
        return 0;
      }
      for (const range of step.ranges.splice(0)) {
        const taken = Math.min(left, range.count);
        left -= taken;
        const rest = { first: range.first + taken, count: range.count - taken };
        if (rest.count > 0) step.ranges.push(rest);
      }
    }
    return left;
  }
}
