import { secp256k1 } from "@noble/curves/secp256k1.js";
import { computeAddress, SigningKey } from "ethers";
import { type Hex, toHex } from "../../core/bytes.ts";
import { type Genesis, genesisHash, genesisOf } from "./genesis.ts";
import type { NetworkMember } from "./members.ts";

/** A node to be: what the others know of it, and its private key where that was made here. */
export interface PlannedNode extends Required<NetworkMember> {
  /** Address under which its blocks are signed. */
  validator: Hex;
  enode: string;
  privateKey: Hex | undefined;
}

/** All that the files of a network say. */
export interface NetworkPlan {
  chainId: number;
  genesis: Genesis;
  genesisHash: Hex;
  nodes: PlannedNode[];
  /** Whose transactions the nodes take. */
  accounts: readonly Hex[];
}

export function planNetwork(
  chainId: number,
  members: readonly NetworkMember[],
  accounts: readonly Hex[],
): NetworkPlan {
  const nodes = members.map(nodeOf);
  const genesis = genesisOf(
    chainId,
    nodes.map(({ validator }) => validator),
  );
  return { chainId, genesis, genesisHash: genesisHash(genesis), nodes, accounts };
}

function nodeOf(member: NetworkMember): PlannedNode {
  const { host, p2pPort } = member;
  const privateKey = member.publicKey === undefined ? newNodeKey() : undefined;
  const publicKey = member.publicKey ?? publicKeyOf(privateKey!);
  return {
    ...member,
    publicKey,
    privateKey,
    validator: validatorOf(publicKey),
    enode: `enode://${publicKey.slice(4)}@${host}:${p2pPort}`,
  };
}

export const newNodeKey = (): Hex => toHex(secp256k1.utils.randomSecretKey());

/** 0x04 and 64 bytes. */
export const publicKeyOf = (privateKey: Hex): Hex => new SigningKey(privateKey).publicKey as Hex;

export const validatorOf = (publicKey: Hex): Hex => computeAddress(publicKey) as Hex;

/** What everybody may know of a network; also what `--json` answers. */
export const publicPlan = ({
  chainId,
  genesis,
  genesisHash: hash,
  nodes,
  accounts,
}: NetworkPlan) => ({
  chainId,
  genesisHash: hash,
  extraData: genesis.extraData,
  members: nodes.map(({ name, host, p2pPort, rpcPort, validator, enode, privateKey }) => ({
    name,
    host,
    p2pPort,
    rpcPort,
    validator,
    enode,
    /** Whether its private key lies in its folder, or the member holds it. */
    keyMade: privateKey !== undefined,
  })),
  accounts,
});
