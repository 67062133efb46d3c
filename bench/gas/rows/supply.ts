import type { Must } from "../floor.ts";
import type { Row } from "../operations.ts";
import { BODY, CALL, LOT, ofMember, PAUSE, RANGE, TOLD } from "./goods.ts";
import { member } from "./parts.ts";

const SERIALS = ["Solady ERC-721", "transfer serialised units"] as const;
const serials =
  "the peer's is that of 1,000 transfers of tokens, which ask for no membership, recall or quarantine";

const pallet = (lots: number): Must =>
  ofMember({
    carries: CALL + 8 + LOT * lots + 32 + 4,
    coldReads: lots,
    changedSlots: 1,
    events: [[2, TOLD]],
    hashes: 2 * lots,
  });
const eachLot = (costs: string) =>
  `21,000, calldata and lots, registry 9,871, container 5,000 and event 1,637 are ${costs}: each lot is shown (512) and read (2,100) for recall, expiry and quarantine, which the target leaves out`;
export const supplyRows: readonly Row[] = [
  {
    name: "commission a lot of 1,000,000 units",
    measured: "commission a lot of 1,000,000",
    target: 58_000 + PAUSE,
    peer: ["ERC721A", "mint units"],
    times: 1_000,
    must: ofMember({
      carries: CALL + BODY + 32 + 32,
      coldReads: 1,
      newSlots: 1,
      events: [[3, TOLD + 1 + 32 + 32 + 32]],
      hashes: 6,
    }),
    note: "any number of units; the peer's is 1,000 tokens minted",
    remaining:
      "21,000, calldata 2,444, registry 9,871, licence 2,100, new slot 22,100 and event 3,036 are 60,551: the target leaves out who holds the product's licence",
  },
  {
    name: "ship a parcel of any number of units",
    measured: "ship a parcel",
    target: 40_500 + PAUSE,
    peer: SERIALS,
    times: 1_000,
    must: ofMember({
      carries: CALL + LOT + RANGE + 4,
      coldReads: 1,
      changedSlots: 1,
      events: [[2, TOLD]],
      hashes: 2,
    }),
    note: `sender's half of the handshake, its lot asked for recall, expiry and quarantine; ${serials}`,
  },
  {
    name: "receive a parcel of any number of units",
    measured: "receive a parcel",
    target: 38_000 + PAUSE,
    peer: SERIALS,
    times: 1_000,
    must: ofMember({
      carries: CALL + LOT + RANGE,
      changedSlots: 1,
      events: [[2, TOLD]],
      hashes: 2,
    }),
    note: `receiver's half of the handshake; ${serials}`,
  },
  {
    name: "split a parcel in two",
    measured: "split in two, of a part",
    target: 83_000 + PAUSE,
    must: ofMember({
      carries: CALL + LOT + RANGE + 8,
      coldReads: 1,
      newSlots: 2,
      events: [[2, 8 + TOLD]],
      hashes: 4,
    }),
    note: "the parcel's own slot is cleared, which pays back 4,800",
  },
  {
    name: "split an undivided lot in two",
    measured: "split in two",
    target: 83_000 + PAUSE,
    must: ofMember({
      carries: CALL + LOT + RANGE + 8,
      changedSlots: 1,
      newSlots: 1,
      events: [[2, 8 + TOLD]],
      hashes: 3,
    }),
    note: "the lot's slot goes on holding the first of the two",
  },
  {
    name: "pack parcels of three lots into a container",
    measured: "pack 3 lots",
    target: 77_000 + PAUSE,
    must: ofMember({
      carries: CALL + 8 + 3 * LOT + 3 * 10,
      changedSlots: 3,
      newSlots: 1,
      events: [[3, 3 * LOT + 3 * 10 + TOLD]],
      hashes: 9,
    }),
    note: "each parcel's slot names its container, so that it moves in one alone",
  },
  ...([1, 3] as const).flatMap((lots): Row[] => {
    const of = lots === 1 ? "one lot" : "three lots";
    const name = `a pallet of ${lots} lot${lots === 1 ? "" : "s"}`;
    return [
      {
        name: `ship a pallet of ${of}`,
        measured: `ship ${name}`,
        target: 37_500 + PAUSE,
        peer: SERIALS,
        times: 1_000,
        must: pallet(lots),
        note: `any number of parcels and units; ${serials}`,
        remaining: eachLot(lots === 1 ? "41,480" : "46,704"),
      },
      {
        name: `receive a pallet of ${of}`,
        measured: `receive ${name}`,
        target: 37_500 + PAUSE,
        peer: SERIALS,
        times: 1_000,
        must: ofMember({ carries: CALL + 32, changedSlots: 1, events: [[2, TOLD]], hashes: 2 }),
        note: `its lots are not asked: goods arrive whatever became of them; ${serials}`,
      },
    ];
  }),
  {
    name: "recall a lot of any size",
    measured: "recall a lot of 1,000,000",
    target: 38_000,
    must: {
      carries: CALL + LOT + 1 + 2 + 32,
      contracts: 1,
      coldReads: member.coldReads - 1,
      changedSlots: 1,
      events: [[2, TOLD + 32]],
      hashes: 3,
    },
    note: "wherever its units are, also while the domain is paused; no peer has a recall",
  },
  {
    name: "put a parcel into quarantine",
    measured: "quarantine a parcel",
    must: {
      carries: CALL + LOT + RANGE + 1 + 32,
      contracts: 1,
      coldReads: member.coldReads - 1 + 2,
      changedSlots: 1,
      events: [[3, TOLD + 32]],
      hashes: 3,
    },
    note: "by its holder, a regulator or a calling contract",
  },
];
