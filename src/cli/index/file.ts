import { existsSync } from "node:fs";
import path from "node:path";
import { isCareLedgerError } from "../../core/errors.ts";
import { IndexReader } from "../../indexer/reader.ts";
import type { State } from "../state.ts";

/** Where the index of a chain lies, unless --db says otherwise. */
export const indexFile = ({ directory }: Pick<State, "directory">): string =>
  path.join(directory, "index.sqlite");

/** The index of this folder, if there is one that this version can read. */
export function ownIndex(state: Pick<State, "directory">): IndexReader | undefined {
  const file = indexFile(state);
  if (!existsSync(file)) return undefined;
  try {
    return IndexReader.open(file);
  } catch (error) {
    if (isCareLedgerError(error, "INDEX_VERSION")) return undefined;
    throw error;
  }
}
