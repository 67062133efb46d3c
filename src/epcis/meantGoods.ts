/** Which goods of the ledger a step of a document means, and whether it is the importer's own. */
import type { Hex } from "../core/bytes.ts";
import type { Unit } from "../core/goods.ts";
import type { GoodsState } from "../core/goodsState.ts";
import type { Goods } from "../core/goodsSteps.ts";
import type { CustodyStep } from "./custodyStep.ts";

/** Institutions by GLN or URI. */
export type Parties = ReadonlyMap<string, number>;

/** A unit that a code names, of a lot whose file the importer has. */
export interface FoundUnit {
  lot: { lot: Hex };
  unit: Unit;
}

/** Why a step of the ledger is not the importer's to make. */
export type Foreign =
  | "another's act"
  | "a receiver without a known GLN"
  | "another's product"
  | "a sale, which needs its payer"
  | "goods that the ledger does not know"
  | "units of lots whose file is not here";

/** The goods of a step in the ledger's terms, and the units among them by lot and index. */
export interface Meant {
  goods: Goods;
  units: Map<Hex, Map<number, Unit>>;
  /** Whom goods are shipped to. */
  to?: number;
}

/** How an institution without a GLN is written; `ledger` tells one chain from another. */
export const participantUri = (ledger: string, id: number): string =>
  `urn:careledger:${ledger}:participant:${id}`;

/** How a sensor is written, and the batch of readings of which a digest is on chain. */
export const sensorUri = (ledger: string, id: Hex): string =>
  `urn:careledger:${ledger}:sensor:${id.slice(2)}`;
export const readingsUri = (ledger: string, digest: Hex): string =>
  `urn:careledger:${ledger}:readings:${digest.slice(2)}`;

export class GoodsReader {
  readonly #me: number;
  readonly #parties: Parties;
  readonly #ledger: string;
  readonly #find: (product: bigint, code: string) => readonly FoundUnit[];

  /** @param find Units of lots whose files the importer has */
  constructor(
    me: number,
    parties: Parties,
    ledger: string,
    find: (product: bigint, code: string) => readonly FoundUnit[],
  ) {
    this.#me = me;
    this.#parties = parties;
    this.#ledger = ledger;
    this.#find = find;
  }

  read(step: CustodyStep, state: GoodsState): Meant | Foreign {
    const { kind, by } = step;
    if (by) {
      const id = this.#institution(by.key);
      // Places are many, and most have a GLN that is on no list; parties are few.
      if (id === undefined ? by.isParty : id !== this.#me) return "another's act";
    }
    const to = step.to === undefined ? undefined : this.#institution(step.to);
    if (kind === "ship" && to === undefined) return "a receiver without a known GLN";
    const found = kind === "commission" ? this.#made(step, state) : this.#named(step, state);
    if (typeof found === "string") return found;
    return { ...found, ...(to === undefined ? {} : { to }) };
  }

  #institution(key: string): number | undefined {
    const known = this.#parties.get(key);
    if (known !== undefined) return known;
    const id = Number(key.split(":").at(-1));
    return key === participantUri(this.#ledger, id) ? id : undefined;
  }

  /** The lots that bear the number which is commissioned. */
  #made({ goods, lot }: CustodyStep, state: GoodsState): Meant | Foreign {
    const { product } = goods.units[0]!;
    if (state.makers.get(product) !== this.#me) return "another's product";
    const before = state.lotsNumbered(product, lot!.number);
    const lots = before.filter(({ slot }) => slot.maker === this.#me).map(({ id }) => id);
    return { goods: { containers: [], units: new Map(), lots: [{ lots }] }, units: new Map() };
  }

  #named({ kind, goods }: CustodyStep, state: GoodsState): Meant | Foreign {
    const units: Meant["units"] = new Map();
    for (const { product, code } of goods.units) {
      const found = this.#find(product, code).find(({ lot }) => state.lots.has(lot.lot));
      if (!found) {
        return state.lotsOf(product).length === 0
          ? "goods that the ledger does not know"
          : "units of lots whose file is not here";
      }
      const { lot } = found.lot;
      units.set(lot, (units.get(lot) ?? new Map<number, Unit>()).set(found.unit.index, found.unit));
    }
    const isSold = [...units.keys()].some((lot) => state.lots.get(lot)!.slot.claimable);
    if (kind === "dispense" && isSold) return "a sale, which needs its payer";
    const lots = goods.lots.map(({ product, number, ...rest }) => ({
      lots: state.lotsNumbered(product, number).map(({ id }) => id),
      ...rest,
    }));
    const indexes = new Map([...units].map(([lot, byIndex]) => [lot, [...byIndex.keys()]]));
    return { goods: { containers: goods.containers, units: indexes, lots }, units };
  }

  /** Goods by their printed ids: those that a step must find settled, and those that it changes. */
  keysOf(
    { kind, goods, container, lot }: CustodyStep,
    state: GoodsState,
  ): Record<"checked" | "added", string[]> {
    const name = (product: bigint, number: string) => `${product}/${number}`;
    const lotName = (id: Hex) => name(state.lots.get(id)!.product, state.lots.get(id)!.number);
    const products = goods.units.map(({ product }) => `${product}`);
    if (kind === "commission") {
      const own = name(goods.units[0]!.product, lot!.number);
      return { checked: [own], added: [own, products[0]!] };
    }
    const ssccs = [...goods.containers, ...(container === undefined ? [] : [container])];
    const inside = ssccs
      .flatMap((sscc) => state.containersNumbered(sscc))
      .flatMap(({ parcels }) => parcels.map((one) => lotName(one.lot)));
    const found = goods.units
      .flatMap(({ product, code }) => this.#find(product, code))
      .flatMap((one) => (state.lots.has(one.lot.lot) ? [lotName(one.lot.lot)] : []));
    const lots = [...found, ...goods.lots.map((one) => name(one.product, one.number))];
    const unpacked = container === undefined ? [] : inside;
    return {
      checked: [...ssccs, ...inside, ...lots, ...lots.map((one) => `in ${one}`), ...products],
      added: [...ssccs, ...inside.map((one) => `in ${one}`), ...unpacked, ...lots],
    };
  }
}
