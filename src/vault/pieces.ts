/** Bytes in a queue, kept as the pieces they came in: taking some of them copies none. */
export class Pieces {
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(...pieces: Uint8Array[]) {
    for (const piece of pieces) this.add(piece);
  }

  get length(): number {
    return this.#length;
  }

  add(piece: Uint8Array): void {
    if (piece.length > 0) this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** Removes the next `length` bytes, or all there are. */
  take(length: number): Uint8Array[] {
    const taken: Uint8Array[] = [];
    let missing = Math.min(length, this.#length);
    this.#length -= missing;
    let whole = 0;
    while (missing > 0) {
      const piece = this.#pieces[whole]!;
      taken.push(piece.subarray(0, missing));
      if (piece.length > missing) this.#pieces[whole] = piece.subarray(missing);
      else whole++;
      missing -= Math.min(missing, piece.length);
    }
    this.#pieces.splice(0, whole);
    return taken;
  }
}

/** Reads a stream of chunks of any size through a queue. */
export class ByteReader {
  readonly bytes: Pieces;
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>, ...first: Uint8Array[]) {
    this.#source = source[Symbol.asyncIterator]();
    this.bytes = new Pieces(...first);
  }

  /** Reads on until the queue holds `length` bytes. @returns how many of them there are. */
  async fill(length: number): Promise<number> {
    while (this.bytes.length < length) {
      const { done, value } = await this.#source.next();
      if (done) return this.bytes.length;
      this.bytes.add(value);
    }
    return length;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
