/**
 * The sealed form of a record, format version 1:
 *
 *   header:   "CLSR" 4 | format version 1 | suite 1 | segment size 4 | nonce prefix 7
 *   segments: ciphertext of `segment size` bytes (the last one: 1 to that many) | tag 16
 *
 * This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of a
 * segment is prefix 7 | counter 4 | last flag 1, so segments cannot be cut off, swapped, repeated
 * or added. Every segment is bound to header | subject 32 | custodian 4 | fingerprint 32 as
 * associated data. Integers are big-endian.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import { concatBytes, equalBytes, fromHex, type Hex, uintBytes, utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { freshBytes } from "./random.ts";

/** What a sealed record is bound to: it opens only where all three are the same. */
export interface RecordContext {
  /** The subject's id, 32 bytes. */
  readonly subject: Hex;
  /** The custodian's participant id, below 2^32. */
  readonly custodian: number;
  /** The record's fingerprint, 32 bytes. */
  readonly fingerprint: Hex;
}

export interface Header {
  readonly bytes: Uint8Array;
  /** Plaintext bytes in every segment but the last. */
  readonly segmentSize: number;
}

export const HEADER_BYTES = 17;
export const TAG_BYTES = 16;
export const SEGMENT_BYTES = 1_048_576;
/** Large enough for salt and media type, so that they always lie in the first segment. */
export const MIN_SEGMENT_BYTES = 512;

const MAGIC = utf8("CLSR");
const FORMAT_VERSION = 1;
const MAX_SEGMENTS = 2 ** 32;

/** Cipher suites by their id in the header; SM4/SM3 can be added without touching what is sealed. */
const SUITES = {
  /** AES-256-GCM, SHA-256 fingerprints, RFC 5649 key wrap, X25519 HPKE. */
  1: { cipher: "aes-256-gcm", keyBytes: 32 },
} as const;
const DEFAULT_SUITE = 1;

export function newHeader(segmentSize: number = SEGMENT_BYTES): Header {
  checkSegmentSize(segmentSize);
  const kind = Uint8Array.of(FORMAT_VERSION, DEFAULT_SUITE);
  return {
    bytes: concatBytes(MAGIC, kind, uintBytes(segmentSize, 4), freshBytes(7)),
    segmentSize,
  };
}

/** Reads the header at the start of `sealed` and refuses what this program cannot open. */
export function readHeader(sealed: Uint8Array): Header {
  if (sealed.length < HEADER_BYTES) fail("VAULT_TRUNCATED", {});
  if (!equalBytes(sealed.subarray(0, 4), MAGIC)) fail("VAULT_FORMAT", { reason: "no magic" });
  const [version, suite] = [sealed[4]!, sealed[5]!];
  if (version !== FORMAT_VERSION) fail("VAULT_VERSION", { version, known: FORMAT_VERSION });
  if (!Object.hasOwn(SUITES, suite)) fail("VAULT_SUITE_UNKNOWN", { suite });
  const bytes = sealed.slice(0, HEADER_BYTES);
  const segmentSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(6);
  checkSegmentSize(segmentSize);
  return { bytes, segmentSize };
}

/** A declared size decides how much is buffered, so it is bounded before anything is read. */
function checkSegmentSize(size: number): void {
  const [min, max] = [MIN_SEGMENT_BYTES, SEGMENT_BYTES];
  if (!Number.isInteger(size) || size < min || size > max) {
    fail("VAULT_SEGMENT_SIZE", { size, min, max });
  }
}

/** Seals and opens the segments of one record under one content key. */
export class SegmentCipher {
  readonly #key: KeyObject;
  readonly #associated: Uint8Array;
  readonly #nonce = Buffer.alloc(12);
  readonly #suite: (typeof SUITES)[keyof typeof SUITES];

  constructor(key: Uint8Array, header: Header, context: RecordContext) {
    this.#suite = SUITES[header.bytes[5] as keyof typeof SUITES];
    const expected = this.#suite.keyBytes;
    if (key.length !== expected) fail("VAULT_KEY_LENGTH", { expected, actual: key.length });
    // Given raw bytes, each cipher would make this object itself, by a road three times as long.
    this.#key = createSecretKey(key);
    this.#nonce.set(header.bytes.subarray(10));
    this.#associated = concatBytes(
      header.bytes,
      fromHex(context.subject, 32),
      uintBytes(context.custodian, 4),
      fromHex(context.fingerprint, 32),
    );
  }

  /** The ciphertext of segment `index` in as many pieces as the plaintext, and its tag. */
  seal(index: number, last: boolean, plaintext: readonly Uint8Array[]): Buffer[] {
    const nonce = this.#nonceOf(index, last);
    const cipher = createCipheriv(this.#suite.cipher, this.#key, nonce, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(this.#associated);
    const sealed = plaintext.map((piece) => cipher.update(piece));
    cipher.final();
    return [...sealed, cipher.getAuthTag()];
  }

  /** The plaintext of segment `index`, in as many pieces, after its tag was verified. */
  open(index: number, last: boolean, ciphertext: readonly Uint8Array[], tag: Uint8Array): Buffer[] {
    const nonce = this.#nonceOf(index, last);
    const decipher = createDecipheriv(this.#suite.cipher, this.#key, nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(this.#associated).setAuthTag(tag);
    const plaintext = ciphertext.map((piece) => decipher.update(piece));
    try {
      decipher.final();
    } catch {
      fail("VAULT_UNSEALABLE", { segment: index });
    }
    return plaintext;
  }

  #nonceOf(index: number, last: boolean): Uint8Array {
    if (index >= MAX_SEGMENTS) fail("VAULT_TOO_LARGE", { segments: MAX_SEGMENTS });
    this.#nonce.writeUInt32BE(index, 7);
    this.#nonce[11] = last ? 1 : 0;
    return this.#nonce;
  }
}
