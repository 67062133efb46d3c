import { concatBytes, keccak256, uintBytes } from "../../core/bytes.ts";

/** Draws by a seed: the same seed draws the same, whatever the machine. */
export class Draw {
  readonly #seed: Uint8Array;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = uintBytes(BigInt(seed), 32);
  }

  /** A number from 0 to `count - 1`. */
  below(count: number): number {
    const hash = keccak256(concatBytes(this.#seed, uintBytes(BigInt(this.#drawn++), 32)));
    // Of 48 bits: what they favour some numbers by is nothing.
    return Buffer.from(hash).readUIntBE(0, 6) % count;
  }

  /** All items in an order that was drawn. */
  shuffled<T>(items: Iterable<T>): T[] {
    const list = [...items];
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  }
}
