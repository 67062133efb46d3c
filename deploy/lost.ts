import { setTimeout } from "node:timers/promises";
import { trackTransaction, wipe } from "@nomicfoundation/ignition-core";
import type { Eip1193Provider } from "../src/chain/signingProvider.ts";
import { artifacts } from "./artifacts.ts";
import type { Journal } from "./journal.ts";

/** What Ignition says of a step that it was about to send when it was killed. */
export interface LostTransaction {
  futureId: string;
  sender: string;
  nonce: number;
}

const quantity = (value: number): string => `0x${value.toString(16)}`;

async function nonceOf(chain: Eip1193Provider, sender: string, block: string): Promise<number> {
  const params = [sender, block];
  return Number(await chain.request({ method: "eth_getTransactionCount", params }));
}

export const blockNumber = async (chain: Eip1193Provider): Promise<number> =>
  Number(await chain.request({ method: "eth_blockNumber" }));

/**
 * Waits until what the sender sent before is in blocks, `confirmations` deep: Ignition takes up
 * nothing that may still change.
 */
export async function untilSettled(
  chain: Eip1193Provider,
  sender: string,
  confirmations: number,
): Promise<void> {
  for (;;) {
    const pending = await nonceOf(chain, sender, "pending");
    const final = Math.max(0, (await blockNumber(chain)) - confirmations);
    if (pending === (await nonceOf(chain, sender, quantity(final)))) return;
    await setTimeout(200);
  }
}

/**
 * A run that is killed between sending a transaction and noting its hash leaves a step of which
 * nobody knows whether it was sent. The chain knows: the transaction of that account and nonce is
 * noted now, or, if there is none, the step is forgotten and will be done anew; the journal remembers
 * it, for a call of the killed run may still be on its way to the chain.
 */
export async function takeUpLost(
  chain: Eip1193Provider,
  journal: Journal,
  { futureId, sender, nonce }: LostTransaction,
  confirmations: number,
): Promise<void> {
  if ((await nonceOf(chain, sender, "latest")) > nonce) {
    const hash = await findTransaction(chain, sender, nonce, journal.begunAt);
    if (hash) {
      await trackTransaction(journal.folder, hash, chain, 1 + confirmations);
      return;
    }
  }
  journal.remember(nonce);
  await wipe(journal.folder, artifacts, futureId);
}

interface Block {
  transactions: { hash: string; from: string; nonce: string }[];
}

async function findTransaction(
  chain: Eip1193Provider,
  sender: string,
  nonce: number,
  fromBlock: number,
): Promise<string | undefined> {
  const last = await blockNumber(chain);
  for (let number = fromBlock; number <= last; number++) {
    const params = [quantity(number), true];
    const block = (await chain.request({ method: "eth_getBlockByNumber", params })) as Block | null;
    const found = block?.transactions.find(
      ({ from, nonce: n }) => from.toLowerCase() === sender.toLowerCase() && Number(n) === nonce,
    );
    if (found) return found.hash;
  }
  return undefined;
}
