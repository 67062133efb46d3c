import { expect } from "chai";
import type { CareLedger } from "../../src/client.ts";
import type { Indexer } from "../../src/indexer/indexer.ts";
import { grantId } from "../../src/core/structs.ts";
import {
  aRecord,
  asSouth,
  give,
  newPatient,
  newSigner,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { aRotation } from "../fixtures/subjects.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { inMemory, readerOf } from "./fixtures/indexes.ts";

describe("indexer: what is read from it (CA-07, DB-01)", () => {
  let world: World;
  let care: CareLedger;
  let indexer: Indexer;
  before(async () => {
    world = await startWorld();
    care = await readerOf(world);
    ({ indexer } = inMemory(care));
  });
  after(async () => {
    indexer.close();
    await world.close();
  });

  /** Her records at North, opened by South under one of two grants, and asked for in vain. */
  async function story() {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient), aRecord(patient)]);
    const [grant, unused] = [await give(world, patient), await give(world, patient)];
    const { south, north } = world;
    const found = await south.care.findRecords(north.at, { grant });
    await south.care.openRecords(north.at, found, asSouth(world, grant));
    await takeBack(world, grant, patient);
    const again = { ...asSouth(world, grant), onRecord: true };
    await south.care.openRecords(north.at, found, again).catch(() => {});
    return { patient, grant, unused };
  }

  it("a patient's access log: the chain's own, by her pseudonym or by grants, nobody else's", async () => {
    const { patient, grant, unused } = await story();
    const other = await story();
    await indexer.catchUp();
    const ids = [grantId(grant), grantId(unused)];
    const fromChain = await care.accessLog(ids);
    expect(fromChain.map(({ refusal }) => refusal)).deep.equal([undefined, "GRANT_REVOKED"]);
    expect(await care.accessLog(ids, indexer.reader)).deep.equal(fromChain);
    const hers = indexer.reader.accessLog({ subject: patient.subject });
    expect(hers).deep.equal(indexer.reader.accessLog({ grants: ids }));
    expect(hers.map(({ transaction }) => transaction)).deep.equal(
      fromChain.map(({ transaction }) => transaction),
    );
    expect(hers.map(({ grant: under }) => under)).not.include(grantId(other.grant));
    expect(await care.accessLog(undefined, indexer.reader)).deep.equal(await care.accessLog());
    expect(indexer.reader.uses(grantId(grant)).map(({ uses }) => uses)).deep.equal([1]);
  });

  it("an index that is behind or another chain's hides nothing of her access log", async () => {
    await indexer.catchUp();
    const { grant } = await story();
    const expected = await care.accessLog([grantId(grant)]);
    expect(expected).length(2);
    expect(await care.accessLog([grantId(grant)], indexer.reader)).deep.equal(expected);
    const elsewhere = Object.create(indexer.reader, {
      status: { value: () => ({ ...indexer.reader.status(), genesis: randomHex(32) }) },
    });
    expect(await care.accessLog([grantId(grant)], elsewhere)).deep.equal(expected);
  });

  it("the grants of a subject and how each stands, as the chain says", async () => {
    const { patient, grant, unused } = await story();
    const rotation = aRotation(patient.subject, newSigner("account", world));
    const ends = { ...rotation, nonce: randomHex(32), endsGrants: true };
    await world.insurer.care.identity.rotate(ends, patient.signer).send();
    await indexer.catchUp();
    const found = indexer.reader.grants(patient.subject);
    expect(found.map(({ grant: id, standing }) => [id, standing])).deep.equal([
      [grantId(grant), "REVOKED"],
      [grantId(unused), "KEY_EPOCH_ENDED"],
    ]);
    const given = await care.consent.granted(patient.subject);
    expect(
      found.map(({ grant: id, standing, uses, notAfter, block, transaction }) => ({
        grant: id,
        standing,
        uses,
        notAfter,
        block,
        transaction,
      })),
    ).deep.equal(given);
    expect(indexer.reader.subject(patient.subject)).include({ keyEpoch: 2, kind: "PATIENT" });
    expect(indexer.reader.grants(randomHex(32))).deep.equal([]);
  });

  it("a custodian's batches and entries, with what became of them", async () => {
    const { records } = world.north.care;
    const ids = [randomHex(32), randomHex(32)];
    const { event } = await records.anchor(ids).send();
    await records.end(event.root, [1], "WITHDRAWN").send();
    await indexer.catchUp();
    const { id: custodian } = world.north;
    expect(indexer.reader.batches(custodian).at(-1)).include({ root: event.root, count: 2 });
    expect(indexer.reader.entries(custodian, event.root)).deep.equal(
      ids.map((entry, position) => ({
        custodian,
        root: event.root,
        position,
        entry,
        state: position === 1 ? "WITHDRAWN" : "LIVE",
      })),
    );
    expect(indexer.reader.places(ids[0]!)).length(1);
    expect(indexer.reader.entries(world.south.id, event.root)).deep.equal([]);
  });

  it("institutions and their accounts; one whose accreditation is over is LAPSED", async () => {
    const until = (await world.network.now()) + 100;
    const administrator = randomHex(20);
    const { event } = await world.administrator.identity
      .admit({
        kinds: ["PHARMACY"],
        jurisdiction: { scheme: 1, code: 320_400 },
        grade: 1,
        accreditedUntil: until,
        hpkeKey: randomHex(32),
        endpoint: "https://pharmacy.example",
        administrator,
      })
      .send();
    const standing = async () => {
      await indexer.catchUp();
      const found = indexer.reader.participants().at(-1)!;
      expect(found.status).equal((await care.identity.participant(event.participant)).status);
      return found;
    };
    expect(await standing()).include({ status: "ACTIVE", endpoint: "https://pharmacy.example" });
    await world.served.wait(101);
    expect(await standing()).include({ status: "LAPSED" });
    const { participant } = event;
    expect(indexer.reader.accounts(participant)).deep.equal([
      { account: administrator, participant, role: "ADMINISTRATOR", expiresAt: 0 },
    ]);
  });
});
