import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import * as Digest from "multiformats/hashes/digest";
import { sha256 as sha2 } from "multiformats/hashes/sha2";
import { equalBytes, fromHex, type Hex, sha256, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";

export { CID };

/** The most bytes of a block: of a sealed record that is no file, and of a file's leaves. */
export const MAX_BLOCK_BYTES = 1_048_576;

/**
 * A CID as people and URLs write it; what version 0 names is named by version 1 here.
 *
 * @throws STORE_CID for what is none, or has another codec or hash than those of this store.
 */
export function parseCid(text: string): CID {
  let cid;
  try {
    cid = CID.parse(text).toV1();
  } catch (cause) {
    return fail("STORE_CID", { reason: "it cannot be read" }, { cause });
  }
  digestBytes(cid);
  return cid;
}

/** The CID of bytes as one raw block. */
export function cidOf(bytes: Uint8Array): CID {
  return CID.createV1(raw.code, Digest.create(sha2.code, sha256(bytes)));
}

/** Whether a CID names a file of several blocks (dag-pb) rather than one raw block. */
export const isFile = (cid: CID): boolean => cid.code === dagPb.code;

/**
 * The SHA-256 digest in a CID, which stands on chain; beside it, a flag tells `isFile(cid)`.
 *
 * @throws STORE_CID for another CID version, codec or hash than those of this store.
 */
export function digestOf(cid: CID): Hex {
  return toHex(digestBytes(cid));
}

/** The CID that an entry on chain names. */
export function cidFrom(digest: Hex, file: boolean): CID {
  const multihash = Digest.create(sha2.code, fromHex(digest, 32));
  return CID.createV1(file ? dagPb.code : raw.code, multihash);
}

export function digestBytes({ version, code, multihash }: CID): Uint8Array {
  if (version !== 1) fail("STORE_CID", { reason: `version ${version}` });
  if (code !== raw.code && code !== dagPb.code) fail("STORE_CID", { reason: `codec ${code}` });
  if (multihash.code !== sha2.code || multihash.digest.length !== 32) {
    fail("STORE_CID", { reason: `hash ${multihash.code}` });
  }
  return multihash.digest;
}

/** Whether these are the bytes that the CID names. */
export function names(cid: CID, bytes: Uint8Array): boolean {
  return equalBytes(digestBytes(cid), sha256(bytes));
}
