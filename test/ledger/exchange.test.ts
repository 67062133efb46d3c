import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { actions, purposes } from "../../src/core/codes.ts";
import { maskOf } from "../../src/core/labels.ts";
import { grantId, receiptId, requestHash, entryId } from "../../src/core/structs.ts";
import { revertOf } from "../fixtures/failures.ts";
import { give, newPatient, takeBack } from "../fixtures/people.ts";
import { anEntry, provenAt } from "../fixtures/stories.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { fixed } from "../fixtures/careLedger.ts";

const TREAT = purposes.TREAT.bit;
const ACCESS = actions.access.bit;

describe("ledger: openings and their log (CA-06)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  /** A patient with entries at North, anchored without any bytes behind them. */
  async function anchored(count: number) {
    const patient = await newPatient(world);
    const entries = Array.from({ length: count }, (_, n) => anEntry(patient.subject, n));
    await world.north.care.records.anchor(entries.map(entryId)).send();
    return { patient, entries };
  }

  it("answers a receipt for each group, with all that its slot has", async () => {
    const { patient, entries } = await anchored(5);
    const more = [9, 10].map((n) => anEntry(patient.subject, n));
    await world.north.care.records.anchor(more.map(entryId)).send();
    const grant = await give(world, patient);
    const request = { purpose: TREAT, action: ACCESS, nonce: randomHex(32) };
    const { exchange, chain } = world.south.care;
    const groups = [provenAt(entries, [1, 3]), provenAt(more, [0])];
    const opening = await exchange.open(grant, request, groups).send();
    const [named, asked] = [
      grantId(grant),
      requestHash({ ...request, grant: grantId(grant), grantee: world.south.id }),
    ];
    const fields = {
      grantee: world.south.id,
      custodian: world.north.id,
      purpose: TREAT,
      action: ACCESS,
      time: await world.network.timeOf(opening.block),
      keyEpoch: 1,
      obligations: maskOf("obligations", ["AUDIT"]),
      refrains: maskOf("refrains", ["NORDSCLCD"]),
    };
    const expected = [[entryId(entries[1]!), entryId(entries[3]!)], [entryId(more[0]!)]].map(
      (ids) => ({
        ...fields,
        receipt: receiptId({ grant: named, request: asked, entries: ids }),
        grant: named,
        request: asked,
        entries: ids,
        entryCount: ids.length,
        actor: chain.account!.address,
      }),
    );
    expect(opening.event.refused).equal(undefined);
    expect(opening.event.receipts).deep.equal(expected);
    const logged = await exchange.receipts(named);
    expect(logged.map(({ event }) => event)).deep.equal(expected);
    const slot = await exchange.receipt(expected[0]!.receipt);
    expect(slot).deep.equal({ ...fields, entryCount: 2 });
    expect(
      (await revertOf(() => exchange.receipt(expected[0]!.receipt, opening.block - 1))).name,
    ).equal("ReceiptUnknown");
  });

  it("answers and keeps a refusal, which writes no receipt", async () => {
    const { patient, entries } = await anchored(2);
    const grant = await give(world, patient);
    const { exchange, chain } = world.south.care;
    const request = { purpose: purposes.HPAYMT.bit, action: ACCESS, nonce: randomHex(32) };
    const opening = await exchange.open(grant, request, [provenAt(entries, [1])]).send();
    expect(opening.event.receipts).deep.equal([]);
    expect(opening.event.refused).deep.equal({
      grant: grantId(grant),
      request: requestHash({ ...request, grant: grantId(grant), grantee: world.south.id }),
      refusal: "NOT_COVERED",
      grantee: world.south.id,
      purpose: purposes.HPAYMT.bit,
      action: ACCESS,
      entry: entryId(entries[1]!),
      actor: chain.account!.address,
    });
    await takeBack(world, grant, patient);
    const again = { ...request, purpose: TREAT };
    const ended = await exchange.open(grant, again, [provenAt(entries, [0])]).send();
    expect(ended.event.refused).include({ refusal: "GRANT_REVOKED", entry: ZERO32 });
    const logged = await exchange.refusals(grantId(grant));
    expect(logged.map(({ event }) => event)).deep.equal([
      opening.event.refused,
      ended.event.refused,
    ]);
    expect(await exchange.receipts(grantId(grant))).deep.equal([]);
  });

  it("reverts for what is malformed, without a trace", async () => {
    const { patient, entries } = await anchored(2);
    const grant = await give(world, patient);
    const { exchange } = world.south.care;
    const request = { purpose: TREAT, action: ACCESS, nonce: randomHex(32) };
    const group = provenAt(entries, [0]);
    const open = (groups: Parameters<typeof exchange.open>[2]) =>
      revertOf(() => exchange.open(grant, request, groups).send());
    expect((await open([])).name).equal("AccessNothingAsked");
    expect((await open([{ ...group, contents: [fixed("other")] }])).name).equal(
      "RecordProofInvalid",
    );
    expect((await open([{ ...group, headers: [] }])).name).equal("AccessGroupMalformed");
    expect(await exchange.refusals(grantId(grant))).deep.equal([]);
  });
});
