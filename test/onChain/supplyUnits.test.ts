import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf, saleOf } from "../../src/core/custody.ts";
import * as goods from "../../src/core/goods.ts";
import {
  EVIDENCE,
  id,
  made,
  makers,
  norths,
  packed,
  part,
  payer,
  shown,
  SOLD,
  toNorth,
} from "./fixtures/drugs.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NORTH, SOUTH, SPARE } from "./fixtures/place.ts";

describe("on a chain: units, containers, recalls and scans of drugs (DT-07, DT-12, DT-13)", () => {
  functionTests("drugLedger", {
    dispense: {
      succeeds: async (place) => {
        const args = shown(made.lot, { first: 0, count: 10 }, 3);
        await mined(place, norths(place).dispense(...args, []));
        const whole = { lot: made.sold.id, first: 0, count: 4 };
        await toNorth(place, whole);
        const sale = shown(made.sold, { first: 0, count: 4 }, 2);
        await mined(place, norths(place).dispense(...sale, [goods.payerHash(payer)]));
      },
      refused: async (place) => [
        norths(place).dispense.staticCall(...shown(made.lot, { first: 0, count: 10 }, 3), []),
        "SupplyUnitTaken",
        { index: 3, state: "DISPENSED" },
      ],
    },
    unitStateOf: {
      succeeds: async ({ as }) => {
        expect(await as(SOUTH).drugLedger.unitStateOf(made.lot.id, 3)).equal(1n);
      },
    },
    saleOf: {
      succeeds: async ({ as }) => {
        const word = await as(SOUTH).drugLedger.saleOf(
          goods.saleId(SOLD, made.sold.units[2]!.code),
        );
        expect(saleOf(word)).include({ state: "DISPENSED", paid: false });
      },
    },
    markPaid: {
      succeeds: async (place) => {
        const { drugLedger } = place.as(SPARE[0]);
        const sale = goods.saleId(SOLD, made.sold.units[2]!.code);
        const by = place.address(SOUTH);
        await mined(place, drugLedger.markPaid(sale, payer.pseudonym, payer.salt, NORTH, by));
      },
      refused: async ({ as, address }) => [
        as(SPARE[0]).drugLedger.markPaid.staticCall(
          goods.saleId(SOLD, made.sold.units[2]!.code),
          payer.pseudonym,
          payer.salt,
          NORTH,
          address(SOUTH),
        ),
        "SupplySaleNotPayable",
        { paid: true },
      ],
    },
    withdraw: {
      succeeds: async (place) => {
        const args = shown(made.lot, { first: 0, count: 10 }, 3);
        await mined(place, norths(place).withdraw(...args, 0, EVIDENCE));
      },
      refused: async (place) => [
        norths(place).withdraw.staticCall(
          ...shown(made.lot, { first: 0, count: 10 }, 4),
          0,
          EVIDENCE,
        ),
        "SupplyUnitTaken",
        { index: 4, state: "AVAILABLE" },
      ],
    },
    pack: {
      succeeds: async (place) => {
        const { label, contents } = packed();
        await mined(place, makers(place).pack(label.lots, contents, label.sscc));
      },
      refused: async (place) => {
        const { label } = packed();
        return [
          makers(place).pack.staticCall(label.lots, [], label.sscc),
          "SupplyListLength",
          { length: 0, most: 500 },
        ];
      },
    },
    containerOf: {
      succeeds: async ({ as }) => {
        const custody = custodyOf(await as(SOUTH).drugLedger.containerOf(id()));
        expect(custody).include({ holder: made.maker, left: 2 });
      },
      refused: async ({ as }) => [
        as(SOUTH).drugLedger.containerOf(ZERO32),
        "SupplyContainerUnknown",
        { container: ZERO32 },
      ],
    },
    shipContainer: {
      succeeds: async (place) => {
        await mined(place, makers(place).shipContainer(packed().label, NORTH));
      },
      refused: async (place) => [
        norths(place).shipContainer.staticCall(packed().label, SOUTH),
        "SupplyNotHolder",
        { holder: made.maker, sender: NORTH },
      ],
    },
    callBackContainer: {
      succeeds: async (place) => {
        await mined(place, makers(place).callBackContainer(id()));
        await mined(place, makers(place).shipContainer(packed().label, NORTH));
      },
      refused: async (place) => [
        norths(place).callBackContainer.staticCall(id()),
        "SupplyNotHolder",
        { holder: made.maker, sender: NORTH },
      ],
    },
    receiveContainer: {
      succeeds: async (place) => {
        await mined(place, norths(place).receiveContainer(id()));
      },
      refused: async (place) => [
        makers(place).receiveContainer.staticCall(id()),
        "SupplyNotReceiver",
        { to: 0, sender: made.maker },
      ],
    },
    quarantineContainer: {
      succeeds: async (place) => {
        await mined(place, norths(place).quarantineContainer(id(), true, EVIDENCE));
      },
      refused: async (place) => [
        norths(place).quarantineContainer.staticCall(id(), true, EVIDENCE),
        "SupplyQuarantineUnchanged",
        { present: "HOLDER", weight: "HOLDER" },
      ],
    },
    unpack: {
      succeeds: async (place) => {
        const { label, contents } = packed();
        await mined(place, norths(place).unpack(label, contents));
        expect(custodyOf(await norths(place).parcelOf(part(10, 10)))).include({
          holder: NORTH,
          quarantine: "HOLDER",
        });
      },
      refused: async (place) => {
        const { label, contents } = packed();
        return [
          norths(place).unpack.staticCall(label, contents),
          "SupplyContainerUnknown",
          { container: id() },
        ];
      },
    },
    quarantine: {
      succeeds: async (place) => {
        await mined(place, norths(place).quarantine(part(10, 10), false, EVIDENCE));
      },
      refused: async (place) => [
        makers(place).quarantine.staticCall(part(10, 10), true, EVIDENCE),
        "SupplyNotHolder",
        { holder: NORTH, sender: made.maker },
      ],
    },
    destroy: {
      succeeds: async (place) => {
        await mined(place, norths(place).destroy(part(10, 10), 1, EVIDENCE));
      },
      refused: async (place) => [
        norths(place).destroy.staticCall(part(20, 10), 0, EVIDENCE),
        "SupplyEvidenceMissing",
      ],
    },
    quarantineLot: {
      succeeds: async (place) => {
        await mined(place, makers(place).quarantineLot(made.lot.id, true, EVIDENCE));
      },
      refused: async (place) => [
        norths(place).quarantineLot.staticCall(made.lot.id, true, EVIDENCE),
        "SupplyNotHolder",
        { holder: made.maker, sender: NORTH },
      ],
    },
    recall: {
      succeeds: async (place) => {
        await mined(place, makers(place).recall(made.lot.id, 1, EVIDENCE, 7));
      },
      refused: async (place) => [
        makers(place).recall.staticCall(made.lot.id, 2, EVIDENCE, 7),
        "SupplyRecallUnchanged",
        { lot: made.lot.id, present: "I", asked: "II" },
      ],
    },
    anchorEvents: {
      succeeds: async (place) => {
        await mined(place, norths(place).anchorEvents([EVIDENCE]));
      },
      refused: async (place) => [
        norths(place).anchorEvents.staticCall([]),
        "SupplyListLength",
        { length: 0, most: 500 },
      ],
    },
  });

  functionTests("scanDesk", {
    maxSpeed: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(SOUTH).supply.maxSpeed()).equal(1_000);
      },
    },
    scan: {
      succeeds: async ({ careOf }) => {
        const { body, codeRoot, units, tree } = made.lot;
        const found = await careOf(SOUTH).supply.scan({
          body,
          codeRoot,
          range: { first: 0, count: 10 },
          units: [units[3]!],
          proof: tree.prove([3]),
        });
        expect(found).include({ lot: made.lot.id, state: "RETURNED", expired: false });
        expect(found.slot).include({ recall: "I", quarantine: "HOLDER" });
        expect(found.custody).include({ holder: NORTH, left: 10 });
      },
      refused: async ({ as }) => {
        const [parcel, units] = shown(made.lot, { first: 0, count: 10 }, 3);
        return [
          as(SOUTH).scanDesk.scan(parcel, units, [], ZERO32),
          "ScanProofInvalid",
          { lot: made.lot.id, index: 3 },
        ];
      },
    },
  });
});
