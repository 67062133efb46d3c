import { dayOf } from "../../core/dates.ts";
import type { JournalledUnit } from "../../vault/dispenseJournal.ts";
import { freshIndex } from "../index/fresh.ts";
import { note } from "../progress.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { openJournal } from "./journal.ts";
import { lotNamed } from "./lot.ts";
import { lotTitle } from "./places.ts";

interface Called {
  patient: string;
  units: number[];
  /** Of the first of them, Unix seconds. */
  since: number;
}

/** Whom to call: who has units of a lot, by the journal here and what the chain has of each unit. */
export async function run(session: Session, name: string, options: { as?: string }): Promise<void> {
  const { supply } = (await freshIndex(session)).reader;
  const lot = lotNamed(supply, name);
  const member = await session.member(options.as);
  const dispensed = new Set(supply.dispensedBy(member.id, lot.lot));
  const known = openJournal(session, member)
    .of(lot.lot)
    .filter(({ unit }) => dispensed.delete(unit));
  const patients = byPatient(known);
  // Dispensed elsewhere in the house, or its journal is lost: somebody must look for these.
  const unknown = [...dispensed];
  note(`${lotTitle(lot)}: ${lot.recall === "NONE" ? "not recalled" : `class ${lot.recall}`}`);
  if (unknown.length > 0) note(`${unknown.length} units dispensed that no journal here names.`);
  session.output.result(
    { lot: lot.lot, recall: lot.recall, patients, unknown },
    table(
      ["Patient", "Since", "Units"],
      patients.map(({ patient, units, since }) => [patient, dayOf(since), units.join(", ")]),
    ),
  );
}

function byPatient(units: readonly JournalledUnit[]): Called[] {
  const called = new Map<string, Called>();
  for (const { patient, unit, time } of units) {
    const one = called.get(patient) ?? { patient, units: [], since: time };
    one.units.push(unit);
    one.since = Math.min(one.since, time);
    called.set(patient, one);
  }
  return [...called.values()];
}
