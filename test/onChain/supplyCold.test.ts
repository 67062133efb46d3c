import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import * as monitoring from "../../src/core/monitoring.ts";
import { EVIDENCE, made, MAKER, makers, PLAIN } from "./fixtures/drugs.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, NORTH, type Place, SOUTH } from "./fixtures/place.ts";
import {
  aLot,
  DEVICE,
  KEY,
  LIMITS,
  NO_LABEL,
  opened,
  sensor,
  signed,
  trade,
  watched,
  whole,
} from "./fixtures/trade.ts";

const cold = (place: Place, member: number) => place.as(member).coldChain;
const goods = () => monitoring.shownGoods(watched());

describe("on a chain: the cold chain (DT-03, DT-05)", () => {
  functionTests("coldChain", {
    setLimits: {
      succeeds: async (place) => {
        await place.careOf(MAKER).coldChain.setLimits(PLAIN, LIMITS).send();
      },
      refused: async (place) => [
        cold(place, NORTH).setLimits.staticCall(PLAIN, monitoring.shownLimits(LIMITS)),
        "ColdChainNotLicenceHolder",
        { licenceHolder: made.maker, sender: NORTH },
      ],
    },
    limitsOf: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(SOUTH).coldChain.limits(PLAIN)).include({ ...LIMITS, version: 1 });
      },
    },
    registerSensor: {
      succeeds: async (place) => {
        const until = (await place.now()) + 1_000_000;
        await mined(place, cold(place, MAKER).registerSensor(KEY.bytes, DEVICE, until, EVIDENCE));
      },
      refused: async (place) => [
        cold(place, MAKER).registerSensor.staticCall(KEY.bytes, DEVICE, 4_000_000_000, EVIDENCE),
        "ColdChainSensorExists",
        { sensor: sensor() },
      ],
    },
    recalibrate: {
      succeeds: async (place) => {
        const until = (await place.now()) + 2_000_000;
        await mined(place, cold(place, MAKER).recalibrate(sensor(), until, EVIDENCE));
      },
      refused: async (place) => [
        cold(place, NORTH).recalibrate.staticCall(sensor(), 4_000_000_000, EVIDENCE),
        "ColdChainNotOwner",
        { owner: made.maker, sender: NORTH },
      ],
    },
    sensorOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(SOUTH).coldChain.sensor(sensor());
        expect(found).include({ owner: made.maker, isRetired: false });
      },
    },
    beginMonitoring: {
      succeeds: async (place) => {
        trade.cold = await aLot(place);
        await mined(
          place,
          cold(place, MAKER).beginMonitoring(goods(), NO_LABEL, [opened(trade.cold)], sensor(), 0),
        );
      },
      refused: async (place) => [
        cold(place, MAKER).beginMonitoring.staticCall(
          goods(),
          NO_LABEL,
          [opened(trade.cold)],
          sensor(),
          0,
        ),
        "ColdChainMonitored",
        { sensor: sensor() },
      ],
    },
    report: {
      succeeds: async (place) => {
        // Before it is told that they are warm, they are two parcels.
        await mined(place, makers(place).split(whole(trade.cold), [4, 4]));
        const time = (await place.now()) + 1;
        const told = await signed(place, 1, [{ time, temperature: 9, humidity: 50 }]);
        const { event } = await place.careOf(NORTH).coldChain.report(told, [watched()]).send();
        expect(event.goods[0]!.monitor).include({ isBroken: true, isAtLarge: true });
      },
      refused: async (place) => {
        const told = await signed(place, 2, [{ time: (await place.now()) + 2, temperature: 9 }]);
        const batch = { ...told.batch, sequence: 3 };
        return [
          cold(place, NORTH).report.staticCall(batch, KEY.bytes, DEVICE, told.signature, [goods()]),
          "ColdChainSignatureInvalid",
          { sensor: sensor() },
        ];
      },
    },
    monitorOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(SOUTH).coldChain.monitor(watched(), sensor());
        expect(found).include({ sequence: 1, isOutside: true });
      },
    },
    pursue: {
      succeeds: async (place) => {
        const part = monitoring.shownGoods({ parcel: { ...whole(trade.cold), count: 4 } });
        await mined(place, cold(place, NORTH).pursue(goods(), sensor(), NO_LABEL, [], 0, part));
      },
      refused: async (place) => [
        cold(place, NORTH).pursue.staticCall(
          goods(),
          sensor(),
          NO_LABEL,
          [],
          0,
          monitoring.shownGoods({ parcel: { ...whole(trade.cold), count: 4 } }),
        ),
        "ColdChainNothingToPursue",
        { goods: monitoring.goodsKey(watched()) },
      ],
    },
    retireSensor: {
      succeeds: async (place) => {
        const until = (await place.now()) + 1_000_000;
        const device = randomHex(32);
        const { coldChain } = place.careOf(MAKER);
        const { event } = await coldChain
          .registerSensor({ signer: KEY.bytes, device }, until, EVIDENCE)
          .send();
        await mined(place, cold(place, MAKER).retireSensor(event.sensor));
        expect(await coldChain.sensor(event.sensor)).include({ isRetired: true });
      },
      refused: async (place) => [
        cold(place, NORTH).retireSensor.staticCall(ZERO32),
        "ColdChainSensorUnknown",
        { sensor: ZERO32 },
      ],
    },
  });
});
