import { expect } from "chai";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { solidityPackedKeccak256 } from "ethers";
import { ZERO32 } from "../../src/core/bytes.ts";
import { EntryTree } from "../../src/core/tree.ts";
import { deployCareLedger, ethers, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt, packed } from "../fixtures/chain.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";

const MODE = { LEAVES: 1, ARCHIVE: 2 } as const;
const manifest = fixed("manifest");

async function setUp() {
  const suite = await deployCareLedger();
  const index = suite.recordIndex.connect(suite.accounts.hospitalA);
  return { ...suite, index };
}

const idsOf = (count: number, name = "id") =>
  Array.from({ length: count }, (_, i) => fixed(`${name} ${i}`));

/** The root as OpenZeppelin's library builds it. */
const rootOf = (ids: readonly string[]) =>
  SimpleMerkleTree.of(
    ids.map((id, i) => solidityPackedKeccak256(["uint32", "bytes32"], [i, id])),
    { sortLeaves: false },
  ).root;

describe("RecordIndex.anchor", () => {
  for (const count of [1, 2, 3, 100]) {
    it(`puts ${count} ids and their time on chain, under their root (RX-01, RX-02)`, async () => {
      const { index, accounts } = await setUp();
      const ids = idsOf(count);
      const time = (await latestTime()) + 50;
      const root = rootOf(ids);
      expect(new EntryTree(ids).root).to.equal(root);
      expect(await index.anchor.staticCall(ids, manifest)).to.equal(root);
      await nextBlockAt(time);
      await expect(index.anchor(ids, manifest))
        .to.emit(index, "BatchAnchored")
        .withArgs(
          root,
          1,
          packed([time, 40], [count, 32], [MODE.LEAVES, 8]),
          manifest,
          ids,
          accounts.hospitalA,
        );
      expect(await index.batch(1, root)).to.deep.equal([
        BigInt(time),
        BigInt(count),
        BigInt(MODE.LEAVES),
      ]);
    });
  }

  it("any record's id and time can be read from the log (RX-01)", async () => {
    const { index } = await setUp();
    const ids = idsOf(10);
    const sent = await index.anchor(ids, ZERO32);
    const block = await ethers.provider.getBlock((await sent.wait())!.blockNumber);
    const [event] = await index.queryFilter(index.filters.BatchAnchored(undefined, 1));
    expect([...event!.args.ids]).to.deep.equal(ids);
    expect(BigInt.asUintN(40, event!.args.word)).to.equal(block!.timestamp);
  });

  it("refuses the same batch of the same custodian, not of another (RX-02)", async () => {
    const { index, accounts } = await setUp();
    const ids = idsOf(3);
    await index.anchor(ids, manifest);
    await expect(index.anchor(ids, ZERO32))
      .to.be.revertedWithCustomError(index, "RecordBatchExists")
      .withArgs(1, rootOf(ids));
    const [before] = await index.batch(1, rootOf(ids));
    await index.connect(accounts.hospitalB).anchor(ids, manifest);
    expect((await index.batch(1, rootOf(ids))).anchoredAt).to.equal(before);
    expect((await index.batch(2, rootOf(ids))).anchoredAt).to.not.equal(before);
  });

  it("another order is another batch", async () => {
    const { index } = await setUp();
    const ids = idsOf(2);
    await index.anchor(ids, manifest);
    await index.anchor(ids.toReversed(), manifest);
    expect((await index.batch(1, rootOf(ids.toReversed()))).count).to.equal(2);
  });

  it("refuses a batch without entries", async () => {
    const { index } = await setUp();
    await expect(index.anchor([], manifest)).to.be.revertedWithCustomError(
      index,
      "RecordBatchEmpty",
    );
  });

  it("is for ACTIVE custodians, of kinds that keep records (ID-01, ID-02)", async () => {
    const { index, participantRegistry: registry, accounts, outsider } = await setUp();
    const anchor = (sender: typeof outsider) => index.connect(sender).anchor(idsOf(1), manifest);
    await expect(anchor(outsider))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await expect(anchor(accounts.carrier))
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(6, 16, 0b100_1010_0011);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await registry.setStatus(1, status);
      await expect(anchor(accounts.hospitalA))
        .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
        .withArgs(1, status);
    }
    await registry.setStatus(1, STATUS.ACTIVE);
    await registry.pause(DOMAIN.RECORDS, 2 ** 32 - 1);
    await expect(anchor(accounts.hospitalA)).to.be.revertedWithCustomError(
      registry,
      "ParticipantDomainPaused",
    );
  });
});
