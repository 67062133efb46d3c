/** A catalogue as people write it: CSV with a header, or JSON or YAML, a row a code. */
import { parse as parseCsv } from "csv-parse/sync";
import path from "node:path";
import { z } from "zod";
import type { CodeOfSystem, ListedCode } from "../../core/codeList.ts";
import { fail } from "../../core/errors.ts";
import type { CatalogueRule } from "../../core/rules.ts";
import { readSmallFile } from "../files.ts";
import { amountIn, checked, count, date, percent, readGiven } from "./given.ts";

const WHAT = "The catalogue";

/** A row of the file: the code, and what is paid for it. */
export interface GivenRow {
  readonly code: ListedCode;
  /** Without its first day where the file names none, and without the root of its indications. */
  readonly rule: Omit<CatalogueRule, "from" | "indications"> & { from?: string };
}

const CATEGORIES = ["A", "B", "C"] as const;
const KINDS = ["DRUG", "SERVICE", "CONSUMABLE"] as const;
const SEXES = ["FEMALE", "MALE"] as const;

const yes = z
  .union([z.boolean(), z.enum(["yes", "no", "true", "false"])])
  .transform((value) => value === true || value === "yes" || value === "true");

function rowIn(currency: string, diagnoses: string) {
  const most = count(255);
  return z
    .object({
      system: z.string().min(1).max(200),
      code: z.coerce.string().min(1).max(100),
      name: z.string().max(200).optional(),
      kind: z.enum(KINDS),
      category: z.enum(CATEGORIES),
      serviceItem: count(127),
      ceiling: amountIn(currency).optional(),
      selfShare: percent.optional(),
      quantity: count(0xffffff).optional(),
      times: most.optional(),
      days: count(0xffff).optional(),
      youngest: most.optional(),
      oldest: most.optional(),
      sex: z.enum(SEXES).optional(),
      indications: z.union([z.string(), z.array(z.string())]).optional(),
      coded: yes.optional(),
      daily: yes.optional(),
      from: date.optional(),
      until: date.optional(),
    })
    .transform((row): GivenRow => {
      const { ceiling, selfShare, quantity, sex, until, from, name, youngest, oldest } = row;
      const indications = diagnosesIn(row.indications ?? [], diagnoses);
      return {
        code: {
          system: row.system,
          code: row.code,
          ...(name && { name }),
          ...(indications.length > 0 && { indications }),
          ...(row.coded && { isCoded: true }),
        },
        rule: {
          serviceItem: row.serviceItem,
          category: row.category,
          kind: row.kind,
          ...(from && { from }),
          ...(until && { until }),
          ...(ceiling && { ceiling }),
          ...(selfShare && { selfShare }),
          ...(quantity && { quantity }),
          ...(row.times && { frequency: { times: row.times, days: row.days ?? 1 } }),
          ...((youngest || oldest) && {
            ages: { ...(youngest && { youngest }), ...(oldest && { oldest }) },
          }),
          ...(sex && { sex }),
          ...(row.coded && { isCoded: true }),
          ...(row.daily && { isDaily: true }),
        },
      };
    });
}

/** Codes between spaces, of the usual system unless one says its own: `system|code`. */
function diagnosesIn(given: string | readonly string[], usual: string): CodeOfSystem[] {
  const texts = typeof given === "string" ? given.split(/[\s;]+/) : given;
  return texts.filter(Boolean).map((text) => {
    const bar = text.lastIndexOf("|");
    return bar < 0
      ? { system: usual, code: text }
      : { system: text.slice(0, bar), code: text.slice(bar + 1) };
  });
}

/**
 * The rows of a file.
 * @param diagnoses Code system of diagnoses that name none
 * @throws CLI_FILE
 */
export function readCatalogue(file: string, currency: string, diagnoses: string): GivenRow[] {
  const row = rowIn(currency, diagnoses);
  const rows =
    path.extname(file).toLowerCase() === ".csv"
      ? csvRows(readSmallFile(file, WHAT)).map((cells, at) =>
          checked(cells, `${WHAT}, row ${at + 2},`, row),
        )
      : readGiven(file, WHAT, z.array(row).min(1));
  const names = rows.map(({ code }) => `${code.system}|${code.code}`);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (rows.length === 0) fail("CLI_FILE", { what: WHAT, reason: "it has no row" });
  if (twice >= 0) fail("CLI_FILE", { what: WHAT, reason: `row ${twice + 2} has a code again` });
  return rows;
}

function csvRows(text: string): Record<string, string>[] {
  try {
    const rows: Record<string, string>[] = parseCsv(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
    });
    // An empty cell says nothing.
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell)));
  } catch {
    const reason = "it is no CSV with as many fields in each row as in its header";
    return fail("CLI_FILE", { what: WHAT, reason });
  }
}
