/** Documents of people: the chain has a salted digest, so that nobody guesses what one says. */
import { fromHex, type Hex, hmacSha256, sha256, toHex, utf8 } from "../core/bytes.ts";
import { digestOf } from "./trace/evidence.ts";

export interface SaltedDigest {
  /** SHA-256 of salt and of the document's SHA-256. */
  digest: Hex;
  salt: Hex;
}

/**
 * The digest of a document. The salt is the writer's own, and the same for the same document: who says it
 * twice is known by it.
 * @param what What the document should be, for the error
 * @param of What it is written for, which salts alike documents differently
 * @param secret Of who writes it
 */
export async function saltedDigest(
  given: string,
  what: string,
  of: "payment" | "contribution" | "review",
  secret: Uint8Array,
): Promise<SaltedDigest> {
  const document = fromHex(await digestOf(given, what), 32);
  const salt = hmacSha256(secret, utf8(`careledger ${of}`), document);
  return { digest: toHex(sha256(salt, document)), salt: toHex(salt) };
}
