import type { Chain } from "../chain/chain.ts";
import { withElements } from "../chain/longArrays.ts";
import { stateProof } from "../chain/stateProof.ts";
import { logs, numberTopic, read } from "../chain/transact.ts";
import {
  eventsBy,
  type Watch,
  watch,
  type WatchHandler,
  type WatchOptions,
} from "../chain/watch.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, toHex, uintBytes, ZERO32 } from "../core/bytes.ts";
import { BATCH_MODES, ENTRY_STATES, type EntryState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import { fail } from "../core/errors.ts";
import { batchSlot, statesSlot } from "../core/recordSlots.ts";
import type { Batch } from "../core/slots.ts";
import { EntryTree } from "../core/tree.ts";
import type { FoundRecord } from "../wire/messages.ts";
import { parseProof, PROOF_FORMAT, type ProofFile } from "../wire/proofFile.ts";

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

  /**
   * What proves an entry without a network; see verifyProof. Holds the state of the newest final
   * block where the node has such proofs (eth_getProof).
   * @param entry Its id, looked for in the log; or as a gateway answered it, with its fields
   * @param within Where to look for an id: narrower is faster
   * @throws PROOF_ENTRY_UNKNOWN
   */
  async proof(
    entry: Hex | FoundRecord,
    within: { custodian?: number; root?: Hex } = {},
  ): Promise<ProofFile> {
    const { network, addresses } = this.#chain;
    const { fields, anchored, ...place } =
      typeof entry === "string" ? await this.#locate(entry, within) : await this.#placeOf(entry);
    const { custodian, root, position } = place;
    const slots = [batchSlot(custodian, root), statesSlot(custodian, root, position)];
    const state = await stateProof(network, addresses.recordIndex, slots);
    return parseProof({
      format: PROOF_FORMAT,
      chainId: String(network.chainId),
      genesis: network.genesis,
      recordIndex: addresses.recordIndex,
      ...place,
      ...(fields ? { fields } : {}),
      anchored,
      ...(state ? { state } : {}),
    });
  }

  /** Finds an entry among the leaves that the log keeps. */
  async #locate(id: Hex, { custodian, root }: { custodian?: number; root?: Hex }): Promise<Place> {
    const topics = [root ?? null, custodian === undefined ? null : numberTopic(custodian)];
    for (const { event, block, transaction } of await logs(this.#chain, "BatchAnchored", topics)) {
      const position = event.ids.indexOf(id);
      if (position === -1) continue;
      const { siblings } = new EntryTree(event.ids).path(position);
      return {
        custodian: event.custodian,
        root: event.root,
        count: event.count,
        id,
        position,
        siblings,
        anchored: { block, transaction },
      };
    }
    return fail("PROOF_ENTRY_UNKNOWN", {});
  }

  async #placeOf({
    subject,
    header,
    fingerprint,
    cid,
    previous,
    ...found
  }: FoundRecord): Promise<Place> {
    const { custodian, root, count, id, position, siblings } = found;
    const topics = [root, numberTopic(custodian)];
    const [batch] = [
      ...(await logs(this.#chain, "BatchAnchored", topics)),
      ...(await logs(this.#chain, "BatchArchived", topics)),
    ];
    if (!batch) return fail("PROOF_ENTRY_UNKNOWN", {});
    const { block, transaction } = batch;
    return {
      custodian,
      root,
      count,
      id,
      position,
      siblings,
      fields: { subject, header: toHex(uintBytes(header, 32)), fingerprint, cid, previous },
      anchored: { block, transaction },
    };
  }
}

/** An entry's place in its batch. */
type Place = Pick<
  ProofFile,
  "custodian" | "root" | "count" | "id" | "position" | "fields" | "anchored"
> & { siblings: readonly Hex[] };

/** Gas to allow for a batch: estimating a large one costs the node many trial runs. */
const anchorGas = (count: number): number => 120_000 + 1_400 * count;
