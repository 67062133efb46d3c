import path from "node:path";
import { type BlockBackend, BlockStore } from "../vault/blockStore.ts";
import { EmbeddedBlocks } from "../vault/embeddedBlocks.ts";
import type { State } from "./state.ts";

/** Where sealed records lie: at a Kubo node, or without its URL in the state folder. */
export const openBlocks = async (
  { directory }: State,
  ipfs: string | undefined,
): Promise<BlockStore> => {
  const store = new BlockStore(await backend(directory, ipfs));
  // A node that is not there is better known before anything is done.
  await store.ping();
  return store;
};

async function backend(directory: string, ipfs: string | undefined): Promise<BlockBackend> {
  if (ipfs === undefined) return EmbeddedBlocks.open(path.join(directory, "blocks.sqlite"));
  // Its client takes a second to load.
  const { KuboBlocks } = await import("../vault/kuboBlocks.ts");
  return new KuboBlocks({ url: ipfs });
}
