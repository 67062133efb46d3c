import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Network } from "../chain/network.ts";
import { type NetworkFile, parseNetworkFile } from "../chain/networks.ts";
import { shipped } from "./package.ts";

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
  return shippedFiles().find(
    (file) => BigInt(file.chainId) === chainId && file.genesis === genesis,
  );
}

/** @throws NETWORK_FILE for a damaged one. */
export const readAddressFile = (file: string): NetworkFile =>
  parseNetworkFile(readFileSync(file, "utf8"), file);

function shippedFiles(): NetworkFile[] {
  const folder = shipped("networks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => path.join(folder, name, ADDRESS_FILE))
    .filter((file) => existsSync(file))
    .map(readAddressFile);
}
