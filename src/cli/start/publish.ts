import { fromHex, type Hex, randomHex, sha256, utf8 } from "../../core/bytes.ts";
import { categories } from "../../core/codes.ts";
import { CLINICAL_EPOCH } from "../../core/dates.ts";
import { ContractRevert, isCareLedgerError } from "../../core/errors.ts";
import { p256Signer, type Signer } from "../../core/signers.ts";
import { type Enrolment, enrolmentHash, SUBJECT_KIND, VOUCH_METHOD } from "../../core/structs.ts";
import type { PatientBundle, RecordFacts } from "../../fhir/bundle.ts";
import { canonicalBytes, FHIR_JSON } from "../../fhir/canonical.ts";
import type { BundleFile } from "../../fhir/folder.ts";
import type { PublishReport, RecordPublisher } from "../../flows/publishRecord.ts";
import type { IdentityModule } from "../../ledger/identity.ts";
import type { Consortium } from "./consortium.ts";
import { note, Progress } from "../progress.ts";
import type { State } from "../state.ts";

/** A patient as the main job knows her: pseudonym, signer and FHIR id. */
export interface Patient {
  id: string;
  subject: Hex;
  signer: Signer;
  enrolment: Enrolment;
  encryptionKey: Uint8Array;
  /** From an earlier run, on this chain or another. */
  isKnown: boolean;
}

/** How many records of a patient carry the category, by year and hospital (0 or 1). */
export interface Covered {
  patient: Patient;
  year: number;
  hospital: 0 | 1;
  records: number;
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
  };
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
  const patient = await newPatient(id, consortium, state);
  const enrolled = enrol(patient, consortium);
  // Should the run end before it is waited for, its failure is not worth a crash.
  enrolled.catch(() => {});
  patients.set(id, { patient, enrolled });
  return { patient, enrolled };
}

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
    const source = bundle.source(facts.index);
    const canonical = canonicalOrNone(source);
    if (!canonical) {
      skip("FHIR_NOT_CANONICAL", result);
      continue;
    }
    const hospital = hospitalOf(facts.organization);
    await publishers[hospital]!.add({
      subject: patient.subject,
      patient: { publicKey: patient.encryptionKey, epoch: 1 },
      header: {
        kinds: facts.kinds,
        sensitivities: facts.sensitivities,
        categories: facts.categories,
        clinicalDate: BigInt(facts.clinicalDate),
        version: 1n,
      },
      canonical,
      body: utf8(source),
      mediaType: FHIR_JSON,
    });
    countCovered(counts, facts, patient, hospital);
  }
  result.covered.push(...counts.values());
}

function skip(reason: string, { skippedByReason }: Published): void {
  skippedByReason[reason] = (skippedByReason[reason] ?? 0) + 1;
}

/** A resource without a canonical form has no fingerprint: it cannot be a record. */
function canonicalOrNone(source: string): Uint8Array | undefined {
  try {
    return canonicalBytes(JSON.parse(source));
  } catch (error) {
    if (isCareLedgerError(error, "FHIR_NOT_CANONICAL")) return undefined;
    throw error;
  }
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

/** A pseudonym controlled by a P-256 key, as a phone holds one; kept in the state from run to run. */
async function newPatient(id: string, { hospitals }: Consortium, state: State): Promise<Patient> {
  const { care, id: voucher } = hospitals[0];
  const keys = state.patient(id);
  const isKnown = keys.enrolment !== undefined;
  const signer = p256Signer(keys.signingKey, care.chain.addresses.p256Verifier);
  keys.enrolment ??= {
    kind: SUBJECT_KIND.PATIENT,
    signer: signer.bytes,
    encryptionKey: keys.encryptionPublic,
    voucher,
    method: VOUCH_METHOD.IN_PERSON,
    salt: randomHex(32),
    deadline: (await care.chain.network.now()) + 365 * 24 * 60 * 60,
  };
  state.save();
  const { enrolment } = keys;
  const subject = enrolmentHash(enrolment);
  const encryptionKey = fromHex(keys.encryptionPublic, 32);
  return { id, subject, signer, enrolment, encryptionKey, isKnown };
}

/** Enrols her, unless an earlier run did so on this chain. */
async function enrol(patient: Patient, { hospitals }: Consortium): Promise<void> {
  const { identity } = hospitals[0].care;
  if (patient.isKnown && (await isEnrolled(patient, identity))) return;
  await identity.enrol(patient.enrolment, patient.signer).send();
}

async function isEnrolled({ subject }: Patient, identity: IdentityModule): Promise<boolean> {
  try {
    await identity.subject(subject);
    return true;
  } catch (error) {
    if (error instanceof ContractRevert && error.errorName === "SubjectUnknown") return false;
    throw error;
  }
}
