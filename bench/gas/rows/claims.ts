import { all, type Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { PAUSE } from "./goods.ts";
import { member } from "./parts.ts";

/**
 * A claim rests on agreement, plan, cover and rows, each in the contract that keeps it; it is written with
 * what it came to, and paid from pool and account in the token.
 */
const claimed = (lines: number, slots: Partial<Must> = {}): Must => ({
  ...all(
    member,
    // Agreement, plan, segment; the rows are counted by line.
    { contracts: 3, coldReads: 3 },
    { contracts: 1, coldReads: lines },
    // The claim, what a line must not be billed twice by, and the year's balance.
    { contracts: 1, coldReads: 1, newSlots: 2, changedSlots: 1 },
    // Pool, account and lock; the person's keys; the token's two members and two balances.
    { contracts: 3, coldReads: 4, changedSlots: 5 },
    slots,
  ),
  // Words that are mostly zero are counted by the bytes that are not.
  carries: 360 + 24 * lines,
  events: [
    [4, 512 + 64 * lines],
    [3, 96],
    [4, 224],
    [3, 32],
  ],
});

const executed =
  "the rules themselves, memory and ABI coding of eleven calls are some 70,000 above the floor";
const structure =
  "agreement, plan, cover, rows, funds and keys lie in contracts of their own, which outlive the desk (23,400 for nine cold ones); a slot keeps each line from being billed twice at any institution (22,100), which the target leaves out";

export const claimRows: readonly Row[] = [
  {
    name: "bill, decide and pay a claim of 5 lines",
    measured: "claim of 5 lines",
    target: 142_000 + PAUSE,
    must: claimed(5),
    note: "rules of the service day, pool, personal account and token in one transaction",
    remaining: `${structure}; ${executed}`,
  },
  {
    name: "the same, the person's first of the year",
    measured: "claim of 5 lines, first of the year",
    target: 159_000 + PAUSE,
    must: claimed(5, { changedSlots: -1, newSlots: 1 }),
    note: "the year's balance begins",
    remaining: "as of any claim",
  },
  {
    name: "a claim of 6 lines",
    measured: "claim of 6 lines",
    must: claimed(6),
    note: "beside that of 5 it shows what a further line costs",
  },
  {
    name: "bill 40 claims of 5 lines at once, a claim",
    measured: "claim of 5 lines, of 40 at once, each",
    target: 70_000 + 53,
    note: "one person's; each is decided, written and paid by itself",
    remaining: `two new slots a claim are 44,200, event and calldata 23,000; ${executed}`,
  },
  {
    name: "bill a drug with its trace code",
    measured: "claim of 1 drug with its code",
    note: "its sale is shown, and noted as paid",
  },
  {
    name: "bill two drugs with their trace codes",
    measured: "claim of 2 drugs with their codes",
    note: "beside the former it shows what a further drug costs; the target is 13,000",
  },
  {
    name: "take the contributions of 100 persons, each",
    measured: "contribute for 100, each",
    note: "a month's, split to pool and personal accounts",
  },
  { name: "publish a row of a catalogue", measured: "publish 1 row", note: "with notice" },
  { name: "publish 100 rows, a row", measured: "publish 100 rows, a row", note: "with notice" },
  { name: "publish a plan", measured: "publish a plan", note: "with notice" },
];
