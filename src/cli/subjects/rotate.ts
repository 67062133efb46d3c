import { fromHex, randomHex } from "../../core/bytes.ts";
import { isCareLedgerError } from "../../core/errors.ts";
import { p256Signer } from "../../core/signers.ts";
import type { CareLedger } from "../../client.ts";
import { hasCustody } from "../members.ts";
import type { Patient } from "../patients.ts";
import type { Session } from "../session.ts";
import { newPatientKeys, type PatientKeys } from "../state.ts";

const DAY = 24 * 60 * 60;

export async function run(
  session: Session,
  label: string,
  { as, afterTheft: endsGrants = false }: { as?: string; afterTheft?: boolean },
): Promise<void> {
  const patient = await session.patient(label);
  const { care } = await session.member(as);
  // Kept before it is sent, so that a kill between the two loses nothing.
  const next = session.state.update((change) => (change.patient(label).next ??= newPatientKeys()));
  if (!(await isTaken(patient, next, care))) {
    await rotate(patient, next, endsGrants, care);
  }
  const { epoch: keyEpoch } = await care.identity.subject(patient.subject);
  const resealed = await reseal(session, patient, next, keyEpoch);
  session.state.update((change) => {
    const keys = change.patient(label);
    const { signingKey, encryptionPrivate, encryptionPublic } = keys;
    keys.retired = [...(keys.retired ?? []), { signingKey, encryptionPrivate, encryptionPublic }];
    Object.assign(keys, next);
    delete keys.next;
  });
  session.output.result({ label, subject: patient.subject, keyEpoch, endsGrants, resealed }, [
    `${label} signs with a new key now; her key epoch is ${keyEpoch}.`,
    ...(endsGrants ? ["Everything that the old key granted has ended."] : []),
    `Record sets sealed anew to her: ${resealed.length > 0 ? resealed.map(session.nameOf).join(", ") : "none in this folder"}.`,
  ]);
}

/** Whether an earlier command, ended before it noted so, has rotated on the chain. */
async function isTaken(
  { subject }: Patient,
  next: PatientKeys,
  { identity }: CareLedger,
): Promise<boolean> {
  return (await identity.subject(subject)).encryptionKey === next.encryptionPublic;
}

async function rotate(
  { subject, signer }: Patient,
  next: PatientKeys,
  endsGrants: boolean,
  { chain, identity }: CareLedger,
): Promise<void> {
  const rotation = {
    subject,
    signer: p256Signer(next.signingKey, chain.addresses.subjectRegistry).bytes,
    encryptionKey: next.encryptionPublic,
    endsGrants,
    nonce: randomHex(32),
    deadline: (await chain.network.now()) + DAY,
  };
  await identity.rotate(rotation, signer).send();
}

/** Seals her record sets at this folder's custodians to her new key; answers which have one. */
async function reseal(
  session: Session,
  { subject }: Patient,
  { encryptionPublic }: PatientKeys,
  epoch: number,
): Promise<number[]> {
  const resealed: number[] = [];
  for (const [name, { id }] of Object.entries(session.state.institutions)) {
    if (id === undefined || !hasCustody(session.state, id)) continue;
    const custody = await session.custody(await session.member(name));
    try {
      const key = { publicKey: fromHex(encryptionPublic, 32), epoch };
      await custody.keyRing.resealForPatient(subject, key);
      resealed.push(id);
    } catch (error) {
      // It keeps no records of hers.
      if (!isCareLedgerError(error, "KEYRING_SET_MISSING")) throw error;
    }
  }
  return resealed;
}
