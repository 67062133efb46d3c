/** What a verification finds where a deployment is not what it should be. */
import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { connectContracts } from "../../src/chain/contracts.ts";
import type { Network } from "../../src/chain/network.ts";
import { ADMIN_ROLE, roles } from "../../deploy/roles.ts";
import type { Check } from "../../deploy/verify/check.ts";
import { verifyDeployment } from "../../deploy/verify/verify.ts";
import { Accounts, ADMINISTRATOR, DEPLOYER } from "../../src/cli/accounts.ts";
import { ServedChain } from "../fixtures/servedChain.ts";
import { openNetwork } from "../fixtures/world.ts";
import { ADMINISTERED, CONTRACTS, EVIDENCE } from "./fixtures/counts.ts";

const administrator = Accounts.development().address(ADMINISTRATOR);
const stranger = Accounts.development().address(DEPLOYER);
const NAMES = ["ADMIN", ...Object.keys(roles)];

describe("verifying a deployment", () => {
  let served: ServedChain;
  let network: Network;
  let snapshot: unknown;
  before(async () => {
    served = await ServedChain.start();
    network = await openNetwork(served.url);
  });
  after(async () => {
    network.close();
    await served.close();
  });
  beforeEach(async () => {
    snapshot = await served.request("evm_snapshot");
  });
  afterEach(async () => {
    await served.request("evm_revert", snapshot);
  });

  const verify = (): Promise<Check[]> =>
    verifyDeployment(network, served.addresses, { administrator });
  /** What is wrong, and what is said of it. */
  async function wrong(): Promise<Record<string, string>> {
    const failed = (await verify()).filter(({ ok }) => !ok);
    return Object.fromEntries(failed.map(({ what, detail }) => [what, detail]));
  }
  /** The contracts as the administrator writes them. */
  async function administered() {
    const signer = await served.connection.ethers.getSigner(administrator);
    return connectContracts(served.addresses, signer);
  }

  it("compares code, permissions, roles, names and callers", async () => {
    const checks = await verify();
    expect(checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    const kinds = checks.map(({ what }) => what.split(" ")[0]);
    const counts = Object.fromEntries(
      [...new Set(kinds)].map((kind) => [kind, count(kinds, kind)]),
    );
    expect(counts).to.deep.equal({
      code: CONTRACTS,
      permissions: ADMINISTERED,
      holders: NAMES.length,
      name: CONTRACTS - 1,
      callers: EVIDENCE,
    });
  });

  const count = (all: unknown[], one: unknown) => all.filter((item) => item === one).length;

  it("finds one changed byte of code, and where", async () => {
    for (const name of ["recordIndex", "subjectRegistry"] as const) {
      const address = served.addresses[name];
      const code = (await served.request("eth_getCode", address, "latest")) as string;
      const byte = code.slice(202, 204) === "00" ? "01" : "00";
      await served.request("hardhat_setCode", address, code.slice(0, 202) + byte + code.slice(204));
    }
    const found = await wrong();
    expect(Object.keys(found)).to.deep.equal(["code of SubjectRegistry", "code of RecordIndex"]);
    expect(found["code of RecordIndex"]).to.match(/ 1 bytes differ, the first at 100: /);
  });

  it("finds a signing domain, and a constructor value, of another address", async () => {
    const { consentRegistry, receipts, accessDesk } = served.addresses;
    for (const [contract, replaced] of [
      [consentRegistry, consentRegistry],
      [accessDesk, receipts],
    ] as const) {
      const code = (await served.request("eth_getCode", contract, "latest")) as string;
      const other = code.replaceAll(replaced.slice(2).toLowerCase(), "ab".repeat(20));
      expect(other).not.to.equal(code);
      await served.request("hardhat_setCode", contract, other);
    }
    expect(Object.keys(await wrong())).to.deep.equal([
      "code of ConsentRegistry",
      "code of AccessDesk",
    ]);
  });

  it("finds no code, and code of another length", async () => {
    await served.request("hardhat_setCode", served.addresses.receipts, "0x");
    await served.request("hardhat_setCode", served.addresses.recordIndex, "0x00");
    const found = await wrong();
    expect(found["code of Receipts"]).to.include("there is none");
    expect(found["callers"]).to.include("cannot be read");
    expect(found["code of RecordIndex"]).to.match(/there are 1 bytes instead of \d+/);
  });

  it("finds a function that another role may call, and a closed contract", async () => {
    const { manager, participantRegistry, directory } = await administered();
    const pause = participantRegistry.getFunction("pause").fragment.selector;
    await manager.setTargetFunctionRole(participantRegistry, [pause], roles.ADMISSIONS);
    await manager.setTargetClosed(directory, true);
    expect(await wrong()).to.deep.equal({
      "permissions of participantRegistry": "pause: ADMISSIONS, not PAUSER",
      "permissions of directory": "it is closed",
    });
  });

  it("finds whoever holds a role besides the administrator, and a role that was handed on", async () => {
    const { manager } = await administered();
    await manager.grantRole(roles.PAUSER, stranger, 0);
    await manager.grantRole(roles.ADMISSIONS, stranger, 0);
    await manager.renounceRole(roles.ADMISSIONS, administrator);
    await manager.grantRole(7n, stranger, 0);
    expect(await wrong()).to.deep.equal({
      "holders of PAUSER": `${administrator}, ${stranger}`,
      "holders of ADMISSIONS": stranger,
      "holders of role 7": stranger,
    });
    await manager.renounceRole(ADMIN_ROLE, administrator);
    const anybody = await verifyDeployment(network, served.addresses);
    const failed = anybody.filter(({ ok }) => !ok);
    expect(failed).to.deep.equal([{ what: "holders of ADMIN", ok: false, detail: "nobody" }]);
  });

  it("finds a name that leads elsewhere, and announced callers", async () => {
    const { directory, receipts, consentRegistry } = await administered();
    const { receipts: elsewhere, accessDesk } = served.addresses;
    await directory.register(encodeBytes32String("AccessDesk"), elsewhere, false);
    await receipts.proposeCaller(stranger, true);
    await consentRegistry.proposeCaller(accessDesk, false);
    const found = await wrong();
    expect(Object.keys(found)).to.deep.equal([
      "name AccessDesk",
      "callers of ConsentRegistry",
      "callers of Receipts",
    ]);
    expect(found["callers of Receipts"]).to.include(stranger);
    expect(found["callers of ConsentRegistry"]).to.match(new RegExp(`${accessDesk} from \\d+ to `));
    await receipts.vetoCaller(stranger);
    expect(await wrong()).not.to.have.property("callers of Receipts");
  });
});
