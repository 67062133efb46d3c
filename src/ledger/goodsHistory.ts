import { blockTimes } from "../chain/blockTimes.ts";
import { accountOf, type Chain } from "../chain/chain.ts";
import { untilFinalBlock, untilQuiet } from "../chain/finality.ts";
import { supplyEventsIn, supplyLog } from "../chain/supplyLog.ts";
import { read } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import { GoodsState, type SupplyEvent } from "../core/goodsState.ts";
import {
  type DoneStep,
  DoneSteps,
  type Goods,
  isNothing,
  type StepKind,
  stepOf,
} from "../core/goodsSteps.ts";

/** A step as a document tells of it. */
export interface ToldStep {
  /** Digest of the event that tells. */
  hash: Hex;
  kind: StepKind;
  goods: Goods;
  /** Whom goods were shipped to. */
  to?: number;
  /** Unix seconds. */
  time: number;
}

type Place = Pick<DoneStep, "block" | "index">;
const isAfter = (a: Place, b: Place): boolean =>
  a.block > b.block || (a.block === b.block && a.index > b.index);

/** What the ledger has of goods, and what one institution anchored and did, as the log tells. */
export class GoodsHistory {
  readonly state = new GoodsState();
  readonly institution: number;
  /** Steps that no event was found to tell of. */
  readonly #done = new DoneSteps();
  readonly #anchored = new Map<Hex, Place>();
  readonly #timeOf: (block: number) => Promise<number>;

  private constructor(chain: Chain, institution: number) {
    this.#timeOf = blockTimes(chain.network);
    this.institution = institution;
  }

  /** Once nothing that the connected account sent is on its way: a killed process may have. */
  static async read(chain: Chain, institution: number): Promise<GoodsHistory> {
    const { network } = chain;
    await untilQuiet(network, accountOf(chain).address);
    await untilFinalBlock(network, await read(network.provider.getBlockNumber()));
    const history = new GoodsHistory(chain, institution);
    for (const event of await supplyLog(chain)) {
      for (const step of stepOf(event, history.state)) history.#done.add(step);
      history.#follow(event);
    }
    return history;
  }

  /** What the institution wrote now. */
  follow(logs: Parameters<typeof supplyEventsIn>[0]): void {
    for (const event of supplyEventsIn(logs)) this.#follow(event);
  }

  #follow(event: SupplyEvent): void {
    const { block, index } = event;
    this.state.add(event);
    if (event.name !== "EventsAnchored" || event.event.by !== this.institution) return;
    for (const hash of event.event.hashes) {
      if (!this.#anchored.has(hash)) this.#anchored.set(hash, { block, index });
    }
  }

  isAnchored(hash: Hex): boolean {
    return this.#anchored.has(hash);
  }

  /**
   * Finds what the institution did as an event tells, and answers the goods with which it did not.
   * Events are anchored before they are acted upon: what was done for one stands after its anchor
   * (`applied`). What has the very second of the event is what it was exported from (`told`).
   */
  async find(told: ToldStep): Promise<{ what: "applied" | "told" } | { rest: Goods }> {
    const isMeant = ({ kind, by, to }: DoneStep): boolean =>
      kind === told.kind && by === this.institution && (kind !== "ship" || to === told.to);
    const anchor = this.#anchored.get(told.hash);
    const { goods } = told;
    const left = anchor
      ? this.#done.claim(goods, (step) => isMeant(step) && isAfter(step, anchor))
      : goods;
    if (isNothing(left)) return { what: "applied" };
    const times = await this.#timesOf(this.#done.of(left, isMeant));
    const rest = this.#done.claim(
      left,
      (step) => isMeant(step) && (step.time ?? times.get(step.block)) === told.time,
    );
    return isNothing(rest) ? { what: "told" } : { rest };
  }

  async #timesOf(steps: readonly DoneStep[]): Promise<Map<number, number>> {
    const times = new Map<number, number>();
    for (const { block } of steps) times.set(block, await this.#timeOf(block));
    return times;
  }
}
