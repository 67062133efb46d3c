import type { BlockBackend, StoreStatus } from "./blockStore.ts";
import { type CID, names } from "./cid.ts";
import type { EmbeddedBlocks } from "./embeddedBlocks.ts";
import { Lru } from "./lru.ts";
import type { Block } from "./unixfs.ts";

export interface CacheOptions {
  /** Bytes of blocks kept in memory; 64 MiB by default. */
  readonly memoryBytes?: number;
  /** Bytes of blocks kept on disk; 1 GiB by default. */
  readonly diskBytes?: number;
  /**
   * The largest block that is kept; 256 KiB by default: the full blocks of large files would push
   * out the records that are read often.
   */
  readonly blockBytes?: number;
  /** A store that this cache alone uses. */
  readonly disk?: EmbeddedBlocks;
}

/** How many blocks each tier has answered. */
export interface CacheHits {
  readonly memory: number;
  readonly disk: number;
  readonly store: number;
}

/**
 * A read cache before a slower backend: memory (least recently used goes first), then disk (oldest
 * goes first), then the backend. It holds what the stores hold: sealed bytes. Writes pass through.
 */
export class CachedBlocks implements BlockBackend {
  readonly #backend: BlockBackend;
  readonly #memory: Lru<string, Uint8Array>;
  readonly #disk: EmbeddedBlocks | undefined;
  readonly #diskBytes: number;
  readonly #blockBytes: number;
  readonly #hits = { memory: 0, disk: 0, store: 0 };
  #invalidations = 0;
  #untrimmed = 0;

  constructor(backend: BlockBackend, options: CacheOptions = {}) {
    this.#backend = backend;
    this.#memory = new Lru(options.memoryBytes ?? 2 ** 26, ({ length }) => length);
    this.#disk = options.disk;
    this.#diskBytes = options.diskBytes ?? 2 ** 30;
    this.#blockBytes = options.blockBytes ?? 2 ** 18;
  }

  get hits(): CacheHits {
    return { ...this.#hits };
  }

  async read(cids: readonly CID[]): Promise<Uint8Array[]> {
    const blocks = cids.map((cid) => this.#near(cid));
    const missing = cids.filter((_, i) => blocks[i] === undefined);
    if (missing.length === 0) return blocks as Uint8Array[];
    const before = this.#invalidations;
    const fetched = await this.#backend.read(missing);
    this.#hits.store += missing.length;
    // What was invalidated while it was on its way must not come back.
    if (before === this.#invalidations) {
      await this.#keep(missing.map((cid, i) => ({ cid, bytes: fetched[i]! })));
    }
    const rest = fetched.values();
    return blocks.map((block) => block ?? rest.next().value!);
  }

  /** Forgets a block in every tier but the backend: after a revocation, or an erasure. */
  invalidate(cid: CID): void {
    this.#invalidations++;
    this.#memory.delete(`${cid}`);
    this.#disk?.drop(cid);
  }

  write(blocks: readonly Block[], pins: readonly CID[]): Promise<void> {
    return this.#backend.write(blocks, pins);
  }

  /** Asks the backend alone: what the cache keeps may be another's. */
  held(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    return this.#backend.held(cids);
  }

  has(cid: CID): Promise<boolean> {
    return this.#backend.has(cid);
  }

  pin(cid: CID): Promise<void> {
    return this.#backend.pin(cid);
  }

  unpin(cid: CID): Promise<void> {
    this.invalidate(cid);
    return this.#backend.unpin(cid);
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

  async close(): Promise<void> {
    await this.#disk?.close();
    await this.#backend.close();
  }

  #near(cid: CID): Uint8Array | undefined {
    const key = `${cid}`;
    const held = this.#memory.get(key);
    if (held !== undefined) {
      this.#hits.memory++;
      return held.slice();
    }
    const stored = this.#disk?.peek(cid);
    if (stored !== undefined) {
      this.#hits.disk++;
      this.#memory.set(key, stored.slice());
    }
    return stored;
  }

  async #keep(blocks: readonly Block[]): Promise<void> {
    // A wrong block, once kept, would outlive the repair of the store that gave it.
    const small = blocks.filter(
      ({ cid, bytes }) => bytes.length <= this.#blockBytes && names(cid, bytes),
    );
    for (const { cid, bytes } of small) this.#memory.set(`${cid}`, bytes.slice());
    if (this.#disk === undefined || small.length === 0) return;
    await this.#disk.write(small, []);
    this.#untrimmed += small.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (this.#untrimmed > this.#diskBytes / 10) {
      this.#disk.trim(this.#diskBytes);
      this.#untrimmed = 0;
    }
  }
}
