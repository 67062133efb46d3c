import type { DatabaseSync } from "node:sqlite";
import { fromHex, type Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { openDatabase, type Schema, transact } from "./sqlite.ts";

/** A lot as it is kept: `body` in JSON, key and secret wrapped. */
export interface LotRow {
  number: number;
  lot: Uint8Array;
  body: string;
  codeRoot: Uint8Array;
  maker: number;
  manifest: Uint8Array;
  file: number;
  key: Uint8Array;
  secret: Uint8Array;
}

/** The keyed hash of a code, and its unit's index. */
export interface NamedCode {
  name: number;
  place: number;
}

const SCHEMA: Schema = {
  application: 0x434c4c53, // "CLLS"
  version: 1,
  sql: `
    CREATE TABLE shelf (
      one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
    CREATE TABLE lots (
      number INTEGER PRIMARY KEY, lot BLOB NOT NULL UNIQUE, source BLOB UNIQUE, body TEXT NOT NULL,
      codeRoot BLOB NOT NULL, maker INTEGER NOT NULL, manifest BLOB NOT NULL, file INTEGER NOT NULL,
      key BLOB NOT NULL, secret BLOB NOT NULL) STRICT;
    CREATE TABLE codes (
      name INTEGER NOT NULL, lot INTEGER NOT NULL, place INTEGER NOT NULL,
      PRIMARY KEY (name, lot, place)) STRICT, WITHOUT ROWID;
    CREATE TABLE nodes (
      lot INTEGER NOT NULL, page INTEGER NOT NULL, nodes BLOB NOT NULL,
      PRIMARY KEY (lot, page)) STRICT, WITHOUT ROWID`,
};

/** Nodes of a code tree in one row. */
const NODES_A_PAGE = 64;

/** The tables of one institution's lots. They hold keys, secrets and codes under its key only. */
export class LotTables {
  readonly #db: DatabaseSync;
  readonly #places;
  readonly #node;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string) {
    this.#db = openDatabase(path, SCHEMA);
    this.#places = this.#db.prepare("SELECT lot, place FROM codes WHERE name = ?");
    this.#node = this.#db.prepare("SELECT nodes FROM nodes WHERE lot = ? AND page = ?");
  }

  close(): void {
    this.#db.close();
  }

  /** The sealed key of all this, and the epoch of the key that opens it. */
  sealedKey(): { epoch: number; sealed: Uint8Array } | undefined {
    const row = this.#db.prepare("SELECT epoch, sealed FROM shelf").get();
    return row as { epoch: number; sealed: Uint8Array } | undefined;
  }

  /** Keeps the sealed key, unless another process was first. */
  addSealedKey(epoch: number, sealed: Uint8Array): void {
    const sql = "INSERT INTO shelf VALUES (1, ?, ?) ON CONFLICT DO NOTHING";
    this.#db.prepare(sql).run(epoch, sealed);
  }

  /** Keeps the same key, sealed for a newer epoch. */
  replaceSealedKey(epoch: number, sealed: Uint8Array): void {
    const sql = "UPDATE shelf SET epoch = ?, sealed = ? WHERE epoch < ?";
    this.#db.prepare(sql).run(epoch, sealed, epoch);
  }

  /** Adds a lot whole, or nothing where it is there. `codes` in the order of their names. */
  add(
    row: Omit<LotRow, "number">,
    source: Uint8Array | undefined,
    codes: readonly NamedCode[],
    nodes: Uint8Array,
  ): void {
    const { lot, body, codeRoot, maker, manifest, file, key, secret } = row;
    transact(this.#db, () => {
      const { changes, lastInsertRowid: number } = this.#db
        .prepare(
          `INSERT INTO lots (lot, source, body, codeRoot, maker, manifest, file, key, secret)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(lot, source ?? null, body, codeRoot, maker, manifest, file, key, secret);
      if (changes === 0) return;
      const addCode = this.#db.prepare("INSERT INTO codes VALUES (?, ?, ?)");
      for (const { name, place } of codes) addCode.run(name, number, place);
      const addNodes = this.#db.prepare("INSERT INTO nodes VALUES (?, ?, ?)");
      const step = 32 * NODES_A_PAGE;
      for (let at = 0; at < nodes.length; at += step) {
        addNodes.run(number, at / step, nodes.subarray(at, at + step));
      }
    });
  }

  remove(lot: Hex): void {
    const id = fromHex(lot, 32);
    transact(this.#db, () => {
      for (const table of ["codes", "nodes"]) {
        const of = "lot = (SELECT number FROM lots WHERE lot = ?)";
        this.#db.prepare(`DELETE FROM ${table} WHERE ${of}`).run(id);
      }
      this.#db.prepare("DELETE FROM lots WHERE lot = ?").run(id);
    });
  }

  /** Lots with this value in this column; all without one. */
  rows(by?: { column: "lot" | "source" | "number"; value: Uint8Array | number }): LotRow[] {
    const where = by ? `WHERE ${by.column} = ?` : "";
    const found = this.#db
      .prepare(`SELECT * FROM lots ${where} ORDER BY number`)
      .all(...(by ? [by.value] : []));
    return found as unknown as LotRow[];
  }

  placesOf(name: number): { lot: number; place: number }[] {
    return this.#places.all(name) as { lot: number; place: number }[];
  }

  node(lot: number, node: number): Uint8Array {
    const row = this.#node.get(lot, Math.floor(node / NODES_A_PAGE)) as
      { nodes: Uint8Array } | undefined;
    const at = 32 * (node % NODES_A_PAGE);
    return row?.nodes.subarray(at, at + 32) ?? fail("SUPPLY_LOT_MISSING", {});
  }
}
