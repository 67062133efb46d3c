import type {
  BaseContract,
  ContractTransactionResponse,
  TransactionReceipt,
  TransactionResponse,
} from "ethers";
import type { TypedContractEvent } from "../../typechain-types/common.js";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { Network } from "./network.ts";
import { chainError } from "./reverts.ts";

/** What became of a write: the one event that says so, and the transaction. */
export interface Sent<Event> {
  event: Event;
  transaction: Hex;
  block: number;
  gasUsed: bigint;
}

/** A log of an event with its values by name. */
export interface Logged<Event> {
  event: Event;
  transaction: Hex;
  block: number;
  index: number;
}

type EventOf<C extends BaseContract, N extends keyof C["filters"]> =
  C["filters"][N] extends TypedContractEvent<infer _I, infer _T, infer Values> ? Values : never;

/** Sends, waits until final, and answers the decoded event; refusals are `ContractRevert`s. */
export async function transact<C extends BaseContract, N extends keyof C["filters"] & string>(
  network: Network,
  contract: C,
  event: N,
  sent: Promise<ContractTransactionResponse>,
): Promise<Sent<EventOf<C, N>>> {
  const receipt = await settle(network, sent);
  const fragment = contract.interface.getEvent(event)!;
  const address = (await contract.getAddress()).toLowerCase();
  const log = receipt.logs.find(
    (l) => l.address.toLowerCase() === address && l.topics[0] === fragment.topicHash,
  );
  if (!log) return fail("CHAIN_EVENT_MISSING", { event });
  return {
    event: contract.interface.decodeEventLog(fragment, log.data, log.topics).toObject() as EventOf<
      C,
      N
    >,
    transaction: receipt.hash as Hex,
    block: receipt.blockNumber,
    gasUsed: receipt.gasUsed,
  };
}

/** Waits until a transaction is in a final block. */
export async function settle(
  network: Network,
  sent: Promise<TransactionResponse>,
): Promise<TransactionReceipt> {
  const response = await sent.catch((error: unknown) => {
    throw chainError(error);
  });
  try {
    const receipt = await response.wait(1 + network.confirmations);
    return receipt ?? fail("CHAIN_FAILED", { reason: "the transaction is in no block" });
  } catch (error) {
    throw await whyItFailed(network, response, error);
  }
}

/**
 * A mined failure carries no reason; the same call on the block before it does, or on its own block
 * where what made it fail stands there.
 */
async function whyItFailed(
  { provider }: Network,
  { hash }: TransactionResponse,
  error: unknown,
): Promise<Error> {
  try {
    const transaction = await provider.getTransaction(hash);
    if (!transaction?.blockNumber) return chainError(error);
    const { from, to, data, blockNumber } = transaction;
    await provider.call({ from, to, data, blockTag: blockNumber - 1 });
    await provider.call({ from, to, data, blockTag: blockNumber });
    return chainError(error);
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

/** The logs of an event between two blocks, oldest first, with their values by name. */
export async function logs<C extends BaseContract, N extends keyof C["filters"] & string>(
  contract: C,
  event: N,
  topics: readonly (string | null)[],
  range: { from: number; to: number },
): Promise<Logged<EventOf<C, N>>[]> {
  const { provider } = contract.runner!;
  const fragment = contract.interface.getEvent(event)!;
  const found = await read(
    provider!.getLogs({
      address: await contract.getAddress(),
      topics: [fragment.topicHash, ...topics],
      fromBlock: range.from,
      toBlock: range.to,
    }),
  );
  return found.map((log) => ({
    event: contract.interface.decodeEventLog(fragment, log.data, log.topics).toObject() as EventOf<
      C,
      N
    >,
    transaction: log.transactionHash as Hex,
    block: log.blockNumber,
    index: log.index,
  }));
}
