import { expect } from "chai";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf, lotOf } from "../../src/core/custody.ts";
import * as goods from "../../src/core/goods.ts";
import { callerCases } from "./fixtures/callers.ts";
import { lotOfUnits, made, MAKER, makers, norths, part, PLAIN, SOLD } from "./fixtures/drugs.ts";
import { functionTests } from "./fixtures/functions.ts";
import { aProfile, mined, NORTH, SOUTH } from "./fixtures/place.ts";

describe("on a chain: drugs (DT-01, DT-02, DT-07, DT-13)", () => {
  functionTests("drugLedger", {
    ...callerCases("drugLedger"),
    registerProduct: {
      succeeds: async (place) => {
        const { participantRegistry, drugLedger } = place.as(ADMINISTRATOR);
        const profile = aProfile(await place.now(), "DRUG_MAKER");
        await mined(
          place,
          participantRegistry.admit(profile, randomHex(32), "", place.address(MAKER)),
        );
        made.maker = Number(await participantRegistry.participantCount());
        await mined(place, drugLedger.registerProduct(PLAIN, made.maker, false));
        await mined(place, drugLedger.registerProduct(SOLD, made.maker, true));
      },
      refused: async ({ as }) => [
        as(ADMINISTRATOR).drugLedger.registerProduct.staticCall(PLAIN, made.maker, false),
        "SupplyProductUnchanged",
        { product: PLAIN },
      ],
    },
    productOf: {
      succeeds: async ({ as }) => {
        expect(await as(SOUTH).drugLedger.productOf(SOLD)).deep.equal([BigInt(made.maker), true]);
      },
    },
    commission: {
      succeeds: async (place) => {
        const now = await place.now();
        made.lot = lotOfUnits(now, PLAIN, 40);
        made.sold = lotOfUnits(now, SOLD, 4);
        for (const { body, codeRoot } of [made.lot, made.sold]) {
          await mined(place, makers(place).commission(goods.shownBody(body), codeRoot, ZERO32));
        }
      },
      refused: async (place) => [
        makers(place).commission.staticCall(
          goods.shownBody(made.lot.body),
          made.lot.codeRoot,
          ZERO32,
        ),
        "SupplyLotExists",
        { lot: made.lot.id },
      ],
    },
    lotOf: {
      succeeds: async ({ as }) => {
        const { maker, first } = lotOf(await as(SOUTH).drugLedger.lotOf(made.lot.id));
        expect({ maker, holder: first?.holder, left: first?.left }).deep.equal({
          maker: made.maker,
          holder: made.maker,
          left: 40,
        });
      },
      refused: async ({ as }) => [
        as(SOUTH).drugLedger.lotOf(ZERO32),
        "SupplyLotUnknown",
        { lot: ZERO32 },
      ],
    },
    split: {
      succeeds: async (place) => {
        await mined(place, makers(place).split(part(0, 40), [10, 10, 10, 10]));
      },
      refused: async (place) => [
        makers(place).split.staticCall(part(0, 10), [5, 6]),
        "SupplySplitDoesNotAddUp",
        { count: 10, sum: 11 },
      ],
    },
    parcelOf: {
      succeeds: async ({ as }) => {
        const custody = custodyOf(await as(SOUTH).drugLedger.parcelOf(part(30, 10)));
        expect(custody).include({ holder: made.maker, left: 10, state: "HELD" });
      },
      refused: async ({ as }) => [
        as(SOUTH).drugLedger.parcelOf(part(0, 40)),
        "SupplyParcelUnknown",
        { first: 0, count: 40 },
      ],
    },
    ship: {
      succeeds: async (place) => {
        await mined(place, makers(place).ship(part(0, 10), NORTH));
      },
      refused: async (place) => [
        makers(place).ship.staticCall(part(0, 10), SOUTH),
        "SupplyStateWrong",
        { state: "SHIPPED" },
      ],
    },
    callBack: {
      succeeds: async (place) => {
        await mined(place, makers(place).callBack(part(0, 10)));
        await mined(place, makers(place).ship(part(0, 10), NORTH));
      },
      refused: async (place) => [
        norths(place).callBack.staticCall(part(0, 10)),
        "SupplyNotHolder",
        { holder: made.maker, sender: NORTH },
      ],
    },
    receiveParcel: {
      succeeds: async (place) => {
        await mined(place, norths(place).receiveParcel(part(0, 10)));
      },
      refused: async ({ as }) => [
        as(SOUTH).drugLedger.receiveParcel.staticCall(part(0, 10)),
        "SupplyNotReceiver",
        { to: 0, sender: SOUTH },
      ],
    },
    receiveExcept: {
      succeeds: async (place) => {
        await mined(place, makers(place).ship(part(30, 10), NORTH));
        await mined(place, norths(place).receiveExcept(part(30, 10), [{ first: 39, count: 1 }]));
        const missing = custodyOf(await norths(place).parcelOf(part(39, 1)));
        expect(missing).include({ holder: made.maker, to: NORTH, state: "DISPUTED" });
      },
      refused: async (place) => {
        await mined(place, makers(place).callBack(part(39, 1)));
        await mined(place, makers(place).ship(part(39, 1), NORTH));
        return [
          norths(place).receiveExcept.staticCall(part(39, 1), [{ first: 39, count: 2 }]),
          "SupplyReceiptExceeds",
          { first: 39, count: 1, namedFirst: 39, namedCount: 2 },
        ];
      },
    },
  });
});
