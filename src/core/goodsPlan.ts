/** What an institution has to write so that the ledger has what a document says of goods. */
import type { Hex } from "./bytes.ts";
import type { Disposition, RecallClass } from "./enums.ts";
import type { Container, Parcel, ShownUnits, UnitRange } from "./goods.ts";
import { type GoodsState, without } from "./goodsState.ts";
import type { Goods, StepKind } from "./goodsSteps.ts";
import { GoodsFinder, type NotFound, plain, type Taken } from "./goodsTaken.ts";

type How = Exclude<Disposition, "NONE">;

/** Writes to the drug ledger that plans are made of, by their names there, and what they take. */
export interface Calls {
  ship: [Parcel, number];
  receive: [Parcel];
  receiveExcept: [Parcel, UnitRange[]];
  callBack: [Parcel];
  split: [Parcel, number[]];
  destroy: [Parcel, How, Hex];
  pack: [Container];
  shipContainer: [Container, number];
  receiveContainer: [Hex];
  callBackContainer: [Hex];
  unpack: [Container];
  dispense: [ShownUnits];
  withdraw: [ShownUnits, How, Hex];
  recall: [Hex, { class: Exclude<RecallClass, "NONE">; reason: number; evidence: Hex }];
}
export type Act = { [N in keyof Calls]: { name: N; args: Calls[N] } }[keyof Calls];

const act = <N extends keyof Calls>(name: N, ...args: Calls[N]): Act =>
  ({ name, args }) as unknown as Act;

/** `acts` in their order; each of `checks` must be possible now, or the step is none. */
export interface Plan {
  acts: Act[];
  checks: Act[];
}

/** What a document says of a step beside its goods. */
export interface StepTerms {
  kind: StepKind;
  goods: Goods;
  /** SSCC that is packed or unpacked. */
  sscc?: string;
  to?: number;
  how: How;
  /** Digest of the event. */
  evidence: Hex;
  /** Opens units by their indexes. */
  show: (parcel: Parcel, indexes: readonly number[]) => ShownUnits;
}

/** Why goods are not moved though they are known. */
export type Obstacle =
  | NotFound
  | "a container in a container"
  | "a container that is packed already"
  | "a part of a container"
  | "a part of a parcel"
  | "units by class alone"
  | "a recall that is on already";

/** Units a call: gas is capped. */
const MOST_UNITS = 250;

const isWhole = ({ parcel, parts }: Taken): boolean =>
  parts.length === 1 && parts[0]!.count === parcel.count;
const same = (acts: Act[]): Plan => ({ acts, checks: acts });

/** Plans the steps of one institution. */
export class Planner {
  readonly #state: GoodsState;
  readonly #finder: GoodsFinder;

  constructor(state: GoodsState, me: number) {
    this.#state = state;
    this.#finder = new GoodsFinder(state, me);
  }

  /** @throws SUPPLY_MORE_THAN_THERE, SupplyReceiptExceeds */
  plan(terms: StepTerms): Plan | Obstacle {
    switch (terms.kind) {
      case "recall":
        return this.#recall(terms);
      case "pack":
        return this.#pack(terms);
      case "unpack":
        return this.#unpack(terms);
      default:
        return this.#move(terms);
    }
  }

  #recall({ goods: { lots, containers, units }, evidence }: StepTerms): Plan | Obstacle {
    if (containers.length > 0 || units.size > 0) return "a part of a parcel";
    const ids = lots.flatMap((one) => one.lots);
    if (ids.length === 0) return "goods that the ledger does not know";
    const living = ids.filter((id) => this.#state.lots.get(id)!.slot.recall === "NONE");
    if (living.length === 0) return "a recall that is on already";
    // Events name no class: it begins with the mildest, for a recall can only become graver.
    const terms = { class: "III", reason: 0, evidence } as const;
    return same(living.map((lot) => act("recall", lot, terms)));
  }

