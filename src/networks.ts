/** Where the suite lies on the networks that this package knows: `careledger/networks`. */
import type { NetworkFile } from "./chain/networks.ts";
import { shippedNetworks } from "./chain/shippedNetworks.ts";
import type { Hex } from "./core/bytes.ts";

export type { NetworkFile } from "./chain/networks.ts";

/** Names of the suite's contracts, as in Solidity. */
export type SuiteContract = keyof NetworkFile["contracts"];

/**
 * By chain id: name, version of this package that was deployed, block 0, which blocks are final, and
 * of each contract its address, the block it is in and the hash of its code.
 */
export const networks: Readonly<Record<number, NetworkFile>> = Object.fromEntries(
  shippedNetworks.map((network) => [network.chainId, network]),
);

/** Address of each contract by chain id: `addresses[chainId].RecordIndex`. */
export const addresses: Readonly<Record<number, Readonly<Record<SuiteContract, Hex>>>> =
  Object.fromEntries(shippedNetworks.map((network) => [network.chainId, addressesOf(network)]));

/** Address of each contract in an address file, which `careledger deploy` writes. */
export function addressesOf({ contracts }: NetworkFile): Readonly<Record<SuiteContract, Hex>> {
  const entries = Object.entries(contracts).map(([name, { address }]) => [name, address] as const);
  return Object.fromEntries(entries) as Record<SuiteContract, Hex>;
}
