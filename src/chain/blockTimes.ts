import type { Network } from "./network.ts";

/** Times of blocks in Unix seconds, each asked for once. */
export function blockTimes(network: Pick<Network, "timeOf">): (block: number) => Promise<number> {
  const known = new Map<number, Promise<number>>();
  return (block) => {
    const time = known.get(block) ?? network.timeOf(block);
    known.set(block, time);
    return time;
  };
}
