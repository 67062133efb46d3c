import type { Hex } from "../core/bytes.ts";
import { headerOf, type RpcBlock } from "./blockHeader.ts";
import type { Network } from "./network.ts";

/** What proves slots of a contract by a block's hash alone (EIP-1186). */
export interface StateProof {
  block: number;
  hash: Hex;
  /** RLP; its Keccak-256 is the hash. */
  header: Hex;
  /** Trie nodes from the header's state root to the contract. */
  account: Hex[];
  /** Trie nodes from the contract's storage root to each slot asked for. */
  slots: Hex[][];
}

interface RpcProof {
  accountProof: Hex[];
  storageProof: { key: Hex; proof: Hex[] }[];
}

/** Proves slots in the newest final block; undefined where the node has no proofs. */
export async function stateProof(
  network: Network,
  address: Hex,
  slots: readonly Hex[],
): Promise<StateProof | undefined> {
  const tag = `0x${(await network.finalBlock()).toString(16)}`;
  try {
    const block = (await network.provider.send("eth_getBlockByNumber", [tag, false])) as RpcBlock;
    const header = headerOf(block);
    if (!header) return undefined;
    const proof = (await network.provider.send("eth_getProof", [address, slots, tag])) as RpcProof;
    return {
      block: Number(block.number),
      hash: block.hash,
      header,
      account: proof.accountProof,
      slots: proof.storageProof.map((slot) => slot.proof),
    };
  } catch {
    // Not every node has the method, or the state of that block any more.
    return undefined;
  }
}
