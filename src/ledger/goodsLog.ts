import type { Chain } from "../chain/chain.ts";
import { logs, numberTopic, read } from "../chain/transact.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { type Custody, custodyOf } from "../core/custody.ts";
import { fail } from "../core/errors.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { LotBody, UnitRange } from "../core/goods.ts";

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

/** When goods with the unit in them came to somebody, and to whom. */
export interface UnitStep {
  /** How often they were received before and then: 0 at the maker's. */
  step: number;
  holder: number;
  /** Unix seconds. */
  since: number;
}

type Parcels = "ParcelSplit" | "ParcelDisputed" | "ParcelReceived";
type Containers = "ContainerPacked" | "ContainerReceived";

interface Happened<N extends EventName = EventName> {
  name: N;
  event: SuiteEvents[N];
  block: number;
  index: number;
}

const holds = ({ first, count }: UnitRange, index: number): boolean =>
  index >= first && index - first < count;

/** What the chain's log tells of goods: how lots were made, and the way of a unit. */
export class GoodsLog {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** @throws SUPPLY_LOT_UNKNOWN */
  async made(lot: Hex): Promise<LotMade> {
    const [found] = await logs(this.#chain, "LotCommissioned", [lot]);
    if (!found) return fail("SUPPLY_LOT_UNKNOWN", {});
    const { slot, product, number, made, content, codeRoot, manifest } = found.event;
    const { maker, expiry, count } = slot;
    return {
      lot,
      body: { product, number, made, expiry, count, content },
      codeRoot,
      maker,
      manifest,
    };
  }

  /** The parcel and the container in which a unit is now, as the final log tells. */
  async place(lot: Hex, index: number, count: number): Promise<UnitPlace> {
    let range = { first: 0, count };
    for (const { name, event } of await this.#parcels(lot, ["ParcelSplit", "ParcelDisputed"])) {
      if (!same(event.range, range)) continue;
      const parts =
        name === "ParcelSplit"
          ? partsOf(range, (event as SuiteEvents["ParcelSplit"]).counts)
          : around(range, (event as SuiteEvents["ParcelDisputed"]).missing);
      range = parts.find((part) => holds(part, index)) ?? range;
    }
    const custody = custodyOf(
      await read(this.#chain.contracts.drugLedger.parcelOf({ lot, ...range })),
    );
    return { range, container: await this.#container(custody) };
  }

  /** The whole id of the container that a parcel is packed in, of which its slot has the end. */
  async #container({ container, holder }: Custody): Promise<Hex> {
    if (BigInt(container) === 0n) return ZERO32;
    // Who packs, holds: while it is packed, the parcel's slot keeps that.
    const packed = await logs(this.#chain, "ContainerPacked", [null, numberTopic(holder)]);
    const found = packed.findLast(({ event }) => event.container.endsWith(container.slice(2)));
    return found?.event.container ?? ZERO32;
  }

  /** The hands through which a unit went, the maker's first. */
  async steps(lot: Hex, index: number): Promise<UnitStep[]> {
    const [made] = await logs(this.#chain, "LotCommissioned", [lot]);
    if (!made) return fail("SUPPLY_LOT_UNKNOWN", {});
    const start = await this.#chain.network.timeOf(made.block);
    const steps: UnitStep[] = [{ step: 0, holder: made.event.slot.maker, since: start }];
    const happened = [
      ...(await this.#parcels(lot, ["ParcelReceived", "ParcelDisputed"])),
      ...(await this.#containers(lot, index, made.block)),
    ].toSorted((a, b) => a.block - b.block || a.index - b.index);
    let packedAfter = 0;
    for (const { name, event } of happened) {
      if (name === "ContainerPacked") {
        packedAfter = steps.at(-1)!.step;
      } else if (name === "ContainerReceived") {
        const { holder, step, since } = (event as SuiteEvents["ContainerReceived"]).custody;
        steps.push({ step: packedAfter + step, holder, since });
      } else {
        const { range, custody, ...rest } = event as SuiteEvents["ParcelReceived"];
        if (!holds(range, index)) continue;
        const { missing = [] } = rest as Partial<SuiteEvents["ParcelDisputed"]>;
        if (missing.some((part) => holds(part, index))) continue;
        steps.push({ step: custody.step, holder: custody.holder, since: custody.since });
      }
    }
    return steps;
  }

  async #parcels<N extends Parcels>(lot: Hex, names: readonly N[]): Promise<Happened<N>[]> {
    const found: Happened<N>[] = [];
    for (const name of names) found.push(...(await logs(this.#chain, name, [lot])));
    return found.toSorted((a, b) => a.block - b.block || a.index - b.index);
  }

  /** What became of the containers that a unit was in. */
  async #containers(lot: Hex, index: number, from: number): Promise<Happened<Containers>[]> {
    const all = await logs(this.#chain, "ContainerPacked", [], { from });
    const packed = all.filter(({ event }) =>
      event.parcels.some((parcel) => parcel.lot === lot && holds(parcel, index)),
    );
    if (packed.length === 0) return [];
    const ids = packed.map(({ event }) => event.container);
    return [...packed, ...(await logs(this.#chain, "ContainerReceived", [ids], { from }))];
  }
}

const same = (a: UnitRange, b: UnitRange): boolean => a.first === b.first && a.count === b.count;

/** A range cut into parts of these sizes. */
function partsOf({ first }: UnitRange, counts: readonly number[]): UnitRange[] {
  let at = first;
  return counts.map((count) => {
    const part = { first: at, count };
    at += count;
    return part;
  });
}

/** The missing parts of a range, and what lies between them. */
function around({ first, count }: UnitRange, missing: readonly UnitRange[]): UnitRange[] {
  const cuts: number[] = [];
  let at = first;
  for (const part of [...missing, { first: first + count, count: 0 }]) {
    cuts.push(part.first - at, part.count);
    at = part.first + part.count;
  }
  return partsOf({ first, count }, cuts).filter((part) => part.count > 0);
}
