/** Stocks that have levels, and alerts that are told once. */
import { expect } from "chai";
import path from "node:path";
import { logs, numberTopic } from "../../src/chain/transact.ts";
import { productId } from "../../src/core/goods.ts";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const PHARMACY = ["--as", "Pharmacy"];

describe("cli: trace stock (DT-08)", function () {
  this.timeout(120_000);
  let town: Town;
  let lot: TownLot;
  before(async () => {
    town = await Town.start();
    const drugs = new DrugTown(town);
    await drugs.settle();
    lot = await drugs.make({ count: 40 });
    await drugs.move({ lot: lot.lot, first: 0, count: 40 }, "Maker", "Distributor");
  });
  after(() => town.close());

  const stock = async (...more: string[]): Promise<Json> => {
    const { stocks } = await town.json(0, "trace", "stock", GTIN, ...PHARMACY, ...more);
    expect(stocks).length.most(1);
    return (stocks as Json[])[0] ?? {};
  };
  const ship = ["trace", "ship", "", "--as", "Distributor", "--to", "Pharmacy", "--units"];
  const shipped = async (units: string): Promise<string> => {
    const key = path.join(town.folder, `${units.replace(":", "-")}.json`);
    await town.json(0, ...ship.with(2, lot.lot), units, "--key", key);
    return key;
  };
  const receive = (key: string, ...more: string[]) =>
    town.json(0, "trace", "receive", lot.lot, "--key", key, ...more, ...PHARMACY);
  /** So many of the units that were not dispensed yet. */
  let next = 0;
  const dispense = (units: number): string[] => {
    const codes = lot.codes.slice(next, next + units).map((code) => `(01)${GTIN}(21)${code}`);
    next += units;
    return ["trace", "dispense", ...codes, "--patient", "p-1", ...PHARMACY];
  };
  /** Alerts that the chain has told of the pharmacy, oldest first. */
  const told = () =>
    town.within(async (session) => {
      const { care, id } = await session.member("Pharmacy");
      const found = await logs(care.chain, "StockAlert", [numberTopic(id)]);
      return found.map(({ event }) => [event.state, event.counted]);
    });

  it("without levels it shows what is there, and counts nothing on the chain", async () => {
    expect(await stock()).deep.equal({});
    const key = await shipped("0:10");
    expect(await stock()).include({ available: 0, coming: 10, state: "UNKNOWN" });
    expect(await receive(key)).deep.include({ first: 0, count: 10, received: true, stock: [] });
    expect(await stock()).include({ available: 10, coming: 0, state: "UNKNOWN" });
    const counted = await town.within(async (session) => {
      const { care, id } = await session.member("Pharmacy");
      return await care.procurement.stock(id, productId("GTIN", GTIN));
    });
    expect(counted).equal(undefined);
  });

  it("levels are set with it, and what the chain has already is not sent again", async () => {
    const levels = ["--min", "5", "--max", "20"];
    const set = await stock(...levels);
    expect(set).include({ available: 10, min: 5, max: 20, state: "ENOUGH" });
    expect(set["transaction"]).match(/^0x/);
    expect(await stock(...levels))
      .include({ state: "ENOUGH" })
      .and.not.have.property("transaction");
  });

  it("below min an alert is told once by dispense, again silent, and again after a refill", async () => {
    const { stdout } = await town.run(...dispense(6));
    expect(stdout.match(/^ALERT.*$/gm)).deep.equal([
      `ALERT: stock of GTIN ${GTIN} is LOW: 4 units, fewer than 5: order more.`,
    ]);
    const again = await town.run(...dispense(1));
    expect([again.code, again.stdout.includes("ALERT")]).deep.equal([0, false]);
    expect(await stock())
      .include({ available: 3, state: "LOW" })
      .and.not.have.any.keys("alert", "transaction");
    expect(await told()).deep.equal([["LOW", 4]]);
    const refilled = await receive(await shipped("10:5"));
    expect(refilled["stock"]).length(1);
    expect(refilled["stock"][0])
      .include({ counted: 8, state: "ENOUGH" })
      .and.not.have.any.keys("alert");
    const { stock: low } = await town.json(0, ...dispense(4));
    expect(low[0]).include({ counted: 4, state: "LOW", alert: "LOW" });
    expect(await told()).deep.equal([
      ["LOW", 4],
      ["LOW", 4],
    ]);
  });

  it("above max an alert is told once, by what is received in a container too", async () => {
    const sscc = "095060001343520001";
    await town.within(async (session) => {
      const [from, to] = [await session.member("Distributor"), await session.member("Pharmacy")];
      const { supply } = from.care;
      await supply.split({ lot: lot.lot, first: 15, count: 25 }, [10, 10, 5]).send();
      const parcels = [15, 25].map((first) => ({ lot: lot.lot, first, count: 10 }));
      const container = { sscc, parcels };
      await supply.pack(container).send();
      await supply.shipContainer(container, to.id).send();
    });
    // Two parcels, and one shipment. The lot's file is here since the first one.
    const got = await town.json(0, "trace", "receive", lot.lot, ...PHARMACY);
    expect(got["stock"][0]).include({ counted: 24, state: "OVER", alert: "OVER" });
    expect(await stock())
      .include({ available: 24, state: "OVER" })
      .and.not.have.property("alert");
    expect((await told()).slice(2)).deep.equal([["OVER", 24]]);
    const { stdout } = await town.run("trace", "stock", ...PHARMACY);
    expect(stdout)
      .match(/^GTIN \d{14} +24 +0 +0 +5 +20 +OVER$/m)
      .and.not.contain("ALERT");
  });

  it("receive without --units: of one shipment alone", async () => {
    const what = ["trace", "receive", lot.lot, ...PHARMACY];
    // All that was shipped came before.
    expect(await town.json(0, ...what)).include({ received: false, file: false });
    const none = await town.refused(1, ...what.slice(0, 3), "--as", "Regulator");
    expect([none["code"], none["details"]]).deep.equal(["TRACE_SHIPMENT", { found: 0 }]);
    await shipped("35:2");
    await shipped("37:2");
    const two = await town.refused(1, ...what);
    expect([two["code"], two["details"]]).deep.equal(["TRACE_SHIPMENT", { found: 2 }]);
    const { first, stock: after } = await town.json(0, ...what, "--units", "37:2");
    expect([first, after[0].counted]).deep.equal([37, 26]);
    expect(await town.json(0, ...what)).include({ first: 35, count: 2 });
  });

  it("says what is wrong with levels, and sets none", async () => {
    const before = await stock();
    for (const levels of [
      [GTIN, "--min", "9", "--max", "8"],
      [GTIN, "--min", "9"],
      ["--min", "1", "--max", "8"],
    ]) {
      const error = await town.refused(2, "trace", "stock", ...levels, ...PHARMACY);
      expect(error["code"], levels.join(" ")).equal("CLI_OPTION");
    }
    const digit = `${GTIN.slice(0, -1)}3`;
    expect((await town.refused(1, "trace", "stock", digit, ...PHARMACY))["code"]).equal(
      "GS1_CHECK_DIGIT",
    );
    expect(await stock()).deep.equal(before);
  });
});
