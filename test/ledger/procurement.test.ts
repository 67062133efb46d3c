/** Orders and stocks through the SDK. */
import { expect } from "chai";
import {
  ProcurementNotDespatched,
  ProcurementNotReceived,
  ProcurementQuantityExceeded,
  ProcurementStateWrong,
  StockNotHeld,
} from "../../src/core/contractErrors.ts";
import { parcelKey } from "../../src/core/goods.ts";
import {
  type Order,
  orderId,
  orderTermsHash,
  type Price,
  priceHash,
} from "../../src/core/purchase.ts";
import { randomHex } from "../../src/core/bytes.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { errorOf, revertOf } from "../fixtures/failures.ts";
import {
  CLAIMABLE,
  type GoodsWorld,
  makeLot,
  type MadeLot,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";

const DOCUMENT = fixed("a document");

describe("ledger: procurement (DT-08, DT-09, DT-10)", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  before(async () => {
    world = await startGoodsWorld();
    lot = await makeLot(world);
    const account = world.pharmacy.care.chain.account!.address;
    await world.administrator.insurance.issue(account, 1_000_000n, fixed("paid in")).send();
  });
  after(() => world.close());

  /** An order of the pharmacy's that the maker accepted. */
  async function ordered(quantity: number) {
    const { pharmacy, maker } = world;
    const price: Price = {
      perUnit: 99n,
      payer: pharmacy.care.chain.account!.address,
      payee: maker.care.chain.account!.address,
      conditions: fixed("conditions"),
      salt: randomHex(32),
    };
    const terms = { product: PRODUCT, quantity, price: priceHash(price) };
    const order: Order = {
      buyer: pharmacy.id,
      supplier: maker.id,
      inspector: world.regulator.id,
      insurer: 0,
      deadline: (await world.now()) + 100_000,
      terms: orderTermsHash(terms),
    };
    await pharmacy.care.procurement.place(order).send();
    const { event } = await maker.care.procurement.accept(order).send();
    expect(event).deep.include({ order: orderId(order) });
    return { order, terms, price, id: orderId(order) };
  }

  const arrived = (first: number, count: number) => ({
    ...lot,
    parcel: parcelOf(lot, first, count),
  });

  it("a part that came is paid once, after a passed inspection (DT-10)", async () => {
    const { maker, pharmacy, regulator } = world;
    const { order, terms, price, id } = await ordered(12);
    const [sent, kept] = [parcelOf(lot, 0, 12), parcelOf(lot, 12, 8)];
    await maker.care.supply.split(parcelOf(lot), [12, 8]).send();
    await maker.care.procurement.despatch(order, [sent], DOCUMENT).send();
    const buyer = pharmacy.care.procurement;
    const early = await errorOf(() => buyer.receive(order, terms, [arrived(0, 12)]).send());
    expect(early).instanceOf(ProcurementNotReceived);
    expect(early).deep.include({ parcel: parcelKey(sent), holder: maker.id, state: "HELD" });
    await maker.care.supply.ship(sent, pharmacy.id).send();
    // Two units are missing: they stay the maker's, and are not paid.
    await pharmacy.care.supply.receiveExcept(sent, [{ first: 4, count: 2 }]).send();
    const ranges = [
      { first: 0, count: 4 },
      { first: 6, count: 6 },
    ];
    const more = { ...arrived(0, 12), ranges: [{ first: 0, count: 13 }] };
    const { name } = await revertOf(() => buyer.receive(order, terms, [more]).send());
    expect(name).equal("ProcurementRangeInvalid");
    const { event } = await buyer.receive(order, terms, [{ ...arrived(0, 12), ranges }]).send();
    expect(event).deep.include({ order: id, product: PRODUCT, quantity: 10 });
    const foreign = { ...arrived(12, 8) };
    const stray = await errorOf(() => buyer.receive(order, terms, [foreign]).send());
    expect(stray).instanceOf(ProcurementNotDespatched);
    expect(stray).deep.include({ args: { order: id, parcel: parcelKey(kept) } });

    const settle = () => maker.care.procurement.settle(order, terms, price).send();
    const unpaid = await errorOf(settle);
    expect(unpaid).instanceOf(ProcurementStateWrong).and.deep.include({ state: "RECEIVED" });
    await regulator.care.procurement.inspect(order, true, DOCUMENT).send();
    await maker.care.procurement.invoice(order, DOCUMENT).send();
    await pharmacy.care.insurance.approve(world.served.addresses.procurement, 990n).send();
    const paid = await settle();
    expect(paid.event).deep.include({ order: id, amount: 990n });
    const twice = await errorOf(settle);
    expect(twice).instanceOf(ProcurementStateWrong);
    expect(twice).deep.include({ args: { order: id, state: "PAID" } });
    expect(await buyer.order(id)).include({ state: "PAID", received: 10 });
    expect(await maker.care.insurance.balance(maker.care.chain.account!.address)).equal(990n);
    const papers = await buyer.documents(id);
    expect(papers.map(({ kind }) => kind)).deep.equal(["despatch", "report", "invoice"]);
  });

  it("no more comes for an order than was ordered", async () => {
    const { maker, pharmacy } = world;
    const { order, terms, id } = await ordered(7);
    const parcel = parcelOf(lot, 12, 8);
    await maker.care.procurement.despatch(order, [parcel], DOCUMENT).send();
    await maker.care.supply.ship(parcel, pharmacy.id).send();
    await pharmacy.care.supply.receive(parcel).send();
    const more = await errorOf(() =>
      pharmacy.care.procurement.receive(order, terms, [arrived(12, 8)]).send(),
    );
    expect(more).instanceOf(ProcurementQuantityExceeded);
    expect(more).deep.include({ args: { order: id, ordered: 7, received: 8n } });
  });

  it("low and high stock are told once each, and again after it was otherwise (DT-08)", async () => {
    const { pharmacy, south } = world;
    const { procurement } = pharmacy.care;
    const count = async (...parcels: ReturnType<typeof arrived>[]) => {
      const { event, receipt } = await procurement.checkStock(PRODUCT, parcels).send();
      return [event.slot.state, event.slot.counted, receipt.logs.length - 1];
    };
    const all = [arrived(0, 4), arrived(6, 6), arrived(12, 8)];
    await procurement.setStockLevels(PRODUCT, { min: 5, max: 15 }).send();
    expect(await count()).deep.equal(["LOW", 0, 1]);
    expect(await count(all[0]!)).deep.equal(["LOW", 4, 0]);
    expect(await count(all[1]!, all[0]!)).deep.equal(["ENOUGH", 10, 0]);
    expect(await count(...all)).deep.equal(["OVER", 18, 1]);
    expect(await count(...all)).deep.equal(["OVER", 18, 0]);
    expect(await count(all[0]!, all[2]!)).deep.equal(["ENOUGH", 12, 0]);
    expect(await count(all[0]!)).deep.equal(["LOW", 4, 1]);
    const foreign = await errorOf(async () => {
      await south.care.procurement.setStockLevels(PRODUCT, { min: 1, max: 2 }).send();
      await south.care.procurement.checkStock(PRODUCT, [all[0]!]).send();
    });
    expect(foreign).instanceOf(StockNotHeld);
    expect(foreign).deep.include({
      args: { parcel: parcelKey(all[0]!.parcel), holder: pharmacy.id },
    });
    expect(await procurement.stock(pharmacy.id, PRODUCT)).include({ counted: 4, state: "LOW" });
    expect(await procurement.stock(pharmacy.id, CLAIMABLE)).equal(undefined);
  });

  it("what was ordered is cancelled while nothing was sent", async () => {
    const { order, id } = await ordered(1);
    const { event } = await world.pharmacy.care.procurement.cancel(order).send();
    expect(event).deep.include({ order: id });
    expect(await world.maker.care.procurement.order(id)).include({ state: "CANCELLED" });
    expect(await world.maker.care.procurement.order(fixed("no order"))).equal(undefined);
  });
});
