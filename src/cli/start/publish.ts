import type { CareLedger } from "../../client.ts";
import { fromHex, type Hex, sha256, utf8 } from "../../core/bytes.ts";
import { categories } from "../../core/codes.ts";
import { CLINICAL_EPOCH } from "../../core/dates.ts";
import type { PatientBundle, RecordFacts } from "../../fhir/bundle.ts";
import type { BundleFile } from "../../fhir/folder.ts";
import type { PublishReport, RecordPublisher } from "../../flows/publishRecord.ts";
import { type Patient, preparePatient } from "../patients.ts";
import { note, Progress } from "../progress.ts";
import { recordFrom, type SealedFor } from "../resources.ts";
import type { State } from "../state.ts";
import type { Consortium } from "./consortium.ts";
import { type Visit, visitIn } from "./visit.ts";

/** How many records of a patient carry the category, by year and hospital (0 or 1). */
export interface Covered {
  patient: Patient;
  year: number;
  hospital: 0 | 1;
  records: number;
}

/** A visit of a published patient, and what shows that it took place. */
export interface Attended {
  visit: Visit;
  subject: Hex;
  /** Which keeps its records, and bills it. */
  hospital: 0 | 1;
  /** Canonical forms of the records. */
  evidence: Uint8Array[];
}

export interface Published {
  patients: Patient[];
  resources: number;
  records: number;
  skippedByReason: Record<string, number>;
  batches: number;
  bytesSealed: number;
  anchoringGas: bigint;
  seconds: number;
  covered: Covered[];
  /** The first that suits the story of claims. */
  attended: Attended | undefined;
}

export const HOSPITAL_RULE =
  "an organisation's records are kept by North Hospital if the SHA-256 of its key is even, else by South Hospital";

/** The hospital that stands for an organisation of the data. */
const hospitalOf = (organization: string | undefined): 0 | 1 =>
  (sha256(utf8(organization ?? "")).at(-1)! & 1) as 0 | 1;

const DIABETES = 1n << BigInt(categories.DIABETES.bit);

/** Enrols the patients and publishes every resource of their bundles. */
export async function publishBundles(
  files: readonly BundleFile[],
  consortium: Consortium,
  state: State,
): Promise<Published> {
  const progress = new Progress("patients", files.length);
  const publishers = await Promise.all(
    consortium.hospitals.map(({ care, custody }) => care.publisher(custody)),
  );
  const result: Published = {
    patients: [],
    resources: 0,
    records: 0,
    skippedByReason: {},
    batches: 0,
    bytesSealed: 0,
    anchoringGas: 0n,
    seconds: 0,
    covered: [],
    attended: undefined,
  };
  const now = await consortium.administrator.chain.network.now();
  const started = performance.now();
  const patients = new Map<string, Enrolling>();
  let unlisted = 0;
  try {
    for (const [i, file] of files.entries()) {
      const bundle = await file.read();
      const known = patients.get(bundle.patient);
      const { patient } = known ?? (await enrolling(bundle.patient, consortium, state, patients));
      unlisted += bundle.unlisted;
      await publishBundle(bundle, patient, publishers, result);
      result.attended ??= attendedIn(bundle, patient, now);
      progress.update(i + 1, `${result.resources} resources read`);
    }
    result.patients = [...patients.values()].map(({ patient }) => patient);
    await Promise.all([...patients.values()].map(({ enrolled }) => enrolled));
    const reports = await Promise.all(publishers.map((publisher) => publisher.finish()));
    result.seconds = (performance.now() - started) / 1000;
    for (const report of reports) add(report, result);
  } finally {
    progress.stop();
  }
  if (unlisted > 0) {
    note(
      `${unlisted} conditions have codes that the label table does not list: they carry no labels`,
    );
  }
  return result;
}

function add(report: PublishReport, to: Published): void {
  to.records += report.records;
  to.batches += report.batches;
  to.bytesSealed += report.bytesSealed;
  to.anchoringGas += report.gasUsed;
}

/** A patient whose enrolment is on its way while the records are being sealed. */
interface Enrolling {
  patient: Patient;
  enrolled: Promise<void>;
}

async function enrolling(
  id: string,
  consortium: Consortium,
  state: State,
  patients: Map<string, Enrolling>,
): Promise<Enrolling> {
  const { care, id: voucher } = consortium.hospitals[0];
  // A hospital knows her by her FHIR id.
  const { isEnrolled, ...patient } = await preparePatient(id, state, { care, voucher });
  const enrolled = isEnrolled ? Promise.resolve() : enrol(patient, care);
  // Should the run end before it is waited for, its failure is not worth a crash.
  enrolled.catch(() => {});
  patients.set(id, { patient, enrolled });
  return { patient, enrolled };
}

async function enrol({ enrolment, signer }: Patient, { identity }: CareLedger): Promise<void> {
  await identity.enrol(enrolment, signer).send();
}

const sealedFor = ({ subject, encryptionKey }: Patient): SealedFor => ({
  subject,
  key: { publicKey: fromHex(encryptionKey, 32), epoch: 1 },
});

async function publishBundle(
  bundle: PatientBundle,
  patient: Patient,
  publishers: readonly RecordPublisher[],
  result: Published,
): Promise<void> {
  result.resources += bundle.records.length + bundle.skipped.length;
  for (const { reason } of bundle.skipped) skip(reason, result);
  const counts = new Map<string, Covered>();
  for (const facts of bundle.records) {
    const record = recordFrom(bundle, facts, sealedFor(patient));
    if (!record) {
      skip("FHIR_NOT_CANONICAL", result);
      continue;
    }
    const hospital = hospitalOf(facts.organization);
    await publishers[hospital]!.add(record);
    countCovered(counts, facts, patient, hospital);
  }
  result.covered.push(...counts.values());
}

function attendedIn(bundle: PatientBundle, patient: Patient, now: number): Attended | undefined {
  const { visit, records } = visitIn(bundle, now) ?? {};
  if (!visit || !records) return undefined;
  const hospital = hospitalOf(records[0]?.organization);
  const evidence = records
    .filter(({ organization }) => hospitalOf(organization) === hospital)
    .flatMap((facts) => recordFrom(bundle, facts, sealedFor(patient))?.canonical ?? []);
  return { visit, subject: patient.subject, hospital, evidence };
}

function skip(reason: string, { skippedByReason }: Published): void {
  skippedByReason[reason] = (skippedByReason[reason] ?? 0) + 1;
}

/** Counts what a grant of diabetes records without specially protected information would cover. */
function countCovered(
  counts: Map<string, Covered>,
  { categories: carried, sensitivities, clinicalDate }: RecordFacts,
  patient: Patient,
  hospital: 0 | 1,
): void {
  if ((carried & DIABETES) === 0n || sensitivities !== 0n || clinicalDate === 0) return;
  const year = new Date((clinicalDate - CLINICAL_EPOCH) * 1000).getUTCFullYear();
  const key = `${year} ${hospital}`;
  const count = counts.get(key) ?? { patient, year, hospital, records: 0 };
  count.records++;
  counts.set(key, count);
}
