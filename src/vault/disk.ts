import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { CareLedgerError, isCareLedgerError } from "../core/errors.ts";

/** What a system says of a disk that is full, broken or read-only, or not ours to write to. */
const TROUBLES: ReadonlySet<unknown> = new Set([
  "EACCES",
  "EDQUOT",
  "EIO",
  "ENOSPC",
  "EPERM",
  "EROFS",
]);

/** Of a connection the system says some of it too. */
const OF_FILES = /^(chmod|close|fsync|link|mkdir|open|rename|rmdir|unlink|write)$/;

/** Why a disk did not take what was to be written; undefined of any other error. */
function diskTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall = "" } = error as NodeJS.ErrnoException;
  // Libraries put it into errors of their own.
  return TROUBLES.has(code) && OF_FILES.test(syscall) ? code : diskTrouble(error.cause);
}

/** A disk's not taking what was to be written as DISK_WRITE; undefined of any other error. */
export function diskError(cause: unknown): CareLedgerError | undefined {
  const reason = isCareLedgerError(cause) ? undefined : diskTrouble(cause);
  return reason === undefined
    ? undefined
    : new CareLedgerError("DISK_WRITE", { reason }, { cause });
}

/** @throws DISK_WRITE where a disk does not take what `work` writes */
export function written<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw diskError(cause) ?? cause;
  }
}

/**
 * Makes a folder and those above it, for their owner only.
 * @throws DISK_WRITE
 */
export function makeFolder(directory: string): void {
  // One by one: making several, Node says of a read-only disk that there is no such folder.
  for (const folder of missing(path.resolve(directory))) {
    written(() => {
      try {
        mkdirSync(folder, { mode: 0o700 });
      } catch (error) {
        // Another process may have been first.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    });
  }
}

const missing = (directory: string): string[] =>
  existsSync(directory) ? [] : [...missing(path.dirname(directory)), directory];

/**
 * Writes a file, whole or not at all; only its owner reads it unless `mode` says otherwise.
 * @throws DISK_WRITE
 */
export function writeWhole(file: string, text: string, mode = 0o600): void {
  const draft = `${file}.new`;
  written(() => {
    try {
      const handle = openSync(draft, "w", mode);
      try {
        writeFileSync(handle, text);
        // Else a loss of power could leave the new name with nothing in it.
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, file);
    } catch (error) {
      if (existsSync(draft)) rmSync(draft, { force: true });
      throw error;
    }
  });
}
