import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Network } from "../chain/network.ts";
import { type NetworkFile, parseNetworkFile } from "../chain/networks.ts";
import { shippedNetworks } from "../chain/shippedNetworks.ts";

/** Name of the address file, in the state folder of a chain and in networks/<name>. */
export const ADDRESS_FILE = "addresses.json";

/**
 * The address file of a chain: the state folder's, which `careledger deploy` writes, else the one
 * of this package's networks that has the chain's id and block 0.
 */
export function addressFileFor(
  stateFolder: string,
  { chainId, genesis }: Pick<Network, "chainId" | "genesis">,
): NetworkFile | undefined {
  const own = path.join(stateFolder, ADDRESS_FILE);
  if (existsSync(own)) return readAddressFile(own);
  return shippedNetworks.find(
    (file) => BigInt(file.chainId) === chainId && file.genesis === genesis,
  );
}

/** @throws NETWORK_FILE for a damaged one. */
export const readAddressFile = (file: string): NetworkFile =>
  parseNetworkFile(readFileSync(file, "utf8"), file);
