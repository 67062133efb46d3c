/**
 * What dist/ gives to block explorers is what is deployed: solc makes of dist/standard-input.json the
 * code that stands in dist/abi, byte for byte.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../dist");
const solc = createRequire(import.meta.url)("solc");

const input = readFileSync(path.join(dist, "standard-input.json"), "utf8");
const { contracts } = JSON.parse(solc.compile(input));
const compiled = new Map(
  Object.values(contracts).flatMap((file) =>
    Object.entries(file).map(([name, { evm }]) => [name, `0x${evm.bytecode.object}`]),
  ),
);

const files = readdirSync(path.join(dist, "abi"));
for (const file of files) {
  const { contractName, bytecode } = JSON.parse(readFileSync(path.join(dist, "abi", file), "utf8"));
  if (compiled.get(contractName) === bytecode) continue;
  console.error(`${contractName}: the code is another`);
  process.exitCode = 1;
}
console.log(`${files.length} contracts and interfaces`);
