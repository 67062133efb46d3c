import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { openWith, publicKeyOf } from "./hpke.ts";
import { KeyStore, type RecordName, type SavedSet } from "./keyStore.ts";
import { Lru } from "./lru.ts";
import { type Holder, RecordSet } from "./recordSet.ts";

/** A holder's public key as the chain names it. */
export interface PublicKeyOfEpoch {
  /** X25519, raw, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly epoch: number;
}

export interface PrivateKeyOfEpoch {
  /** X25519, raw, 32 bytes. */
  readonly privateKey: Uint8Array;
  readonly epoch: number;
}

export interface KeyRingOptions {
  /** The custodian's participant id. */
  readonly custodian: number;
  /** Its private keys: the newest epoch's, for new sets, and those that older sets still need. */
  readonly keys: readonly [PrivateKeyOfEpoch, ...PrivateKeyOfEpoch[]];
  /** Record sets kept open in memory; 10,000 by default. */
  readonly cachedSets?: number;
}

/** Sets re-sealed in one transaction: what a kill can undo. */
const RESEAL_BATCH = 100;

/**
 * A custodian's keys: its record sets and their content keys, in a database that holds them only
 * sealed and wrapped. Without the custodian's private key the file is of no use.
 */
export class KeyRing {
  readonly #custodian: number;
  readonly #privateKeys: ReadonlyMap<number, Uint8Array>;
  readonly #own: PublicKeyOfEpoch;
  readonly #sets: Lru<Hex, Promise<RecordSet>>;
  readonly #store: KeyStore;

