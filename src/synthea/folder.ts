import { fhirInterval } from "../core/dates.ts";
import { fail, isCareLedgerError } from "../core/errors.ts";
import { cents } from "./money.ts";
import type { ReplayLine, ServiceKind } from "./planModel.ts";
import { rowsIn } from "./table.ts";

/** One claim as the tables tell it, before it is known which plan is to pay. */
export interface RawClaim {
  /** Of claims.csv, and of the FHIR Claim. */
  readonly id: string;
  readonly encounter: string;
  readonly patient: string;
  /** Id of the organisation. */
  readonly provider: string;
  /** Name of the insurer; NO_INSURANCE for none. */
  readonly payer: string;
  readonly secondary: boolean;
  readonly kind: ServiceKind;
  /** When care was given, and by when it ended; seconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** Cents. */
  readonly total: number;
  readonly lines: readonly ReplayLine[];
  /** PAYER_COVERAGE, in cents: what the model is held against, never what it reads. */
  readonly truthPaid: number;
}

export interface SyntheaFolder {
  /** In the order of claims.csv. */
  readonly claims: readonly RawClaim[];
  readonly lives: ReadonlyMap<string, Life>;
}

/** A patient's: seconds since 1970; not died: alive, no sex: the table does not tell it. */
export interface Life {
  readonly born: number;
  readonly died: number | undefined;
  readonly sex: "FEMALE" | "MALE" | undefined;
}

const SEXES: Readonly<Record<string, Life["sex"]>> = { F: "FEMALE", M: "MALE" };

/** A wellness visit asks no copay from here on: 2006-01-01. */
const PREVENTIVE_FREE = 1_136_073_600;

/** Seconds since 1970 of an ISO date, or a time to the second with its zone. @throws SYNTHEA_NUMBER */
export function secondsOf(text: string, where: string): number {
  try {
    // Not Date.parse: it takes much else, and reads a time without a zone by this machine's.
    const { start } = fhirInterval(text);
    if (Number.isInteger(start)) return start;
  } catch (error) {
    if (!isCareLedgerError(error, "DATE_INVALID")) throw error;
  }
  return fail("SYNTHEA_NUMBER", { where });
}

/** A claim's part in claims_transactions.csv: only rows of TYPE CHARGE, only their amount is read. */
async function readCharges(dir: string): Promise<Map<string, ReplayLine[]>> {
  const charges = new Map<string, ReplayLine[]>();
  const columns = ["CLAIMID", "TYPE", "AMOUNT", "PROCEDURECODE"] as const;
  for await (const row of rowsIn(dir, "claims_transactions", columns)) {
    if (row.TYPE !== "CHARGE") continue;
    const amount = cents(row.AMOUNT, "claims_transactions: AMOUNT");
    const line = { code: row.PROCEDURECODE, service: row.PROCEDURECODE, amount };
    const lines = charges.get(row.CLAIMID);
    if (lines) lines.push(line);
    else charges.set(row.CLAIMID, [line]);
  }
  return charges;
}

type Care = Omit<RawClaim, "id" | "secondary">;

