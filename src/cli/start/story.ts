import type { Hex } from "../../core/bytes.ts";
import { isCareLedgerError } from "../../core/errors.ts";
import { grantText } from "../../core/phrases.ts";
import { type ConsentGrant, grantId } from "../../core/structs.ts";
import { accessLogText } from "../../flows/accessLog.ts";
import type { CustodianAt } from "../../wire/gatewayClient.ts";
import type { FoundRecord } from "../../wire/messages.ts";
import type { Consortium, Custodian } from "./consortium.ts";
import { buildGrant } from "../../core/terms.ts";
import { presentKey } from "../members.ts";
import { bad, good, note, say, title } from "../progress.ts";
import type { Covered } from "./publish.ts";

export interface Told {
  grants: number;
  opened: number;
  refused: number;
  revoked: number;
  /** Records named by receipts. */
  receipts: number;
  /** Records that came back, were opened and had their fingerprint. */
  verified: number;
}

const DAY = 24 * 60 * 60;

/** The patient, year and hospital with the most covered records; ties go to the smaller label. */
export function chooseStory(covered: readonly Covered[]): Covered | undefined {
  return covered.toSorted(
    (a, b) =>
      b.records - a.records ||
      (a.patient.label < b.patient.label ? -1 : a.patient.label > b.patient.label ? 1 : 0) ||
      a.year - b.year ||
      a.hospital - b.hospital,
  )[0];
}

/** First and last second of the quarter that a moment lies in. */
function quarterOf(seconds: number): { from: number; until: number } {
  const at = new Date(seconds * 1000);
  const month = Math.floor(at.getUTCMonth() / 3) * 3;
  const start = (m: number): number => Date.UTC(at.getUTCFullYear(), m, 1) / 1000;
  return { from: start(month), until: start(month + 3) - 1 };
}

/** Diabetes records dated in a year, for treatment, this quarter; nothing specially protected. */
const diabetesGrant = (subject: Hex, grantee: number, year: number, now: number): ConsentGrant =>
  buildGrant({
    subject,
    grantee,
    purposes: ["TREAT"],
    categories: ["DIABETES"],
    access: quarterOf(now),
    data: { start: `${year}`, end: `${year}` },
    uses: 10,
    deadline: now + DAY,
  });

/** One patient's consent from its signature to its end, on real records. */
export async function tellStory(
  { patient, year, hospital }: Covered,
  consortium: Consortium,
): Promise<Told> {
  const holder = consortium.hospitals[hospital];
  const reader = consortium.hospitals[1 - hospital]!;
  const { care } = reader;
  const at = await care.custodian(holder.id);
  const told: Told = { grants: 0, opened: 0, refused: 0, revoked: 0, receipts: 0, verified: 0 };

  title(`A patient lets ${reader.name} read what ${holder.name} keeps`);
  const grant = diabetesGrant(patient.subject, reader.id, year, await care.chain.network.now());
  await care.consent.grant(grant, await care.consent.sign(grant, patient.signer)).send();
  told.grants++;
  good("signed with the P-256 key of her phone and carried to the chain:");
  for (const line of grantText(grant)) note(line);

  const options = {
    grant,
    purpose: "TREAT",
    privateKey: await presentKey(reader),
    store: reader.custody.store,
  } as const;
  const found = await care.findRecords(at, { grant });
  const opened = await care.openRecords(at, found, options);
  told.opened = told.verified = opened.length;
  good(
    `${reader.name} found ${found.length} records, opened ${opened.length}; each has the fingerprint that was anchored`,
  );

  const attempt = (records: readonly FoundRecord[]): Promise<string> =>
    refusalOf(care.openRecords(at, records, { ...options, onRecord: true }));
  const outside = await recordOutside(holder, at, patient, found);
  if (outside) {
    told.refused++;
    bad(`a record outside the grant: ${await attempt([outside])}`);
  }

  const deadline = (await care.chain.network.now()) + DAY;
  const ending = await care.consent.signRevocation(grant, deadline, patient.signer);
  await consortium.insurer.care.consent.revoke(grant, ending).send();
  told.revoked++;
  good(
    `revoked: her signature, carried by ${consortium.insurer.name}, since no institution can hold it back`,
  );
  told.refused++;
  bad(`the same records again: ${await attempt(found)}`);
  bad(`asking the gateway: ${await refusalOf(care.findRecords(at, { grant }))}`);

  title("Her access log, read from the index of the chain");
  await consortium.indexer.catchUp();
  const log = await care.accessLog([grantId(grant)], consortium.indexer.reader);
  for (const line of accessLogText(log, consortium.nameOf)) say(`  ${line}`);
  told.receipts = log.reduce(
    (sum, { refusal, entries }) => sum + (refusal ? 0 : entries.length),
    0,
  );
  return told;
}

/** A record of hers that the grant does not cover; the patient sees all of her own. */
async function recordOutside(
  { care }: Custodian,
  at: CustodianAt,
  { subject, signer }: Covered["patient"],
  found: readonly FoundRecord[],
): Promise<FoundRecord | undefined> {
  const covered = new Set(found.map(({ id }) => id));
  const own = await care.findRecords(at, { subject, patient: signer });
  return own.find(({ id }) => !covered.has(id));
}

/** What a refusal said; any other outcome is an error. */
async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (isCareLedgerError(error, "OPEN_REFUSED")) {
      return `refused, and the refusal is on the chain (${error.details.refusal})`;
    }
    if (isCareLedgerError(error, "GATEWAY_REFUSED")) {
      return `refused (${error.details.status} ${error.details.reason}), and its journal says so`;
    }
    throw error;
  }
  throw new TypeError("an opening that had to be refused was not");
}