  #move(terms: StepTerms): Plan | Obstacle {
    const { kind, goods } = terms;
    const plan: Plan = { acts: [], checks: [] };
    for (const sscc of goods.containers) {
      const moving = this.#container(terms, sscc);
      if (typeof moving === "string") return moving;
      plan.acts.push(moving);
      plan.checks.push(moving);
    }
    const taken = this.#finder.taken(kind, this.#finder.outside(goods));
    if (typeof taken === "string") return taken;
    for (const one of taken) {
      const step = this.#parcel(terms, one, goods.units.has(one.parcel.lot));
      if (typeof step === "string") return step;
      plan.acts.push(...step.acts);
      plan.checks.push(...step.checks);
    }
    return plan;
  }

  #container({ kind, to }: StepTerms, sscc: string): Act | Obstacle {
    const container = this.#finder.containerFor(kind, sscc);
    if (!container) return "goods that the ledger does not know";
    if (kind === "ship") return act("shipContainer", container, to!);
    if (kind === "receive") return act("receiveContainer", container.id);
    if (kind === "callBack") return act("callBackContainer", container.id);
    return "a container in a container";
  }

  /** What is written for one parcel. */
  #parcel(terms: StepTerms, one: Taken, isByUnits: boolean): Plan | Obstacle {
    const { kind, evidence, how, to } = terms;
    const parcel = plain(one.parcel);
    if (kind === "dispense" || (kind === "destroy" && isByUnits && !isWhole(one))) {
      return isByUnits ? same(unitActs(terms, one)) : "units by class alone";
    }
    const moved = (part: Parcel): Act =>
      kind === "ship"
        ? act("ship", part, to!)
        : kind === "destroy"
          ? act("destroy", part, how, evidence)
          : act(kind as "receive" | "callBack", part);
    if (isWhole(one)) return same([moved(parcel)]);
    if (kind === "receive") return same([act("receiveExcept", parcel, without(parcel, one.parts))]);
    if (kind === "callBack") return "a part of a parcel";
    const acts = one.parts.map((part) => moved({ ...parcel, ...part }));
    // The parts are as free as the whole is.
    return { acts: [splitOf(one), ...acts], checks: [splitOf(one), moved(parcel)] };
  }

  #pack({ goods, sscc }: StepTerms): Plan | Obstacle {
    if (goods.containers.length > 0) return "a container in a container";
    if (this.#state.containersNumbered(sscc!).length > 0) {
      return "a container that is packed already";
    }
    const taken = this.#finder.taken("pack", goods);
    if (typeof taken === "string") return taken;
    const parcels = taken.flatMap(({ parcel, parts }) =>
      parts.map((part) => ({ ...plain(parcel), ...part })),
    );
    const splits = taken.filter((one) => !isWhole(one)).map(splitOf);
    const pack = act("pack", { sscc: sscc!, parcels });
    return { acts: [...splits, pack], checks: splits.length > 0 ? splits : [pack] };
  }

  #unpack({ goods, sscc }: StepTerms): Plan | Obstacle {
    const container = this.#finder.containerFor("unpack", sscc!);
    if (!container) return "goods that the ledger does not know";
    const named = [
      ...[...goods.units.values()].map(({ length }) => length),
      ...goods.lots.map(({ count = 0 }) => count),
    ];
    const inside = container.parcels.reduce((sum, { count }) => sum + count, 0);
    const isAll = named.length === 0 || named.reduce((a, b) => a + b) === inside;
    if (!isAll || goods.containers.length > 0) return "a part of a container";
    return same([act("unpack", container)]);
  }
}

function unitActs({ kind, show, how, evidence }: StepTerms, { parcel, parts }: Taken): Act[] {
  const all = parts.flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, i) => first + i),
  );
  return Array.from({ length: Math.ceil(all.length / MOST_UNITS) }, (_, i) => {
    const indexes = all.slice(i * MOST_UNITS, (i + 1) * MOST_UNITS);
    const shown = show(plain(parcel), indexes);
    return kind === "dispense" ? act("dispense", shown) : act("withdraw", shown, how, evidence);
  });
}

function splitOf({ parcel, parts }: Taken): Act {
  const ranges = [...parts, ...without(parcel, parts)].toSorted((a, b) => a.first - b.first);
  return act(
    "split",
    plain(parcel),
    ranges.map(({ count }) => count),
  );
}
