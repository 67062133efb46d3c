import type { RawClaim } from "./folder.ts";
import { secondsOf } from "./folder.ts";
import { findTable, rowsOf } from "./table.ts";
import path from "node:path";

/** A policy period: balances begin at 0 with it. Seconds since 1970; `end` is the first after it. */
export interface Period {
  readonly start: number;
  readonly end: number;
  /** Told by payer_transitions; else reckoned from the birthday. */
  readonly told: boolean;
}

const DAY = 86_400;
const WEEK = 7 * DAY;

/** Days since 1858-11-17 (Modified Julian Date): a period's key for contracts. */
export const dayNumber = (seconds: number): number => Math.floor(seconds / DAY) + 40_587;

/** The rows of payer_transitions by patient, oldest first; none where it has years instead of dates. */
export async function readPeriods(dir: string): Promise<Map<string, Period[]>> {
  const periods = new Map<string, Period[]>();
  const file = await findTable(path.join(dir, "csv", "payer_transitions.csv"));
  if (file === undefined) return periods;
  const columns = ["PATIENT", "START_DATE?", "END_DATE?"] as const;
  for await (const row of rowsOf(file, "payer_transitions", columns)) {
    if (row["START_DATE?"] === "") continue;
    const start = secondsOf(row["START_DATE?"], "payer_transitions: START_DATE");
    const text = row["END_DATE?"];
    const end = text === "" ? Infinity : secondsOf(text, "payer_transitions: END_DATE");
    const of = periods.get(row.PATIENT);
    if (of) of.push({ start, end, told: true });
    else periods.set(row.PATIENT, [{ start, end, told: true }]);
  }
  for (const of of periods.values()) of.sort((a, b) => a.start - b.start);
  return periods;
}

/**
 * Finds the policy period of a moment of one person: the told one that holds it; after the last told
 * one, that one. Before the first, a person's year begins on the birthday, or rather with the first
 * step at or after it: the simulation takes one step a week, always on the same weekday and at the
 * same time of day, which the told periods show, or else most claims.
 */
export function periodFinder(
  told: readonly Period[],
  born: number,
  claims: readonly RawClaim[],
): (at: number) => Period {
  const anchor = told[0]?.start ?? commonest(claims.map(({ start }) => modulo(start, WEEK)));
  const birth = born + modulo(anchor, DAY);
  const begins = (years: number): number => {
    const day = years <= 0 ? birth : anniversary(birth, years);
    return years <= 0 ? day : day + modulo(anchor - day, WEEK);
  };
  return (at) => {
    const last = told.at(-1);
    const found = told.find(({ start, end }) => start <= at && at < end);
    if (found) return found;
    if (last && at >= last.end) return last;
    let years = new Date(at * 1000).getUTCFullYear() - new Date(birth * 1000).getUTCFullYear();
    while (years > 0 && begins(years) > at) years -= 1;
    while (begins(years + 1) <= at) years += 1;
    return { start: begins(years), end: begins(years + 1), told: false };
  };
}

/** Born on 29 February: the 28th in every year. */
function anniversary(birth: number, years: number): number {
  const day = new Date(birth * 1000);
  const isLeapDay = day.getUTCMonth() === 1 && day.getUTCDate() === 29;
  if (isLeapDay) day.setUTCDate(28);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return day.getTime() / 1000;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

function commonest(values: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const value of values) votes.set(value, (votes.get(value) ?? 0) + 1);
  return [...votes].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/**
 * From when on the tables tell all of each patient's care: older records are there only singly. Of
 * the living it is the same: the first vaccination or end of a procedure of any of them. Who is dead
 * has a time of his own, reckoned back from his death.
 */
export async function recordsBegin(
  dir: string,
  isDead: (patient: string) => boolean,
): Promise<(patient: string) => number> {
  const firsts = new Map<string, number>();
  const see = (patient: string, at: number): void => {
    firsts.set(patient, Math.min(firsts.get(patient) ?? Infinity, at));
  };
  const tables = [
    ["immunizations", "DATE"],
    ["procedures", "STOP"],
  ] as const;
  for (const [table, column] of tables) {
    const file = await findTable(path.join(dir, "csv", `${table}.csv`));
    if (file === undefined) continue;
    for await (const row of rowsOf(file, table, ["PATIENT", column])) {
      if (row[column] !== "") see(row.PATIENT, secondsOf(row[column], `${table}: ${column}`));
    }
  }
  const living = [...firsts].filter(([patient]) => !isDead(patient)).map(([, at]) => at);
  const common = living.reduce((a, b) => Math.min(a, b), Infinity);
  const begin = common === Infinity ? 0 : common;
  return (patient) => (isDead(patient) ? (firsts.get(patient) ?? begin) : begin);
}
