import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { fail, isCareLedgerError } from "../core/errors.ts";

/** The most characters of one row: hostile files must not fill the memory with one endless field. */
const LONGEST_ROW = 1 << 20;

/** A row by the columns that were asked for. */
export type Row<C extends string> = Readonly<Record<C, string>>;

/** The first file that is there, plain or gzip. */
export async function findTable(...paths: readonly string[]): Promise<string | undefined> {
  for (const candidate of paths.flatMap((name) => [name, `${name}.gz`])) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return candidate;
  }
  return undefined;
}

/** Of `csv/NAME.csv` in a Synthea folder, row by row. @throws SYNTHEA_TABLE_MISSING, and as rowsOf */
export async function* rowsIn<const C extends string>(
  dir: string,
  name: string,
  columns: readonly C[],
): AsyncGenerator<Row<C>> {
  const file = await findTable(path.join(dir, "csv", `${name}.csv`));
  yield* rowsOf(file ?? fail("SYNTHEA_TABLE_MISSING", { table: name }), name, columns);
}

/**
 * The rows of a CSV file, one in memory at a time. Names of columns are compared without case, spaces
 * and underscores, for they differ between the versions.
 * @param name what errors call it
 * @throws SYNTHEA_TABLE_BROKEN, SYNTHEA_COLUMN_MISSING
 */
export async function* rowsOf<const C extends string>(
  file: string,
  name: string,
  columns: readonly C[],
): AsyncGenerator<Row<C>> {
  const stages = [
    createReadStream(file),
    ...(file.endsWith(".gz") ? [createGunzip()] : []),
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
    }),
  ] as const;
  // Whoever reads learns of a failure by the last stage, which pipeline destroys with the cause.
  const rows = pipeline(stages, () => undefined) as unknown as AsyncIterable<string[]>;
  let at: readonly number[] | undefined;
  let line = 0;
  try {
    for await (const fields of rows) {
      line += 1;
      if (at === undefined) {
        at = placesOf(fields, name, columns);
        continue;
      }
      const cells = at.map((place) => fields[place] ?? "");
      yield Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as Row<C>;
    }
  } catch (error) {
    if (isCareLedgerError(error)) throw error;
    // Not the cause: its message may quote a row.
    fail("SYNTHEA_TABLE_BROKEN", { table: name, row: line + 1 });
  }
  if (at === undefined) fail("SYNTHEA_TABLE_BROKEN", { table: name, row: 1 });
}

const plain = (name: string): string => name.replace(/[\s_]/g, "").toLowerCase();

function placesOf(header: readonly string[], table: string, columns: readonly string[]): number[] {
  const names = header.map(plain);
  return columns.map((column) => {
    const place = names.indexOf(plain(column.replace(/\?$/, "")));
    if (place < 0 && !column.endsWith("?")) fail("SYNTHEA_COLUMN_MISSING", { table, column });
    return place;
  });
}
