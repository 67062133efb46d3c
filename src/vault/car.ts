import { CarWriter } from "@ipld/car";
import type { CID } from "./cid.ts";
import type { Block } from "./unixfs.ts";

/** Blocks as a CAR (version 1), one after the other as they come. Fails where `blocks` does. */
export async function* carOf(
  roots: readonly CID[],
  blocks: Iterable<Block> | AsyncIterable<Block>,
): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create([...roots]);
  const write = async (): Promise<void> => {
    try {
      for await (const block of blocks) await writer.put(block);
    } finally {
      await writer.close();
    }
  };
  const written = write();
  // It is waited for below; until then its failure must not count as unhandled.
  written.catch(() => {});
  yield* out;
  await written;
}
