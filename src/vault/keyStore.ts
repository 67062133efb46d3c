import { fromHex, type Hex } from "../core/bytes.ts";
import { openDatabase, relaxed, type Schema, transact } from "./sqlite.ts";

/** What a custodian's keys tell records apart by. */
export interface RecordName {
  readonly subject: Hex;
  readonly fingerprint: Hex;
}

/** A content key as it is kept, wrapped by the record set of its subject. */
interface SavedContentKey extends RecordName {
  /** 40 bytes. */
  readonly wrapped: Uint8Array;
}

/** A record set as it is kept: its keys sealed for each holder's key of an epoch. */
export interface SavedSet {
  readonly subject: Uint8Array;
  readonly custodian_epoch: number;
  readonly sealed_for_custodian: Uint8Array;
  readonly patient_epoch: number;
  readonly sealed_for_patient: Uint8Array;
}

const SCHEMA: Schema = {
  application: 0x434c4b52, // "CLKR"
  version: 1,
  sql: `
    CREATE TABLE sets (
      custodian INTEGER NOT NULL, subject BLOB NOT NULL,
      custodian_epoch INTEGER NOT NULL, sealed_for_custodian BLOB NOT NULL,
      patient_epoch INTEGER NOT NULL, sealed_for_patient BLOB NOT NULL,
      PRIMARY KEY (custodian, subject)) STRICT, WITHOUT ROWID;
    CREATE TABLE content_keys (
      custodian INTEGER NOT NULL, subject BLOB NOT NULL, fingerprint BLOB NOT NULL,
      wrapped BLOB NOT NULL,
      PRIMARY KEY (custodian, subject, fingerprint)) STRICT, WITHOUT ROWID`,
};

/** The tables of one custodian's key ring. It sees keys only sealed or wrapped. */
export class KeyStore {
  readonly #db;
  readonly #custodian: number;
  readonly #selectSet;
  readonly #selectKey;
  readonly #insertKey;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string, custodian: number) {
    this.#db = openDatabase(path, SCHEMA);
    this.#custodian = custodian;
    this.#selectSet = this.#db.prepare("SELECT * FROM sets WHERE custodian = ? AND subject = ?");
    this.#selectKey = this.#db.prepare(
      "SELECT wrapped FROM content_keys WHERE custodian = ? AND subject = ? AND fingerprint = ?",
    );
    this.#insertKey = this.#db.prepare(
      "INSERT INTO content_keys VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
  }

  close(): void {
    this.#db.close();
  }

  set(subject: Hex): SavedSet | undefined {
    return this.#selectSet.get(this.#custodian, fromHex(subject, 32)) as SavedSet | undefined;
  }

  /**
   * Keeps a new set, unless another process kept one meanwhile: `false` then. Nothing is sealed
   * with it before a content key is kept, and the set is on disk with that one.
   */
  addSet(set: SavedSet): boolean {
    const { changes } = relaxed(this.#db, () =>
      this.#db
        .prepare("INSERT INTO sets VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .run(
          this.#custodian,
          set.subject,
          set.custodian_epoch,
          set.sealed_for_custodian,
          set.patient_epoch,
          set.sealed_for_patient,
        ),
    );
    return changes === 1;
  }

  /** Replaces what is sealed for the patient, but never by an older epoch's: `false` then. */
  replaceForPatient(subject: Hex, epoch: number, sealed: Uint8Array): boolean {
    return (
      this.#db
        .prepare(
          `UPDATE sets SET patient_epoch = ?1, sealed_for_patient = ?2
           WHERE custodian = ?3 AND subject = ?4 AND patient_epoch <= ?1`,
        )
        .run(epoch, sealed, this.#custodian, fromHex(subject, 32)).changes === 1
    );
  }

  /** Sets still sealed for a custodian's key before this epoch's. */
  setsBefore(epoch: number, limit: number): SavedSet[] {
    return this.#db
      .prepare("SELECT * FROM sets WHERE custodian = ? AND custodian_epoch < ? LIMIT ?")
      .all(this.#custodian, epoch, limit) as unknown as SavedSet[];
  }

  replaceForCustodian(
    epoch: number,
    sets: readonly { subject: Uint8Array; sealed: Uint8Array }[],
  ): void {
    const update = this.#db.prepare(
      `UPDATE sets SET custodian_epoch = ?1, sealed_for_custodian = ?2
       WHERE custodian = ?3 AND subject = ?4 AND custodian_epoch < ?1`,
    );
    transact(this.#db, () => {
      for (const { subject, sealed } of sets) update.run(epoch, sealed, this.#custodian, subject);
    });
  }

  /**
   * Keeps a batch whole or not at all, but no second key of a record.
   * @returns the keys that were kept before, by their positions in the batch
   */
  addContentKeys(keys: readonly SavedContentKey[]): Map<number, Uint8Array> {
    const before = new Map<number, Uint8Array>();
    transact(this.#db, () => {
      for (const [i, { subject, fingerprint, wrapped }] of keys.entries()) {
        const name = [this.#custodian, fromHex(subject, 32), fromHex(fingerprint, 32)] as const;
        if (this.#insertKey.run(...name, wrapped).changes === 1) continue;
        before.set(i, this.wrappedKey(subject, fingerprint)!);
      }
    });
    return before;
  }

  wrappedKey(subject: Hex, fingerprint: Hex): Uint8Array | undefined {
    const row = this.#selectKey.get(
      this.#custodian,
      fromHex(subject, 32),
      fromHex(fingerprint, 32),
    ) as Pick<SavedContentKey, "wrapped"> | undefined;
    return row?.wrapped;
  }
}
