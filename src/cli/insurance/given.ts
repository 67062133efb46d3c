/** Terms that people write into files: YAML, or JSON, which is YAML too. */
import { parse } from "yaml";
import { z } from "zod";
import { dayOfDate } from "../../core/days.ts";
import { fail } from "../../core/errors.ts";
import { minorUnits } from "../../core/money.ts";
import { readSmallFile } from "../files.ts";

/**
 * Reads a file by what it should hold.
 * @param what What it should be, for the error
 * @throws CLI_FILE, which names the first field that is wrong, never what it holds
 */
export function readGiven<T extends z.ZodType>(file: string, what: string, of: T): z.output<T> {
  return checked(parsed(readSmallFile(file, what), what), what, of);
}

export function checked<T extends z.ZodType>(value: unknown, what: string, of: T): z.output<T> {
  const result = of.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue!.path.map(String).join(".");
  return fail("CLI_FILE", { what, reason: `${field || "it"}: ${issue!.message}` });
}

function parsed(text: string, what: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 }) as unknown;
  } catch {
    // Not the cause: it quotes lines.
    return fail("CLI_FILE", { what, reason: "it is neither YAML nor JSON" });
  }
}

const works = <T>(work: (text: string) => T, message: string) =>
  z.union([z.string(), z.number()]).transform((value, context) => {
    try {
      return work(String(value));
    } catch {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
  });

/** A day as 2026-01-31. */
export const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, "a date as 2026-01-31")
  .refine((text) => {
    try {
      return dayOfDate(text) > 0;
    } catch {
      return false;
    }
  }, "a date as 2026-01-31");

/** An amount of a currency, in minor units. */
export const amountIn = (currency: string) =>
  works((text) => {
    const units = minorUnits(text, currency);
    return units >= 0n ? units : fail("MONEY_FORM", {});
  }, "an amount of 0 or more");

/** A percentage in basis points: 12.5 is 1250. */
export const percent = z.coerce
  .number()
  .min(0, "a percentage, 0 to 100")
  .max(100, "a percentage, 0 to 100")
  .transform((value) => Math.round(value * 100));

export const count = (most: number) =>
  z.coerce.number().int().min(0).max(most, `a whole number up to ${most}`);

/** A short text that a word holds. */
export const shortText = z
  .string()
  .regex(/^[\x20-\x7e]{1,31}$/, "1 to 31 characters of plain ASCII");
