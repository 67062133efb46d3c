import canonicalize from "canonicalize";
import { utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

/**
 * The canonical bytes (RFC 8785, JCS) of a parsed resource: what fingerprints are made over.
 * Numbers are IEEE doubles there, so `1.0` and `1` give the same bytes.
 * @throws FHIR_NOT_CANONICAL for what has no such form: half a surrogate pair, a number too large
 */
export function canonicalBytes(resource: unknown): Uint8Array {
  let text: string | undefined;
  try {
    text = canonicalize(resource);
  } catch (cause) {
    fail("FHIR_NOT_CANONICAL", {}, { cause });
  }
  return utf8(text ?? fail("FHIR_NOT_CANONICAL", {}));
}

export const FHIR_JSON = "application/fhir+json";

/**
 * What a record's fingerprint is over: of FHIR the canonical form, of anything else the bytes.
 * @throws FHIR_NOT_JSON, FHIR_NOT_CANONICAL for what is called FHIR and is none
 */
export const canonicalOf = (mediaType: string, body: Uint8Array): Uint8Array =>
  mediaType === FHIR_JSON ? canonicalBytes(parsed(body)) : body;

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // The parser's own words quote the text.
    return fail("FHIR_NOT_JSON", { where: "The record" });
  }
}
