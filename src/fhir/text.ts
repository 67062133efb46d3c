import { constants } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { fail } from "../core/errors.ts";

/** The most bytes that a bundle may have once unpacked: what fits into one string. */
export const MAX_TEXT = constants.MAX_STRING_LENGTH;

/**
 * The text of a JSON file, plain or gzip (told by its first bytes).
 * @param where what errors call the file; never its name
 * @param limit bytes, unpacked; unpacking stops there, so a small bomb does no harm
 * @throws FHIR_GZIP_BROKEN, FHIR_TOO_LARGE, FHIR_NOT_UTF8
 */
export function textOf(bytes: Uint8Array, where: string, limit: number = MAX_TEXT): string {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = packed ? unpack(bytes, where, limit) : bytes;
  if (plain.length > limit) fail("FHIR_TOO_LARGE", { where, limit });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch (cause) {
    return fail("FHIR_NOT_UTF8", { where }, { cause });
  }
}

function unpack(bytes: Uint8Array, where: string, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (cause) {
    const bomb = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    return bomb
      ? fail("FHIR_TOO_LARGE", { where, limit }, { cause })
      : fail("FHIR_GZIP_BROKEN", { where }, { cause });
  }
}
