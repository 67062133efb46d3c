import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { equalBytes } from "../../core/bytes.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import type { OpenedRecord } from "../../flows/openRecord.ts";
import { writeNew } from "../files.ts";

const WHAT = "The file of a record";

/** A folder of opened records: a file each, named by its entry, for their owner's eyes only. */
export class BodyFolder {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static open(directory: string): BodyFolder {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? "?";
      fail("CLI_FILE", { what: "The folder of --out", reason }, { cause });
    }
    return new BodyFolder(directory);
  }

  /**
   * Writes a record, whole or not at all; one that is there already stays as it is.
   * @returns the file's path
   * @throws CLI_FILE_EXISTS where its file has another content
   */
  write({ entry, mediaType, body }: OpenedRecord): string {
    const file = path.join(this.#directory, `${entry}${extensionOf(mediaType)}`);
    try {
      writeNew(file, body, WHAT);
    } catch (error) {
      const isSame =
        isCareLedgerError(error, "CLI_FILE_EXISTS") && equalBytes(readFileSync(file), body);
      if (!isSame) throw error;
    }
    return file;
  }
}

function extensionOf(mediaType: string): string {
  if (/[/+]json\b/.test(mediaType)) return ".json";
  return mediaType.startsWith("text/") ? ".txt" : ".bin";
}
