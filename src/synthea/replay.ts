import { adjudicate, type Chapter } from "./chapter.ts";
import { readSyntheaFolder, type RawClaim, type SyntheaFolder } from "./folder.ts";
import { countReports, withReports } from "./laboratory.ts";
import { assumeOpenings } from "./openings.ts";
import { groupBy } from "../core/groupBy.ts";
import { inServiceOrder } from "./order.ts";
import { periodFinder, readPeriods, recordsBegin, type Period } from "./periods.ts";
import type { ReplayPlan } from "./planModel.ts";
import { findPlans } from "./planSearch.ts";
import { readPlans, type PlanTables } from "./planTables.ts";
import type { ReplayClaim } from "./replayClaim.ts";

/** A Synthea folder as read: nothing in it is worked out yet. */
export interface ReplayInput extends SyntheaFolder {
  readonly tables: PlanTables;
  /** Policy periods that are told, by patient, oldest first. */
  readonly periods: ReadonlyMap<string, readonly Period[]>;
  /** From when on a patient's care is exported whole; seconds since 1970. */
  recordsBegin(patient: string): number;
}

export interface Replay {
  /** Person after person, each one's claims in the order in which they are adjudicated. */
  readonly claims: readonly ReplayClaim[];
  /** Those that the claims name. */
  readonly plans: readonly ReplayPlan[];
  readonly plansFrom: PlanTables["from"];
}

/**
 * Reads a Synthea folder (`csv/`, and if they are there `fhir/` and the tables of plans) and works
 * out what each claim's plan pays. docs/domains/claims-replay.md tells how.
 * @throws what readReplayInput throws
 */
export const readReplay = async (dir: string): Promise<Replay> =>
  decideReplay(await readReplayInput(dir));

/** @throws what readSyntheaFolder and readPlans throw */
export async function readReplayInput(dir: string): Promise<ReplayInput> {
  const { claims, lives } = await readSyntheaFolder(dir);
  const isDead = (patient: string): boolean => lives.get(patient)?.died !== undefined;
  return {
    claims: withReports(claims, await countReports(dir)),
    lives,
    tables: await readPlans(dir),
    periods: await readPeriods(dir),
    recordsBegin: await recordsBegin(dir, isDead),
  };
}

/**
 * What each claim's plan pays, and why that is not what the insurer paid where it is not. A claim's
 * own `truthPaid` has no part in its `plan`, `opening` and `expected`: only other periods' payments
 * and those of the same period's earlier claims have.
 */
export function decideReplay({ claims, lives, tables, ...input }: ReplayInput): Replay {
  const persons = [...groupBy(claims, ({ patient }) => patient)].map(([patient, own]) => ({
    patient,
    own: inServiceOrder(own),
  }));
  const chapters = persons.flatMap(({ patient, own }) => {
    const born = lives.get(patient)?.born ?? own[0]!.start;
    const find = periodFinder(input.periods.get(patient) ?? [], born, own);
    return chaptersOf(patient, own, find, input.recordsBegin(patient));
  });
  const plans = findPlans(chapters, tables.plans);
  const openings = assumeOpenings(chapters, plans);
  const decided = new Map<RawClaim, ReplayClaim>();
  for (const [i, chapter] of chapters.entries()) {
    for (const [claim, result] of adjudicate(chapter, plans[i], openings[i]!)) {
      decided.set(claim, result);
    }
  }
  const held = new Set(plans);
  return {
    claims: persons.flatMap(({ own }) => own.map((claim) => decided.get(claim)!)),
    plans: tables.plans.filter((plan) => held.has(plan)),
    plansFrom: tables.from,
  };
}

function chaptersOf(
  patient: string,
  claims: readonly RawClaim[],
  find: (at: number) => Period,
  begin: number,
): Chapter[] {
  const placed = claims.map((claim) => ({ claim, period: find(claim.start) }));
  const groups = groupBy(placed, ({ claim, period }) => `${period.start} ${claim.payer}`);
  return [...groups.values()].map((group) => {
    const { period, claim } = group[0]!;
    const cut = period.start >= begin ? "whole" : period.end <= begin ? "old" : "cut";
    const own = group.map((each) => each.claim);
    return { patient, payer: claim.payer, start: period.start, claims: own, period, cut };
  });
}
