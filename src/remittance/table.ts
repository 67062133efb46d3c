/** Tables of payments as CSV (RFC 4180). */
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { fail, isCareLedgerError } from "../core/errors.ts";
import { amountText, minorUnits } from "../core/money.ts";

/** Characters of a table that is read. */
const LONGEST_TABLE = 64 << 20;
const LONGEST_ROW = 1 << 16;

export type Row<C extends string> = Readonly<Record<C, string>>;

/** Refuses a table by what was expected. Rows count from 1, the header; 0: the table as a whole. */
export const refuse = (table: string, row: number, expected: string): never =>
  fail("REMITTANCE_REFUSED", { table, row, expected });

/** What a spreadsheet would run instead of showing it. */
const isFormula = (cell: string): boolean =>
  /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell);

/** @throws REMITTANCE_REFUSED for a cell that spreadsheets would run */
export function writeTable<C extends string>(
  table: string,
  columns: readonly C[],
  rows: readonly Row<C>[],
): string {
  const lines = rows.map((row, at) =>
    columns.map((column) =>
      isFormula(row[column]) ? refuse(table, at + 2, `no formula in ${column}`) : row[column],
    ),
  );
  return stringify([columns, ...lines], { record_delimiter: "windows" });
}

/**
 * Reads a table with a header; columns may stand in any order, others beside them are passed over.
 * @param table What errors call it
 * @throws REMITTANCE_REFUSED
 */
export function readTable<const C extends string>(
  text: string,
  table: string,
  columns: readonly C[],
): Row<C>[] {
  if (text.length > LONGEST_TABLE) refuse(table, 0, `at most ${LONGEST_TABLE} characters`);
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, skip_empty_lines: true, max_record_size: LONGEST_ROW });
  } catch (error) {
    // Not the cause: its message may quote a row.
    const { lines: row } = error as { lines?: number };
    return refuse(table, row ?? 0, "CSV with as many fields in each row as in the header");
  }
  const [header = [], ...rows] = lines;
  const places = columns.map((column) => {
    const place = header.indexOf(column);
    if (place < 0) refuse(table, 1, `the column ${column}`);
    if (header.lastIndexOf(column) !== place) refuse(table, 1, `the column ${column} once`);
    return place;
  });
  return rows.map(
    (fields) =>
      Object.fromEntries(columns.map((column, at) => [column, fields[places[at]!]!])) as Row<C>,
  );
}

/** An amount in minor units as a table has it. */
export const amountCell = (amount: bigint, currency: string): string =>
  amountText(amount, currency);

/** @param name The column */
export function readAmount(
  cell: string,
  currency: string,
  { table, row, name }: { table: string; row: number; name: string },
): bigint {
  try {
    return minorUnits(cell, currency);
  } catch (error) {
    if (isCareLedgerError(error, "MONEY_CURRENCY")) return refuse(table, row, "a currency");
    return refuse(table, row, `an amount as ${name}`);
  }
}
