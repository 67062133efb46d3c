/** Where RecordIndex keeps what it knows of a batch; docs/architecture.md lists the slots. */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes } from "./bytes.ts";
import { ENTRY_STATES, type EntryState } from "./enums.ts";

const BATCHES = 0;
const STATES = 1;
/** Entry states have two bits, so many of them to a word. */
const STATES_PER_WORD = 128;

/** The slot of a key in the mapping at a slot. */
const inMapping = (slot: Uint8Array, key: Uint8Array): Uint8Array =>
  keccak256(concatBytes(key, slot));

const ofBatch = (slot: number, custodian: number, root: Hex): Uint8Array =>
  inMapping(inMapping(uintBytes(slot, 32), uintBytes(custodian, 32)), fromHex(root, 32));

/** Slot of the word of a batch (`batchOf`). */
export const batchSlot = (custodian: number, root: Hex): Hex =>
  toHex(ofBatch(BATCHES, custodian, root));

/** Slot of the word that holds the state of an entry (`stateIn`). */
export const statesSlot = (custodian: number, root: Hex, position: number): Hex => {
  const index = uintBytes(Math.floor(position / STATES_PER_WORD), 32);
  return toHex(inMapping(ofBatch(STATES, custodian, root), index));
};

export const stateIn = (word: bigint, position: number): EntryState =>
  ENTRY_STATES[Number((word >> BigInt(2 * (position % STATES_PER_WORD))) & 3n)]!;
