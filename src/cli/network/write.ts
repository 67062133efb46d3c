import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fail } from "../../core/errors.ts";
import type { PlannedFile } from "./nodeFiles.ts";

/**
 * Writes a folder whole or not at all: beside it first, then under its name. Folders are their
 * owner's alone, since keys lie in them. Nothing here waits, so no Ctrl-C comes in between.
 *
 * @throws NETWORK_EXISTS where something is there, NETWORK_WRITE where the disk refuses.
 */
export function writeFolder(folder: string, files: Readonly<Record<string, PlannedFile>>): void {
  if (isTaken(folder)) fail("NETWORK_EXISTS", { path: folder });
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    const fresh = mkdtempSync(`${folder}.new-`);
    try {
      for (const [name, { text, mode }] of Object.entries(files)) {
        const file = path.join(fresh, name);
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(file, text, { mode, flag: "wx" });
        // Whatever the umask took away: the nodes' containers read these files.
        chmodSync(file, mode);
      }
      renameSync(fresh, folder);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      throw error;
    }
  } catch (cause) {
    const { code = "?" } = cause as NodeJS.ErrnoException;
    // Another process was faster.
    if (code === "ENOTEMPTY") fail("NETWORK_EXISTS", { path: folder }, { cause });
    fail("NETWORK_WRITE", { path: folder, reason: code }, { cause });
  }
}

/** An empty folder may be there, but not the one that the command runs in. */
function isTaken(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) return false;
  const isInside = !path.relative(folder, process.cwd()).startsWith("..");
  return !found.isDirectory() || isInside || readdirSync(folder).length > 0;
}
