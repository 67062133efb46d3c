import type { DatabaseSync } from "node:sqlite";
import { equalBytes, fromHex, type Hex, sha256, toHex, utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { openDatabase, type Schema, transact } from "../vault/sqlite.ts";

/** What a gateway notes of a request: ids and codes, never a subject, a name or a key. */
export interface JournalEntry {
  readonly kind: "found" | "released" | "passed" | "acknowledged" | "refused";
  /** The institution that asked; 0 for a patient, or where the sender is not known. */
  readonly participant: number;
  /** Id of the grant, the receipt, the claim or (a key passed) the lot that it named; zeros: none. */
  readonly named: Hex;
  /** Number of entries, flags that were acknowledged, or the code of the refusal. */
  readonly result: string;
}

const SCHEMA: Schema = {
  application: 0x434c4a4e, // "CLJN"
  version: 1,
  sql: `
    CREATE TABLE journal (
      number INTEGER PRIMARY KEY, line TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE TABLE nonces (nonce BLOB PRIMARY KEY, deadline INTEGER NOT NULL) STRICT;
    CREATE TABLE releases (receipt BLOB PRIMARY KEY, answer TEXT NOT NULL) STRICT`,
};

const GENESIS = new Uint8Array(32);

/**
 * The gateway's own log: each line's hash covers the line before, so that none can be taken out or
 * changed later without all that follow. It also remembers nonces and what was released.
 */
export class Journal {
  readonly #db: DatabaseSync;

  /** @param path of the database file, or ":memory:". */
  constructor(path: string) {
    this.#db = openDatabase(path, SCHEMA);
  }

  close(): void {
    this.#db.close();
  }

  note(entry: JournalEntry): void {
    transact(this.#db, () => this.#append(entry));
  }

  /** Uses a nonce up until its request's deadline (Unix seconds). @throws GATEWAY_REPLAY */
  useNonce(nonce: Hex, deadline: number, now: number): void {
    this.#db.prepare("DELETE FROM nonces WHERE deadline < ?").run(now);
    const { changes } = this.#db
      .prepare("INSERT INTO nonces VALUES (?, ?) ON CONFLICT DO NOTHING")
      .run(fromHex(nonce, 32), deadline);
    if (changes === 0) fail("GATEWAY_REPLAY", {});
  }

  /** What was released for a receipt, if it was. */
  released(receipt: Hex): string | undefined {
    const row = this.#db
      .prepare("SELECT answer FROM releases WHERE receipt = ?")
      .get(fromHex(receipt, 32));
    return row?.["answer"] as string | undefined;
  }

  /**
   * Notes a release together with its answer: the log is on disk before the key leaves.
   * @returns the answer to give: the first one, where another request for the receipt was faster.
   */
  release(receipt: Hex, answer: string, entry: JournalEntry): string {
    transact(this.#db, () => {
      this.#db
        .prepare("INSERT INTO releases VALUES (?, ?) ON CONFLICT DO NOTHING")
        .run(fromHex(receipt, 32), answer);
      this.#append(entry);
    });
    return this.released(receipt) ?? answer;
  }

  /** Hash of the last line: what is to be anchored daily. */
  head(): Hex {
    return toHex(this.#last()?.hash ?? GENESIS);
  }

  /** @throws GATEWAY_JOURNAL at the first line that was changed, or follows a missing one. */
  verify(): void {
    let before: Uint8Array = GENESIS;
    let number = 0;
    for (const row of this.#db.prepare("SELECT * FROM journal ORDER BY number").iterate()) {
      const { line, hash } = row as unknown as { line: string; hash: Uint8Array };
      number++;
      if (Number(row["number"]) !== number || !equalBytes(hash, sha256(before, utf8(line)))) {
        fail("GATEWAY_JOURNAL", { number });
      }
      before = hash;
    }
  }

  /** The lines so far, oldest first. */
  *lines(): Generator<JournalEntry & { time: number }> {
    for (const row of this.#db.prepare("SELECT line FROM journal ORDER BY number").iterate()) {
      yield JSON.parse(row["line"] as string) as JournalEntry & { time: number };
    }
  }

  #last(): { number: number; hash: Uint8Array } | undefined {
    const row = this.#db
      .prepare("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1")
      .get();
    return row as { number: number; hash: Uint8Array } | undefined;
  }

  #append({ kind, participant, named, result }: JournalEntry): void {
    const last = this.#last();
    const time = Math.floor(Date.now() / 1000);
    const line = JSON.stringify({ time, kind, participant, named, result });
    this.#db
      .prepare("INSERT INTO journal VALUES (?, ?, ?)")
      .run((last?.number ?? 0) + 1, line, sha256(last?.hash ?? GENESIS, utf8(line)));
  }
}
