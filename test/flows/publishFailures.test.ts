import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import { type CID } from "../../src/vault/cid.ts";
import { type BlockBackend, BlockStore } from "../../src/vault/blockStore.ts";
import { RecordPublisher, type RecordToPublish } from "../../src/flows/publishRecord.ts";
import { CareLedger } from "../../src/client.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import type { Block } from "../../src/vault/unixfs.ts";
import { fail } from "../../src/core/errors.ts";
import { codeOf, errorOf, revertOf } from "../fixtures/failures.ts";
import { aRecord, newPatient, type Patient } from "../fixtures/people.ts";
import { admit, custodyOf, startWorld, type World } from "../fixtures/world.ts";

/** A store that takes nothing while `broken`. */
class Unreachable implements BlockBackend {
  readonly #inner = EmbeddedBlocks.open(":memory:");
  broken = false;
  async write(blocks: readonly Block[], pins: readonly CID[]): Promise<void> {
    if (this.broken) fail("STORE_UNREACHABLE", { host: "127.0.0.1" });
    await this.#inner.write(blocks, pins);
  }
  read = (cids: readonly CID[]) => this.#inner.read(cids);
  held = (cids: readonly CID[]) => this.#inner.held(cids);
  has = (cid: CID) => this.#inner.has(cid);
  pin = (cid: CID) => this.#inner.pin(cid);
  unpin = (cid: CID) => this.#inner.unpin(cid);
  gc = () => this.#inner.gc();
  status = () => this.#inner.status();
  ping = () => this.#inner.ping();
  close = () => this.#inner.close();
}

