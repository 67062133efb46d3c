/**
 * Fingerprints: SHA-256(salt || canonical bytes), the salt being HMAC-SHA-256(dedup key of the
 * record set, canonical bytes). Within one set the same content has the same fingerprint and is
 * found before it is sealed; without the set's key nobody can compare or guess contents.
 */
import { createHash, createHmac, type KeyObject } from "node:crypto";
import { type Hex, sha256, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

export interface Fingerprint {
  /** 32 bytes; sealed with the record, never shown outside. */
  readonly salt: Uint8Array;
  /** 32 bytes; goes into the record's entry on chain. */
  readonly fingerprint: Hex;
}

/** @param canonical of a FHIR resource its RFC 8785 form; of other content the content itself. */
export function fingerprintOf(dedupKey: KeyObject, canonical: Uint8Array): Fingerprint {
  const salt = new Uint8Array(createHmac("sha256", dedupKey).update(canonical).digest());
  return { salt, fingerprint: toHex(sha256(salt, canonical)) };
}

/** The same for content too large for memory. It is read twice: the salt comes first in the hash. */
export async function fingerprintOfStream(
  dedupKey: KeyObject,
  canonical: () => AsyncIterable<Uint8Array>,
): Promise<Fingerprint> {
  const mac = createHmac("sha256", dedupKey);
  for await (const chunk of canonical()) mac.update(chunk);
  const salt = new Uint8Array(mac.digest());
  const hash = createHash("sha256").update(salt);
  for await (const chunk of canonical()) hash.update(chunk);
  return { salt, fingerprint: toHex(hash.digest()) };
}

/** @throws VAULT_FINGERPRINT where salt and content do not give the fingerprint. */
export function verifyFingerprint(salt: Uint8Array, canonical: Uint8Array, fingerprint: Hex): void {
  if (toHex(sha256(salt, canonical)) !== fingerprint.toLowerCase()) fail("VAULT_FINGERPRINT", {});
}

/** Passes the body on and throws VAULT_FINGERPRINT at its end where it is not the right one. */
export async function* verifiedStream(
  { salt, fingerprint }: Fingerprint,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256").update(salt);
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
  if (toHex(hash.digest()) !== fingerprint.toLowerCase()) fail("VAULT_FINGERPRINT", {});
}
