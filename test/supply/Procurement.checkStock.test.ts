import { expect } from "chai";
import { as, EVIDENCE, moved, NATIONAL, parcelOf, PRODUCT } from "../fixtures/drugs.ts";
import { openedLot, type Ordered, ordered, trade } from "../fixtures/purchases.ts";
import { parcelKey } from "../../src/core/goods.ts";

const refused = (
  { suite }: Pick<Ordered, "suite">,
  call: Promise<unknown>,
  error: string,
  ...args: unknown[]
) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.procurement, error)
    .withArgs(...args);

describe("Procurement.checkStock: alerts that fire once and re-arm (DT-08)", () => {
  it("below the lower level once, above the upper one once, again after a refill", async () => {
    const { suite, lot } = await ordered();
    const { procurement, ids } = suite;
    const hospital = trade(suite, "hospitalA");
    const parts = [parcelOf(lot, 0, 10), parcelOf(lot, 10, 30), parcelOf(lot, 40, 60)];
    await as(suite, "maker").split(parcelOf(lot), [10, 30, 60]);
    const check = (count: number, of = hospital) => {
      const shown = parts
        .slice(0, count)
        .toSorted((a, b) => (parcelKey(a) < parcelKey(b) ? -1 : 1));
      const none = shown.map(() => `0x${"00".repeat(32)}`);
      return of.checkStock(
        PRODUCT,
        [openedLot(lot)],
        shown,
        none,
        shown.map(() => 0),
      );
    };
    await refused({ suite }, check(0), "StockLevelsUnset", ids.hospitalA, PRODUCT);
    await refused({ suite }, hospital.setStockLevels(PRODUCT, 2, 1), "StockLevelsInvalid", 2, 1);
    await hospital.setStockLevels(PRODUCT, 20, 50);
    const alerts = async () =>
      (await procurement.queryFilter(procurement.filters.StockAlert())).map(({ args }) => [
        Number(args.state),
        Number(args.counted),
      ]);
    await check(0);
    await moved(suite, parts[0]!, "maker", "hospitalA");
    await check(1);
    expect(await alerts()).to.deep.equal([[2, 0]]);
    await moved(suite, parts[1]!, "maker", "hospitalA");
    await check(2);
    await check(1);
    expect(await alerts()).to.deep.equal([
      [2, 0],
      [2, 10],
    ]);
    const foreign = [parcelKey(parts[2]!), ids.maker] as const;
    await refused({ suite }, check(3), "StockNotHeld", ...foreign);
    await moved(suite, parts[2]!, "maker", "hospitalA");
    await check(3);
    await check(3);
    expect((await alerts()).slice(2)).to.deep.equal([[3, 100]]);
    await as(suite, "hospitalA").quarantine(parts[2]!, true, EVIDENCE);
    await check(3);
    await as(suite, "hospitalA").quarantine(parts[2]!, false, EVIDENCE);
    await check(3);
    expect((await alerts()).slice(3)).to.deep.equal([[3, 100]]);
  });

  it("no parcel is counted twice, and no other product", async () => {
    const { suite, lot } = await ordered();
    const maker = trade(suite, "maker");
    await maker.setStockLevels(PRODUCT, 1, 5);
    const whole = parcelOf(lot);
    const none = `0x${"00".repeat(32)}`;
    const twice = maker.checkStock(PRODUCT, [openedLot(lot)], [whole, whole], [none, none], [0, 0]);
    await refused({ suite }, twice, "StockParcelsDisordered", 1);
    await maker.setStockLevels(NATIONAL, 1, 5);
    const other = maker.checkStock(NATIONAL, [openedLot(lot)], [whole], [none], [0]);
    await refused({ suite }, other, "ProcurementProductWrong", lot.id, NATIONAL);
  });
});
