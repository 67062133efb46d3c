/**
 * Makes dist/, what the package gives to others: JavaScript and declarations of src/, deploy/ and
 * typechain-types/, an ABI file for every contract, and the compiler's input, from which a block
 * explorer verifies the contracts. Speaks on stderr, as `npm pack --json` wants stdout for itself.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as bindings from "../typechain-types/index.js";
import { standardInput } from "./solidity/standardInput.ts";

const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");

const writeJson = (file: string, value: unknown): void =>
  writeFileSync(path.join(dist, file), `${JSON.stringify(value, null, 1)}\n`);

/** A file for each contract and interface: `{contractName, abi, bytecode}`, "0x" of an interface. */
function writeAbis(): number {
  mkdirSync(path.join(dist, "abi"));
  const mocks = new Set(Object.keys(bindings.factories.contracts.mocks));
  const factories = Object.entries(bindings).filter(
    ([name]) => name.endsWith("__factory") && !mocks.has(name),
  );
  for (const [name, factory] of factories) {
    const contractName = name.replace("__factory", "");
    const { abi, bytecode = "0x" } = factory as { abi: unknown; bytecode?: string };
    writeJson(`abi/${contractName}.json`, { contractName, abi, bytecode });
  }
  return factories.length;
}

rmSync(dist, { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.build.json"], { cwd: root, stdio: ["ignore", 2, 2] });
chmodSync(path.join(dist, "src/cli/main.js"), 0o755);
const abis = writeAbis();
const input = await standardInput(["abi", "evm.bytecode.object"]);
writeJson("standard-input.json", input);
const sources = Object.keys(input.sources).length;
process.stderr.write(`dist: ${abis} ABI files, compiler input of ${sources} sources\n`);
