import { expect } from "chai";
import { isCareLedgerError } from "../../src/core/errors.ts";
import type { RowOptions } from "../../src/remittance/nhsa.ts";

export const payment = { payment: "0x07", date: "2026-04-01", currency: "CNY" };
export const clearing: RowOptions = {
  insutype: "310",
  clr_optins: "320400",
  clr_way: "1",
  clr_type: "11",
};

/** Expects REMITTANCE_REFUSED of this table at this row. */
export function expectRefused(act: () => unknown, row: number, expected: string | RegExp): void {
  let caught: unknown;
  try {
    act();
  } catch (error) {
    caught = error;
  }
  expect(isCareLedgerError(caught, "REMITTANCE_REFUSED"), String(caught)).equal(true);
  const { details } = caught as { details: { row: number; expected: string } };
  expect(details.expected).match(typeof expected === "string" ? new RegExp(expected) : expected);
  expect(details.row).equal(row);
}

/** A table with the cell of one row and column replaced; rows count from 1, the header. */
export function withCell(csv: string, row: number, column: string, value: string): string {
  const lines = csv.trimEnd().split("\r\n");
  const place = lines[0]!.split(",").indexOf(column);
  const cells = lines[row - 1]!.split(",");
  cells[place] = value;
  lines[row - 1] = cells.join(",");
  return `${lines.join("\r\n")}\r\n`;
}
