/**
 * A document for several institutions, in one block:
 *
 *   "CLSD" 4 | format version 1 | readers 1 | of each reader: id 4 | key epoch 4 | sealed key 80 |
 *   the document as in segments.ts, bound to what it is about and to all that stands before it
 *
 * Whoever holds the block sees for whom it is, and how long it is, and no more.
 */
import {
  concatBytes,
  equalBytes,
  fromHex,
  type Hex,
  sha256,
  toHex,
  uintBytes,
  utf8,
} from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { open, seal } from "./envelope.ts";
import { infoOf, openWith, sealTo } from "./hpke.ts";
import type { PrivateKeyOfEpoch, PublicKeyOfEpoch } from "./keyring.ts";
import { freshBytes } from "./random.ts";

const MAGIC = utf8("CLSD");
const VERSION = 1;
const HEAD_BYTES = 6;
const KEY_BYTES = 32;
/** HPKE adds an encapsulated key and a tag. */
const SEALED_KEY_BYTES = KEY_BYTES + 48;
const READER_BYTES = 8 + SEALED_KEY_BYTES;
const MAX_READERS = 255;

/** What is shared. */
export interface SharedDocument {
  /** As in `application/pdf`. */
  readonly mediaType: string;
  readonly body: Uint8Array;
}

/** An institution that may read it, by its participant id, with its registered key. */
export interface DocumentReader extends PublicKeyOfEpoch {
  readonly id: number;
}

/** An institution's way to open what was sealed to its key of an epoch. */
export interface Unsealer {
  readonly id: number;
  unseal(epoch: number, info: Uint8Array, sealed: Uint8Array): Promise<Uint8Array>;
}

/** Opens with private keys that lie at hand. */
export const unsealerOf = (id: number, keys: readonly PrivateKeyOfEpoch[]): Unsealer => ({
  id,
  unseal: async (epoch, info, sealed) => {
    const key = keys.find((one) => one.epoch === epoch);
    return await openWith(
      key?.privateKey ?? fail("KEYRING_EPOCH_UNKNOWN", { epoch }),
      info,
      sealed,
    );
  },
});

const keyInfo = (about: Hex, id: number, epoch: number): Uint8Array =>
  infoOf("document", fromHex(about, 32), uintBytes(id, 4), uintBytes(epoch, 4));

const contextOf = (about: Hex, head: Uint8Array) => ({
  subject: about,
  custodian: 0,
  fingerprint: toHex(sha256(head)),
});

/** Seals a document about something (an order's id) for these readers, each named once. */
export async function sealDocument(
  about: Hex,
  readers: readonly DocumentReader[],
  { mediaType, body }: SharedDocument,
): Promise<Uint8Array> {
  if (readers.length === 0 || readers.length > MAX_READERS) {
    fail("VAULT_READERS", { most: MAX_READERS });
  }
  const key = freshBytes(KEY_BYTES);
  const slots = await Promise.all(
    readers.map(async ({ id, epoch, publicKey }) =>
      concatBytes(
        uintBytes(id, 4),
        uintBytes(epoch, 4),
        await sealTo(publicKey, keyInfo(about, id, epoch), key),
      ),
    ),
  );
  const head = concatBytes(MAGIC, Uint8Array.of(VERSION, readers.length), ...slots);
  const salt = freshBytes(32);
  return concatBytes(head, seal(key, contextOf(about, head), { salt, mediaType, body }));
}

interface Slot {
  epoch: number;
  sealed: Uint8Array;
}

/** Splits what was sealed. @throws VAULT_FORMAT, VAULT_VERSION */
function parts(sealed: Uint8Array): { head: Uint8Array; slots: Map<number, Slot> } {
  const isOurs = sealed.length > HEAD_BYTES && equalBytes(sealed.subarray(0, 4), MAGIC);
  if (!isOurs) fail("VAULT_FORMAT", { reason: "no shared document" });
  const [version, count] = [sealed[4]!, sealed[5]!];
  if (version !== VERSION) fail("VAULT_VERSION", { version, known: VERSION });
  const end = HEAD_BYTES + count * READER_BYTES;
  if (sealed.length <= end) fail("VAULT_FORMAT", { reason: "it is cut off" });
  const view = new DataView(sealed.buffer, sealed.byteOffset);
  const slots = new Map<number, Slot>();
  for (let at = HEAD_BYTES; at < end; at += READER_BYTES) {
    const slot = { epoch: view.getUint32(at + 4), sealed: sealed.slice(at + 8, at + READER_BYTES) };
    slots.set(view.getUint32(at), slot);
  }
  return { head: sealed.subarray(0, end), slots };
}

/** For whom a document is sealed. @throws VAULT_FORMAT, VAULT_VERSION */
export const readersOf = (sealed: Uint8Array): number[] => [...parts(sealed).slots.keys()];

/**
 * Opens a document as one of its readers.
 * @throws VAULT_NOT_READER for one that is not for this institution; VAULT_FORMAT, VAULT_VERSION,
 *   VAULT_HPKE_OPEN, VAULT_UNSEALABLE for what is none, or is about something else
 */
export async function openDocument(
  about: Hex,
  reader: Unsealer,
  sealed: Uint8Array,
): Promise<SharedDocument> {
  const { head, slots } = parts(sealed);
  const slot = slots.get(reader.id) ?? fail("VAULT_NOT_READER", {});
  const info = keyInfo(about, reader.id, slot.epoch);
  const key = await reader.unseal(slot.epoch, info, slot.sealed);
  const { mediaType, body } = open(key, contextOf(about, head), sealed.subarray(head.length));
  return { mediaType, body };
}
