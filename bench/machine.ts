import { availableParallelism, totalmem } from "node:os";

/** What a measurement ran on. `rpc`: of the chain, if that was an external one. */
export interface Machine {
  cores: number;
  memoryGiB: number;
  node: string;
  chain: "own process" | "external";
}

export const machineWith = (rpc: string | undefined): Machine => ({
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  chain: rpc === undefined ? "own process" : "external",
});
