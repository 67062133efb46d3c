import { listTransactions, TransactionStatus } from "@nomicfoundation/ignition-core";
import { keccak256 } from "ethers";
import { type Addresses, CONTRACT_NAMES } from "../src/chain/contracts.ts";
import type { Network } from "../src/chain/network.ts";
import type { NetworkFile } from "../src/chain/networks.ts";
import { read } from "../src/chain/transact.ts";
import type { Hex } from "../src/core/bytes.ts";
import { fail } from "../src/core/errors.ts";
import { artifacts } from "./artifacts.ts";

type ContractName = keyof NetworkFile["contracts"];

/** In which block each contract was deployed, by Ignition's journal and the chain's receipts. */
export async function blocksIn(
  journal: string,
  { provider }: Network,
): Promise<Partial<Record<ContractName, number>>> {
  const blocks: Partial<Record<ContractName, number>> = {};
  for (const { name, address, status, txHash } of await listTransactions(journal, artifacts)) {
    if (address === undefined || status !== TransactionStatus.SUCCESS) continue;
    const receipt = await read(provider.getTransactionReceipt(txHash));
    if (receipt) blocks[name as ContractName] = receipt.blockNumber;
  }
  return blocks;
}

/** The address file of a deployment, from what lies on the chain. */
export async function networkFileOf(
  network: Network,
  addresses: Addresses,
  blocks: Partial<Record<ContractName, number>>,
  { name, version }: Pick<NetworkFile, "name" | "version">,
): Promise<NetworkFile> {
  const contracts = await Promise.all(
    Object.entries(CONTRACT_NAMES).map(async ([key, contract]) => {
      const address = addresses[key as keyof Addresses];
      const code = await read(network.provider.getCode(address));
      const block = blocks[contract];
      if (code === "0x" || block === undefined) return fail("DEPLOY_NO_CODE", { name: contract });
      return [contract, { address, codeHash: keccak256(code) as Hex, block }] as const;
    }),
  );
  return {
    name,
    chainId: Number(network.chainId),
    genesis: network.genesis,
    version,
    confirmations: network.confirmations,
    block: Math.min(...contracts.map(([, { block }]) => block)),
    contracts: Object.fromEntries(contracts) as NetworkFile["contracts"],
  };
}
