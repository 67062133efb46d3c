import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CareLedger } from "../../src/client.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { Indexer } from "../../src/indexer/indexer.ts";
import type { LotPlaces } from "../../src/indexer/recall.ts";
import { openChain } from "../chain.ts";
import { distribute, type Held } from "./distribute.ts";
import { BenchLot } from "./lot.ts";
import { type Machine, machineWith } from "../machine.ts";

/** Holders at whose units is scanned. */
const SAMPLED = 20;
/** What docs/performance.md prints: timings are not measured anew for it. */
export const RECORDED = path.resolve(import.meta.dirname, "recorded.json");
const EVIDENCE = `0x${"e0".repeat(32)}` as const;

export interface RecallFigures {
  units: number;
  holders: number;
  /** Of the recall. */
  transactions: number;
  gas: number;
  /** From sending the recall until scans of units at all sampled holders say that it is recalled. */
  seconds: number;
  /** Until its block was final. */
  finalSeconds: number;
  /** Until an index that follows the chain lists all holders with their quantities. */
  holdersListedSeconds: number;
  /** Scans that found units not yet recalled, and those that found them recalled. */
  scans: { before: number; after: number };
  /** What the index listed. */
  listed: { holders: number; units: number };
  tree: { seconds: number; memoryMB: number; proofHashes: number };
  /** Admitting institutions, making the lot, splitting it, shipping and receiving. */
  preparation: { transactions: number; seconds: number; gas: number };
  /** Of an index from block 0 until all was with its holders. */
  indexing: { seconds: number; events: number };
  /** The whole way of a unit at the last holder, read from the index. */
  trace: { seconds: number; steps: number };
  peakMemoryMB: number;
  machine: Machine;
}

export interface RecallRun {
  units: number;
  holders: number;
  rpc: string | undefined;
  /** Told what begins. */
  onStage?: (stage: string) => void;
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** Starts a clock: seconds since then, to the millisecond. */
function clock(): () => number {
  const start = performance.now();
  return () => Number(((performance.now() - start) / 1_000).toFixed(3));
}

/** @throws AssertionError where scans or the list of holders tell of other than was brought there */
export async function measureRecall(run: RecallRun): Promise<RecallFigures> {
  const { units, holders, rpc, onStage = () => {} } = run;
  onStage(`the tree of ${units.toLocaleString("en")} codes`);
  const before = process.memoryUsage.rss();
  const building = clock();
  const lot = new BenchLot(units, Math.floor(Date.now() / 1_000));
  const tree = {
    seconds: building(),
    memoryMB: megabytes(process.memoryUsage.rss() - before),
    proofHashes: lot.shown(0, { first: 0, count: units }).proof.length,
  };
  onStage("a chain with the suite");
  const chain = await openChain(rpc);
  try {
    onStage(`bringing them to ${holders.toLocaleString("en")} holders`);
    const preparing = clock();
    const { maker, held, transactions, gas } = await distribute(chain, lot, holders);
    const preparation = { transactions, seconds: preparing(), gas: Number(gas) };
    const reader = chain.at();
    const indexer = new Indexer(reader.chain, ":memory:");
    try {
      onStage("an index of the chain");
      const indexed = clock();
      await indexer.catchUp();
      const indexing = { seconds: indexed(), events: indexer.reader.status().events };
      const trace = traced(indexer, lot, held.at(-1)!);
      onStage("the recall");
      const recalled = await recall(maker, reader, indexer, lot, held);
      return {
        units,
        holders,
        ...recalled,
        tree,
        preparation,
        indexing,
        trace,
        peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1_024),
        machine: machineWith(rpc),
      };
    } finally {
      indexer.close();
    }
  } finally {
    await chain.close();
  }
}

/** Made, shipped and received; between them the lot was split. */
const WAY = ["COMMISSIONED", "SHIPPED", "RECEIVED"];

/** How long the history of a unit takes, from its making to its holder. */
function traced({ reader }: Indexer, lot: BenchLot, { parcel, holder }: Held) {
  const since = clock();
  const steps = reader.supply.history(lot.id, parcel.first);
  const seconds = since();
  const way = steps.map(({ what }) => what as string).filter((what) => WAY.includes(what));
  assert.deepEqual([way, steps.at(-1)!.holder], [WAY, holder], "a unit came another way");
  return { seconds, steps: steps.length };
}

/** Sends the recall, and at the same time scans and lists until both tell of it. */
async function recall(
  maker: CareLedger,
  reader: CareLedger,
  indexer: Indexer,
  lot: BenchLot,
  held: readonly Held[],
) {
  const step = Math.max(1, Math.floor(held.length / SAMPLED));
  const samples = held.filter((_, i) => i % step === 0).slice(0, SAMPLED);
  const scans = { before: 0, after: 0 };
  const isRecalled = async ({ parcel, holder }: Held, i: number): Promise<boolean> => {
    // Another unit of each: the first, the second and so on.
    const shown = lot.shown(parcel.first + (i % parcel.count), parcel);
    const { slot, custody } = await reader.supply.scan(shown);
    assert.equal(custody.holder, holder, "a unit lies elsewhere");
    const found = slot.recall === "I";
    scans[found ? "after" : "before"]++;
    return found;
  };
  const early = await Promise.all(samples.map(isRecalled));
  assert(!early.includes(true), "a scan told of a recall before there was one");
  const since = clock();
  const sending = maker.supply
    .recall(lot.id, { class: "I", reason: 1, evidence: EVIDENCE })
    .send()
    .then(({ gasUsed }) => ({ gas: Number(gasUsed), finalSeconds: since() }));
  const scanning = Promise.all(
    samples.map(async (sample, i) => {
      while (!(await isRecalled(sample, i))) await sleep(20);
    }),
  ).then(() => since());
  const listing = listed(indexer, lot.id).then((places) => ({ places, seconds: since() }));
  const [sent, seconds, list] = await Promise.all([sending, scanning, listing]);
  return {
    transactions: 1,
    ...sent,
    seconds,
    holdersListedSeconds: list.seconds,
    scans,
    listed: requireAll(list.places, lot, held),
  };
}

async function listed(indexer: Indexer, lot: Hex): Promise<LotPlaces> {
  for (;;) {
    await indexer.catchUp();
    const places = indexer.reader.supply.places(lot);
    if (places && places.recalls.length > 0) return places;
    await sleep(20);
  }
}

/** Every holder is listed with the units that were brought there, and nobody else. */
function requireAll({ holders }: LotPlaces, lot: BenchLot, held: readonly Held[]) {
  const brought = new Map(held.map(({ holder, parcel }) => [holder, parcel.count]));
  const found = new Map(holders.map(({ holder, toReturn }) => [holder, toReturn]));
  assert.deepEqual(found, brought, "the list of holders is not what was brought there");
  const units = holders.reduce((sum, { toReturn }) => sum + toReturn, 0);
  assert.equal(units, lot.body.count);
  return { holders: holders.length, units };
}
