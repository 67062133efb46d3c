/** Documents of payments: the chain has a salted digest, so that nobody guesses what is paid where. */
import { fromHex, type Hex, hmacSha256, sha256, toHex, utf8 } from "../../core/bytes.ts";
import { digestOf } from "../trace/evidence.ts";

export interface SaltedDigest {
  /** SHA-256 of salt and of the document's SHA-256. */
  digest: Hex;
  salt: Hex;
}

/**
 * The digest of a payment's document. The salt is the writer's own, and the same for the same document:
 * who says it twice is known by it.
 * @param secret Of who writes it
 */
export async function saltedDigest(
  given: string,
  what: string,
  secret: Uint8Array,
): Promise<SaltedDigest> {
  const document = fromHex(await digestOf(given, what), 32);
  const salt = hmacSha256(secret, utf8("careledger payment"), document);
  return { digest: toHex(sha256(salt, document)), salt: toHex(salt) };
}
