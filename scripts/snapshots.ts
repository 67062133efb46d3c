/**
 * Gas and bytecode sizes beside what was accepted last: `--check` fails on any difference, `--write`
 * accepts it. Sizes come from the artifacts, gas from cache/gas.json (test/gas.test.ts writes it).
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

/** EIP-170: no contract may be larger. */
const SIZE_CEILING = 24_576;

type Numbers = Readonly<Record<string, number>>;

const root = path.resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { check: { type: "boolean" }, write: { type: "boolean" } },
});

async function readNumbers(file: string): Promise<Numbers | undefined> {
  if (!existsSync(path.join(root, file))) return undefined;
  return JSON.parse(await readFile(path.join(root, file), "utf8")) as Numbers;
}

/** Bytes of every contract that has functions of its own on the chain, mocks apart. */
async function sizes(): Promise<Numbers> {
  const folder = path.join(root, "artifacts", "contracts");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !path.relative(folder, file).startsWith("mocks"));
  const artifacts = await Promise.all(
    files.map(
      async (file) =>
        JSON.parse(await readFile(file, "utf8")) as {
          abi: { type: string }[];
          contractName: string;
          deployedBytecode: string;
        },
    ),
  );
  return sorted(
    Object.fromEntries(
      artifacts
        .filter(({ abi }) => abi.some(({ type }) => type === "function"))
        .map(({ contractName, deployedBytecode }) => [
          contractName,
          deployedBytecode.length / 2 - 1,
        ])
        .filter(([, size]) => Number(size) > 0),
    ) as Numbers,
  );
}

function sorted(numbers: Numbers): Numbers {
  return Object.fromEntries(
    Object.entries(numbers).toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })),
  );
}

const cell = (value: number | undefined) => (value ?? "-").toLocaleString("en").padStart(12);

/** `* +1,200 (+2.1 %)`, or whether the number is new or gone; nothing where it is the same. */
function differenceOf(before: number | undefined, after: number | undefined): string {
  if (before === after) return "";
  if (before === undefined) return "  * new";
  if (after === undefined) return "  * gone";
  const difference = after - before;
  const sign = difference > 0 ? "+" : "";
  const share = ((100 * difference) / before).toFixed(1);
  return `  * ${sign}${difference.toLocaleString("en")} (${sign}${share} %)`;
}

/** A row for every number, changed ones marked; the rows that changed. */
function compare(title: string, now: Numbers, accepted: Numbers): string[] {
  const names = Object.keys(sorted({ ...accepted, ...now }));
  const width = Math.max(...names.map((name) => name.length), title.length);
  console.log(`${title.padEnd(width)}${"accepted".padStart(12)}${"now".padStart(12)}`);
  const changed: string[] = [];
  for (const name of names) {
    const [before, after] = [accepted[name], now[name]];
    const difference = differenceOf(before, after);
    const row = `${name.padEnd(width)}${cell(before)}${cell(after)}${difference}`;
    if (difference !== "") changed.push(row);
    console.log(row);
  }
  console.log("");
  return changed;
}

async function main(): Promise<number> {
  const gas = await readNumbers("cache/gas.json");
  if (!gas) {
    console.error("cache/gas.json is missing: `npm run gas` runs the gas test first.");
    return 1;
  }
  const current = { gas: sorted(gas), sizes: await sizes() };
  const changed: string[] = [];
  for (const [name, numbers] of Object.entries(current)) {
    const file = `snapshots/${name}.json`;
    changed.push(...compare(name, numbers, (await readNumbers(file)) ?? {}));
    if (values.write) {
      await mkdir(path.join(root, "snapshots"), { recursive: true });
      await writeFile(path.join(root, file), `${JSON.stringify(numbers, null, 2)}\n`);
    }
  }
  const large = Object.entries(current.sizes).filter(([, size]) => size > SIZE_CEILING);
  for (const [name, size] of large) {
    console.error(`${name} has ${size} bytes of code; a chain takes ${SIZE_CEILING}.`);
  }
  if (changed.length === 0) console.log("No number differs from snapshots/.");
  else if (values.write) console.log(`${changed.length} numbers accepted: commit snapshots/.`);
  else {
    console.error(`${changed.length} numbers differ from snapshots/:\n${changed.join("\n")}`);
    console.error("If that is meant, accept it: npm run gas -- --write. Then commit snapshots/.");
  }
  return large.length > 0 || (changed.length > 0 && !values.write) ? 1 : 0;
}

process.exitCode = await main();
