import { statSync } from "node:fs";
import { fromHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";
import type { PatientBundle } from "../../fhir/bundle.ts";
import { type BundleFile, namedFiles, readFolder } from "../../fhir/folder.ts";
import { LabelTable } from "../../fhir/labelTable.ts";
import type { PublishReport, RecordPublisher } from "../../flows/publishRecord.ts";
import { lockPublishing, type Member } from "../members.ts";
import { preparePatient } from "../patients.ts";
import { note, Progress } from "../progress.ts";
import { recordFrom, type SealedFor } from "../resources.ts";
import type { Session } from "../session.ts";

interface Options {
  as?: string;
  subject?: string;
  enrol?: boolean;
  labels: string;
}

/** What was read, beside what was published. */
interface Tally {
  patients: Set<string>;
  resources: number;
  skippedByReason: Record<string, number>;
  /** Conditions whose codes the label table does not list. */
  unlisted: number;
}

export async function run(session: Session, paths: string[], options: Options): Promise<void> {
  const files = await filesOf(paths, await LabelTable.load(options.labels));
  if (options.subject !== undefined && files.length > 1) {
    fail("CLI_OPTION", { reason: "--subject says whose one bundle is; here are more" });
  }
  const member = await session.member(options.as);
  session.onClose(lockPublishing(member, session.state));
  const custody = await session.custody(member);
  const started = performance.now();
  const publisher = await member.care.publisher(custody);
  const tally: Tally = { patients: new Set(), resources: 0, skippedByReason: {}, unlisted: 0 };
  for (const file of files) {
    const bundle = await file.read();
    const label = options.subject ?? bundle.patient;
    tally.patients.add(label);
    await publishBundle(bundle, await sealedFor(label, session, member, options), {
      publisher,
      tally,
      where: file.where,
    });
  }
  const report = await publisher.finish();
  answer(session, member, tally, report, (performance.now() - started) / 1000);
}

async function filesOf(paths: readonly string[], labels: LabelTable): Promise<BundleFile[]> {
  const [first, ...more] = paths;
  if (!statSync(first!, { throwIfNoEntry: false })?.isDirectory()) return namedFiles(paths, labels);
  if (more.length > 0) fail("CLI_OPTION", { reason: "give one folder, or files" });
  return await readFolder(first!, labels);
}

/** Whom a bundle is sealed for: the subject, and her key as the chain has it. */
async function sealedFor(
  label: string,
  session: Session,
  { care, id: voucher }: Member,
  { enrol = false }: Options,
): Promise<SealedFor> {
  if (enrol) {
    const { isEnrolled, enrolment, signer } = await preparePatient(label, session.state, {
      care,
      voucher,
    });
    if (!isEnrolled) await care.identity.enrol(enrolment, signer).send();
  }
  const subject = await session.subject(label);
  const { epoch, encryptionKey } = await care.identity.subject(subject);
  return { subject, key: { publicKey: fromHex(encryptionKey, 32), epoch } };
}

interface Publishing {
  publisher: RecordPublisher;
  tally: Tally;
  where: string;
}

async function publishBundle(
  bundle: PatientBundle,
  whom: SealedFor,
  { publisher, tally, where }: Publishing,
): Promise<void> {
  tally.resources += bundle.records.length + bundle.skipped.length;
  tally.unlisted += bundle.unlisted;
  for (const { reason } of bundle.skipped) skip(reason, tally);
  const progress = new Progress(where, bundle.records.length);
  try {
    for (const [i, facts] of bundle.records.entries()) {
      const record = recordFrom(bundle, facts, whom);
      if (record) await publisher.add(record);
      else skip("FHIR_NOT_CANONICAL", tally);
      progress.update(i + 1, `${publisher.report.records} anchored`);
    }
  } finally {
    progress.stop();
  }
}

function skip(reason: string, { skippedByReason }: Tally): void {
  skippedByReason[reason] = (skippedByReason[reason] ?? 0) + 1;
}

function answer(
  { output }: Session,
  { id: custodian, name }: Member,
  { patients, resources, skippedByReason, unlisted }: Tally,
  { gasUsed, ...report }: PublishReport,
  seconds: number,
): void {
  const skipped = Object.values(skippedByReason).reduce((sum, n) => sum + n, 0);
  const reasons = Object.entries(skippedByReason).map(([reason, n]) => `${n} ${reason}`);
  if (unlisted > 0) {
    note(`${unlisted} conditions have codes that the label table does not list: no labels`);
  }
  output.result(
    {
      custodian,
      patients: patients.size,
      resources,
      ...report,
      gasUsed: Number(gasUsed),
      skipped,
      skippedByReason,
      unlisted,
      seconds: Number(seconds.toFixed(3)),
    },
    [
      `${report.records} records of ${patients.size} patient${patients.size === 1 ? "" : "s"} are anchored by ${name}; ${report.reused} of them were published before.`,
      `${report.batches} batches, ${(report.bytesSealed / 1e6).toFixed(1)} MB sealed, ${gasUsed} gas.`,
      ...(skipped > 0 ? [`Skipped: ${reasons.join(", ")}.`] : []),
    ],
  );
}
