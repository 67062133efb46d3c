import { setTimeout as delay } from "node:timers/promises";
import type { TransactionReceipt, TransactionResponse } from "ethers";
import { fail, isCareLedgerError } from "../core/errors.ts";
import type { Network } from "./network.ts";

/** How long a node may be silent, and a chain without a block, while a transaction is waited for. */
export interface Patience {
  /** Milliseconds without an answer. */
  silence: number;
  /** Milliseconds without a new block. */
  standstill: number;
}

export const PATIENCE: Patience = { silence: 20_000, standstill: 180_000 };

/**
 * The receipt of a transaction, once its block is final. A node may be away for a while; ethers'
 * own `wait` fails at the first broken connection, and never where nobody listens any more.
 *
 * @throws CHAIN_UNREACHABLE, CHAIN_STALLED; CHAIN_FAILED where another took the nonce
 */
export async function untilFinal(
  network: Network,
  { hash, from, nonce }: Pick<TransactionResponse, "hash" | "from" | "nonce">,
): Promise<TransactionReceipt> {
  const { provider, patience, confirmations, origin } = network;
  let head = -1;
  let answeredAt = performance.now();
  let grownAt = answeredAt;
  for (;;) {
    try {
      const receipt = await provider.getTransactionReceipt(hash);
      const newest = await provider.getBlockNumber();
      if (receipt && receipt.blockNumber + confirmations <= newest) return receipt;
      const grown = newest !== head;
      // Asked before the receipt is: what is mined in between is no other's.
      const spent = grown && !receipt && (await provider.getTransactionCount(from)) > nonce;
      const lost = spent && (await provider.getTransactionReceipt(hash)) === null;
      if (lost) return fail("CHAIN_FAILED", { reason: "another transaction took its nonce" });
      answeredAt = performance.now();
      if (grown) grownAt = answeredAt;
      head = newest;
    } catch (error) {
      // Whatever else keeps the node's answer from coming: the next one may.
      if (isCareLedgerError(error)) throw error;
    }
    const now = performance.now();
    if (now - answeredAt > patience.silence) fail("CHAIN_UNREACHABLE", { url: origin });
    if (now - grownAt > patience.standstill) {
      fail("CHAIN_STALLED", { seconds: Math.round((now - grownAt) / 1_000) });
    }
    await delay(network.pollingInterval);
  }
}

/** Waits until a block is final. */
export const untilFinalBlock = (network: Network, block: number): Promise<void> =>
  until(network, async () => (await network.finalBlock()) >= block);

/** Waits until nothing that an account sent is still on its way. */
export const untilQuiet = (network: Network, account: string): Promise<void> =>
  until(network, async () => {
    const { provider } = network;
    const [mined, sent] = await Promise.all([
      provider.getTransactionCount(account, "latest"),
      provider.getTransactionCount(account, "pending"),
    ]);
    return mined >= sent;
  });

async function until(network: Network, holds: () => Promise<boolean>): Promise<void> {
  const since = performance.now();
  while (!(await holds())) {
    const waited = performance.now() - since;
    if (waited > network.patience.standstill) {
      fail("CHAIN_STALLED", { seconds: Math.round(waited / 1_000) });
    }
    await delay(network.pollingInterval);
  }
}
