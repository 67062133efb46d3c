import type { CareLedger } from "../client.ts";
import { type Hex, randomHex } from "../core/bytes.ts";
import { ContractRevert } from "../core/errors.ts";
import { p256Signer, type Signer } from "../core/signers.ts";
import { type Enrolment, enrolmentHash, SUBJECT_KIND, VOUCH_METHOD } from "../core/structs.ts";
import type { IdentityModule } from "../ledger/identity.ts";
import type { State } from "./state.ts";

/** A patient whose keys the state folder holds, as her phone would. */
export interface Patient {
  /** What the folder's owner calls her; never sent anywhere. */
  label: string;
  subject: Hex;
  signer: Signer;
  enrolment: Enrolment;
  /** X25519 public key, to which record sets are sealed. */
  encryptionKey: Hex;
}

/** A patient of the folder by label; undefined where it gave none such an enrolment. */
export function patientIn(state: State, label: string, verifier: Hex): Patient | undefined {
  if (!Object.hasOwn(state.patients, label)) return undefined;
  const { enrolment, signingKey, encryptionPublic: encryptionKey } = state.patients[label]!;
  if (!enrolment) return undefined;
  const signer = p256Signer(signingKey, verifier);
  return { label, subject: enrolmentHash(enrolment), signer, enrolment, encryptionKey };
}

/** How long an enrolment waits for its way to the chain, in seconds. */
const YEAR = 365 * 24 * 60 * 60;

export interface Vouching {
  care: CareLedger;
  /** Participant id of the institution of `care`. */
  voucher: number;
  method?: keyof typeof VOUCH_METHOD;
}

/**
 * Keys and enrolment of a patient: those that the folder keeps of her, or new ones, controlled by a
 * P-256 key as a phone holds one. They are kept before anything of them is sent.
 */
export async function preparePatient(
  label: string,
  state: State,
  { care, voucher, method = "IN_PERSON" }: Vouching,
): Promise<Patient & { isEnrolled: boolean }> {
  const { network, addresses } = care.chain;
  const known = patientIn(state, label, addresses.subjectRegistry);
  if (known && (await isEnrolled(known.subject, care.identity))) {
    return { ...known, isEnrolled: true };
  }
  const now = await network.now();
  state.update((change) => {
    const keys = change.patient(label);
    // One that never came to the chain, and now cannot, makes room for another.
    if (keys.enrolment?.voucher === voucher && keys.enrolment.deadline > now) return;
    keys.enrolment = {
      kind: SUBJECT_KIND.PATIENT,
      signer: p256Signer(keys.signingKey, addresses.subjectRegistry).bytes,
      encryptionKey: keys.encryptionPublic,
      voucher,
      method: VOUCH_METHOD[method],
      salt: randomHex(32),
      deadline: now + YEAR,
    };
  });
  return { ...patientIn(state, label, addresses.subjectRegistry)!, isEnrolled: false };
}

export async function isEnrolled(subject: Hex, identity: IdentityModule): Promise<boolean> {
  try {
    await identity.subject(subject);
    return true;
  } catch (error) {
    if (error instanceof ContractRevert && error.errorName === "SubjectUnknown") return false;
    throw error;
  }
}
