import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import { concatBytes } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

/** The first half of the integrity value that RFC 5649, section 3, prescribes. */
const INITIAL_VALUE = Buffer.from("A65959A6", "hex");
/** Two blocks of 64 bits: what the shortest key becomes. */
const MIN_WRAPPED_BYTES = 16;

/** Wraps a key under an AES key (RFC 5649, AES key wrap with padding): 32 bytes become 40. */
export function wrapKey(wrappingKey: KeyObject, key: Uint8Array): Uint8Array {
  const cipher = createCipheriv(algorithmOf(wrappingKey), wrappingKey, INITIAL_VALUE);
  return concatBytes(cipher.update(key), cipher.final());
}

/** @throws VAULT_UNWRAP for another wrapping key or changed bytes. */
export function unwrapKey(wrappingKey: KeyObject, wrapped: Uint8Array): Uint8Array {
  // OpenSSL answers nothing for nothing, without an error.
  if (wrapped.length < MIN_WRAPPED_BYTES) fail("VAULT_UNWRAP", {});
  const decipher = createDecipheriv(algorithmOf(wrappingKey), wrappingKey, INITIAL_VALUE);
  try {
    return concatBytes(decipher.update(wrapped), decipher.final());
  } catch {
    return fail("VAULT_UNWRAP", {});
  }
}

function algorithmOf({ symmetricKeySize: length = 0 }: KeyObject): string {
  if (![16, 24, 32].includes(length)) fail("VAULT_KEY_LENGTH", { expected: 32, actual: length });
  return `id-aes${8 * length}-wrap-pad`;
}