describe("flows: publishing where something fails (RX-14)", () => {
  let world: World;
  let patient: Patient;
  let next = 4;
  before(async () => {
    world = await startWorld();
    patient = await newPatient(world);
  });
  after(() => world.close());
  afterEach(async () => {
    world.served.fate = () => "answer";
    await world.served.resume();
  });

  /** A custodian of its own for each test, and its publishers. */
  async function newCustodian(store = world.store) {
    const member = await admit(world, next++, "HOSPITAL");
    const custody = custodyOf(member, store);
    world.closers.push(() => custody.close());
    const open = (batchSize = 2): Promise<RecordPublisher> =>
      member.care.publisher(custody, { batchSize });
    const idsOnChain = async (): Promise<Hex[]> =>
      (await member.care.records.batches(member.id)).flatMap(({ ids }) => ids);
    return { ...member, custody, open, idsOnChain };
  }
  const some = (count: number): RecordToPublish[] =>
    Array.from({ length: count }, () => aRecord(patient));

  /** The institution that has this id on another chain. */
  async function sameNumber(other: World, id: number) {
    for (let n = 4; ; n++) {
      const member = await admit(other, n, "HOSPITAL");
      if (member.id === id) return member;
    }
  }

  /** Everything is anchored exactly once, and the catalogue says the same. */
  async function expectWhole(
    { custody, idsOnChain }: Awaited<ReturnType<typeof newCustodian>>,
    count: number,
  ): Promise<void> {
    const ids = await idsOnChain();
    expect(ids).length(count);
    expect(new Set(ids)).deep.equal(
      new Set([...custody.catalogue.records()].map(({ entry }) => entry)),
    );
  }

  it("a refused anchoring is reported, and a later run completes it", async () => {
    const custodian = await newCustodian();
    const records = some(5);
    const registry = world.administrator.chain.contracts.participantRegistry;
    const setStatus = async (status: number) => {
      await (await registry.setStatus(custodian.id, status)).wait();
    };
    const publisher = await custodian.open();
    await setStatus(3);
    await publisher.add(records[0]!);
    await publisher.add(records[1]!);
    const reported = await revertOf(() => publisher.finish());
    expect(reported.name).equal("ParticipantNotActive");
    expect((await revertOf(() => publisher.add(records[2]!))).name).equal("ParticipantNotActive");
    expect((await revertOf(() => publisher.finish())).name).equal("ParticipantNotActive");
    expect((await revertOf(() => custodian.open())).name).equal("ParticipantNotActive");
    expect(await custodian.idsOnChain()).deep.equal([]);

    await setStatus(1);
    const later = await custodian.open();
    expect(await custodian.idsOnChain(), "what was left is completed").length(2);
    for (const record of records) await later.add(record);
    expect(await later.finish()).include({ records: 5, reused: 2 });
    await expectWhole(custodian, 5);
  });

  it("a batch whose answer got lost is looked for on the chain, and found", async () => {
    const custodian = await newCustodian();
    const publisher = await custodian.open();
    world.served.fate = (method) => (method === "eth_sendRawTransaction" ? "lose" : "answer");
    for (const record of some(2)) await publisher.add(record);
    expect(await publisher.finish()).include({ records: 2, batches: 1, transactions: 1 });
    world.served.fate = () => "answer";
    await expectWhole(custodian, 2);
  });

  it("a batch that could not be looked for is not anchored twice", async () => {
    const custodian = await newCustodian();
    const records = some(2);
    const publisher = await custodian.open();
    const unanswered = new Set(["eth_sendRawTransaction", "eth_getTransactionByHash"]);
    world.served.fate = (method) => (unanswered.has(method) ? "lose" : "answer");
    for (const record of records) await publisher.add(record);
    expect(await codeOf(() => publisher.finish())).equal("CHAIN_SILENT");
    world.served.fate = () => "answer";
    await expectWhole(custodian, 2);
    const later = await custodian.open();
    for (const record of records) await later.add(record);
    expect(await later.finish()).include({ records: 2, reused: 2, transactions: 0 });
    await expectWhole(custodian, 2);
  });

  it("a chain set up again under the same block 0 is not taken for the old one", async () => {
    const custodian = await newCustodian();
    const before = await world.served.request("evm_snapshot");
    const publisher = await custodian.open();
    await publisher.add(some(1)[0]!);
    await publisher.finish();
    const { root } = (await custodian.care.records.batches(custodian.id))[0]!;
    await world.served.request("evm_revert", before);
    const error = await errorOf(() => custodian.open());
    expect(error).deep.include({ code: "PUBLISH_CHAIN_RESET", details: { root } });
  });

  it("a batch that another run has on its way is not anchored twice", async () => {
    const custodian = await newCustodian();
    const publisher = await custodian.open();
    await world.served.hold();
    for (const record of some(2)) await publisher.add(record);
    await world.served.waiting(1);
    // The first run could have died here, its transaction not yet in a block.
    const again = CareLedger.at(world.network, world.served.addresses, custodian.account);
    const opening = again.publisher(custodian.custody);
    await world.served.release(2);
    await opening;
    await publisher.finish();
    await expectWhole(custodian, 2);
  });

  it("records that the store did not take are sealed by a later run", async () => {
    const backend = new Unreachable();
    const custodian = await newCustodian(new BlockStore(backend));
    const records = some(4);
    const publisher = await custodian.open();
    await publisher.add(records[0]!);
    backend.broken = true;
    expect(await codeOf(() => publisher.add(records[1]!))).equal("STORE_UNREACHABLE");
    backend.broken = false;
    const later = await custodian.open();
    for (const record of records) await later.add(record);
    expect(await later.finish()).include({ records: 4, reused: 0, batches: 2 });
    await expectWhole(custodian, 4);
  });

  it("a contract that computes another root is not believed", async () => {
    const custodian = await newCustodian();
    world.served.fate = (method) =>
      method === "eth_getTransactionReceipt"
        ? (receipt) => {
            const { logs } = (receipt ?? { logs: [] }) as { logs: { topics: string[] }[] };
            for (const { topics } of logs) topics[1] = `0x${"ab".repeat(32)}`;
            return receipt;
          }
        : "answer";
    const publisher = await custodian.open();
    await publisher.add(aRecord(patient));
    expect(await codeOf(() => publisher.finish())).equal("PUBLISH_ROOT");
  });

  it("another chain gets everything that was sealed, without sealing it again", async () => {
    const custodian = await newCustodian();
    const records = some(5);
    const publisher = await custodian.open();
    for (const record of records) await publisher.add(record);
    await publisher.finish();
    const stored = await world.store.status();

    const other = await startWorld();
    try {
      expect(other.network.genesis).not.equal(world.network.genesis);
      const { care, id } = await sameNumber(other, custodian.id);
      const elsewhere = await RecordPublisher.open(care.chain, custodian.custody, { batchSize: 2 });
      for (const record of records) await elsewhere.add(record);
      expect(await elsewhere.finish()).include({
        records: 5,
        reused: 5,
        batches: 3,
        bytesSealed: 0,
      });
      const there = (await care.records.batches(id)).flatMap(({ ids }) => ids);
      expect(new Set(there)).deep.equal(new Set(await custodian.idsOnChain()));
      const { blocks } = await world.store.status();
      expect(blocks - stored.blocks, "new blocks: the manifests").equal(3);
    } finally {
      await other.close();
    }
  });
});
