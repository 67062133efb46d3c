/** EntryTree.sol, src/core/tree.ts and OpenZeppelin's merkle-tree build the same (RX-01, RX-02). */
import { expect } from "chai";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { solidityPackedKeccak256 } from "ethers";
import fc from "fast-check";
import { type Hex, toHex } from "../../src/core/bytes.ts";
import { joinPaths } from "../../src/core/heapTree.ts";
import { EntryTree, isProven, leafHash, packPositions } from "../../src/core/tree.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { deployPureFunctions } from "../fixtures/pure.ts";

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => fixed(`leaf ${i}`));
const leavesOf = (ids: readonly Hex[]) =>
  ids.map((id, i) => solidityPackedKeccak256(["uint32", "bytes32"], [i, id]));

/** Fixed pseudo-random subsets: none empty, some single, some whole. */
const subsetsOf = (count: number, howMany: number, seed: number): number[][] =>
  fc.sample(
    fc
      .subarray(
        Array.from({ length: count }, (_, i) => i),
        { minLength: 1 },
      )
      .map((positions) => [...positions]),
    { numRuns: howMany, seed },
  );

/** All that is compared for one tree: the root, and each subset's proof in its three makings. */
async function compare(
  functions: Awaited<ReturnType<typeof deployPureFunctions>>,
  count: number,
  subsets: readonly number[][],
) {
  const ids = idsOf(count);
  const tree = new EntryTree(ids);
  const leaves = leavesOf(ids);
  const oracle = SimpleMerkleTree.of(leaves, { sortLeaves: false });
  expect(tree.root).to.equal(oracle.root);
  expect(await functions.treeRoot(ids)).to.equal(oracle.root);
  for (const positions of subsets) {
    const named = positions.map((position) => ids[position]!);
    const proof = tree.prove(positions);
    // OpenZeppelin takes positions by falling node numbers, which are our rising positions.
    const expected = oracle.getMultiProof(positions);
    expect(expected.leaves).to.deep.equal(positions.map((p) => leaves[p]));
    expect(proof, `${count}: ${positions.join()}`).to.deep.equal(expected.proof);
    expect(
      joinPaths(
        count,
        positions.map((p) => tree.path(p)),
      ),
    ).to.deep.equal(proof);
    expect(isProven(tree.root, count, positions, named, proof)).to.equal(true);
    expect(
      await functions.isProven(tree.root, count, packPositions(positions), named, proof),
    ).to.equal(true);
  }
}

describe("EntryTree and its twins", () => {
  it("leaves bind position and id in 36 bytes", () => {
    for (const position of [0, 1, 255, 256, 2 ** 32 - 1]) {
      expect(toHex(leafHash(position, fixed("id")))).to.equal(
        solidityPackedKeccak256(["uint32", "bytes32"], [position, fixed("id")]),
      );
    }
  });

  it("roots and multiproofs of 1 to 70 entries agree, odd counts too", async () => {
    const functions = await deployPureFunctions();
    for (let count = 1; count <= 70; count++) {
      await compare(functions, count, subsetsOf(count, 4, count));
    }
  });

  it("so do large ones", async () => {
    const functions = await deployPureFunctions();
    for (const count of [1_023, 1_025, 5_000]) {
      await compare(functions, count, [
        [0],
        [count - 1],
        [0, count - 1],
        Array.from({ length: 100 }, (_, i) => 200 + i),
        subsetsOf(count, 1, count)[0]!.slice(0, 100),
      ]);
    }
  });

  it("every single position of every tree up to 40 entries is proven, at no other place", async () => {
    const functions = await deployPureFunctions();
    for (let count = 1; count <= 40; count += 3) {
      const ids = idsOf(count);
      const tree = new EntryTree(ids);
      for (let position = 0; position < count; position++) {
        const proof = tree.prove([position]);
        const [id] = [ids[position]!];
        expect(
          await functions.isProven(tree.root, count, packPositions([position]), [id], proof),
        ).to.equal(true);
        const elsewhere = (position + 1) % count;
        if (elsewhere !== position) {
          expect(
            await functions.isProven(tree.root, count, packPositions([elsewhere]), [id], proof),
          ).to.equal(false);
        }
      }
    }
  });

  it("both refuse the same spoilt proofs", async () => {
    const functions = await deployPureFunctions();
    const spoil = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      pick: fc.uint8Array({ minLength: 1, maxLength: 12 }),
      what: fc.constantFrom("id", "proof", "drop", "add", "swap", "count"),
      at: fc.nat(),
    });
    const outcomes = { true: 0, false: 0 };
    await fc.assert(
      fc.asyncProperty(spoil, async ({ count, pick, what, at }) => {
        const ids = idsOf(count);
        const tree = new EntryTree(ids);
        const positions = [...new Set([...pick].map((p) => p % count))].toSorted((a, b) => a - b);
        const named = positions.map((position) => ids[position]!);
        const proof = tree.prove(positions);
        let claimed = count;
        if (what === "id") named[at % named.length] = fixed("forged");
        if (what === "proof" && proof.length > 0) proof[at % proof.length] = fixed("forged");
        if (what === "drop") proof.pop();
        if (what === "add") proof.splice(at % (proof.length + 1), 0, fixed("more"));
        if (what === "swap") proof.reverse();
        if (what === "count") claimed += 1 + (at % 4);
        const answer = await functions.isProven(
          tree.root,
          claimed,
          packPositions(positions),
          named,
          proof,
        );
        expect(answer).to.equal(isProven(tree.root, claimed, positions, named, proof));
        outcomes[`${answer}`]++;
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(outcomes.false).to.be.greaterThan(250);
    expect(outcomes.true).to.be.greaterThan(20);
  });
});
