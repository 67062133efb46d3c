import { Transaction, type TransactionLike, Wallet } from "ethers";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

/** How wallets and deployment tools talk to a chain (EIP-1193). */
export interface Eip1193Provider {
  request(call: { method: string; params?: readonly unknown[] | object }): Promise<unknown>;
}

/** What a node answered instead of a result, in the form of EIP-1193. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: number;
  readonly data: unknown;

  constructor({ code, message, data }: { code: number; message: string; data?: unknown }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

interface Answer {
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

/** Longest wait for one answer of a node. */
const TIMEOUT_MS = 60_000;

/** A chain behind a URL. @throws CHAIN_UNREACHABLE, or RpcError with what the node said. */
export function httpProvider(url: string, timeout: number = TIMEOUT_MS): Eip1193Provider {
  let id = 0;
  return {
    async request({ method, params = [] }) {
      const { result, error } = await ask(
        url,
        { jsonrpc: "2.0", id: ++id, method, params },
        timeout,
      );
      if (error) throw new RpcError(error);
      return result;
    },
  };
}

async function ask(url: string, call: object, timeout: number): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(call),
      signal: AbortSignal.timeout(timeout),
    });
    return (await response.json()) as Answer;
  } catch (cause) {
    const origin = URL.canParse(url) ? new URL(url).origin : "?";
    return fail("CHAIN_UNREACHABLE", { url: origin }, { cause });
  }
}

/** An `eth_sendTransaction` as its caller fills it in. */
interface Unsigned {
  from: string;
  to?: string;
  data?: string;
  value?: string;
  nonce: string;
  gas: string;
  gasPrice?: string;
  maxFeePerGas?: string;
  maxPriorityFeePerGas?: string;
}

/**
 * Signs here what the chain's node would have to sign, for nodes that hold no keys (Besu). It owns
 * the given accounts, and only these; everything else goes to `chain`. A transaction must come with
 * nonce, gas and fees.
 */
export function signingProvider(chain: Eip1193Provider, keys: readonly Hex[]): Eip1193Provider {
  const wallets = keys.map((key) => new Wallet(key));
  let chainId: Promise<bigint> | undefined;
  return {
    async request({ method, params }) {
      if (method === "eth_accounts") return wallets.map(({ address }) => address);
      if (method !== "eth_sendTransaction") {
        return await chain.request(params === undefined ? { method } : { method, params });
      }
      const [unsigned] = params as [Unsigned];
      const wallet = wallets.find((w) => w.address.toLowerCase() === unsigned.from.toLowerCase());
      if (!wallet) return fail("CHAIN_NO_ACCOUNT", {});
      chainId ??= chain.request({ method: "eth_chainId" }).then((id) => BigInt(id as string));
      const transaction = Transaction.from(filled(unsigned, await chainId));
      transaction.signature = wallet.signingKey.sign(transaction.unsignedHash);
      const raw = transaction.serialized;
      return await chain.request({ method: "eth_sendRawTransaction", params: [raw] });
    },
  };
}

function filled(unsigned: Unsigned, chainId: bigint): TransactionLike {
  const { to, data = "0x", value = "0x0", nonce, gas: gasLimit } = unsigned;
  const { gasPrice, maxFeePerGas = "0x0", maxPriorityFeePerGas = "0x0" } = unsigned;
  const common = { to: to ?? null, data, value, nonce: Number(nonce), gasLimit, chainId };
  if (gasPrice !== undefined) return { ...common, type: 0, gasPrice };
  // Where gas is free, the form that every node of such a chain takes.
  if (BigInt(maxFeePerGas) === 0n) return { ...common, type: 0, gasPrice: 0n };
  return { ...common, type: 2, maxFeePerGas, maxPriorityFeePerGas };
}
