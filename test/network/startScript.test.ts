import { expect } from "chai";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { nodeOptions } from "../../src/cli/network/nodeFiles.ts";
import { FOUR, json, type Made, text, Workshop } from "./fixtures/made.ts";

/** Options that a real network of four validators ran with (Besu 26.8.0). */
const SEEN = new Set(
  `genesis-file data-path node-private-key-file data-storage-format sync-mode sync-min-peers
   min-gas-price target-gas-limit network-id discovery-enabled static-nodes-file nat-method p2p-host
   p2p-port rpc-http-enabled rpc-http-host rpc-http-port rpc-http-api host-allowlist
   rpc-http-max-batch-size tx-pool tx-pool-max-size tx-pool-limit-by-account-percentage
   tx-pool-no-local-priority revert-reason-enabled permissions-nodes-config-file-enabled
   permissions-nodes-config-file permissions-accounts-config-file-enabled
   permissions-accounts-config-file`.split(/\s+/),
);
const APIS = new Set("ETH,NET,WEB3,QBFT,PERM,TXPOOL,ADMIN,DEBUG".split(","));

describe("network init: the start script of a node", () => {
  let workshop: Workshop;
  let made: Made;
  let besu: string;
  before(() => {
    workshop = new Workshop();
    made = workshop.init(FOUR);
    // Stands for besu: says where it runs and what it was given.
    besu = workshop.file("besu", '#!/bin/sh\npwd\nfor given in "$@"; do echo "$given"; done\n');
    chmodSync(besu, 0o755);
  });
  after(() => workshop.close());

  const start = (
    folder: string,
    args: string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): SpawnSyncReturns<string> =>
    spawnSync("/bin/sh", [`${folder}/start.sh`, ...args], {
      cwd: "/",
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", BESU: besu, ...env },
    });

  it("is POSIX shell, and runs besu in the node's folder with options seen to work", () => {
    for (const { name, host, p2pPort, rpcPort } of made.members) {
      const folder = `${made.folder}/nodes/${name}`;
      expect(spawnSync("/bin/sh", ["-n", `${folder}/start.sh`]).status).equal(0);
      const { status, stdout, stderr } = start(folder);
      expect([status, stderr]).deep.equal([0, ""]);
      const [where, ...options] = stdout.trim().split("\n");
      expect(where).equal(folder);
      const given = new Map(
        options.map((option) => {
          const [, key, value] = /^--([a-z0-9-]+)(?:=(.+))?$/.exec(option)!;
          return [key!, value] as const;
        }),
      );
      expect(given.size).equal(options.length);
      expect([...given.keys()].filter((key) => !SEEN.has(key))).deep.equal([]);
      expect(Object.fromEntries(given)).include({
        "network-id": "20260",
        "p2p-host": host,
        "p2p-port": String(p2pPort),
        "rpc-http-host": "127.0.0.1",
        "rpc-http-port": String(rpcPort),
        "min-gas-price": "0",
        "discovery-enabled": "false",
      });
      const genesis = json(made, "genesis.json") as { gasLimit: string };
      expect(Number(given.get("target-gas-limit"))).equal(Number(genesis.gasLimit));
      expect(
        given
          .get("rpc-http-api")!
          .split(",")
          .filter((api) => !APIS.has(api)),
      ).deep.equal([]);
      // Every file that an option names was made.
      for (const [key, value] of given) {
        if (key.endsWith("-file")) expect(made.files).include(`nodes/${name}/${value}`);
      }
    }
  });

  it("passes its arguments on, whatever is in them", () => {
    const folder = workshop.path("a folder with spaces");
    cpSync(`${made.folder}/nodes/north`, folder, { recursive: true });
    const { stdout } = start(folder, ["--logging=DEBUG", "two words"]);
    expect(stdout.split("\n").slice(-3)).deep.equal(["--logging=DEBUG", "two words", ""]);
    expect(stdout.split("\n")[0]).equal(folder);
  });

  it("says so where the key or besu is missing", () => {
    const folder = workshop.path("without a key");
    cpSync(`${made.folder}/nodes/north`, folder, { recursive: true });
    rmSync(`${folder}/key`);
    const keyless = start(folder);
    expect(keyless.status).equal(1);
    expect(keyless.stderr).contain(`${folder}/key, mode 0600`);
    const bare = start(`${made.folder}/nodes/north`, [], { BESU: "no-such-besu" });
    expect(bare.status).equal(1);
    expect(bare.stderr).contain("install Besu 26.8.0");
    expect([keyless.stdout, bare.stdout]).deep.equal(["", ""]);
  });

  it("takes no word of the list of members for the shell's", () => {
    // Names, hosts and ports are all that comes from the list: see refusals.test.ts.
    const options = nodeOptions({ host: "192.0.2.1", p2pPort: 1, rpcPort: 2 }, 3).join("\n");
    expect(options).match(/^[-a-zA-Z0-9=.,_\n]+$/);
    expect(text(made, "nodes", "north", "start.sh")).contain(
      nodeOptions(made.members[0]!, made.chainId).join(" \\\n  "),
    );
  });
});
