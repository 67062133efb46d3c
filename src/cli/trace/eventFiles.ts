import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { fail } from "../../core/errors.ts";
import type { EventDocument } from "../../epcis/answerDocuments.ts";
import { usualLimits } from "../../epcis/refuse.ts";

const NAMES = /\.(?:json|jsonld|xml)$/i;
const WHAT = "A file of events";

/**
 * The files that are named, and of folders the documents in and below them, in the order of their
 * names. Links in folders are not followed.
 * @throws CLI_FILE for what is neither
 */
export function eventFiles(paths: readonly string[]): string[] {
  return paths.flatMap((given) => {
    const found = statSync(given, { throwIfNoEntry: false });
    if (!found) return fail("CLI_FILE", { what: WHAT, reason: "ENOENT" });
    if (found.isFile()) return [given];
    if (!found.isDirectory()) return fail("CLI_FILE", { what: WHAT, reason: "it is no file" });
    const inside = documentsIn(given).toSorted();
    return inside.length > 0 ? inside : fail("CLI_FILE", { what: WHAT, reason: "an empty folder" });
  });
}

/** Node's own recursion follows links. */
function documentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) return documentsIn(inside);
    return entry.isFile() && NAMES.test(entry.name) ? [inside] : [];
  });
}

/** Reads the files one by one, of one that is too long no more than the reader needs to say so. */
export function* readEvents(files: readonly string[]): Generator<EventDocument> {
  const bytes = new Uint8Array(usualLimits.size + 1);
  for (const name of files) {
    const handle = openSync(name, "r");
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(handle, bytes, length, bytes.length - length, null);
      }
      yield { name, bytes: bytes.slice(0, length) };
    } finally {
      closeSync(handle);
    }
  }
}
