import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { compilerSettings, foreignContracts } from "../hardhat/compiler.ts";

/** What solc is given, by its "standard JSON"; block explorers verify a contract from it. */
export interface StandardInput {
  language: "Solidity";
  sources: Record<string, { content: string }>;
  settings: object;
}

const root = path.resolve(import.meta.dirname, "../..");
const { resolve } = createRequire(import.meta.url);

/** By the names that imports use: `contracts/...` and `@openzeppelin/...`. */
const fileOf = (name: string): string =>
  name.startsWith("contracts/") ? path.join(root, name) : resolve(name);

/** The sources of all contracts but mocks, with all that they import, and the compiler's settings. */
export async function standardInput(outputs: readonly string[]): Promise<StandardInput> {
  const sources: StandardInput["sources"] = {};
  const add = async (name: string): Promise<void> => {
    if (sources[name]) return;
    const content = await readFile(fileOf(name), "utf8");
    sources[name] = { content };
    for (const [, target] of content.matchAll(/^import\s[^"]*"([^"]+)"/gm)) {
      await add(
        target!.startsWith(".") ? path.posix.join(path.posix.dirname(name), target!) : target!,
      );
    }
  };
  for (const name of [...(await ownContracts()), ...foreignContracts]) await add(name);
  return {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    settings: { ...compilerSettings, outputSelection: { "*": { "*": outputs } } },
  };
}

/** Names of the project's Solidity files, mocks apart. */
async function ownContracts(): Promise<string[]> {
  const files = await readdir(path.join(root, "contracts"), { recursive: true });
  return files
    .map((file) => `contracts/${file.split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".sol") && !file.startsWith("contracts/mocks/"))
    .toSorted();
}
