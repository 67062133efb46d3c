/** What patients, insurers and regulators look at first (DB-01, DB-03, DB-04, RG-01). */
import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import { productId } from "../../src/core/goods.ts";
import { entryId } from "../../src/core/structs.ts";
import { units } from "../../src/indexer/dashboardSums.ts";
import { inMemory } from "../indexer/fixtures/indexes.ts";
import { give, newPatient, takeBack } from "../fixtures/people.ts";
import { type SettlementWorld, startSettlementWorld } from "../fixtures/settlementWorld.ts";
import { anEntry, aRequest, provenAt } from "../fixtures/stories.ts";
import { admit } from "../fixtures/world.ts";
import { lotOfUnits } from "../onChain/fixtures/drugs.ts";

describe("dashboards: from one index, what each may see (DB-01, DB-03, DB-04)", () => {
  let world: SettlementWorld;
  before(async () => {
    world = await startSettlementWorld();
  });
  after(() => world.close());

  it("a patient: grants, who looked, what claims cost her and the fund, her balance (CA-19)", async () => {
    const { insurer, patient, indexer } = world;
    const { dashboards } = insurer.care;
    const { claims, shares, balance } = await dashboards.patient(indexer.reader, [patient]);
    // 100.00 and 80.00, of which 50.00 count; two insurers decided one visit each.
    expect(claims).length(2);
    const fund = claims.reduce((all, one) => all + units(one["fund"]), 0n);
    expect(fund > 0n).equal(true);
    expect(shares).deep.equal({
      claims: 2,
      billed: 36_000n,
      fund,
      person: 36_000n - fund,
      institution: 0n,
    });
    for (const one of claims) expect(one["claimLines"]).length(2);
    const account = await insurer.care.fundLedger.account(patient.subject);
    expect(balance).equal(account.balance);
    const stranger = await newPatient(world);
    const nothing = await dashboards.patient(indexer.reader, [stranger]);
    expect(nothing).deep.include({ grants: [], accesses: [], claims: [], balance: 0n });
  });

  it("an insurer: income and expense are the balance; claims, flags, providers, orders (CL-04)", async () => {
    const { insurer, commercial, north, ofPublic, ofCommercial, indexer } = world;
    for (const [member, own] of [
      [insurer, ofPublic],
      [commercial, ofCommercial],
    ] as const) {
      const all = await member.care.dashboards.insurer(indexer.reader);
      const [pool] = all.pools;
      expect(all.pools).length(1);
      const sum = (of: object) => Object.values(of).reduce((a: bigint, b: bigint) => a + b, 0n);
      expect(pool).include({ pool: own.pool });
      expect(pool!.balance).equal(sum(pool!.income) - sum(pool!.expense));
      const { fundLedger } = member.care;
      expect(pool!.balance).equal((await fundLedger.pool(own.pool))!.balance);
      expect(all.claims).keys("PAID");
      expect(all.claims.PAID).include({ claims: 1, billed: 18_000n });
      expect(pool!.expense).deep.equal({ PAYMENT: all.claims.PAID!.fund });
      // The second line is above its ceiling.
      const flags = [{ flag: "OVER_PRICE", severity: "DEFINITE", claims: [own.claim] }];
      expect(all.flags).deep.equal(flags);
      expect(all.providers).deep.equal([{ pool: own.pool, provider: north.id, due: 0n, debt: 0n }]);
    }
  });

  it("a regulator: the flow of funds adds up, recalls, who was refused (RG-01, ST-07)", async () => {
    const { insurer, regulator, regulatorElsewhere, north, south, patient, network } = world;
    const maker = await admit(world, 20, "DRUG_MAKER");
    const product = productId("GTIN", "09506000134352");
    await world.administrator.supply
      .registerProduct(product, maker.id, { claimable: false })
      .send();
    const made = lotOfUnits(await network.now(), product, 4);
    await maker.care.supply.commission(made.body, made.codeRoot).send();
    const why = { class: "I", reason: 1, evidence: randomHex(32) } as const;
    await maker.care.supply.recall(made.id, why).send();
    const entry = anEntry(patient.subject, 1, { custodian: north.id });
    await north.care.records.anchor([entryId(entry)]).send();
    const grant = await give(world, patient, { maxUses: 2 });
    const open = () =>
      south.care.exchange.open(grant, aRequest(randomHex(8)), [provenAt([entry], [0])]).send();
    await open();
    await takeBack(world, grant, patient);
    await open();
    const { indexer } = inMemory(insurer.care);
    await indexer.catchUp();

    const { reader } = indexer;
    const all = await regulator.care.dashboards.regulator(reader);
    const poolIds = [world.ofPublic.pool, world.ofCommercial.pool];
    for (const pool of poolIds) {
      const amount = (end: "from" | "to") =>
        all.flows.filter((edge) => edge[end] === pool).reduce((sum, edge) => sum + edge.amount, 0n);
      const row = reader.funds.pools().find((one) => one.pool === pool)!;
      expect(amount("to") - amount("from")).equal(BigInt(row.balance));
    }
    expect(JSON.stringify(all.flows, (_, v: unknown) => String(v))).not.contain(patient.subject);
    const recalls = all.recalls.map(({ lot, completeness }) => [lot.lot, completeness]);
    expect(recalls).deep.equal([[made.id, 1]]);
    expect(all.refused).deep.equal([
      { grantee: south.id, openings: 1, refusals: { GRANT_REVOKED: 1 } },
    ]);
    const elsewhere = await regulatorElsewhere.care.dashboards.regulator(reader);
    expect(elsewhere.flows).deep.equal([]);
    const hers = await regulator.care.dashboards.patient(reader, [patient], [made.id]);
    expect(hers.recalls).length(1);
    expect(hers.grants.map(({ standing }) => standing)).deep.equal(["REVOKED"]);
    expect(hers.accesses).length(2);
    indexer.close();
  });
});
