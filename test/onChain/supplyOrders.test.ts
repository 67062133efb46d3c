import { expect } from "chai";
import { parcelKey, shownBody } from "../../src/core/goods.ts";
import * as purchase from "../../src/core/purchase.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { EVIDENCE, made, MAKER, PLAIN, toNorth } from "./fixtures/drugs.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";
import { aLot, anOrder, opened, trade, whole } from "./fixtures/trade.ts";

const orders = (place: Place, member: number) => place.as(member).procurement;
const id = () => purchase.orderId(trade.order);
const arrival = () => ({
  parcel: whole(trade.ordered),
  ranges: [{ first: 0, count: 8 }],
  container: ZERO32,
  lot: 0,
});

describe("on a chain: orders and stocks (DT-08, DT-09, DT-10)", () => {
  functionTests("procurement", {
    place: {
      succeeds: async (place) => {
        Object.assign(trade, await anOrder(place));
        await mined(place, orders(place, NORTH).place(trade.order, EVIDENCE));
      },
      refused: async (place) => [
        orders(place, NORTH).place.staticCall(trade.order, EVIDENCE),
        "ProcurementOrderExists",
        { order: id() },
      ],
    },
    accept: {
      succeeds: async (place) => {
        await mined(place, orders(place, MAKER).accept(trade.order));
      },
      refused: async (place) => [
        orders(place, SOUTH).accept.staticCall(trade.order),
        "ProcurementNotParty",
        { party: made.maker, sender: SOUTH },
      ],
    },
    cancel: {
      succeeds: async (place) => {
        const { order } = await anOrder(place);
        const { procurement } = place.careOf(NORTH);
        await procurement.place(order).send();
        await mined(place, orders(place, NORTH).cancel(order));
        expect(await procurement.order(purchase.orderId(order))).include({ state: "CANCELLED" });
      },
      refused: async (place) => [
        orders(place, SOUTH).cancel.staticCall(trade.order),
        "ProcurementNotParty",
        { party: NORTH, sender: SOUTH },
      ],
    },
    despatch: {
      succeeds: async (place) => {
        trade.ordered = await aLot(place);
        const parcels = [whole(trade.ordered)];
        await mined(place, orders(place, MAKER).despatch(trade.order, parcels, EVIDENCE));
      },
      refused: async (place) => [
        orders(place, MAKER).despatch.staticCall(trade.order, [], EVIDENCE),
        "ProcurementDocumentInvalid",
        { order: id(), document: EVIDENCE },
      ],
    },
    despatchOf: {
      succeeds: async (place) => {
        const word = await orders(place, SOUTH).despatchOf(parcelKey(whole(trade.ordered)));
        expect(word >> 8n).equal(BigInt(id()) >> 8n);
      },
    },
    receiveGoods: {
      succeeds: async (place) => {
        await toNorth(place, whole(trade.ordered));
        const { order, terms, ordered } = trade;
        const north = orders(place, NORTH);
        await mined(place, north.receiveGoods(order, terms, [opened(ordered)], [arrival()]));
      },
      refused: async (place) => [
        orders(place, NORTH).receiveGoods.staticCall(
          trade.order,
          trade.terms,
          [opened(trade.ordered)],
          [arrival()],
        ),
        "ProcurementNotDespatched",
        { order: id(), parcel: parcelKey(whole(trade.ordered)) },
      ],
    },
    inspect: {
      succeeds: async (place) => {
        await mined(place, orders(place, NORTH).inspect(trade.order, true, EVIDENCE));
      },
      refused: async (place) => [
        orders(place, NORTH).inspect.staticCall(trade.order, false, EVIDENCE),
        "ProcurementStateWrong",
        { order: id(), state: "PASSED" },
      ],
    },
    invoice: {
      succeeds: async (place) => {
        await mined(place, orders(place, MAKER).invoice(trade.order, EVIDENCE));
      },
      refused: async (place) => [
        orders(place, MAKER).invoice.staticCall(trade.order, EVIDENCE),
        "ProcurementDocumentInvalid",
        { order: id(), document: EVIDENCE },
      ],
    },
    settle: {
      succeeds: async (place) => {
        const { insurance } = place.careOf(NORTH);
        const before = await insurance.balance(place.address(MAKER));
        await insurance.approve(place.addresses.procurement, 800n).send();
        const { order, terms, price } = trade;
        await mined(place, orders(place, MAKER).settle(order, terms, price));
        expect(await insurance.balance(place.address(MAKER))).equal(before + 800n);
      },
      refused: async (place) => [
        orders(place, MAKER).settle.staticCall(trade.order, trade.terms, trade.price),
        "ProcurementStateWrong",
        { order: id(), state: "PAID" },
      ],
    },
    orderOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(SOUTH).procurement.order(id());
        expect(found).include({ state: "PAID", isInvoiced: true, received: 8 });
      },
    },
    setStockLevels: {
      succeeds: async (place) => {
        await mined(place, orders(place, NORTH).setStockLevels(PLAIN, 10, 20));
      },
      refused: async (place) => [
        orders(place, NORTH).setStockLevels.staticCall(PLAIN, 21, 20),
        "StockLevelsInvalid",
        { min: 21, max: 20 },
      ],
    },
    checkStock: {
      succeeds: async (place) => {
        const { procurement } = place.careOf(NORTH);
        const { body, codeRoot } = trade.ordered;
        const parcel = whole(trade.ordered);
        await procurement.checkStock(PLAIN, [{ body, codeRoot, parcel }]).send();
      },
      refused: async (place) => [
        orders(place, SOUTH).checkStock.staticCall(
          PLAIN,
          [{ body: shownBody(trade.ordered.body), codeRoot: trade.ordered.codeRoot }],
          [whole(trade.ordered)],
          [ZERO32],
          [0],
        ),
        "StockLevelsUnset",
        { holder: SOUTH, product: PLAIN },
      ],
    },
    stockOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(SOUTH).procurement.stock(NORTH, PLAIN);
        expect(found).include({ min: 10, max: 20, counted: 8, state: "LOW" });
      },
    },
  });
});
