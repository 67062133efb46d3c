import { expect } from "chai";
import { utf8 } from "../../src/core/bytes.ts";
import { aRecord, asSouth, give, newPatient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("flows: a record goes out and comes back (CA-01)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("x", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient, "hello")]);
    const grant = await give(world, patient);
    const found = await world.south.care.findRecords(world.north.at, { grant });
    const opened = await world.south.care.openRecords(world.north.at, found, asSouth(world, grant));
    expect(opened.map(({ body }) => body)).deep.equal([utf8("hello")]);
  });
});
