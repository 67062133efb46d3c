import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { maskOf } from "../../src/core/labels.ts";
import { grantId } from "../../src/core/structs.ts";
import { type FoundRecord, MAX_ENTRIES } from "../../src/wire/messages.ts";
import { codeOf, errorOf, refusalOf } from "../fixtures/failures.ts";
import { aRecord, asSouth, give, newPatient, publish, takeBack } from "../fixtures/people.ts";
import { aGrant, aProvision } from "../fixtures/stories.ts";
import { DIABETIC, recordsOf, sampleBundle } from "../fixtures/samples.ts";
import { startWorld, type World } from "../fixtures/world.ts";

describe("flows: opening records (CA-01, CA-05, CA-06)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  const texts = (opened: readonly { body: Uint8Array }[]): string[] =>
    opened.map(({ body }) => Buffer.from(body).toString());
  const find = (grant: Parameters<typeof asSouth>[1]) =>
    world.south.care.findRecords(world.north.at, { grant });
  const open = (
    records: readonly FoundRecord[],
    grant: Parameters<typeof asSouth>[1],
    change: object = {},
  ) =>
    world.south.care.openRecords(world.north.at, records, { ...asSouth(world, grant), ...change });
  const transactions = (): number => world.south.care.chain.account!.sent;

  for (const kind of ["p256", "account"] as const) {
    it(`a real patient's diabetes records, before, under and after her grant (${kind} key)`, async () => {
      const patient = await newPatient(world, kind);
      const records = recordsOf(await sampleBundle(DIABETIC), patient);
      await publish(world.north, records);
      const all = await world.north.care.findRecords(world.north.at, {
        subject: patient.subject,
        patient: patient.signer,
      });
      expect(all).length(158);

      const { consent } = world.north.care;
      const provisions = [aProvision({ kinds: 2n ** 24n - 1n })];
      const grant = aGrant(patient.subject, { grantee: world.south.id, provisions, salt: ZERO32 });
      expect(await refusalOf(() => find(grant)), "before").equal("403 GATEWAY_GRANT");
      const early = await errorOf(() => open(all.slice(0, 1), grant, { onRecord: true }));
      expect(early.code, "before").equal("OPEN_REFUSED");

      await consent.grant(grant, await consent.sign(grant, patient.signer)).send();
      const found = await find(grant);
      // Of her six records about diabetes one is specially protected besides.
      expect(found).length(5);
      const opened = await open(found, grant);
      expect(opened.map(({ entry }) => entry).toSorted()).deep.equal(
        found.map(({ id }) => id).toSorted(),
      );
      const sources = new Set(records.map(({ body }) => Buffer.from(body).toString()));
      for (const text of texts(opened)) expect(sources.has(text), "byte for byte").equal(true);
      expect(texts(opened).filter((text) => text.includes('"Condition"'))).not.deep.equal([]);

      await takeBack(world, grant, patient);
      expect(await refusalOf(() => find(grant)), "after").equal("403 GATEWAY_GRANT");
      const late = await errorOf(() => open(found, grant));
      expect(late.details, "after").deep.equal({ refusal: "GRANT_REVOKED" });
      const log = await world.south.care.accessLog([grantId(grant)]);
      expect(log.map(({ refusal, entries }) => refusal ?? entries.length)).deep.equal([
        early.details["refusal" as never],
        5,
        "GRANT_REVOKED",
      ]);
    });
  }

  it("of several batches: a receipt for each, one use of the grant", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient, "a"), aRecord(patient, "b")]);
    await publish(world.north, [aRecord(patient, "c")]);
    const grant = await give(world, patient, { maxUses: 1 });
    const opened = await open(await find(grant), grant);
    expect(texts(opened).toSorted()).deep.equal(["a", "b", "c"]);
    expect(new Set(opened.map(({ receipt }) => receipt)).size).equal(2);
    expect(await world.south.care.consent.standing(grant)).equal("EXHAUSTED");
  });

  it("more of one batch than a gateway answers at once", async function () {
    this.timeout(60_000);
    const patient = await newPatient(world);
    const publisher = await world.north.care.publisher(world.north.custody, { batchSize: 2000 });
    const expected = Array.from({ length: MAX_ENTRIES + 2 }, (_, i) => `record ${i}`);
    for (const text of expected) await publisher.add(aRecord(patient, text));
    expect(await publisher.finish()).include({ batches: 1 });
    const grant = await give(world, patient);
    const opened = await open(await find(grant), grant);
    expect(texts(opened).toSorted()).deep.equal(expected.toSorted());
    expect(new Set(opened.map(({ receipt }) => receipt)).size).equal(2);
  });

  it("of both hospitals, each from its own gateway", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient, "north")]);
    await publish(world.south, [aRecord(patient, "south")]);
    const grant = await give(world, patient);
    const { care } = world.south;
    const northern = await find(grant);
    const southern = await care.findRecords(world.south.at, { grant });
    expect(texts(await open(northern, grant))).deep.equal(["north"]);
    expect(
      texts(await care.openRecords(world.south.at, southern, asSouth(world, grant))),
    ).deep.equal(["south"]);
    const before = transactions();
    expect(await codeOf(() => open([...northern, ...southern], grant))).equal("GATEWAY_CUSTODIAN");
    expect(transactions(), "and no use is spent on it").equal(before);
  });

  describe("that the grant does not cover", () => {
    async function uncovered() {
      const patient = await newPatient(world);
      const hidden = { sensitivities: maskOf("sensitivities", ["HIV"]) };
      await publish(world.north, [aRecord(patient), aRecord(patient, "x", { header: hidden })]);
      const grant = await give(world, patient);
      const { subject, signer } = patient;
      const all = await world.north.care.findRecords(world.north.at, { subject, patient: signer });
      return { patient, grant, all };
    }

    it("stops before a transaction, with the reason", async () => {
      const { grant, all } = await uncovered();
      const before = transactions();
      const error = await errorOf(() => open(all, grant));
      expect([error.code, error.details]).deep.equal([
        "OPEN_NOT_COVERED",
        { count: 1, outcome: "NOT_COVERED" },
      ]);
      const other = await errorOf(() => open(all, grant, { purpose: "HRESCH" }));
      expect(other.details).deep.equal({ count: 2, outcome: "NOT_COVERED" });
      const action = await errorOf(() => open(all.slice(0, 1), grant, { action: "disclose" }));
      expect(action.details).deep.equal({ count: 1, outcome: "NOT_COVERED" });
      expect(transactions()).equal(before);
      expect(await world.south.care.exchange.refusals(grantId(grant))).deep.equal([]);
    });

    it("goes on record where the caller wants it there", async () => {
      const { grant, all } = await uncovered();
      const error = await errorOf(() => open(all, grant, { onRecord: true }));
      expect([error.code, error.details]).deep.equal(["OPEN_REFUSED", { refusal: "NOT_COVERED" }]);
      const [refusal] = await world.south.care.exchange.refusals(grantId(grant));
      expect(all.map(({ id }) => id)).include(refusal!.event.entry);
      expect(await world.south.care.exchange.receipts(grantId(grant))).deep.equal([]);
    });

    it("or another patient's, opens with no proof for it", async () => {
      const [hers, others] = [await uncovered(), await uncovered()];
      const taken = others.all.map((record) => ({ ...record, subject: hers.patient.subject }));
      for (const records of [taken.slice(0, 1), [hers.all[0]!, taken[0]!]]) {
        const error = await errorOf(() => open(records, hers.grant));
        expect(error).property("errorName", "RecordProofInvalid");
      }
    });
  });

  it("asks for something", async () => {
    const grant = await give(world, await newPatient(world));
    expect(await codeOf(() => open([], grant))).equal("OPEN_NOTHING");
  });

  it("asks for nothing twice", async () => {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient), aRecord(patient)]);
    const grant = await give(world, patient);
    const found = await find(grant);
    const before = transactions();
    expect(await codeOf(() => open([found[0]!, found[0]!], grant))).equal("TREE_POSITION");
    expect(transactions()).equal(before);
  });
});
