import type { Chain } from "../chain/chain.ts";
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "../core/bytes.ts";
import { RecordBatchExists, RecordBatchUnknown } from "../core/contractErrors.ts";
import { fail } from "../core/errors.ts";
import { EntryTree } from "../core/tree.ts";
import { unpackHeader } from "../core/words.ts";
import { RecordsModule } from "../ledger/records.ts";
import type { PreparedBatch, SealedRecord } from "../vault/catalogue.ts";
import { digestOf } from "../vault/cid.ts";
import type { Custody } from "../vault/custody.ts";
import type { PublicKeyOfEpoch } from "../vault/keyring.ts";
import { sealManifest } from "../vault/manifest.ts";
import { type Draft, type Sealed, sealRecords, storeFiles } from "../vault/sealRecords.ts";

/** One version of a record, ready to be sealed. */
export interface RecordToPublish extends Omit<Draft, "salt" | "fingerprint"> {
  /** The patient's encryption key (X25519), to which the record set's keys are sealed. */
  readonly patient: PublicKeyOfEpoch;
  /** What the fingerprint is over: the RFC 8785 form of a FHIR resource. */
  readonly canonical: Uint8Array;
}

export interface PublishOptions {
  /** Records a batch at most. By default 2,000: more saves little gas and little time. */
  readonly batchSize?: number;
  /** Told whenever a number has changed. */
  readonly onProgress?: (report: PublishReport) => void;
}

/** What a publisher did so far. */
export interface PublishReport {
  /** Records taken that are now anchored, whoever anchored them. */
  records: number;
  /** Of them, those whose content this record set held already: not sealed again. */
  reused: number;
  batches: number;
  bytesSealed: number;
  transactions: number;
  gasUsed: bigint;
}

/** Records a batch, unless a publisher is told otherwise. */
export const BATCH_SIZE = 2_000;
/** Bytes kept in memory before a batch goes out, whatever its number of records. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** Batches on their way to a final block while the next is being sealed. */
export const MAX_UNDER_WAY = 3;

/** Tells one chain from another in a custodian's catalogue: the index's address and block 0. */
export const chainKey = ({ network, addresses }: Chain): Hex =>
  toHex(keccak256(concatBytes(fromHex(network.genesis, 32), fromHex(addresses.recordIndex, 20))));

/** A patient's records side by side, oldest first: short proofs. */
function bySubjectAndDate(a: SealedRecord, b: SealedRecord): number {
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return Number(unpackHeader(a.header).clinicalDate - unpackHeader(b.header).clinicalDate);
}

/**
 * Seals, stores and anchors a custodian's records in batches. Everything is noted in the custody's
 * catalogue before the step that needs it, so that after a kill the next publisher completes what
 * this one began, and no record is sealed or anchored twice.
 */
export class RecordPublisher {
  readonly report: PublishReport = {
    records: 0,
    reused: 0,
    batches: 0,
    bytesSealed: 0,
    transactions: 0,
    gasUsed: 0n,
  };
  readonly #records: RecordsModule;
  readonly #custody: Custody;
  readonly #chain: Hex;
  readonly #batchSize: number;
  readonly #onProgress: (report: PublishReport) => void;
  #drafts = new Map<string, Draft>();
  /** Sealed by a publisher that was killed before their batch was prepared. */
  #sealedBefore = new Map<string, SealedRecord>();
  #bytes = 0;
  readonly #underWay = new Set<Promise<void>>();
  #last: Promise<unknown> = Promise.resolve();
  #failure: Error | undefined;

  private constructor(chain: Chain, custody: Custody, options: PublishOptions) {
    this.#records = new RecordsModule(chain);
    this.#custody = custody;
    this.#chain = chainKey(chain);
    this.#batchSize = options.batchSize ?? BATCH_SIZE;
    this.#onProgress = options.onProgress ?? (() => {});
  }

