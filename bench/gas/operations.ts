import { readFile } from "node:fs/promises";
import path from "node:path";
import { gasStories, type Meter } from "../../test/fixtures/gasStories.ts";
import { floorOf, type Must } from "./floor.ts";
import { livePeers, type PeerFigure } from "./peers.ts";
import { claimRows } from "./rows/claims.ts";
import { consentRows } from "./rows/consent.ts";
import { dispensingRows } from "./rows/dispensing.ts";
import { exchangeRows } from "./rows/exchange.ts";
import { identityRows } from "./rows/identity.ts";
import { recordsRows } from "./rows/records.ts";
import { supplyRows } from "./rows/supply.ts";
import { tradeRows } from "./rows/trade.ts";

/** One row of the figures: what it is called, what it is measured by and held against. */
export interface Row {
  /** In the words of its user. */
  name: string;
  /** Its name in test/fixtures/gasStories.ts. */
  measured: string;
  per?: number;
  /** Gas at most; with the slot that tells whether a domain is paused, 2,100 a transaction. */
  target?: number;
  /** Who does the likest thing: peer and operation of the figures of peers. */
  peer?: readonly [peer: string, operation: string];
  /** How many of the peer's items do as much. */
  times?: number;
  /** None for what is pure: it has no floor but its rules. */
  must?: Must;
  note: string;
  /** Where the target is missed: what the rest is spent on. */
  remaining?: string;
}

const rows = [
  ...identityRows,
  ...recordsRows,
  ...consentRows,
  ...exchangeRows,
  ...supplyRows,
  ...dispensingRows,
  ...tradeRows,
  ...claimRows,
];

/** One line of the answer. Gas of a transaction, or each of those that one did together. */
export interface Operation {
  name: string;
  gas: number;
  target: number | null;
  peer: string | null;
  peerGas: number | null;
  /** What any contract would spend that does the same: see floor.ts. */
  floor: number | null;
  note: string;
}

export interface GasFigures {
  operations: Operation[];
  /** All that is known of others, `gas` of the whole transaction. */
  peers: PeerFigure[];
}

async function ours(): Promise<Map<string, number>> {
  const gas = new Map<string, number>();
  const meter: Meter = {
    sent: async (name, sent, per = 1) => {
      const receipt = await (await sent).wait();
      gas.set(name, Math.round(Number(receipt!.gasUsed) / per));
    },
    executed: (name, spent) => {
      gas.set(name, spent);
    },
  };
  for (const story of Object.values(gasStories)) await story(meter);
  return gas;
}

/** A missed target is said and explained; an explanation that is not needed any more is in the way. */
function noteOf({ name, target, note, remaining }: Row, gas: number): string {
  const over = target === undefined ? 0 : gas - target;
  if (over > 0 !== (remaining !== undefined)) {
    throw new TypeError(`"${name}" is ${over} over its target: mend its "remaining"`);
  }
  return remaining ? `${note}; ${over.toLocaleString("en")} over the target: ${remaining}` : note;
}

/** Peers that no registry has, as they were measured once; the version is a commit's. */
async function recordedPeers(): Promise<PeerFigure[]> {
  const file = path.join(import.meta.dirname, "recorded.json");
  const figures = JSON.parse(await readFile(file, "utf8")) as Omit<PeerFigure, "source">[];
  return figures.map((figure) => ({ ...figure, source: "recorded" }));
}

export async function measureGas(): Promise<GasFigures> {
  const gas = await ours();
  const peers = [...(await livePeers()), ...(await recordedPeers())];
  const operations = rows.map((row): Operation => {
    const { name, measured, per, target, peer, times = 1, must } = row;
    const spent = gas.get(measured);
    if (spent === undefined) throw new TypeError(`no gas story measures "${measured}"`);
    const like = peer && peers.find((p) => p.peer === peer[0] && p.operation === peer[1]);
    if (peer && !like) throw new TypeError(`no figure of "${peer.join(": ")}"`);
    const floor = must ? floorOf(must, per) : null;
    if (floor !== null && floor > spent) {
      throw new TypeError(`"${name}" spends ${spent}, below its floor of ${floor}`);
    }
    return {
      name,
      gas: spent,
      target: target ?? null,
      peer: like ? `${like.peer} ${like.version}, ${like.operation}` : null,
      peerGas: like ? Math.round((times * like.gas) / like.items) : null,
      floor,
      note: noteOf(row, spent),
    };
  });
  return { operations, peers };
}
