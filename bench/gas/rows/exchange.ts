import type { Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { member } from "./parts.ts";

/** Grant and request shown; membership, batch, grant, subject and list of callers asked. */
const opening = (records: number, proof: number, groups = 1): Must => ({
  carries:
    4 + 32 + 18 + 32 + 3 * 64 + 34 + groups * (4 + 32) + records * (4 + 32 + 32) + 32 * proof,
  contracts: 5,
  coldReads: member.coldReads + groups + 1 + 2,
  changedSlots: 1,
  newSlots: groups,
  events: [
    [2, 32 + 20],
    ...Array.from({ length: groups }, () => [3, 32 + 32 + 20 + (32 * records) / groups] as const),
  ],
  hashes: 2 * records + proof + 6,
});

const noLog = "no peer logs an access";
export const exchangeRows: readonly Row[] = [
  {
    name: "open a record under three provisions, with its receipt",
    measured: "open 1",
    target: 99_000 + 2_100,
    must: opening(1, 0),
    note: `proof, decision, use counted, receipt slot; ${noLog}`,
    remaining:
      "evidence lies in five contracts that outlive the desk; each call to a cold one is 2,600 and its encoding",
  },
  {
    name: "open a record out of a batch of 1,024",
    measured: "open 1 of 1,024",
    must: opening(1, 10),
    note: `ten nodes of proof; ${noLog}`,
  },
  {
    name: "open two records of two custodians",
    measured: "open 1 of 1, two custodians",
    must: opening(2, 0, 2),
    note: `a receipt for each custodian; ${noLog}`,
  },
  {
    name: "open 100 records side by side out of 1,024, a record",
    measured: "open 100 of 1,024 side by side, a record",
    per: 100,
    target: 5_000 + 21,
    must: opening(100, 8),
    note: `a batch lies by patient and date, so this is the usual case; ${noLog}`,
  },
  {
    name: "open 100 records scattered over 1,024, a record",
    measured: "open 100 of 1,024 scattered, a record",
    per: 100,
    must: opening(100, 228),
    note: `proofs share little; ${noLog}`,
  },
  {
    name: "be refused, on record",
    measured: "open refused",
    must: {
      ...opening(1, 0),
      contracts: 2,
      coldReads: member.coldReads + 1,
      changedSlots: 0,
      newSlots: 0,
      events: [[3, 32 + 32 + 20]],
    },
    note: "an event, and no slot",
  },
  {
    name: "read a receipt from another contract (execution)",
    measured: "receipt read by another contract",
    must: { carries: 0, contracts: 1, coldReads: 1, executionOnly: true },
    note: "for reviews, disputes, other desks",
  },
];
