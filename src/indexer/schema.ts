import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { fail } from "../core/errors.ts";
import { openDatabase, type Schema, transact } from "../vault/sqlite.ts";
import { foldedSql, foldsVersion } from "./folds.ts";

/** Whose index it is, up to where, and the events as the chain has them: all else is their fold. */
const MECHANICS = `
  CREATE TABLE cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1), genesis BLOB NOT NULL, directory BLOB NOT NULL,
    block INTEGER, hash BLOB, time INTEGER) STRICT;
  CREATE TABLE blocks (
    number INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL) STRICT;
  CREATE TABLE events (
    block INTEGER NOT NULL, log INTEGER NOT NULL, name TEXT NOT NULL, contract TEXT NOT NULL,
    emitter BLOB NOT NULL, "transaction" BLOB NOT NULL, topics BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (block, log)) STRICT;
  CREATE INDEX event_names ON events (name)`;

const SCHEMA: Schema = {
  application: 0x434c4958, // "CLIX"
  version: foldsVersion(MECHANICS),
  sql: `${MECHANICS}; ${foldedSql}`,
};

/**
 * Opens an index for reading, beside its writer.
 * @throws INDEX_MISSING, INDEX_VERSION, STORE_DATABASE
 */
export function openForReading(file: string): DatabaseSync {
  if (!existsSync(file)) return fail("INDEX_MISSING", {});
  const db = openDatabase(file, { ...SCHEMA, onOtherVersion: () => fail("INDEX_VERSION", {}) });
  db.exec("PRAGMA query_only = ON");
  return db;
}

/** Opens or creates an index; one of another version is made anew. @throws STORE_DATABASE */
export const openForWriting = (file: string): DatabaseSync =>
  openDatabase(file, {
    ...SCHEMA,
    onOtherVersion: (db) => transact(db, () => makeAnew(db)),
  });

/** Every table away, and all of them again, empty. */
export function makeAnew(db: DatabaseSync): void {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) db.exec(`DROP TABLE "${name as string}"`);
  db.exec(`${SCHEMA.sql}; PRAGMA user_version = ${SCHEMA.version}`);
}
