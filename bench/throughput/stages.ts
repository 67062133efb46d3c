import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { randomHex, toHex, utf8, ZERO32 } from "../../src/core/bytes.ts";
import { fail } from "../../src/core/errors.ts";
import { EntryTree } from "../../src/core/tree.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import { canonicalBytes } from "../../src/fhir/canonical.ts";
import type { LabelTable } from "../../src/fhir/labelTable.ts";
import { BATCH_SIZE, MAX_UNDER_WAY, type RecordToPublish } from "../../src/flows/publishRecord.ts";
import { freshBytes } from "../../src/vault/random.ts";
import { type Draft, sealRecords, storeFiles } from "../../src/vault/sealRecords.ts";
import type { BundleSet } from "./bundles.ts";
import type { Hospital } from "./chain.ts";
import { openCustody, recordsOf } from "./pipeline.ts";

async function secondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += BATCH_SIZE) yield items.slice(at, at + BATCH_SIZE);
}

/** The seconds that each stage takes by itself, over the same records. */
export async function stagesAlone(
  hospital: Hospital,
  bundles: BundleSet,
  labels: LabelTable,
  directory: string,
): Promise<Record<"read" | "canonicalise" | "seal" | "store" | "anchor", number>> {
  const records: RecordToPublish[] = [];
  for await (const record of recordsOf(bundles, labels)) records.push(record);
  const read = await secondsOf(() => readAll(bundles, labels));
  const canonicalise = await secondsOf(() => {
    for (const { body } of records) canonicalBytes(JSON.parse(Buffer.from(body).toString()));
  });
  const sealing = path.join(directory, "sealing");
  await mkdir(sealing);
  const seal = await secondsOf(() => sealAll(hospital, records, sealing));
  const storing = path.join(directory, "storing");
  await mkdir(storing);
  const store = await secondsOf(() => storeAll(hospital, records, storing));
  const anchor = await secondsOf(() => anchorAll(hospital, records.length));
  return { read, canonicalise, seal, store, anchor };
}

async function readAll({ directory, files }: BundleSet, labels: LabelTable): Promise<void> {
  for (const file of files) {
    const bundle = readBundle(await readFile(path.join(directory, file)), { labels });
    for (const { index } of bundle.records) utf8(bundle.source(index));
  }
}

/** Fingerprints, keys, ciphertext and CIDs; of the disk only what keeps the keys. */
async function sealAll(
  hospital: Hospital,
  records: readonly RecordToPublish[],
  directory: string,
): Promise<void> {
  const custody = openCustody(hospital, directory);
  for (const batch of batches(records)) {
    const drafts: Draft[] = [];
    for (const { patient, canonical, ...record } of batch) {
      const set = await custody.keyRing.set(record.subject, patient);
      drafts.push({ ...record, ...set.fingerprint(canonical) });
    }
    await sealRecords(custody, drafts);
  }
  custody.close();
  await custody.store.close();
}

/** Blocks and catalogue, of bytes that were there before. */
async function storeAll(
  hospital: Hospital,
  records: readonly RecordToPublish[],
  directory: string,
): Promise<void> {
  const custody = openCustody(hospital, directory);
  const chain = randomHex(32);
  for (const batch of batches(records)) {
    // Under other first bytes each record is a block of its own.
    const bodies = batch.map(({ body }) => Buffer.concat([freshBytes(32), body]));
    const { cids, blocks } = await storeFiles(custody.store, bodies);
    await custody.store.putBlocks(blocks);
    const sealed = batch.map(({ subject }, i) => ({
      subject,
      fingerprint: randomHex(32),
      entry: randomHex(32),
      header: 0n,
      cid: toHex(cids[i]!.multihash.digest),
      previous: ZERO32,
    }));
    const entries = sealed.map(({ entry }) => entry);
    custody.catalogue.prepareBatch(
      chain,
      { root: randomHex(32), manifest: ZERO32, entries },
      sealed,
    );
  }
  custody.close();
  await custody.store.close();
}

async function anchorAll({ care }: Hospital, count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => randomHex(32));
  const underWay = new Set<Promise<unknown>>();
  for (const batch of batches(ids)) {
    if (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay);
    const { root } = new EntryTree(batch);
    const anchoring: Promise<unknown> = care.records
      .anchor(batch)
      .send()
      .then(({ event }) => event.root === root || fail("PUBLISH_ROOT", { root, found: event.root }))
      .finally(() => underWay.delete(anchoring));
    underWay.add(anchoring);
  }
  await Promise.all(underWay);
}
