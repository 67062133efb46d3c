import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { EntryTree, packPositions } from "../../src/core/tree.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";

const ids = Array.from({ length: 11 }, (_, i) => fixed(`entry ${i}`));
const tree = new EntryTree(ids);
const at = (positions: readonly number[]) => positions.map((position) => ids[position]!);

async function setUp() {
  const suite = await deployCareLedger();
  const index = suite.recordIndex.connect(suite.accounts.hospitalA);
  await index.anchor(ids, ZERO32);
  const prove = (positions: readonly number[], named: readonly Hex[], proof: readonly Hex[]) =>
    index.requireProven(1, tree.root, packPositions(positions), [...named], [...proof]);
  const refused = (...args: Parameters<typeof prove>) =>
    expect(prove(...args))
      .to.be.revertedWithCustomError(index, "RecordProofInvalid")
      .withArgs(1, tree.root);
  return { ...suite, index, prove, refused };
}

describe("RecordIndex.requireProven", () => {
  it("answers the first ended entry, counted from 1, or 0 (RX-02)", async () => {
    const { index, prove } = await setUp();
    const positions = [1, 4, 5, 10];
    const proof = tree.prove(positions);
    expect(await prove(positions, at(positions), proof)).to.equal(0);
    await index.end(tree.root, [10], 1);
    expect(await prove(positions, at(positions), proof)).to.equal(4);
    await index.end(tree.root, [4], 3);
    expect(await prove(positions, at(positions), proof)).to.equal(2);
    await index.end(tree.root, [0, 2, 3], 2);
    expect(await prove([1, 5], at([1, 5]), tree.prove([1, 5]))).to.equal(0);
  });

  it("refuses duplicate, descending and foreign positions", async () => {
    const { refused } = await setUp();
    await refused([3, 3], at([3, 3]), tree.prove([3]));
    await refused([4, 3], at([4, 3]), tree.prove([3, 4]));
    await refused([11], [fixed("entry 11")], []);
    await refused([2 ** 32 - 1], at([0]), tree.prove([0]));
    await refused([3], at([4]), tree.prove([3]));
    await refused([4], at([3]), tree.prove([3]));
  });

  it("refuses arrays of unequal length, and nothing at all", async () => {
    const { refused } = await setUp();
    await refused([], [], []);
    await refused([], [], [tree.root]);
    await refused([1], [], tree.prove([1]));
    await refused([1, 2], at([1]), tree.prove([1]));
    await refused([1], at([1, 2]), tree.prove([1]));
    const { index } = await setUp();
    for (const positions of ["0x000000", "0x00000001", "0x0000000100"]) {
      await expect(index.requireProven(1, tree.root, positions, at([0]), tree.prove([0])))
        .to.be.revertedWithCustomError(index, "RecordProofInvalid")
        .withArgs(1, tree.root);
    }
  });

  it("refuses a proof that is too short, too long, in disorder or of another tree", async () => {
    const { refused } = await setUp();
    const proof = tree.prove([1, 6]);
    await refused([1, 6], at([1, 6]), proof.slice(0, -1));
    await refused([1, 6], at([1, 6]), []);
    await refused([1, 6], at([1, 6]), [...proof, ZERO32]);
    await refused([1, 6], at([1, 6]), proof.toReversed());
    const other = new EntryTree(ids.toReversed());
    await refused([1, 6], at([1, 6]), other.prove([1, 6]));
  });

  it("takes no inner node for an entry", async () => {
    const { refused } = await setUp();
    await refused([0], [tree.root], []);
    const [sibling, ...path] = tree.prove([0]);
    await refused([0], [sibling!], path);
  });

  it("a batch of one is its own leaf: no proof, one position", async () => {
    const { index } = await setUp();
    const single = new EntryTree([ids[0]!]);
    await index.anchor([ids[0]!], ZERO32);
    const prove = (position: number, id: Hex, proof: Hex[]) =>
      index.requireProven(1, single.root, packPositions([position]), [id], proof);
    expect(await prove(0, ids[0]!, [])).to.equal(0);
    for (const asked of [
      () => prove(0, ids[1]!, []),
      () => prove(1, ids[0]!, []),
      () => prove(0, ids[0]!, [ZERO32]),
    ]) {
      await expect(asked())
        .to.be.revertedWithCustomError(index, "RecordProofInvalid")
        .withArgs(1, single.root);
    }
  });

  it("knows no batch of another custodian", async () => {
    const { index } = await setUp();
    for (const custodian of [0, 2]) {
      await expect(
        index.requireProven(custodian, tree.root, packPositions([0]), at([0]), tree.prove([0])),
      )
        .to.be.revertedWithCustomError(index, "RecordBatchUnknown")
        .withArgs(custodian, tree.root);
      await expect(index.batch(custodian, tree.root))
        .to.be.revertedWithCustomError(index, "RecordBatchUnknown")
        .withArgs(custodian, tree.root);
    }
  });
});
