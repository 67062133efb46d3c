import { all, type Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { BODY, CALL, ofMember, PAUSE, RANGE, TOLD } from "./goods.ts";
import { member } from "./parts.ts";

const SALE = { carries: 32, events: [[2, 4 + 64]] as const };

/** Units with their lot's body and root, proven together. */
const units = (count: number, proof: number): Partial<Must> => ({
  carries: CALL + BODY + 32 + RANGE + count * (4 + 20 + 16) + 32 * proof,
  hashes: proof + count,
});
const dispensed = (count: number, proof: number, slots: Partial<Must>): Must =>
  ofMember({
    ...all(units(count, proof), slots),
    coldReads: 1,
    events: [[2, TOLD + 4 * count], ...(slots.events ?? [])],
  });

export const dispensingRows: readonly Row[] = [
  {
    name: "dispense a unit of 600,000 (depth 20), its word warm",
    measured: "dispense, warm word",
    target: 66_000 + PAUSE,
    peer: ["Musamih et al., Lot", "dispense a box"],
    must: dispensed(1, 20, { changedSlots: 2 }),
    note: "holder, proof, recall, expiry, quarantine and double dispensing checked; the peer proves no unit and knows no recall",
  },
  {
    name: "dispense a unit of 600,000 (depth 20), the first of 64",
    measured: "dispense, new word",
    target: 83_000 + PAUSE,
    peer: ["Musamih et al., Lot", "dispense a box"],
    must: dispensed(1, 20, { changedSlots: 1, newSlots: 1 }),
    note: "one in 64 units pays for the word of all",
  },
  {
    name: "dispense 100 units side by side, a unit",
    measured: "dispense 100 side by side, each",
    per: 100,
    target: 5_500 + 21,
    peer: ["faizack619 Supply-Chain", "dispense"],
    must: dispensed(100, 15, { changedSlots: 1, newSlots: 2 }),
    note: "they share proof and words; the peer's has no proof and no recall",
  },
  {
    name: "dispense 100 units scattered over 700, a unit",
    measured: "dispense 100 scattered, each",
    per: 100,
    peer: ["faizack619 Supply-Chain", "dispense"],
    must: dispensed(100, 150, { changedSlots: 1, newSlots: 9 }),
    note: "proofs share less",
  },
  {
    name: "sell a claimable unit of 1,000 (depth 10)",
    measured: "dispense from a claimable lot of 1,000",
    target: 83_000 + PAUSE,
    must: dispensed(1, 9, { ...SALE, changedSlots: 1, newSlots: 1 }),
    note: "a code is sold once in all lots, and paid once: a slot for each",
  },
  {
    name: "sell 100 claimable units, a unit",
    measured: "dispense 100 from a claimable lot, each",
    per: 100,
    must: dispensed(100, 5, { carries: 3_200, changedSlots: 1, newSlots: 100 }),
    note: "the slot of each is 22,100",
  },
  {
    name: "take back a dispensed unit (depth 20)",
    measured: "take back a unit",
    must: dispensed(1, 20, { carries: 32, changedSlots: 2 }),
    note: "it is never dispensed again",
  },
  {
    name: "anchor 100 EPCIS events, an event",
    measured: "anchor 100 EPCIS events, each",
    per: 100,
    must: { ...member, carries: CALL + 3_200, events: [[2, 3_200 + 20]] },
    note: "in the log alone",
  },
];
