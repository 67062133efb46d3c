/**
 * Walking the blocks below a root, as the IPFS Trustless Gateway specification selects them for a
 * CAR. Files may have any UnixFS form here: what is ours and what is not decides who reads them.
 */
import * as dagPb from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import { identity } from "multiformats/hashes/identity";
import { fail, isCareLedgerError } from "../core/errors.ts";
import type { BlockStore } from "./blockStore.ts";
import { type CID, isFile } from "./cid.ts";
import type { Block } from "./unixfs.ts";

export interface DagSelection {
  /** The root alone; what it takes to read it as one thing; or all there is below it. */
  readonly scope: "block" | "entity" | "all";
  /** Of a file, these bytes alone: first and last, both counted. */
  readonly bytes?: readonly [first: number, last: number] | undefined;
  /** Sends a block that comes again once more. */
  readonly dups: boolean;
}

/** What a block says of the blocks under it. */
interface Node {
  readonly links: readonly CID[];
  /** Of a file: how many bytes of it lie here and under each link. */
  readonly file?: { readonly here: number; readonly under: readonly number[] };
  /** Whether its parts are other things than itself, as those of a directory are. */
  readonly ends: boolean;
}

/** Deeper than any file: a billion bytes have two levels. */
const MAX_DEPTH = 64;

/** @throws STORE_FILE_FORM for what is not a dag-pb node, though its CID says so. */
function nodeOf({ cid, bytes }: Block): Node {
  if (!isFile(cid)) return { links: [], file: { here: bytes.length, under: [] }, ends: false };
  let node;
  try {
    node = dagPb.decode(bytes);
  } catch (cause) {
    return fail("STORE_FILE_FORM", { cid: `${cid}`, reason: "not a dag-pb node" }, { cause });
  }
  const links = node.Links.map(({ Hash }) => Hash);
  const unixfs = unixfsOf(node.Data);
  if (unixfs?.type !== "file" && unixfs?.type !== "raw") {
    return { links, ends: unixfs?.type !== "hamt-sharded-directory" };
  }
  const under = unixfs.blockSizes.map(Number);
  if (under.length !== links.length) {
    fail("STORE_FILE_FORM", { cid: `${cid}`, reason: "links without sizes" });
  }
  return { links, file: { here: unixfs.data?.length ?? 0, under }, ends: false };
}

function unixfsOf(data: Uint8Array | undefined): UnixFS | undefined {
  try {
    return data && UnixFS.unmarshal(data);
  } catch {
    return undefined;
  }
}

/** The bytes of the file that a root declares; undefined for what is no file. */
export function fileSizeOf(root: Block): number | undefined {
  const { file } = nodeOf(root);
  return file && file.under.reduce((sum, size) => sum + size, file.here);
}

/**
 * The selected blocks in depth-first order, the root first.
 *
 * @param read gives blocks that are verified; undefined for one that is not held.
 * @param limit the most bytes of all blocks together.
 * @throws STORE_MISSING, STORE_TOO_LARGE, STORE_FILE_FORM in the middle
 */
export async function* dagBlocks(
  root: Block,
  read: (cid: CID) => Promise<Uint8Array | undefined>,
  { scope, bytes: range, dups }: DagSelection,
  limit: number,
): AsyncGenerator<Block> {
  const seen = new Set<string>();
  let sent = 0;
  yield* walk(root, 0, 0);

  async function* walk(block: Block, offset: number, depth: number): AsyncGenerator<Block> {
    const { cid: name, bytes } = block;
    const again = !dups && seen.has(`${name}`);
    // Another part of its range may need others of its children.
    if (again && !range) return;
    seen.add(`${name}`);
    if (!again) {
      sent += bytes.length;
      if (sent > limit) fail("STORE_TOO_LARGE", { bytes: sent, limit });
      if (depth > MAX_DEPTH) fail("STORE_FILE_FORM", { cid: `${root.cid}`, reason: "too deep" });
      yield block;
    }
    if (scope === "block") return;
    const { links, file, ends } = nodeOf(block);
    if (scope === "entity" && ends) return;
    let end = offset + (file?.here ?? 0);
    for (const [i, cid] of links.entries()) {
      const start = end;
      end += file?.under[i] ?? 0;
      if (file && range && (end <= range[0] || start > range[1])) continue;
      // The bytes of an identity CID stand in the CID itself: there is no block to send.
      if (cid.multihash.code === identity.code) continue;
      if (again && !isFile(cid) && seen.has(`${cid}`)) continue;
      const child = (await read(cid)) ?? fail("STORE_MISSING", { cid: `${cid}` });
      yield* walk({ cid, bytes: child }, start, depth + 1);
    }
  }
}

/** How a store has what a CID names: every block of it, or the first trouble that is found. */
export type Condition = "whole" | "missing" | "corrupt";

/** Reads every block of what a CID names, from what the store itself holds. */
export async function conditionOf(store: BlockStore, cid: CID): Promise<Condition> {
  try {
    const bytes = await store.held(cid);
    if (bytes === undefined) return "missing";
    for (const child of nodeOf({ cid, bytes }).links) {
      const below = await conditionOf(store, child);
      if (below !== "whole") return below;
    }
    return "whole";
  } catch (error) {
    if (isCareLedgerError(error, "STORE_CORRUPT")) return "corrupt";
    throw error;
  }
}
