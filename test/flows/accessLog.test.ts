import { expect } from "chai";
import { maskOf } from "../../src/core/labels.ts";
import { accessText } from "../../src/core/phrases.ts";
import { grantId } from "../../src/core/structs.ts";
import { accessLogText } from "../../src/flows/accessLog.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf } from "../fixtures/failures.ts";
import { aRecord, asSouth, give, newPatient, publish, takeBack } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("flows: her access log (CA-06, CA-07)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("has every access and attempt of her grants, in the order of the chain", async () => {
    const patient = await newPatient(world);
    const hidden = { sensitivities: maskOf("sensitivities", ["HIV"]) };
    const ids = await publish(world.north, [
      aRecord(patient),
      aRecord(patient),
      aRecord(patient, "hidden", { header: hidden }),
    ]);
    const { care } = world.south;
    const [first, second] = [await give(world, patient), await give(world, patient)];
    const found = await care.findRecords(world.north.at, { grant: first });
    const { subject, signer } = patient;
    const own = await care.findRecords(world.north.at, { subject, patient: signer });
    const outside = own.filter(({ id }) => !found.some((record) => record.id === id));
    await care.openRecords(world.north.at, found, asSouth(world, first));
    const refused = (records: typeof found, grant: typeof first) =>
      codeOf(() =>
        care.openRecords(world.north.at, records, { ...asSouth(world, grant), onRecord: true }),
      );
    expect(await refused(outside, second)).equal("OPEN_REFUSED");
    await takeBack(world, first, patient);
    expect(await refused(found, first)).equal("OPEN_REFUSED");
    await care.openRecords(world.north.at, found.slice(0, 1), asSouth(world, second));

    const log = await care.accessLog([grantId(first), grantId(second)]);
    const anyone = { grantee: world.south.id, purpose: 0 };
    const custodian = world.north.id;
    const opened = found.map(({ id }) => id);
    expect(log.map(({ time: _, transaction: __, ...access }) => access)).deep.equal([
      { ...anyone, grant: grantId(first), entries: opened, custodian },
      { ...anyone, grant: grantId(second), entries: [outside[0]!.id], refusal: "NOT_COVERED" },
      { ...anyone, grant: grantId(first), entries: [], refusal: "GRANT_REVOKED" },
      { ...anyone, grant: grantId(second), entries: [opened[0]], custodian },
    ]);
    expect(ids).include.members(opened);
    for (const { time, transaction } of log) {
      const receipt = await world.network.provider.getTransactionReceipt(transaction);
      expect(await world.network.timeOf(receipt!.blockNumber)).equal(time);
    }
    expect(await care.accessLog([grantId(second)])).deep.equal([log[1], log[3]]);
    expect(await care.accessLog([])).deep.equal([]);
  });

  it("reads as sentences, and names nobody whom the reader does not know", () => {
    const entry = fixed("an entry");
    const time = Date.UTC(2024, 1, 29, 12, 30, 5) / 1000;
    const base = { grant: entry, transaction: entry, time, grantee: 2, purpose: 0 };
    const names: Record<number, string> = { 1: "North Hospital", 2: "South Hospital" };
    const log = [
      { ...base, entries: [entry], custodian: 1 },
      { ...base, entries: [entry, entry], custodian: 9, purpose: 5 },
      { ...base, entries: [], refusal: "KEY_EPOCH_ENDED", purpose: 87 },
      { ...base, entries: [entry], refusal: "NOT_COVERED", grantee: 7 },
    ];
    expect(accessLogText(log, (id) => names[id] ?? `institution ${id}`)).deep.equal([
      "2024-02-29 12:30:05 UTC: South Hospital opened 1 record held by North Hospital for treatment",
      "2024-02-29 12:30:05 UTC: South Hospital opened 2 records held by institution 9 for breaking the glass in an emergency",
      "2024-02-29 12:30:05 UTC: South Hospital was refused (key epoch ended) for an unknown purpose",
      "2024-02-29 12:30:05 UTC: institution 7 was refused (not covered) for treatment",
    ]);
    expect(accessText({ time, who: "A clinic", purpose: 2, entries: 0 })).equal(
      "2024-02-29 12:30:05 UTC: A clinic opened 0 records for COC",
    );
  });
});
