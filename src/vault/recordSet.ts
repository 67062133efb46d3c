import { createSecretKey, type KeyObject } from "node:crypto";
import { fromHex, type Hex, uintBytes } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { infoOf, openWith, sealTo } from "./hpke.ts";
import { unwrapKey, wrapKey } from "./keyWrap.ts";
import { freshBytes } from "./random.ts";

/** A record set: the records of one subject at one custodian. */
export interface RecordSetName {
  /** The subject's id, 32 bytes. */
  readonly subject: Hex;
  /** The custodian's participant id, below 2^32. */
  readonly custodian: number;
}

/** Whom a set's keys are sealed for, and that holder's key epoch. */
export interface Holder {
  readonly role: "custodian" | "patient";
  readonly epoch: number;
}

const KEY_BYTES = 32;

/**
 * The keys of a record set: the key-encryption key that wraps its content keys, and the dedup key
 * that salts its fingerprints. They leave memory only HPKE-sealed, for the custodian and for the
 * patient.
 */
export class RecordSet {
  /** 32 bytes. */
  readonly dedupKey: Uint8Array;
  readonly #material: Uint8Array;
  // Kept, because making a key object costs as much as using it.
  readonly #wrapping: KeyObject;
  readonly #dedup: KeyObject;

  private constructor(material: Uint8Array) {
    this.#material = material;
    this.dedupKey = material.subarray(KEY_BYTES);
    this.#wrapping = createSecretKey(material.subarray(0, KEY_BYTES));
    this.#dedup = createSecretKey(this.dedupKey);
  }

  static create(): RecordSet {
    return new RecordSet(freshBytes(2 * KEY_BYTES));
  }

  /** @throws VAULT_HPKE_OPEN where it was sealed for another key, holder, epoch or set. */
  static async open(
    privateKey: Uint8Array,
    name: RecordSetName,
    holder: Holder,
    sealed: Uint8Array,
  ): Promise<RecordSet> {
    const material = await openWith(privateKey, setInfo(name, holder), sealed);
    return material.length === 2 * KEY_BYTES
      ? new RecordSet(material)
      : fail("VAULT_HPKE_OPEN", {});
  }

  /** The set's keys, sealed for one holder: 112 bytes. */
  sealFor(publicKey: Uint8Array, name: RecordSetName, holder: Holder): Promise<Uint8Array> {
    return sealTo(publicKey, setInfo(name, holder), this.#material);
  }

  /** @param canonical of a FHIR resource its RFC 8785 form; of other content the content itself. */
  fingerprint(canonical: Uint8Array): Fingerprint {
    return fingerprintOf(this.#dedup, canonical);
  }

  /** A fresh key for one version of one record, plain (32 bytes) and wrapped (40 bytes). */
  newContentKey(): { key: Uint8Array; wrapped: Uint8Array } {
    const key = freshBytes(KEY_BYTES);
    return { key, wrapped: wrapKey(this.#wrapping, key) };
  }

  /** @throws VAULT_UNWRAP where the key was wrapped in another set. */
  unwrap(wrapped: Uint8Array): Uint8Array {
    return unwrapKey(this.#wrapping, wrapped);
  }
}

function setInfo({ subject, custodian }: RecordSetName, { role, epoch }: Holder): Uint8Array {
  return infoOf(
    `record-set/${role}`,
    fromHex(subject, 32),
    uintBytes(custodian, 4),
    uintBytes(epoch, 4),
  );
}
