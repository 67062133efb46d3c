import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { Accounts } from "../../src/cli/accounts.ts";
import { FOUR, type Made, text, Workshop } from "./fixtures/made.ts";

/** Blocks of shell in a document, indented ones too. */
const shell = (document: string): string[] =>
  [...document.matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)].map(([, , block]) => block!);

describe("network init: what the operators are told", () => {
  let workshop: Workshop;
  let near: Made;
  let far: Made;
  before(() => {
    workshop = new Workshop();
    near = workshop.init(FOUR);
    const hosts = FOUR.map(({ name }, i) => ({ name, host: `192.0.2.${i + 1}` }));
    far = workshop.init(hosts, { accounts: [Accounts.development().address(0)] });
  });
  after(() => workshop.close());

  it("on one machine, a line that starts every node", () => {
    const line = shell(text(near, "README.md")).find((block) => block.includes("for node"))!;
    const besu = workshop.file("besu", '#!/bin/sh\necho "in $(pwd)"\n');
    chmodSync(besu, 0o755);
    const { status } = spawnSync("/bin/sh", ["-c", `${line}wait`], {
      cwd: near.folder,
      env: { PATH: "/usr/bin:/bin", BESU: besu },
    });
    expect(status).equal(0);
    for (const { name } of near.members) {
      const log = readFileSync(`${near.folder}/nodes/${name}/besu.log`, "utf8");
      expect(log).equal(`in ${near.folder}/nodes/${name}\n`);
    }
  });

  it("on many machines, who hands out what and which ports are opened to whom", () => {
    const readme = text(far, "README.md");
    expect(readme).contain("careledger network key").and.contain("nodePublicKey");
    for (const { name, host, validator } of far.members) {
      expect(readme).contain(`${name} ${host}:30303`).and.contain(validator);
    }
    expect(readme).contain("docker compose up -d NAME");
    expect(text(near, "README.md")).not.contain("network key");
  });

  it("calls that are JSON-RPC, to a port that a node listens on", () => {
    for (const made of [near, far]) {
      const calls = shell(text(made, "README.md"))
        .flatMap((block) => block.split("\n"))
        .filter((line) => line.includes("curl"));
      const methods = calls.map((line) => {
        const [, body, url] = /-d '(.+)' (http\S+)$/.exec(line)!;
        expect(url).equal(`http://127.0.0.1:${made.members[0]!.rpcPort}`);
        return (JSON.parse(body!) as { method: string }).method;
      });
      expect(methods).include.members([
        "eth_blockNumber",
        "net_peerCount",
        "qbft_getValidatorsByBlockNumber",
        "qbft_proposeValidatorVote",
        "perm_reloadPermissionsFromFile",
      ]);
    }
  });

  it("that the list of accounts is no rule of the chain (ID-01)", () => {
    expect(text(far, "README.md")).contain("**no rule of the chain**");
  });

  it("how many validators may fail, and how many must agree to a change", () => {
    expect(text(far, "README.md"))
      .contain("no more than 1 of them is down")
      .and.contain("(now 3 of 4)");
    const seven = Array.from({ length: 7 }, (_, i) => ({ name: `n${i}` }));
    expect(text(workshop.init(seven), "README.md"))
      .contain("no more than 2 of them is down")
      .and.contain("(now 4 of 7)");
    const one = workshop.init(FOUR.slice(0, 1), { trial: true });
    expect(text(one, "README.md")).contain("survive the failure of none");
  });
});
