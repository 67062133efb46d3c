import {
  JsonRpcProvider,
  type JsonRpcPayload,
  type JsonRpcResult,
  Network as EthersNetwork,
} from "ethers";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { type Patience, PATIENCE } from "./finality.ts";
import { chainError } from "./reverts.ts";
import { httpProvider } from "./signingProvider.ts";

/** Milliseconds for an answer that needs no work. */
const ANSWER_MS = 10_000;

export interface NetworkOptions {
  /** JSON-RPC over HTTP. */
  url: string;
  /** Refuse any other chain. */
  chainId?: bigint;
  /** Blocks on top of the one that counts as final: 0 where blocks are final at once (QBFT). */
  confirmations?: number;
  /** How often to ask for new blocks, in milliseconds. */
  pollingInterval?: number;
  /** How long to wait for a node that is silent, or a chain that makes no blocks. */
  patience?: Patience;
}

/**
 * A node closes connections that were idle for some seconds, and a call may just then be on its way
 * over one: it is made again, over another. A transaction that is sent twice is one transaction.
 */
class PersistentProvider extends JsonRpcProvider {
  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    try {
      return await super._send(payload);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
      return await super._send(payload);
    }
  }
}

/** A chain behind a URL: the provider, its id, and which block is final. */
export class Network {
  readonly provider: JsonRpcProvider;
  readonly chainId: bigint;
  /** Hash of block 0: tells a chain from another that came after it under the same id. */
  readonly genesis: Hex;
  /** Blocks on top of the one that counts as final; set it as soon as the network's file is known. */
  confirmations: number;
  /** Of the node's URL, without what a path or query may keep secret. */
  readonly origin: string;
  /** Milliseconds between questions about what is waited for. */
  readonly pollingInterval: number;
  readonly patience: Patience;

  private constructor(
    provider: JsonRpcProvider,
    chainId: bigint,
    genesis: Hex,
    { url, confirmations = 0, pollingInterval = 100, patience = PATIENCE }: NetworkOptions,
  ) {
    this.provider = provider;
    this.chainId = chainId;
    this.genesis = genesis;
    this.confirmations = confirmations;
    this.origin = new URL(url).origin;
    this.pollingInterval = pollingInterval;
    this.patience = patience;
  }

  static async open(options: NetworkOptions): Promise<Network> {
    const { url, chainId, pollingInterval = 100 } = options;
    const found = await askChainId(url);
    if (chainId !== undefined && found !== chainId) {
      fail("CHAIN_WRONG_ID", { found, expected: chainId });
    }
    const provider = new PersistentProvider(url, EthersNetwork.from(found), {
      staticNetwork: true,
      // Answers cached for a moment would show a state from before the last block.
      cacheTimeout: -1,
      pollingInterval,
    });
    try {
      const genesis = (await provider.getBlock(0))?.hash;
      if (!genesis) fail("CHAIN_FAILED", { reason: "it has no block 0" });
      return new Network(provider, found, genesis as Hex, options);
    } catch (error) {
      provider.destroy();
      throw chainError(error);
    }
  }

  /** The number of the newest block that no reorganisation can take back. */
  async finalBlock(): Promise<number> {
    try {
      return Math.max(0, (await this.provider.getBlockNumber()) - this.confirmations);
    } catch (error) {
      throw chainError(error);
    }
  }

  /** Time of the newest block, Unix seconds: what the contracts take for "now". */
  now(): Promise<number> {
    return this.timeOf("latest");
  }

  /** Time of a block, Unix seconds. */
  async timeOf(blockTag: number | "latest"): Promise<number> {
    try {
      const block = await this.provider.getBlock(blockTag);
      return block?.timestamp ?? fail("CHAIN_FAILED", { reason: "it does not have the block" });
    } catch (error) {
      throw chainError(error);
    }
  }

  close(): void {
    this.provider.destroy();
  }
}

/** Asks once, so that a missing node is an error and not an endless retry of the provider's. */
async function askChainId(url: string): Promise<bigint> {
  try {
    const node = httpProvider(url, ANSWER_MS);
    return BigInt((await node.request({ method: "eth_chainId" })) as string);
  } catch (cause) {
    const origin = URL.canParse(url) ? new URL(url).origin : "?";
    return fail("CHAIN_UNREACHABLE", { url: origin }, { cause });
  }
}
