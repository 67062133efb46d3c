import { mkdirSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Chain } from "../chain/chain.ts";
import type { ContractName } from "../chain/contracts.ts";
import { untilAnswer } from "../chain/untilAnswer.ts";
import { type CareLedgerError, fail } from "../core/errors.ts";
import { holdLock } from "../vault/lock.ts";
import { ChainReader, type Emitters, emittersIn } from "./chainReader.ts";
import { type BlockPoint, IndexDatabase } from "./database.ts";
import { IndexReader } from "./reader.ts";

/** What one step did. */
export interface IndexStep {
  /** Indexed up to this block, of `final`. */
  readonly block: number;
  readonly final: number;
  /** Events folded in this step. */
  readonly events: number;
  /** Where the chain had changed: what came after this block was forgotten. -1: everything. */
  readonly undoneTo?: number;
}

export interface FollowOptions {
  /** Stops it, between two steps. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: IndexStep) => void;
  /** Told of each attempt that failed: the node is away, and is asked again later. */
  readonly onTrouble?: (error: CareLedgerError) => void;
}

/**
 * The one writer of an index: folds every event of the suite, in final blocks, into a SQLite file.
 * Rows, events and how far it is change in one transaction a step, so that a kill leaves whole steps,
 * and the next indexer goes on right there. Where blocks that were final change after all, it goes
 * back to the last one that stands and folds anew.
 */
export class Indexer {
  /** Answers from what is indexed. */
  readonly reader: IndexReader;
  readonly #reading: ChainReader;
  readonly #addresses: Chain["addresses"];
  readonly #index: IndexDatabase;
  readonly #release: () => void;
  /** Unknown at the start and after a way back. */
  #emitters: Map<string, ContractName> | undefined;

  /**
   * @param file Or ":memory:"
   * @param anew Forgets what the file holds, of whatever chain: the first step begins at block 0
   * @throws CLI_BUSY where another process writes to it; INDEX_FOREIGN, STORE_DATABASE
   */
  constructor(
    chain: Pick<Chain, "network" | "addresses">,
    file: string,
    { anew = false }: { anew?: boolean } = {},
  ) {
    this.#reading = new ChainReader(chain);
    this.#addresses = chain.addresses;
    this.#release = lock(file);
    try {
      const { genesis } = chain.network;
      const { directory } = chain.addresses;
      this.#index = new IndexDatabase(file, { genesis, directory }, anew);
    } catch (error) {
      this.#release();
      throw error;
    }
    this.reader = new IndexReader(this.#index.db);
  }

  /** For queries of one's own: it must not be written to. */
  get database(): DatabaseSync {
    return this.#index.db;
  }

  close(): void {
    this.#index.close();
    this.#release();
  }

  /** Indexes what is final now. @throws CHAIN_SILENT where the node is away, CHAIN_FAILED */
  async catchUp({ signal, onStep }: Omit<FollowOptions, "onTrouble"> = {}): Promise<void> {
    for (;;) {
      const step = await this.#step(signal);
      if (!step) return;
      onStep?.(step);
    }
  }

  /**
   * Indexes what becomes final, until it is stopped; while the node is away it waits.
   * @throws INDEX_FOREIGN where the chain is another all at once; STORE_DATABASE where the disk is full
   */
  async follow({ signal, onStep, onTrouble }: FollowOptions & { signal: AbortSignal }) {
    for (;;) {
      const ask = () => this.#step(signal);
      const step = await untilAnswer(this.#reading.network, ask, signal, onTrouble);
      if (!step) return;
      onStep?.(step);
    }
  }

  /** The next blocks; undefined where there are none yet. */
  async #step(signal: AbortSignal | undefined): Promise<IndexStep | undefined> {
    const final = await this.#reading.network.finalBlock();
    const { end } = this.#index;
    const from = (end?.number ?? -1) + 1;
    if (end && !(await this.#stands(end, final))) return await this.#goBack(final, signal);
    if (from > final) return undefined;
    const emitters = await this.#emittersUpTo(from, final, signal);
    if (signal?.aborted) return undefined;
    if (!emitters) return { block: -1, final, events: 0, undoneTo: -1 };
    const page = await this.#reading.page(emitters, end, final);
    if (signal?.aborted) return undefined;
    this.#index.add(page);
    return { block: page.end.number, final, events: page.events.length };
  }

  /** Whether the last block is still the chain's, as far as a node that is behind can tell. */
  async #stands(end: BlockPoint, final: number): Promise<boolean> {
    if (end.number <= final) return await this.#reading.has(end);
    await this.#requireGenesis();
    const newest = this.#index.newestBlock(final);
    return !newest || (await this.#reading.has(newest));
  }

  /** It may be another chain under the same URL. */
  async #requireGenesis(): Promise<void> {
    const { genesis } = this.#reading.network;
    if (await this.#reading.has({ number: 0, hash: genesis })) return;
    fail("INDEX_FOREIGN", { reason: "its block 0 is another" });
  }

  /** Back to the newest block with events that the chain still has. */
  async #goBack(final: number, signal: AbortSignal | undefined): Promise<IndexStep | undefined> {
    await this.#requireGenesis();
    const numbers = this.#index.blockNumbers(final);
    let [stand, gone] = [-1, numbers.length];
    while (gone - stand > 1) {
      const middle = (stand + gone) >> 1;
      const point = this.#index.newestBlock(numbers[middle]!)!;
      if (await this.#reading.has(point)) stand = middle;
      else gone = middle;
    }
    if (signal?.aborted) return undefined;
    const point = stand < 0 ? undefined : this.#index.newestBlock(numbers[stand]!);
    this.#index.goBackTo(point);
    this.#emitters = undefined;
    const block = point?.number ?? -1;
    return { block, final, events: 0, undoneTo: block };
  }

  /**
   * Whoever the Directory named up to `final`: a successor's events count, and those that it wrote
   * before it was named too. Undefined where everything had to be forgotten for that.
   */
  async #emittersUpTo(
    from: number,
    final: number,
    signal: AbortSignal | undefined,
  ): Promise<Emitters | undefined> {
    const isNew = this.#emitters === undefined;
    const known = (this.#emitters ??= this.#namedInIndex());
    const fresh = new Map(
      [...(await this.#reading.named(from, final))].filter(([address]) => !known.has(address)),
    );
    const isLate = fresh.size > 0 && from > 0 && (await this.#reading.spoke(fresh, from - 1));
    if (signal?.aborted) return undefined;
    for (const [address, contract] of fresh) known.set(address, contract);
    const isStray = isNew && this.#index.emitters().some((address) => !known.has(address));
    if (!isLate && !isStray) return known;
    this.#index.empty();
    this.#emitters = undefined;
    return undefined;
  }

  #namedInIndex(): Map<string, ContractName> {
    const named = this.#index
      .eventsOf("ModuleRegistered")
      .flatMap(({ said }) => (said.name === "ModuleRegistered" ? [said.event] : []));
    const { directory } = this.#addresses;
    return new Map([[directory.toLowerCase(), "directory"], ...emittersIn(named)]);
  }
}

/** One writer a file. */
function lock(file: string): () => void {
  if (file === ":memory:") return () => {};
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  return holdLock(`${file}.lock`, "writing to this index");
}
