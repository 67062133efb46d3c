import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { LabelTable } from "../../src/fhir/labelTable.ts";
import { RECORD_BYTES, writeBundles } from "./bundles.ts";
import { openHospital } from "./chain.ts";
import { publish, type Run } from "./pipeline.ts";
import { secondsByStage, type Stage, STAGES } from "./profile.ts";
import { stagesAlone } from "./stages.ts";
import { type Machine, machineWith } from "../machine.ts";

/** What docs/performance.md prints: timings are not measured anew for it. */
export const RECORDED = path.resolve(import.meta.dirname, "recorded.json");

/** Records over which stages are measured: enough to be steady, few enough to hold in memory. */
const STAGE_RECORDS = 20_000;

export interface Rate {
  seconds: number;
  recordsPerSecond: number;
}

export interface Cost {
  records: number;
  gasPerRecord: number;
  millisecondsPerRecord: number;
  transactions: number;
  /** Of this process until then; the runs go from few records to many. */
  peakMemoryMB: number;
}

export interface Figures {
  records: number;
  recordBytes: number;
  recordsPerSecond: number;
  transactionsPerSecond: number;
  /** Where publishing spends most of its time. */
  limitingStage: Stage;
  /** A stage by itself, where it can be; and its share of the whole, sampled while it ran. */
  stages: Record<Stage, { alone?: Rate; inPipeline: Rate }>;
  peakMemoryMB: number;
  costByCount: Cost[];
  machine: Machine;
}

export interface MeasureOptions {
  records: number;
  rpc: string | undefined;
  /** Emptied by the caller. */
  directory: string;
  labels: LabelTable;
}

const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
/** A stage that no sample fell into took less than a millisecond. */
function stageOf(records: number, seconds: number): Rate {
  const taken = Math.max(seconds, 0.001);
  return { seconds: rounded(taken), recordsPerSecond: Math.round(records / taken) };
}

/** 1, 10, 100 ... and the number itself. */
function counts(records: number): number[] {
  const all: number[] = [];
  for (let count = 1; count < records; count *= 10) all.push(count);
  return [...all, records];
}

export async function measure(options: MeasureOptions): Promise<Figures> {
  const { records, rpc, directory, labels } = options;
  const hospital = await openHospital(rpc);
  let runs = 0;
  const fresh = async (): Promise<string> => {
    const folder = path.join(directory, "runs", `${runs++}`);
    await mkdir(folder);
    return folder;
  };
  const bundlesOf = (count: number) => writeBundles(path.join(directory, "bundles"), count);
  const runOf = async (count: number): Promise<Run> => {
    const folder = await fresh();
    const run = await publish(hospital, await bundlesOf(count), labels, folder);
    await rm(folder, { recursive: true });
    return run;
  };
  try {
    // Code that has not run yet is compiled while it runs: not what a record costs.
    await runOf(Math.min(records, 2_000));
    const costByCount: Cost[] = [];
    let last: Run | undefined;
    for (const count of counts(records)) {
      last = await runOf(count);
      costByCount.push({
        records: count,
        gasPerRecord: rounded(last.gas / count, 1),
        millisecondsPerRecord: rounded((last.seconds * 1_000) / count),
        transactions: last.transactions,
        peakMemoryMB: peak(),
      });
    }
    const peakMemoryMB = peak();
    const sampled = Math.min(records, STAGE_RECORDS);
    const some = await bundlesOf(sampled);
    const folder = await fresh();
    const seconds = await secondsByStage(() => publish(hospital, some, labels, folder));
    const alone: Partial<Record<Stage, number>> = await stagesAlone(
      hospital,
      some,
      labels,
      await fresh(),
    );
    const stages = Object.fromEntries(
      STAGES.map((stage) => {
        const inPipeline = stageOf(sampled, seconds[stage]);
        const own = alone[stage];
        return [stage, { ...(own !== undefined && { alone: stageOf(sampled, own) }), inPipeline }];
      }),
    ) as Figures["stages"];
    return {
      records,
      recordBytes: RECORD_BYTES,
      recordsPerSecond: Math.round(last!.records / last!.seconds),
      transactionsPerSecond: rounded(last!.transactions / last!.seconds, 2),
      limitingStage: STAGES.toSorted((a, b) => seconds[b] - seconds[a])[0]!,
      stages,
      peakMemoryMB,
      costByCount,
      machine: machineWith(rpc),
    };
  } finally {
    await hospital.close();
  }
}

const number = (value: number): string => value.toLocaleString("en");

/** The figures for people. */
export function report(figures: Figures): string {
  const { stages, costByCount } = figures;
  const row = (...cells: string[]): string =>
    `${cells[0]!.padEnd(14)}${cells
      .slice(1)
      .map((cell) => cell.padStart(16))
      .join("")}`;
  return [
    `${number(figures.recordsPerSecond)} records/s end to end, ${figures.transactionsPerSecond} transactions/s, ` +
      `peak memory ${figures.peakMemoryMB} MB; most time goes to: ${figures.limitingStage}`,
    "",
    row("stage", "alone, s", "records/s", "in pipeline, s", "records/s"),
    ...STAGES.map((stage) => {
      const { alone, inPipeline } = stages[stage];
      const cells = [alone, inPipeline].flatMap((one) =>
        one ? [one.seconds.toFixed(2), number(one.recordsPerSecond)] : ["", ""],
      );
      return row(stage, ...cells);
    }),
    "",
    row("records", "gas each", "ms each", "transactions", "peak MB"),
    ...costByCount.map((cost) =>
      row(
        number(cost.records),
        number(cost.gasPerRecord),
        `${cost.millisecondsPerRecord}`,
        `${cost.transactions}`,
        `${cost.peakMemoryMB}`,
      ),
    ),
    "",
  ].join("\n");
}
