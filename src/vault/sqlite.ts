import { closeSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { CareLedgerError, fail, isCareLedgerError } from "../core/errors.ts";
import { written } from "./disk.ts";

/** What a database file of CareLedger holds. */
export interface Schema {
  /** SQLite's `application_id`, so that no file is taken for one of another kind. */
  readonly application: number;
  readonly version: number;
  /** Creates the tables. */
  readonly sql: string;
  /** What to do with a file of another version; without it that is refused. */
  readonly onOtherVersion?: (db: DatabaseSync) => void;
  /** Bytes, a power of 2 from 512 to 65,536; 4,096 by default. */
  readonly pageSize?: number;
}

/**
 * Opens or creates a database: readable by its owner only, write-ahead log, every commit on disk
 * before it returns, and 5 s of patience with other writers.
 *
 * @param path of the file, or ":memory:".
 * @throws STORE_DATABASE where the file cannot be opened or holds something else; DISK_WRITE where
 *   it cannot be made; STORE_NODE under a Node without SQLite.
 */
export function openDatabase(path: string, schema: Schema): DatabaseSync {
  // Not imported: without files of its own the SDK runs on a Node that lacks it.
  const sqlite = process.getBuiltinModule("node:sqlite");
  if (!sqlite) return fail("STORE_NODE", { version: process.versions.node });
  try {
    if (path !== ":memory:") written(() => closeSync(openSync(path, "a", 0o600)));
    const db = new sqlite.DatabaseSync(path, { timeout: 5_000 });
    try {
      prepare(db, schema);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  } catch (error) {
    if (isCareLedgerError(error)) throw error;
    // A system's own words name the path, which may hold a name.
    const { syscall, code = "?" } = error as NodeJS.ErrnoException;
    if (syscall) fail("STORE_DATABASE", { reason: code }, { cause: error });
    return databaseFailure(error);
  }
}

/** What SQLite says, as STORE_DATABASE; undefined of any other error. */
export function databaseError(cause: unknown): CareLedgerError | undefined {
  const isSqlite =
    cause instanceof Error && (cause as NodeJS.ErrnoException).code === "ERR_SQLITE_ERROR";
  return isSqlite
    ? new CareLedgerError("STORE_DATABASE", { reason: cause.message }, { cause })
    : undefined;
}

/** What SQLite says, as STORE_DATABASE; anything else as it is. */
export function databaseFailure(error: unknown): never {
  throw databaseError(error) ?? error;
}

function prepare(db: DatabaseSync, schema: Schema): void {
  const { application, version, sql, pageSize = 4096 } = schema;
  if (pragma(db, "application_id") === 0 && pragma(db, "schema_version") === 0) {
    db.exec(
      `PRAGMA page_size = ${pageSize}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;`,
    );
    transact(db, () => {
      // Another process may have been first.
      if (pragma(db, "schema_version") !== 0) return;
      db.exec(`${sql}; PRAGMA application_id = ${application}; PRAGMA user_version = ${version}`);
    });
  }
  if (pragma(db, "application_id") !== application) {
    fail("STORE_DATABASE", { reason: "it belongs to another program" });
  }
  if (pragma(db, "user_version") !== version && schema.onOtherVersion) schema.onOtherVersion(db);
  else if (pragma(db, "user_version") !== version) {
    fail("STORE_DATABASE", { reason: `its schema version is not ${version}` });
  }
  db.exec("PRAGMA synchronous = FULL");
}

function pragma(db: DatabaseSync, name: string): unknown {
  return db.prepare(`PRAGMA ${name}`).get()?.[name];
}

/**
 * Makes one commit that may be undone by a loss of power, though by nothing else: it is on disk with
 * the next commit that is not made so. For what is of no use without that one, or is done again.
 */
export function relaxed<T>(db: DatabaseSync, commit: () => T): T {
  db.exec("PRAGMA synchronous = NORMAL");
  try {
    return commit();
  } finally {
    db.exec("PRAGMA synchronous = FULL");
  }
}

/**
 * Runs a piece of work whole or not at all.
 *
 * @throws STORE_DATABASE where the disk is full, or the file cannot be written
 */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  try {
    db.exec("BEGIN IMMEDIATE");
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    return databaseFailure(error);
  }
}
