import { actions, type Purpose, purposes } from "../../core/codes.ts";
import { clinicalDateText } from "../../core/dates.ts";
import { decideEntry } from "../../core/decision.ts";
import { isCareLedgerError } from "../../core/errors.ts";
import { codesIn } from "../../core/labels.ts";
import type { ConsentGrant } from "../../core/structs.ts";
import { type EntryHeader, unpackHeader, unpackProvision } from "../../core/words.ts";
import { custodians } from "../custodians.ts";
import type { Patient } from "../patients.ts";
import type { Session } from "../session.ts";

/** What a consent covers of what there is now. */
export interface Coverage {
  records: number;
  /** Of so many that her custodians answered. */
  of: number;
  byKind: Record<string, number>;
  /** The clinical dates of what is covered; without what is undated. */
  dates?: { first: string; last: string };
  custodians: { id: number; records: number; of: number }[];
  /** Institutions whose gateway gave no answer, and why. */
  unanswered: { id: number; reason: string }[];
}

/** Asks a patient's custodians for her records, and decides for each as the chain would. */
export async function coverage(
  session: Session,
  grant: ConsentGrant,
  { subject, signer }: Patient,
): Promise<Coverage> {
  const care = await session.reader();
  const covers = covering(grant, await care.chain.network.now());
  const result: Coverage = { records: 0, of: 0, byKind: {}, custodians: [], unanswered: [] };
  const dates: bigint[] = [];
  for (const id of await custodians(care, grant.terms.grantee)) {
    try {
      const found = await care.findRecords(await care.custodian(id), { subject, patient: signer });
      const covered = found.map(({ header }) => unpackHeader(header)).filter(covers);
      result.records += covered.length;
      result.of += found.length;
      if (found.length > 0) {
        result.custodians.push({ id, records: covered.length, of: found.length });
      }
      for (const { kinds, clinicalDate } of covered) {
        for (const kind of codesIn("kinds", kinds)) {
          result.byKind[kind] = (result.byKind[kind] ?? 0) + 1;
        }
        if (clinicalDate > 0n) dates.push(clinicalDate);
      }
    } catch (error) {
      if (!isCareLedgerError(error)) throw error;
      result.unanswered.push({ id, reason: error.code });
    }
  }
  if (dates.length > 0) {
    const inOrder = dates.map(Number).toSorted((a, b) => a - b);
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!].map(clinicalDateText) as [string, string];
    result.dates = { first, last };
  }
  return result;
}

/** The broadest purpose that a grant names: what openings take by default. */
export function purposeOf({ terms }: ConsentGrant): Purpose {
  const [first] = terms.provisions.map(unpackProvision);
  const [purpose] = codesIn("purposes", first?.purposes ?? 0n) as Purpose[];
  return purpose ?? "TREAT";
}

function covering(grant: ConsentGrant, now: number): (header: EntryHeader) => boolean {
  const provisions = grant.terms.provisions.map(unpackProvision);
  const access = {
    purpose: purposes[purposeOf(grant)].bit,
    action: actions.access.bit,
    // One that begins later is looked at as it will be.
    moment: Math.max(now, Number(provisions[0]?.accessFrom ?? 0)),
  };
  return (header) => decideEntry(provisions, header, access).outcome === "PERMITTED";
}

/** What is covered, in words. */
export function coverageText(covers: Coverage, nameOf: (id: number) => string): string[] {
  const { records, of, byKind, dates, custodians: holders, unanswered } = covers;
  const kinds = Object.entries(byKind).map(([kind, n]) => `${n} ${kind}`);
  const days = dates && `dated ${dates.first.slice(0, 10)} to ${dates.last.slice(0, 10)}`;
  return [
    `Today it covers ${records} of her ${of} records${records > 0 ? `: ${[kinds.join(", "), days].filter(Boolean).join("; ")}` : ""}.`,
    ...holders.map((h) => `${nameOf(h.id)} keeps ${h.records} of them.`),
    ...unanswered.map(({ id, reason }) => `${nameOf(id)} gave no answer (${reason}).`),
  ];
}
