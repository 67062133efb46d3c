/** `npm run bench:gas`: gas of every operation beside its peers, and docs/performance.md. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { documents } from "./gas/document.ts";
import { type GasFigures, measureGas } from "./gas/operations.ts";

const USAGE = `npm run -s bench:gas -- [options]

Measures the gas of every operation on Hardhat's chain beside other projects' contracts
(installed from npm into bench/peers when first wanted) and writes docs/performance.md.

  --check  write nothing; fail if docs/performance.md is not what would be written
  --json   one JSON object on stdout

Example: npm run -s bench:gas -- --json
`;

const root = path.resolve(import.meta.dirname, "..");

function text({ operations }: GasFigures): string {
  const cell = (value: number | null): string => (value?.toLocaleString("en") ?? "").padStart(11);
  const width = Math.max(...operations.map(({ name }) => name.length));
  const head = ["gas", "target", "floor", "peer's gas"].map((name) => name.padStart(11)).join("");
  const lines = operations.map(({ name, gas, target, floor, peerGas, peer }) =>
    `${name.padEnd(width)}${[gas, target, floor, peerGas].map(cell).join("")}  ${peer ?? ""}`.trimEnd(),
  );
  return `${[`${"operation".padEnd(width)}${head}  peer`, ...lines].join("\n")}\n`;
}

/** Files that are not as they are to be. */
async function stale(files: Readonly<Record<string, string>>): Promise<string[]> {
  const pairs = await Promise.all(
    Object.entries(files).map(async ([file, wanted]) => {
      const found = await readFile(path.join(root, file), "utf8").catch(() => "");
      return found === wanted ? [] : [file];
    }),
  );
  return pairs.flat();
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const figures = await measureGas();
  const files = await documents(figures);
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : text(figures));
  const changed = await stale(files);
  if (!values.check) {
    for (const file of changed) await writeFile(path.join(root, file), files[file]!);
    return 0;
  }
  for (const file of changed) console.error(`${file} is stale: npm run bench:gas writes it`);
  return changed.length === 0 ? 0 : 1;
}

try {
  // What was measured on is still up.
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(1);
}
