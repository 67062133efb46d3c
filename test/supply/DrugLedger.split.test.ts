import { expect } from "chai";
import { custodyOf, lotOf } from "../../src/core/custody.ts";
import {
  as,
  commissioned,
  deploySupply,
  lotAt,
  moved,
  parcelOf,
  range,
  refused,
  shown,
  STATE,
} from "../fixtures/drugs.ts";

describe("DrugLedger.split", () => {
  it("turns a parcel into parts that stand side by side, each going its own way", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await commissioned(suite);
    const before = await drugLedger.parcelOf(parcelOf(lot));
    await expect(as(suite, "maker").split(parcelOf(lot), [50, 1, 49]))
      .to.emit(drugLedger, "ParcelSplit")
      .withArgs(lot.id, range(0, 100), [50, 1, 49], before, accounts.maker);
    for (const [first, count] of [
      [0, 50],
      [50, 1],
      [51, 49],
    ] as const) {
      const custody = custodyOf(await drugLedger.parcelOf(parcelOf(lot, first, count)));
      expect(custody).to.include({ holder: ids.maker, left: count, state: "HELD" });
    }
    const whole = drugLedger.parcelOf(parcelOf(lot));
    await refused(suite, whole, "SupplyParcelUnknown", lot.id, 0, 100);
    expect(lotOf(await drugLedger.lotOf(lot.id))).to.include({ whole: undefined, count: 100 });
    await moved(suite, parcelOf(lot, 51, 49), "maker", "pharmacy");
    await as(suite, "pharmacy").split(parcelOf(lot, 51, 49), [9, 40]);
    const gone = drugLedger.parcelOf(parcelOf(lot, 51, 49));
    await refused(suite, gone, "SupplyParcelUnknown", lot.id, 51, 49);
    const part = custodyOf(await drugLedger.parcelOf(parcelOf(lot, 60, 40)));
    expect(part).to.include({ holder: ids.pharmacy, step: 1, left: 40 });
  });

  it("refuses parts that do not add up, and then splits nothing (INV-SUPPLY-1)", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    for (const [counts, sum] of [
      [[50, 49], 99],
      [[50, 51], 101],
      [[100], 100],
      [[0, 100], 0],
      [[100, 0], 100],
      [[99, 2 ** 32 - 1], 2 ** 32 + 98],
    ] as const) {
      const split = as(suite, "maker").split(parcelOf(lot), [...counts]);
      await refused(suite, split, "SupplySplitDoesNotAddUp", 100, sum);
    }
    await refused(suite, as(suite, "maker").split(parcelOf(lot), []), "SupplyListLength", 0, 500);
    const many = Array.from({ length: 501 }, () => 1);
    await refused(
      suite,
      as(suite, "maker").split(parcelOf(lot), many),
      "SupplyListLength",
      501,
      500,
    );
    await as(suite, "maker").ship(parcelOf(lot), suite.ids.carrier);
  });

  it("is for the holder of an unopened parcel that lies with it", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const lot = await lotAt(suite, "pharmacy");
    const split = (member: "pharmacy" | "maker") =>
      as(suite, member).split(parcelOf(lot), [50, 50]);
    await refused(suite, split("maker"), "SupplyNotHolder", ids.pharmacy, ids.maker);
    await as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 100 }, [7]), []);
    await refused(suite, split("pharmacy"), "SupplyOpened", lot.id, 0, 100);
    await as(suite, "pharmacy").ship(parcelOf(lot), ids.maker);
    await refused(suite, split("pharmacy"), "SupplyStateWrong", STATE.SHIPPED);
  });
});
