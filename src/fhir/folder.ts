import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fail, isCareLedgerError } from "../core/errors.ts";
import { type PatientBundle, readBundle } from "./bundle.ts";
import { Directory } from "./directory.ts";
import type { LabelTable } from "./labelTable.ts";

/** A patient's bundle in a folder, not yet read. */
export interface BundleFile {
  /** What to call it: "file 3 of 27", in the order of names. */
  readonly where: string;
  /** Reads it from disk, anew each time. @throws what readBundle throws */
  read(): Promise<PatientBundle>;
}

/**
 * The patients' bundles of a folder: its .json and .json.gz files by name. Bundles that hold only
 * organisations, locations and practitioners are read now and resolve the others' references; they
 * are not in the answer. A broken file is, so that one bad file does not hide the good ones: its
 * `read` says what is wrong.
 * @throws FHIR_FOLDER_MISSING, FHIR_FOLDER_EMPTY (no such file), FHIR_FOLDER_NO_PATIENT
 */
export async function readFolder(dir: string, labels: LabelTable): Promise<BundleFile[]> {
  const found = await readdir(dir, { withFileTypes: true }).catch((cause: unknown) =>
    fail("FHIR_FOLDER_MISSING", {}, { cause: codeOf(cause) }),
  );
  const names = found
    .filter((entry) => !entry.isDirectory() && /\.json(\.gz)?$/i.test(entry.name))
    .map((entry) => entry.name)
    .toSorted();
  if (names.length === 0) fail("FHIR_FOLDER_EMPTY", {});

  const directory = new Directory();
  const files: BundleFile[] = [];
  for (const [index, name] of names.entries()) {
    const where = `file ${index + 1} of ${names.length}`;
    const load = (): Promise<Buffer> => loadFile(path.join(dir, name), where);
    // oxlint-disable-next-line no-await-in-loop -- one unpacked bundle in memory at a time
    if (await isDirectory(directory, load, where)) continue;
    files.push({
      where,
      read: async () => readBundle(await load(), { labels, directory, where }),
    });
  }
  if (files.length === 0) fail("FHIR_FOLDER_NO_PATIENT", { count: names.length });
  return files;
}

/**
 * The bundles of named files, each a patient's.
 * @param files Paths; errors call them "file 1 of 2", since a name may hold a patient's
 */
export const namedFiles = (files: readonly string[], labels: LabelTable): BundleFile[] =>
  files.map((file, index) => {
    const where = `file ${index + 1} of ${files.length}`;
    return { where, read: async () => readBundle(await loadFile(file, where), { labels, where }) };
  });

async function isDirectory(
  directory: Directory,
  load: () => Promise<Uint8Array>,
  where: string,
): Promise<boolean> {
  try {
    return directory.add(await load(), where);
  } catch (error) {
    if (isCareLedgerError(error)) return false;
    throw error;
  }
}

const loadFile = (file: string, where: string): Promise<Buffer> =>
  readFile(file).catch((cause: unknown) =>
    fail("FHIR_FILE_UNREADABLE", { where }, { cause: codeOf(cause) }),
  );

/** The system's error without its message, which holds the path and with it perhaps a name. */
const codeOf = (cause: unknown): unknown => (cause as NodeJS.ErrnoException).code;
