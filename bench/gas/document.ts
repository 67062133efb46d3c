import { readFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { table } from "../../scripts/print/page.ts";
import { type Figures, RECORDED } from "../throughput/report.ts";
import { STAGES } from "../throughput/profile.ts";
import { type RecallFigures, RECORDED as RECALL } from "../recall/measure.ts";
import type { GasFigures, Operation } from "./operations.ts";
import type { PeerFigure } from "./peers.ts";
import { plot } from "./plot.ts";

const root = path.resolve(import.meta.dirname, "../..");
const number = (value: number | null): string => value?.toLocaleString("en") ?? "";

/** How many times ours the peer's gas is. */
const times = ({ gas, peerGas }: Operation): string =>
  peerGas === null ? "" : `${(peerGas / gas).toPrecision(2)} x`;
const over = ({ gas, floor }: Operation): string =>
  floor === null ? "" : `${Math.round((100 * (gas - floor)) / floor)} %`;

const operationsTable = (operations: readonly Operation[]): string[] =>
  table(
    ["operation", "gas", "target", "floor", "above it", "likest peer", "its gas", "of ours"],
    operations.map((one) => [
      one.name,
      number(one.gas),
      number(one.target),
      number(one.floor),
      over(one),
      one.peer ?? "",
      number(one.peerGas),
      times(one),
    ]),
  );

const peersTable = (peers: readonly PeerFigure[]): string[] =>
  table(
    ["peer", "version", "operation", "items", "gas", "gas an item", "figure"],
    peers.map(({ peer, version, operation, items, gas, source }) => [
      peer,
      version,
      operation,
      number(items),
      number(gas),
      number(Math.round(gas / items)),
      source,
    ]),
  );

const whole = (value: number): string => number(Math.round(value));

function throughput(figures: Figures): string[] {
  const { machine, stages, costByCount, limitingStage } = figures;
  const total = STAGES.reduce((sum, stage) => sum + stages[stage].inPipeline.seconds, 0);
  const share = (seconds: number): string => `${Math.round((100 * seconds) / total)} %`;
  const first = costByCount[0]!;
  const last = costByCount.at(-1)!;
  return [
    `Records of ${number(figures.recordBytes)} bytes out of FHIR bundles, read, sealed, stored and anchored with every id on chain, each counted when its block was final. Recorded by \`npm run bench:throughput -- --record\` on ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, the chain ${machine.chain === "external" ? "an external one" : "in another process of the same machine, making a block every 200 ms"}. Other work ran on the machine at the same time: take the figures as ratios, and measure on yours.`,
    "",
    `**${number(figures.recordsPerSecond)} records/s** in **${figures.transactionsPerSecond} transactions/s** over ${number(figures.records)} records; peak memory of the publisher ${figures.peakMemoryMB} MB. Most time goes to: **${limitingStage}**.`,
    "",
    ...table(
      ["stage", "records/s alone", "share of the pipeline's time"],
      STAGES.map((stage) => {
        const { alone, inPipeline } = stages[stage];
        return [stage, alone ? whole(alone.recordsPerSecond) : "", share(inPipeline.seconds)];
      }),
    ),
    "`read`: the bundle, its references and labels. `canonicalise`: RFC 8785. `seal`: fingerprint, keys, AES-256-GCM, CID, entry id. `store`: blocks and catalogue, on disk before the chain hears of them. `anchor`: tree, transaction and its log. `wait`: for the chain's blocks and for other threads. `other`: garbage collection and what has no place.",
    "",
    "What a record costs by how many are published together:",
    "",
    ...table(
      ["records", "gas each", "ms each", "transactions", "peak memory until then, MB"],
      costByCount.map((cost) => [
        number(cost.records),
        number(cost.gasPerRecord),
        String(cost.millisecondsPerRecord),
        number(cost.transactions),
        number(cost.peakMemoryMB),
      ]),
    ),
    `A single record waits for its block, so it takes ${whole(first.millisecondsPerRecord)} ms by itself and ${last.millisecondsPerRecord} ms among ${number(last.records)}.`,
    "",
  ];
}

function recall(figures: RecallFigures): string[] {
  const { units, holders, tree, preparation, indexing, machine } = figures;
  return [
    `A lot of ${number(units)} serialised units, split, shipped to and received by ${number(holders)} holders, then recalled in **${figures.transactions} transaction of ${number(figures.gas)} gas**. Recorded by \`npm run bench:recall -- --record\` on ${machine.cores} cores that did other work too, the chain ${machine.chain === "external" ? "an external one" : "in another process of the same machine, making a block every 200 ms"}.`,
    "",
    ...table(
      ["from sending the recall", "seconds"],
      [
        [`until scans at ${figures.scans.after} sampled holders say so`, String(figures.seconds)],
        ["until its block is final, as the sender sees it", String(figures.finalSeconds)],
        [
          `until an index lists ${number(figures.listed.holders)} holders with their ${number(figures.listed.units)} units`,
          String(figures.holdersListedSeconds),
        ],
      ],
    ),
    `Before that: the tree of the codes took ${tree.seconds} s and ${number(tree.memoryMB)} MB, and ${tree.proofHashes} hashes prove a unit; bringing them there took ${number(preparation.transactions)} transactions of ${number(Math.round(preparation.gas / preparation.transactions))} gas each on average, admitting the holders among them; indexing all that ${indexing.seconds} s.`,
    "",
  ];
}

const HONEST = [
  "## What is not the same",
  "",
  "- **The Ethereum Attestation Service** answers to anybody: its attestations ask for no membership or role. It keeps the attested data on chain, where all can read it; ours keeps commitments and leaves the data sealed. Its time stamps know no author, so a hash that is stamped buys less than an id in our log, though a contract can read it there. It does not count uses.",
  "- **Tokens** (OpenZeppelin, Solady, ERC721A) are here because records and goods are often made into them. A token says who holds it, not what it is; minting checks nothing. Batches of units are measured 500 at a time: 1,000 pass the cap of a transaction (EIP-7825, 16,777,216 gas). Custody of 1,000 units stands beside 1,000 of their transfers: each of their units has an owner on chain, ours has its parcel's, and a unit is proven when it is dispensed.",
  "- **Recorded** figures are of projects that no registry has, measured once at the commit named, under prague's rules. They do other things under the same name: one flag where we have provisions, for example, or a contract for each patient or lot.",
  "- **What we do not do**: an id in a log cannot be read by a contract, only proven to it; archive mode leaves availability to the custodian; a revocation takes back no copy that was opened before; no peer here logs an access on chain, so openings stand alone. Where a target is missed the note says so.",
  "- **Floors** are arithmetic: calldata of what must be shown, slots written and read, contracts that must be asked, events, hashes and signature checks, by the prices of [floor.ts](../bench/gas/floor.ts). Nothing can spend less and do the same in the same contracts; ABI encoding, memory and checks are what lies above.",
  "",
];

/** docs/performance.md and its figure, as they are to be. */
export async function documents({
  operations,
  peers,
}: GasFigures): Promise<Record<string, string>> {
  const recorded = JSON.parse(await readFile(RECORDED, "utf8")) as Figures;
  const recalled = JSON.parse(await readFile(RECALL, "utf8")) as RecallFigures;
  const lines = [
    "<!-- Written by `npm run bench:gas`. Do not edit. -->",
    "",
    "# Performance",
    "",
    "Gas is exact: measured with fixed keys on Hardhat's chain under osaka's rules, contracts compiled for cancun, and the same on every machine. Peers marked _live_ are installed from npm and measured on the same chain in the same run. Times are not exact, and are marked where they stand.",
    "",
    "## Gas",
    "",
    "Where many are done in one transaction, the gas is each one's. A target includes the slot that tells whether a domain is paused.",
    "",
    ...operationsTable(operations),
    "![Gas of operations beside the likest peer's](performance.svg)",
    "",
    ...operations.map(({ name, note }) => `- **${name}**: ${note}.`),
    "",
    "## Records a second",
    "",
    ...throughput(recorded),
    "## A recall, from end to end",
    "",
    ...recall(recalled),
    ...HONEST,
    "## All peers",
    "",
    "Gas of the whole transaction; of what is called an execution, of that alone.",
    "",
    ...peersTable(peers),
  ];
  const options = await resolveConfig(path.join(root, "docs/performance.md"));
  return {
    "docs/performance.md": await format(lines.join("\n"), { ...options, parser: "markdown" }),
    "docs/performance.svg": plot(operations),
  };
}
