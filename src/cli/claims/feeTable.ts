/** A table of fees, in the fields of function 2204 of China's insurance platform: a row a line. */
import { SETTINGS, type Setting } from "../../core/enums.ts";
import { fail } from "../../core/errors.ts";
import { fhirInterval } from "../../core/dates.ts";
import { groupBy } from "../../core/groupBy.ts";
import { minorUnits } from "../../core/money.ts";
import type { Code } from "../../fhir/claims/parts.ts";
import type { ClaimedLine, ClaimFacts } from "../../fhir/claims/claim.ts";
import { readTable } from "../../remittance/table.ts";

/**
 * `mdtrt_id`: the visit, under which it is billed; `psn_no`: the insured person here; `feedetl_sn`: the
 * line's number; `fee_ocur_time`: when it was done; `med_list_codg` with its system: what was done;
 * `cnt`, `det_item_fee_sumamt`: how many, and what they cost; `drug_trac_codg`: the pack's code;
 * `dise_codg`: diagnoses between spaces; `med_type`: a setting; `record`: what shows that it was done.
 */
const COLUMNS = [
  "mdtrt_id",
  "psn_no",
  "feedetl_sn",
  "fee_ocur_time",
  "system",
  "med_list_codg",
  "cnt",
  "det_item_fee_sumamt",
  "dise_system",
  "dise_codg",
  "med_type",
  "drug_trac_codg",
  "record",
] as const;
const TABLE = "fees";

type FeeRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

const refuse = (row: number, expected: string): never =>
  fail("REMITTANCE_REFUSED", { table: TABLE, row, expected });

/** A claim a visit. @throws REMITTANCE_REFUSED */
export function claimsOfFees(text: string, currency: string): ClaimFacts[] {
  const rows = readTable(text, TABLE, COLUMNS).map((row, at) => ({ row, at: at + 2 }));
  if (rows.length === 0) refuse(1, "a row at least");
  const visits = groupBy(rows, ({ row }) => row.mdtrt_id);
  return [...visits].map(([visit, lines]) => visitOf(visit, lines, currency));
}

interface PlacedRow {
  readonly row: FeeRow;
  readonly at: number;
}

function visitOf(visit: string, rows: readonly PlacedRow[], currency: string): ClaimFacts {
  const [{ row: first, at }] = rows as [PlacedRow, ...PlacedRow[]];
  if (visit === "") refuse(at, "a visit's number (mdtrt_id)");
  const setting = (first.med_type || "OUTPATIENT") as Setting;
  if (!SETTINGS.includes(setting)) refuse(at, `one of ${SETTINGS.join(", ")} as med_type`);
  const diagnoses = new Map<string, Code>();
  const sequences = new Set<number>();
  const lines = rows.map(({ row, at: place }): ClaimedLine => {
    if (row.psn_no !== first.psn_no) refuse(place, "the same person in all rows of a visit");
    const line = lineOf(row, place, currency);
    if (sequences.has(line.sequence)) refuse(place, "each line once");
    sequences.add(line.sequence);
    const own = row.dise_codg.split(/[\s;]+/).filter(Boolean);
    for (const code of own) {
      diagnoses.set(`${row.dise_system}|${code}`, { system: row.dise_system, code });
    }
    const places = [...diagnoses.keys()];
    return {
      ...line,
      diagnoses: own.map((code) => places.indexOf(`${row.dise_system}|${code}`) + 1),
    };
  });
  const times = lines.map(({ start }) => start);
  const start = Math.min(...times);
  return {
    id: undefined,
    invoice: { value: visit },
    status: "active",
    use: "claim",
    type: "",
    setting,
    created: first.fee_ocur_time,
    patient: { identifier: { value: first.psn_no } },
    provider: {},
    insurer: undefined,
    coverage: {},
    currency,
    start,
    length: Math.max(...times) - start,
    diagnoses: [...diagnoses.values()],
    lines,
    total: undefined,
    replaces: undefined,
  };
}

function lineOf(row: FeeRow, at: number, currency: string): Omit<ClaimedLine, "diagnoses"> {
  const [sequence, quantity] = [Number(row.feedetl_sn), Number(row.cnt)];
  if (!Number.isSafeInteger(sequence) || sequence < 1) refuse(at, "a number from 1 as feedetl_sn");
  if (!Number.isSafeInteger(quantity) || quantity < 1) refuse(at, "a whole number as cnt");
  if (row.med_list_codg === "") refuse(at, "a code as med_list_codg");
  return {
    sequence,
    code: { system: row.system, code: row.med_list_codg },
    charge: chargeOf(row, at, currency),
    quantity,
    start: timeOf(row, at),
    records: row.record === "" ? [] : [row.record],
    ...(row.drug_trac_codg === "" ? {} : { traceCode: row.drug_trac_codg }),
  };
}

function chargeOf({ det_item_fee_sumamt: text }: FeeRow, at: number, currency: string): bigint {
  try {
    const charge = minorUnits(text, currency);
    if (charge >= 0n) return charge;
  } catch {
    // Said below, without what the cell holds.
  }
  return refuse(at, "an amount of 0 or more as det_item_fee_sumamt");
}

function timeOf({ fee_ocur_time: text }: FeeRow, at: number): number {
  try {
    return fhirInterval(text).start;
  } catch {
    return refuse(at, "a date or dateTime with its zone as fee_ocur_time");
  }
}
