import type { Chain } from "../chain/chain.ts";
import { withElements } from "../chain/longArrays.ts";
import { logs, numberTopic, read } from "../chain/transact.ts";
import {
  eventsBy,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { BATCH_MODES, ENTRY_STATES, type EntryState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Batch } from "../core/slots.ts";

/** A batch with every id, as its event has them. */
export type AnchoredBatch = SuiteEvents["BatchAnchored"] & { block: number };

/** Commitments to sealed records, in batches. */
export class RecordsModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Anchors entry ids in leaf order; the chain computes the root and keeps every id in its log. */
  anchor(ids: readonly Hex[], manifest: Hex = ZERO32): Write<SuiteEvents["BatchAnchored"]> {
    const { recordIndex } = this.#chain.contracts;
    return write(this.#chain, "BatchAnchored", async () => {
      const gasLimit = anchorGas(ids.length);
      const empty = await recordIndex.anchor.populateTransaction([], manifest, { gasLimit });
      return { ...empty, data: withElements(empty.data, ids) };
    });
  }

  /** Archive mode: the root alone. Whether entries can be found depends on you and your store. */
  anchorArchive(
    root: Hex,
    count: number,
    manifest: Hex = ZERO32,
  ): Write<SuiteEvents["BatchArchived"]> {
    const { recordIndex } = this.#chain.contracts;
    return write(this.#chain, "BatchArchived", () =>
      recordIndex.anchorArchive.populateTransaction(root, count, manifest),
    );
  }

  /** Ends entries of one of your batches: superseded, withdrawn or erased, for ever. */
  end(
    root: Hex,
    positions: readonly number[],
    state: EntryState,
  ): Write<SuiteEvents["EntriesEnded"]> {
    const { recordIndex } = this.#chain.contracts;
    return write(this.#chain, "EntriesEnded", () =>
      recordIndex.end.populateTransaction(root, [...positions], ENTRY_STATES.indexOf(state)),
    );
  }

  /** Hands out batches and ends of entries, of a custodian or of all, as they become final. */
  watch(
    { custodian }: { custodian?: number },
    handler: WatchHandler<"BatchAnchored" | "BatchArchived" | "EntriesEnded">,
    options?: WatchOptions,
  ): Watch {
    const topics = [null, custodian === undefined ? null : numberTopic(custodian)];
    const find = eventsBy(this.#chain, {
      BatchAnchored: topics,
      BatchArchived: topics,
      EntriesEnded: topics,
    });
    return watch(this.#chain, find, handler, options);
  }

  /** A custodian's batch; refused with RecordBatchUnknown if it never anchored this root. */
  async batch(custodian: number, root: Hex): Promise<Batch> {
    const found = await read(this.#chain.contracts.recordIndex.batch(custodian, root));
    return {
      anchoredAt: Number(found.anchoredAt),
      count: Number(found.count),
      mode: BATCH_MODES[Number(found.mode)]!,
    };
  }

  async stateAt(custodian: number, root: Hex, position: number): Promise<EntryState> {
    const { recordIndex } = this.#chain.contracts;
    return ENTRY_STATES[Number(await read(recordIndex.stateAt(custodian, root, position)))]!;
  }

  /** The batches that a custodian anchored with their leaves, oldest first. */
  async batches(custodian: number, root?: Hex): Promise<AnchoredBatch[]> {
    const found = await logs(this.#chain, "BatchAnchored", [root ?? null, numberTopic(custodian)]);
    return found.map(({ event, block }) => ({ ...event, block }));
  }
}

/** Gas to allow for a batch: estimating a large one costs the node many trial runs. */
const anchorGas = (count: number): number => 120_000 + 1_400 * count;
