import { readFile } from "node:fs/promises";
import path from "node:path";
import { randomHex } from "../../src/core/bytes.ts";
import { recordOf } from "../../src/cli/resources.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import type { LabelTable } from "../../src/fhir/labelTable.ts";
import type { RecordToPublish } from "../../src/flows/publishRecord.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { Custody } from "../../src/vault/custody.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import type { BundleSet } from "./bundles.ts";
import type { Hospital } from "./chain.ts";

/** One publication from the files to the final block. */
export interface Run {
  records: number;
  seconds: number;
  transactions: number;
  gas: number;
}

const patient = { publicKey: generateKeyPair().publicKey, epoch: 1 };

/** Every record of the bundles; each file is a patient of her own, however often it comes. */
export async function* recordsOf(
  { directory, files }: BundleSet,
  labels: LabelTable,
): AsyncGenerator<RecordToPublish> {
  for (const file of files) {
    const bundle = readBundle(await readFile(path.join(directory, file)), { labels });
    const subject = randomHex(32);
    for (const facts of bundle.records) yield recordOf(bundle, facts, { subject, key: patient });
  }
}

/** A hospital's key ring, catalogue and blocks in files of their own, as they are in production. */
export function openCustody({ id, keys }: Hospital, directory: string): Custody {
  const store = new BlockStore(EmbeddedBlocks.open(path.join(directory, "blocks.sqlite")));
  return new Custody({
    custodian: id,
    keys: [{ privateKey: keys.privateKey, epoch: 1 }],
    directory: path.join(directory, "custody"),
    store,
  });
}

export async function publish(
  hospital: Hospital,
  bundles: BundleSet,
  labels: LabelTable,
  directory: string,
): Promise<Run> {
  const custody = openCustody(hospital, directory);
  const started = performance.now();
  const publisher = await hospital.care.publisher(custody);
  for await (const record of recordsOf(bundles, labels)) await publisher.add(record);
  const { records, transactions, gasUsed } = await publisher.finish();
  const seconds = (performance.now() - started) / 1_000;
  custody.close();
  await custody.store.close();
  return { records, seconds, transactions, gas: Number(gasUsed) };
}
