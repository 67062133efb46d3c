/** The Merkle tree of a batch of records; contracts/records/libraries/EntryTree.sol is its twin. */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes } from "./bytes.ts";
import { areProven, HeapTree } from "./heapTree.ts";

/** What is hashed next, so that a large tree does not make a small array for each of its leaves. */
const leaf = new Uint8Array(36);

export function leafHash(position: number, id: Hex): Uint8Array {
  leaf.set(uintBytes(position, 4));
  leaf.set(fromHex(id, 32), 4);
  return keccak256(leaf);
}

/** Positions as contracts take them: four bytes each. */
export const packPositions = (positions: readonly number[]): Hex =>
  toHex(concatBytes(...positions.map((position) => uintBytes(position, 4))));

function* leavesOf(ids: readonly Hex[]): Generator<Uint8Array> {
  for (const [position, id] of ids.entries()) yield leafHash(position, id);
}

/** A tree over entry ids in leaf order. */
export class EntryTree extends HeapTree {
  constructor(ids: readonly Hex[]) {
    super(ids.length, leavesOf(ids));
  }
}

/** Whether `ids` stand at `positions` in the tree of `count` leaves under `root`. */
export const isProven = (
  root: Hex,
  count: number,
  positions: readonly number[],
  ids: readonly Hex[],
  proof: readonly Hex[],
): boolean =>
  ids.length === positions.length &&
  areProven(root, count, positions, (i) => leafHash(positions[i]!, ids[i]!), proof);
