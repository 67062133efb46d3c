import type { DatabaseSync } from "node:sqlite";
import * as dagPb from "@ipld/dag-pb";
import { toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { BlockBackend, StoreStatus } from "./blockStore.ts";
import { type CID, cidFrom, digestBytes, isFile, names } from "./cid.ts";
import { openDatabase, type Schema, transact } from "./sqlite.ts";
import type { Block } from "./unixfs.ts";

const SCHEMA: Schema = {
  application: 0x434c4253, // "CLBS"
  version: 2,
  // Of pages of 4 KiB, a record of 2 KiB would leave the other half empty.
  pageSize: 16_384,
  sql: `
    CREATE TABLE blocks (
      id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL, added INTEGER NOT NULL, pinned INTEGER NOT NULL,
      bytes BLOB NOT NULL) STRICT;
    CREATE TABLE links (
      parent BLOB NOT NULL, child BLOB NOT NULL,
      PRIMARY KEY (parent, child)) STRICT, WITHOUT ROWID`,
};

const PINNED = "SELECT digest FROM blocks WHERE pinned = 1";

/** All digests that can be reached over links from those that `roots` selects. */
const reachable = (roots: string): string => `
  WITH RECURSIVE live (digest) AS (
    ${roots} UNION SELECT child FROM links JOIN live ON links.parent = live.digest)
  SELECT digest FROM live`;

export interface EmbeddedOptions {
  /**
   * Seconds for which `gc` spares a block without a pin, so that it never takes the first blocks of
   * a file that another process is still writing. One hour by default.
   */
  readonly grace?: number;
}

/** Blocks in one SQLite file. Each write is one transaction: a kill leaves whole batches. */
export class EmbeddedBlocks implements BlockBackend {
  readonly #db: DatabaseSync;
  readonly #grace: number;
  readonly #select;
  readonly #insert;
  readonly #insertLink;
  readonly #pin;

  private constructor(db: DatabaseSync, { grace = 3600 }: EmbeddedOptions) {
    this.#db = db;
    this.#grace = grace;
    this.#select = db.prepare("SELECT bytes FROM blocks WHERE digest = ?");
    // Bytes that come again repair what a disk has spoilt, and start their grace anew.
    this.#insert = db.prepare(
      `INSERT INTO blocks (digest, size, added, pinned, bytes) VALUES (?, ?, unixepoch(), ?, ?)
       ON CONFLICT DO UPDATE SET added = excluded.added, bytes = excluded.bytes,
         pinned = max(pinned, excluded.pinned)`,
    );
    this.#insertLink = db.prepare("INSERT INTO links VALUES (?, ?) ON CONFLICT DO NOTHING");
    this.#pin = db.prepare("UPDATE blocks SET pinned = 1 WHERE digest = ?");
  }

  /** @param path of the database file, or ":memory:". */
  static open(path: string, options: EmbeddedOptions = {}): EmbeddedBlocks {
    return new EmbeddedBlocks(openDatabase(path, SCHEMA), options);
  }

  async write(blocks: readonly Block[], pins: readonly CID[]): Promise<void> {
    const toPin = new Set(pins);
    transact(this.#db, () => {
      for (const { cid, bytes } of blocks) {
        const digest = digestBytes(cid);
        this.#insert.run(digest, bytes.length, toPin.delete(cid) ? 1 : 0, bytes);
        if (!isFile(cid)) continue;
        for (const { Hash } of dagPb.decode(bytes).Links) {
          this.#insertLink.run(digest, digestBytes(Hash));
        }
      }
      for (const cid of toPin) this.#pin.run(digestBytes(cid));
    });
  }

  async read(cids: readonly CID[]): Promise<Uint8Array[]> {
    return cids.map((cid) => this.#bytes(cid) ?? fail("STORE_MISSING", { cid: `${cid}` }));
  }

  async held(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]> {
    return cids.map((cid) => this.#bytes(cid));
  }

  /** The block where it is here and whole: what a cache wants to know. */
  peek(cid: CID): Uint8Array | undefined {
    const bytes = this.#bytes(cid);
    return bytes !== undefined && names(cid, bytes) ? bytes : undefined;
  }

  async has(cid: CID): Promise<boolean> {
    const digest = digestBytes(cid);
    return this.#db.prepare("SELECT 1 FROM blocks WHERE digest = ?").get(digest) !== undefined;
  }

  async pin(cid: CID): Promise<void> {
    const digest = digestBytes(cid);
    transact(this.#db, () => {
      const gap = this.#db
        .prepare(`${reachable("SELECT ?")} WHERE digest NOT IN (SELECT digest FROM blocks) LIMIT 1`)
        .get(digest) as { digest: Uint8Array } | undefined;
      if (gap) fail("STORE_MISSING", { cid: `${cidFrom(toHex(gap.digest), false)}` });
      this.#pin.run(digest);
    });
  }

  async unpin(cid: CID): Promise<void> {
    this.#db.prepare("UPDATE blocks SET pinned = 0 WHERE digest = ?").run(digestBytes(cid));
  }

  /** Removes a block at once, pinned or not. */
  drop(cid: CID): void {
    transact(this.#db, () => {
      for (const [table, column] of [
        ["blocks", "digest"],
        ["links", "parent"],
      ] as const) {
        this.#db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(digestBytes(cid));
      }
    });
  }

  async gc(): Promise<number> {
    return this.#remove(
      `added <= unixepoch() - ? AND digest NOT IN (${reachable(PINNED)})`,
      this.#grace,
    );
  }

  /** Removes the oldest blocks that no pin names, until the newest fill at most `bytes`. */
  trim(bytes: number): number {
    return this.#remove(
      `id IN (SELECT id FROM (
         SELECT id, sum(size) OVER (ORDER BY id DESC) AS newer FROM blocks) WHERE newer > ?)
       AND pinned = 0`,
      bytes,
    );
  }

  async status(): Promise<StoreStatus> {
    const row = this.#db
      .prepare(
        `SELECT count(*) AS blocks, coalesce(sum(size), 0) AS bytes,
           coalesce(sum(pinned), 0) AS pins FROM blocks`,
      )
      .get();
    return { ...(row as unknown as StoreStatus) };
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.#db.close();
  }

  #bytes(cid: CID): Uint8Array | undefined {
    return this.#select.get(digestBytes(cid))?.["bytes"] as Uint8Array | undefined;
  }

  /** Removes the blocks that a condition names, with their links, and gives the space back. */
  #remove(condition: string, parameter: number): number {
    const removed = transact(this.#db, () => {
      const { changes } = this.#db.prepare(`DELETE FROM blocks WHERE ${condition}`).run(parameter);
      this.#db.exec("DELETE FROM links WHERE parent NOT IN (SELECT digest FROM blocks)");
      return Number(changes);
    });
    this.#db.exec("PRAGMA incremental_vacuum");
    return removed;
  }
}
