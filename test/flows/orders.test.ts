/** Orders with three views: supplier, hospital and insurer see terms, reports and stocks. */
import { expect } from "chai";
import { utf8, ZERO32 } from "../../src/core/bytes.ts";
import { ProcurementStateWrong } from "../../src/core/contractErrors.ts";
import type { Parcel } from "../../src/core/goods.ts";
import type { OrderView, PlacedOrder } from "../../src/flows/orders.ts";
import { type Unsealer, unsealerOf } from "../../src/vault/sharedDocument.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, errorOf } from "../fixtures/failures.ts";
import {
  type GoodsWorld,
  makeLot,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";
import { inMemory, readerOf } from "../indexer/fixtures/indexes.ts";
import { admit, type Member } from "../fixtures/world.ts";

const TEXT = "Vaccines at 2 to 8 degrees, paid when they came and were found good.";
const REPORT = { mediaType: "text/plain", body: utf8("Ten of ten samples conform.") };

describe("orders: three views (DT-09, DT-10)", () => {
  let world: GoodsWorld;
  let stranger: Member;
  let placed: PlacedOrder;
  let parcel: Parcel;
  let lot: Awaited<ReturnType<typeof makeLot>>;
  before(async () => {
    world = await startGoodsWorld();
    stranger = await admit(world, 9, "HOSPITAL");
    lot = await makeLot(world);
    parcel = parcelOf(lot);
  });
  after(() => world.close());

  const reader = ({ id, keys }: Member): Unsealer =>
    unsealerOf(id, [{ privateKey: keys.privateKey, epoch: 1 }]);
  const seen = (member: Member): Promise<OrderView> =>
    member.care.orders(world.store).view(placed.id, reader(member));

  it("the buyer orders: every node has hashes, the parties the terms", async () => {
    const { north, maker, insurer } = world;
    placed = await north.care.orders(world.store).place({
      supplier: maker.id,
      insurer: insurer.id,
      deadline: (await world.now()) + 86_400,
      product: PRODUCT,
      quantity: 20,
      perUnit: 1_250n,
      payee: maker.care.chain.account!.address,
      text: TEXT,
    });
    for (const member of [north, maker, insurer]) {
      const { agreed, state, order, documents, stocks } = await seen(member);
      expect(agreed).to.deep.include({ text: TEXT, terms: placed.terms, price: placed.price });
      expect(order).to.deep.equal(placed.order);
      expect(state).to.include({ state: "ORDERED", received: 0 });
      expect(documents.map(({ kind }) => kind)).to.deep.equal(["terms"]);
      expect(stocks).to.deep.equal([]);
    }
  });

  it("an inspection's report and both stocks are seen by the three as soon as they are told", async () => {
    const { north, maker, insurer } = world;
    const { order, terms, price, id } = placed;
    const { procurement, supply } = north.care;
    await maker.care.procurement.accept(order).send();
    const advice = await maker.care.orders(world.store).share(id, REPORT);
    await maker.care.procurement.despatch(order, [parcel], advice).send();
    await maker.care.supply.ship(parcel, north.id).send();
    await supply.receive(parcel).send();
    const arrival = { body: lot.body, codeRoot: lot.codeRoot, parcel };
    await procurement.receive(order, terms, [arrival]).send();
    await procurement.setStockLevels(PRODUCT, { min: 30, max: 100 }).send();
    await procurement.checkStock(PRODUCT, [arrival]).send();
    const report = await north.care.orders(world.store).share(id, REPORT);
    const early: unknown = await maker.care.procurement
      .settle(order, terms, price)
      .send()
      .catch((error: unknown) => error);
    expect(early).to.be.instanceOf(ProcurementStateWrong);
    expect(early).to.deep.include({ args: { order: id, state: "RECEIVED" } });
    await procurement.inspect(order, true, report).send();
    await maker.care.procurement.invoice(order, fixed("an invoice sent by post")).send();
    for (const member of [north, maker, insurer]) {
      const { documents, stocks, state } = await seen(member);
      expect(state).to.include({ state: "PASSED", received: 20, isInvoiced: true });
      expect(documents.map(({ kind }) => kind)).to.deep.equal([
        "terms",
        "despatch",
        "report",
        "invoice",
      ]);
      expect(documents[2]).to.deep.include({ content: REPORT, digest: report });
      expect(documents[3]).to.include({ refusal: "STORE_MISSING" });
      expect(stocks).to.have.length(1);
      expect(stocks[0]).to.include({ holder: north.id, counted: 20, min: 30, state: "LOW" });
    }
  });

  it("others see none of it, whatever they say of themselves", async () => {
    const { south, regulator } = world;
    for (const member of [south, regulator, stranger]) {
      expect(await codeOf(() => seen(member))).to.equal("ORDER_NOT_PARTY");
    }
    // One who calls itself a party cannot open what was sealed for that.
    const liar = { ...reader(stranger), id: world.insurer.id };
    const { agreed, documents } = await stranger.care.orders(world.store).view(placed.id, liar);
    expect(agreed).to.equal(undefined);
    expect(documents[0]).to.include({ refusal: "VAULT_HPKE_OPEN" });
    const unknown = () =>
      stranger.care.orders(world.store).view(fixed("no order"), reader(stranger));
    expect(await codeOf(unknown)).to.equal("ORDER_UNKNOWN");
  });

  it("an index answers the parties alone, with what both sides have (DB-03)", async () => {
    const { north, maker, insurer, south } = world;
    const { indexer } = inMemory(await readerOf(world));
    await indexer.catchUp();
    const { trade } = indexer.reader;
    for (const { id } of [north, maker, insurer]) {
      const { state, report, steps, sides } = trade.order(id, placed.id);
      expect({ state, isReported: report !== null }).to.deep.equal({
        state: "PASSED",
        isReported: true,
      });
      expect(steps[0]).to.include({ state: "ORDERED", document: placed.document });
      expect(sides.map(({ holder }) => holder)).to.deep.equal([north.id, maker.id]);
      expect(sides[0]!.stock).to.include({ available: 20, blocked: 0, coming: 0 });
      expect(sides[0]!.levels).to.include({ min: 30, counted: 20, state: "LOW" });
      expect(sides[1]!.levels).to.equal(undefined);
    }
    for (const id of [south.id, stranger.id, 0]) {
      expect(await codeOf(() => trade.order(id, placed.id))).to.equal("ORDER_NOT_PARTY");
    }
    expect(await codeOf(() => trade.order(north.id, fixed("none")))).to.equal("ORDER_UNKNOWN");
    indexer.close();
  });

  it("what the chain refuses leaves nothing in the store", async () => {
    const { north, maker } = world;
    const { pins } = await world.store.status();
    const wanted = {
      supplier: maker.id,
      deadline: 1,
      product: PRODUCT,
      quantity: 1,
      perUnit: 1n,
      payee: maker.care.chain.account!.address,
      text: TEXT,
    };
    const error = await errorOf(() => north.care.orders(world.store).place(wanted));
    expect(error).to.include({ code: "CHAIN_REVERTED", errorName: "ProcurementOrderInvalid" });
    expect((await world.store.status()).pins).to.equal(pins);
  });

  it("terms that are not the order's are not shown as such", async () => {
    const { north, maker } = world;
    const order = { ...placed.order, deadline: placed.order.deadline + 1, insurer: 0 };
    const { event } = await north.care.procurement.place(order, placed.document).send();
    const view = await maker.care.orders(world.store).view(event.order, reader(maker));
    // They are sealed about another order.
    expect(view.documents[0]).to.include({ refusal: "VAULT_HPKE_OPEN" });
    expect(view).not.to.have.property("agreed");
    const bare = { ...order, deadline: order.deadline + 1 };
    const { event: second } = await north.care.procurement.place(bare).send();
    expect(second.document).to.equal(ZERO32);
    const { documents } = await maker.care.orders(world.store).view(second.order, reader(maker));
    expect(documents).to.deep.equal([]);
  });
});