  /** Opens a publisher and completes what an earlier one left behind. */
  static async open(
    chain: Chain,
    custody: Custody,
    options: PublishOptions = {},
  ): Promise<RecordPublisher> {
    const publisher = new RecordPublisher(chain, custody, options);
    await publisher.#requireSameChain();
    for (const batch of custody.catalogue.pendingBatches(publisher.#chain)) {
      await publisher.#anchor(batch);
    }
    return publisher;
  }

  /** A chain that was set up again under the same block 0 does not have what the catalogue says. */
  async #requireSameChain(): Promise<void> {
    const { catalogue, custodian } = this.#custody;
    const root = catalogue.anyAnchored(this.#chain);
    if (!root) return;
    try {
      await this.#records.batch(custodian, root);
    } catch (error) {
      if (!(error instanceof RecordBatchUnknown)) throw error;
      fail("PUBLISH_CHAIN_RESET", { root }, { cause: error });
    }
  }

  /** Takes a record; it is final after `finish`. */
  add(record: RecordToPublish): Promise<void> {
    return this.#inTurn(() => this.#add(record));
  }

  /** Sends out what was taken so far, without waiting for the chain. */
  flush(): Promise<void> {
    return this.#inTurn(() => this.#flush());
  }

  /** Sends out the rest and waits until every batch is final. */
  async finish(): Promise<PublishReport> {
    await this.flush();
    await Promise.all(this.#underWay);
    this.#throwFailure();
    return this.report;
  }

  /** One after the other, however they are called: each knows what those before it took. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #add({ patient, canonical, ...record }: RecordToPublish): Promise<void> {
    this.#throwFailure();
    const { keyRing, catalogue } = this.#custody;
    const set = await keyRing.set(record.subject, patient);
    const draft: Draft = { ...record, ...set.fingerprint(canonical) };
    const key = draft.subject + draft.fingerprint;
    const known = catalogue.record(draft.subject, draft.fingerprint);
    const placed = known && catalogue.place(this.#chain, known.entry);
    if (placed || this.#drafts.has(key) || this.#sealedBefore.has(key)) {
      this.#count({ records: 1, reused: 1 });
      return;
    }
    if (known) {
      this.#sealedBefore.set(key, known);
    } else {
      this.#drafts.set(key, draft);
      this.#bytes += draft.body.length;
    }
    const waiting = this.#drafts.size + this.#sealedBefore.size;
    if (waiting >= this.#batchSize || this.#bytes >= MAX_BATCH_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const drafts = [...this.#drafts.values()];
    const before = [...this.#sealedBefore.values()];
    this.#drafts = new Map();
    this.#sealedBefore = new Map();
    this.#bytes = 0;
    if (drafts.length + before.length === 0) return;
    const sealed = await sealRecords(this.#custody, drafts);
    this.#count({ bytesSealed: sealed.bytes, reused: before.length });
    const batch = await this.#prepare(before, sealed);
    if (this.#underWay.size >= MAX_UNDER_WAY) await Promise.race(this.#underWay);
    this.#throwFailure();
    const anchoring = this.#anchor(batch)
      .then(() => this.#count({ records: batch.entries.length }))
      .catch((error: Error) => {
        this.#failure ??= error;
      })
      .finally(() => this.#underWay.delete(anchoring));
    this.#underWay.add(anchoring);
  }

  /** Stores the records and their manifest, then notes the batch; then it may go to the chain. */
  async #prepare(
    before: readonly SealedRecord[],
    { records, blocks }: Sealed,
  ): Promise<PreparedBatch> {
    const { custodian, own, store, catalogue } = this.#custody;
    const all = [...before, ...records].toSorted(bySubjectAndDate);
    const entries = all.map((record) => record.entry);
    const manifest = await storeFiles(store, [await sealManifest(all, custodian, own)]);
    await store.putBlocks([...blocks, ...manifest.blocks]);
    const { root } = new EntryTree(entries);
    const batch = { root, manifest: digestOf(manifest.cids[0]!), entries };
    catalogue.prepareBatch(this.#chain, batch, records);
    return batch;
  }

  async #anchor({ root, manifest, entries }: PreparedBatch): Promise<void> {
    try {
      const { event, gasUsed } = await this.#records.anchor(entries, manifest).send();
      if (event.root !== root) fail("PUBLISH_ROOT", { root, found: event.root });
      this.#count({ transactions: 1, gasUsed });
    } catch (error) {
      // Sent before a kill, and it did arrive.
      if (!(error instanceof RecordBatchExists)) throw error;
    }
    await this.#supersede(root);
    this.#custody.catalogue.markAnchored(this.#chain, root);
    this.#count({ batches: 1 });
  }

  /** Ends the versions that the entries of a batch take the place of. */
  async #supersede(batch: Hex): Promise<void> {
    const { catalogue, custodian } = this.#custody;
    const byRoot = new Map<Hex, number[]>();
    for (const { root, position } of catalogue.replacedBy(this.#chain, batch)) {
      if ((await this.#records.stateAt(custodian, root, position)) !== "LIVE") continue;
      byRoot.set(root, [...(byRoot.get(root) ?? []), position]);
    }
    for (const [root, positions] of byRoot) {
      const { gasUsed } = await this.#records.end(root, positions, "SUPERSEDED").send();
      this.#count({ transactions: 1, gasUsed });
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  #count(change: Partial<PublishReport>): void {
    const { report } = this;
    report.records += change.records ?? 0;
    report.reused += change.reused ?? 0;
    report.batches += change.batches ?? 0;
    report.bytesSealed += change.bytesSealed ?? 0;
    report.transactions += change.transactions ?? 0;
    report.gasUsed += change.gasUsed ?? 0n;
    this.#onProgress(report);
  }
}
