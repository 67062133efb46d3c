/** `npm run bench:recall`: how long until everybody who holds units of a lot can know of its recall. */
import { writeFile } from "node:fs/promises";
import { measureRecall, RECORDED } from "./recall/measure.ts";
import { readOptions, USAGE } from "./recall/options.ts";
import { report } from "./recall/report.ts";

async function main(): Promise<void> {
  const { units, holders, rpc, record, json, help } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const onStage = (stage: string): void => console.error(`${stage} ...`);
  const figures = await measureRecall({ units, holders, rpc, onStage });
  if (record) await writeFile(RECORDED, `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : report(figures));
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof TypeError || error instanceof RangeError;
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
