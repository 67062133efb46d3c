import { expect } from "chai";
import { EntryTree, leafHash, packPositions } from "../../src/core/tree.ts";
import { concatBytes, keccak256, toHex } from "../../src/core/bytes.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt, packed } from "../fixtures/chain.ts";

const ARCHIVE = 2;
const [root, manifest] = [fixed("root"), fixed("manifest")];

async function setUp() {
  const suite = await deployCareLedger();
  const index = suite.recordIndex.connect(suite.accounts.hospitalA);
  return { ...suite, index };
}

describe("RecordIndex.anchorArchive", () => {
  it("puts a root of any size on chain (RX-01)", async () => {
    const { index, accounts } = await setUp();
    const time = (await latestTime()) + 50;
    const count = 2 ** 32 - 1;
    await nextBlockAt(time);
    await expect(index.anchorArchive(root, count, manifest))
      .to.emit(index, "BatchArchived")
      .withArgs(
        root,
        1,
        packed([time, 40], [count, 32], [ARCHIVE, 8]),
        manifest,
        accounts.hospitalA,
      );
    expect(await index.batch(1, root)).to.deep.equal([BigInt(time), BigInt(count), 2n]);
  });

  it("refuses no entries, and a root that this custodian anchored in either mode (RX-02)", async () => {
    const { index } = await setUp();
    await expect(index.anchorArchive(root, 0, manifest)).to.be.revertedWithCustomError(
      index,
      "RecordBatchEmpty",
    );
    await index.anchorArchive(root, 1, manifest);
    await expect(index.anchorArchive(root, 2, manifest))
      .to.be.revertedWithCustomError(index, "RecordBatchExists")
      .withArgs(1, root);
    const ids = [fixed("one")];
    const computed = new EntryTree(ids).root;
    await index.anchor(ids, manifest);
    await expect(index.anchorArchive(computed, 1, manifest))
      .to.be.revertedWithCustomError(index, "RecordBatchExists")
      .withArgs(1, computed);
    await index.anchorArchive(new EntryTree([fixed("two")]).root, 1, manifest);
    await expect(index.anchor([fixed("two")], manifest)).to.be.revertedWithCustomError(
      index,
      "RecordBatchExists",
    );
  });

  it("is for custodians (ID-01)", async () => {
    const { index, participantRegistry, accounts, outsider } = await setUp();
    await expect(
      index.connect(outsider).anchorArchive(root, 1, manifest),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown");
    await expect(
      index.connect(accounts.regulator).anchorArchive(root, 1, manifest),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantKindNotAllowed");
  });

  it("a lying count proves nothing that the root does not hold", async () => {
    const { index } = await setUp();
    const ids = Array.from({ length: 6 }, (_, i) => fixed(`entry ${i}`));
    const tree = new EntryTree(ids);
    for (const count of [1, 2, 3, 4, 5, 7, 8, 11, 12]) {
      const other = (await setUp()).index;
      await other.anchorArchive(tree.root, count, manifest);
      for (const [position, id] of ids.entries()) {
        const proof = tree.prove([position]);
        await expect(
          other.requireProven(1, tree.root, packPositions([position]), [fixed("forged")], proof),
        ).to.be.revertedWithCustomError(index, "RecordProofInvalid");
        await expect(
          other.requireProven(1, tree.root, packPositions([position + 1]), [id], proof),
        ).to.be.revertedWithCustomError(index, "RecordProofInvalid");
      }
    }
  });

  it("a custodian can put two entries of its own at one position; both end together", async () => {
    const { index } = await setUp();
    const [first, second] = [fixed("first"), fixed("second")];
    const [a, b] = [leafHash(0, first), leafHash(0, second)];
    const crafted = toHex(keccak256(concatBytes(...[a, b].toSorted(Buffer.compare))));
    await index.anchorArchive(crafted, 2, manifest);
    const proven = (id: string, sibling: Uint8Array) =>
      index.requireProven(1, crafted, packPositions([0]), [id], [toHex(sibling)]);
    expect(await proven(first, b)).to.equal(0);
    expect(await proven(second, a)).to.equal(0);
    await index.end(crafted, [0], 2);
    expect(await proven(first, b)).to.equal(1);
    expect(await proven(second, a)).to.equal(1);
  });
});
