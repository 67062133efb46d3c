/** A deployment goes on after a kill at any moment, and does nothing twice. */
import { expect } from "chai";
import { appendFileSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { Accounts, DEPLOYER } from "../../src/cli/accounts.ts";
import { Anvil, FREE } from "../fixtures/anvil.ts";
import { Place } from "./fixtures/cli.ts";
import { Proxy } from "./fixtures/proxy.ts";

const deployer = Accounts.development().address(DEPLOYER);

interface Block {
  transactions: { from: string; to: string | null; nonce: string }[];
}

/** What the deployer sent, in its order. */
async function sentBy(account: string, anvil: Anvil): Promise<Block["transactions"]> {
  const sent: Block["transactions"] = [];
  const last = Number(await anvil.request("eth_blockNumber"));
  for (let number = 0; number <= last; number++) {
    const block = await anvil.request("eth_getBlockByNumber", `0x${number.toString(16)}`, true);
    sent.push(...(block as Block).transactions);
  }
  return sent.filter(({ from }) => from.toLowerCase() === account.toLowerCase());
}

describe("careledger deploy, killed and run again", () => {
  let anvil: Anvil;
  let proxy: Proxy;
  let place: Place;
  beforeEach(async () => {
    anvil = await Anvil.start("--block-time", "1", ...FREE);
    proxy = await Proxy.before(anvil.url);
    place = new Place();
  });
  afterEach(async () => {
    place.remove();
    await proxy.close();
    await anvil.close();
  });

  const journal = (): string =>
    globSync(path.join(place.home, "chains/*/ignition/journal.jsonl"))[0]!;

  async function killedAt(send: number, reaches: boolean): Promise<void> {
    const { child, ended } = place.start("deploy", "--rpc", proxy.url);
    proxy.at({ send, reaches, act: () => child.kill("SIGKILL") });
    expect((await ended).signal, (await ended).stderr).to.equal("SIGKILL");
    proxy.at(undefined);
  }

  async function deployedOnce(): Promise<void> {
    const sent = await sentBy(deployer, anvil);
    expect(sent.map(({ nonce }) => Number(nonce))).to.deep.equal([...sent.keys()]);
    expect(sent.filter(({ to }) => to === null)).to.have.length(9);
    expect(sent).to.have.length(42);
    const verified = await place.json("deploy", "--verify", "--rpc", anvil.url);
    expect(verified).to.include({ ok: true });
  }

  it("takes up what it sent and could not note, and sends what it noted and did not send", async function () {
    this.timeout(180_000);
    await killedAt(1, true);
    await killedAt(3, false);
    await killedAt(9, true);
    const { steps } = await place.json("deploy", "--rpc", proxy.url);
    expect(steps).to.be.within(1, 42);
    await deployedOnce();
    const again = await place.json("deploy", "--rpc", anvil.url);
    expect(again).to.include({ steps: 0 });
    expect(await sentBy(deployer, anvil)).to.have.length(42);
  });

  it("goes on after a kill while it waits for a block, with half-written files", async function () {
    this.timeout(120_000);
    const { child, ended } = place.start("deploy", "--rpc", proxy.url);
    while (Number(await anvil.request("eth_getTransactionCount", deployer, "latest")) < 8) {
      await setTimeout(50);
    }
    child.kill("SIGKILL");
    await ended;
    appendFileSync(journal(), '\n{"futureId":"gov');
    writeFileSync(path.join(path.dirname(journal()), "deployed_addresses.json"), '{"governance#');
    await place.json("deploy", "--rpc", proxy.url);
    await deployedOnce();
    const addresses = path.join(path.dirname(journal()), "deployed_addresses.json");
    expect(Object.keys(JSON.parse(readFileSync(addresses, "utf8")) as object)).to.have.length(9);
  });
});