  private constructor(path: string, { custodian, keys, cachedSets = 10_000 }: KeyRingOptions) {
    this.#custodian = custodian;
    this.#privateKeys = new Map(keys.map(({ epoch, privateKey }) => [epoch, privateKey]));
    const epoch = Math.max(...this.#privateKeys.keys());
    this.#own = { publicKey: publicKeyOf(this.#privateKey(epoch)), epoch };
    this.#sets = new Lru(cachedSets);
    this.#store = new KeyStore(path, custodian);
  }

  /** @param path of the database file, or ":memory:". */
  static open(path: string, options: KeyRingOptions): KeyRing {
    return new KeyRing(path, options);
  }

  close(): void {
    this.#store.close();
  }

  /**
   * The record set of a subject. With the patient's key it is created where there is none, which
   * costs one HPKE operation for the custodian and one for the patient, whatever the number of
   * records.
   *
   * @throws KEYRING_SET_MISSING where there is none and no key was given.
   */
  set(subject: Hex, patient?: PublicKeyOfEpoch): Promise<RecordSet> {
    const known = this.#sets.get(subject);
    if (known !== undefined) return known;
    const opening = this.#openOrCreate(subject, patient);
    this.#sets.set(subject, opening);
    // A failure is told to all who wait for it, but not remembered.
    opening.catch(() => this.#sets.delete(subject));
    return opening;
  }

  async #openOrCreate(subject: Hex, patient?: PublicKeyOfEpoch): Promise<RecordSet> {
    const saved = this.#store.set(subject);
    if (saved !== undefined) return this.#openSaved(saved);
    if (patient === undefined) return fail("KEYRING_SET_MISSING", {});
    const set = RecordSet.create();
    const [forCustodian, forPatient] = await Promise.all([
      this.#sealed(set, subject, "custodian", this.#own),
      this.#sealed(set, subject, "patient", patient),
    ]);
    const added = this.#store.addSet({
      subject: fromHex(subject, 32),
      custodian_epoch: this.#own.epoch,
      sealed_for_custodian: forCustodian,
      patient_epoch: patient.epoch,
      sealed_for_patient: forPatient,
    });
    // Where another process was first, its keys are the set's keys.
    return added ? set : this.#openSaved(this.#saved(subject));
  }

  /** The set's keys as they are sealed for the patient, who opens them with `RecordSet.open`. */
  sealedForPatient(subject: Hex): { sealed: Uint8Array; epoch: number } {
    const saved = this.#saved(subject);
    return { sealed: saved.sealed_for_patient, epoch: saved.patient_epoch };
  }

  /**
   * Seals the set's keys for a patient's new key.
   *
   * @throws KEYRING_EPOCH_OLD for an epoch before the present one: a stolen key gets nothing back.
   */
  async resealForPatient(subject: Hex, patient: PublicKeyOfEpoch): Promise<void> {
    const set = await this.set(subject);
    const sealed = await this.#sealed(set, subject, "patient", patient);
    if (!this.#store.replaceForPatient(subject, patient.epoch, sealed)) {
      const stored = this.#saved(subject).patient_epoch;
      fail("KEYRING_EPOCH_OLD", { stored, given: patient.epoch });
    }
  }

  /**
   * Seals every set that an older key of the custodian opens for its newest key. Run it again after
   * an interruption; when it has ended, the older keys can be destroyed.
   *
   * @returns how many sets were sealed anew.
   */
  async resealForCustodian(): Promise<number> {
    const { epoch } = this.#own;
    let count = 0;
    for (;;) {
      const older = this.#store.setsBefore(epoch, RESEAL_BATCH);
      if (older.length === 0) return count;
      const resealed = older.map(async (saved) => {
        const set = await this.#openSaved(saved);
        const sealed = await this.#sealed(set, toHex(saved.subject), "custodian", this.#own);
        return { subject: saved.subject, sealed };
      });
      this.#store.replaceForCustodian(epoch, await Promise.all(resealed));
      count += older.length;
    }
  }

  /**
   * Keys to seal a batch of records with, 32 bytes each; when it answers, all of them are kept. A
   * record has one key for ever: where one was kept before (by a publisher that was killed, say),
   * it is the answer, since whatever it sealed would else be lost.
   *
   * @throws KEYRING_SET_MISSING
   */
  async newContentKeys(records: readonly RecordName[]): Promise<Uint8Array[]> {
    const sets: RecordSet[] = [];
    for (const { subject } of records) sets.push(await this.set(subject));
    const fresh = sets.map((set) => set.newContentKey());
    const before = this.#store.addContentKeys(
      records.map(({ subject, fingerprint }, i) => ({
        subject,
        fingerprint,
        wrapped: fresh[i]!.wrapped,
      })),
    );
    for (const [i, wrapped] of before) fresh[i]!.key = sets[i]!.unwrap(wrapped);
    return fresh.map(({ key }) => key);
  }

  /** Whether this content already has a key, that is: was sealed in this subject's set before. */
  hasContentKey(subject: Hex, fingerprint: Hex): boolean {
    return this.#store.wrappedKey(subject, fingerprint) !== undefined;
  }

  /** The content key of a record, 32 bytes. */
  async contentKey(subject: Hex, fingerprint: Hex): Promise<Uint8Array | undefined> {
    const wrapped = this.#store.wrappedKey(subject, fingerprint);
    return wrapped && (await this.set(subject)).unwrap(wrapped);
  }

  /**
   * Opens what was HPKE-sealed to the custodian's key of an epoch.
   * @throws KEYRING_EPOCH_UNKNOWN, VAULT_HPKE_OPEN
   */
  async unseal(epoch: number, info: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
    return await openWith(this.#privateKey(epoch), info, sealed);
  }

  #saved(subject: Hex): SavedSet {
    return this.#store.set(subject) ?? fail("KEYRING_SET_MISSING", {});
  }

  async #openSaved(saved: SavedSet): Promise<RecordSet> {
    const epoch = saved.custodian_epoch;
    const name = { subject: toHex(saved.subject), custodian: this.#custodian };
    const holder: Holder = { role: "custodian", epoch };
    return RecordSet.open(this.#privateKey(epoch), name, holder, saved.sealed_for_custodian);
  }

  #sealed(
    set: RecordSet,
    subject: Hex,
    role: Holder["role"],
    { publicKey, epoch }: PublicKeyOfEpoch,
  ): Promise<Uint8Array> {
    return set.sealFor(publicKey, { subject, custodian: this.#custodian }, { role, epoch });
  }

  #privateKey(epoch: number): Uint8Array {
    return this.#privateKeys.get(epoch) ?? fail("KEYRING_EPOCH_UNKNOWN", { epoch });
  }
}
