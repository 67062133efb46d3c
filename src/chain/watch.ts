import type { Hex } from "../core/bytes.ts";
import { type CareLedgerError, fail } from "../core/errors.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { Chain } from "./chain.ts";
import type { Network } from "./network.ts";
import { inOrder, type Logged, logs, type Topics } from "./transact.ts";
import { untilAnswer } from "./untilAnswer.ts";

/**
 * Where a watcher is on the chain, as plain JSON: keep it together with what the handler did, and
 * the next watcher goes on right after it.
 */
export interface Cursor {
  /** Hash of block 0: of which chain this is. */
  readonly genesis: Hex;
  readonly block: number;
  /** The block's hash. */
  readonly hash: Hex;
  /** The last log of the block that was handled; absent: all of them were. */
  readonly index?: number;
}

export interface WatchOptions {
  /** Go on after this; from `fromBlock` where there is none yet. */
  readonly after?: Cursor | undefined;
  /** The first block, where there is no cursor yet; 0 by default. */
  readonly fromBlock?: number;
  /** Stops the watcher, as `stop` does. */
  readonly signal?: AbortSignal;
  /** Told of each attempt that failed: the node is away, and is asked again later. */
  readonly onTrouble?: (error: CareLedgerError) => void;
}

/** A watcher at work. */
export interface Watch {
  /** How far it is, blocks without events counted; undefined before the first. */
  readonly cursor: Cursor | undefined;
  /** Settles when it has stopped: rejected with what the handler threw, or with WATCH_FORKED. */
  readonly done: Promise<void>;
  /** No event is handed out any more; one that is being handled is finished. */
  readonly stop: () => void;
}

/** An event of one of these names, where it stands on the chain. */
export type LoggedAs<N extends EventName> = N extends EventName ? Logged<SuiteEvents[N], N> : never;

/** Is awaited before the next event. `cursor`: after this event. */
export type WatchHandler<N extends EventName> = (
  log: LoggedAs<N>,
  cursor: Cursor,
) => void | Promise<void>;

export interface BlockRange {
  from: number;
  to: number;
}

/** Blocks in one question: Besu refuses more than 5,000. */
const PAGE = 2_000;

/** The events of these names, each found by its own indexed values. */
export const eventsBy =
  <N extends EventName>(
    chain: Chain,
    topics: Readonly<Partial<Record<N, Topics>>>,
  ): ((range: BlockRange) => Promise<LoggedAs<N>[]>) =>
  async (range) => {
    const names = Object.keys(topics) as N[];
    const found = await Promise.all(names.map((name) => logs(chain, name, topics[name], range)));
    return found.flat() as unknown as LoggedAs<N>[];
  };

/**
 * Hands events of final blocks to `handler`, in the order of the chain, each once; while the node
 * is away it waits and goes on. Who keeps the cursor with the handler's work gets each event
 * exactly once over restarts too.
 * @param find The events between two blocks, in any order
 */
export function watch<N extends EventName>(
  { network }: Chain,
  find: (range: BlockRange) => Promise<LoggedAs<N>[]>,
  handler: WatchHandler<N>,
  options: WatchOptions = {},
): Watch {
  const stopping = new AbortController();
  const signal = options.signal
    ? AbortSignal.any([stopping.signal, options.signal])
    : stopping.signal;
  const watcher = new Watcher(network, find, options, signal);
  const done = watcher.run(handler);
  return {
    get cursor() {
      return watcher.cursor;
    },
    done,
    stop: () => stopping.abort(),
  };
}

interface Page<N extends EventName> {
  logs: LoggedAs<N>[];
  end: Cursor;
}

class Watcher<N extends EventName> {
  cursor: Cursor | undefined;
  readonly #network: Network;
  readonly #find: (range: BlockRange) => Promise<LoggedAs<N>[]>;
  readonly #options: WatchOptions;
  readonly #signal: AbortSignal;

  constructor(
    network: Network,
    find: (range: BlockRange) => Promise<LoggedAs<N>[]>,
    options: WatchOptions,
    signal: AbortSignal,
  ) {
    this.#network = network;
    this.#find = find;
    this.#options = options;
    this.#signal = signal;
    this.cursor = options.after;
  }

  async run(handler: WatchHandler<N>): Promise<void> {
    for (;;) {
      const page = await this.#next();
      if (!page) return;
      for (const log of page.logs) {
        if (this.#signal.aborted) return;
        const { block, blockHash: hash, index } = log;
        const cursor = { genesis: this.#network.genesis, block, hash, index };
        await handler(log, cursor);
        this.cursor = cursor;
      }
      this.cursor = page.end;
    }
  }

  /** The next page, as soon as there is one; undefined once stopped. */
  #next(): Promise<Page<N> | undefined> {
    const { onTrouble } = this.#options;
    return untilAnswer(this.#network, () => this.#page(), this.#signal, onTrouble);
  }

  /** What lies after the cursor in final blocks; undefined if there is nothing yet. */
  async #page(): Promise<Page<N> | undefined> {
    const { cursor } = this;
    const final = await this.#network.finalBlock();
    if (cursor) await this.#requireSameChain(cursor, final);
    const whole = cursor?.index === undefined;
    const from = cursor ? cursor.block + (whole ? 1 : 0) : (this.#options.fromBlock ?? 0);
    if (from > final) return undefined;
    const to = Math.min(from + PAGE - 1, final);
    const found = await this.#find({ from, to });
    const isNew = ({ block, index }: { block: number; index: number }): boolean =>
      whole || block > cursor.block || index > cursor.index;
    return {
      logs: inOrder(found.filter(isNew)),
      end: { genesis: this.#network.genesis, block: to, hash: await this.#hashOf(to) },
    };
  }

  /** Final blocks do not change; if one did, it is another chain under the same URL. */
  async #requireSameChain({ genesis, block, hash }: Cursor, final: number): Promise<void> {
    // A node that is not that far yet may be a reset one: its block 0 tells.
    const [number, expected] = block <= final ? [block, hash] : [0, genesis];
    const found = await this.#hashOf(number);
    if (found !== expected || genesis !== this.#network.genesis) {
      fail("WATCH_FORKED", { block: number });
    }
  }

  async #hashOf(number: number): Promise<Hex> {
    const block = await this.#network.provider.getBlock(number);
    return (block?.hash ?? fail("CHAIN_FAILED", { reason: `it lacks block ${number}` })) as Hex;
  }
}
