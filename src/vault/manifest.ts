import { concatBytes, fromHex, type Hex, toHex, uintBytes } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import type { SealedRecord } from "./catalogue.ts";
import { type CID, cidFrom, MAX_BLOCK_BYTES } from "./cid.ts";
import { infoOf, openWith, sealTo } from "./hpke.ts";

/** What a manifest tells of an entry; the id follows from it, the custodian being known. */
export type ManifestEntry = Omit<SealedRecord, "entry">;

const VERSION = 1;
const ENTRY_BYTES = 5 * 32;
/** What sealing adds: encapsulated key 32 | version 1 | tag 16. */
const SEALED_BYTES = 49;

const info = (custodian: number, epoch: number): Uint8Array =>
  infoOf("manifest", uintBytes(custodian, 4), uintBytes(epoch, 4));

/**
 * The entries of a batch in leaf order, HPKE-sealed for their custodian: with its key and the
 * chain alone it finds all its records again. Plaintext: version 1 | entries of subject, header,
 * fingerprint, CID digest, previous version (32 bytes each).
 */
export function sealManifest(
  entries: readonly ManifestEntry[],
  custodian: number,
  { publicKey, epoch }: { publicKey: Uint8Array; epoch: number },
): Promise<Uint8Array> {
  const parts = entries.flatMap((e) => [
    fromHex(e.subject, 32),
    uintBytes(e.header, 32),
    fromHex(e.fingerprint, 32),
    fromHex(e.cid, 32),
    fromHex(e.previous, 32),
  ]);
  return sealTo(publicKey, info(custodian, epoch), concatBytes(Uint8Array.of(VERSION), ...parts));
}

/** Where the manifest of a batch of `count` entries lies, whose digest the chain has. */
export const manifestCid = (digest: Hex, count: number): CID =>
  cidFrom(digest, SEALED_BYTES + count * ENTRY_BYTES > MAX_BLOCK_BYTES);

/** @throws VAULT_HPKE_OPEN for another custodian, epoch or key. */
export async function openManifest(
  sealed: Uint8Array,
  custodian: number,
  { privateKey, epoch }: { privateKey: Uint8Array; epoch: number },
): Promise<ManifestEntry[]> {
  const plain = await openWith(privateKey, info(custodian, epoch), sealed);
  if (plain[0] !== VERSION || (plain.length - 1) % ENTRY_BYTES !== 0) {
    fail("VAULT_FORMAT", { reason: "no manifest of a batch" });
  }
  const field = (entry: number, n: number): Hex => {
    const start = 1 + entry * ENTRY_BYTES + n * 32;
    return toHex(plain.subarray(start, start + 32));
  };
  return Array.from({ length: (plain.length - 1) / ENTRY_BYTES }, (_, i) => ({
    subject: field(i, 0),
    header: BigInt(field(i, 1)),
    fingerprint: field(i, 2),
    cid: field(i, 3),
    previous: field(i, 4),
  }));
}