/** What an encounter is billed by: its own claim, then one a prescription, in the tables' order. */
async function readCare(dir: string): Promise<Map<string, Care[]>> {
  const payers = new Map<string, string>();
  for await (const row of rowsIn(dir, "payers", ["Id", "NAME"])) payers.set(row.Id, row.NAME);
  const nameOf = (id: string): string => payers.get(id) ?? id;
  const care = new Map<string, Care[]>();
  for await (const row of rowsIn(dir, "encounters", encounterColumns)) {
    const start = secondsOf(row.START, "encounters: START");
    const base = cents(row.BASE_ENCOUNTER_COST, "encounters: BASE_ENCOUNTER_COST");
    const isFree = row.ENCOUNTERCLASS === "wellness" && start >= PREVENTIVE_FREE;
    const visit = {
      encounter: row.Id,
      patient: row.PATIENT,
      provider: row.ORGANIZATION,
      payer: nameOf(row.PAYER),
      kind: isFree ? ("preventive" as const) : ("visit" as const),
      start,
      end: row.STOP === "" ? start : secondsOf(row.STOP, "encounters: STOP"),
      total: cents(row.TOTAL_CLAIM_COST, "encounters: TOTAL_CLAIM_COST"),
      lines: [{ code: row.CODE, service: row.ENCOUNTERCLASS, amount: base }],
      truthPaid: cents(row.PAYER_COVERAGE, "encounters: PAYER_COVERAGE"),
    };
    care.set(row.Id, [visit]);
  }
  for await (const row of rowsIn(dir, "medications", medicationColumns)) {
    const visit = care.get(row.ENCOUNTER);
    if (visit === undefined) fail("SYNTHEA_ROW_ALONE", { table: "medications" });
    const start = secondsOf(row.START, "medications: START");
    const total = cents(row.BASE_COST, "medications: BASE_COST");
    visit.push({
      encounter: row.ENCOUNTER,
      patient: row.PATIENT,
      provider: visit[0]?.provider ?? "",
      payer: nameOf(row.PAYER),
      kind: "pharmacy",
      start,
      end: start,
      total,
      lines: [{ code: row.CODE, service: row.CODE, amount: total }],
      truthPaid: cents(row.PAYER_COVERAGE, "medications: PAYER_COVERAGE"),
    });
  }
  return care;
}

const encounterColumns = [
  "Id",
  "START",
  "STOP",
  "PATIENT",
  "ORGANIZATION",
  "PAYER",
  "ENCOUNTERCLASS",
  "CODE",
  "BASE_ENCOUNTER_COST",
  "TOTAL_CLAIM_COST",
  "PAYER_COVERAGE",
] as const;
const medicationColumns = [
  "START",
  "PATIENT",
  "PAYER",
  "ENCOUNTER",
  "CODE",
  "BASE_COST",
  "PAYER_COVERAGE",
] as const;

/**
 * Every claim of a Synthea folder, from csv/claims, encounters, medications, claims_transactions,
 * payers and patients.
 * @throws SYNTHEA_TABLE_MISSING, SYNTHEA_TABLE_BROKEN, SYNTHEA_COLUMN_MISSING, SYNTHEA_NUMBER,
 * SYNTHEA_ROW_ALONE for a claim without an encounter or prescription
 */
export async function readSyntheaFolder(dir: string): Promise<SyntheaFolder> {
  const [charges, care] = [await readCharges(dir), await readCare(dir)];
  const taken = new Map<string, number>();
  const claims: RawClaim[] = [];
  const columns = ["Id", "APPOINTMENTID", "SECONDARYPATIENTINSURANCEID?"] as const;
  for await (const row of rowsIn(dir, "claims", columns)) {
    const place = taken.get(row.APPOINTMENTID) ?? 0;
    taken.set(row.APPOINTMENTID, place + 1);
    const part = care.get(row.APPOINTMENTID)?.[place];
    if (part === undefined) fail("SYNTHEA_ROW_ALONE", { table: "claims" });
    const secondary = !["", "0"].includes(row["SECONDARYPATIENTINSURANCEID?"]);
    claims.push({ ...part, id: row.Id, secondary, lines: linesOf(part, charges.get(row.Id)) });
  }
  const lives = new Map<string, Life>();
  for await (const row of rowsIn(dir, "patients", ["Id", "BIRTHDATE", "DEATHDATE", "GENDER?"])) {
    const died = row.DEATHDATE === "" ? undefined : secondsOf(row.DEATHDATE, "patients: DEATHDATE");
    const born = secondsOf(row.BIRTHDATE, "patients: BIRTHDATE");
    lives.set(row.Id, { born, died, sex: SEXES[row["GENDER?"]] });
  }
  return { claims, lives };
}

/** The charges of a visit, if they begin with it and are no more than its total. */
function linesOf(part: Care, charges: readonly ReplayLine[] | undefined): readonly ReplayLine[] {
  const [main, first] = [part.lines[0], charges?.[0]];
  if (part.kind === "pharmacy" || main === undefined || first?.code !== main.code) {
    return part.lines;
  }
  const sum = charges!.reduce((all, { amount }) => all + amount, 0);
  return sum > part.total ? part.lines : [{ ...main, amount: first.amount }, ...charges!.slice(1)];
}
