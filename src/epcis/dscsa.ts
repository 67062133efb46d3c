import { fail } from "../core/errors.ts";
import { checkedValue } from "./applicationIdentifiers.ts";

/** A trading partner, as the law wants it written: business name and address. */
export interface TradingPartner {
  name: string;
  address: string;
}

/** What a change of ownership of a drug in the United States must tell (FD&C Act 581(26)). */
export interface DscsaTransaction {
  productName: string;
  strength: string;
  dosageForm: string;
  /** National Drug Code: 10 digits in three parts, or 11 as 5-4-2. */
  ndc: string;
  containerSize: string;
  containers: number;
  lot: string;
  /** ISO 8601, a date or a date and time. */
  transaction: string;
  /** ISO 8601; exported only where it is more than 24 hours after the transaction. */
  shipment?: string;
  from: TradingPartner;
  to: TradingPartner;
  statements: readonly Statement[];
}

/** The seven statements of FD&C Act 581(27), (A) to (G), by bit from the lowest. */
export const transactionStatements = [
  "AUTHORISED",
  "RECEIVED_FROM_AUTHORISED",
  "RECEIVED_INFORMATION",
  "NO_KNOWN_SUSPECT_SHIPPED",
  "VERIFICATION_IN_PLACE",
  "NO_KNOWN_FALSE_INFORMATION",
  "HISTORY_NOT_ALTERED",
] as const;
export type Statement = (typeof transactionStatements)[number];

export const statementMask = (made: readonly Statement[]): number =>
  transactionStatements.reduce(
    (mask, one, bit) => (made.includes(one) ? mask | (1 << bit) : mask),
    0,
  );

/** The columns of the export, in their order. */
export const transactionColumns = [
  "productName",
  "strength",
  "dosageForm",
  "ndc",
  "containerSize",
  "containers",
  "lot",
  "transactionDate",
  "shipmentDate",
  "fromName",
  "fromAddress",
  "toName",
  "toAddress",
  "transactionStatement",
] as const;

/** One row: texts, the number of containers, and the statement as a mask of seven bits. */
export type TransactionRow = Readonly<
  Record<
    Exclude<(typeof transactionColumns)[number], "containers" | "transactionStatement">,
    string
  >
> & { readonly containers: number; readonly transactionStatement: number };

const DAY = 24 * 60 * 60 * 1000;

function text(field: string, value: string): string {
  const trimmed = value.trim();
  // A table program would take what begins with = + - @ for a formula.
  const plain = /^[^=+\-@\p{Cc}][^\p{Cc}]{0,199}$/u.test(trimmed);
  return plain
    ? trimmed
    : fail("DSCSA_FIELD", { field, expected: "one line of plain text of up to 200 characters" });
}

function time(field: string, value: string): number {
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  const at = form.test(value) ? Date.parse(value) : Number.NaN;
  const [year, month, day] = value.slice(0, 10).split("-").map(Number);
  const isDay = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
  return Number.isNaN(at) || !isDay
    ? fail("DSCSA_FIELD", { field, expected: "a date YYYY-MM-DD, or with a time and its offset" })
    : at;
}

/**
 * The transaction information and statement of one product and lot, checked.
 * @throws DSCSA_FIELD, and GS1_FORM for a lot that no GS1 code can hold
 */
export function transactionRow(input: DscsaTransaction): TransactionRow {
  const { ndc, containers } = input;
  if (!/^(?:\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2})$/.test(ndc)) {
    fail("DSCSA_FIELD", {
      field: "ndc",
      expected: "4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits with hyphens",
    });
  }
  if (!Number.isSafeInteger(containers) || containers < 1) {
    fail("DSCSA_FIELD", { field: "containers", expected: "a whole number above 0" });
  }
  if (!input.statements.every((one) => transactionStatements.includes(one))) {
    fail("DSCSA_FIELD", { field: "statements", expected: "of the seven statements" });
  }
  const sold = time("transaction", input.transaction);
  const late = input.shipment !== undefined && time("shipment", input.shipment) - sold > DAY;
  return {
    productName: text("productName", input.productName),
    strength: text("strength", input.strength),
    dosageForm: text("dosageForm", input.dosageForm),
    ndc,
    containerSize: text("containerSize", input.containerSize),
    containers,
    lot: checkedValue("10", text("lot", input.lot)),
    transactionDate: input.transaction.slice(0, 10),
    shipmentDate: late ? input.shipment!.slice(0, 10) : "",
    fromName: text("from.name", input.from.name),
    fromAddress: text("from.address", input.from.address),
    toName: text("to.name", input.to.name),
    toAddress: text("to.address", input.to.address),
    transactionStatement: statementMask(input.statements),
  };
}

const cell = (value: string | number): string => {
  const shown = String(value);
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
};

/** Rows as CSV (RFC 4180) with a header line. */
export const transactionCsv = (rows: readonly TransactionRow[]): string =>
  [transactionColumns, ...rows.map((row) => transactionColumns.map((column) => row[column]))]
    .map((line) => `${line.map(cell).join(",")}\r\n`)
    .join("");
