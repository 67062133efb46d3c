/** Sealing and opening in segments as they pass: memory stays flat, whatever the record's size. */
import { headOf, type RecordContent, type SealOptions, splitHead } from "./envelope.ts";
import {
  HEADER_BYTES,
  newHeader,
  readHeader,
  type RecordContext,
  SegmentCipher,
  TAG_BYTES,
} from "./segments.ts";

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
      const segment = await plaintext.take(header.segmentSize);
      last = await plaintext.ended();
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
  const { salt, mediaType, body } = splitHead(first.value!);
  return { salt, mediaType, body: following(body, segments) };
}

async function* openSegments(
  key: Uint8Array,
  context: RecordContext,
  source: ByteStream,
): AsyncGenerator<Buffer, undefined> {
  const sealed = new ByteReader(source);
  try {
    const header = readHeader(await sealed.take(HEADER_BYTES));
    const cipher = new SegmentCipher(key, header, context);
    for (let index = 0, last = false; !last; index++) {
      const segment = await sealed.take(header.segmentSize + TAG_BYTES);
      last = await sealed.ended();
      yield cipher.open(index, last, segment);
    }
  } finally {
    await sealed.close();
  }
}

async function* following(first: Uint8Array, rest: AsyncGenerator<Uint8Array>) {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** Reads pieces of a wanted length from a stream of chunks of any length. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #chunks: Uint8Array[];
  #length: number;

  constructor(source: ByteStream, first: Uint8Array = new Uint8Array()) {
    this.#source = source[Symbol.asyncIterator]();
    this.#chunks = [first];
    this.#length = first.length;
  }

  /** The next `length` bytes; fewer only at the end. */
  async take(length: number): Promise<Buffer> {
    while (this.#length < length && (await this.#pull()));
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const rest = all.subarray(length);
    this.#chunks = [rest];
    this.#length = rest.length;
    return Buffer.from(all.buffer, all.byteOffset, all.length - rest.length);
  }

  async ended(): Promise<boolean> {
    while (this.#length === 0) if (!(await this.#pull())) return true;
    return false;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #pull(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    this.#chunks.push(value);
    this.#length += value.length;
    return true;
  }
}
