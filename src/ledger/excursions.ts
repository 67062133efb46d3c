import { blockTimes } from "../chain/blockTimes.ts";
import type { Chain } from "../chain/chain.ts";
import { lotsLog } from "../chain/supplyLog.ts";
import { logs } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { SuiteEvents } from "../core/events.ts";
import {
  type Container,
  containerId,
  packContainer,
  type Parcel,
  parcelKey,
} from "../core/goods.ts";
import { overlaps, type SupplyEvent } from "../core/goodsState.ts";
import { type Goods, goodsKey, shownGoods } from "../core/monitoring.ts";
import { parcelsOf, type Whereabouts, whereabouts } from "../core/whereabouts.ts";

const NO_LABEL = { sscc: 0n, lots: [] as Hex[], contents: ZERO32 };

/** An excursion and where the goods were when it began. */
export interface LocatedExcursion extends Omit<SuiteEvents["ExcursionFound"], "goods" | "actor"> {
  goods: Goods;
  transaction: Hex;
  places: Whereabouts[];
}

/** Quarantines that a calling contract does not outweigh. */
const HELD = new Set(["CALLER", "REGULATOR"]);

/** The container that was packed under an id. */
function containerIn(id: Hex, events: readonly SupplyEvent[]): Container {
  for (const { name, event } of events) {
    if (name === "ContainerPacked" && event.container === id) return event;
  }
  return fail("SUPPLY_LOT_UNKNOWN", {});
}

/** The events up to a time: it is looked for by halves. */
async function until(
  events: readonly SupplyEvent[],
  time: number,
  timeOf: (block: number) => Promise<number>,
): Promise<readonly SupplyEvent[]> {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((await timeOf(events[middle]!.block)) <= time) low = middle + 1;
    else high = middle;
  }
  return events.slice(0, low);
}

/**
 * Goods that were not kept as their makers say: at which step and in whose hands it happened, and
 * whatever became of them put into quarantine.
 */
export class Excursions {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /**
   * Excursions, oldest first: each with the parts that the goods were when they left their limits,
   * and who had each then, at which step.
   * @param goods All goods without
   */
  async found(goods?: Goods): Promise<LocatedExcursion[]> {
    const key = goods && goodsKey(goods);
    const found = await logs(this.#chain, "ExcursionFound", [key ?? null]);
    if (found.length === 0) return [];
    const named = new Map<Hex, Goods>();
    for (const { event } of found) {
      if (!named.has(event.goods)) named.set(event.goods, await this.#goods(event.goods));
    }
    const history = await this.#history([...named.values()]);
    const times = blockTimes(this.#chain.network);
    const located: LocatedExcursion[] = [];
    for (const { event, transaction } of found) {
      const { goods: id, actor: _, ...rest } = event;
      const watched = named.get(id)!;
      const then = await until(history, rest.from, times);
      const places = whereabouts(parcelsOf(watched, history), then);
      located.push({ ...rest, goods: watched, transaction, places });
    }
    return located;
  }

  /** Puts a part of goods into quarantine that left them before their excursion was told. */
  pursue(
    goods: { parcel: Parcel } | Container,
    sensor: Hex,
    { parcel, container = ZERO32 }: Pick<Whereabouts, "parcel" | "container">,
  ): Write<SuiteEvents["ExcursionPursued"]> {
    const { label, contents } =
      "parcel" in goods ? { label: NO_LABEL, contents: [] } : packContainer(goods);
    const watched = shownGoods("parcel" in goods ? goods : { container: containerId(goods) });
    const whole = "parcel" in goods ? [] : goods.parcels;
    const place = whole.findIndex((one) => one.lot === parcel.lot && overlaps(one, parcel));
    const part = { container, parcel };
    return write(this.#chain, "ExcursionPursued", () =>
      this.#chain.contracts.coldChain.pursue.populateTransaction(
        watched,
        sensor,
        label,
        contents,
        Math.max(place, 0),
        part,
      ),
    );
  }

  /**
   * Puts whatever became of goods after an excursion into quarantine, wherever it is now: parts, and
   * containers that parts were packed in. Who calls it again goes on with what is left.
   */
  async pursueAll(goods: Goods, sensor: Hex): Promise<SuiteEvents["ExcursionPursued"][]> {
    const history = await this.#history([goods]);
    const whole = parcelsOf(goods, history);
    const watched = "parcel" in goods ? goods : containerIn(goods.container, history);
    const parts = whereabouts(whole, history).filter(
      ({ state, quarantine }) => state !== "DESTROYED" && !HELD.has(quarantine),
    );
    // A container is put into quarantine once, whatever is in it.
    const each = new Map(parts.map((part) => [part.container ?? parcelKey(part.parcel), part]));
    const events = [];
    for (const part of each.values()) {
      events.push((await this.pursue(watched, sensor, part).send()).event);
    }
    return events;
  }

  /** The log of the lots that goods are of, and of the containers that these were in. */
  async #history(all: readonly Goods[]): Promise<readonly SupplyEvent[]> {
    const lots = new Set(all.flatMap((one) => ("parcel" in one ? [one.parcel.lot] : [])));
    const containers = all.flatMap((one) => ("container" in one ? [one.container] : []));
    if (containers.length > 0) {
      const packed = await logs(this.#chain, "ContainerPacked", [containers]);
      for (const { event } of packed) for (const { lot } of event.parcels) lots.add(lot);
    }
    return await lotsLog(this.#chain, [...lots]);
  }

  /** What a sensor was told to watch, by its key. */
  async #goods(key: Hex): Promise<Goods> {
    const [begun] = await logs(this.#chain, "MonitoringChanged", [key]);
    return begun?.event.parcel ? { parcel: begun.event.parcel } : { container: key };
  }
}
