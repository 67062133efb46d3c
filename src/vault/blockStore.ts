import { fail } from "../core/errors.ts";
import { type CID, cidOf, digestBytes, MAX_BLOCK_BYTES, names } from "./cid.ts";
import { FallbackBlocks } from "./fallbackBlocks.ts";
import { type Block, readFile, writeFile } from "./unixfs.ts";

/**
 * Where blocks lie. A backend moves bytes and is not trusted: `BlockStore` checks what it answers.
 */
export interface BlockBackend {
  /** Stores the blocks and pins the CIDs, in one operation: all or nothing. */
  write(blocks: readonly Block[], pins: readonly CID[]): Promise<void>;
  /** @throws STORE_MISSING for the first block that cannot be had in bounded time. */
  read(cids: readonly CID[]): Promise<Uint8Array[]>;
  /** As `read`, but of what the backend itself holds: no peer is asked. */
  held(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  /** Whether the backend itself holds this block (of a file: its root). */
  has(cid: CID): Promise<boolean>;
  /** Keeps the block, and of a file all its blocks, from `gc`. Pinning twice is pinning once. */
  pin(cid: CID): Promise<void>;
  /** Undoes `pin`; of what is not pinned, nothing. */
  unpin(cid: CID): Promise<void>;
  /** Removes blocks that no pin keeps. @returns how many. */
  gc(): Promise<number>;
  status(): Promise<StoreStatus>;
  /** @throws STORE_UNREACHABLE, GATEWAY_UNREACHABLE where nobody answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreStatus {
  readonly blocks: number;
  /** Of the blocks, or of the whole repository where the node counts no less. */
  readonly bytes: number;
  readonly pins: number;
}

/**
 * A content-addressed store of bytes. Every block that is read is checked against its CID, so no
 * backend, cache or peer can pass off other bytes.
 */
export class BlockStore {
  readonly #backend: BlockBackend;

  constructor(backend: BlockBackend) {
    this.#backend = backend;
  }

  /**
   * Stores and pins a batch in one operation, each element as one raw block.
   *
   * @param blocks each of at most 1 MiB; what is larger goes through `putFile`.
   * @returns their CIDs, in the same order.
   */
  async putMany(blocks: readonly Uint8Array[]): Promise<CID[]> {
    return await this.putBlocks(blocks.map((bytes) => ({ cid: cidOf(bytes), bytes })));
  }

  /** `putMany` of blocks whose CIDs are known. */
  async putBlocks(blocks: readonly Block[]): Promise<CID[]> {
    for (const { bytes } of blocks) checkSize(bytes.length);
    const cids = blocks.map(({ cid }) => cid);
    if (blocks.length > 0) await this.#backend.write(blocks, cids);
    return cids;
  }

  /**
   * @returns the blocks in the order of the CIDs, all in memory.
   * @throws STORE_MISSING, STORE_CORRUPT, STORE_UNREACHABLE
   */
  async getMany(cids: readonly CID[]): Promise<Uint8Array[]> {
    cids.forEach(digestBytes);
    const blocks = await this.#backend.read(cids);
    cids.forEach((cid, i) => {
      check(cid, blocks[i] ?? fail("STORE_MISSING", { cid: `${cid}` }));
    });
    return blocks;
  }

  /** The block, where the store itself holds it: no peer is asked. @throws STORE_CORRUPT */
  async held(cid: CID): Promise<Uint8Array | undefined> {
    digestBytes(cid);
    const [bytes] = await this.#backend.held([cid]);
    if (bytes !== undefined) check(cid, bytes);
    return bytes;
  }

  /** Stores and pins a file of any size; of 1 MiB or less it is one raw block, as in `putMany`. */
  async putFile(bytes: AsyncIterable<Uint8Array>): Promise<CID> {
    return writeFile(bytes, (blocks, root) => this.#backend.write(blocks, root ? [root] : []));
  }

  /** @param limit the most bytes to accept; see `readFile` for what is refused. */
  getFile(cid: CID, limit: number = Infinity): AsyncGenerator<Uint8Array> {
    return readFile(cid, (cids) => this.getMany(cids), limit);
  }

  async has(cid: CID): Promise<boolean> {
    digestBytes(cid);
    return this.#backend.has(cid);
  }

  async pin(cid: CID): Promise<void> {
    digestBytes(cid);
    await this.#backend.pin(cid);
  }

  async unpin(cid: CID): Promise<void> {
    digestBytes(cid);
    await this.#backend.unpin(cid);
  }

  gc(): Promise<number> {
    return this.#backend.gc();
  }

  status(): Promise<StoreStatus> {
    return this.#backend.status();
  }

  ping(): Promise<void> {
    return this.#backend.ping();
  }

  close(): Promise<void> {
    return this.#backend.close();
  }

  /** This store, and where it lacks a block, another one. What is written goes here alone. */
  or(other: BlockBackend): BlockStore {
    return new BlockStore(new FallbackBlocks(this.#backend, other));
  }
}

function check(cid: CID, bytes: Uint8Array): void {
  checkSize(bytes.length);
  if (!names(cid, bytes)) fail("STORE_CORRUPT", { cid: `${cid}` });
}

function checkSize(bytes: number): void {
  if (bytes > MAX_BLOCK_BYTES) fail("STORE_TOO_LARGE", { bytes, limit: MAX_BLOCK_BYTES });
}
