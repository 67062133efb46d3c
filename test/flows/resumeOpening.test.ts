import { expect } from "chai";
import { CareLedger } from "../../src/client.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { type ConsentGrant, grantId } from "../../src/core/structs.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { FoundRecord } from "../../src/wire/messages.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import {
  aRecord,
  asSouth,
  give,
  newPatient,
  type Patient,
  publish,
  takeBack,
} from "../fixtures/people.ts";
import { openNetwork, startWorld, type World } from "../fixtures/world.ts";

describe("flows: an opening goes on after a kill, with one use of the grant (CA-06)", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  afterEach(() => world.served.resume());

  /** A patient's records, found under a grant for one use. */
  async function found(change: { maxUses?: number } = {}): Promise<{
    patient: Patient;
    grant: ConsentGrant;
    records: FoundRecord[];
  }> {
    const patient = await newPatient(world);
    await publish(world.north, [aRecord(patient, "one"), aRecord(patient, "two")]);
    await publish(world.north, [aRecord(patient, "three")]);
    const grant = await give(world, patient, { maxUses: 1, ...change });
    const records = await world.south.care.findRecords(world.north.at, { grant });
    return { patient, grant, records };
  }

  /** South, started again: it knows no nonce and no answer any more. */
  async function restarted(): Promise<CareLedger> {
    const network = await openNetwork(world.served.url);
    world.closers.push(() => network.close());
    return CareLedger.at(network, world.served.addresses, world.south.account);
  }

  /** Begins an opening that `interrupt` breaks off; answers the ticket that was kept. */
  async function begun(
    { grant, records }: { grant: ConsentGrant; records: FoundRecord[] },
    interrupt: "before sending" | "before the keys",
  ): Promise<string> {
    let kept = "";
    const nowhere = { ...world.north.at, gateway: new GatewayClient("http://127.0.0.1:9") };
    // An account of its own: after a kill its nonces are nobody's any more.
    const opening = (await restarted()).openRecords(nowhere, records, {
      ...asSouth(world, grant),
      onOpening: (ticket) => {
        kept = ticket;
        if (interrupt === "before sending") throw new RangeError("killed");
      },
    });
    const error = await opening.catch((thrown: Error) => thrown);
    if (interrupt === "before sending") expect(error).instanceOf(RangeError);
    else expect(error).property("code", "GATEWAY_UNREACHABLE");
    return kept;
  }

  const texts = (opened: readonly { body: Uint8Array }[]): string[] =>
    opened.map(({ body }) => Buffer.from(body).toString()).toSorted();
  const keys = () => ({ privateKey: world.south.keys.privateKey, store: world.store });
  const receiptsOf = async (grant: ConsentGrant) =>
    (await world.south.care.exchange.receipts(grantId(grant))).map(({ event }) => event.receipt);

  for (const [interrupt, receipts] of [
    ["before sending", 0],
    ["before the keys", 2],
  ] as const) {
    it(`where it was killed ${interrupt}`, async () => {
      const { grant, records } = await found();
      const ticket = await begun({ grant, records }, interrupt);
      expect(await receiptsOf(grant)).length(receipts);
      const care = await restarted();
      const opened = await care.resumeOpening(ticket, keys());
      expect(texts(opened)).deep.equal(["one", "three", "two"]);
      const all = await receiptsOf(grant);
      expect(all).length(2);
      expect(new Set(opened.map(({ receipt }) => receipt))).deep.equal(new Set(all));
      expect(await world.south.care.consent.standing(grant)).equal("EXHAUSTED");
      // However often: the chain has it, and the gateway answers the same keys.
      expect(texts(await care.resumeOpening(ticket, keys()))).deep.equal(texts(opened));
      expect(await receiptsOf(grant)).deep.equal(all);
      expect(await care.exchange.refusals(grantId(grant))).deep.equal([]);
    });
  }

  it("where it was killed while its transaction was on its way", async () => {
    const { grant, records } = await found();
    await world.served.hold();
    let ticket = "";
    const options = { ...asSouth(world, grant), onOpening: (text: string) => void (ticket = text) };
    const first = (await restarted()).openRecords(world.north.at, records, options);
    await world.served.waiting(1);
    const care = await restarted();
    const resumed = care.resumeOpening(ticket, keys());
    await world.network.now();
    await world.served.resume();
    expect(texts(await resumed)).deep.equal(["one", "three", "two"]);
    expect(texts(await first)).deep.equal(["one", "three", "two"]);
    expect(await receiptsOf(grant)).length(2);
    expect(care.chain.account!.sent).equal(0);
  });

  it("no more where the grant was taken back, and no refusal is written twice", async () => {
    const { patient, grant, records } = await found();
    const ticket = await begun({ grant, records }, "before sending");
    await takeBack(world, grant, patient);
    const care = await restarted();
    for (let i = 0; i < 2; i++) {
      const error = await errorOf(() => care.resumeOpening(ticket, keys()));
      expect([error.code, error.details]).deep.equal([
        "OPEN_REFUSED",
        { refusal: "GRANT_REVOKED" },
      ]);
    }
    expect(await care.exchange.refusals(grantId(grant))).length(1);
    const late = await found();
    const opened = await begun(late, "before the keys");
    await takeBack(world, late.grant, late.patient);
    const refused = await errorOf(() => care.resumeOpening(opened, keys()));
    expect(refused.details).deep.equal({ status: 403, reason: "GATEWAY_GRANT" });
  });

  it("by a receipt's id, with the records as they were found", async () => {
    const { grant, records } = await found({ maxUses: 5 });
    await begun({ grant, records }, "before the keys");
    const [first, second] = await receiptsOf(grant);
    const care = await restarted();
    const again = (receipt: Hex, given = records) =>
      care.releaseRecords(world.north.at, receipt, given, { grant, ...keys() });
    const opened = [...(await again(first!)), ...(await again(second!))];
    expect(texts(opened)).deep.equal(["one", "three", "two"]);
    expect((await care.consent.granted(grant.subject))[0]).include({ uses: 1 });
    const error = await errorOf(() => again(first!, []));
    expect(error.code).equal("OPEN_RECEIPT");
    expect(await codeOf(() => again(randomHex(32)))).equal("GATEWAY_RECEIPT");
  });

  it("not by what is no ticket, or another custodian's", async () => {
    const { grant, records } = await found();
    const ticket = await begun({ grant, records }, "before sending");
    const care = await restarted();
    const opening = JSON.parse(ticket) as Record<string, unknown>;
    const { nonce: _, ...without } = opening;
    for (const damaged of [
      "",
      "{}",
      ticket.slice(1),
      JSON.stringify({ ...opening, format: "careledger-opening/2" }),
      JSON.stringify({ ...opening, more: 1 }),
      JSON.stringify({ ...opening, records: [] }),
      JSON.stringify(without),
    ]) {
      expect(await codeOf(() => care.resumeOpening(damaged, keys())), damaged.slice(0, 40)).equal(
        "OPEN_TICKET",
      );
    }
    const moved = JSON.stringify({ ...opening, custodian: world.south.id });
    expect((await errorOf(() => care.resumeOpening(moved, keys()))).message).include(
      "RecordBatchUnknown",
    );
    expect(await receiptsOf(grant)).deep.equal([]);
    expect(ticket).not.include(Buffer.from(world.south.keys.privateKey).toString("hex"));
  });
});
