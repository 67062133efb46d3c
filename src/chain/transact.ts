import type { Filter, Log, Provider, TransactionReceipt } from "ethers";
import { type Hex, toHex, uintBytes } from "../core/bytes.ts";
import { CareLedgerError } from "../core/errors.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { OnItsWay } from "./account.ts";
import type { Chain } from "./chain.ts";
import { emittersOf, eventIn, topicOf } from "./events.ts";
import type { Network } from "./network.ts";
import { untilFinal } from "./finality.ts";
import { chainError } from "./reverts.ts";

/** A log of an event of the suite, and where it stands. */
export interface Logged<Event, Name extends EventName = EventName> {
  name: Name;
  event: Event;
  transaction: Hex;
  block: number;
  blockHash: Hex;
  /** Its place among the logs of its block. */
  index: number;
}

/** Waits until a transaction is in a final block. */
export async function settle(
  network: Network,
  sent: Promise<OnItsWay>,
): Promise<TransactionReceipt> {
  const response = await sent.catch((error: unknown) => {
    throw chainError(error);
  });
  const receipt = await untilFinal(network, response);
  if (receipt.status === 1) return receipt;
  throw await whyItFailed(network, receipt);
}

/**
 * A mined failure carries no reason; the same call on the block before it does, or on its own block
 * where what made it fail stands there.
 */
async function whyItFailed(
  { provider }: Network,
  { hash, blockNumber }: TransactionReceipt,
): Promise<CareLedgerError> {
  try {
    const transaction = await provider.getTransaction(hash);
    const { from, to, data } = transaction!;
    await provider.call({ from, to, data, blockTag: blockNumber - 1 });
    await provider.call({ from, to, data, blockTag: blockNumber });
    return new CareLedgerError("CHAIN_FAILED", { reason: "transaction execution reverted" });
  } catch (reason) {
    return chainError(reason);
  }
}

/** A read; refusals are `ContractRevert`s. */
export async function read<T>(call: Promise<T>): Promise<T> {
  return await call.catch((error: unknown) => {
    throw chainError(error);
  });
}

/** Blocks in one question about logs: what Besu takes at most unless its operator says otherwise. */
const PAGE = 5_000;

/** The logs between two blocks, oldest first; page by page where a node refuses so many at once. */
export async function allLogs(
  provider: Pick<Provider, "getLogs">,
  filter: Pick<Filter, "address" | "topics">,
  { from, to }: { from: number; to: number },
): Promise<Log[]> {
  // Nodes differ in what they say of blocks that are not there yet.
  if (from > to) return [];
  const ask = (fromBlock: number, toBlock: number) =>
    read(provider.getLogs({ ...filter, fromBlock, toBlock }));
  try {
    return await ask(from, to);
  } catch (error) {
    if (to - from < PAGE) throw error;
  }
  const pages: Log[][] = [];
  for (let at = from; at <= to; at += PAGE) {
    pages.push(await ask(at, Math.min(at + PAGE - 1, to)));
  }
  return pages.flat();
}

/** Logs as the chain has them, the oldest first. */
export const inOrder = <T extends { block: number; index: number }>(found: readonly T[]): T[] =>
  found.toSorted((a, b) => a.block - b.block || a.index - b.index);

/** Indexed values of an event, in their order; null matches any, a list any of its own. */
export type Topics = readonly (Hex | Hex[] | null)[];

/** A number as an indexed value. */
export const numberTopic = (value: number): Hex => toHex(uintBytes(value, 32));

/** The final logs of an event, oldest first. */
export async function logs<N extends EventName>(
  { network, addresses }: Pick<Chain, "network" | "addresses">,
  name: N,
  topics: Topics = [],
  range: { from?: number; to?: number } = {},
): Promise<Logged<SuiteEvents[N], N>[]> {
  const found = await allLogs(
    network.provider,
    { address: emittersOf(name, addresses), topics: [topicOf(name), ...topics] },
    { from: range.from ?? 0, to: range.to ?? (await network.finalBlock()) },
  );
  return found.flatMap((log) => {
    const event = eventIn(name, log, addresses);
    if (!event) return [];
    const { blockNumber: block, index } = log;
    const [transaction, blockHash] = [log.transactionHash as Hex, log.blockHash as Hex];
    return [{ name, event, transaction, block, blockHash, index }];
  });
}
