import { fromHex, type Hex, toHex, uintBytes, ZERO32 } from "../core/bytes.ts";
import { openDatabase, relaxed, type Schema, transact } from "./sqlite.ts";

/** A record that is sealed and stored. All ids are 32 bytes. */
export interface SealedRecord {
  readonly subject: Hex;
  readonly fingerprint: Hex;
  /** The entry's id. */
  readonly entry: Hex;
  readonly header: bigint;
  /** SHA-256 digest of the CID. */
  readonly cid: Hex;
  readonly previous: Hex;
}

/** Where an entry stands on a chain. */
export interface Place {
  readonly root: Hex;
  readonly position: number;
}

/** A batch that was prepared; `anchored` once the chain has it in a final block. */
export interface PreparedBatch {
  readonly root: Hex;
  readonly manifest: Hex;
  /** Entry ids in leaf order. */
  readonly entries: readonly Hex[];
}

/** As `previous` of a first version. Few records are others: those alone stand in an index. */
const NONE = `x'${ZERO32.slice(2)}'`;

const SCHEMA: Schema = {
  application: 0x434c4354, // "CLCT"
  version: 2,
  sql: `
    CREATE TABLE records (
      id INTEGER PRIMARY KEY, custodian INTEGER NOT NULL, subject BLOB NOT NULL,
      fingerprint BLOB NOT NULL, entry BLOB NOT NULL, header BLOB NOT NULL, cid BLOB NOT NULL,
      previous BLOB NOT NULL) STRICT;
    CREATE UNIQUE INDEX record_contents ON records (custodian, subject, fingerprint);
    CREATE UNIQUE INDEX record_entries ON records (custodian, entry);
    CREATE INDEX record_versions ON records (custodian, previous) WHERE previous <> ${NONE};
    CREATE TABLE batches (
      custodian INTEGER NOT NULL, chain BLOB NOT NULL, root BLOB NOT NULL,
      manifest BLOB NOT NULL, anchored INTEGER NOT NULL,
      PRIMARY KEY (custodian, chain, root)) STRICT, WITHOUT ROWID;
    CREATE TABLE places (
      record INTEGER NOT NULL, chain BLOB NOT NULL, root BLOB NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (record, chain)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX place_order ON places (chain, root, position)`,
};

type Row = Record<"subject" | "fingerprint" | "entry" | "header" | "cid" | "previous", Uint8Array>;

const recordOf = (row: Row): SealedRecord => ({
  subject: toHex(row.subject),
  fingerprint: toHex(row.fingerprint),
  entry: toHex(row.entry),
  header: BigInt(toHex(row.header)),
  cid: toHex(row.cid),
  previous: toHex(row.previous),
});

const bytes = (id: Hex): Uint8Array => fromHex(id, 32);

/**
 * A custodian's publishing journal: what it sealed, in which batch, and whether the batch is
 * anchored. A publication that was killed goes on from here without sealing or anchoring twice.
 * `chain` tells one chain from another (see `chainKey` of the publisher).
 */
