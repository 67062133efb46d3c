import type { Chain } from "../../chain/chain.ts";
import { eventsOf } from "../../chain/write.ts";
import { type Hex, randomHex } from "../../core/bytes.ts";
import { ClaimExists } from "../../core/contractErrors.ts";
import { unpackTotals } from "../../core/claims.ts";
import { fail } from "../../core/errors.ts";
import { ClaimsModule } from "../../ledger/claims.ts";
import { type Ground, prepare, segmentKey } from "../consortium.ts";
import { parallel } from "../parallel.ts";
import { batchesOf, roundsOf } from "../rounds.ts";
import { Tariff } from "../tariff.ts";
import { Dispensary } from "./dispensary.ts";
import { Draw } from "./draw.ts";
import { DrillFiles, Persons } from "./files.ts";
import type { DrillInput } from "./book.ts";
import { type DrillClaim, whereOf } from "./model.ts";
import { type Plot, plotted } from "./plot.ts";
import { type DrilledClaim, drillFigures, type DrillReport } from "./report.ts";

export interface DrillOptions {
  say?: (what: string) => void;
  progress?: (done: number, all: number) => void;
}

/**
 * Injects frauds into a copy of a folder's claims, has all claims decided on a chain, and tells which
 * frauds were caught and which untouched claims were flagged.
 * @param administrator With an account that has the roles ADMISSIONS, TOKEN_ISSUER and PRODUCT_KEEPER
 * @param seed Draws the victims: an integer from 0 on
 */
export async function drillClaims(
  input: DrillInput,
  administrator: Chain,
  seed: number,
  { say = () => {}, progress = () => {} }: DrillOptions = {},
): Promise<{ report: DrillReport; drilled: readonly DrilledClaim[] }> {
  const began = performance.now();
  const { book, limits, lots, claims, deaths } = plotted(
    input,
    new Draw(seed),
    await administrator.network.now(),
  );
  const { plans } = input.replay;
  const persons = new Persons(input.lives);
  const dispensary = new Dispensary(lots);
  const files = new DrillFiles(limits, persons, dispensary, new Tariff(claims, plans));
  const ground = await prepare({ ...input.replay, claims }, administrator, say, {
    terms: files.terms,
    attributesOf: (claim) => persons.attributesOf(claim),
    whereOf,
  });
  say("drugs are made, shipped, dispensed and recalled, deaths are entered");
  await Promise.all([dispensary.fill(administrator, ground), bury(ground, deaths)]);
  const drilled: DrilledClaim[] = [];
  for (const { billed } of roundsOf(claims, segmentKey)) {
    await parallel([...billed], async ([provider, own]) => {
      for (const batch of batchesOf(own)) drilled.push(...(await bill(provider, batch)));
    });
    progress(drilled.length, claims.length);
  }
  await parallel(book.again, async (claim) => {
    drilled.push(await billAgain(claim));
  });
  const took = Math.round(performance.now() - began) / 1000;
  return { report: drillFigures(seed, { book, limits, deaths, lots }, drilled, took), drilled };

  async function bill(provider: string, batch: readonly DrillClaim[]): Promise<DrilledClaim[]> {
    const { chain } = ground.providers.get(provider)!.care;
    const shown = batch.map((claim) => ({ claim, ...files.fileOf(claim, ground) }));
    const claimOf = new Map<Hex, DrillClaim>(shown.map(({ id, claim }) => [id, claim]));
    const { event, receipt } = await new ClaimsModule(chain)
      .submitMany(shown.map(({ file }) => file))
      .send();
    const settled = new Map(
      eventsOf(chain, "ClaimSettled", receipt).map(({ claim, state }) => [claim, state]),
    );
    return event.map(({ claim: id, state, record, results }) => {
      const claim = claimOf.get(id) ?? fail("CHAIN_EVENT_MISSING", { event: "ClaimDecided" });
      const totals = unpackTotals(record.totals);
      return {
        claim,
        state: settled.get(id) ?? state,
        paid: Number(totals.fund),
        flags: totals.flags,
        lines: results,
      };
    });
  }

  /** An invoice that was billed before is refused, and nothing is kept of it. */
  async function billAgain(claim: DrillClaim): Promise<DrilledClaim> {
    const { id, file } = files.fileOf(claim, ground);
    const { chain } = ground.providers.get(claim.provider)!.care;
    try {
      const { event } = await new ClaimsModule(chain).submit(file).send();
      const { fund, flags } = unpackTotals(event.record.totals);
      return { claim, state: event.state, paid: Number(fund), flags, lines: [] };
    } catch (error) {
      const isRefused = error instanceof ClaimExists && error.id === id;
      if (!isRefused) throw error;
      return { claim, state: "NONE", paid: 0, flags: ["DUP_INVOICE"], lines: [] };
    }
  }
}

async function bury(ground: Ground, deaths: Plot["deaths"]): Promise<void> {
  await parallel([...deaths], async ([key, { claim, day }]) => {
    const segment = ground.segments.get(key)!;
    const { id, care } = ground.insurers.get(claim.payer)!;
    const { link } = await care.enrolment.head(segment.insured, id);
    await care.enrolment.enterDeath(segment, link, day, randomHex(32)).send();
  });
}
