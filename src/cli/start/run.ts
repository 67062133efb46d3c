/** The main job: real records out and back again under a patient's consent. */
import { Network } from "../../chain/network.ts";
import { type BundleFile, readFolder } from "../../fhir/folder.ts";
import { LabelTable } from "../../fhir/labelTable.ts";
import { Accounts } from "../accounts.ts";
import { openBlocks } from "../blocks.ts";
import { Home } from "../home.ts";
import { untilInterrupted } from "../interrupt.ts";
import { Output } from "../output.ts";
import { good, note, say, title } from "../progress.ts";
import { State } from "../state.ts";
import { tellClaimsStory } from "./claims.ts";
import type { StartOptions } from "./command.ts";
import { type Consortium, foundConsortium } from "./consortium.ts";
import type { ChainInUse } from "./embeddedChain.ts";
import { devFileOf, sayWhereItListens } from "./listening.ts";
import { HOSPITAL_RULE, publishBundles, type Published } from "./publish.ts";
import { chooseStory, tellStory, type Told } from "./story.ts";
import { tellVaccineStory } from "./vaccine.ts";
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
  accounts: Accounts,
): Promise<{ result: object; pack: string }> {
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
  const { supplied, pack } = await tellVaccineStory(consortium);
  const claimed = await tellClaimsStory(consortium, published.attended, accounts);
  const indexed = await indexedCounts(consortium);
  say("");
  const counts = report(published, told, verified, consortium.transactions());
  return { result: { ...counts, ...supplied, ...claimed, indexed }, pack };
}

/** What the index holds once it has everything. */
async function indexedCounts({ indexer }: Consortium): Promise<Record<string, number>> {
  await indexer.catchUp();
  const { block, events, rows } = indexer.reader.status();
  good(`${events} events indexed, up to block ${block}`);
  return { block: block!, events, ...rows };
}

/** Follows the chain until Ctrl-C. */
async function stayUp({ indexer }: Consortium): Promise<void> {
  const stopping = new AbortController();
  const following = indexer.follow({ signal: stopping.signal });
  const interrupted = untilInterrupted();
  await Promise.race([interrupted, following]);
  stopping.abort();
  await following;
}

/** Keys and records of an external chain outlive the run: she could not be enrolled twice. */
async function stateFolder(options: StartOptions, home: Home): Promise<string | undefined> {
  if (options.state !== undefined || options.rpc === undefined) return options.state;
  const network = await Network.open({ url: options.rpc });
  network.close();
  return home.chainFolder(network);
}

async function openChain({ rpc }: StartOptions, accounts: Accounts, state: State) {
  // Hardhat takes seconds to load: what is wrong with the arguments shows before.
  if (rpc === undefined) return await (await import("./embeddedChain.ts")).startEmbeddedChain();
  return await (await import("./externalChain.ts")).useExternalChain(rpc, accounts, state);
}

/** Tells the story; then stays, if it is to, until it is interrupted. */
export async function mainJobOf(options: StartOptions, stay: boolean): Promise<void> {
  const { rpc, ipfs } = options;
  const accounts = rpc === undefined ? Accounts.development() : Accounts.fromEnvironment();
  const home = Home.find(options.home);
  if (stay) home.requireNoDev();
  const output = new Output(options.json ?? false);
  const files = await readFolder(options.data, await LabelTable.load(options.labels));
  say(
    `CareLedger: ${rpc === undefined ? "starting an embedded chain" : "using the chain"} and ${ipfs === undefined ? "an embedded store" : "an IPFS node"}, deploying the contracts`,
  );
  const state = await State.open(await stateFolder(options, home));
  const store = await openBlocks(state, ipfs);
  const closers: (() => Promise<void>)[] = [() => store.close()];
  try {
    const chain: ChainInUse = await openChain(options, accounts, state);
    closers.push(() => chain.close());
    const isNewChain = rpc === undefined;
    const consortium = await foundConsortium({ ...chain, accounts, state, store, isNewChain });
    closers.push(() => consortium.close());
    good(
      `${Object.keys(chain.addresses).length} contracts; hospitals and insurers of two provinces, an employer, a pharmacy, a regulator, a drug maker and a carrier`,
    );
    const { result, pack } = await work(options, files, consortium, state, accounts);
    output.result(result, []);
    if (stay) {
      home.writeDev(devFileOf(chain, consortium, state, options));
      closers.push(async () => home.removeDev());
      sayWhereItListens(chain, consortium, pack);
      await stayUp(consortium);
    }
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}
