import { p256 } from "@noble/curves/nist.js";
import { setTimeout as sleep } from "node:timers/promises";
import type { Network } from "../../../chain/network.ts";
import { read } from "../../../chain/transact.ts";
import { concatBytes, sha256, toHex, utf8 } from "../../../core/bytes.ts";
import { fail } from "../../../core/errors.ts";
import { MINIMUM_MEMBERS } from "../members.ts";
import { type Check, fault, ok, printable, warning } from "./check.ts";

/** An answer of the node, or nothing where it does not know the method. */
async function asked(network: Network, method: string, params: unknown[] = []): Promise<unknown> {
  return await (network.provider.send(method, params) as Promise<unknown>).catch(() => undefined);
}

/** Which chain this is, and who makes its blocks where the node tells. */
export async function checkChain(network: Network): Promise<Check> {
  const client = printable(await asked(network, "web3_clientVersion"));
  const found = await asked(network, "qbft_getValidatorsByBlockNumber", ["latest"]);
  const validators = Array.isArray(found) ? found.length : undefined;
  const { chainId, genesis } = network;
  const peers = Number(await asked(network, "net_peerCount"));
  const qbft =
    validators === undefined ? "" : `, ${validators} QBFT validators, the node has ${peers} peers`;
  const text = `id ${chainId}, ${client}, block 0 ${genesis}${qbft}`;
  const data = {
    chainId: String(chainId),
    client,
    genesis,
    ...(validators && { validators, peers }),
  };
  if (validators === undefined || validators >= MINIMUM_MEMBERS) return ok("chain", text, data);
  return warning(
    "chain",
    { text, data },
    "add validators: without one of these there are no blocks",
  );
}

/** The newest block when the doctor came, and the first one after it. */
export interface Heads {
  before: Head;
  /** Undefined: none came while the doctor waited. */
  after: Head | undefined;
  waited: number;
}
interface Head {
  number: number;
  /** Unix seconds, of the block and of this machine's clock. */
  timestamp: number;
  seen: number;
}

async function head({ provider }: Network): Promise<Head> {
  const block = await read(provider.getBlock("latest"));
  if (!block) return fail("CHAIN_FAILED", { reason: "it has no newest block" });
  return { number: block.number, timestamp: block.timestamp, seen: Date.now() / 1000 };
}

/** Waits for the next block, at most so many seconds. */
export async function watchHead(network: Network, patience: number): Promise<Heads> {
  const before = await head(network);
  const end = Date.now() + patience * 1000;
  while (Date.now() < end) {
    await sleep(100);
    const after = await head(network);
    if (after.number > before.number) return { before, after, waited: patience };
  }
  return { before, after: undefined, waited: patience };
}

/** Longer than the turn of a validator that is down (its request timeout), and a few blocks. */
const STANDSTILL = 30;

/** Whether blocks come. */
export async function checkBlocks(heads: Promise<Heads>): Promise<Check> {
  const { before, after, waited } = await heads;
  const { number, timestamp, seen } = after ?? before;
  const age = Math.round(seen - timestamp);
  const data = { number, timestamp, age };
  if (after) return ok("blocks", `${number} and rising, the newest ${age} s ago`, data);
  const text = `${number}, the last one ${age} s ago, none in ${waited} s`;
  const remedy =
    "see that at least two thirds of the validators run and reach each other (a chain that makes blocks for transactions only is well)";
  return (age > STANDSTILL ? fault : warning)("blocks", { text, data }, remedy);
}

/** Seconds by which clocks may differ without harm, and with which signed requests still hold. */
const SKEW = { fine: 5, bearable: 60 };

/** Times of blocks decide about consents, times of this machine about signed requests. */
export async function checkClock(heads: Promise<Heads>): Promise<Check> {
  const { before, after } = await heads;
  const { timestamp, seen } = after ?? before;
  const skew = Math.round(timestamp - seen);
  const data = { skew };
  if (!after && skew <= 0) return ok("clock", "no new block to compare with", data);
  const text = `blocks are ${Math.abs(skew)} s ${skew > 0 ? "ahead of" : "behind"} this machine`;
  if (Math.abs(skew) <= SKEW.fine) return ok("clock", text, data);
  const state = Math.abs(skew) <= SKEW.bearable ? warning : fault;
  return state("clock", { text, data }, "set this machine's clock and the validators' by NTP");
}

/** What one transaction may use at most under osaka rules: batches are cut to fit. */
const TRANSACTION_GAS = 16_777_216n;

/** What transactions cost. Where the base fee is zero, accounts without ether send for nothing. */
export async function checkGas({ provider }: Network): Promise<Check> {
  const suggested = BigInt(await read(provider.send("eth_gasPrice", []) as Promise<string>));
  const block = await read(provider.getBlock("latest"));
  const baseFee = block?.baseFeePerGas ?? undefined;
  const limit = block?.gasLimit ?? 0n;
  const price = baseFee === 0n ? "free" : `${suggested} wei`;
  const text = `${price}; ${limit} gas a block`;
  const data = {
    suggested: String(suggested),
    ...(baseFee !== undefined && { baseFee: String(baseFee) }),
    blockLimit: String(limit),
  };
  if (limit < TRANSACTION_GAS) {
    return warning("gas", { text, data }, "raise the block gas limit: large batches do not fit");
  }
  if (baseFee === 0n) return ok("gas", text, data);
  return warning("gas", { text, data }, "see that the accounts own ether, or make gas free");
}

const P256_PRECOMPILE = "0x0000000000000000000000000000000000000100";

/** Whether the chain checks P-256 signatures itself, as it does since osaka (EIP-7951). */
export async function checkP256({ provider }: Network): Promise<Check> {
  const key = sha256(utf8("careledger network doctor"));
  const digest = sha256(key);
  const signature = p256.sign(digest, key, { prehash: false });
  const point = p256.getPublicKey(key, false).slice(1);
  const data = toHex(concatBytes(digest, signature, point));
  const answer = await read(provider.call({ to: P256_PRECOMPILE, data }));
  if (answer !== "0x" && BigInt(answer) === 1n) return ok("p-256", "answers at 0x100: osaka rules");
  return warning(
    "p-256",
    { text: "does not answer at 0x100: rules from before osaka" },
    "passkeys work, but cost 250,000 gas more a signature; set osakaTime in the genesis",
  );
}
