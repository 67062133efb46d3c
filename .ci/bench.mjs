/** Runs a short `bench:throughput` and checks what it reports, but no time: machines differ. */
import { spawnSync } from "node:child_process";

const RECORDS = 5_000;
const { status, stdout } = spawnSync(
  `npm run --silent bench:throughput -- --json --records ${RECORDS}`,
  {
    cwd: new URL("..", import.meta.url),
    shell: true,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    timeout: 300_000,
  },
);

function parsed() {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    console.error(`bench: the output is no JSON: ${error.message}`);
    return {};
  }
}

const { recordsPerSecond, transactionsPerSecond, stages, peakMemoryMB, costByCount } = parsed();
const positive = (value) => Number.isFinite(value) && value > 0;
const STAGES = ["read", "canonicalise", "seal", "store", "anchor"];
const checks = {
  "it ends with exit code 0": status === 0,
  "it counts records and transactions a second":
    positive(recordsPerSecond) && positive(transactionsPerSecond),
  "it measures each stage, alone and in the pipeline": STAGES.every(
    (name) =>
      positive(stages?.[name]?.alone.recordsPerSecond) &&
      positive(stages?.[name]?.inPipeline.recordsPerSecond),
  ),
  "it names the peak of its memory": positive(peakMemoryMB),
  [`it publishes 1 to ${RECORDS} records, and more cost less gas each`]:
    costByCount?.at(0)?.records === 1 &&
    costByCount.at(-1).records === RECORDS &&
    costByCount.every(
      ({ gasPerRecord }, i) => i === 0 || gasPerRecord < costByCount[i - 1].gasPerRecord,
    ),
};
for (const [what, holds] of Object.entries(checks)) console.log(`${holds ? "ok " : "NOT"} ${what}`);
console.log(`bench: ${recordsPerSecond} records/s, ${peakMemoryMB} MB`);
process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
