/** Statements of others, read entry by entry whether or not they add up; and falsified ones, to try that. */
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { sha256, utf8 } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import { groupBy } from "../../core/groupBy.ts";
import { amountText } from "../../core/money.ts";
import { readPayment } from "../../fhir/claims/payments.ts";
import {
  adviceEntries,
  canonical,
  settlementEntries,
  type StatementEntry,
} from "../../remittance/entries.ts";
import type { Form } from "./forms.ts";

/** @throws STATEMENT_FORM */
export function formOf(text: string): Form {
  const [head = ""] = text.replace(/^\uFEFF/, "").split("\n", 1);
  if (/^\s*\{/.test(head)) return "payment";
  if (head.includes("segment")) return "advice";
  if (head.includes("setl_id")) return "settlements";
  return fail("STATEMENT_FORM", { reason: "its first line is no header of one" });
}

/** @throws REMITTANCE_REFUSED, FHIR_REFUSED */
export function entriesOf(form: Form, text: string): StatementEntry[] {
  if (form === "advice") return adviceEntries(text);
  if (form === "settlements") return settlementEntries(text);
  const { details, amount, currency } = readPayment(utf8(text), { where: "The statement" });
  const said = (value: bigint | undefined) => amountText(value ?? 0n, currency);
  const total = { line: 1, key: "payment", claim: "", values: canonical({ amount: said(amount) }) };
  return [
    total,
    ...details.map((one, at) => {
      const claim = one.claim?.identifier?.value ?? one.claim?.reference ?? "";
      const values = canonical({ amount: said(one.amount), type: one.type });
      return { line: at + 2, key: JSON.stringify([claim, one.type]), claim, values };
    }),
  ];
}

/** A cell that was made wrong. */
export interface Falsified {
  readonly file: number;
  readonly line: number;
  readonly field: string;
}

/** Which cells of a form say something that the ledger can contradict. */
const FIELDS: Readonly<Record<Form, ReadonlySet<string>>> = {
  advice: new Set(["status", "quantity", "charge", "paid", "patient", "reason", "amount"]),
  settlements: new Set(
    "medfee_sumamt fulamt_ownpay_amt preselfpay_amt inscp_scp_amt hifp_pay fund_pay_sumamt psn_part_amt psn_cash_pay acct_pay hosp_part_amt".split(
      " ",
    ),
  ),
  payment: new Set(["amount"]),
};

interface Cell extends Falsified {
  readonly falsify: () => void;
}

/**
 * Copies of statements in which entries are wrong, one cell each: chosen by a seed, so that a run can be
 * had again. @throws STATEMENT_SHORT
 */
export function falsified(
  texts: readonly string[],
  inject: number,
  seed: number,
): { texts: string[]; injected: Falsified[] } {
  let drawn = 0;
  const draw = (below: number): number => {
    const bytes = sha256(utf8(`${seed} ${drawn++}`));
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % below;
  };
  const open = texts.map((text, file) => openCells(text, file + 1, draw));
  const cellsOf = groupBy(
    open.flatMap(({ cells }) => cells),
    ({ file, line }) => `${file} ${line}`,
  );
  const rows = [...cellsOf];
  if (rows.length < inject) fail("STATEMENT_SHORT", { entries: rows.length, inject });
  const injected: Falsified[] = [];
  for (let i = 0; i < inject; i++) {
    const [[, cells]] = rows.splice(draw(rows.length), 1) as [[string, Cell[]]];
    const { falsify, ...cell } = cells[draw(cells.length)]!;
    falsify();
    injected.push(cell);
  }
  return { texts: open.map(({ text }) => text()), injected };
}

function openCells(text: string, file: number, draw: (below: number) => number) {
  const form = formOf(text);
  const changed = (cell: string): string => changedFigure(cell, 1 + draw(9_000));
  if (form === "payment") {
    const payment = JSON.parse(text) as { detail?: { amount?: { value: number } }[] };
    const cells = (payment.detail ?? []).flatMap(({ amount }, at): Cell[] => {
      if (!amount) return [];
      const falsify = () => {
        amount.value = Number(changed(amount.value.toFixed(2)));
      };
      return [{ file, line: at + 2, field: "amount", falsify }];
    });
    return { cells, text: () => JSON.stringify(payment) };
  }
  const lines: string[][] = parse(text, { bom: true, skip_empty_lines: true });
  const [header = [], ...rows] = lines;
  const cells = rows.flatMap((row, at) =>
    header.flatMap((field, column): Cell[] => {
      const cell = row[column]!;
      if (!FIELDS[form].has(field) || !/^-?\d+(?:\.\d+)?$/.test(cell)) return [];
      const falsify = () => {
        row[column] = changed(cell);
      };
      return [{ file, line: at + 2, field, falsify }];
    }),
  );
  return { cells, text: () => stringify(lines, { record_delimiter: "windows" }) };
}

/** Another figure with as many digits after the point. */
function changedFigure(cell: string, by: number): string {
  const digits = cell.split(".")[1]?.length ?? 0;
  const figures = BigInt(cell.replace(".", "")) + BigInt(by);
  const text = (figures < 0n ? -figures : figures).toString().padStart(digits + 1, "0");
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return figures < 0n ? `-${whole}` : whole;
}
