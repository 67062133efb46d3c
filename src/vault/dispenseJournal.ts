import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import { openDatabase, type Schema, transact } from "./sqlite.ts";

/** A unit that a patient got, or was about to get: the chain tells whether she did. */
export interface JournalledUnit {
  lot: Hex;
  unit: number;
  /** What the dispenser calls the patient: never told to anybody. */
  patient: string;
  /** Unix seconds. */
  time: number;
  /** What opens the payer's commitment of a claimable unit. */
  payer?: { pseudonym: Hex; salt: Hex };
}

const SCHEMA: Schema = {
  application: 0x434c_444a, // "CLDJ"
  version: 1,
  sql: `
    CREATE TABLE dispensed (
      entry INTEGER PRIMARY KEY, lot BLOB NOT NULL, unit INTEGER NOT NULL, patient TEXT NOT NULL,
      time INTEGER NOT NULL, pseudonym BLOB, salt BLOB) STRICT;
    CREATE INDEX dispensed_lots ON dispensed (lot, unit)`,
};

/**
 * Which patient got which unit: what a hospital or pharmacy keeps to call its own patients in a
 * recall, in a file that its owner alone reads. Nothing of it is ever on the chain. Entries are made
 * before anything is sent, so that a kill loses no patient; the last entry of a unit counts.
 */
export class DispenseJournal {
  readonly #db;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string) {
    this.#db = openDatabase(path, SCHEMA);
  }

  close(): void {
    this.#db.close();
  }

  /**
   * Whole or not at all, and on disk when it returns.
   * @returns takes the entries out again, for what the chain has refused
   */
  note(units: readonly JournalledUnit[]): () => void {
    const entries: (number | bigint)[] = [];
    const insert = this.#db.prepare(
      "INSERT INTO dispensed (lot, unit, patient, time, pseudonym, salt) VALUES (?, ?, ?, ?, ?, ?)",
    );
    transact(this.#db, () => {
      for (const { lot, unit, patient, time, payer } of units) {
        const [pseudonym, salt] = payer
          ? [fromHex(payer.pseudonym, 32), fromHex(payer.salt, 32)]
          : [null, null];
        const of = fromHex(lot, 32);
        entries.push(insert.run(of, unit, patient, time, pseudonym, salt).lastInsertRowid);
      }
    });
    return () => {
      const remove = this.#db.prepare("DELETE FROM dispensed WHERE entry = ?");
      transact(this.#db, () => {
        for (const entry of entries) remove.run(entry);
      });
    };
  }

  /** The last entry of each unit of a lot, by index. */
  of(lot: Hex): JournalledUnit[] {
    const rows = this.#db
      .prepare(
        `SELECT * FROM dispensed d WHERE lot = ? AND entry =
           (SELECT max(entry) FROM dispensed l WHERE l.lot = d.lot AND l.unit = d.unit)
         ORDER BY unit`,
      )
      .all(fromHex(lot, 32)) as unknown as Kept[];
    return rows.map(({ lot: id, unit, patient, time, pseudonym, salt }) => ({
      lot: toHex(id),
      unit,
      patient,
      time,
      ...(pseudonym && salt ? { payer: { pseudonym: toHex(pseudonym), salt: toHex(salt) } } : {}),
    }));
  }
}

interface Kept {
  lot: Uint8Array;
  unit: number;
  patient: string;
  time: number;
  pseudonym: Uint8Array | null;
  salt: Uint8Array | null;
}
