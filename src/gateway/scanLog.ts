import type { DatabaseSync } from "node:sqlite";
import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import { unitPlaceHash } from "../core/goods.ts";
import { openDatabase, type Schema } from "../vault/sqlite.ts";
import type { SignedScan } from "../wire/resolverMessages.ts";

const SCHEMA: Schema = {
  application: 0x434c5343, // "CLSC"
  version: 1,
  sql: `
    CREATE TABLE scans (
      unit BLOB NOT NULL, time INTEGER NOT NULL, participant INTEGER NOT NULL,
      north INTEGER NOT NULL, east INTEGER NOT NULL, signer BLOB NOT NULL, signature BLOB NOT NULL,
      PRIMARY KEY (unit, time, participant)) STRICT, WITHOUT ROWID`,
};

interface Row {
  time: number;
  north: number;
  east: number;
  signer: Uint8Array;
  signature: Uint8Array;
}

/** Where and when institutions scanned units, as they signed it. Codes do not stand in it. */
export class ScanLog {
  readonly #db: DatabaseSync;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string) {
    this.#db = openDatabase(path, SCHEMA);
  }

  close(): void {
    this.#db.close();
  }

  /** Keeps a scan; the same institution's of the same second once. */
  add(lot: Hex, index: number, participant: number, { scan, signer, signature }: SignedScan): void {
    this.#db
      .prepare("INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
      .run(
        fromHex(unitPlaceHash(lot, index), 32),
        scan.time,
        participant,
        scan.north,
        scan.east,
        fromHex(signer, 20),
        fromHex(signature),
      );
  }

  /** The last scans of a unit, the newest first: some, so that two of one place do not hide a third. */
  last(lot: Hex, index: number, unit: { product: bigint; code: string }): SignedScan[] {
    const rows = this.#db
      .prepare("SELECT * FROM scans WHERE unit = ? ORDER BY time DESC LIMIT 20")
      .all(fromHex(unitPlaceHash(lot, index), 32)) as unknown as Row[];
    return rows.map(({ north, east, time, signer, signature }) => ({
      scan: { ...unit, north, east, time },
      signer: toHex(signer),
      signature: toHex(signature),
    }));
  }
}
