/** A deployment goes on after a kill at any moment, and does nothing twice. */
import { expect } from "chai";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Accounts, DEPLOYER } from "../../src/cli/accounts.ts";
import { Anvil, FREE } from "../fixtures/anvil.ts";
import { Place } from "./fixtures/cli.ts";
import { type Moment, Proxy } from "./fixtures/proxy.ts";
import { CONTRACTS, STEPS } from "./fixtures/counts.ts";

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
    place = new Place(proxy.url);
  });
  afterEach(async () => {
    place.remove();
    await proxy.close();
    await anvil.close();
  });

  async function killedAt(send: number, reaches: Moment["reaches"]): Promise<void> {
    const { child, ended } = place.start("deploy");
    proxy.at({ send, reaches, act: () => child.kill("SIGKILL") });
    expect(await ended).to.equal("");
    expect(child.signalCode).to.equal("SIGKILL");
    proxy.at(undefined);
  }

  async function deployedOnce(): Promise<void> {
    const sent = await sentBy(deployer, anvil);
    expect(sent.map(({ nonce }) => Number(nonce))).to.deep.equal([...sent.keys()]);
    expect(sent.filter(({ to }) => to === null)).to.have.length(CONTRACTS);
    expect(sent).to.have.length(STEPS);
    const verified = await place.json("deploy", "--verify");
    expect(verified).to.include({ ok: true });
  }

  it("takes up what it sent and could not note, and sends what it noted and did not send", async function () {
    this.timeout(180_000);
    await killedAt(1, true);
    await killedAt(3, false);
    await killedAt(9, true);
    const { steps } = await place.json("deploy");
    expect(steps).to.be.within(1, STEPS);
    await deployedOnce();
    const again = await place.json("deploy");
    expect(again).to.include({ steps: 0 });
    expect(await sentBy(deployer, anvil)).to.have.length(STEPS);
  });

  it("takes up what reached the chain only after it was given up for lost", async function () {
    this.timeout(120_000);
    let isGivenUp = false;
    await killedAt(7, () => {
      const journal = readFileSync(place.state("ignition/journal.jsonl"), "utf8");
      return (isGivenUp ||= journal.includes('"WIPE_APPLY"'));
    });
    await place.json("deploy");
    expect(isGivenUp).to.equal(true);
    await deployedOnce();
  });

  it("goes on after a kill while it waits for a block, with half-written files", async function () {
    this.timeout(120_000);
    const { child, ended } = place.start("deploy");
    while (Number(await anvil.request("eth_getTransactionCount", deployer, "latest")) < 8) {
      await setTimeout(50);
    }
    child.kill("SIGKILL");
    await ended;
    const addresses = place.state("ignition/deployed_addresses.json");
    appendFileSync(place.state("ignition/journal.jsonl"), '\n{"futureId":"gov');
    writeFileSync(addresses, '{"governance#');
    await place.json("deploy");
    await deployedOnce();
    expect(Object.keys(JSON.parse(readFileSync(addresses, "utf8")) as object)).to.have.length(
      CONTRACTS,
    );
  });
});
