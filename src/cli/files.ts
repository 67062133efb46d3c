import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fail, isCareLedgerError } from "../core/errors.ts";

/** More than any file that commands exchange; records themselves are not read by this. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads a small file.
 * @param what What it should be, for the error; never its path, which may hold a name
 * @throws CLI_FILE
 */
export const readSmallFile = (file: string, what: string): string =>
  readSmallBytes(file, what).toString("utf8");

/** The bytes of a small file. @throws CLI_FILE */
export function readSmallBytes(file: string, what: string): Buffer {
  try {
    if (statSync(file).size > MAX_BYTES) fail("CLI_FILE", { what, reason: "it is too large" });
    return readFileSync(file);
  } catch (cause) {
    return refused(what, cause);
  }
}

/**
 * Writes a file that only its owner reads, whole or not at all, and never over another one.
 * @throws CLI_FILE_EXISTS, CLI_FILE
 */
export function writeNew(file: string, bytes: string | Uint8Array, what: string): void {
  // In the same folder, so that it can become the file itself.
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    const handle = openSync(draft, "w", 0o600);
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    linkSync(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") fail("CLI_FILE_EXISTS", { what });
    refused(what, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** As `writeNew`; a file that has just these bytes already is left as it is. */
export function writeOnce(file: string, bytes: Uint8Array, what: string): void {
  if (existsSync(file) && readSmallBytes(file, what).equals(bytes)) return;
  writeNew(file, bytes, what);
}

function refused(what: string, cause: unknown): never {
  if (isCareLedgerError(cause)) throw cause;
  const code = (cause as NodeJS.ErrnoException).code ?? "?";
  return fail("CLI_FILE", { what, reason: code }, { cause });
}
