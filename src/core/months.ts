/** Months as contracts count them: year * 12 + month, of which January is 0 (contracts/types/Days.sol). */
import { dayOf } from "./dates.ts";

/** 1970-01-01 as a Modified Julian Day (1858-11-17 is 0). */
const DAY_OF_1970 = 40_587;
const DAY = 86_400;

/** The month of a Modified Julian Day. */
export function monthOf(day: number): number {
  const [year, month] = dayOf((day - DAY_OF_1970) * DAY).split("-");
  return Number(year) * 12 + Number(month) - 1;
}

/** The first day of a month. */
export const firstDayOf = (month: number): number =>
  Date.UTC(Math.floor(month / 12), month % 12) / 1000 / DAY + DAY_OF_1970;

/** A month as 2026-01. */
export const monthText = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;

/** A month such as 2026-01. */
export const parseMonth = (text: string): number => {
  const [year, month] = text.split("-").map(Number);
  return year! * 12 + month! - 1;
};
