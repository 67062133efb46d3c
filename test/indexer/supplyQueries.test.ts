import { expect } from "chai";
import type { Indexer } from "../../src/indexer/indexer.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { containerId, type Parcel } from "../../src/core/goods.ts";
import { sensorId } from "../../src/core/monitoring.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { LIMITS, MINUTE } from "../fixtures/coldChain.ts";
import { DAY, EVIDENCE, PRODUCT } from "../fixtures/drugs.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { Goods, keyOf, shownOf } from "./fixtures/goods.ts";
import { inMemory, readerOf } from "./fixtures/indexes.ts";

describe("indexer: where drugs are (DT-03, DT-06, DT-07, DT-08, DT-15)", () => {
  let world: World;
  let goods: Goods;
  let indexer: Indexer;
  before(async () => {
    world = await startWorld();
    // Lots of 20 units.
    goods = new Goods(world, (n) => Math.min(16, n - 1));
    await goods.begin();
    ({ indexer } = inMemory(await readerOf(world)));
  });
  after(async () => {
    indexer.close();
    await world.close();
  });

  async function supply() {
    await indexer.catchUp();
    return indexer.reader.supply;
  }

  const total = (of: Record<string, number>): number =>
    Object.values(of).reduce((sum, units) => sum + units, 0);

  it("a recall's completeness: recovered of all that was not with patients or gone before (DB-04)", async () => {
    const { maker, distributor, pharmacy, regulator } = goods.who;
    const whole = await goods.commission(false);
    const { lot } = whole;
    await maker.care.supply.split(keyOf(whole), [5, 5, 5, 5]).send();
    const [gone, , sold, packed] = goods.divide(whole, [5, 5, 5]);
    await maker.care.supply.destroy(keyOf(gone!), "DAMAGED", EVIDENCE).send();
    await goods.receive(await goods.ship(sold!, pharmacy));
    await pharmacy.care.supply.dispense(shownOf(sold!, [10, 11])).send();
    await pharmacy.care.supply.withdraw(shownOf(sold!, [11]), "NONE", EVIDENCE).send();
    const container = { sscc: "106141411234567897", parcels: [keyOf(packed!)] };
    await maker.care.supply.pack(container).send();
    await maker.care.supply.shipContainer(container, distributor.id).send();
    const before = (await supply()).places(lot.id)!;
    expect(before.units).deep.equal({
      commissioned: 20,
      withPatients: 1,
      goneBefore: 5,
      recovered: 5,
      lost: 0,
      toReturn: 9,
    });

    const recall = { class: "I", reason: 3, evidence: EVIDENCE } as const;
    await regulator.care.supply.recall(lot.id, recall).send();
    await pharmacy.care.supply.withdraw(shownOf(sold!, [12]), "STOLEN", EVIDENCE).send();
    const { units, expected, completeness, isComplete, holders } = (await supply()).places(lot.id)!;
    expect(units).deep.equal({
      commissioned: 20,
      withPatients: 1,
      goneBefore: 5,
      recovered: 5,
      lost: 1,
      toReturn: 8,
    });
    expect(total({ ...units, commissioned: 0 })).equal(units.commissioned);
    expect([expected, completeness, isComplete]).deep.equal([14, 5 / 14, false]);
    const nothing = { onTheWay: [], disputed: 0, quarantined: 0, withPatients: 0 };
    expect(holders).deep.equal([
      {
        ...nothing,
        holder: maker.id,
        toReturn: 5,
        recovered: 5,
        onTheWay: [{ to: distributor.id, units: 5 }],
      },
      { ...nothing, holder: pharmacy.id, toReturn: 3, recovered: 0, withPatients: 1 },
    ]);
    expect((await supply()).dispensedBy(pharmacy.id, lot.id)).deep.equal([10]);

    await goods.receive(await goods.ship(sold!, maker));
    await distributor.care.supply.receiveContainer(containerId(container)).send();
    await distributor.care.supply.unpack(container).send();
    const damaged = keyOf(packed!);
    await distributor.care.supply.destroy(damaged, "DESTROYED", EVIDENCE).send();
    const after = (await supply()).places(lot.id)!;
    expect([after.units.recovered, after.expected, after.isComplete]).deep.equal([13, 14, true]);
    expect(total({ ...after.units, commissioned: 0 })).equal(20);
    expect(indexer.reader.supply.recalledLots().map(({ lot: id }) => id)).deep.equal([lot.id]);

    const steps = (await supply()).history(lot.id, 16);
    expect(steps.map(({ what, holder, sscc }) => [what, holder, sscc])).deep.equal([
      ["COMMISSIONED", maker.id, undefined],
      ["SPLIT", maker.id, undefined],
      ["PACKED", maker.id, container.sscc],
      ["SHIPPED", maker.id, container.sscc],
      ["RECALLED", null, undefined],
      ["RECEIVED", distributor.id, container.sscc],
      ["UNPACKED", distributor.id, container.sscc],
      ["DESTROYED", distributor.id, undefined],
    ]);
    const own = (await supply()).history(lot.id, 11).map(({ what }) => what);
    expect(own.slice(-5)).deep.equal(["DISPENSED", "RETURNED", "RECALLED", "SHIPPED", "RECEIVED"]);
    expect(
      [10, 11, 12, 16].map((unit) => indexer.reader.supply.unitState(lot.id, unit)),
    ).deep.equal(["DISPENSED", "RETURNED", "DESTROYED", "AVAILABLE"]);
  });

  it("stock by holder and product: what may be used, what not, what is coming", async () => {
    const { pharmacy, distributor } = goods.who;
    const stockOf = async (holder: number) =>
      (await supply()).stock(holder).find(({ number }) => number === "09506000134352");
    const before = (await stockOf(pharmacy.id)) ?? { available: 0, blocked: 0, coming: 0 };
    const parcel = await goods.at(pharmacy, false);
    const blocked = await goods.at(pharmacy, false);
    await pharmacy.care.supply.quarantine(keyOf(blocked), true, EVIDENCE).send();
    await goods.ship(await goods.commission(false), pharmacy);
    const { available, blocked: held, coming } = (await stockOf(pharmacy.id))!;
    expect([available - before.available, held - before.blocked, coming]).deep.equal([20, 20, 20]);
    await goods.ship(parcel, distributor);
    expect((await stockOf(pharmacy.id))!.available).equal(before.available);
  });

  it("an excursion names who had the goods then, though they are elsewhere when it is told", async () => {
    const { maker, distributor, pharmacy } = goods.who;
    const parcel = await goods.at(distributor, false);
    const [key, device] = [accountSigner(developmentKey(9)), randomHex(32)];
    const of: { parcel: Parcel } = { parcel: keyOf(parcel) };
    const { coldChain } = distributor.care;
    await maker.care.coldChain.setLimits(PRODUCT, LIMITS).send();
    const until = (await world.network.now()) + 100 * DAY;
    await coldChain.registerSensor({ signer: key.bytes, device }, until, EVIDENCE).send();
    const sensor = sensorId({ owner: distributor.id, signer: key.bytes, device });
    await coldChain.beginMonitoring(of, [parcel.lot], sensor, 0).send();
    await world.served.wait(5 * MINUTE);
    const from = await world.network.now();
    await world.served.wait(MINUTE);
    await goods.receive(await goods.ship(parcel, pharmacy));
    const warm = [{ time: from, temperature: 11.5, humidity: 50 }];
    const signed = await coldChain.sign({ owner: distributor.id, key, device }, 1, warm);
    await pharmacy.care.coldChain.report(signed, [of]).send();
    await indexer.catchUp();
    const found = indexer.reader.trade.excursions(parcel.lot.id);
    expect(found).length(1);
    expect(found[0]).include({
      ...keyOf(parcel),
      from,
      temperature: 11.5,
      humidity: 50,
      isCertain: 0,
      holder: pharmacy.id,
      holderThen: distributor.id,
      isQuarantined: true,
    });
    const placed = (await supply()).parcels(parcel.lot.id)[0]!;
    expect([placed.holder, placed.quarantine]).deep.equal([pharmacy.id, "CALLER"]);
    const { trade } = indexer.reader;
    const measured = warm.map((reading) => ({ sensor, ...reading }));
    const { lot, first, count } = keyOf(parcel);
    expect(trade.readings(lot, first), "of a unit (DT-03)").deep.equal(measured);
    expect(trade.readings(lot, first + count)).deep.equal([]);
  });

  it("alerts of stock: open until the stock is otherwise, then closed; orders by party (DB-02)", async () => {
    const { pharmacy } = goods.who;
    const { procurement } = pharmacy.care;
    const parcel = await goods.at(pharmacy, false);
    const counted = { parcel: keyOf(parcel), ...parcel.lot };
    await procurement.setStockLevels(PRODUCT, { min: 100, max: 200 }).send();
    await procurement.checkStock(PRODUCT, [counted]).send();
    await procurement.checkStock(PRODUCT, [counted]).send();
    await indexer.catchUp();
    const { trade } = indexer.reader;
    expect(trade.alerts({ holder: pharmacy.id })).length(1);
    expect(trade.alerts()[0]).include({ state: "LOW", counted: 20, number: "09506000134352" });
    await procurement.setStockLevels(PRODUCT, { min: 10, max: 200 }).send();
    await procurement.checkStock(PRODUCT, [counted]).send();
    await indexer.catchUp();
    expect(trade.alerts()).deep.equal([]);
    expect(trade.alerts({ all: true })).length(1);
    expect(trade.orders(pharmacy.id)).deep.equal([]);
  });
});
