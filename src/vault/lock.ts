import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { fail } from "../core/errors.ts";
import { makeFolder, written } from "./disk.ts";
import { databaseFailure, openDatabase, type Schema } from "./sqlite.ts";

/** An empty database: only its lock is of use, which the system takes from a process that ends. */
const SCHEMA: Schema = { application: 0x434c4c4b, version: 1, sql: "SELECT 1" }; // "CLLK"

/** How long a change of the state folder waits for another, in milliseconds. */
const PATIENCE = 10_000;

/** SQLite's word for a lock that another has. */
const SQLITE_BUSY = 5;

const begin = (db: DatabaseSync, patience: number): void =>
  db.exec(`PRAGMA busy_timeout = ${patience}; BEGIN IMMEDIATE`);

/** Held by this process. What nobody names any more would be closed, and its lock be gone. */
const held = new Set<DatabaseSync>();

/** Runs a piece of work while no other process runs one under the same file. */
export function locked<T>(file: string, work: () => T): T {
  const db = openDatabase(file, SCHEMA);
  try {
    begin(db, PATIENCE);
    return work();
  } catch (error) {
    return databaseFailure(error);
  } finally {
    db.close();
  }
}

/**
 * Takes a lock for as long as this process lives, or until it is released by the answer.
 * @param work What the holder does meanwhile, as in "publishing for North Hospital"
 * @throws CLI_BUSY where another process has it
 */
export function holdLock(file: string, work: string): () => void {
  makeFolder(path.dirname(file));
  const db = openDatabase(file, SCHEMA);
  try {
    begin(db, 0);
    written(() => writeFileSync(`${file}.pid`, String(process.pid), { mode: 0o600 }));
  } catch (cause) {
    db.close();
    const isTaken = (cause as { errcode?: number }).errcode === SQLITE_BUSY;
    return isTaken
      ? fail("CLI_BUSY", { pid: readPid(file), work }, { cause })
      : databaseFailure(cause);
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}

/** Who has it, for people to read: the lock itself does not go by it. */
function readPid(file: string): string {
  try {
    return readFileSync(`${file}.pid`, "utf8");
  } catch {
    return "?";
  }
}
