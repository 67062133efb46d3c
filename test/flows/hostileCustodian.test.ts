import { expect } from "chai";
import { canonicalBytes, FHIR_JSON } from "../../src/fhir/canonical.ts";
import { type Hex, sha256, toHex, utf8, ZERO32 } from "../../src/core/bytes.ts";
import { entryId } from "../../src/core/structs.ts";
import { EntryTree } from "../../src/core/tree.ts";
import { ENTRY_FLAGS, packHeader } from "../../src/core/words.ts";
import { chainKey } from "../../src/flows/publishRecord.ts";
import { type CID, digestOf } from "../../src/vault/cid.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import type { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { seal } from "../../src/vault/envelope.ts";
import { generateKeyPair } from "../../src/vault/hpke.ts";
import { codeOf } from "../fixtures/failures.ts";
import { aRecord, asSouth, give, newPatient, type Patient, publish } from "../fixtures/people.ts";
import { aHeader } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";

const SALT = new Uint8Array(32).fill(7);
const printOf = (content: Uint8Array): Hex => toHex(sha256(SALT, content));

/** What a custodian may do wrong between a record and its entry. */
interface Wrong {
  body: Uint8Array;
  mediaType?: string;
  fingerprint?: Hex;
  spoil?: (sealed: Uint8Array) => Uint8Array;
  flags?: bigint;
}

describe("flows: what comes back is not what it must be (RX-03, RX-04)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  /** North seals, stores and anchors by hand, without the publisher's care. */
  async function anchorWrong({ subject, keys }: Patient, wrong: Wrong): Promise<void> {
    const { body, mediaType = "text/plain", spoil = (sealed) => sealed, flags = 0n } = wrong;
    const fingerprint = wrong.fingerprint ?? printOf(body);
    const { custody, care, id: custodian } = world.north;
    const { keyRing, catalogue, store } = custody;
    await keyRing.set(subject, { publicKey: keys.publicKey, epoch: 1 });
    const [key] = await keyRing.newContentKeys([{ subject, fingerprint }]);
    const context = { subject, custodian, fingerprint };
    const [cid] = await store.putMany([
      spoil(seal(key!, context, { salt: SALT, mediaType, body })),
    ]);
    const header = packHeader(aHeader({ flags }));
    const content = { fingerprint, cid: digestOf(cid!), previous: ZERO32 };
    const entry = entryId({ subject, custodian, header, content });
    const chain = chainKey(care.chain);
    const { root } = new EntryTree([entry]);
    const sealed = [{ subject, entry, header, ...content }];
    catalogue.prepareBatch(chain, { root, manifest: ZERO32, entries: [entry] }, sealed);
    await care.records.anchor([entry]).send();
    catalogue.markAnchored(chain, root);
  }

  /** Opens all that a patient granted, from any store with any key. */
  async function openAll(patient: Patient, change: object = {}) {
    const grant = await give(world, patient);
    const { care } = world.south;
    const found = await care.findRecords(world.north.at, { grant });
    expect(found).not.deep.equal([]);
    return await care.openRecords(world.north.at, found, { ...asSouth(world, grant), ...change });
  }
  const openedWrong = async (wrong: Wrong) => {
    const patient = await newPatient(world);
    await anchorWrong(patient, wrong);
    return await openAll(patient);
  };

  const body = utf8("a record");
  const resource = utf8('{"resourceType":"Patient","id":"p"}');

  it("opens where a custodian did it by hand, and right", async () => {
    const [opened] = await openedWrong({ body });
    expect(opened!.body).deep.equal(body);
    const canonical = canonicalBytes({ id: "p", resourceType: "Patient" });
    const [fhir] = await openedWrong({
      body: resource,
      mediaType: FHIR_JSON,
      fingerprint: printOf(canonical),
    });
    expect(fhir!.body, "the source, not its canonical form").deep.equal(resource);
  });

  const wrongs: Record<string, [wrong: Wrong, code: string]> = {
    "content with another fingerprint": [
      { body, fingerprint: printOf(utf8("another record")) },
      "VAULT_FINGERPRINT",
    ],
    "FHIR with the fingerprint of its text": [
      { body: resource, mediaType: FHIR_JSON },
      "VAULT_FINGERPRINT",
    ],
    "FHIR that is no JSON": [{ body, mediaType: FHIR_JSON }, "FHIR_NOT_JSON"],
    "FHIR without a canonical form": [
      { body: utf8('"\\ud800"'), mediaType: FHIR_JSON },
      "FHIR_NOT_CANONICAL",
    ],
    "ciphertext cut off": [{ body, spoil: (sealed) => sealed.slice(0, 40) }, "VAULT_UNSEALABLE"],
    "ciphertext cut off in its header": [
      { body, spoil: (sealed) => sealed.slice(0, 10) },
      "VAULT_TRUNCATED",
    ],
    "ciphertext changed": [
      { body, spoil: (sealed) => sealed.with(sealed.length - 1, sealed.at(-1)! ^ 1) },
      "VAULT_UNSEALABLE",
    ],
    "no ciphertext": [{ body, spoil: () => new Uint8Array(100) }, "VAULT_FORMAT"],
    "a block that is called a file": [{ body, flags: ENTRY_FLAGS.DAG_PB }, "STORE_FILE_FORM"],
  };
  for (const [what, [wrong, code]] of Object.entries(wrongs)) {
    it(`opens nothing: ${what}`, async () => {
      expect(await codeOf(() => openedWrong(wrong))).equal(code);
    });
  }

  it("opens nothing: one wrong record among right ones", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient), aRecord(patient)]);
    await anchorWrong(patient, { body, fingerprint: printOf(utf8("another")) });
    expect(await codeOf(() => openAll(patient))).equal("VAULT_FINGERPRINT");
  });

  it("opens nothing with another private key", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient)]);
    const { privateKey } = generateKeyPair();
    expect(await codeOf(() => openAll(patient, { privateKey }))).equal("VAULT_HPKE_OPEN");
    const short = { privateKey: new Uint8Array(31) };
    expect(await codeOf(() => openAll(patient, short))).equal("VAULT_HPKE_KEY");
  });

  /** The store that everybody shares, but it reads as a test says. */
  const readingStore = (read: (cids: readonly CID[]) => Promise<Uint8Array[]>): BlockStore =>
    new BlockStore(
      new Proxy(world.blocks, {
        get: (blocks, name) =>
          name === "read" || name === "held" ? read : blocks[name as keyof EmbeddedBlocks],
      }),
    );

  for (const [what, read] of [
    ["answers other bytes for a CID", async (all: Uint8Array[]) => all.toReversed()],
    ["answers bytes cut off", async (all: Uint8Array[]) => all.map((bytes) => bytes.slice(0, -1))],
    ["answers too few", async (all: Uint8Array[]) => all.slice(1)],
    ["answers nothing", async () => []],
  ] as const) {
    it(`takes the custodian's own bytes where the store ${what}`, async () => {
      const patient = await newPatient(world);
      await publish(world.north, [aRecord(patient), aRecord(patient)]);
      const store = readingStore(async (cids) => read(await world.blocks.read(cids)));
      const bodies = (opened: readonly { body: Uint8Array }[]) =>
        opened.map((record) => record.body);
      const honest = bodies(await openAll(patient));
      expect(honest).length(2);
      expect(bodies(await openAll(patient, { store }))).deep.equal(honest);
    });
  }
});
