import { randomBytes, randomFillSync } from "node:crypto";

const pool = new Uint8Array(8192);
let used = pool.length;

/**
 * Random bytes for keys and nonces. The system is asked for many at a time: asking costs more than
 * the bytes do. What is handed out stays nowhere else.
 */
export function freshBytes(length: number): Uint8Array {
  if (length > pool.length) return new Uint8Array(randomBytes(length));
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}
