/**
 * The Merkle tree of a batch; contracts/records/libraries/EntryTree.sol is its twin and explains
 * the numbering: leaf i is node i, node n + j is the parent of nodes 2j and 2j + 1.
 */
import {
  concatBytes,
  equalBytes,
  fromHex,
  type Hex,
  keccak256,
  toHex,
  uintBytes,
} from "./bytes.ts";
import { fail } from "./errors.ts";

/** What is hashed next, so that a large tree does not make a small array for each of its nodes. */
const leaf = new Uint8Array(36);
const pair = new Uint8Array(64);

export function leafHash(position: number, id: Hex): Uint8Array {
  leaf.set(uintBytes(position, 4));
  leaf.set(fromHex(id, 32), 4);
  return keccak256(leaf);
}

function parentHash(a: Uint8Array, b: Uint8Array): Uint8Array {
  const swap = Buffer.compare(a, b) > 0;
  pair.set(a, swap ? 32 : 0);
  pair.set(b, swap ? 0 : 32);
  return keccak256(pair);
}

// No bitwise operators: they cut numbers to 32 bits, and node numbers go up to 2^33.
const siblingOf = (node: number): number => (node % 2 === 0 ? node + 1 : node - 1);
const parentOf = (count: number, node: number): number => count + Math.floor(node / 2);

function checkPositions(positions: readonly number[], count: number): void {
  let next = 0;
  for (const position of positions) {
    if (!Number.isInteger(position) || position < next || position >= count) {
      fail("TREE_POSITION", { position, count });
    }
    next = position + 1;
  }
  if (positions.length === 0) fail("TREE_EMPTY", {});
}

/** Positions as contracts take them: four bytes each. */
export const packPositions = (positions: readonly number[]): Hex =>
  toHex(concatBytes(...positions.map((position) => uintBytes(position, 4))));

/** A tree over entry ids in leaf order. */
export class EntryTree {
  readonly count: number;
  readonly #nodes: Uint8Array[];

  constructor(ids: readonly Hex[]) {
    if (ids.length === 0) fail("TREE_EMPTY", {});
    this.count = ids.length;
    this.#nodes = ids.map((id, position) => leafHash(position, id));
    for (let j = 0; j < ids.length - 1; j++) {
      this.#nodes.push(parentHash(this.#nodes[2 * j]!, this.#nodes[2 * j + 1]!));
    }
  }

  get root(): Hex {
    return toHex(this.#nodes.at(-1)!);
  }

  /** The siblings that prove one entry. */
  path(position: number): Path {
    return { position, siblings: this.prove([position]) };
  }

  /** The nodes that prove the entries at these strictly ascending positions together. */
  prove(positions: readonly number[]): Hex[] {
    checkPositions(positions, this.count);
    const proof: Hex[] = [];
    walk(this.count, positions, (node) => {
      proof.push(toHex(this.#nodes[node]!));
    });
    return proof;
  }
}

/** The sibling hashes from a leaf up to the root, as `EntryTree.path` gives them. */
export interface Path {
  position: number;
  siblings: readonly Hex[];
}

/** One proof for several leaves out of the path of each: what `EntryTree.prove` would answer. */
export function joinPaths(count: number, paths: readonly Path[]): Hex[] {
  const known = new Map<number, Hex>();
  for (const { position, siblings } of paths) {
    let node = position;
    for (const sibling of siblings) {
      known.set(siblingOf(node), sibling);
      node = parentOf(count, node);
    }
  }
  const positions = paths.map((path) => path.position);
  checkPositions(positions, count);
  const proof: Hex[] = [];
  walk(count, positions, (node) => {
    proof.push(known.get(node) ?? fail("TREE_PATH", { position: node }));
  });
  return proof;
}

/** Visits the path of the leaves at `positions` to the root; asks for the siblings it lacks. */
function walk(
  count: number,
  positions: readonly number[],
  missing: (node: number) => void,
  join: (node: number, sibling: number, isMissing: boolean) => void = () => {},
): void {
  const queue = [...positions];
  for (let read = 0; queue[read] !== 2 * count - 2; read++) {
    const node = queue[read]!;
    const sibling = siblingOf(node);
    const paired = queue[read + 1] === sibling;
    if (paired) read++;
    else missing(sibling);
    join(node, sibling, !paired);
    queue.push(parentOf(count, node));
  }
}

/** Whether `ids` stand at `positions` in the tree of `count` leaves under `root`. */
export function isProven(
  root: Hex,
  count: number,
  positions: readonly number[],
  ids: readonly Hex[],
  proof: readonly Hex[],
): boolean {
  if (ids.length !== positions.length) return false;
  checkPositions(positions, count);
  const known = new Map(positions.map((position, i) => [position, leafHash(position, ids[i]!)]));
  let used = 0;
  let complete = true;
  walk(
    count,
    positions,
    (node) => {
      const hash = proof[used++];
      if (hash === undefined) complete = false;
      else known.set(node, fromHex(hash, 32));
    },
    (node, sibling) => {
      const [a, b] = [known.get(node), known.get(sibling)];
      if (a && b) known.set(parentOf(count, node), parentHash(a, b));
    },
  );
  const top = known.get(2 * count - 2);
  return complete && used === proof.length && !!top && equalBytes(top, fromHex(root, 32));
}
