import { expect } from "chai";
import path from "node:path";
import type { Hex } from "../../src/core/bytes.ts";
import type { World } from "../fixtures/world.ts";
import { LINES, check, trouble, Practice } from "./fixtures/practice.ts";
import { contractNames } from "../../src/chain/contracts.ts";

describe("network doctor: the suite on a chain, its store and gateways", () => {
  let practice: Practice;
  let world: World;
  const examined: Practice["examined"] = (...given) => practice.examined(...given);
  before(async () => {
    practice = await Practice.open();
    ({ world } = practice);
  });
  after(() => practice.close());
  afterEach(() => {
    world.served.fate = () => "answer";
  });

  it("ten lines, of which only the development keys are a warning", async () => {
    const checks = await examined();
    expect(checks.map(({ name }) => name)).deep.equal(LINES);
    expect(trouble(checks, "fault")).deep.equal([]);
    expect(trouble(checks)).deep.equal(["roles"]);
    for (const { state, remedy } of checks) expect(remedy === undefined).equal(state === "ok");

    expect(check(checks, "chain").text).contain(world.network.genesis).and.contain("id 31337");
    const { number } = check(checks, "blocks").data as { number: number };
    expect(number).within(1, await world.served.blockNumber());
    const { contracts } = check(checks, "code").data as {
      contracts: { name: string; address: Hex; codeHash: Hex }[];
    };
    expect(Object.fromEntries(contracts.map((c) => [c.name, c.address]))).deep.equal(
      world.served.addresses,
    );
    const { modules } = check(checks, "modules").data as {
      modules: { module: Hex; codeHash: Hex }[];
    };
    // All but the AccessManager.
    expect(modules).length(contracts.length - 1);
    for (const { module, codeHash } of modules) {
      expect(contracts.find(({ address }) => address === module)).property("codeHash", codeHash);
    }
    const administrator = world.administrator.chain.account!.address;
    expect(check(checks, "roles").text).equal(`${administrator} all`);
    expect(check(checks, "gateways").text).equal("2 of 2 answer");
  });

  it("code that is gone or changed is a fault (INV-GOVERNANCE-1)", async () => {
    const { recordIndex, receipts } = world.served.addresses;
    const is = (address: Hex, params: readonly unknown[]) =>
      String(params[0]).toLowerCase() === address.toLowerCase();
    world.served.fate = (method, params) => {
      if (method !== "eth_getCode") return "answer";
      if (is(recordIndex, params)) return { result: "0x6001" };
      return is(receipts, params) ? { result: "0x" } : "answer";
    };
    const code = check(await examined(), "code");
    expect(code.state).equal("fault");
    expect(code.text).contain("none at receipts").and.contain("registered at recordIndex");
  });

  it("code of another version is a warning, as is a caller that the suite does not know", async () => {
    world.served.fate = (method, params) =>
      method === "eth_call" && !(params[0] as { to?: string }).to
        ? (code) => `${String(code)}00`
        : "answer";
    const code = check(await examined(), "code");
    expect(code.state).equal("warning");
    const all = contractNames.length;
    expect(code.text).equal(`${all} of ${all} contracts are not this version's`);
    world.served.fate = () => "answer";

    const { governance } = world.administrator;
    const stranger = world.insurer.care.chain.account!.address;
    await governance.proposeCaller("receipts", stranger, true).send();
    const modules = check(await examined(), "modules");
    await governance.vetoCaller("receipts", stranger).send();
    expect(modules.state).equal("warning");
    expect(modules.remedy).contain("callers of Receipts").and.contain(stranger);
    expect(check(await examined(), "modules")).property("state", "ok");
  });

  it("roles: who was given one shows, and a moved function is a fault", async () => {
    const { manager, participantRegistry } = world.administrator.chain.contracts;
    const insurer = world.insurer.care.chain.account!.address;
    await (await manager.grantRole(4n, insurer, 0)).wait();
    const before = check(await examined(), "roles");
    expect(before).property("state", "warning");
    expect(before.text).contain(`${insurer} PAUSER`);
    const { selector } = participantRegistry.interface.getFunction("pause");
    const give = async (role: bigint) => {
      const target = await participantRegistry.getAddress();
      await (await manager.setTargetFunctionRole(target, [selector], role)).wait();
    };
    await give(1n);
    const moved = check(await examined(), "roles");
    await give(4n);
    await (await manager.revokeRole(4n, insurer)).wait();
    expect(moved.state).equal("fault");
    expect(moved.remedy).contain("permissions of participantRegistry");
    expect(moved.remedy).contain("pause: DIRECTORY_KEEPER, not PAUSER").and.not.contain("admit");
    expect(check(await examined(), "roles").text).not.contain(insurer);
  });

  it("gateways: one that is silent, or that of another institution, is a fault", async () => {
    const { south, north, insurer } = world;
    await insurer.care.identity.setEndpoint(north.gateway.url).send();
    await south.care.identity.setEndpoint("http://127.0.0.1:9").send();
    const gateways = check(await examined(), "gateways");
    expect(gateways.state).equal("fault");
    expect(gateways.text).equal(
      `1 of 3 answer; institution ${south.id} does not answer, institution ${insurer.id} is that of institution ${north.id}`,
    );
    await insurer.care.identity.setEndpoint("").send();
    await south.care.identity.setEndpoint(south.gateway.url).send();
    expect(check(await examined(), "gateways")).include({ state: "ok", text: "2 of 2 answer" });
  });

  it("a store that does not answer is a fault", async () => {
    const store = check(await examined({ ipfs: "http://127.0.0.1:9" }), "store");
    expect(store.state).equal("fault");
    expect(store.text).contain("127.0.0.1:9");
  });

  it("without the suite it says so, in fewer lines; a wrong Directory is a fault", async () => {
    const { url: rpc } = world.served;
    const unknown = await examined({
      directory: undefined as never,
      home: path.join(practice.home, "other"),
    });
    expect(unknown.map(({ name }) => name)).deep.equal([...LINES.slice(0, 5), "suite", "store"]);
    expect(check(unknown, "suite")).property("state", "warning");
    expect(check(unknown, "suite").remedy).contain("careledger deploy");
    const nobody = `0x${"12".repeat(20)}` as const;
    for (const directory of [nobody, world.served.addresses.receipts]) {
      const wrong = await examined({ rpc, directory });
      expect(check(wrong, "suite")).property("state", "fault");
    }
  });
});
