/** The main job, `npm start`: real records out and back again under a patient's consent. */
import path from "node:path";
import { isCareLedgerError } from "../../core/errors.ts";
import { type BundleFile, readFolder } from "../../fhir/folder.ts";
import { LabelTable } from "../../fhir/labelTable.ts";
import { BlockStore } from "../../vault/blockStore.ts";
import { EmbeddedBlocks } from "../../vault/embeddedBlocks.ts";
import { type Consortium, foundConsortium } from "./consortium.ts";
import type { EmbeddedChain } from "./embeddedChain.ts";
import { type StartOptions, startOptions, USAGE } from "./options.ts";
import { good, note, say, title } from "../progress.ts";
import { HOSPITAL_RULE, publishBundles, type Published } from "./publish.ts";
import { State } from "../state.ts";
import { chooseStory, tellStory, type Told } from "./story.ts";
import { verifyAll } from "./verify.ts";

const NOTHING: Told = { grants: 0, opened: 0, refused: 0, revoked: 0, receipts: 0, verified: 0 };

function report(published: Published, told: Told, verified: number, transactions: number): object {
  const { patients, records, seconds, skippedByReason } = published;
  const skipped = Object.values(skippedByReason).reduce((sum, n) => sum + n, 0);
  const perRecord = records === 0 ? 0 : Number(published.anchoringGas) / records;
  return {
    patients: patients.length,
    resources: published.resources,
    records,
    skipped,
    skippedByReason,
    batches: published.batches,
    bytesSealed: published.bytesSealed,
    grants: told.grants,
    opened: told.opened,
    refused: told.refused,
    revoked: told.revoked,
    receipts: told.receipts,
    verified,
    seconds: Number(seconds.toFixed(3)),
    recordsPerSecond: Math.round(records / seconds),
    transactions,
    gasPerRecord: Number(perRecord.toFixed(1)),
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function work(
  options: StartOptions,
  files: readonly BundleFile[],
  consortium: Consortium,
  state: State,
) {
  title(`${files.length} patients' bundles: every resource becomes a sealed record`);
  note(HOSPITAL_RULE);
  const published = await publishBundles(files, consortium, state);
  const { records, seconds, batches, bytesSealed } = published;
  good(
    `${records} records sealed (${(bytesSealed / 1e6).toFixed(1)} MB new), stored and anchored in ${batches} batches: ${Math.round(records / seconds)} records/s`,
  );
  const chosen = chooseStory(published.covered);
  if (!chosen) {
    note("No record of these patients carries the label diabetes: there is no story to tell.");
  }
  const told = chosen ? await tellStory(chosen, consortium) : NOTHING;
  let { verified } = told;
  if (options.verifyAll) {
    title("Every record fetched back, opened and compared by its custodian");
    verified = await verifyAll(consortium, records);
    good(`${verified} of ${records} records have the fingerprint that was anchored`);
  }
  say("");
  return report(published, told, verified, consortium.transactions());
}

function sayWhereItListens({ url, addresses }: EmbeddedChain, { hospitals }: Consortium): void {
  const [north] = hospitals;
  title("Up. Three things to try; Ctrl-C ends it");
  note(
    `chain ${url}, Directory ${addresses.directory}; the accounts are Hardhat's public development ones`,
  );
  for (const { name, gateway } of hospitals) note(`gateway of ${name}: ${gateway.url}`);
  say(`  curl -s ${north.gateway.url}/v1/about`);
  say(`  curl -s ${north.gateway.url}/openapi.json`);
  say(`  node --import tsx scripts/examples/lookAround.ts ${url} ${addresses.directory}`);
}

/** What Ctrl-C does, or whoever ends the process: at once what it does by itself, but tidied up. */
let onInterrupt = (exitCode: number): void => {
  say("\nInterrupted. With --state DIR the next run goes on from here.");
  process.exit(exitCode);
};
process.on("SIGINT", () => onInterrupt(130));
process.on("SIGTERM", () => onInterrupt(143));

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    onInterrupt = () => {
      // The second time it means it.
      onInterrupt = (exitCode) => process.exit(exitCode);
      resolve();
    };
  });

async function main(options: StartOptions): Promise<void> {
  const files = await readFolder(options.data, await LabelTable.load(options.labels));
  say("CareLedger: starting an embedded chain and store, deploying the contracts");
  const state = await State.open(options.state);
  const store = new BlockStore(EmbeddedBlocks.open(path.join(state.directory, "blocks.sqlite")));
  const closers: (() => Promise<void>)[] = [() => store.close()];
  try {
    // Hardhat takes seconds to load: what is wrong with the arguments shows before.
    const { startEmbeddedChain } = await import("./embeddedChain.ts");
    const chain = await startEmbeddedChain();
    closers.push(() => chain.close());
    const consortium = await foundConsortium(chain.url, chain.addresses, state, store);
    closers.push(() => consortium.close());
    good(
      `${Object.keys(chain.addresses).length} contracts, two hospitals, an insurer, a pharmacy and a regulator`,
    );
    const result = await work(options, files, consortium, state);
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    if (options.stay) {
      sayWhereItListens(chain, consortium);
      await untilInterrupted();
    }
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

try {
  const options = startOptions(process.argv.slice(2), process.stdout.isTTY);
  if (options === "help") process.stdout.write(USAGE);
  else await main(options);
} catch (error) {
  say(
    isCareLedgerError(error)
      ? `\n${error.code}: ${error.message}`
      : `\n${String((error as Error).stack)}`,
  );
  // What failed while it was being set up may still listen.
  process.exit(isCareLedgerError(error, "START_OPTION") ? 2 : 1);
}
