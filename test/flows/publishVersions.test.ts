import { expect } from "chai";
import { chainKey } from "../../src/flows/publishRecord.ts";
import { type Hex, utf8, ZERO32 } from "../../src/core/bytes.ts";
import { ENTRY_FLAGS, unpackHeader } from "../../src/core/words.ts";
import { MAX_BLOCK_BYTES } from "../../src/vault/cid.ts";
import { codeOf } from "../fixtures/failures.ts";
import { aRecord, asSouth, give, newPatient, type Patient, publish } from "../fixtures/people.ts";
import { type Hospital, startWorld, type World } from "../fixtures/world.ts";

/** What sealing adds to an image/x of one segment: header 17, salt 32, media type 8, tag 16. */
const SEALED_BYTES = 17 + 32 + 8 + 16;

describe("flows: versions and large records (RX-03, RX-12)", () => {
  let world: World;
  let north: Hospital;
  before(async () => {
    world = await startWorld();
    ({ north } = world);
  });
  after(() => world.close());
  afterEach(() => world.served.resume());

  const own = async ({ subject, signer }: Patient): Promise<Hex[]> =>
    (await north.care.findRecords(north.at, { subject, patient: signer })).map(({ id }) => id);
  const stateOf = async (entry: Hex) => {
    const place = north.custody.catalogue.place(chainKey(north.care.chain), entry)!;
    return await north.care.records.stateAt(north.id, place.root, place.position);
  };
  const version = (patient: Patient, text: string, previous: Hex, number: bigint) =>
    aRecord(patient, text, { previous, header: { version: number } });

  it("a new version ends the old one and is found instead of it", async () => {
    const patient = await newPatient(world);
    const [first] = await publish(north, [aRecord(patient, "version 1")]);
    const [second] = await publish(north, [version(patient, "version 2", first!, 2n)]);
    expect(north.custody.catalogue.recordOfEntry(second!)!.previous).equal(first);
    expect([await stateOf(first!), await stateOf(second!)]).deep.equal(["SUPERSEDED", "LIVE"]);
    expect(await own(patient)).deep.equal([second]);
    const [third] = await publish(north, [version(patient, "version 3", second!, 3n)]);
    expect([await stateOf(second!), await own(patient)]).deep.equal(["SUPERSEDED", [third]]);
    const opened = await (async () => {
      const grant = await give(world, patient);
      const found = await world.south.care.findRecords(north.at, { grant });
      return await world.south.care.openRecords(north.at, found, asSouth(world, grant));
    })();
    expect(opened.map(({ body }) => body)).deep.equal([utf8("version 3")]);
  });

  it("what was found before its next version came is refused, on record", async () => {
    const patient = await newPatient(world);
    const [first] = await publish(north, [aRecord(patient)]);
    const grant = await give(world, patient);
    const { care } = world.south;
    const found = await care.findRecords(north.at, { grant });
    await publish(north, [version(patient, "its next", first!, 2n)]);
    const opening = care.openRecords(north.at, found, asSouth(world, grant));
    expect(await codeOf(() => opening)).equal("OPEN_REFUSED");
  });

  it("several versions in one batch: only the newest is left", async () => {
    const patient = await newPatient(world);
    const publisher = await north.care.publisher(north.custody);
    const [a, b] = await publish(north, [aRecord(patient, "a1"), aRecord(patient, "b1")]);
    await publisher.add(version(patient, "x2", a!, 2n));
    await publisher.add(version(patient, "y2", b!, 2n));
    await publisher.add(aRecord(patient, "c1"));
    expect(await publisher.finish()).include({ records: 3, batches: 1, transactions: 2 });
    expect([await stateOf(a!), await stateOf(b!)]).deep.equal(["SUPERSEDED", "SUPERSEDED"]);
    expect(await own(patient)).length(3);
  });

  it("an old version is found until the new one is on the chain", async () => {
    const patient = await newPatient(world);
    const [first] = await publish(north, [aRecord(patient)]);
    const publisher = await north.care.publisher(north.custody);
    await world.served.hold();
    await publisher.add(version(patient, "on its way", first!, 2n));
    await publisher.flush();
    expect(await own(patient)).deep.equal([first]);
    await world.served.release(1);
    await publisher.finish();
    expect(await own(patient))
      .length(1)
      .and.not.include(first);
  });

  it("a previous version that is none of this custodian's ends nothing", async () => {
    const patient = await newPatient(world);
    const elsewhere = await publish(world.south, [aRecord(patient)]);
    await publish(north, [version(patient, "follows", elsewhere[0]!, 2n)]);
    expect(await own(patient)).length(1);
    const { catalogue } = world.south.custody;
    const { root } = catalogue.place(chainKey(world.south.care.chain), elsewhere[0]!)!;
    expect(await world.south.care.records.stateAt(world.south.id, root, 0)).equal("LIVE");
  });

  for (const [what, size, flags] of [
    ["that just fits a block", MAX_BLOCK_BYTES - SEALED_BYTES, 0n],
    ["of one byte more", MAX_BLOCK_BYTES - SEALED_BYTES + 1, ENTRY_FLAGS.DAG_PB],
    ["of 3 MB", 3_000_000, ENTRY_FLAGS.DAG_PB],
  ] as const) {
    it(`a record ${what} comes back whole (RX-03)`, async () => {
      const patient = await newPatient(world);
      const body = new Uint8Array(size).map((_, i) => (i * i) % 251);
      // With a small one on either side: each gets its own bytes.
      await publish(north, [
        aRecord(patient, "before"),
        aRecord(patient, "", { body, canonical: body, mediaType: "image/x" }),
        aRecord(patient, "after"),
      ]);
      const grant = await give(world, patient);
      const { care } = world.south;
      const found = await care.findRecords(north.at, { grant });
      const opened = await care.openRecords(north.at, found, asSouth(world, grant));
      expect(opened.map(({ mediaType }) => mediaType)).have.members([
        "text/plain",
        "image/x",
        "text/plain",
      ]);
      const large = opened.find(({ mediaType }) => mediaType === "image/x")!;
      expect(Buffer.compare(large.body, body)).equal(0);
      const entry = found.find(({ id }) => id === large.entry)!;
      expect(unpackHeader(entry.header).flags).equal(flags);
      expect(entry.previous).equal(ZERO32);
    });
  }
});
