import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { EntryTree, packPositions } from "../../src/core/tree.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, SOUTH } from "./fixtures/place.ts";

const ids = [1, 2, 3].map(() => randomHex(32));
const tree = new EntryTree(ids);
const archived = randomHex(32);
const unknown = randomHex(32);
const ENTRY_STATE = { LIVE: 0n, SUPERSEDED: 1n, WITHDRAWN: 2n } as const;

describe("on a chain: batches of records (RX-02, RX-03, CA-22)", () => {
  functionTests("recordIndex", {
    anchor: {
      succeeds: async (place) => {
        await mined(place, place.as(NORTH).recordIndex.anchor(ids, ZERO32));
      },
      refused: async ({ as }) => [
        as(NORTH).recordIndex.anchor.staticCall(ids, ZERO32),
        "RecordBatchExists",
        { custodian: 1, root: tree.root },
      ],
    },
    anchorArchive: {
      succeeds: async (place) => {
        await mined(place, place.as(NORTH).recordIndex.anchorArchive(archived, 1_000, ZERO32));
      },
      refused: async ({ as }) => [
        as(INSURER).recordIndex.anchorArchive.staticCall(randomHex(32), 0, ZERO32),
        "RecordBatchEmpty",
      ],
    },
    batch: {
      succeeds: async ({ as }) => {
        expect((await as(SOUTH).recordIndex.batch(NORTH, archived)).count).equal(1_000n);
      },
      refused: async ({ as }) => [
        as(SOUTH).recordIndex.batch(NORTH, unknown),
        "RecordBatchUnknown",
        { custodian: 1, root: unknown },
      ],
    },
    requireProven: {
      succeeds: async ({ as }) => {
        const { recordIndex } = as(SOUTH);
        await recordIndex.requireProven(
          NORTH,
          tree.root,
          packPositions([1]),
          [ids[1]!],
          tree.prove([1]),
        );
      },
      refused: async ({ as }) => [
        as(SOUTH).recordIndex.requireProven(
          NORTH,
          tree.root,
          packPositions([0]),
          [ids[1]!],
          tree.prove([0]),
        ),
        "RecordProofInvalid",
        { custodian: 1, root: tree.root },
      ],
    },
    end: {
      succeeds: async (place) => {
        const { recordIndex } = place.as(NORTH);
        await mined(place, recordIndex.end(tree.root, [2], ENTRY_STATE.WITHDRAWN));
      },
      refused: async ({ as }) => [
        as(NORTH).recordIndex.end.staticCall(tree.root, [2], ENTRY_STATE.SUPERSEDED),
        "RecordStateRegressed",
        { position: 2, from: "WITHDRAWN", to: "SUPERSEDED" },
      ],
    },
    stateAt: {
      succeeds: async ({ as }) => {
        const state = await as(SOUTH).recordIndex.stateAt(NORTH, tree.root, 2);
        expect(state).equal(ENTRY_STATE.WITHDRAWN);
      },
    },
  });
});
