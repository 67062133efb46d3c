/** Days as contracts count them, in UTC: Modified Julian Days (1858-11-17 is 0). */
import { dayOf, fhirInterval } from "./dates.ts";

const DAY_OF_1970 = 40_587;
const DAY = 86_400;

/** The day of a time in Unix seconds. */
export const dayAt = (seconds: number): number => Math.floor(seconds / DAY) + DAY_OF_1970;

/** The day of a date such as 2026-01-31 (of a year or month: its first). */
export const dayOfDate = (date: string): number => dayAt(fhirInterval(date).start);

/** A day as 2026-01-31. */
export const dateOfDay = (day: number): string => dayOf((day - DAY_OF_1970) * DAY);
