/**
 * Files of many blocks in UnixFS: raw leaves of 1 MiB under balanced dag-pb nodes of at most 1,024
 * links. Every store uses this code, so the same bytes have the same CID wherever they lie.
 */
import * as dagPb from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import { importByteStream, type ImporterOptions } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import { fail, isCareLedgerError } from "../core/errors.ts";
import { type CID, isFile, MAX_BLOCK_BYTES } from "./cid.ts";

export interface Block {
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

const MAX_LINKS = 1024;
/** Three levels of nodes hold 1 PiB. */
const MAX_DEPTH = 3;
/** Blocks held in memory while writing, and while reading. */
const WRITE_BATCH = 16;
const READ_BATCH = 4;

const IMPORTER: ImporterOptions = {
  cidVersion: 1,
  rawLeaves: true,
  reduceSingleLeafToSelf: true,
  wrapWithDirectory: false,
  chunker: fixedSize({ chunkSize: MAX_BLOCK_BYTES }),
  layout: balanced({ maxChildrenPerNode: MAX_LINKS }),
  blockWriteConcurrency: 1,
};

/**
 * Cuts a stream into blocks and hands them on in batches, leaves before their nodes.
 *
 * @param write stores a batch; with the last one it is told the root.
 * @returns the root: of a file that fits one block, that raw block.
 */
export async function writeFile(
  source: AsyncIterable<Uint8Array>,
  write: (blocks: Block[], root?: CID) => Promise<void>,
): Promise<CID> {
  let batch: Block[] = [];
  const put = async (cid: CID, bytes: unknown): Promise<CID> => {
    // Only what a later block follows is written here, so the root comes with the last batch.
    if (batch.length === WRITE_BATCH) {
      await write(batch);
      batch = [];
    }
    batch.push({ cid, bytes: bytes as Uint8Array });
    return cid;
  };
  const { cid } = await importByteStream(source, { put }, IMPORTER);
  await write(batch, cid);
  return cid;
}

/**
 * The bytes of a file, in order. What the blocks say of each other is checked as it is read, so a
 * hostile file can neither loop nor give more bytes than its root declares.
 *
 * @param read gives blocks already verified against their CIDs.
 * @param limit refuses a file that declares more bytes, before its leaves are read.
 * @throws STORE_FILE_FORM for a file in another form than `writeFile`'s, STORE_TOO_LARGE.
 */
export async function* readFile(
  root: CID,
  read: (cids: CID[]) => Promise<Uint8Array[]>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  const [bytes] = await read([root]);
  const size = sizeOf(root, bytes!);
  if (size > limit) fail("STORE_TOO_LARGE", { bytes: size, limit });
  yield* walk(root, bytes!, 0);

  async function* walk(cid: CID, block: Uint8Array, depth: number): AsyncGenerator<Uint8Array> {
    if (!isFile(cid)) {
      yield block;
      return;
    }
    if (depth === MAX_DEPTH) fail("STORE_FILE_FORM", { cid: `${root}`, reason: "too deep" });
    const children = childrenOf(cid, block);
    for (let at = 0; at < children.length; at += READ_BATCH) {
      const some = children.slice(at, at + READ_BATCH);
      const blocks = await read(some.map((child) => child.cid));
      for (const [i, child] of some.entries()) {
        if (sizeOf(child.cid, blocks[i]!) !== child.size) {
          fail("STORE_FILE_FORM", { cid: `${root}`, reason: "a part has not its declared size" });
        }
        yield* walk(child.cid, blocks[i]!, depth + 1);
      }
    }
  }
}

/** The bytes of file content at and below a block: of a node, as it declares. */
function sizeOf(cid: CID, block: Uint8Array): number {
  if (!isFile(cid)) return block.length;
  return childrenOf(cid, block).reduce((sum, { size }) => sum + size, 0);
}

/** The parts of a node. Each but the last fills a block or more, so a few bytes make few parts. */
function childrenOf(cid: CID, block: Uint8Array): { cid: CID; size: number }[] {
  const refuse = (reason: string): never => fail("STORE_FILE_FORM", { cid: `${cid}`, reason });
  try {
    const { Data, Links } = dagPb.decode(block);
    const { type, data, blockSizes } = UnixFS.unmarshal(Data ?? refuse("no UnixFS data"));
    if (type !== "file" || data !== undefined) refuse("not a file over raw leaves");
    if (Links.length > MAX_LINKS) refuse("too many links");
    if (Links.length !== blockSizes.length) refuse("links without sizes");
    const sizes = blockSizes.map(Number);
    const full = sizes.slice(0, -1).every((size) => size >= MAX_BLOCK_BYTES);
    if (!full || !sizes.at(-1)) refuse("parts of other sizes");
    return Links.map(({ Hash }, i) => ({ cid: Hash, size: sizes[i]! }));
  } catch (error) {
    if (isCareLedgerError(error)) throw error;
    return refuse("not a dag-pb node");
  }
}
