/** `npm run bench:throughput`: records a second from the file to the final block, every leaf on chain. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { LabelTable } from "../src/fhir/labelTable.ts";
import { measure, RECORDED, report } from "./throughput/report.ts";

const USAGE = `npm run -s bench:throughput -- [options]

Publishes synthetic records of 2 KiB: reads bundles, seals, stores, anchors every id and
waits until it is final. By default on a chain of its own in another process.

  --records N  records of the largest run, 1 to 1,000,000   (default: 100,000)
  --rpc URL    deploy to this chain instead; CARELEDGER_MNEMONIC names the accounts
  --record     keep the figures, from which docs/performance.md is written
  --json       one JSON object on stdout

Example: npm run -s bench:throughput -- --json --records 5000
`;

const MOST = 1_000_000;

function options() {
  const { values } = parseArgs({
    options: {
      records: { type: "string", default: "100000" },
      rpc: { type: "string" },
      record: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < 1 || records > MOST) {
    throw new TypeError(`--records must be a whole number from 1 to ${MOST}`);
  }
  return { ...values, records };
}

async function main(): Promise<void> {
  const { records, rpc, record, json, help } = options();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const directory = await mkdtemp(path.join(tmpdir(), "careledger-bench-"));
  try {
    const labels = await LabelTable.load(
      path.resolve(import.meta.dirname, "../samples/labels.csv"),
    );
    await mkdir(path.join(directory, "runs"));
    const figures = await measure({ records, rpc, directory, labels });
    if (record) await writeFile(RECORDED, `${JSON.stringify(figures, null, 2)}\n`);
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : report(figures));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof TypeError;
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
