import { type Hex, utf8 } from "../core/bytes.ts";
import { isCareLedgerError } from "../core/errors.ts";
import type { PatientBundle, RecordFacts } from "../fhir/bundle.ts";
import { canonicalBytes, FHIR_JSON } from "../fhir/canonical.ts";
import type { RecordToPublish } from "../flows/publishRecord.ts";
import type { PublicKeyOfEpoch } from "../vault/keyring.ts";

/** For whom a bundle's resources are sealed. */
export interface SealedFor {
  subject: Hex;
  key: PublicKeyOfEpoch;
}

/** A resource of a bundle as a record. @throws FHIR_NOT_CANONICAL where none can be compared with it */
export function recordOf(
  bundle: PatientBundle,
  { index, kinds, sensitivities, categories, clinicalDate }: RecordFacts,
  { subject, key: patient }: SealedFor,
): RecordToPublish {
  const source = bundle.source(index);
  return {
    subject,
    patient,
    header: {
      kinds,
      sensitivities,
      categories,
      clinicalDate: BigInt(clinicalDate),
      version: 1n,
    },
    canonical: canonicalBytes(JSON.parse(source)),
    body: utf8(source),
    mediaType: FHIR_JSON,
  };
}

/** The same; undefined where it has no canonical form to be compared. */
export function recordFrom(...given: Parameters<typeof recordOf>): RecordToPublish | undefined {
  try {
    return recordOf(...given);
  } catch (error) {
    if (isCareLedgerError(error, "FHIR_NOT_CANONICAL")) return undefined;
    throw error;
  }
}
