import { expect } from "chai";
import { join } from "node:path";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { KeyRing, type KeyRingOptions } from "../../src/vault/keyring.ts";
import { type Holder, RecordSet } from "../../src/vault/recordSet.ts";
import { codeOf, expectNowhere, inFolder } from "./fixtures/vault.ts";

const custodian = 7;
const { privateKey } = generateKeyPair();
const patient = { ...generateKeyPair(), epoch: 3 };
const options: KeyRingOptions = { custodian, keys: [{ privateKey, epoch: 1 }] };
const inMemory = () => KeyRing.open(":memory:", options);

describe("vault: record sets (RX-06, RX-14, SC-05)", () => {
  const subject = randomHex(32);

  it("wraps a fresh key for each record, which only its own set unwraps", async () => {
    const set = RecordSet.create();
    const [one, two] = [set.newContentKey(), set.newContentKey()];
    expect([one.key.length, one.wrapped.length]).deep.equal([32, 40]);
    expect(one.key).not.deep.equal(two.key);
    expect(set.unwrap(one.wrapped)).deep.equal(one.key);
    const stranger = RecordSet.create();
    expect(await codeOf(() => stranger.unwrap(one.wrapped))).equal("VAULT_UNWRAP");
    for (let at = 0; at < 40; at++) {
      const bent = one.wrapped.slice();
      bent[at]! ^= 1;
      expect(await codeOf(() => set.unwrap(bent))).equal("VAULT_UNWRAP");
    }
  });

  it("opens for its holder alone, at its epoch, as its own set", async () => {
    const set = RecordSet.create();
    const name = { subject, custodian };
    const holder: Holder = { role: "patient", epoch: 3 };
    const sealed = await set.sealFor(patient.publicKey, name, holder);
    const opened = await RecordSet.open(patient.privateKey, name, holder, sealed);
    expect(opened.dedupKey).deep.equal(set.dedupKey);
    expect(opened.unwrap(set.newContentKey().wrapped)).length(32);
    const opening = (where = name, as = holder, key = patient.privateKey) =>
      codeOf(() => RecordSet.open(key, where, as, sealed));
    expect(await opening({ ...name, custodian: 8 })).equal("VAULT_HPKE_OPEN");
    expect(await opening({ ...name, subject: randomHex(32) })).equal("VAULT_HPKE_OPEN");
    expect(await opening(name, { role: "patient", epoch: 4 })).equal("VAULT_HPKE_OPEN");
    expect(await opening(name, { role: "custodian", epoch: 3 })).equal("VAULT_HPKE_OPEN");
    expect(await opening(name, holder, privateKey)).equal("VAULT_HPKE_OPEN");
  });
});

