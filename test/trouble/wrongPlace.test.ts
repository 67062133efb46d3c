/** A taken port, and addresses that are of another chain or of one that is gone. */
import { expect } from "chai";
import { cpSync, globSync } from "node:fs";
import path from "node:path";
import { Anvil } from "../fixtures/anvil.ts";
import { Ground } from "./fixtures/ground.ts";

const LIST = ["participants", "list"];
/** Of equal settings follows an equal block 0. */
const SETTINGS = ["--timestamp", "1900000000"];

describe("a wrong place (CA-22)", function () {
  this.timeout(120_000);
  let ground: Ground;
  let other: Anvil;
  before(async () => {
    ground = await Ground.start({ deployed: false, options: SETTINGS });
    await ground.town.json(0, "deploy");
    for (const name of ["North Hospital", "South Hospital"]) {
      await ground.town.json(0, "participants", "admit", name, "--kind", "HOSPITAL");
    }
    other = await Anvil.start(...SETTINGS, "--chain-id", "20260");
  });
  after(async () => {
    await other.close();
    await ground.close();
  });

  const chainFolders = (): string[] => globSync("chains/*", { cwd: ground.town.home }).toSorted();

  it("deploy --chain-id: another chain is refused before anything is sent or written", async () => {
    const before = chainFolders();
    const { code, error } = await ground.answer(ground.start("deploy", "--chain-id", "1"));
    expect(code).equal(1);
    expect(error).deep.include({
      code: "CHAIN_WRONG_ID",
      details: { found: "31337", expected: 1 },
    });
    expect(chainFolders()).deep.equal(before);
  });

  it("gateway serve: a taken port is named; with another one it serves", async () => {
    const serve = (name: string, port: string) =>
      ground.start("gateway", "serve", "--as", name, "--port", port);
    const first = serve("North Hospital", "0");
    const { url } = JSON.parse(await first.saidOnStdout(/\n/)) as { url: string };
    const { port } = new URL(url);
    const { code, error } = await ground.answer(serve("South Hospital", port));
    expect(code).equal(1);
    expect(error).deep.include({ code: "GATEWAY_PORT", details: { port: Number(port) } });
    expect(error.remedy).contain("0 for any that is free");
    first.child.kill("SIGINT");
    expect(await first.ended).include({ code: 0 });
    const second = serve("South Hospital", port);
    await second.saidOnStdout(/\n/);
    second.child.kill("SIGTERM");
    expect(await second.ended).include({ code: 0 });
  });

  it("a node that leads to another chain now: its own folder, where nothing is deployed", async () => {
    ground.wire.turnTo(other.url);
    const { code, error } = await ground.answer(ground.start(...LIST));
    expect(code).equal(1);
    expect(error).deep.include({ code: "CLI_NOT_DEPLOYED", details: { chainId: "20260" } });
  });

  it("the address file of another chain is foreign, whatever folder it was put into", async () => {
    const theirs = chainFolders().find((name) => name.includes("20260-"));
    const ours = chainFolders().find((name) => name.includes("31337-"));
    const inHome = (...parts: string[]) => path.join(ground.town.home, ...parts);
    cpSync(inHome(ours!, "addresses.json"), inHome(theirs!, "addresses.json"));
    for (const command of [LIST, ["deploy"]]) {
      const { code, error } = await ground.answer(ground.start(...command));
      expect(code, command.join(" ")).equal(1);
      expect(error["code"]).equal("NETWORK_FOREIGN");
      expect(error.remedy).contain("--directory");
    }
    expect(await other.request("eth_blockNumber"), "nothing was sent").equal("0x0");
  });

  it("a chain reset under the same id and block 0: stale, until it is deployed to anew", async () => {
    const again = await Anvil.start(...SETTINGS);
    try {
      ground.wire.turnTo(again.url);
      const { code, error } = await ground.answer(ground.start(...LIST));
      expect([code, error["code"]]).deep.equal([1, "NETWORK_STALE"]);
      expect(error.remedy).contain("careledger deploy --anew");
      expect(await ground.answer(ground.start("deploy", "--anew"))).include({ code: 0 });
      expect(await ground.answer(ground.start(...LIST))).deep.include({ participants: [] });
    } finally {
      await again.close();
    }
  });
});
