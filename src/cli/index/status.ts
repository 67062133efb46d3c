import { fail } from "../../core/errors.ts";
import { IndexReader, indexedUpTo, type IndexStatus } from "../../indexer/reader.ts";
import type { Session } from "../session.ts";
import { indexFile } from "./file.ts";

export async function run(session: Session, options: { db?: string }): Promise<void> {
  const { db = indexFile(session.state) } = options;
  const { chain } = await session.reader();
  const index = IndexReader.open(db);
  session.onClose(() => index.close());
  const status = index.status();
  const final = await chain.network.finalBlock();
  const { block = -1 } = status;
  if (block >= 0 && block <= final && (await indexedUpTo(index, chain)) === undefined) {
    fail("INDEX_FOREIGN", { reason: `block ${block} is another` });
  }
  const behind = Math.max(0, final - block);
  const lines = [...statusLines(status), `${behind} final blocks behind the chain`];
  session.output.result({ db, ...status, behind }, lines);
}

export const statusLines = ({ block, time, events, rows }: IndexStatus): string[] => [
  block === undefined
    ? "Nothing is indexed yet."
    : `Up to block ${block} of ${new Date(1000 * time!).toISOString()}: ${events} events.`,
  ...Object.entries(rows).map(([name, count]) => `  ${name.padEnd(16)} ${count}`),
];
