import { expect } from "chai";
import type { CareLedger } from "../../src/client.ts";
import { decodeRevert } from "../../src/chain/reverts.ts";
import { logs, read, settle } from "../../src/chain/transact.ts";
import { eventsOf, write } from "../../src/chain/write.ts";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, errorOf, revertOf } from "../fixtures/failures.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";

describe("chain: writes, reads and what contracts refuse", () => {
  let world: World;
  let care: CareLedger;
  let index: CareLedger["chain"]["contracts"]["recordIndex"];
  before(async () => {
    world = await startWorld();
    ({ care } = world.north);
    index = care.chain.contracts.recordIndex;
  });
  after(() => world.close());
  afterEach(async () => {
    world.served.fate = () => "answer";
    await world.served.resume();
  });

  /** With `gasLimit`, as publishers give it, nothing is tried out before it is sent. */
  const anchor = (ids: readonly Hex[], overrides: { gasLimit?: number | bigint } = {}) =>
    write(care.chain, "BatchAnchored", () =>
      index.anchor.populateTransaction([...ids], ZERO32, overrides),
    ).send();
  const gasLimit = 500_000;

  it("answer the event with its values by name, and the transaction (RX-01)", async () => {
    const ids = [fixed("one"), fixed("two")];
    const { event, transaction, block, gasUsed } = await anchor(ids);
    expect(event).include({ custodian: world.north.id, count: 2, mode: "LEAVES" });
    expect(event.ids).deep.equal(ids);
    expect(event.actor).equal(care.chain.account!.address);
    const receipt = (await world.served.request("eth_getTransactionReceipt", transaction)) as {
      blockNumber: string;
      gasUsed: string;
    };
    expect([block, gasUsed]).deep.equal([Number(receipt.blockNumber), BigInt(receipt.gasUsed)]);
  });

  it("fail where the transaction succeeded without the event", async () => {
    const ended = write(care.chain, "EntriesEnded", () =>
      index.anchor.populateTransaction([fixed("three")], ZERO32),
    );
    const error = await errorOf(() => ended.send());
    expect(error.code).equal("CHAIN_EVENT_MISSING");
    expect(error.details).deep.equal({ event: "EntriesEnded" });
  });

  it("take no other contract's event for the right one", async () => {
    const { receipt } = await anchor([fixed("elsewhere")]);
    const { addresses } = care.chain;
    const moved = { ...addresses, recordIndex: addresses.receipts };
    expect(eventsOf(care.chain, "BatchAnchored", receipt)).length(1);
    expect(eventsOf({ ...care.chain, addresses: moved }, "BatchAnchored", receipt)).length(0);
  });

  it("name the error and its values where the refusal shows before sending", async () => {
    const ids = [fixed("again")];
    const root = (await anchor(ids)).event.root;
    const sentBefore = care.chain.account!.sent;
    const { name, args } = await revertOf(() => anchor(ids));
    expect([name, args]).deep.equal(["RecordBatchExists", { custodian: world.north.id, root }]);
    expect(care.chain.account!.sent, "transactions").equal(sentBefore);
  });

  it("name the error and its values where the refusal is mined", async () => {
    const ids = [fixed("mined again")];
    const root = (await anchor(ids)).event.root;
    await world.served.hold();
    const failing = revertOf(() => anchor(ids, { gasLimit }));
    await world.served.release(1);
    expect(await failing).deep.equal({
      name: "RecordBatchExists",
      args: { custodian: world.north.id, root },
    });
  });

  it("name the error and its values where a node that mines at once answers them", async () => {
    const ids = [fixed("mined at once")];
    await anchor(ids);
    const { name } = await revertOf(() => anchor(ids, { gasLimit }));
    expect(name).equal("RecordBatchExists");
    const next = await anchor([fixed("after it")]);
    expect(next.event.custodian).equal(world.north.id);
  });

  it("name the error where what refuses it stands in the same block", async () => {
    const ids = [fixed("twice in a block")];
    await world.served.hold();
    const first = anchor(ids, { gasLimit });
    const second = revertOf(() => anchor(ids, { gasLimit }));
    await world.served.release(2);
    expect((await second).name).equal("RecordBatchExists");
    expect((await first).event.root).equal((await second).args["root"]);
  });

  it("say so where a mined failure has no reason: too little gas", async () => {
    await world.served.hold();
    const failing = codeOf(() => anchor([fixed("dear")], { gasLimit: 40_000 }));
    await world.served.release(1);
    expect(await failing).equal("CHAIN_FAILED");
  });

  it("say in the node's words why it takes no transaction", async () => {
    const error = await errorOf(() => anchor([fixed("gas")], { gasLimit: 2n ** 24n + 1n }));
    expect(error.code).equal("CHAIN_FAILED");
    expect(error.message).match(/exceeds.*gas/);
  });

  it("wait until the block is final", async () => {
    const slow = await openNetwork(world.served.url, 2);
    try {
      let done = false;
      const settled = settle(slow, index.anchor([fixed("slow")], ZERO32)).then((receipt) => {
        done = true;
        return receipt;
      });
      const block = await world.served.blockNumber();
      while ((await world.served.blockNumber()) === block) await world.network.now();
      await world.served.mine();
      await slow.now();
      expect(done, "one block on top").equal(false);
      await world.served.mine();
      expect((await settled).blockNumber).equal(block + 1);
    } finally {
      slow.close();
    }
  });

  it("name what a read refuses, and what is no answer", async () => {
    const unknown = fixed("unknown root");
    const { name, args } = await revertOf(() => read(index.batch(world.north.id, unknown)));
    expect([name, args]).deep.equal([
      "RecordBatchUnknown",
      { custodian: world.north.id, root: unknown },
    ]);
    const nobody = index.attach(world.north.care.chain.account!.address) as typeof index;
    expect(await codeOf(() => read(nobody.batch(1, unknown)))).equal("CHAIN_FAILED");
    world.served.fate = (method) => (method === "eth_call" ? "lose" : "answer");
    expect(await codeOf(() => read(index.batch(1, unknown)))).equal("CHAIN_SILENT");
  });

  it("are not misled by what no contract of the suite says", () => {
    const { selector } = index.interface.getError("RecordBatchExists")!;
    for (const data of ["0x", "0xdeadbeef", selector, `${selector}00`]) {
      expect(decodeRevert(data)).equal(undefined);
    }
    expect(decodeRevert(index.interface.encodeErrorResult("RecordBatchEmpty"))).property(
      "errorName",
      "RecordBatchEmpty",
    );
  });

  it("find the logs of a range of blocks, oldest first, by topic", async () => {
    const { south } = world;
    const first = await anchor([fixed("log 1")]);
    await south.care.records.anchor([fixed("log 2")]).send();
    const last = await anchor([fixed("log 3")]);
    const range = { from: first.block, to: last.block };
    const roots = async (topics: (Hex | null)[], within = range): Promise<string[]> =>
      (await logs(care.chain, "BatchAnchored", topics, within)).map(({ event }) => event.root);
    expect(await roots([])).length(3);
    const ofNorth = `0x${world.north.id.toString(16).padStart(64, "0")}` as const;
    expect(await roots([null, ofNorth])).deep.equal([first.event.root, last.event.root]);
    expect(await roots([last.event.root])).deep.equal([last.event.root]);
    expect(await roots([], { from: first.block, to: first.block })).deep.equal([first.event.root]);
  });
});
