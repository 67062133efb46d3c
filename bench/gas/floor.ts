/** What an operation must do, however well it is written: the least that any contract would do. */
export interface Must {
  /** Bytes that the sender has to show: ids, keys, signatures; all but one in 256 are not zero. */
  carries: number;
  newSlots?: number;
  changedSlots?: number;
  coldReads?: number;
  /** Other contracts that are asked: membership, subjects and receipts lie in contracts of their own. */
  contracts?: number;
  /** Topics and bytes of data of each event. */
  events?: readonly (readonly [topics: number, bytes: number])[];
  /** Hashes of at most 64 bytes, a Merkle node for example. */
  hashes?: number;
  ecrecover?: number;
  p256?: number;
  /** No transaction around it: execution alone. */
  executionOnly?: boolean;
}

/** Gas of osaka's rules: EIP-2028 and EIP-7623 calldata, EIP-2929 and EIP-3529 state, EIP-7951. */
const COST = {
  transaction: 21_000,
  byte: 16,
  zeroByte: 4,
  byteAtLeast: 40,
  zeroByteAtLeast: 10,
  newSlot: 22_100,
  changedSlot: 5_000,
  coldRead: 2_100,
  contract: 2_600,
  event: 375,
  topic: 375,
  dataByte: 8,
  hash: 42,
  ecrecover: 3_000,
  p256: 6_900,
} as const;

/** Several things that one operation must do. */
export function all(...parts: readonly Partial<Must>[]): Must {
  const of = (name: Exclude<keyof Must, "events" | "executionOnly">): number =>
    parts.reduce((sum, part) => sum + (part[name] ?? 0), 0);
  return {
    carries: of("carries"),
    newSlots: of("newSlots"),
    changedSlots: of("changedSlots"),
    coldReads: of("coldReads"),
    contracts: of("contracts"),
    hashes: of("hashes"),
    ecrecover: of("ecrecover"),
    p256: of("p256"),
    events: parts.flatMap(({ events = [] }) => events),
  };
}

/** The arithmetic floor of an operation, each of `per` done at once. */
export function floorOf(must: Must, per = 1): number {
  const { carries, newSlots = 0, changedSlots = 0, coldReads = 0, contracts = 0 } = must;
  const { events = [], hashes = 0, ecrecover = 0, p256 = 0, executionOnly = false } = must;
  const state =
    newSlots * COST.newSlot +
    changedSlots * COST.changedSlot +
    coldReads * COST.coldRead +
    contracts * COST.contract;
  const logs = events.reduce(
    (sum, [topics, bytes]) => sum + COST.event + topics * COST.topic + bytes * COST.dataByte,
    0,
  );
  const work = hashes * COST.hash + ecrecover * COST.ecrecover + p256 * COST.p256;
  const execution = state + logs + work;
  if (executionOnly) return Math.floor(execution / per);
  const bytes = (each: number, zero: number): number => (carries * (255 * each + zero)) / 256;
  const gas = Math.max(
    bytes(COST.byte, COST.zeroByte) + execution,
    // EIP-7623: for calldata no transaction pays less, and execution up to that is free.
    bytes(COST.byteAtLeast, COST.zeroByteAtLeast),
  );
  return Math.floor((COST.transaction + gas) / per);
}
