import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "./bytes.ts";

/**
 * Who signs for a subject: ERC-7913 signer bytes (20: an account; more: a verifier contract and
 * its key) and a signature over a 32-byte digest. A wallet, a passkey or an HSM can stand behind.
 */
export interface Signer {
  readonly bytes: Hex;
  sign(digest: Hex): Promise<Hex>;
}

/** Address of an uncompressed secp256k1 public key. */
const addressOf = (publicKey: Uint8Array): Hex =>
  toHex(keccak256(publicKey.subarray(1)).subarray(12));

/** An account that signs with secp256k1: r, s, v (65 bytes), s low, v 27 or 28. */
export function accountSigner(privateKey: Hex): Signer {
  const secret = fromHex(privateKey, 32);
  return {
    bytes: addressOf(secp256k1.getPublicKey(secret, false)),
    sign: async (digest) => {
      const signature = secp256k1.sign(fromHex(digest, 32), secret, {
        prehash: false,
        lowS: true,
        format: "recovered",
      });
      // noble puts the recovery bit first, Ethereum puts 27 + that bit last.
      return toHex(concatBytes(signature.subarray(1), new Uint8Array([27 + signature[0]!])));
    },
  };
}

/**
 * The account that signed a digest, or undefined if no account did: r, s, v, with s low, so that a
 * signature has one form only.
 */
export function recoverAccount(digest: Hex, signature: Hex): Hex | undefined {
  const bytes = fromHex(signature);
  const v = bytes[64];
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) return undefined;
  try {
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), "compact");
    if (parsed.hasHighS()) return undefined;
    const point = parsed.addRecoveryBit(v - 27).recoverPublicKey(fromHex(digest, 32));
    return addressOf(point.toBytes(false));
  } catch {
    return undefined;
  }
}

/**
 * A P-256 key, as phones and passkeys hold; signatures are r, s (64 bytes).
 * @param verifier Checks them: the SubjectRegistry itself, or an ERC-7913 verifier that it lists
 */
export function p256Signer(privateKey: Hex, verifier: Hex): Signer {
  const secret = fromHex(privateKey, 32);
  return {
    bytes: toHex(concatBytes(fromHex(verifier, 20), p256.getPublicKey(secret, false).subarray(1))),
    sign: async (digest) =>
      toHex(p256.sign(fromHex(digest, 32), secret, { prehash: false, lowS: true })),
  };
}
