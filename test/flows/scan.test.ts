/** What a scan answers, by gateways over HTTP and a chain that checks them. */
import { expect } from "chai";
import { openChain } from "../../src/chain/chain.ts";
import { payerHash } from "../../src/core/goods.ts";
import { passLotKey } from "../../src/flows/passLotKey.ts";
import { receiveLot } from "../../src/flows/receiveLot.ts";
import { type ScanOptions, scanUnit } from "../../src/flows/scanUnit.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf } from "../fixtures/failures.ts";
import {
  CLAIMABLE,
  DAY,
  type GoodsWorld,
  type MadeLot,
  makeLot,
  moved,
  nationalCode,
  parcelOf,
  PRODUCT,
  serial,
  startGoodsWorld,
  type Trader,
} from "../fixtures/goodsWorld.ts";
import { custodyOf } from "../fixtures/world.ts";

const EVIDENCE = fixed("evidence");
const CHANGZHOU = { latitude: 31.811, longitude: 119.974 };
const URUMQI = { latitude: 43.825, longitude: 87.617 };

describe("scan", () => {
  let world: GoodsWorld;
  let next = 0;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());

  /** A lot of codes that no other test has, gone from the maker to these. */
  async function lotAt(...way: Trader[]): Promise<MadeLot> {
    const lot = await makeLot(world, { from: 1000 * ++next });
    if (way.length > 0) await moved(world, parcelOf(lot), "maker", ...way);
    return lot;
  }

  /** Scans without an account, unless as an institution, and asks one resolver. */
  const scan = (code: string, options: Partial<ScanOptions> = {}, as?: Trader, product = PRODUCT) =>
    scanUnit(
      as ? world[as].care.chain : openChain(world.network, world.served.addresses),
      product,
      code,
      {
        resolvers: [world.maker.gateway.url],
        ...options,
      },
    );
  const answer = async (...args: Parameters<typeof scan>) => {
    const { answer: said, reason } = await scan(...args);
    return `${said} ${reason}`.trim();
  };

  it("genuine: with the unit's life, and nothing of prices or quantities (DT-03, DT-11, DT-12)", async () => {
    const lot = await lotAt("distributor", "pharmacy");
    const report = await scan(lot.codes[3]!);
    expect(report.answer).to.equal("GENUINE");
    expect(report.resolvers).to.deep.equal([{ url: world.maker.gateway.url, outcome: "PROVEN" }]);
    const { steps, ...told } = report.unit!;
    expect(told).to.deep.include({
      lot: lot.lot,
      number: lot.body.number,
      made: lot.body.made,
      expiry: lot.body.expiry,
      materials: [fixed("raw")],
      qcReport: fixed("qc"),
      state: "AVAILABLE",
      coldChain: { monitored: false, missed: 0, late: 0, silent: 0, excursions: [] },
    });
    expect(told.custody).to.deep.include({ state: "HELD", kinds: ["PHARMACY"] });
    expect(steps.map(({ step, kinds }) => [step, ...kinds])).to.deep.equal([
      [0, "DRUG_MAKER"],
      [1, "DISTRIBUTOR"],
      [2, "PHARMACY"],
    ]);
    expect(JSON.stringify(report.unit)).not.to.match(/count|left|price|participant|holder/);
  });

  it("genuine in a container, divided and packed on its way (DT-02, DT-12)", async () => {
    const lot = await lotAt("distributor");
    const { distributor, pharmacy } = world;
    await distributor.care.supply.split(parcelOf(lot), [5, 10, 5]).send();
    const container = { sscc: "106141412345678908", parcels: [parcelOf(lot, 5, 10)] };
    const { event } = await distributor.care.supply.pack(container).send();
    expect(await answer(lot.codes[7]!)).to.equal("GENUINE");
    await distributor.care.supply.shipContainer(container, pharmacy.id).send();
    expect(await answer(lot.codes[7]!, { asMember: true }, "pharmacy")).to.equal("GENUINE");
    await pharmacy.care.supply.receiveContainer(event.container).send();
    await pharmacy.care.supply.unpack(container).send();
    const { unit } = await scan(lot.codes[7]!);
    expect(unit!.steps.map(({ step, kinds }) => [step, ...kinds])).to.deep.equal([
      [0, "DRUG_MAKER"],
      [1, "DISTRIBUTOR"],
      [2, "PHARMACY"],
    ]);
    expect(unit!.custody.kinds).to.deep.equal(["PHARMACY"]);
    expect((await scan(lot.codes[2]!)).unit!.custody.kinds).to.deep.equal(["DISTRIBUTOR"]);
  });

  it("unknown: a code that no lot has, or a product that nobody registered (DT-12)", async () => {
    expect(await answer("NO-SUCH")).to.equal("UNKNOWN NO_UNIT");
    expect(await answer(serial(1), {}, undefined, PRODUCT + 1n)).to.equal("UNKNOWN NO_PRODUCT");
    const national = await answer(nationalCode(999_999), {}, undefined, CLAIMABLE);
    expect(national).to.equal("UNKNOWN NO_UNIT");
  });

  it("dispensed, and cloned if it is to be dispensed a second time (DT-12)", async () => {
    const lot = await lotAt("pharmacy");
    const { care, custody } = world.pharmacy;
    const shown = (await custody.lots()).show(PRODUCT, [lot.codes[4]!]);
    expect(await answer(lot.codes[4]!, { dispensing: true })).to.equal("GENUINE");
    await care.supply.dispense(shown).send();
    expect(await answer(lot.codes[4]!)).to.equal("DISPENSED");
    expect(await answer(lot.codes[4]!, { dispensing: true })).to.equal("CLONED SECOND_DISPENSE");
    expect(await answer(lot.codes[5]!)).to.equal("GENUINE");
  });

  it("cloned: a code that was sold as another lot's unit, or is in two lots (DT-01, DT-12)", async () => {
    const { maker, pharmacy, otherPharmacy } = world;
    const codes = { from: 500, count: 4, claimable: true };
    const first = await makeLot(world, codes);
    await moved(world, parcelOf(first), "maker", "pharmacy");
    // A second computer of the maker's, which does not know what the first has made.
    const custody = custodyOf(maker, otherPharmacy.custody.store);
    const second = await makeLot({ ...world, maker: { ...maker, custody } }, codes);
    const { chain } = maker.care;
    const key = await passLotKey(chain, custody, second.lot, otherPharmacy.id);
    expect(await receiveLot(otherPharmacy.care.chain, otherPharmacy.custody, key)).to.include({
      isNew: true,
    });
    const shown = (await pharmacy.custody.lots()).show(CLAIMABLE, [first.codes[1]!]);
    const payer = payerHash({ pseudonym: fixed("payer"), salt: fixed("salt") });
    await pharmacy.care.supply.dispense(shown, [payer]).send();
    const asked = (i: number, resolver: Trader) => {
      const resolvers = [world[resolver].gateway.url];
      return answer(first.codes[i]!, { resolvers }, undefined, CLAIMABLE);
    };
    expect(await asked(1, "pharmacy")).to.equal("DISPENSED");
    expect(await asked(1, "otherPharmacy")).to.equal("CLONED SOLD_ELSEWHERE");
    expect(await asked(2, "otherPharmacy")).to.equal("GENUINE");
    // Who has both files sees both lots.
    const given = await passLotKey(
      pharmacy.care.chain,
      pharmacy.custody,
      first.lot,
      otherPharmacy.id,
    );
    const received = await receiveLot(otherPharmacy.care.chain, otherPharmacy.custody, given, [
      pharmacy.gateway.url,
    ]);
    const { lot } = second;
    expect(received.repeated).to.deep.equal([0, 1, 2, 3].map((index) => ({ index, lot })));
    expect(await asked(2, "otherPharmacy")).to.equal("CLONED IN_TWO_LOTS");
    custody.close();
  });

  it("impossible location: with who is not on its way (DT-12)", async () => {
    const lot = await lotAt("distributor");
    const { distributor, pharmacy } = world;
    const at = (who: Trader) => answer(lot.codes[0]!, { asMember: true }, who);
    expect(await at("distributor")).to.equal("GENUINE");
    expect(await at("pharmacy")).to.equal("IMPOSSIBLE_LOCATION OUTSIDE_CUSTODY");
    expect(await at("maker")).to.equal("IMPOSSIBLE_LOCATION OUTSIDE_CUSTODY");
    expect(await at("regulator")).to.equal("GENUINE");
    await distributor.care.supply.ship(parcelOf(lot), pharmacy.id).send();
    expect(await at("pharmacy")).to.equal("GENUINE");
    expect(await at("otherPharmacy")).to.equal("IMPOSSIBLE_LOCATION OUTSIDE_CUSTODY");
  });

  it("impossible location: scanned in two places too far apart for the time (DT-12)", async () => {
    const lot = await lotAt("distributor");
    const { distributor, pharmacy } = world;
    await distributor.care.supply.ship(parcelOf(lot), pharmacy.id).send();
    const [code, other] = [lot.codes[0]!, lot.codes[1]!];
    expect(await answer(code, { at: CHANGZHOU }, "distributor")).to.equal("GENUINE");
    expect(await answer(other, { at: URUMQI }, "pharmacy")).to.equal("GENUINE");
    expect(await answer(code, { at: URUMQI }, "pharmacy")).to.equal("IMPOSSIBLE_LOCATION TOO_FAR");
    // Everybody is told now, with what the two have signed.
    const told = await scan(code);
    expect(`${told.answer} ${told.reason}`).to.equal("IMPOSSIBLE_LOCATION TOO_FAR");
    // The speed is the policy contract's: whoever governs the Directory sets it.
    expect(await world.pharmacy.care.supply.maxSpeed()).to.equal(1_000);
    expect(await answer(other)).to.equal("GENUINE");
    const nowhere = () => scan(code, { at: { latitude: 91, longitude: 0 } }, "pharmacy");
    expect(await codeOf(nowhere)).to.equal("RESOLVER_PLACE");
    expect(await codeOf(() => scan(code, { at: CHANGZHOU }))).to.equal("CHAIN_NO_ACCOUNT");
  });

  it("quarantined, by its holder, and released (DT-05)", async () => {
    const lot = await lotAt("pharmacy");
    const { supply } = world.pharmacy.care;
    await supply.quarantine(parcelOf(lot), true, EVIDENCE).send();
    expect(await answer(lot.codes[0]!)).to.equal("QUARANTINED HOLDER");
    await supply.quarantine(parcelOf(lot), false, EVIDENCE).send();
    expect(await answer(lot.codes[0]!)).to.equal("GENUINE");
    await world.regulator.care.supply.quarantineLot(lot.lot, true, EVIDENCE).send();
    expect(await answer(lot.codes[0]!)).to.equal("QUARANTINED REGULATOR");
  });

  it("recalled from the next block on, dispensed or not (DT-07, DT-13)", async () => {
    const lot = await lotAt("pharmacy");
    const { care, custody } = world.pharmacy;
    await care.supply.dispense((await custody.lots()).show(PRODUCT, [lot.codes[2]!])).send();
    const recall = { class: "II", reason: 7, evidence: EVIDENCE } as const;
    await world.maker.care.supply.recall(lot.lot, recall).send();
    expect(await answer(lot.codes[1]!)).to.equal("RECALLED CLASS_II");
    const { findings } = await scan(lot.codes[2]!);
    expect(findings.map((one) => one.answer)).to.deep.equal(["RECALLED", "DISPENSED"]);
  });

  it("destroyed, one by one or as a parcel (DT-13)", async () => {
    const lot = await lotAt("pharmacy");
    const { care, custody } = world.pharmacy;
    await care.supply.split(parcelOf(lot), [10, 10]).send();
    const range = { first: 0, count: 10 };
    const shown = (await custody.lots()).show(PRODUCT, [lot.codes[2]!], { range });
    await care.supply.withdraw(shown, "DAMAGED", EVIDENCE).send();
    expect(await answer(lot.codes[2]!)).to.equal("DESTROYED UNIT_DESTROYED");
    await care.supply.destroy(parcelOf(lot, 10, 10), "LOST", EVIDENCE).send();
    expect(await answer(lot.codes[12]!)).to.equal("DESTROYED GOODS_DESTROYED");
    expect(await answer(lot.codes[1]!)).to.equal("GENUINE");
  });

  it("expired (DT-12)", async () => {
    const lot = await makeLot(world, { from: 1000 * ++next, expiry: DAY });
    expect(await answer(lot.codes[0]!)).to.equal("GENUINE");
    await world.served.wait(2 * DAY);
    expect(await answer(lot.codes[0]!)).to.equal("EXPIRED");
  });
});
