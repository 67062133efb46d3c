import { expect } from "chai";
import { custodyOf } from "../../src/core/custody.ts";
import {
  as,
  CHANGE,
  commissioned,
  deed,
  deploySupply,
  DISPOSITION,
  lotAt,
  parcelOf,
  range,
  refused,
  shown,
  STATE,
} from "../fixtures/drugs.ts";
import { ZERO32 } from "../../src/core/bytes.ts";

describe("DrugLedger.receiveExcept: a receipt that misses units", () => {
  it("takes what is there; what is not stays the sender's, disputed (DT-13)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await commissioned(suite);
    await as(suite, "maker").ship(parcelOf(lot), ids.pharmacy);
    const missing = [
      { first: 0, count: 1 },
      { first: 40, count: 10 },
      { first: 99, count: 1 },
    ];
    const received = await as(suite, "pharmacy").receiveExcept(parcelOf(lot), missing);
    const here = await drugLedger.parcelOf(parcelOf(lot, 1, 39));
    const there = await drugLedger.parcelOf(parcelOf(lot, 40, 10));
    const LEFT = 0xffff_ffffn << 64n;
    const withLeft = (word: bigint) => (word & ~LEFT) | (100n << 64n);
    await expect(received)
      .to.emit(drugLedger, "ParcelDisputed")
      .withArgs(
        lot.id,
        withLeft(here),
        deed(accounts.pharmacy, ids.maker, range(0, 100)),
        withLeft(there),
        missing.map(({ first, count }) => range(first, count)),
      );
    expect(custodyOf(here)).to.include({ holder: ids.pharmacy, to: 0, left: 39, state: "HELD" });
    expect(custodyOf(there)).to.include({
      holder: ids.maker,
      to: ids.pharmacy,
      left: 10,
      state: "DISPUTED",
    });
    for (const [first, count, state] of [
      [0, 1, "DISPUTED"],
      [50, 49, "HELD"],
      [99, 1, "DISPUTED"],
    ] as const) {
      const custody = custodyOf(await drugLedger.parcelOf(parcelOf(lot, first, count)));
      expect(custody).to.include({ left: count, state });
    }
    await refused(suite, drugLedger.parcelOf(parcelOf(lot)), "SupplyParcelUnknown", lot.id, 0, 100);
  });

  it("the sender finds, loses, or sees received later what is disputed", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids } = suite;
    const lot = await commissioned(suite);
    await as(suite, "maker").ship(parcelOf(lot), ids.pharmacy);
    await as(suite, "pharmacy").receiveExcept(parcelOf(lot), [
      { first: 10, count: 1 },
      { first: 20, count: 1 },
      { first: 30, count: 1 },
    ]);
    await refused(
      suite,
      as(suite, "maker").ship(parcelOf(lot, 10, 1), ids.carrier),
      "SupplyStateWrong",
      STATE.DISPUTED,
    );
    await as(suite, "maker").callBack(parcelOf(lot, 10, 1));
    await as(suite, "maker").destroy(parcelOf(lot, 20, 1), DISPOSITION.LOST, lot.id);
    await as(suite, "pharmacy").receiveParcel(parcelOf(lot, 30, 1));
    for (const [first, state, holder] of [
      [10, "HELD", ids.maker],
      [20, "DESTROYED", ids.maker],
      [30, "HELD", ids.pharmacy],
    ] as const) {
      const custody = custodyOf(await drugLedger.parcelOf(parcelOf(lot, first, 1)));
      expect(custody).to.include({ state, holder, to: 0 });
    }
  });

  it("may miss all of it", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    await as(suite, "maker").ship(parcelOf(lot), suite.ids.pharmacy);
    await as(suite, "pharmacy").receiveExcept(parcelOf(lot), [{ first: 0, count: 100 }]);
    const custody = custodyOf(await suite.drugLedger.parcelOf(parcelOf(lot)));
    expect(custody).to.include({ state: "DISPUTED", left: 100 });
    const again = as(suite, "pharmacy").receiveExcept(parcelOf(lot), [{ first: 0, count: 1 }]);
    await refused(suite, again, "SupplyStateWrong", STATE.DISPUTED);
    await as(suite, "maker").callBack(parcelOf(lot));
  });

  it("refuses more than was shipped, overlapping and empty ranges", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    await as(suite, "maker").split(parcelOf(lot), [10, 80, 10]);
    const parcel = parcelOf(lot, 10, 80);
    await as(suite, "maker").ship(parcel, suite.ids.pharmacy);
    const except = (...ranges: [number, number][]) =>
      as(suite, "pharmacy").receiveExcept(
        parcel,
        ranges.map(([first, count]) => ({ first, count })),
      );
    for (const [first, count] of [
      [9, 1],
      [89, 2],
      [90, 1],
      [2 ** 32 - 1, 2 ** 32 - 1],
    ] as const) {
      const more = except([first, count]);
      await refused(suite, more, "SupplyReceiptExceeds", 10, 80, first, count);
    }
    await refused(suite, except([20, 5], [24, 1]), "SupplyRangesOverlap", 24, 1, 25);
    await refused(suite, except([20, 5], [10, 1]), "SupplyRangesOverlap", 10, 1, 25);
    await refused(suite, except([20, 0]), "SupplyRangesOverlap", 20, 0, 10);
    await refused(suite, except(), "SupplyListLength", 0, 500);
    await except([20, 5], [25, 1]);
  });

  it("is not for opened parcels: they are received whole, or called back", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 100 }, [0]), []);
    await as(suite, "pharmacy").ship(parcelOf(lot), suite.ids.maker);
    const part = as(suite, "maker").receiveExcept(parcelOf(lot), [{ first: 5, count: 1 }]);
    await refused(suite, part, "SupplyOpened", lot.id, 0, 100);
    await as(suite, "maker").receiveParcel(parcelOf(lot));
  });
});

describe("DrugLedger.callBack", () => {
  it("takes back what nobody received", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await commissioned(suite);
    const idle = as(suite, "maker").callBack(parcelOf(lot));
    await refused(suite, idle, "SupplyStateWrong", STATE.HELD);
    await as(suite, "maker").ship(parcelOf(lot), ids.pharmacy);
    const others = as(suite, "pharmacy").callBack(parcelOf(lot));
    await refused(suite, others, "SupplyNotHolder", ids.maker, ids.pharmacy);
    const back = await as(suite, "maker").callBack(parcelOf(lot));
    const word = await drugLedger.parcelOf(parcelOf(lot));
    await expect(back)
      .to.emit(drugLedger, "ParcelChanged")
      .withArgs(
        lot.id,
        CHANGE.CALLED_BACK,
        word,
        deed(accounts.maker, ids.maker, range(0, 100)),
        DISPOSITION.NONE,
        ZERO32,
      );
    expect(custodyOf(word)).to.include({ holder: ids.maker, to: 0, state: "HELD", step: 0 });
    const late = as(suite, "pharmacy").receiveParcel(parcelOf(lot));
    await refused(suite, late, "SupplyNotReceiver", 0, ids.pharmacy);
  });
});
