import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type Hex, isHex, toHex } from "../../core/bytes.ts";
import { fail } from "../../core/errors.ts";

/** A digest as it is given, or the SHA-256 digest of a file. */
export async function digestOf(given: string, what = "the evidence"): Promise<Hex> {
  if (isHex(given, 32)) return given.toLowerCase() as Hex;
  const hash = createHash("sha256");
  try {
    for await (const bytes of createReadStream(given)) hash.update(bytes as Uint8Array);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? "?";
    fail("CLI_FILE", { what, reason }, { cause });
  }
  return toHex(hash.digest());
}
