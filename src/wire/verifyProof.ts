import { verifyMerkleProof } from "@ethereumjs/mpt";
import { decodeRlp } from "ethers";
import { fromHex, type Hex, isHex, keccak256, toHex } from "../core/bytes.ts";
import type { EntryState } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import { batchSlot, stateIn, statesSlot } from "../core/recordSlots.ts";
import { type Batch, batchOf } from "../core/slots.ts";
import { entryId } from "../core/structs.ts";
import { isProven } from "../core/tree.ts";
import { parseProof, type ProofFile } from "./proofFile.ts";

/** What a proof file proves. */
export interface VerifiedProof {
  id: Hex;
  custodian: number;
  /** The entry stands at this position of the batch under this root. */
  root: Hex;
  position: number;
  /** Whether the entry's fields are in the file; they are then those of its id. */
  hasFields: boolean;
  /** What the block's state says of batch and entry, where the file proves it. */
  state?: Batch & {
    entry: EntryState;
    block: number;
    /** All of `state` holds if, and only if, this is the hash of a block of the chain. */
    hash: Hex;
    /** Unix seconds of the block. */
    time: number;
  };
}

/** Positions of what is read in a header. */
const [STATE_ROOT, NUMBER, TIMESTAMP] = [3, 8, 11] as const;
/** Positions in an account. */
const STORAGE_ROOT = 2;

/**
 * Verifies a proof file, without any network.
 * @param blockHash Hash of a block that you know to be of the chain; without it the file proves the
 *   entry's place under the root, and `state` counts for as much as you trust its hash
 * @throws PROOF_FORMAT, PROOF_VERSION, PROOF_ENTRY, PROOF_TREE, PROOF_HEADER, PROOF_STATE; with a
 *   block hash also PROOF_BLOCK and PROOF_NO_STATE
 */
export async function verifyProof(
  file: unknown,
  { blockHash }: { blockHash?: Hex } = {},
): Promise<VerifiedProof> {
  const proof = parseProof(file);
  const { id, custodian, root, position, state } = proof;
  verifyEntry(proof);
  const verified = { id, custodian, root, position, hasFields: proof.fields !== undefined };
  if (!state) return blockHash === undefined ? verified : fail("PROOF_NO_STATE", {});
  if (blockHash !== undefined && BigInt(blockHash) !== BigInt(state.hash)) {
    fail("PROOF_BLOCK", { found: state.hash, expected: blockHash });
  }
  return { ...verified, state: await verifyState(proof, state) };
}

function verifyEntry({ id, root, count, position, siblings, custodian, fields }: ProofFile): void {
  if (fields) {
    const { subject, header, ...content } = fields;
    const expected = entryId({ subject, custodian, header: BigInt(header), content });
    if (expected !== id.toLowerCase()) fail("PROOF_ENTRY", {});
  }
  const isIn = position < count && isProven(root, count, [position], [id], siblings);
  if (!isIn) fail("PROOF_TREE", { position });
}

async function verifyState(
  { recordIndex, custodian, root, count, position }: ProofFile,
  { block, hash, header, account, slots }: NonNullable<ProofFile["state"]>,
): Promise<NonNullable<VerifiedProof["state"]>> {
  if (toHex(keccak256(fromHex(header))) !== hash.toLowerCase()) fail("PROOF_HEADER", {});
  const fields = listOf(header, "header");
  if (Number(wordOf(fields[NUMBER], "header")) !== block) fail("PROOF_HEADER", {});
  const contract = await valueIn(fields[STATE_ROOT], recordIndex, account, "contract");
  if (!contract) fail("PROOF_STATE", { part: "contract" });
  const storage = listOf(contract, "contract")[STORAGE_ROOT];
  const word = async (slot: Hex, nodes: readonly Hex[], part: string): Promise<bigint> => {
    const value = await valueIn(storage, slot, nodes, part);
    return value ? wordOf(decoded(value, part), part) : 0n;
  };
  const batch = batchOf(await word(batchSlot(custodian, root), slots[0], "batch"));
  if (batch.mode === "NONE" || batch.count !== count) fail("PROOF_STATE", { part: "batch" });
  const states = await word(statesSlot(custodian, root, position), slots[1], "entry's state");
  const entry = stateIn(states, position);
  return { ...batch, entry, block, hash, time: Number(wordOf(fields[TIMESTAMP], "header")) };
}

/** What a trie has under the hash of a key; null where it is proven to have nothing. */
async function valueIn(
  root: unknown,
  key: Hex,
  nodes: readonly Hex[],
  part: string,
): Promise<Hex | null> {
  try {
    const options = { root: fromHex(String(root), 32), useKeyHashing: true };
    const value = await verifyMerkleProof(
      fromHex(key),
      nodes.map((node) => fromHex(node)),
      options,
    );
    return value && toHex(value);
  } catch (cause) {
    return fail("PROOF_STATE", { part }, { cause });
  }
}

function decoded(rlp: Hex, part: string): unknown {
  try {
    return decodeRlp(rlp);
  } catch (cause) {
    return fail("PROOF_STATE", { part }, { cause });
  }
}

function listOf(rlp: Hex, part: string): readonly unknown[] {
  const list = decoded(rlp, part);
  return Array.isArray(list) ? list : fail("PROOF_STATE", { part });
}

function wordOf(value: unknown, part: string): bigint {
  if (!isHex(value)) return fail("PROOF_STATE", { part });
  return value === "0x" ? 0n : BigInt(value);
}
