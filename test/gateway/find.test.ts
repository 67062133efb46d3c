import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { purposes } from "../../src/core/codes.ts";
import { CLINICAL_EPOCH, dataPeriodOf } from "../../src/core/dates.ts";
import { maskOf } from "../../src/core/labels.ts";
import { grantId } from "../../src/core/structs.ts";
import { EntryTree, isProven } from "../../src/core/tree.ts";
import { EFFECT, packHeader } from "../../src/core/words.ts";
import { MAX_ENTRIES } from "../../src/wire/messages.ts";
import { refusalOf } from "../fixtures/failures.ts";
import { aRecord, give, newPatient, type Patient, publish, takeBack } from "../fixtures/people.ts";
import { aGrant, aProvision } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { accountSignerOf, findOwn, findUnder } from "./fixtures/requests.ts";

/** The start of a year as entries have it. */
const year = (y: number): bigint => BigInt(Date.UTC(y) / 1000 + CLINICAL_EPOCH);

describe("gateway: what may be found (CA-03, CA-04, CA-05)", () => {
  let world: World;
  let find: World["north"]["at"]["gateway"]["find"];
  before(async () => {
    world = await startWorld();
    find = (message) => world.north.at.gateway.find(message);
  });
  after(() => world.close());
  const idsUnder = async (...args: Parameters<typeof findUnder>) =>
    (await find(await findUnder(...args))).entries.map(({ id }) => id);

  /** Eight records, one for each way in which a diabetes grant may cover a record or not. */
  async function patientWithAll() {
    const patient = await newPatient(world);
    const named = {
      covered: {},
      "another category": { categories: maskOf("categories", ["HEALTH", "HIV"]) },
      sensitive: { sensitivities: maskOf("sensitivities", ["HIV"]) },
      "another kind": { kinds: maskOf("kinds", ["IMAGING"]) },
      early: { clinicalDate: year(2023) - 1n },
      "the first second": { clinicalDate: year(2023) },
      "the last second": { clinicalDate: year(2024) - 1n },
      late: { clinicalDate: year(2024) },
      undated: { clinicalDate: 0n },
    };
    const records = Object.entries(named).map(([name, header]) => {
      const dated = { clinicalDate: year(2023) + 1n, ...header };
      return { name, record: aRecord(patient, name, { header: dated }) };
    });
    const anchored = await publish(
      world.north,
      records.map(({ record }) => record),
    );
    const { catalogue } = world.north.custody;
    const headers = anchored.map((id) => catalogue.recordOfEntry(id)!.header);
    const ids: Record<string, string> = Object.fromEntries(
      records.map(({ name, record: { header } }) => [
        name,
        anchored[headers.indexOf(packHeader({ ...header, flags: 0n }))]!,
      ]),
    );
    expect(new Set(Object.values(ids)).size).equal(records.length);
    return { patient, ids };
  }
  const in2023 = () => {
    const { from, until } = dataPeriodOf({ start: "2023", end: "2023" });
    return { dataFrom: BigInt(from), dataUntil: BigInt(until) };
  };

  it("is what the grant covers, and nothing tells of the rest", async () => {
    const { patient, ids } = await patientWithAll();
    const grant = await give(world, patient, { provisions: [aProvision(in2023())] });
    const answer = await find(await findUnder(world, grant));
    expect(Object.keys(answer)).deep.equal(["entries"]);
    expect(answer.entries.map(({ id }) => id)).have.members([
      ids["covered"],
      ids["the first second"],
      ids["the last second"],
    ]);
    const own = await find(await findOwn(world, patient));
    expect(own.entries.map(({ id }) => id)).have.members(Object.values(ids));
  });

  it("respects exceptions, the innermost last", async () => {
    const { patient, ids } = await patientWithAll();
    const wide = aProvision({
      kinds: 2n ** 24n - 1n,
      categories: 2n ** 128n - 1n,
      sensitivities: 2n ** 40n - 1n,
    });
    const grant = await give(world, patient, {
      provisions: [
        wide,
        { ...wide, effect: EFFECT.DENY, sensitivities: maskOf("sensitivities", ["HIV"]) },
        { ...wide, effect: EFFECT.DENY, kinds: maskOf("kinds", ["IMAGING"]), sensitivities: 0n },
      ],
    });
    const hidden = new Set([ids["sensitive"], ids["another kind"]]);
    expect(await idsUnder(world, grant)).have.members(
      Object.values(ids).filter((id) => !hidden.has(id)),
    );
  });

  it("is nothing for another purpose, nor before or after the access period", async () => {
    const { patient } = await patientWithAll();
    const now = BigInt(Math.floor(Date.now() / 1000));
    const grant = await give(world, patient);
    expect(await idsUnder(world, grant)).not.deep.equal([]);
    for (const purpose of [purposes.HRESCH.bit, purposes.BTG.bit, 87, 88, 255]) {
      expect(await idsUnder(world, grant, { request: { purpose } })).deep.equal([]);
    }
    for (const period of [{ accessUntil: now - 10n }, { accessFrom: now + 1000n }]) {
      const other = await give(world, patient, { provisions: [aProvision(period)] });
      expect(await idsUnder(world, other)).deep.equal([]);
    }
  });

  it("carries what proves it to be in its batch", async () => {
    const patient = await newPatient(world);
    const records = Array.from({ length: 11 }, () => aRecord(patient));
    const ids = await publish(world.north, records);
    const { entries } = await find(await findOwn(world, patient));
    expect(entries.map(({ id }) => id)).deep.equal(ids);
    for (const { id, root, count, position, siblings } of entries) {
      expect([root, count, ids[position]]).deep.equal([new EntryTree(ids).root, 11, id]);
      expect(isProven(root, count, [position], [id], siblings)).equal(true);
    }
  });

  it("is never another patient's, or of another custodian", async () => {
    const [patient, other] = [await newPatient(world), await newPatient(world)];
    // In one batch, side by side.
    const ids = await publish(world.north, [aRecord(patient), aRecord(other), aRecord(patient)]);
    await publish(world.south, [aRecord(patient)]);
    const grant = await give(world, patient);
    const { catalogue } = world.north.custody;
    const hers = ids.filter((id) => catalogue.recordOfEntry(id)!.subject === patient.subject);
    expect(hers).length(2);
    expect(await idsUnder(world, grant)).deep.equal(hers);
    const message = await findUnder(world, grant, { request: { subject: other.subject } });
    expect(await refusalOf(() => find(message))).equal("400 GATEWAY_GRANT_MISMATCH");
  });

  it("comes in pages, of which none is lost or repeated", async function () {
    this.timeout(60_000);
    const patient = await newPatient(world);
    const records = Array.from({ length: MAX_ENTRIES + 5 }, (_, i) =>
      aRecord(patient, `page ${i}`, {
        // Every third is not covered, and is not counted either.
        header: i % 3 === 0 ? { sensitivities: maskOf("sensitivities", ["HIV"]) } : {},
      }),
    );
    await publish(world.north, records);
    const page = await find(await findOwn(world, patient));
    expect([page.entries.length, page.after]).deep.equal([MAX_ENTRIES, String(MAX_ENTRIES)]);
    const rest = await find({ ...(await findOwn(world, patient)), after: page.after });
    expect([rest.entries.length, rest.after]).deep.equal([5, undefined]);
    const beyond = await find({ ...(await findOwn(world, patient)), after: "1005" });
    expect(beyond).deep.equal({ entries: [] });

    const grant = await give(world, patient);
    expect(await idsUnder(world, grant)).length(670);
    const { subject, signer } = patient;
    const all = await world.north.care.findRecords(world.north.at, { subject, patient: signer });
    expect(new Set(all.map(({ id }) => id)).size).equal(MAX_ENTRIES + 5);
  });

  describe("is nothing", () => {
    let patient: Patient;
    before(async () => {
      patient = await newPatient(world);
      await publish(world.north, [aRecord(patient)]);
    });

    it("under a grant that is not on the chain, or changed", async () => {
      const unsent = aGrant(patient.subject, { grantee: world.south.id, salt: randomHex(32) });
      const message = await findUnder(world, unsent);
      expect(await refusalOf(() => find(message))).equal("403 GATEWAY_GRANT");
      const grant = await give(world, patient);
      const wider = {
        ...grant,
        terms: {
          ...grant.terms,
          provisions: [...grant.terms.provisions, grant.terms.provisions[0]!],
        },
      };
      const changed = { ...(await findUnder(world, grant)), grant: wider };
      expect(await refusalOf(() => find(changed))).equal("400 GATEWAY_GRANT_MISMATCH");
      const own = await findUnder(world, wider);
      expect(await refusalOf(() => find(own))).equal("403 GATEWAY_GRANT");
    });

    it("under a grant that was taken back", async () => {
      const grant = await give(world, patient);
      expect(await idsUnder(world, grant)).length(1);
      await takeBack(world, grant, patient);
      const message = await findUnder(world, grant);
      expect(await refusalOf(() => find(message))).equal("403 GATEWAY_GRANT");
    });

    it("for another institution than the grantee", async () => {
      const grant = await give(world, patient);
      for (const member of [world.insurer, world.north]) {
        const message = await findUnder(world, grant, { signer: accountSignerOf(member) });
        expect(await refusalOf(() => find(message))).equal("403 GATEWAY_NOT_GRANTEE");
      }
    });

    it("without a grant for anybody but the patient (ID-09)", async () => {
      const other = await newPatient(world);
      for (const signer of [other.signer, accountSignerOf(world.north)]) {
        const message = await findOwn(world, { subject: patient.subject, signer });
        expect(await refusalOf(() => find(message))).equal("401 GATEWAY_SIGNATURE");
      }
      const grant = await give(world, patient);
      const { grant: _, ...withoutIt } = await findUnder(world, grant);
      expect(await refusalOf(() => find(withoutIt))).equal("400 GATEWAY_GRANT_MISMATCH");
      const named = { ...withoutIt, request: { ...withoutIt.request, grant: ZERO32 } };
      expect(await refusalOf(() => find(named))).equal("401 GATEWAY_SIGNATURE");
      expect(grantId(grant)).equal(withoutIt.request.grant);
    });

    it("for a pseudonym that nobody enrolled", async () => {
      const message = await findOwn(world, { subject: randomHex(32), signer: patient.signer });
      expect(await refusalOf(() => find(message))).equal("401 GATEWAY_SIGNATURE");
    });

    it("for a patient without records, and that is no refusal", async () => {
      expect(await find(await findOwn(world, await newPatient(world)))).deep.equal({ entries: [] });
    });
  });
});
