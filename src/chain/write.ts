import type { ContractTransaction, TransactionReceipt } from "ethers";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import { accountOf, type Chain } from "./chain.ts";
import { eventIn } from "./events.ts";
import { chainError } from "./reverts.ts";
import { withMissingRole } from "./roles.ts";
import { read, settle } from "./transact.ts";

/** A transaction that nobody signed yet, as ethers, wallets and relays take it. */
export interface PreparedTransaction {
  to: Hex;
  data: Hex;
  value: bigint;
  chainId: bigint;
  /** Gas to allow, where the call itself sets it; else ask `estimate`. */
  gasLimit?: bigint;
}

/** What became of a write, in a final block. */
export interface Sent<Event> {
  /** What the contract says that it did; of a write with many events, all of them. */
  event: Event;
  transaction: Hex;
  block: number;
  gasUsed: bigint;
  /** As ethers gives it. */
  receipt: TransactionReceipt;
}

/**
 * A write to a contract that has not been made yet: `send` it, look what it costs, or hand the
 * unsigned transaction to whoever signs and sends it.
 */
export class Write<Event> {
  readonly #chain: Chain;
  readonly #encode: () => Promise<ContractTransaction>;
  readonly #read: (receipt: TransactionReceipt) => Event;
  #prepared: Promise<PreparedTransaction> | undefined;

  /** @param result What the receipt says that happened */
  constructor(
    chain: Chain,
    encode: () => Promise<ContractTransaction>,
    result: (receipt: TransactionReceipt) => Event,
  ) {
    this.#chain = chain;
    this.#encode = encode;
    this.#read = result;
  }

  /** The unsigned transaction, for an HSM, a multisig or a relay; it needs no account. */
  prepare(): Promise<PreparedTransaction> {
    // Once: who signs for a patient is asked once, however the write is used.
    this.#prepared ??= this.#prepare();
    return this.#prepared;
  }

  async #prepare(): Promise<PreparedTransaction> {
    const { to, data, gasLimit } = await read(this.#encode());
    return {
      to: to as Hex,
      data: data as Hex,
      value: 0n,
      chainId: this.#chain.network.chainId,
      ...(gasLimit === undefined ? {} : { gasLimit }),
    };
  }

  /**
   * Gas that the node expects of it now.
   * @param from Who would send it; the connected account by default
   * @throws The contract's refusal, if it would refuse
   */
  async estimate(from: Hex = accountOf(this.#chain).address): Promise<bigint> {
    const { to, data } = await this.prepare();
    const { provider } = this.#chain.network;
    return await this.#explained(read(provider.estimateGas({ from, to, data })));
  }

  /**
   * Signs with the connected account, sends, and waits until it is final.
   * @throws The contract's refusal; CHAIN_NO_ACCOUNT where none is connected
   */
  async send(): Promise<Sent<Event>> {
    const account = accountOf(this.#chain);
    const sent = account.send(await this.prepare());
    return this.outcome(await this.#explained(settle(this.#chain.network, sent)));
  }

  /** Names the role where one is missing. */
  async #explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw await withMissingRole(this.#chain, await this.prepare(), chainError(error));
    }
  }

  /** What a transaction that another sender made of this write did. */
  outcome(receipt: TransactionReceipt): Sent<Event> {
    return {
      event: this.#read(receipt),
      transaction: receipt.hash as Hex,
      block: receipt.blockNumber,
      gasUsed: receipt.gasUsed,
      receipt,
    };
  }
}

/** The events of this name among a receipt's logs, in their order. */
export const eventsOf = <N extends EventName>(
  { addresses }: Chain,
  name: N,
  receipt: TransactionReceipt,
): SuiteEvents[N][] =>
  receipt.logs.flatMap((log) => {
    const event = eventIn(name, log, addresses);
    return event ? [event] : [];
  });

/** A write that one event tells of. */
export const write = <N extends EventName>(
  chain: Chain,
  name: N,
  encode: () => Promise<ContractTransaction>,
): Write<SuiteEvents[N]> =>
  new Write(
    chain,
    encode,
    (receipt) => eventsOf(chain, name, receipt)[0] ?? fail("CHAIN_EVENT_MISSING", { event: name }),
  );

/** A write that many events of one name tell of. */
export const writeMany = <N extends EventName>(
  chain: Chain,
  name: N,
  encode: () => Promise<ContractTransaction>,
): Write<SuiteEvents[N][]> => new Write(chain, encode, (receipt) => eventsOf(chain, name, receipt));
