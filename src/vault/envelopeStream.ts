/** Sealing and opening in segments as they pass: memory stays flat, whatever the record's size. */
import { fail } from "../core/errors.ts";
import { headOf, type RecordContent, type SealOptions, splitHead } from "./envelope.ts";
import { ByteReader } from "./pieces.ts";
import {
  HEADER_BYTES,
  newHeader,
  readHeader,
  type RecordContext,
  SegmentCipher,
  TAG_BYTES,
} from "./segments.ts";

/** Chunks of any size. They are not copied: their giver must not change them afterwards. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Seals a record whose body comes in chunks of any size. The sealed form is that of `seal`. */
export async function* sealStream(
  key: Uint8Array,
  context: RecordContext,
  content: RecordContent<ByteStream>,
  { segmentSize }: SealOptions = {},
): AsyncGenerator<Uint8Array> {
  const header = newHeader(segmentSize);
  const cipher = new SegmentCipher(key, header, context);
  const plaintext = new ByteReader(content.body, headOf(content));
  try {
    yield header.bytes;
    for (let index = 0, last = false; !last; index++) {
      await plaintext.fill(header.segmentSize);
      const segment = plaintext.bytes.take(header.segmentSize);
      last = (await plaintext.fill(1)) === 0;
      yield* cipher.seal(index, last, segment);
    }
  } finally {
    await plaintext.close();
  }
}

/**
 * Opens a sealed record as it arrives. The promise settles when the first segment is verified; the
 * body then gives a segment only after its tag was verified, and throws where the rest was changed
 * or cut off. What it gave before is genuine, but not whole: act on a body only when it has ended.
 * Read the body, or call its `return`, so that the source is closed.
 *
 * @throws what `open` throws, and what the source throws.
 */
export async function openStream(
  key: Uint8Array,
  context: RecordContext,
  sealed: ByteStream,
): Promise<RecordContent<AsyncGenerator<Uint8Array>>> {
  const segments = openSegments(key, context, sealed);
  const first = await segments.next();
  const { salt, mediaType, body } = splitHead(Buffer.concat(first.value!));
  return { salt, mediaType, body: following(body, segments) };
}

async function* openSegments(
  key: Uint8Array,
  context: RecordContext,
  source: ByteStream,
): AsyncGenerator<Buffer[], undefined> {
  const sealed = new ByteReader(source);
  try {
    await sealed.fill(HEADER_BYTES);
    const header = readHeader(Buffer.concat(sealed.bytes.take(HEADER_BYTES)));
    const cipher = new SegmentCipher(key, header, context);
    for (let index = 0, last = false; !last; index++) {
      const size = (await sealed.fill(header.segmentSize + TAG_BYTES)) - TAG_BYTES;
      if (size < 1) fail("VAULT_TRUNCATED", {});
      const ciphertext = sealed.bytes.take(size);
      const tag = Buffer.concat(sealed.bytes.take(TAG_BYTES));
      last = (await sealed.fill(1)) === 0;
      yield cipher.open(index, last, ciphertext, tag);
    }
  } finally {
    await sealed.close();
  }
}

async function* following(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array[]>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for await (const segment of rest) yield* segment;
  } finally {
    await rest.return(undefined);
  }
}
