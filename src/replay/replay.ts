import { groupBy } from "../core/groupBy.ts";
import type { Chain } from "../chain/chain.ts";
import { eventsOf, writeMany } from "../chain/write.ts";
import { type Hex, randomHex } from "../core/bytes.ts";
import { unpackTotals } from "../core/claims.ts";
import { fail } from "../core/errors.ts";
import { ClaimsModule } from "../ledger/claims.ts";
import type { Replay } from "../synthea/replay.ts";
import type { ReplayClaim } from "../synthea/replayClaim.ts";
import { type Ground, prepare, segmentKey } from "./consortium.ts";
import { Files } from "./files.ts";
import { parallel } from "./parallel.ts";
import { figuresOf, type ReplayedClaim, type ReplayFigures } from "./report.ts";
import { batchesOf, roundsOf } from "./rounds.ts";

export interface ReplayReport extends ReplayFigures {
  /** Of the claims, and of all that is set up before. */
  seconds: number;
  setUpSeconds: number;
  claimsPerSecond: number;
  gasPerClaim: number;
  /** That bill claims or restate balances. */
  transactions: number;
}

export interface ReplayOptions {
  say?: (what: string) => void;
  progress?: (done: number) => void;
}

interface Run {
  readonly ground: Ground;
  readonly files: Files;
  readonly replayed: ReplayedClaim[];
  gas: bigint;
  transactions: number;
}

const RESTATED_AT_ONCE = 50;
const seconds = (since: number): number => (performance.now() - since) / 1000;

/**
 * Has every claim decided and paid on a chain, with institutions, rules and members made for it, and
 * compares what was paid with what the folder says.
 * @param administrator With an account that has the roles ADMISSIONS and TOKEN_ISSUER
 */
export async function replayClaims(
  replay: Replay,
  administrator: Chain,
  { say = () => {}, progress = () => {} }: ReplayOptions = {},
): Promise<{ report: ReplayReport; replayed: readonly ReplayedClaim[] }> {
  const began = performance.now();
  const ground = await prepare(replay, administrator, say);
  const setUpSeconds = seconds(began);
  const from = performance.now();
  const run: Run = { ground, files: new Files(ground), replayed: [], gas: 0n, transactions: 0 };
  for (const round of roundsOf(replay.claims, segmentKey)) {
    await restate(run, round.restated);
    // A sender's batches follow each other: the next one may go on with the same year.
    await parallel([...round.billed], async ([provider, claims]) => {
      for (const batch of batchesOf(claims)) await bill(run, provider, batch);
    });
    progress(run.replayed.length);
  }
  const took = seconds(from);
  const { replayed, gas, transactions } = run;
  const report = {
    ...figuresOf(replayed),
    seconds: Number(took.toFixed(3)),
    setUpSeconds: Number(setUpSeconds.toFixed(3)),
    claimsPerSecond: Number((replayed.length / took).toFixed(1)),
    gasPerClaim: replayed.length === 0 ? 0 : Math.round(Number(gas) / replayed.length),
    transactions,
  };
  return { report, replayed };
}

/** Has insurers state what was used of years of which the folder lacks claims. */
async function restate(run: Run, claims: readonly ReplayClaim[]): Promise<void> {
  const byInsurer = groupBy(claims, ({ payer }) => payer);
  const sent = [...byInsurer].flatMap(([payer, own]) =>
    Array.from({ length: Math.ceil(own.length / RESTATED_AT_ONCE) }, async (_, i) => {
      const { chain } = run.ground.insurers.get(payer)!.care;
      const some = own.slice(i * RESTATED_AT_ONCE, (i + 1) * RESTATED_AT_ONCE);
      const restatements = some.map((claim) => ({
        segment: run.ground.segments.get(segmentKey(claim))!,
        deductible: claim.opening!.deductibleUsed,
        own: claim.opening!.ownPaid,
        document: randomHex(32),
      }));
      const { gasUsed } = await writeMany(chain, "BalanceRestated", () =>
        chain.contracts.balanceDesk.restateMany.populateTransaction(restatements),
      ).send();
      run.gas += gasUsed;
      run.transactions++;
    }),
  );
  await Promise.all(sent);
}

async function bill(run: Run, provider: string, batch: readonly ReplayClaim[]): Promise<void> {
  const { chain } = run.ground.providers.get(provider)!.care;
  const files = batch.map((claim) => ({ claim, ...run.files.fileOf(claim) }));
  const claimOf = new Map<Hex, ReplayClaim>(files.map(({ id, claim }) => [id, claim]));
  const { event, gasUsed, receipt } = await new ClaimsModule(chain)
    .submitMany(files.map(({ file }) => file))
    .send();
  run.gas += gasUsed;
  run.transactions++;
  const settled = new Map(
    eventsOf(chain, "ClaimSettled", receipt).map(({ claim, state }) => [claim, state]),
  );
  for (const { claim: id, state, record } of event) {
    const claim = claimOf.get(id) ?? fail("CHAIN_EVENT_MISSING", { event: "ClaimDecided" });
    const totals = unpackTotals(record.totals);
    run.replayed.push({
      claim,
      state: settled.get(id) ?? state,
      billed: Number(totals.billed),
      paid: Number(totals.fund),
      patientShare: Number(totals.person),
      flags: totals.flags,
    });
  }
}
