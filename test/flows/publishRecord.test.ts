import { expect } from "chai";
import { chainKey, type PublishReport } from "../../src/flows/publishRecord.ts";
import { entryId } from "../../src/core/structs.ts";
import { unpackHeader } from "../../src/core/words.ts";
import { manifestCid, openManifest } from "../../src/vault/manifest.ts";
import { unseal } from "../../src/flows/openRecord.ts";
import { cidOfEntry, readSealed } from "../../src/vault/sealRecords.ts";
import { codeOf } from "../fixtures/failures.ts";
import { aRecord, newPatient, type Patient } from "../fixtures/people.ts";
import { recordsOf, sampleBundle, SMALLEST } from "../fixtures/samples.ts";
import { type Hospital, startWorld, type World } from "../fixtures/world.ts";

describe("flows: publishing records (RX-01, RX-02, RX-14)", () => {
  let world: World;
  let north: Hospital;
  before(async () => {
    world = await startWorld();
    ({ north } = world);
  });
  after(() => world.close());

  const batchesSoFar = async (): Promise<number> =>
    (await north.care.records.batches(north.id)).length;
  const some = (patient: Patient, count: number) =>
    Array.from({ length: count }, () => aRecord(patient));

  describe("a real bundle", () => {
    let report: PublishReport;
    let records: ReturnType<typeof recordsOf>;
    before(async () => {
      const patient = await newPatient(world);
      records = recordsOf(await sampleBundle(SMALLEST), patient);
      const publisher = await north.care.publisher(north.custody);
      for (const record of records) await publisher.add(record);
      report = await publisher.finish();
    });
    const anchored = async () => (await north.care.records.batches(north.id)).at(-1)!;

    it("is anchored whole, with the ids that the catalogue has", async () => {
      expect(report).include({ records: 95, reused: 0, batches: 1, transactions: 1 });
      expect(Number(report.gasUsed), "gas").within(95 * 300, 95 * 3000);
      const { root, ids, manifest } = await anchored();
      const { catalogue } = north.custody;
      const chain = chainKey(north.care.chain);
      expect(ids).length(95);
      expect(new Set(ids).size).equal(95);
      expect(catalogue.entriesOf(chain, root)).deep.equal(ids);
      expect(catalogue.pendingBatches(chain)).deep.equal([]);
      expect(ids.map((id) => catalogue.place(chain, id)!.position)).deep.equal([...ids.keys()]);
      expect(manifest).match(/^0x[0-9a-f]{64}$/);
    });

    it("stands in its batch in the order of its dates", async () => {
      const { ids } = await anchored();
      const dates = ids.map(
        (id) => unpackHeader(north.custody.catalogue.recordOfEntry(id)!.header).clinicalDate,
      );
      expect(dates).deep.equal(dates.toSorted((a, b) => Number(a - b)));
      expect(new Set(dates).size, "different dates").above(5);
    });

    it("is found again with the custodian's key and the chain alone", async () => {
      const { ids, manifest } = await anchored();
      const [sealed] = await readSealed(world.store, [manifestCid(manifest, ids.length)]);
      const { privateKey } = north.keys;
      const entries = await openManifest(sealed!, north.id, { privateKey, epoch: 1 });
      expect(entries.map((e) => entryId({ ...e, custodian: north.id, content: e }))).deep.equal(
        ids,
      );
      for (const [key, custodian, epoch] of [
        [world.south.keys.privateKey, north.id, 1],
        [privateKey, world.south.id, 1],
        [privateKey, north.id, 2],
      ] as const) {
        expect(
          await codeOf(() => openManifest(sealed!, custodian, { privateKey: key, epoch })),
        ).equal("VAULT_HPKE_OPEN");
      }
    });

    it("opens for its custodian, byte for byte (RX-04)", async () => {
      const { catalogue, keyRing, custodian } = north.custody;
      const sources = new Set(records.map(({ body }) => Buffer.from(body).toString()));
      const { ids } = await anchored();
      for (const id of ids) {
        const { subject, fingerprint, cid, header } = catalogue.recordOfEntry(id)!;
        const [sealed] = await readSealed(world.store, [cidOfEntry(cid, header)]);
        const key = (await keyRing.contentKey(subject, fingerprint))!;
        const { body, mediaType } = unseal(key, { subject, custodian, fingerprint }, sealed!);
        expect(mediaType).equal("application/fhir+json");
        expect(sources.delete(Buffer.from(body).toString())).equal(true);
      }
      expect(sources.size, "records that did not come back").equal(0);
    });

    it("is found before sealing when it comes again: no block, no batch (RX-14)", async () => {
      const [block, stored] = [await world.served.blockNumber(), await world.store.status()];
      const publisher = await north.care.publisher(north.custody);
      for (const record of records) await publisher.add(record);
      expect(await publisher.finish()).deep.equal({
        records: 95,
        reused: 95,
        batches: 0,
        bytesSealed: 0,
        transactions: 0,
        gasUsed: 0n,
      });
      expect(await world.served.blockNumber()).equal(block);
      expect(await world.store.status()).deep.equal(stored);
    });
  });

  it("seals the same content once, in one batch and over batches (RX-14)", async () => {
    const patient = await newPatient(world);
    const publisher = await north.care.publisher(north.custody, { batchSize: 2 });
    for (const text of ["a", "a", "b", "a", "c", "b"]) {
      await publisher.add(aRecord(patient, text));
    }
    expect(await publisher.finish()).include({ records: 6, reused: 3, batches: 2 });
  });

  it("tells the same content of two patients and custodians apart (RX-02)", async () => {
    const [one, other] = [await newPatient(world), await newPatient(world)];
    const before = await batchesSoFar();
    await north.care.publishRecord(north.custody, aRecord(one, "the same words"));
    await north.care.publishRecord(north.custody, aRecord(other, "the same words"));
    const { south } = world;
    await south.care.publishRecord(south.custody, aRecord(one, "the same words"));
    expect((await batchesSoFar()) - before).equal(2);
    const prints = [north, south].flatMap(({ custody }) =>
      [...custody.catalogue.records()]
        .filter(({ subject }) => subject === one.subject || subject === other.subject)
        .map(({ fingerprint }) => fingerprint),
    );
    expect(new Set(prints).size, "fingerprints of three record sets").equal(3);
  });

  for (const [size, count, batches] of [
    [5, 4, [4]],
    [5, 5, [5]],
    [5, 6, [5, 1]],
    [5, 10, [5, 5]],
    [1, 3, [1, 1, 1]],
  ] as const) {
    it(`makes of ${count} records batches of at most ${size}: ${batches.join(", ")}`, async () => {
      const before = await batchesSoFar();
      const publisher = await north.care.publisher(north.custody, { batchSize: size });
      for (const record of some(await newPatient(world), count)) await publisher.add(record);
      expect(await publisher.finish()).include({ records: count, batches: batches.length });
      const made = (await north.care.records.batches(north.id)).slice(before);
      expect(made.map(({ ids }) => ids.length)).deep.equal(batches);
    });
  }

  it("sends a batch out when it holds 16 MiB, whatever its number of records", async () => {
    const before = await batchesSoFar();
    const patient = await newPatient(world);
    const publisher = await north.care.publisher(north.custody);
    for (let i = 0; i < 17; i++) {
      const body = new Uint8Array(1_000_000).fill(i);
      await publisher.add(aRecord(patient, "", { body, canonical: body }));
    }
    const { bytesSealed } = await publisher.finish();
    expect(bytesSealed).within(17_000_000, 17_100_000);
    const made = (await north.care.records.batches(north.id)).slice(before);
    expect(made.map(({ ids }) => ids.length)).deep.equal([17]);
    await publisher.add(aRecord(patient));
    await publisher.flush();
    expect(await publisher.finish()).include({ records: 18, batches: 2 });
  });

  it("takes records that are added all at once", async () => {
    const before = await batchesSoFar();
    const publisher = await north.care.publisher(north.custody, { batchSize: 4 });
    const patient = await newPatient(world);
    const texts = Array.from({ length: 21 }, (_, i) => `at once ${i % 10}`);
    await Promise.all(texts.map((text) => publisher.add(aRecord(patient, text))));
    expect(await publisher.finish()).include({ records: 21, reused: 11 });
    const made = (await north.care.records.batches(north.id)).slice(before);
    expect(made.flatMap(({ ids }) => ids)).length(10);
    for (const { ids } of made) expect(ids.length).most(4);
  });

  it("says how far it is, and nothing for nothing", async () => {
    const block = await world.served.blockNumber();
    const idle = await north.care.publisher(north.custody);
    await idle.flush();
    expect(await idle.finish()).include({ records: 0, batches: 0, transactions: 0 });
    expect(await world.served.blockNumber()).equal(block);
    const seen: number[] = [];
    const publisher = await north.care.publisher(north.custody, {
      batchSize: 2,
      onProgress: ({ records }) => seen.push(records),
    });
    for (const record of some(await newPatient(world), 4)) await publisher.add(record);
    await publisher.finish();
    expect(seen).deep.equal(seen.toSorted((a, b) => a - b));
    expect([seen[0], seen.at(-1)]).deep.equal([0, 4]);
  });
});
