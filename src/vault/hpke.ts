/**
 * HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Sealed form:
 * encapsulated key 32 | ciphertext | tag 16. Keys are raw, 32 bytes.
 */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { x25519 } from "@noble/curves/ed25519.js";
import { concatBytes, fromHex, type Hex, utf8 } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

export interface HpkeKeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** @internal Its types would ask everyone who uses the SDK for the DOM's. */
export const hpkeSuite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const ENCAPSULATED_BYTES = 32;

export function generateKeyPair(): HpkeKeyPair {
  const { publicKey, secretKey } = x25519.keygen();
  return { publicKey, privateKey: secretKey };
}

export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(checkedKey(privateKey));
}

/** Seals for the holder of the private key; only the same `info` opens it again. */
export async function sealTo(
  publicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  checkedKey(publicKey);
  try {
    const recipientPublicKey = await hpkeSuite.kem.deserializePublicKey(publicKey);
    const { enc, ct } = await hpkeSuite.seal({ recipientPublicKey, info }, plaintext);
    return concatBytes(new Uint8Array(enc), new Uint8Array(ct));
  } catch {
    // A point of small order: the only thing left that can be wrong with 32 bytes.
    return fail("VAULT_HPKE_KEY", {});
  }
}

/** @throws VAULT_HPKE_OPEN for another key, another `info`, or changed bytes. */
export async function openWith(
  privateKey: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  checkedKey(privateKey);
  try {
    const recipientKey = await hpkeSuite.kem.deserializePrivateKey(privateKey);
    const enc = sealed.slice(0, ENCAPSULATED_BYTES);
    const ciphertext = sealed.slice(ENCAPSULATED_BYTES);
    return new Uint8Array(await hpkeSuite.open({ recipientKey, info, enc }, ciphertext));
  } catch {
    return fail("VAULT_HPKE_OPEN", {});
  }
}

/**
 * The `info` of a use: its purpose's length 1 | purpose | fields. Every purpose has fields of fixed
 * lengths, so no two uses share an `info`.
 */
export function infoOf(purpose: string, ...fields: Uint8Array[]): Uint8Array {
  const label = utf8(`careledger/v1/${purpose}`);
  return concatBytes(Uint8Array.of(label.length), label, ...fields);
}

/** Binds a content key released to a grantee to the receipt and the entry (32 bytes each). */
export function releaseInfo(receipt: Hex, entry: Hex): Uint8Array {
  return infoOf("release", fromHex(receipt, 32), fromHex(entry, 32));
}

function checkedKey(key: Uint8Array): Uint8Array {
  return key.length === 32 ? key : fail("VAULT_HPKE_KEY", {});
}
