import type { Chain } from "../chain/chain.ts";
import { cutsOf } from "../chain/cuts.ts";
import { logs, numberTopic, read } from "../chain/transact.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { type Custody, custodyOf } from "../core/custody.ts";
import { fail } from "../core/errors.ts";
import type { Container, LotBody, UnitRange } from "../core/goods.ts";
import { type Cut, lineage } from "../core/ranges.ts";
import type { ShelvedUnit } from "../vault/lotShelf.ts";
import { Lru } from "../vault/lru.ts";

/** A lot as the chain tells of its making. */
export interface LotMade {
  lot: Hex;
  body: LotBody;
  codeRoot: Hex;
  maker: number;
  /** Digest of the CID of its sealed file; 32 zero bytes for none. */
  manifest: Hex;
}

/** Where a unit is: its parcel, and the container that is packed in (32 zero bytes for none). */
export interface UnitPlace {
  range: UnitRange;
  container: Hex;
}

/** Cuts kept in memory, over all lots. */
const KEPT_CUTS = 200_000;
const KEPT_CONTAINERS = 10_000;

/** Where goods are, as the chain's log tells: which parcel of a lot a unit is in. */
export class GoodsLog {
  readonly #chain: Chain;
  readonly #cuts = new Lru<Hex, { next: number; cuts: Cut[] }>(
    KEPT_CUTS,
    ({ cuts }) => 1 + cuts.length,
  );
  readonly #containers = new Lru<Hex, Hex>(KEPT_CONTAINERS);

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** @throws SUPPLY_LOT_UNKNOWN */
  async made(lot: Hex): Promise<LotMade> {
    const [found] = await logs(this.#chain, "LotCommissioned", [lot]);
    if (!found) return fail("SUPPLY_LOT_UNKNOWN", {});
    const { slot, count, product, number, made, content, codeRoot, manifest } = found.event;
    const { maker, expiry } = slot;
    return {
      lot,
      body: { product, number, made, expiry, count, content },
      codeRoot,
      maker,
      manifest,
    };
  }

  /**
   * The parcel and the container in which a unit is now. What was asked before of a lot is not asked
   * again.
   * @throws SupplyLotUnknown
   */
  async place(lot: Hex, index: number, count: number): Promise<UnitPlace> {
    const range = lineage(await this.#cutsOf(lot), index, count).at(-1)!;
    const custody = custodyOf(
      await read(this.#chain.contracts.drugLedger.parcelOf({ lot, ...range })),
    );
    return { range, container: await this.#container(lot, custody) };
  }

  /** Units whose lots' files are kept, by the parcels in which they are now. */
  async byParcel(
    found: readonly ShelvedUnit[],
  ): Promise<{ range: UnitRange; units: ShelvedUnit[] }[]> {
    const parcels = new Map<string, { range: UnitRange; units: ShelvedUnit[] }>();
    for (const one of found) {
      const { range } = await this.place(one.lot.lot, one.unit.index, one.lot.body.count);
      const key = `${one.lot.lot} ${range.first} ${range.count}`;
      const parcel = parcels.get(key) ?? { range, units: [] };
      parcels.set(key, { range, units: [...parcel.units, one] });
    }
    return [...parcels.values()];
  }

  /**
   * What was packed under a container's id, in the order of its label.
   * @throws SUPPLY_CONTAINER_UNKNOWN
   */
  async packed(container: Hex): Promise<Container> {
    const [found] = await logs(this.#chain, "ContainerPacked", [container]);
    if (!found) return fail("SUPPLY_CONTAINER_UNKNOWN", {});
    const { sscc, parcels } = found.event;
    return { sscc, parcels };
  }

  /** How a lot was divided, as far as the chain is final: a cut stands for good then. */
  async #cutsOf(lot: Hex): Promise<readonly Cut[]> {
    const { next, cuts } = this.#cuts.get(lot) ?? { next: 0, cuts: [] };
    const to = await read(this.#chain.network.finalBlock());
    if (to < next) return cuts;
    const all = [...cuts, ...(await cutsOf(this.#chain, lot, { from: next, to }))];
    this.#cuts.set(lot, { next: to + 1, cuts: all });
    return all;
  }

  /** The whole id of the container that a parcel is packed in, of which its slot has the end. */
  async #container(lot: Hex, { container: end, holder }: Custody): Promise<Hex> {
    if (BigInt(end) === 0n) return ZERO32;
    const known = this.#containers.get(end);
    if (known) return known;
    const [made] = await logs(this.#chain, "LotCommissioned", [lot]);
    const since = { from: made?.block ?? 0 };
    // Who packs, holds: while it is packed, the parcel's slot keeps that.
    const packed = await logs(this.#chain, "ContainerPacked", [null, numberTopic(holder)], since);
    const found = packed.findLast(({ event }) => event.container.endsWith(end.slice(2)));
    if (!found) return ZERO32;
    this.#containers.set(end, found.event.container);
    return found.event.container;
  }
}
