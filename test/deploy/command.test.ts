/** `careledger deploy` on a chain that is not Hardhat's. */
import { expect } from "chai";
import { getAddress } from "ethers";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ADMIN_ROLE, roles } from "../../deploy/roles.ts";
import { roleHolders } from "../../deploy/holders.ts";
import { CONTRACT_NAMES } from "../../src/chain/contracts.ts";
import { Network } from "../../src/chain/network.ts";
import { type NetworkFile, parseNetworkFile } from "../../src/chain/networks.ts";
import { holdLock } from "../../src/vault/lock.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../../src/cli/accounts.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { Anvil, FREE } from "../fixtures/anvil.ts";
import { Place } from "./fixtures/cli.ts";
import { EVIDENCE, STEPS } from "./fixtures/counts.ts";

const accounts = Accounts.development();
const deployer = accounts.address(DEPLOYER);
/** A contract wallet would do: nobody here has its key. */
const multisig = getAddress(`0x5afe${"0".repeat(35)}1`) as Hex;

const sent = (anvil: Anvil) => anvil.request("eth_getTransactionCount", deployer, "pending");

/** Who holds the roles, as the AccessManager's own events tell. */
async function holdersOn(url: string, { contracts }: NetworkFile): Promise<Map<bigint, Hex[]>> {
  const network = await Network.open({ url });
  const held = await roleHolders(network.provider, contracts.AccessManager.address);
  network.close();
  return held;
}

const everyRoleOf = (who: Hex) =>
  new Map([ADMIN_ROLE, ...Object.values(roles)].map((id) => [id, [who]]));

