/**
 * Merkle trees in OpenZeppelin's heap layout; contracts/types/HeapTree.sol is the twin and explains
 * the numbering: leaf i is node i, node n + j is the parent of nodes 2j and 2j + 1.
 */
import { type Hex, equalBytes, fromHex, keccak256, toHex } from "./bytes.ts";
import { fail } from "./errors.ts";

/** What is hashed next, so that a large tree does not make a small array for each of its nodes. */
const pair = new Uint8Array(64);

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

/** The sibling hashes from a leaf up to the root, as `HeapTree.path` gives them. */
export interface Path {
  position: number;
  siblings: readonly Hex[];
}

/** A tree over hashed leaves: 64 bytes of memory a leaf, so millions of them fit. */
export class HeapTree {
  readonly count: number;
  readonly #nodes: Uint8Array;

  /** @param leaves Hashes in leaf order */
  constructor(count: number, leaves: Iterable<Uint8Array>) {
    if (count === 0) fail("TREE_EMPTY", {});
    this.count = count;
    this.#nodes = new Uint8Array(32 * (2 * count - 1));
    let next = 0;
    for (const leaf of leaves) this.#nodes.set(leaf, 32 * next++);
    for (let j = 0; j < count - 1; j++) {
      this.#nodes.set(parentHash(this.#node(2 * j), this.#node(2 * j + 1)), 32 * (count + j));
    }
  }

  #node(number: number): Uint8Array {
    return this.#nodes.subarray(32 * number, 32 * (number + 1));
  }

  get root(): Hex {
    return toHex(this.#node(2 * this.count - 2));
  }

  /** All nodes, 32 bytes each, by their numbers: to keep a tree that is too costly to make twice. */
  get nodes(): Uint8Array {
    return this.#nodes;
  }

  /** The siblings that prove one leaf. */
  path(position: number): Path {
    return { position, siblings: this.prove([position]) };
  }

  /** The nodes that prove the leaves at these strictly ascending positions together. */
  prove(positions: readonly number[]): Hex[] {
    return proofNodes(this.count, positions).map((node) => toHex(this.#node(node)));
  }
}

/** The numbers of the nodes that prove the leaves at these strictly ascending positions together. */
export function proofNodes(count: number, positions: readonly number[]): number[] {
  checkPositions(positions, count);
  const nodes: number[] = [];
  walk(count, positions, (node) => nodes.push(node));
  return nodes;
}

/** One proof for several leaves out of the path of each: what `HeapTree.prove` would answer. */
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
function walk(count: number, positions: readonly number[], missing: (node: number) => void): void {
  const queue = [...positions];
  for (let read = 0; queue[read] !== 2 * count - 2; read++) {
    const node = queue[read]!;
    const sibling = siblingOf(node);
    if (queue[read + 1] === sibling) read++;
    else missing(sibling);
    queue.push(parentOf(count, node));
  }
}

/**
 * Whether the hashed leaves stand at `positions` in the tree of `count` leaves under `root`. As in
 * HeapTree.sol, a node that is alone climbs by all that is left of the proof: `count` is whose who
 * knows the root, and is not proven.
 */
export function areProven(
  root: Hex,
  count: number,
  positions: readonly number[],
  leafAt: (i: number) => Uint8Array,
  proof: readonly Hex[],
): boolean {
  checkPositions(positions, count);
  const queue = positions.map((node, i) => ({ node, hash: leafAt(i) }));
  const given = proof.map((hash) => fromHex(hash, 32));
  let [read, used] = [1, 0];
  let { node, hash } = queue[0]!;
  while (node < 2 * count - 2 && read < queue.length) {
    const paired = queue[read]!.node === siblingOf(node);
    const sibling = paired ? queue[read++]!.hash : given[used++];
    if (!sibling) return false;
    queue.push({ node: parentOf(count, node), hash: parentHash(hash, sibling) });
    ({ node, hash } = queue[read++]!);
  }
  for (const sibling of given.slice(used)) hash = parentHash(hash, sibling);
  return read === queue.length && equalBytes(hash, fromHex(root, 32));
}
