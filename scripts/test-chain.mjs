/**
 * `npm run test:chain -- --rpc URL`: the tests tagged @chain on a running chain of any make, with a
 * suite of their own; `--anvil` starts one (osaka rules, a block a second) and ends it.
 * CARELEDGER_MNEMONIC names the accounts; they need no ether where gas is free.
 */
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { parseArgs } from "node:util";

const USAGE = "npm run test:chain -- --rpc URL | --anvil [--grep PATTERN]";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url) {
  try {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    const headers = { "content-type": "application/json" };
    return (await fetch(url, { method: "POST", headers, body })).ok;
  } catch {
    return false;
  }
}

async function startAnvil() {
  const port = await freePort();
  const options =
    "--hardfork osaka --block-time 1 --gas-price 0 --block-base-fee-per-gas 0 --balance 0";
  const anvil = spawn("anvil", [...options.split(" "), "--port", String(port), "--silent"], {
    stdio: ["ignore", "ignore", "inherit"],
    // Its starter leaves the chain behind when it is killed alone.
    detached: true,
  });
  process.once("exit", () => process.kill(-anvil.pid));
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (anvil.exitCode !== null) throw new Error(`anvil ended with code ${anvil.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return url;
}

const { values } = parseArgs({
  options: { rpc: { type: "string" }, anvil: { type: "boolean" }, grep: { type: "string" } },
});
if (!values.rpc === !values.anvil) {
  console.error(USAGE);
  process.exit(2);
}
const url = values.rpc ?? (await startAnvil());
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
