import { fail } from "../core/errors.ts";
import { Pieces } from "./pieces.ts";
import {
  HEADER_BYTES,
  newHeader,
  readHeader,
  type RecordContext,
  SegmentCipher,
  TAG_BYTES,
} from "./segments.ts";

/**
 * What is sealed of a record. Its plaintext is salt 32 | length of the media type 1 | media type |
 * body.
 */
export interface RecordContent<Body = Uint8Array> {
  /** The salt of the fingerprint (see fingerprint.ts), 32 bytes. */
  readonly salt: Uint8Array;
  /** Of the body, as in `application/fhir+json`. */
  readonly mediaType: string;
  /** The record's own source bytes, not its canonical form: FHIR decimals keep their precision. */
  readonly body: Body;
}

export interface SealOptions {
  /** Plaintext bytes a segment, 512 to 1,048,576 (default). */
  readonly segmentSize?: number;
}

/**
 * Seals a whole record in memory: the hot path for small records. `sealStream` makes the same
 * format.
 *
 * @param key a fresh content key, 32 bytes: never one that has sealed before.
 */
export function seal(
  key: Uint8Array,
  context: RecordContext,
  content: RecordContent,
  { segmentSize }: SealOptions = {},
): Uint8Array {
  const header = newHeader(segmentSize);
  const cipher = new SegmentCipher(key, header, context);
  const plaintext = new Pieces(headOf(content), content.body);
  const parts: Uint8Array[] = [header.bytes];
  for (let index = 0; plaintext.length > 0; index++) {
    const segment = plaintext.take(header.segmentSize);
    parts.push(...cipher.seal(index, plaintext.length === 0, segment));
  }
  return bytesOf(Buffer.concat(parts));
}

/**
 * Opens what `seal` or `sealStream` made.
 *
 * @throws VAULT_FORMAT, VAULT_VERSION, VAULT_SUITE_UNKNOWN, VAULT_SEGMENT_SIZE, VAULT_TRUNCATED for
 * what is no whole sealed record; VAULT_UNSEALABLE for a wrong key, a wrong context or changed
 * bytes, which no reader can tell apart.
 */
export function open(
  key: Uint8Array,
  context: RecordContext,
  sealed: Uint8Array,
): RecordContent<Uint8Array> {
  const header = readHeader(sealed);
  const cipher = new SegmentCipher(key, header, context);
  const step = header.segmentSize + TAG_BYTES;
  const parts: Buffer[] = [];
  for (let at = HEADER_BYTES, last = false; !last; at += step) {
    last = at + step >= sealed.length;
    const end = Math.min(at + step, sealed.length) - TAG_BYTES;
    if (end <= at) fail("VAULT_TRUNCATED", {});
    const tag = sealed.subarray(end, end + TAG_BYTES);
    parts.push(...cipher.open(parts.length, last, [sealed.subarray(at, end)], tag));
  }
  return splitHead(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
}

/** Salt and media type as they stand before the body. */
export function headOf({ salt, mediaType }: RecordContent<unknown>): Buffer {
  if (salt.length !== 32) fail("VAULT_KEY_LENGTH", { expected: 32, actual: salt.length });
  if (!/^[\x20-\x7e]{1,255}$/.test(mediaType)) fail("VAULT_MEDIA_TYPE", {});
  return Buffer.concat([salt, Uint8Array.of(mediaType.length), Buffer.from(mediaType, "ascii")]);
}

/** Salt and media type of a first segment, with as much of the body as it holds. */
export function splitHead(plaintext: Buffer): RecordContent<Uint8Array> {
  const start = 33 + (plaintext[32] ?? 0);
  if (plaintext.length < start || start === 33) fail("VAULT_FORMAT", { reason: "no media type" });
  return {
    salt: new Uint8Array(plaintext.subarray(0, 32)),
    mediaType: plaintext.toString("ascii", 33, start),
    body: bytesOf(plaintext.subarray(start)),
  };
}

/** The same memory as plain bytes: callers get no Buffer, whose `slice` does not copy. */
const bytesOf = (buffer: Buffer): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
