import type { Chain } from "../chain/chain.ts";
import { logs, read, type Sent, transact } from "../chain/transact.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";

export const BATCH_MODE = ["NONE", "LEAVES", "ARCHIVE"] as const;
export const ENTRY_STATE = ["LIVE", "SUPERSEDED", "WITHDRAWN", "ERASED"] as const;
export type EntryState = (typeof ENTRY_STATE)[number];

/** A batch as the chain knows it; `anchoredAt` in Unix seconds. */
export interface Batch {
  anchoredAt: number;
  count: number;
  mode: (typeof BATCH_MODE)[number];
}

/** A batch with every id, as its event has them. */
export interface AnchoredBatch {
  custodian: number;
  root: Hex;
  ids: Hex[];
  /** SHA-256 digest of the CID of the sealed manifest; 32 zero bytes for none. */
  manifest: Hex;
  block: number;
}

export type Anchored = Sent<unknown> & { root: Hex };

/** Commitments to sealed records, in batches. */
export class RecordsModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Anchors entry ids in leaf order; the chain computes the root and keeps every id in its log. */
  async anchor(ids: readonly Hex[], manifest: Hex = ZERO32): Promise<Anchored> {
    const { network, contracts } = this.#chain;
    const sent = await transact(
      network,
      contracts.recordIndex,
      "BatchAnchored",
      contracts.recordIndex.anchor([...ids], manifest, { gasLimit: anchorGas(ids.length) }),
    );
    return { ...sent, root: sent.event.root as Hex };
  }

  /** Archive mode: the root alone. Whether entries can be found depends on you and your store. */
  async anchorArchive(root: Hex, count: number, manifest: Hex = ZERO32): Promise<Anchored> {
    const { network, contracts } = this.#chain;
    const sent = await transact(
      network,
      contracts.recordIndex,
      "BatchArchived",
      contracts.recordIndex.anchorArchive(root, count, manifest),
    );
    return { ...sent, root };
  }

  /** Ends entries of one of your batches: superseded, withdrawn or erased, for ever. */
  async end(root: Hex, positions: readonly number[], state: EntryState): Promise<Sent<unknown>> {
    const { network, contracts } = this.#chain;
    return await transact(
      network,
      contracts.recordIndex,
      "EntriesEnded",
      contracts.recordIndex.end(root, [...positions], ENTRY_STATE.indexOf(state)),
    );
  }

  /** A custodian's batch; refused with RecordBatchUnknown if it never anchored this root. */
  async batch(custodian: number, root: Hex): Promise<Batch> {
    const found = await read(this.#chain.contracts.recordIndex.batch(custodian, root));
    return {
      anchoredAt: Number(found.anchoredAt),
      count: Number(found.count),
      mode: BATCH_MODE[Number(found.mode)]!,
    };
  }

  async stateAt(custodian: number, root: Hex, position: number): Promise<EntryState> {
    const { recordIndex } = this.#chain.contracts;
    return ENTRY_STATE[Number(await read(recordIndex.stateAt(custodian, root, position)))]!;
  }

  /** The batches that a custodian anchored with their leaves, oldest first. */
  async batches(custodian: number, root?: Hex): Promise<AnchoredBatch[]> {
    const { network, contracts } = this.#chain;
    const topics = [root ?? null, topicOf(custodian)];
    const found = await logs(contracts.recordIndex, "BatchAnchored", topics, {
      from: 0,
      to: await network.finalBlock(),
    });
    return found.map(({ event, block }) => ({
      custodian: Number(event.custodian),
      root: event.root as Hex,
      ids: [...event.ids] as Hex[],
      manifest: event.manifest as Hex,
      block,
    }));
  }
}

/** Gas to allow for a batch: estimating a large one costs the node many trial runs. */
const anchorGas = (count: number): number => 120_000 + 1_400 * count;

const topicOf = (value: number): Hex => `0x${value.toString(16).padStart(64, "0")}`;