describe("vault: key ring (RX-06, RX-14, SC-05)", () => {
  const subject = randomHex(32);

  it("creates a set once, for callers at the same time too, and finds it again", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "keys.db");
      const ring = KeyRing.open(path, options);
      const [one, two] = await Promise.all([
        ring.set(subject, patient),
        ring.set(subject, patient),
      ]);
      expect(one).equal(two);
      const fingerprint = randomHex(32);
      const [key] = await ring.newContentKeys([{ subject, fingerprint }]);
      ring.close();
      const again = KeyRing.open(path, options);
      expect((await again.set(subject)).dedupKey).deep.equal(one.dedupKey);
      expect(again.hasContentKey(subject, fingerprint)).equal(true);
      expect(await again.contentKey(subject, fingerprint)).deep.equal(key);
      again.close();
    }));

  it("takes the keys that another process stored first", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "keys.db");
      const rings = [KeyRing.open(path, options), KeyRing.open(path, options)] as const;
      const sets = await Promise.all(rings.map((ring) => ring.set(subject, patient)));
      expect(sets[0]!.dedupKey).deep.equal(sets[1]!.dedupKey);
      rings.forEach((ring) => ring.close());
    }));

  it("gives the patient the same keys", async () => {
    const ring = inMemory();
    const { key, wrapped } = (await ring.set(subject, patient)).newContentKey();
    const { sealed, epoch } = ring.sealedForPatient(subject);
    const name = { subject, custodian };
    const holder: Holder = { role: "patient", epoch };
    const hers = await RecordSet.open(patient.privateKey, name, holder, sealed);
    expect(hers.unwrap(wrapped)).deep.equal(key);
    ring.close();
  });

  it("RX-14: has one key for a subject and fingerprint", async () => {
    const ring = inMemory();
    await ring.set(subject, patient);
    const [one, two] = [randomHex(32), randomHex(32)].map((fingerprint) => ({
      subject,
      fingerprint,
    }));
    const [first] = await ring.newContentKeys([one!]);
    const [other, again] = await ring.newContentKeys([two!, one!]);
    expect(again, "the key that is kept").deep.equal(first);
    expect(other).length(32).and.not.deep.equal(first);
    expect(await ring.contentKey(subject, one!.fingerprint)).deep.equal(first);
    expect(await ring.contentKey(subject, two!.fingerprint)).deep.equal(other);
    const unknown = { subject: randomHex(32), fingerprint: randomHex(32) };
    const fresh = { subject, fingerprint: randomHex(32) };
    expect(await codeOf(() => ring.newContentKeys([fresh, unknown]))).equal("KEYRING_SET_MISSING");
    expect(ring.hasContentKey(subject, fresh.fingerprint), "nothing of a refused batch").equal(
      false,
    );
    expect(ring.hasContentKey(unknown.subject, one!.fingerprint)).equal(false);
    expect(await ring.contentKey(subject, unknown.fingerprint)).equal(undefined);
    ring.close();
  });

  it("answers missing sets, foreign rings and wrong keys by their own errors", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "keys.db");
      const ring = KeyRing.open(path, options);
      expect(await codeOf(() => ring.set(subject))).equal("KEYRING_SET_MISSING");
      await ring.set(subject, patient);
      ring.close();
      const using = async (other: Partial<KeyRingOptions>) => {
        const opened = KeyRing.open(path, { ...options, ...other });
        return codeOf(() => opened.set(subject)).finally(() => opened.close());
      };
      expect(await using({ custodian: 8 })).equal("KEYRING_SET_MISSING");
      const stranger = generateKeyPair();
      expect(await using({ keys: [{ ...stranger, epoch: 1 }] })).equal("VAULT_HPKE_OPEN");
      expect(await using({ keys: [{ ...stranger, epoch: 2 }] })).equal("KEYRING_EPOCH_UNKNOWN");
    }));

  it("re-seals for a patient's new key, never for an older one", async () => {
    const ring = inMemory();
    const set = await ring.set(subject, patient);
    const next = { ...generateKeyPair(), epoch: 4 };
    await ring.resealForPatient(subject, next);
    const { sealed, epoch } = ring.sealedForPatient(subject);
    const opening = (key: Uint8Array) =>
      RecordSet.open(key, { subject, custodian }, { role: "patient", epoch }, sealed);
    expect((await opening(next.privateKey)).dedupKey).deep.equal(set.dedupKey);
    expect(await codeOf(() => opening(patient.privateKey))).equal("VAULT_HPKE_OPEN");
    const back = () => ring.resealForPatient(subject, patient);
    expect(await codeOf(back)).equal("KEYRING_EPOCH_OLD");
    ring.close();
  });

  it("re-seals all sets for the custodian's new key, in as many runs as it takes", async () =>
    inFolder(async (folder) => {
      const path = join(folder, "keys.db");
      const subjects: Hex[] = Array.from({ length: 120 }, () => randomHex(32));
      const old = KeyRing.open(path, options);
      const sets = await Promise.all(subjects.map((one) => old.set(one, patient)));
      old.close();
      const newest = { ...generateKeyPair(), epoch: 2 };
      const both = KeyRing.open(path, { custodian, keys: [...options.keys, newest] });
      expect(await both.resealForCustodian()).equal(120);
      expect(await both.resealForCustodian()).equal(0);
      both.close();
      const fresh = KeyRing.open(path, { custodian, keys: [newest] });
      expect((await fresh.set(subjects[119]!)).dedupKey).deep.equal(sets[119]!.dedupKey);
      fresh.close();
    }));

  it("never writes a key in the clear", async () =>
    inFolder(async (folder) => {
      const ring = KeyRing.open(join(folder, "keys.db"), options);
      const set = await ring.set(subject, patient);
      const secrets = await ring.newContentKeys(
        Array.from({ length: 50 }, () => ({ subject, fingerprint: randomHex(32) })),
      );
      const all = [set.dedupKey, privateKey, patient.privateKey, ...secrets];
      expectNowhere(folder, ...all);
      ring.close();
      expectNowhere(folder, ...all);
    }));

  it("refuses files that are not its own", async () =>
    inFolder(async (folder) => {
      const { writeFile } = await import("node:fs/promises");
      const { EmbeddedBlocks } = await import("../../src/vault/embeddedBlocks.ts");
      const [text, blocks] = [join(folder, "text"), join(folder, "blocks.db")];
      await writeFile(
        text,
        "this is a text file, and it is long enough to have a header ".repeat(9),
      );
      await EmbeddedBlocks.open(blocks).close();
      for (const path of [text, blocks, join(folder, "none", "keys.db")]) {
        expect(await codeOf(() => KeyRing.open(path, options))).equal("STORE_DATABASE");
      }
    }));
});
