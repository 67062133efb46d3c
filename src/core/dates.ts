import { fail } from "./errors.ts";

/** What a clinical date of 1970-01-01T00:00:00Z is stored as: dates before it need no sign. */
export const CLINICAL_EPOCH = 2 ** 39;

/** The last moment that a period can name: "without an end". */
export const FOREVER = 2 ** 40 - 1;

const FHIR_DATE =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d))?)?)?$/;

/** The first and last second (Unix time) of a FHIR date, dateTime or instant; a date is read as UTC. */
export function fhirInterval(text: string): { start: number; end: number } {
  const match = FHIR_DATE.exec(text) ?? fail("DATE_INVALID", {});
  const [, year, month, day, hour, minute, second, zone] = match;
  if (zone !== undefined) {
    const leap = second === "60";
    const at = Date.parse(
      `${year}-${month}-${day}T${hour}:${minute}:${leap ? "59" : second}${zone}`,
    );
    if (Number.isNaN(at) || !isDay(year!, month!, day!)) fail("DATE_INVALID", {});
    const start = at / 1000 + (leap ? 1 : 0);
    return { start, end: start };
  }
  if (day !== undefined && !isDay(year!, month!, day)) fail("DATE_INVALID", {});
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const next =
    month === undefined ? [y + 1, 0, 1] : day === undefined ? [y, m + 1, 1] : [y, m, d + 1];
  return { start: utcSeconds(y, m, d), end: utcSeconds(next[0]!, next[1]!, next[2]!) - 1 };
}

/** Seconds since 1970 of a day in UTC, years below 100 included (Date.UTC reads them as 19xx). */
function utcSeconds(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day) / 1000;
}

function isDay(year: string, month: string, day: string): boolean {
  const at = new Date(0);
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return at.getUTCDate() === Number(day);
}

/** The 40-bit clinical date of a FHIR date: the start of what it names. */
export const clinicalDateOf = (text: string): number => fhirInterval(text).start + CLINICAL_EPOCH;

/** A clinical date in ISO form, to the second; "undated" for none (0). */
export function clinicalDateText(date: number): string {
  return date === 0
    ? "undated"
    : new Date((date - CLINICAL_EPOCH) * 1000).toISOString().replace(".000Z", "Z");
}

/**
 * A data period in clinical dates, both ends included. A period with any bound covers no undated
 * entry (whose date is 0); a period without bounds covers all.
 */
export function dataPeriodOf(period: { start?: string; end?: string } | undefined): {
  from: number;
  until: number;
} {
  if (period?.start === undefined && period?.end === undefined) return { from: 0, until: FOREVER };
  return {
    from: period.start === undefined ? 1 : clinicalDateOf(period.start),
    until: period.end === undefined ? FOREVER : fhirInterval(period.end).end + CLINICAL_EPOCH,
  };
}

/** The day of a time in Unix seconds, UTC. */
export const dayOf = (seconds: number): string => momentOf(seconds).slice(0, 10);

/** A time in Unix seconds as 2026-01-31 12:00:00 (UTC). */
export const momentOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 19);
