/**
 * An independent IPFS node (js-ipfs) that speaks Kubo's RPC: offline, its blocks in a folder that
 * goes with it. It runs in .peers/, where .ci/peers.sh installs it: out of reach of the test
 * runner, which loads every script under test/.
 *
 *     node .peers/ipfsNode.mjs               says its URL, and stays until Ctrl-C
 *     node .peers/ipfsNode.mjs COMMAND ...   runs a command with IPFS_API set, and ends as it ends
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Starts the node. @returns the URL of its RPC */
async function start() {
  const { create } = await import("ipfs-core");
  const { HttpApi } = await import("ipfs-http-server");
  const repo = mkdtempSync(path.join(tmpdir(), "careledger-ipfs-"));
  process.once("exit", () => rmSync(repo, { recursive: true, force: true }));
  const node = await create({
    repo,
    offline: true,
    silent: true,
    init: { emptyRepo: true, algorithm: "Ed25519" },
    config: {
      Addresses: { Swarm: [], API: "/ip4/127.0.0.1/tcp/0", Gateway: "" },
      Bootstrap: [],
      Discovery: { MDNS: { Enabled: false } },
    },
  });
  const api = new HttpApi(node);
  await api.start();
  return `http://127.0.0.1:${api.apiAddr.nodeAddress().port}`;
}

async function main([command, ...args]) {
  const url = await start();
  if (command === undefined) return void process.stdout.write(`${url}\n`);
  const env = { ...process.env, IPFS_API: url };
  const [code] = await once(spawn(command, args, { stdio: "inherit", env }), "exit");
  return process.exit(code ?? 1);
}

// The test runner loads this file, too.
if (process.argv[1] === import.meta.filename) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  await main(process.argv.slice(2));
}
