import { expect } from "chai";
import { logs } from "../../src/chain/transact.ts";
import { codeOf } from "../fixtures/failures.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("chain: logs of more blocks than a node gives at once", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  afterEach(() => {
    world.served.fate = () => "answer";
  });

  const anchor = async (name: string) =>
    (await world.north.care.records.anchor([fixed(name)]).send()).event.root;
  const found = async () =>
    (await logs(world.north.care.chain, "BatchAnchored")).map(({ event }) => event.root);

  it("are asked for in pages, each block once, as Besu refuses more than 5,000", async () => {
    const roots = [await anchor("early")];
    for (const name of ["in the middle", "late"]) {
      await world.served.request("hardhat_mine", "0x1770");
      roots.push(await anchor(name));
    }
    const asked: [number, number][] = [];
    world.served.fate = (method, params) => {
      if (method !== "eth_getLogs") return "answer";
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string };
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      if (to - from > 5_000) {
        return { error: { code: -32_005, message: "Requested range exceeds maximum" } };
      }
      asked.push([from, to]);
      return "answer";
    };
    expect(await found()).deep.equal(roots);
    const newest = await world.served.blockNumber();
    expect(newest).above(12_000);
    expect(asked.at(0)?.[0]).equal(0);
    expect(asked.at(-1)?.[1]).equal(newest);
    for (const [i, [from]] of asked.slice(1).entries()) expect(from).equal(asked[i]![1] + 1);
  });

  it("are not had where the node refuses any", async () => {
    world.served.fate = (method) =>
      method === "eth_getLogs" ? { error: { code: -32_601, message: "no logs here" } } : "answer";
    expect(await codeOf(found)).equal("CHAIN_FAILED");
    world.served.fate = (method) => (method === "eth_getLogs" ? "lose" : "answer");
    expect(await codeOf(found)).equal("CHAIN_SILENT");
  });
});