describe("careledger deploy: gas for nothing, accounts without ether", () => {
  let anvil: Anvil;
  let place: Place;
  let deployed: { network: NetworkFile; steps: number; file: string };
  const toMultisig = ["deploy", "--administrator", multisig];

  before(async function () {
    this.timeout(120_000);
    anvil = await Anvil.start("--block-time", "1", ...FREE);
    place = new Place(anvil.url);
  });
  after(async () => {
    place.remove();
    await anvil.close();
  });

  it("--dry-run says what would be done and sends nothing", async function () {
    this.timeout(60_000);
    // In a folder without a Hardhat project, which the simulation must not need.
    const plan: unknown = JSON.parse(
      await place.start(...toMultisig, "--dry-run", "--rule-notice", "30").ended,
    );
    const { steps, administrator, cost, gas } = plan as {
      steps: { contract: string; call?: string; address: Hex; values: [string, string][] }[];
      administrator: unknown;
      cost: string;
      gas: string;
    };
    const contracts = steps.filter(({ call }) => call === undefined);
    const names = contracts.map(({ contract }) => contract);
    expect(names).to.have.members(Object.values(CONTRACT_NAMES));
    expect(contracts[0]!.values).to.deep.equal([["initialAdmin", deployer]]);
    const catalogue = contracts.find(({ contract }) => contract === "Catalogue");
    expect(catalogue!.values).to.deep.include(["noticeDays_", "30"]);
    expect(steps.at(-1)).to.include({ contract: "AccessManager", call: "renounceRole" });
    expect(steps).to.have.length(STEPS);
    expect(administrator).to.deep.equal({
      address: multisig,
      roles: ["ADMIN", ...Object.keys(roles)],
    });
    expect(Number(gas)).to.be.within(20_000_000, 120_000_000);
    expect(cost).to.equal("0");
    expect(await sent(anvil)).to.equal("0x0");
    expect(() => place.state("ignition")).to.throw("there is no ignition");
  });

  it("refuses another chain than the one that is named, before anything", async () => {
    for (const more of [[], ["--dry-run"], ["--verify"]]) {
      const error = await place.error("deploy", "--chain-id", "1337", ...more);
      expect(error.code).to.equal("CHAIN_WRONG_ID");
      expect(error.details).to.deep.equal({ found: "31337", expected: 1337 });
    }
    expect(await sent(anvil)).to.equal("0x0");
  });

  it("does not let the deployer administer", async () => {
    const error = await place.error("deploy", "--administrator", deployer);
    expect(error.code).to.equal("DEPLOY_ADMINISTRATOR");
    expect(await sent(anvil)).to.equal("0x0");
  });

  it("has nothing to verify before a deployment, and says what to do", async () => {
    const { code } = await place.error("deploy", "--verify");
    expect(code).to.equal("CLI_NOT_DEPLOYED");
  });

  it("is refused while another one is at work in the same folder", async () => {
    const release = holdLock(
      path.join(path.dirname(place.state("deploy.lock")), "deploy.lock"),
      "",
    );
    const error = await place.error(...toMultisig);
    release();
    expect(error).to.deep.include({
      code: "CLI_BUSY",
      details: { pid: String(process.pid), work: "deploying" },
    });
    expect(await sent(anvil)).to.equal("0x0");
  });

  it("deploys at the addresses that the dry run named, and says each", async function () {
    this.timeout(120_000);
    const plan = await place.json(...toMultisig, "--dry-run");
    const out = path.join(place.folder, "networks/consortium");
    const named = ["--network-name", "consortium", "--out", out];
    const { code, stdout, stderr } = await place.run(
      ...toMultisig,
      "--chain-id",
      "31337",
      ...named,
    );
    expect(code, stderr).to.equal(0);
    deployed = JSON.parse(stdout) as typeof deployed;
    expect(deployed.file).to.equal(path.join(out, "addresses.json"));
    const planned = (plan["steps"] as { contract: string; call?: string; address: Hex }[])
      .filter(({ call }) => call === undefined)
      .map(({ contract, address }) => [contract, address]);
    const found = Object.entries(deployed.network.contracts).map(([c, { address }]) => [
      c,
      address,
    ]);
    expect(found).to.have.deep.members(planned);
    for (const [contract, address] of planned) {
      expect(stderr).to.include(`${contract} at ${address}`);
    }
  });

  it("writes the address file for others, and the same for the other commands", async () => {
    const text = readFileSync(deployed.file, "utf8");
    expect(parseNetworkFile(text, "it")).to.deep.equal(deployed.network);
    expect(deployed.network).to.include({ name: "consortium", chainId: 31_337, confirmations: 0 });
    expect(readFileSync(place.state("addresses.json"), "utf8")).to.equal(text);
    for (const { address, block } of Object.values(deployed.network.contracts)) {
      const at = (n: number) => anvil.request("eth_getCode", address, `0x${n.toString(16)}`);
      expect(await at(block)).not.to.equal("0x");
      expect(await at(block - 1)).to.equal("0x");
    }
    const listed = await place.json("participants", "list");
    expect(listed).to.have.property("participants");
  });

  it("leaves every role with the named administrator, none with the deployer", async () => {
    expect(await holdersOn(anvil.url, deployed.network)).to.deep.equal(everyRoleOf(multisig));
  });

  it("--verify finds this version, and whoever should administer", async function () {
    this.timeout(30_000);
    const verified = await place.json(...toMultisig, "--verify");
    expect(verified).to.include({ ok: true });
    const other = await place.run("deploy", "--verify", "--administrator", deployer);
    expect(other.code).to.equal(1);
    const { checks } = JSON.parse(other.stdout) as { checks: { what: string; ok: boolean }[] };
    const wrong = checks.filter(({ ok }) => !ok).map(({ what }) => what);
    expect(wrong).to.deep.equal(["ADMIN", ...Object.keys(roles)].map((r) => `holders of ${r}`));
  });

  it("says that it was deployed before, and changes nothing", async function () {
    this.timeout(30_000);
    const before = await sent(anvil);
    const again = await place.json(...toMultisig);
    expect(again).to.deep.include({ steps: 0, network: deployed.network });
    const changed = await place.error("deploy");
    expect(changed.code).to.equal("DEPLOY_CHANGED");
    expect(await sent(anvil)).to.equal(before);
  });

  it("writes a damaged address file anew", async () => {
    const file = place.state("addresses.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, 100));
    expect((await place.error("participants", "list")).code).to.equal("NETWORK_FILE");
    const out = path.dirname(deployed.file);
    await place.json(...toMultisig, "--network-name", "consortium", "--out", out);
    expect(readFileSync(file, "utf8")).to.equal(text);
  });
});

describe("careledger deploy: gas has a price", () => {
  let anvil: Anvil;
  let place: Place;
  before(async () => {
    anvil = await Anvil.start("--block-time", "1");
    place = new Place(anvil.url);
  });
  after(async () => {
    place.remove();
    await anvil.close();
  });

  it("says who needs ether; then index 0 administers by default", async function () {
    this.timeout(120_000);
    await anvil.request("anvil_setBalance", deployer, "0x0");
    const error = await place.error("deploy");
    expect(error).to.deep.include({ code: "DEPLOY_FUNDS", details: { deployer } });
    const { cost } = await place.json("deploy", "--dry-run");
    expect(Number(cost)).to.be.greaterThan(0);
    await anvil.request("anvil_setBalance", deployer, `0x${(10n ** 18n).toString(16)}`);
    const { network } = await place.json("deploy", "--caller-notice", "2");
    const administrator = accounts.address(ADMINISTRATOR);
    const held = await holdersOn(anvil.url, network as NetworkFile);
    expect(held).to.deep.equal(everyRoleOf(administrator));
    const { checks } = await place.json("deploy", "--verify");
    const callers = (checks as { what: string; detail: string }[]).filter(({ what }) =>
      what.startsWith("callers of "),
    );
    expect(callers).to.have.length(EVIDENCE);
    for (const { detail } of callers) expect(detail).to.match(/; notice of 2 s$/);
  });
});
