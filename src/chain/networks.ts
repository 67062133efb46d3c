import { keccak256 } from "ethers";
import { z } from "zod";
import type { Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { type Addresses, CONTRACT_NAMES } from "./contracts.ts";
import type { Network } from "./network.ts";
import { read } from "./transact.ts";

const hex = (bytes: number) =>
  z.custom<Hex>(
    (text) => typeof text === "string" && new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`).test(text),
    `0x and ${bytes} bytes`,
  );

const contract = z.strictObject({
  address: hex(20),
  /** Keccak-256 of the code on chain. */
  codeHash: hex(32),
  /** Block in which it was deployed. */
  block: z.int().nonnegative(),
});

const networkFile = z.strictObject({
  name: z.string().min(1),
  chainId: z.int().positive(),
  /** Hash of block 0: another chain may come after this one under the same id. */
  genesis: hex(32),
  /** Version of this package that was deployed. */
  version: z.string().min(1),
  /** Blocks on top of the one that counts as final: 0 where blocks are final at once (QBFT). */
  confirmations: z.int().nonnegative(),
  /** First block of the deployment: nothing of the suite happened before. */
  block: z.int().nonnegative(),
  /** By contract name. */
  contracts: z.strictObject(
    Object.fromEntries(Object.values(CONTRACT_NAMES).map((name) => [name, contract])) as Record<
      (typeof CONTRACT_NAMES)[keyof Addresses],
      typeof contract
    >,
  ),
});

/** `networks/<name>/addresses.json`: where the suite lies on one chain, and how to know both. */
export type NetworkFile = z.infer<typeof networkFile>;

/** Reads the text of an address file. @throws NETWORK_FILE, which names `where` it was read. */
export function parseNetworkFile(text: string, where: string): NetworkFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return fail("NETWORK_FILE", { where, reason: "it is not JSON, or not whole" }, { cause });
  }
  const parsed = networkFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue!.path.join(".");
  return fail("NETWORK_FILE", { where, reason: `${field || "it"}: ${issue!.message}` });
}

/** Addresses of the file, by the names that the SDK has for the contracts. */
export const addressesIn = ({ contracts }: NetworkFile): Addresses =>
  Object.fromEntries(
    Object.entries(CONTRACT_NAMES).map(([key, name]) => [key, contracts[name].address]),
  ) as Addresses;

/**
 * Whether the file is this chain's: its id, its block 0, and the code of the Directory, which leads
 * to all else.
 * @throws NETWORK_FOREIGN for another chain's or another suite's, NETWORK_STALE where the chain was
 *   reset under the same id.
 */
export async function requireOwnChain(
  { name, chainId, genesis, contracts }: NetworkFile,
  network: Network,
): Promise<void> {
  if (BigInt(chainId) !== network.chainId) {
    const reason = `they are for chain ${chainId}, this is ${network.chainId}`;
    fail("NETWORK_FOREIGN", { name, reason });
  }
  if (genesis.toLowerCase() !== network.genesis.toLowerCase()) {
    fail("NETWORK_STALE", { name, reason: `block 0 of chain ${chainId} is another` });
  }
  const { address, codeHash } = contracts.Directory;
  const code = await read(network.provider.getCode(address));
  if (code === "0x") fail("NETWORK_STALE", { name, reason: `there is no Directory at ${address}` });
  if (keccak256(code) !== codeHash.toLowerCase()) {
    fail("NETWORK_FOREIGN", { name, reason: `other code lies at ${address}` });
  }
}
