/** A chain of another make than Hardhat's: anvil, of the development packages. */
import assert from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Whether a chain answers there. */
export async function answers(url) {
  try {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    const headers = { "content-type": "application/json" };
    return (await fetch(url, { method: "POST", headers, body })).ok;
  } catch {
    return false;
  }
}

/**
 * Starts a chain as a consortium's is: osaka rules, gas for nothing, accounts without ether. It goes
 * with this process, or by `stop`. `flags`: further ones of anvil.
 */
export async function startAnvil(...flags) {
  const port = await freePort();
  const options = "--hardfork osaka --gas-price 0 --block-base-fee-per-gas 0 --balance 0 --silent";
  const args = [...options.split(" "), "--port", String(port), ...flags];
  // Its starter leaves the chain behind when it is killed alone: it gets a group of its own.
  const anvil = spawn("anvil", args, { stdio: ["ignore", "ignore", "inherit"], detached: true });
  const stop = () => {
    process.off("exit", stop);
    if (anvil.exitCode === null) process.kill(-anvil.pid);
  };
  process.once("exit", stop);
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    assert.ok(anvil.exitCode === null, `anvil ended with code ${anvil.exitCode}`);
    await sleep(100);
  }
  return { url, stop };
}