export class Catalogue {
  readonly #db;
  readonly #custodian: number;
  readonly #byFingerprint;
  readonly #place;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string, custodian: number) {
    this.#db = openDatabase(path, SCHEMA);
    this.#custodian = custodian;
    this.#byFingerprint = this.#db.prepare(
      "SELECT * FROM records WHERE custodian = ? AND subject = ? AND fingerprint = ?",
    );
    this.#place = this.#db.prepare(
      `SELECT p.root, p.position FROM records r CROSS JOIN places p ON p.record = r.id
       WHERE r.custodian = ? AND p.chain = ? AND r.entry = ?`,
    );
  }

  close(): void {
    this.#db.close();
  }

  /** The same content in this subject's record set, if it was sealed before. */
  record(subject: Hex, fingerprint: Hex): SealedRecord | undefined {
    const row = this.#byFingerprint.get(this.#custodian, bytes(subject), bytes(fingerprint));
    return row && recordOf(row as unknown as Row);
  }

  recordOfEntry(entry: Hex): SealedRecord | undefined {
    const row = this.#db
      .prepare("SELECT * FROM records WHERE custodian = ? AND entry = ?")
      .get(this.#custodian, bytes(entry));
    return row && recordOf(row as unknown as Row);
  }

  /** Everything that this custodian sealed. */
  *records(): Generator<SealedRecord> {
    const all = this.#db.prepare("SELECT * FROM records WHERE custodian = ?");
    for (const row of all.iterate(this.#custodian)) yield recordOf(row as unknown as Row);
  }

  /** How many records this custodian sealed, of a subject where one is named. */
  count(subject?: Hex): number {
    const row = this.#db
      .prepare(
        "SELECT count(*) AS n FROM records WHERE custodian = ?1 AND (?2 IS NULL OR subject = ?2)",
      )
      .get(this.#custodian, subject === undefined ? null : bytes(subject));
    return Number(row!["n"]);
  }

  /** The records of the newest clinical dates, of a subject where one is named. */
  newest(limit: number, subject?: Hex): SealedRecord[] {
    // The date is 40 bits of the header, from its 24th; see core/words.
    const rows = this.#db
      .prepare(
        `SELECT * FROM records WHERE custodian = ?1 AND (?2 IS NULL OR subject = ?2)
         ORDER BY substr(header, 4, 5) DESC, entry LIMIT ?3`,
      )
      .all(this.#custodian, subject === undefined ? null : bytes(subject), limit);
    return rows.map((row) => recordOf(row as unknown as Row));
  }

  /** Where the entry stands on this chain, anchored or about to be. */
  place(chain: Hex, entry: Hex): Place | undefined {
    const row = this.#place.get(this.#custodian, bytes(chain), bytes(entry));
    return row && { root: toHex(row["root"] as Uint8Array), position: Number(row["position"]) };
  }

  /** Notes a batch before its transaction is sent, with those of its records that are new. */
  prepareBatch(
    chain: Hex,
    { root, manifest, entries }: PreparedBatch,
    sealed: readonly SealedRecord[],
  ): void {
    const record = this.#db.prepare("INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)");
    const batch = this.#db.prepare("INSERT INTO batches VALUES (?, ?, ?, ?, 0)");
    const place = this.#db.prepare(
      "INSERT INTO places SELECT id, ?, ?, ? FROM records WHERE custodian = ? AND entry = ?",
    );
    const [at, under] = [bytes(chain), bytes(root)];
    transact(this.#db, () => {
      for (const { subject, fingerprint, entry, header, cid, previous } of sealed) {
        record.run(
          this.#custodian,
          bytes(subject),
          bytes(fingerprint),
          bytes(entry),
          uintBytes(header, 32),
          bytes(cid),
          bytes(previous),
        );
      }
      batch.run(this.#custodian, at, under, bytes(manifest));
      for (const [position, entry] of entries.entries()) {
        place.run(at, under, position, this.#custodian, bytes(entry));
      }
    });
  }

  /** Should this be lost, the chain says so when the batch is sent again. */
  markAnchored(chain: Hex, root: Hex): void {
    const mark = this.#db.prepare(
      "UPDATE batches SET anchored = 1 WHERE custodian = ? AND chain = ? AND root = ?",
    );
    relaxed(this.#db, () => mark.run(this.#custodian, bytes(chain), bytes(root)));
  }

  /** The root of a batch that is noted as anchored on a chain. */
  anyAnchored = (chain: Hex): Hex | undefined => this.#batches(chain, true, 1)[0]?.root;

  /** Batches whose transaction may not have arrived. */
  pendingBatches(chain: Hex): PreparedBatch[] {
    const all = this.#batches(chain, false);
    return all.map((batch) => ({ ...batch, entries: this.entriesOf(chain, batch.root) }));
  }

  #batches(chain: Hex, anchored: boolean, limit = -1): { root: Hex; manifest: Hex }[] {
    const select = this.#db.prepare(`SELECT root, manifest FROM batches
      WHERE custodian = ? AND chain = ? AND anchored = ${Number(anchored)} LIMIT ${limit}`);
    const rows = select.all(this.#custodian, bytes(chain)) as Record<string, Uint8Array>[];
    return rows.map((row) => ({ root: toHex(row["root"]!), manifest: toHex(row["manifest"]!) }));
  }

  /** Where the versions stand that the entries of a batch take the place of. */
  replacedBy(chain: Hex, root: Hex): Place[] {
    const rows = this.#db
      .prepare(
        `SELECT p.root, p.position FROM places np
         CROSS JOIN records n ON n.id = np.record AND n.previous <> ${NONE}
         CROSS JOIN records r ON r.custodian = n.custodian AND r.entry = n.previous
         CROSS JOIN places p ON p.record = r.id AND p.chain = np.chain
         WHERE n.custodian = ? AND np.chain = ? AND np.root = ? ORDER BY p.root, p.position`,
      )
      .all(this.#custodian, bytes(chain), bytes(root)) as unknown as {
      root: Uint8Array;
      position: number;
    }[];
    return rows.map((place) => ({ root: toHex(place.root), position: place.position }));
  }

  /** The entry ids of a batch, in leaf order. */
  entriesOf(chain: Hex, root: Hex): Hex[] {
    const rows = this.#db
      .prepare(
        `SELECT r.entry FROM places p CROSS JOIN records r ON r.id = p.record
         WHERE r.custodian = ? AND p.chain = ? AND p.root = ? ORDER BY p.position`,
      )
      .all(this.#custodian, bytes(chain), bytes(root)) as unknown as { entry: Uint8Array }[];
    return rows.map(({ entry }) => toHex(entry));
  }

  /**
   * A subject's anchored records, the newest version of each, with their places in order. The
   * joins are crossed so that SQLite starts from her records, not from all of the custodian's.
   */
  *anchoredRecords(chain: Hex, subject: Hex): Generator<SealedRecord & Place> {
    const rows = this.#db
      .prepare(
        `SELECT r.*, p.root, p.position FROM records r
         CROSS JOIN places p ON p.record = r.id AND p.chain = ?2
         CROSS JOIN batches b ON b.custodian = r.custodian AND b.chain = ?2 AND b.root = p.root
         WHERE r.custodian = ?1 AND r.subject = ?3 AND b.anchored = 1
           AND NOT EXISTS (SELECT 1 FROM records n INDEXED BY record_versions
             CROSS JOIN places np ON np.record = n.id
             CROSS JOIN batches nb ON nb.custodian = n.custodian AND nb.root = np.root
             WHERE n.custodian = r.custodian AND n.previous = r.entry AND n.previous <> ${NONE}
               AND np.chain = ?2 AND nb.chain = ?2 AND nb.anchored = 1)
         ORDER BY p.root, p.position`,
      )
      .iterate(this.#custodian, bytes(chain), bytes(subject));
    for (const row of rows) {
      const place = row as unknown as Row & { root: Uint8Array; position: number };
      yield { ...recordOf(place), root: toHex(place.root), position: place.position };
    }
  }
}
