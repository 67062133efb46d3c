import type { Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { EAS, member } from "./parts.ts";

const anchored = (count: number): Must => ({
  ...member,
  carries: 4 + 32 + 32 * count,
  newSlots: 1,
  events: [[3, 32 * count + 32 + 20]],
  hashes: 2 * count - 1,
});

const batchNote =
  "every id recoverable from the log; the peer stamps a hash each and knows no author, count, manifest or role";
const anchor = (count: number, target: number): Row => ({
  name: `anchor ${count.toLocaleString("en")} records with their ids, a record`,
  measured: `anchor ${count}, a record`,
  per: count,
  target: target + Math.ceil(2_100 / count),
  peer: [EAS, "multiTimestamp"],
  must: anchored(count),
  note: batchNote,
});

export const recordsRows: readonly Row[] = [
  {
    name: "anchor a record",
    measured: "anchor 1, a record",
    target: 57_000 + 2_100,
    peer: [EAS, "attest, 64 bytes"],
    must: anchored(1),
    note: "author, time, size and id, for members only; the peer keeps 64 bytes of open data and asks nobody's membership",
  },
  anchor(100, 1_650),
  anchor(500, 1_330),
  anchor(1_000, 1_330),
  anchor(5_000, 1_285),
  {
    name: "anchor a batch by its root alone (archive mode), any number of records",
    measured: "anchorArchive",
    target: 57_000 + 2_100,
    peer: [EAS, "timestamp"],
    must: { ...member, carries: 4 + 32 + 4 + 32, newSlots: 1, events: [[3, 32 + 4 + 20]] },
    note: "whether records can be found depends on their keeper; the peer keeps no author, count or manifest",
  },
  {
    name: "end a record (superseded, withdrawn, erased)",
    measured: "end 1",
    must: {
      ...member,
      carries: 4 + 32 + 4 + 1,
      newSlots: 1,
      changedSlots: 1,
      events: [[3, 4 + 1 + 20]],
    },
    note: "127 more of the same batch change this slot",
  },
];
