import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { fail } from "../core/errors.ts";
import { openDatabase, type Schema } from "./sqlite.ts";

/** An empty database: only its lock is of use, which the system takes from a process that ends. */
const SCHEMA: Schema = { application: 0x434c4c4b, version: 1, sql: "SELECT 1" }; // "CLLK"

/** How long a change of the state folder waits for another, in milliseconds. */
const PATIENCE = 10_000;

/** Held by this process. What nobody names any more would be closed, and its lock be gone. */
const held = new Set<DatabaseSync>();

/** Runs a piece of work while no other process runs one under the same file. */
export function locked<T>(file: string, work: () => T): T {
  const db = openDatabase(file, SCHEMA);
  try {
    db.exec(`PRAGMA busy_timeout = ${PATIENCE}; BEGIN IMMEDIATE`);
    return work();
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
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const db = openDatabase(file, SCHEMA);
  try {
    db.exec("PRAGMA busy_timeout = 0; BEGIN IMMEDIATE");
  } catch (cause) {
    db.close();
    return fail("CLI_BUSY", { pid: readPid(file), work }, { cause });
  }
  held.add(db);
  writeFileSync(`${file}.pid`, String(process.pid), { mode: 0o600 });
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
