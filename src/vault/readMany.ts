import type { CID } from "./cid.ts";

/** Requests for blocks in flight at once. */
const CONCURRENCY = 16;

/**
 * Reads blocks one by one, some at a time, and gives them in the order of the CIDs. The first
 * failure stops the others.
 */
export async function readMany<T>(
  cids: readonly CID[],
  readOne: (cid: CID, stop: AbortSignal) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  const queue = cids.entries();
  const stop = new AbortController();
  // The readers share one queue.
  const reader = async (): Promise<void> => {
    for (const [i, cid] of queue) answers[i] = await readOne(cid, stop.signal);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, cids.length) }, reader));
  } catch (error) {
    stop.abort();
    throw error;
  }
  return answers;
}
