import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import type { Addresses } from "../src/chain/contracts.ts";
import { Network } from "../src/chain/network.ts";
import { Accounts } from "../src/cli/accounts.ts";
import { CareLedger } from "../src/client.ts";
import { fail } from "../src/core/errors.ts";
import { deploySuite } from "../test/fixtures/anvil.ts";

/** A chain with the suite, and the accounts that act there. */
export interface BenchChain {
  /** The suite as the account of this index uses it; without one, reading only. */
  at(index?: number): CareLedger;
  readonly accounts: Accounts;
  close(): Promise<void>;
}

interface Deployed {
  readonly url: string;
  readonly addresses: Addresses;
  close(): Promise<void>;
}

/** A fresh deployment: on the chain behind `rpc`, or on one of its own. */
export async function openChain(rpc: string | undefined): Promise<BenchChain> {
  const accounts = rpc === undefined ? Accounts.development() : Accounts.fromEnvironment();
  const chain =
    rpc === undefined
      ? await startChain()
      : { url: rpc, addresses: await deploySuite(rpc, accounts), close: async () => {} };
  const network = await Network.open({ url: chain.url, pollingInterval: 50 });
  return {
    at: (index) =>
      CareLedger.at(network, chain.addresses, index === undefined ? index : accounts.key(index)),
    accounts,
    close: async () => {
      network.close();
      await chain.close();
    },
  };
}

/** In another process, so that its work and memory are not taken for the bench's. */
async function startChain(): Promise<Deployed> {
  const script = path.join(import.meta.dirname, "chainProcess.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(() => fail("CHAIN_FAILED", { reason: "the bench's own chain did not start" })),
  ])) as [string];
  const { url, addresses } = JSON.parse(line) as Deployed;
  return {
    url,
    addresses,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
