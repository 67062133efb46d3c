import { expect } from "chai";
import type { World } from "../fixtures/world.ts";
import { check, trouble, Practice } from "./fixtures/practice.ts";

describe("network doctor: a chain and its clock", () => {
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

  it("a chain that stands still, and clocks that differ", async () => {
    const still = await examined({}, false);
    expect(check(still, "blocks")).property("state", "warning");
    expect(check(still, "clock")).property("state", "ok");
    for (const [seconds, state] of [
      [-3600, "fault"],
      [-20, "warning"],
      [20, "warning"],
      [3600, "fault"],
    ] as const) {
      world.served.fate = (method) => {
        if (method !== "eth_getBlockByNumber") return "answer";
        const timestamp = `0x${(Math.floor(Date.now() / 1000) + seconds).toString(16)}`;
        return (block) => ({ ...(block as object), timestamp });
      };
      const moved = await examined();
      expect(check(moved, "clock"), `${seconds}`).property("state", state);
      expect((check(moved, "clock").data as { skew: number }).skew).within(
        seconds - 2,
        seconds + 2,
      );
    }
    // The newest block is an hour old, and no other comes.
    world.served.fate = (method) => {
      if (method !== "eth_getBlockByNumber") return "answer";
      const timestamp = `0x${(Math.floor(Date.now() / 1000) - 3600).toString(16)}`;
      return (block) => ({ ...(block as object), timestamp });
    };
    expect(check(await examined({}, false), "blocks")).property("state", "fault");
  });

  it("what Besu says: its validators", async () => {
    const validators = (count: number) =>
      Array.from({ length: count }, () => `0x${"00".repeat(20)}`);
    const besu = (count: number) => {
      world.served.fate = (method) => {
        if (method === "web3_clientVersion") return { result: "besu/v26.8.0\u001B[31m\n" };
        if (method === "qbft_getValidatorsByBlockNumber") return { result: validators(count) };
        return method === "net_peerCount" ? { result: "0x3" } : "answer";
      };
    };
    besu(4);
    const four = await examined();
    expect(check(four, "chain")).property("state", "ok");
    expect(check(four, "chain").text)
      .contain("besu/v26.8.0[31m,")
      .and.contain("4 QBFT validators, the node has 3 peers");
    besu(3);
    const three = await examined();
    expect(check(three, "chain")).property("state", "warning");
  });

  it("gas that has a price, or blocks too small for a batch, are warnings", async () => {
    expect(check(await examined(), "gas")).property("state", "ok");
    for (const [field, words] of [
      [{ baseFeePerGas: "0x7" }, "own ether"],
      [{ gasLimit: "0xffffff" }, "block gas limit"],
    ] as const) {
      world.served.fate = (method) =>
        method === "eth_getBlockByNumber"
          ? (block) => ({ ...(block as object), ...field })
          : "answer";
      const gas = check(await examined(), "gas");
      expect(gas.state).equal("warning");
      expect(gas.remedy).contain(words);
    }
  });

  it("no P-256 precompile is a warning", async () => {
    world.served.fate = (method, params) => {
      const { to } = (params[0] ?? {}) as { to?: string };
      return method === "eth_call" && to === `0x${"00".repeat(18)}0100`
        ? { result: "0x" }
        : "answer";
    };
    expect(trouble(await examined())).deep.equal(["p-256", "roles"]);
  });

  it("a node that goes away in the middle is a fault in each line, not a crash", async () => {
    let asked = 0;
    world.served.fate = () => (++asked > 12 ? "lose" : "answer");
    const checks = await examined({}, false);
    expect(trouble(checks, "fault")).include.members(["blocks", "clock"]);
    expect(checks.length).at.most(10);
  });
});
