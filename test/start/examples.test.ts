import { expect } from "chai";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { aRecord, asSouth, give, newPatient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { run } from "./fixtures/run.ts";

const folder = path.resolve(import.meta.dirname, "../../scripts/examples");

/** What an example must say of a world in which one record was opened. */
const SAYS: Record<string, RegExp> = {
  "lookAround.ts":
    /^RecordIndex 0x[0-9a-fA-F]{40}$[^]*^receipt 0x[0-9a-f]{64} 1 records of custodian 1$/m,
  "publishOne.ts": /^patient 0x[0-9a-f]{64}\nrecord 0x[0-9a-f]{64} in block \d+, \d+ gas$/m,
  "readme.ts": /UTC: institution 2 opened 1 record held by institution 1 for treatment$/m,
};

describe("start: the examples run as they stand (CA-22)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient)]);
    const grant = await give(world, patient);
    const found = await world.south.care.findRecords(world.north.at, { grant });
    await world.south.care.openRecords(world.north.at, found, asSouth(world, grant));
  });
  after(() => world.close());

  it("all of them are known here", () => {
    expect(readdirSync(folder).toSorted()).deep.equal(Object.keys(SAYS));
  });

  for (const [name, says] of Object.entries(SAYS)) {
    it(name, async function () {
      this.timeout(60_000);
      const { url, addresses } = world.served;
      const before = (await world.north.care.records.batches(world.north.id)).length;
      const { ended } = run([url, addresses.directory], tmpdir(), `scripts/examples/${name}`);
      const { code, stdout, stderr } = await ended;
      expect([code, stderr]).deep.equal([0, ""]);
      expect(stdout).match(says);
      const after = await world.north.care.records.batches(world.north.id);
      expect(after.length - before).equal(name === "publishOne.ts" ? 1 : 0);
    });
  }
});
