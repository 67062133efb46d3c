/**
 * `npm run test:chain -- --rpc URL`: the tests tagged @chain on a running chain of any make, with a
 * suite of their own; `--anvil` starts one (osaka rules, a block a second) and ends it.
 * CARELEDGER_MNEMONIC names the accounts; they need no ether where gas is free.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { answers, startAnvil } from "./anvil.mjs";

const USAGE = "npm run test:chain -- --rpc URL | --anvil [--grep PATTERN]";

const { values } = parseArgs({
  options: { rpc: { type: "string" }, anvil: { type: "boolean" }, grep: { type: "string" } },
});
if (!values.rpc === !values.anvil) {
  console.error(USAGE);
  process.exit(2);
}
const url = values.rpc ?? (await startAnvil("--block-time", "1")).url;
if (!(await answers(url))) {
  console.error(`No chain answers at ${url}. Start one, or let --anvil do it.`);
  process.exit(4);
}
const grep = values.grep ? `@chain.*${values.grep}` : "@chain";
const { status } = spawnSync(
  process.execPath,
  [
    "--import",
    "tsx",
    "node_modules/mocha/bin/mocha.js",
    "--exit",
    "--grep",
    grep,
    "test/onChain/*.test.ts",
  ],
  { stdio: "inherit", env: { ...process.env, CARELEDGER_TEST_RPC: url } },
);
process.exit(status ?? 1);
