/** Settlements (2304) and statements of account (3201) as CSV, in the platform's fields. */
import { AMOUNTS, type Amount, rowViolations, type SettlementRow } from "./nhsa.ts";
import { amountCell, readAmount, readTable, refuse, type Row, writeTable } from "./table.ts";
import type { Statement } from "./statement.ts";

const CURRENCY = "CNY";
const SETTLEMENTS = "settlements";
const STATEMENTS = "statements";

const NAMES = ["setl_id", "setl_date", "insutype", "clr_optins", "clr_way", "clr_type"] as const;
export const SETTLEMENT_COLUMNS = [...NAMES, ...AMOUNTS, "pool_prop_selfpay"] as const;

const requireDate = (table: string, row: number, ...dates: readonly string[]): void => {
  const isDate = (date: string) => /^\d{4}-\d\d-\d\d$/.test(date);
  if (!dates.every(isDate)) refuse(table, row, "dates such as 2026-01-31");
};

function requireSound(row: SettlementRow, at: number): void {
  const [first] = rowViolations(row);
  if (first !== undefined) refuse(SETTLEMENTS, at, first);
  requireDate(SETTLEMENTS, at, row.setl_date);
}

/** @throws REMITTANCE_REFUSED for a row whose identities do not hold */
export function writeSettlements(rows: readonly SettlementRow[]): string {
  const lines = rows.map((row, at) => {
    requireSound(row, at + 2);
    const amounts = AMOUNTS.map((name) => [name, amountCell(row[name], CURRENCY)]);
    return { ...row, ...Object.fromEntries(amounts) } as Row<(typeof SETTLEMENT_COLUMNS)[number]>;
  });
  return writeTable(SETTLEMENTS, SETTLEMENT_COLUMNS, lines);
}

/** @throws REMITTANCE_REFUSED for a row whose identities do not hold, or that stands there twice */
export function readSettlements(text: string): SettlementRow[] {
  const seen = new Set<string>();
  return readTable(text, SETTLEMENTS, SETTLEMENT_COLUMNS).map((cells, index) => {
    const row = index + 2;
    const amounts = Object.fromEntries(
      AMOUNTS.map((name) => [
        name,
        readAmount(cells[name], CURRENCY, { table: SETTLEMENTS, row, name }),
      ]),
    ) as Record<Amount, bigint>;
    const read: SettlementRow = { ...cells, ...amounts };
    requireSound(read, row);
    const key = `${read.setl_id} ${read.medfee_sumamt < 0n}`;
    if (seen.has(key)) refuse(SETTLEMENTS, row, "each settlement once");
    seen.add(key);
    return read;
  });
}

const SUMS = ["medfee_sumamt", "fund_pay_sumamt", "acct_pay"] as const;
const STATEMENT_COLUMNS = [
  "insutype",
  "clr_type",
  "setl_optins",
  "stmt_begndate",
  "stmt_enddate",
  ...SUMS,
  "fixmedins_setl_cnt",
] as const;

export const writeStatements = (statements: readonly Statement[]): string =>
  writeTable(
    STATEMENTS,
    STATEMENT_COLUMNS,
    statements.map((one) => ({
      ...one,
      medfee_sumamt: amountCell(one.medfee_sumamt, CURRENCY),
      fund_pay_sumamt: amountCell(one.fund_pay_sumamt, CURRENCY),
      acct_pay: amountCell(one.acct_pay, CURRENCY),
      fixmedins_setl_cnt: String(one.fixmedins_setl_cnt),
    })),
  );

/** @throws REMITTANCE_REFUSED */
export const readStatements = (text: string): Statement[] =>
  readTable(text, STATEMENTS, STATEMENT_COLUMNS).map((cells, index) => {
    const row = index + 2;
    const amount = (name: (typeof SUMS)[number]) =>
      readAmount(cells[name], CURRENCY, { table: STATEMENTS, row, name });
    requireDate(STATEMENTS, row, cells.stmt_begndate, cells.stmt_enddate);
    if (!/^\d{1,12}$/.test(cells.fixmedins_setl_cnt)) refuse(STATEMENTS, row, "a number of claims");
    return {
      ...cells,
      medfee_sumamt: amount("medfee_sumamt"),
      fund_pay_sumamt: amount("fund_pay_sumamt"),
      acct_pay: amount("acct_pay"),
      fixmedins_setl_cnt: BigInt(cells.fixmedins_setl_cnt),
    };
  });
