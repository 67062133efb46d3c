/** What the matrix's doors ask of whoever comes, and what their refusals tell. */
import { expect } from "chai";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { claimId } from "../../src/core/claims.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import {
  type SettlementRequest,
  shownSettlementRequest,
} from "../../src/wire/settlementMessages.ts";
import { codeOf, errorOf, refusalOf } from "../fixtures/failures.ts";
import { newPatient } from "../fixtures/people.ts";
import { type SettlementWorld, startSettlementWorld } from "../fixtures/settlementWorld.ts";
import type { Member } from "../fixtures/world.ts";

describe("settlement database: the doors (ST-02)", () => {
  let world: SettlementWorld;
  before(async () => {
    world = await startSettlementWorld();
  });
  after(() => world.close());

  async function signed(change: Partial<SettlementRequest> = {}, by: Member = world.insurer) {
    const request: SettlementRequest = {
      action: "read",
      thing: "claim",
      key: world.ofPublic.claim,
      after: 0,
      subject: ZERO32,
      purpose: 7,
      custodian: world.south.id,
      nonce: randomHex(32),
      deadline: Math.floor(Date.now() / 1000) + 100,
      ...change,
    };
    const account = by.care.chain.account!;
    const shown = shownSettlementRequest(request);
    const domain = signingDomain(by.care.chain, "Gateway");
    const signature = await account.signStruct(domain, "SettlementRequest", shown);
    return { request, signer: account.address, signature };
  }

  it("a patient sees her own cost lines and what became of the fund's money (CA-19)", async () => {
    const { anonymous, asked, patient, ofPublic, ofCommercial } = world;
    const as = { subject: patient };
    const listed = await anonymous.settlement.ask(asked, "claim", undefined, as);
    const both = [ofPublic.claim, ofCommercial.claim];
    expect(listed.rows.map(({ claim }) => claim)).have.members(both);
    const [claim] = (await anonymous.settlement.ask(asked, "claim", ofPublic.claim, as)).rows;
    expect(claim).include({ billed: "18000", fund: "12000", person: "6000", state: "PAID" });
    expect(claim!["claimLines"]).length(2);
    const [payment] = (await anonymous.settlement.ask(asked, "payment", ofPublic.claim, as)).rows;
    expect(payment).include({ kind: "PAID", fromPool: "12000", fromAccount: "5000" });
    const entries = (await anonymous.settlement.ask(asked, "entry", undefined, as)).rows;
    // What came to her account and went from it; nothing of the pools.
    const sum = entries.reduce(
      (all, { to, amount }) => all + (to === patient.subject ? 1 : -1) * Number(amount),
      0,
    );
    const [account] = (await anonymous.settlement.ask(asked, "account", patient.subject, as)).rows;
    expect(account).include({ balance: String(sum) });
  });

  it("a guardian reads a ward's by the ward's pseudonym, and no other person's", async () => {
    const { anonymous, asked, patient, ofPublic } = world;
    const stranger = await newPatient(world);
    const ask = () =>
      anonymous.settlement.ask(asked, "claim", ofPublic.claim, { subject: stranger });
    expect(await refusalOf(ask)).equal("404 SETTLEMENT_DENIED");
    // With the ward's name and the own key: not hers.
    const forged = { subject: { subject: patient.subject, signer: stranger.signer } };
    const asForged = () => anonymous.settlement.ask(asked, "claim", ofPublic.claim, forged);
    expect(await refusalOf(asForged)).equal("401 GATEWAY_SIGNATURE");
    const local = () =>
      anonymous.settlement.read(world.indexer.reader, "claim", ofPublic.claim, forged);
    expect((await errorOf(local)).code).equal("CHAIN_REVERTED");
  });

  it("others' and nobody's are answered alike, to the byte", async () => {
    const { desk, ofPublic, south, patient } = world;
    const answerTo = async (change: Partial<SettlementRequest>) => {
      const body = JSON.stringify(await signed(change, south));
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${desk.url}/v1/settlement`, { method: "POST", headers, body });
      return `${response.status} ${await response.text()}`;
    };
    const others = await answerTo({ key: ofPublic.claim });
    expect(others).equal(await answerTo({ key: claimId(south.id, randomHex(32)) }));
    expect(others).not.contain(ofPublic.claim);
    const person = await answerTo({ thing: "account", key: patient.subject });
    expect(person).equal(await answerTo({ thing: "account", key: randomHex(32) }));
    expect(person).contain("SETTLEMENT_DENIED");
    expect(person).not.contain(patient.subject);
    const journal = [...desk.journal.lines()];
    expect(JSON.stringify(journal)).not.contain(patient.subject.slice(2));
  });

  it("an account is told to its public insurer for payment and coverage alone (RX-13)", async () => {
    const { asked, commercial, insurer, patient } = world;
    const { rows } = await insurer.care.settlement.ask(asked, "account", patient.subject, {
      purpose: "ELIGVER",
    });
    expect(rows[0]).include({ insured: patient.subject, number: 1 });
    for (const [care, purpose] of [
      [insurer.care, "HMARKT"],
      [insurer.care, "TREAT"],
      [commercial.care, "HPAYMT"],
    ] as const) {
      const ask = () => care.settlement.ask(asked, "account", patient.subject, { purpose });
      expect(await refusalOf(ask), purpose).equal("404 SETTLEMENT_DENIED");
      const read = () =>
        care.settlement.read(world.indexer.reader, "account", patient.subject, { purpose });
      expect(await codeOf(read), purpose).equal("SETTLEMENT_DENIED");
    }
  });

  it("nobody is not who a row has no one for", async () => {
    const { views } = world.indexer.reader;
    // A contribution of no enterprise, a payment of no person.
    expect(views.list({ subject: ZERO32 }, "contribution")).deep.equal([]);
    expect(views.list({ subject: ZERO32 }, "entry")).deep.equal([]);
    const participant = { ...(await world.insurer.care.identity.member()), id: 0 };
    expect(views.list({ participant }, "claim")).deep.equal([]);
  });

  it("a request is signed, for this gateway, in time, and answered once (RX-07)", async () => {
    const { gateway } = world.asked;
    const message = await signed();
    await gateway.settlement(message);
    expect(await refusalOf(() => gateway.settlement(message))).equal("409 GATEWAY_REPLAY");
    const refused = async (...given: Parameters<typeof signed>) => {
      const sent = await signed(...given);
      return await refusalOf(() => gateway.settlement(sent));
    };
    expect(await refused({ custodian: 99 })).equal("404 GATEWAY_CUSTODIAN");
    expect(await refused({ deadline: 1 })).equal("401 GATEWAY_DEADLINE");
    const spoiled = await signed({}, world.south);
    spoiled.request.thing = "pool";
    expect(await refusalOf(() => gateway.settlement(spoiled))).equal("401 GATEWAY_SIGNATURE");
    const other = { ...(await signed({}, world.south)), signer: (await signed()).signer };
    expect(await refusalOf(() => gateway.settlement(other))).equal("401 GATEWAY_SIGNATURE");
    const malformed = await signed({ thing: "subjects" as never });
    expect(await refusalOf(() => gateway.settlement(malformed))).equal("400 GATEWAY_MESSAGE");
  });

  it("a gateway without an index says so", async () => {
    const { insurer, south } = world;
    const at = { custodian: south.id, gateway: new GatewayClient(south.gateway.url) };
    const ask = () => insurer.care.settlement.ask(at, "rule");
    expect(await refusalOf(ask)).equal("404 SETTLEMENT_NO_INDEX");
  });

  it("a SUSPENDED insurer is anybody; a SUSPENDED provider still sees what it is owed", async () => {
    const { administrator, insurer, north, asked, ofPublic } = world;
    for (const { id } of [insurer, north]) {
      await administrator.identity.setStatus(id, "SUSPENDED").send();
    }
    const ask = ({ care }: Member, thing: "claim" | "receivable", key: Hex) =>
      care.settlement.ask(asked, thing, key);
    expect(await refusalOf(() => ask(insurer, "claim", ofPublic.claim))).equal(
      "404 SETTLEMENT_DENIED",
    );
    expect((await insurer.care.settlement.ask(asked, "pool")).rows).deep.equal([]);
    expect((await ask(north, "receivable", ofPublic.pool)).rows).length(1);
    for (const { id } of [insurer, north]) {
      await administrator.identity.setStatus(id, "ACTIVE").send();
    }
    expect((await ask(insurer, "claim", ofPublic.claim)).rows).length(1);
  });
});
