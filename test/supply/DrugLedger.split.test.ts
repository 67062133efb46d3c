import { expect } from "chai";
import { packContainer } from "../../src/core/goods.ts";
import { custodyOf, lotOf } from "../../src/core/custody.ts";
import {
  as,
  commissioned,
  deed,
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
      .withArgs(lot.id, before, deed(accounts.maker, ids.maker, range(0, 100)), [50, 1, 49]);
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
    // The lot's slot goes on holding the parcel that begins with its first unit.
    expect(lotOf(await drugLedger.lotOf(lot.id)).first).to.include({ left: 50, state: "HELD" });
    await moved(suite, parcelOf(lot, 51, 49), "maker", "pharmacy");
    await as(suite, "pharmacy").split(parcelOf(lot, 51, 49), [9, 40]);
    const gone = drugLedger.parcelOf(parcelOf(lot, 51, 49));
    await refused(suite, gone, "SupplyParcelUnknown", lot.id, 51, 49);
    const part = custodyOf(await drugLedger.parcelOf(parcelOf(lot, 60, 40)));
    expect(part).to.include({ holder: ids.pharmacy, step: 1, left: 40 });
  });

  it("leaves the first part in the lot's slot until it is opened or packed (INV-SUPPLY-4)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids } = suite;
    const lot = await commissioned(suite);
    const first = async () => lotOf(await drugLedger.lotOf(lot.id)).first;
    await as(suite, "maker").split(parcelOf(lot), [40, 60]);
    await as(suite, "maker").split(parcelOf(lot, 0, 40), [10, 30]);
    expect(await first()).to.include({ left: 10, holder: ids.maker });
    await as(suite, "maker").ship(parcelOf(lot, 0, 10), ids.pharmacy);
    const missing = [{ first: 0, count: 4 }];
    await as(suite, "pharmacy").receiveExcept(parcelOf(lot, 0, 10), missing);
    expect(await first()).to.include({ left: 4, state: "DISPUTED", holder: ids.maker });
    await as(suite, "pharmacy").receiveParcel(parcelOf(lot, 0, 4));
    for (const count of [10, 40, 100]) {
      const gone = drugLedger.parcelOf(parcelOf(lot, 0, count));
      await refused(suite, gone, "SupplyParcelUnknown", lot.id, 0, count);
    }
    await as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 4 }, [3]), []);
    expect(await first()).to.equal(undefined);
    await refused(
      suite,
      drugLedger.parcelOf(parcelOf(lot, 0, 0)),
      "SupplyParcelUnknown",
      lot.id,
      0,
      0,
    );
    await moved(suite, parcelOf(lot, 0, 4), "pharmacy", "distributor");
    const parts = [parcelOf(lot, 0, 4), parcelOf(lot, 4, 6), parcelOf(lot, 10, 30)] as const;
    const custodies = await Promise.all(parts.map((part) => drugLedger.parcelOf(part)));
    expect(custodies.map((word) => custodyOf(word).left)).to.deep.equal([3, 6, 30]);
    expect(custodyOf(custodies[0]!)).to.include({ holder: ids.distributor, opened: true, step: 2 });
    const other = await commissioned(suite, { number: "LOT-2" });
    await as(suite, "maker").split(parcelOf(other), [40, 60]);
    const packed = packContainer({ sscc: "106141411234567897", parcels: [parcelOf(other, 0, 40)] });
    await as(suite, "maker").pack(packed.label.lots, packed.contents, packed.label.sscc);
    expect(lotOf(await drugLedger.lotOf(other.id)).first).to.equal(undefined);
    await as(suite, "maker").unpack(packed.label, packed.contents);
    await as(suite, "maker").split(parcelOf(other, 0, 40), [20, 20]);
    expect(custodyOf(await drugLedger.parcelOf(parcelOf(other, 0, 20))).left).to.equal(20);
    expect(lotOf(await drugLedger.lotOf(other.id)).first).to.equal(undefined);
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
