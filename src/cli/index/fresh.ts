import { setTimeout as sleep } from "node:timers/promises";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import { Indexer } from "../../indexer/indexer.ts";
import { IndexReader } from "../../indexer/reader.ts";
import type { Session } from "../session.ts";
import { indexFile } from "./file.ts";

/** How long whoever writes the index may be behind the chain. */
const PATIENCE = 30_000;

/** The index of a folder, as new as the chain. */
export interface FreshIndex {
  readonly reader: IndexReader;
  /** Brings it up to the last final block. */
  refresh(): Promise<void>;
  /** Keeps it so until it is stopped, or until another process that does it now ends. */
  follow(signal: AbortSignal): Promise<void>;
}

/**
 * The index of this folder, up to the last final block: this command brings it there, unless another
 * process follows the chain with it.
 * @throws INDEX_BEHIND where that one does not
 */
export async function freshIndex(session: Session): Promise<FreshIndex> {
  const { chain } = await session.reader();
  const file = indexFile(session.state);
  const index = open();
  await index.refresh();
  return index;

  function open(): FreshIndex {
    try {
      const indexer = new Indexer(chain, file);
      session.onClose(() => indexer.close());
      const { reader } = indexer;
      return {
        reader,
        refresh: () => indexer.catchUp(),
        follow: (signal) => indexer.follow({ signal }),
      };
    } catch (error) {
      if (!isCareLedgerError(error, "CLI_BUSY")) throw error;
    }
    const reader = IndexReader.open(file);
    session.onClose(() => reader.close());
    return { reader, refresh: () => awaited(reader), follow: async () => {} };
  }

  async function awaited(reader: IndexReader): Promise<void> {
    const final = await chain.network.finalBlock();
    const { network, addresses } = chain;
    for (const until = Date.now() + PATIENCE; ;) {
      const { genesis, directory, block = -1 } = reader.status();
      if (
        genesis !== network.genesis.toLowerCase() ||
        directory !== addresses.directory.toLowerCase()
      ) {
        fail("INDEX_FOREIGN", { reason: "another process writes to it" });
      }
      if (block >= final) return;
      if (Date.now() > until) fail("INDEX_BEHIND", { blocks: final - block });
      await sleep(50);
    }
  }
}
