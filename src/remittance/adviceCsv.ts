/** An advice of payment as one CSV table, whose rows are named as the segments of X12 835. */
import { amountText, isCurrency } from "../core/money.ts";
import {
  type Advice,
  type AdviceClaim,
  type AdviceLine,
  adviceViolations,
  type ToldAdjustment,
  type Withheld,
} from "./advice.ts";
import { readAmount, readTable, refuse, type Row, writeTable } from "./table.ts";

/**
 * `segment`: BPR the payment, CLP a claim, SVC a line, CAS an adjustment of what stands above it, PLB
 * what is kept back. `claim`: its id, of BPR the payment's name. `code`: of the line, of BPR the
 * currency. `date`: of the payment. `part`: which amount of a line's result it is.
 */
export const ADVICE_COLUMNS = [
  "segment",
  "claim",
  "line",
  "status",
  "date",
  "code",
  "quantity",
  "charge",
  "paid",
  "patient",
  "group",
  "reason",
  "amount",
  "remark",
  "part",
] as const;
type Column = (typeof ADVICE_COLUMNS)[number];

const TABLE = "advice";
const EMPTY = Object.fromEntries(ADVICE_COLUMNS.map((column) => [column, ""])) as Row<Column>;

/** @throws REMITTANCE_REFUSED if it breaks an identity or a rule of the code lists */
export function writeAdvice(advice: Advice): string {
  requireSound(advice);
  const { payment, date, currency, amount, claims, withheld } = advice;
  const text = (value: bigint) => amountText(value, currency);
  const rowOf = (segment: string, cells: Partial<Row<Column>>): Row<Column> => ({
    ...EMPTY,
    segment,
    ...cells,
  });
  const adjusted = (claim: string, line: string, all: readonly ToldAdjustment[]) =>
    all.map(({ group, reason, amount: part, remark, part: of }) =>
      rowOf("CAS", { claim, line, group, reason, amount: text(part), remark, part: of }),
    );
  return writeTable(TABLE, ADVICE_COLUMNS, [
    rowOf("BPR", { claim: payment, date, code: currency, amount: text(amount) }),
    ...claims.flatMap((one) => [
      rowOf("CLP", {
        claim: one.claim,
        status: one.status,
        charge: text(one.charge),
        paid: text(one.paid),
        patient: text(one.patient),
      }),
      ...adjusted(one.claim, "", one.adjustments),
      ...one.lines.flatMap((line) => {
        const [claim, sequence] = [one.claim, String(line.sequence)];
        const service = rowOf("SVC", {
          claim,
          line: sequence,
          code: line.code,
          quantity: String(line.quantity),
          charge: text(line.charge),
          paid: text(line.paid),
        });
        return [service, ...adjusted(claim, sequence, line.adjustments)];
      }),
    ]),
    ...withheld.map(({ reason, amount: kept }) => rowOf("PLB", { reason, amount: text(kept) })),
  ]);
}

function requireSound(advice: Advice): void {
  const [first] = adviceViolations(advice);
  if (first) refuse(TABLE, 0, `${first.rule} (line ${first.line} of a claim)`);
}

type OpenLine = Omit<AdviceLine, "adjustments"> & { adjustments: ToldAdjustment[] };
type OpenClaim = Omit<AdviceClaim, "adjustments" | "lines"> & {
  adjustments: ToldAdjustment[];
  lines: OpenLine[];
};

/** Rows become claims and lines one after the other. */
class Reader {
  readonly claims: OpenClaim[] = [];
  readonly withheld: Withheld[] = [];
  readonly #currency: string;

  constructor(currency: string) {
    this.#currency = currency;
  }

  #amount(row: Row<Column>, name: "amount" | "charge" | "paid" | "patient", at: number): bigint {
    return readAmount(row[name], this.#currency, { table: TABLE, row: at, name });
  }

  take(row: Row<Column>, at: number): void {
    const claim = this.claims.at(-1);
    if (row.segment === "CLP") this.#claim(row, at);
    else if (row.segment === "PLB") {
      this.withheld.push({ reason: row.reason, amount: this.#amount(row, "amount", at) });
    } else if (claim === undefined || claim.claim !== row.claim) {
      refuse(TABLE, at, "the row below its claim's");
    } else if (row.segment === "SVC") this.#line(claim.lines, row, at);
    else if (row.segment === "CAS") this.#adjustment(claim, row, at);
    else refuse(TABLE, at, "one of the segments CLP, SVC, CAS, PLB");
  }

  #claim(row: Row<Column>, at: number): void {
    this.claims.push({
      claim: row.claim,
      status: row.status,
      charge: this.#amount(row, "charge", at),
      paid: this.#amount(row, "paid", at),
      patient: this.#amount(row, "patient", at),
      adjustments: [],
      lines: [],
    });
  }

  #line(lines: OpenLine[], row: Row<Column>, at: number): void {
    const [sequence, quantity] = [Number(row.line), Number(row.quantity)];
    if (!Number.isSafeInteger(sequence) || sequence < 1) refuse(TABLE, at, "a line from 1");
    if (lines.some((line) => line.sequence === sequence)) refuse(TABLE, at, "each line once");
    if (row.quantity === "" || !Number.isFinite(quantity)) refuse(TABLE, at, "a quantity");
    lines.push({
      sequence,
      code: row.code,
      quantity,
      charge: this.#amount(row, "charge", at),
      paid: this.#amount(row, "paid", at),
      adjustments: [],
    });
  }

  #adjustment(claim: OpenClaim, row: Row<Column>, at: number): void {
    const { group, reason, remark, part } = row;
    const line = claim.lines.at(-1);
    const owner = row.line === "" ? claim : line;
    if (row.line !== "" && String(line?.sequence) !== row.line) {
      refuse(TABLE, at, "the row below its line's");
    }
    owner?.adjustments.push({
      group,
      reason,
      amount: this.#amount(row, "amount", at),
      remark,
      part,
    });
  }
}

/**
 * Reads what `writeAdvice` wrote, or another in these columns.
 * @throws REMITTANCE_REFUSED for rows out of place, and for one that breaks an identity or a rule of
 * the code lists
 */
export function readAdvice(text: string): Advice {
  const [head, ...rows] = readTable(text, TABLE, ADVICE_COLUMNS);
  if (head?.segment !== "BPR") return refuse(TABLE, 2, "the segment BPR");
  const { claim: payment, date, code: currency } = head;
  if (!isCurrency(currency)) refuse(TABLE, 2, "a currency of ISO 4217");
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) refuse(TABLE, 2, "a date such as 2026-01-31");
  const reader = new Reader(currency);
  for (const [at, row] of rows.entries()) reader.take(row, at + 3);
  const amount = readAmount(head.amount, currency, { table: TABLE, row: 2, name: "amount" });
  const { claims, withheld } = reader;
  const advice = { payment, date, currency, amount, claims, withheld };
  requireSound(advice);
  return advice;
}
