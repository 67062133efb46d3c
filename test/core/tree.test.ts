/** What the tree refuses; test/records/EntryTree.test.ts compares it with its twins. */
import { expect } from "chai";
import { type ErrorCode, isCareLedgerError } from "../../src/core/errors.ts";
import { joinPaths } from "../../src/core/heapTree.ts";
import { EntryTree, isProven, leafHash } from "../../src/core/tree.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { fails } from "../fixtures/fails.ts";

const ids = Array.from({ length: 7 }, (_, i) => fixed(`id ${i}`));
const tree = new EntryTree(ids);

const refuses = (run: () => unknown, code: ErrorCode, details: object = {}) => {
  const error = fails(run);
  if (!isCareLedgerError(error, code)) throw error;
  expect(error.details).to.include(details);
};

describe("tree", () => {
  it("knows its count and root; one entry is its own leaf", () => {
    expect(tree.count).to.equal(7);
    const single = new EntryTree([ids[0]!]);
    expect(single.root).to.equal(`0x${Buffer.from(leafHash(0, ids[0]!)).toString("hex")}`);
    expect(single.prove([0])).to.deep.equal([]);
  });

  it("refuses no entries and ids that are none", () => {
    refuses(() => new EntryTree([]), "TREE_EMPTY");
    refuses(() => new EntryTree(["0x12"]), "BYTES_NOT_HEX");
    refuses(() => leafHash(2 ** 32, ids[0]!), "BYTES_UINT_RANGE", { bits: 32 });
  });

  it("refuses positions that do not ascend, are not there or are no whole numbers", () => {
    for (const [positions, position] of [
      [[7], 7],
      [[-1], -1],
      [[1.5], 1.5],
      [[2, 2], 2],
      [[3, 2], 2],
      [[Infinity], Infinity],
    ] as const) {
      for (const run of [
        () => tree.prove(positions),
        () =>
          isProven(
            tree.root,
            7,
            positions,
            positions.map(() => ids[0]!),
            [],
          ),
      ]) {
        refuses(run, "TREE_POSITION", { position, count: 7 });
      }
    }
    refuses(() => tree.prove([]), "TREE_EMPTY");
    refuses(() => isProven(tree.root, 7, [], [], []), "TREE_EMPTY");
  });

  it("no proof holds for other ids, or for more or fewer of them", () => {
    const proof = tree.prove([2, 5]);
    expect(isProven(tree.root, 7, [2, 5], [ids[2]!, ids[5]!], proof)).to.equal(true);
    for (const named of [[ids[5]!, ids[2]!], [ids[2]!], [ids[2]!, ids[5]!, ids[6]!]]) {
      expect(isProven(tree.root, 7, [2, 5], named, proof)).to.equal(false);
    }
  });

  it("joins the paths of single leaves; refuses paths that miss a node", () => {
    const paths = [0, 3, 6].map((position) => tree.path(position));
    expect(joinPaths(7, paths)).to.deep.equal(tree.prove([0, 3, 6]));
    refuses(() => joinPaths(7, [{ position: 0, siblings: [] }]), "TREE_PATH");
    refuses(() => joinPaths(7, paths.toReversed()), "TREE_POSITION");
  });
});
