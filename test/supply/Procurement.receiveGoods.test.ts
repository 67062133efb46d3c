import { expect } from "chai";
import { containerId, packContainer, type Parcel, parcelKey } from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import {
  as,
  EVIDENCE,
  type Member,
  moved,
  NATIONAL,
  parcelOf,
  PRODUCT,
  shown,
  STATE,
} from "../fixtures/drugs.ts";
import {
  anOrder,
  arrival,
  delivered,
  DOCUMENT,
  openedLot,
  type Ordered,
  ordered,
  receive,
  stateOf,
  trade,
} from "../fixtures/purchases.ts";

const ORDER = {
  NONE: 0,
  ORDERED: 1,
  ACCEPTED: 2,
  DESPATCHED: 3,
  RECEIVED: 4,
  PASSED: 5,
  REJECTED: 6,
  PAID: 7,
  CANCELLED: 8,
} as const;

const refused = (
  { suite }: Pick<Ordered, "suite">,
  call: Promise<unknown>,
  error: string,
  ...args: unknown[]
) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.procurement, error)
    .withArgs(...args);

describe("Procurement.despatch and receiveGoods: verified by custody (DT-09, DT-10)", () => {
  it("parcels are the supplier's, and count when they are the buyer's", async () => {
    const o = await ordered();
    const { suite, order, id, lot } = o;
    const { ids } = suite;
    const whole = parcelOf(lot);
    const despatch = () => trade(suite, "maker").despatch(order, [whole], DOCUMENT);
    await moved(suite, whole, "maker", "distributor");
    const key = parcelKey(whole);
    const gone = [id, key, ids.distributor, STATE.HELD] as const;
    await refused(o, despatch(), "ProcurementNotSuppliers", ...gone);
    await moved(suite, whole, "distributor", "maker");
    await refused(o, receive(o, whole), "ProcurementStateWrong", id, ORDER.ACCEPTED);
    await despatch();
    const early = [id, key, ids.maker, STATE.HELD] as const;
    await refused(o, receive(o, whole, "maker"), "ProcurementNotReceived", ...early);
    await as(suite, "maker").ship(whole, ids.hospitalA);
    const coming = [id, key, ids.maker, STATE.SHIPPED] as const;
    await refused(o, receive(o, whole), "ProcurementNotReceived", ...coming);
    await as(suite, "hospitalA").receiveParcel(whole);
    const foreign = [id, ids.hospitalA, ids.carrier] as const;
    await refused(o, receive(o, whole, "carrier"), "ProcurementNotParty", ...foreign);
    await receive(o, whole, "maker");
    expect(await stateOf(o)).to.include({ state: "RECEIVED", received: 100 });
    await refused(o, receive(o, whole), "ProcurementNotDespatched", id, key);
  });

  it("a parcel counts for the order that it was despatched for last, and for one alone", async () => {
    const o = await ordered();
    const second = await anOrder(o.suite, { salt: fixed("second") });
    await trade(o.suite, "hospitalA").place(second.order, DOCUMENT);
    await trade(o.suite, "maker").accept(second.order);
    const whole = parcelOf(o.lot);
    await trade(o.suite, "maker").despatch(o.order, [whole], DOCUMENT);
    await trade(o.suite, "maker").despatch(second.order, [whole], DOCUMENT);
    await moved(o.suite, whole, "maker", "hospitalA");
    await refused(o, receive(o, whole), "ProcurementNotDespatched", o.id, parcelKey(whole));
    await receive({ ...o, ...second }, whole);
    const again = trade(o.suite, "maker").despatch(o.order, [whole], DOCUMENT);
    const held = [o.id, parcelKey(whole), o.suite.ids.hospitalA, STATE.HELD] as const;
    await refused(o, again, "ProcurementNotSuppliers", ...held);
    await moved(o.suite, whole, "hospitalA", "maker");
    const twice = trade(o.suite, "maker").despatch(second.order, [whole], DOCUMENT);
    const back = [second.id, parcelKey(whole), o.suite.ids.maker, STATE.HELD] as const;
    await refused(o, twice, "ProcurementNotSuppliers", ...back);
  });

  it("partial receipts count what came; ranges neither overlap nor exceed", async () => {
    const o = await ordered();
    const { suite, lot, id } = o;
    const whole = parcelOf(lot);
    await trade(suite, "maker").despatch(o.order, [whole], DOCUMENT);
    await as(suite, "maker").ship(whole, suite.ids.hospitalA);
    await as(suite, "hospitalA").receiveExcept(whole, [{ first: 40, count: 10 }]);
    const show = (...ranges: { first: number; count: number }[]) =>
      trade(suite, "hospitalA").receiveGoods(
        o.order,
        o.terms,
        [openedLot(lot)],
        [arrival(whole, ranges)],
      );
    const [left, right] = [
      { first: 0, count: 40 },
      { first: 50, count: 50 },
    ] as const;
    await refused(o, show(left, left), "ProcurementRangeInvalid", id, 0, 40);
    await refused(o, show({ first: 90, count: 11 }), "ProcurementRangeInvalid", id, 90, 11);
    await refused(o, show(), "ProcurementRangeInvalid", id, 0, 0);
    await show(left, right);
    expect(await stateOf(o)).to.include({ received: 90 });
  });

  it("no unit counts twice: parts are the buyer's to show, and were despatched by themselves never", async () => {
    const o = await ordered({ quantity: 1_000 });
    const { suite, lot, id } = o;
    const { maker, hospitalA } = suite.ids;
    const whole = parcelOf(lot);
    const [left, right] = [parcelOf(lot, 0, 40), parcelOf(lot, 40, 60)];
    await trade(suite, "maker").despatch(o.order, [whole], DOCUMENT);
    await as(suite, "maker").split(whole, [40, 60]);
    await trade(suite, "maker").despatch(o.order, [left, right], DOCUMENT);
    for (const part of [left, right]) await moved(suite, part, "maker", "hospitalA");
    const parts = [left, right].map(({ first, count }) => ({ first, count }));
    const show = (by: Member, parcel: Parcel, ranges?: typeof parts) =>
      trade(suite, by).receiveGoods(o.order, o.terms, [openedLot(lot)], [arrival(parcel, ranges)]);
    await refused(o, show("maker", whole, parts), "ProcurementNotParty", id, hospitalA, maker);
    const despatched = ["ProcurementNotDespatched", id, parcelKey(left)] as const;
    await refused(o, show("hospitalA", whole, parts), ...despatched);
    await show("maker", left);
    await show("hospitalA", right);
    await refused(o, show("hospitalA", whole, parts), ...despatched);
    expect(await stateOf(o)).to.include({ received: 100 });
  });

  it("what was counted counts for no further order, nor does what is packed or opened", async () => {
    const o = await ordered({ quantity: 1_000 });
    const { suite, lot } = o;
    const second = await anOrder(suite, { salt: fixed("second") });
    await trade(suite, "hospitalA").place(second.order, DOCUMENT);
    await trade(suite, "maker").accept(second.order);
    const [counted, packed] = [parcelOf(lot, 0, 40), parcelOf(lot, 40, 60)];
    await as(suite, "maker").split(parcelOf(lot), [40, 60]);
    await trade(suite, "maker").despatch(o.order, [counted], DOCUMENT);
    await moved(suite, counted, "maker", "hospitalA");
    await receive(o, counted);
    await moved(suite, counted, "hospitalA", "maker");
    const pallet = packContainer({ sscc: "106141411234567897", parcels: [packed] });
    await as(suite, "maker").pack(pallet.label.lots, pallet.contents, pallet.label.sscc);
    for (const parcel of [counted, packed]) {
      const again = trade(suite, "maker").despatch(second.order, [parcel], DOCUMENT);
      const held = [second.id, parcelKey(parcel), suite.ids.maker, STATE.HELD] as const;
      await refused(o, again, "ProcurementNotSuppliers", ...held);
    }
    expect(await stateOf(o)).to.include({ received: 40 });
  });

  it("counts what came, though the buyer has dispensed of it before it says so", async () => {
    const o = await ordered();
    const whole = await delivered(o);
    await as(o.suite, "hospitalA").dispense(...shown(o.lot, whole, [0, 1, 2]), []);
    await receive(o, whole);
    expect(await stateOf(o)).to.include({ received: 100 });
  });

  it("goods in a container count as they lie", async () => {
    const o = await ordered();
    const { suite, lot } = o;
    const whole = parcelOf(lot);
    const pallet = { sscc: "106141411234567897", parcels: [whole] };
    const { label, contents } = packContainer(pallet);
    await trade(suite, "maker").despatch(o.order, [whole], DOCUMENT);
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await as(suite, "maker").shipContainer(label, suite.ids.hospitalA);
    await as(suite, "hospitalA").receiveContainer(containerId(pallet));
    const show = (container: `0x${string}`) =>
      trade(suite, "hospitalA").receiveGoods(
        o.order,
        o.terms,
        [openedLot(lot)],
        [arrival(whole, undefined, container)],
      );
    await expect(show(`0x${"00".repeat(32)}`)).to.be.revertedWithCustomError(
      suite.procurement,
      "ProcurementNotReceived",
    );
    await show(containerId(pallet));
    expect(await stateOf(o)).to.include({ received: 100 });
  });

  it("another product, more than ordered, and unfit goods are refused", async () => {
    const o = await ordered({ quantity: 99 });
    const { suite, order, terms, lot, id } = o;
    const whole = await delivered(o);
    await refused(o, receive(o, whole), "ProcurementQuantityExceeded", id, 99, 100);
    const other = { ...openedLot(lot), body: { ...openedLot(lot).body, product: NATIONAL } };
    const swapped = trade(suite, "maker").receiveGoods(order, terms, [other], [arrival(whole)]);
    await refused(o, swapped, "ProcurementProductWrong", lot.id, PRODUCT);
    const false_ = { ...terms, quantity: 1_000 };
    const inflated = trade(suite, "maker").receiveGoods(
      order,
      false_,
      [openedLot(lot)],
      [arrival(whole)],
    );
    await refused(o, inflated, "ProcurementTermsWrong", id);
    await as(suite, "regulator").quarantine(whole, true, EVIDENCE);
    await refused(o, receive(o, whole), "ProcurementGoodsUnfit", lot.id);
    await as(suite, "regulator").quarantine(whole, false, EVIDENCE);
    await as(suite, "maker").recall(lot.id, 2, EVIDENCE, 1);
    await refused(o, receive(o, whole), "ProcurementGoodsUnfit", lot.id);
  });
});
