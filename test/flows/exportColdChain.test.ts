/** What sensors told of a lot, in its export: readings, gaps and excursions, as evidence. */
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { expect } from "chai";
import { containerId } from "../../src/core/goods.ts";
import gs1 from "../../src/epcis/epcisSchema.json" with { type: "json" };
import { unitUri } from "../../src/epcis/goods.ts";
import type { EventRecord, ObjectEvent } from "../../src/epcis/model.ts";
import { readEpcis } from "../../src/epcis/read.ts";
import { eventId, writeEpcis } from "../../src/epcis/write.ts";
import { writeXml } from "../../src/epcis/writeXml.ts";
import { exportLot } from "../../src/flows/exportLot.ts";
import { vaccines, watch, type WatchedGoods } from "../fixtures/coldWorld.ts";
import {
  GTIN,
  type GoodsWorld,
  type MadeLot,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
  type Trader,
} from "../fixtures/goodsWorld.ts";
import { GLN, partiesOf, place, ssccOf, ssccUri } from "../fixtures/tradeDocuments.ts";

const frame = { creationDate: "2026-11-23T08:00:00Z" };
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

describe("flows: a lot's cold chain as EPCIS sensor reports (DT-03, DT-05, DT-06, IO-01)", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  /** Beside it on the pallet, and watched alone too. */
  let other: MadeLot;
  let loose: WatchedGoods;
  let pallet: WatchedGoods;
  let started: number;
  let arrived: number;
  const device = (watched: WatchedGoods) =>
    `urn:careledger:${ledger()}:sensor:${watched.sensor.slice(2)}`;
  const ledger = () => world.maker.care.chain.network.genesis.slice(2, 18);

  before(async function () {
    this.timeout(60_000);
    world = await startGoodsWorld();
    const { maker, distributor, pharmacy } = world;
    [lot, other] = [await vaccines(world), await vaccines(world)];
    await maker.care.supply.split(parcelOf(lot), [12, 8]).send();
    const packed = { sscc: ssccOf(7), parcels: [parcelOf(lot, 0, 12), parcelOf(other)] };
    await maker.care.supply.pack(packed).send();
    loose = await watch(world, { parcel: parcelOf(lot, 12, 8) }, [lot]);
    pallet = await watch(world, packed, [lot, other]);
    await world.served.wait(4_000);
    started = loose.start;
    // One batch of two readings, all within, at the maker's.
    await loose.tell(
      { time: started + 60, temperature: 4.25, humidity: 50.5 },
      { time: started + 600, temperature: 5 },
    );
    await maker.care.supply.shipContainer(packed, distributor.id).send();
    await world.served.wait(120);
    const came = await distributor.care.supply.receiveContainer(containerId(packed)).send();
    arrived = came.event.custody.since;
    await world.served.wait(600);
    // 4,700 seconds without a reading, then warm and damp in the distributor's hands.
    await pallet.tell(
      { time: arrived + 60, temperature: 7.9, humidity: 60 },
      { time: arrived + 120, temperature: 8.01, humidity: 70.1 },
    );
    await world.served.wait(3_600);
    await pharmacy.care.coldChain.reportSilence(loose.goods, loose.sensor).send();
  });
  after(() => world.close());

  const exported = async (who: Trader, of = lot): Promise<EventRecord[]> =>
    exportLot(world[who].care.chain, of.lot, {
      parties: new Map([...partiesOf(world)].map(([gln, id]) => [id, gln])),
      custody: world[who].custody,
    });
  const sensed = (records: readonly EventRecord[]) =>
    records
      .map(({ event }) => event as ObjectEvent)
      .filter((event) => event.bizStep === "sensor_reporting");

  it("each batch is an event of what was watched: when, by which sensor, where", async () => {
    const found = sensed(await exported("maker"));
    const rawData = found[0]!.sensorElementList![0]!.sensorMetadata!["rawData"];
    expect(rawData).match(new RegExp(`^urn:careledger:${ledger()}:readings:[\\da-f]{64}$`));
    expect(found[0]).deep.equal({
      type: "ObjectEvent",
      eventTime: iso(started + 600),
      eventTimeZoneOffset: "+00:00",
      action: "OBSERVE",
      bizStep: "sensor_reporting",
      quantityList: [
        { epcClass: `https://id.gs1.org/01/${GTIN}/10/${lot.body.number}`, quantity: 8 },
      ],
      readPoint: place(GLN.maker),
      sensorElementList: [
        {
          sensorMetadata: { time: iso(started + 60), deviceID: device(loose), rawData },
          sensorReport: [
            { type: "Temperature", value: 4.25, uom: "CEL" },
            { type: "RelativeHumidity", value: 50.5, uom: "P1" },
          ],
        },
        {
          sensorMetadata: { time: iso(started + 600), deviceID: device(loose), rawData },
          sensorReport: [{ type: "Temperature", value: 5, uom: "CEL" }],
        },
      ],
    });
  });

  it("time without readings, and what left its limits, are alarms; who had it then is named", async () => {
    const events = sensed(await exported("maker"));
    expect(
      events.map(({ disposition, readPoint, epcList, quantityList }) => [
        disposition,
        readPoint?.id,
        epcList?.length ?? quantityList![0]!.quantity,
      ]),
    ).deep.equal([
      [undefined, place(GLN.maker).id, 8],
      [undefined, undefined, 1],
      ["non_conformant", place(GLN.distributor).id, 1],
      [undefined, undefined, 1],
      [undefined, undefined, 8],
    ]);
    const [, gap, alarm, readings, silent] = events;
    expect(gap).deep.include({ epcList: [ssccUri(7)], eventTime: iso(arrived + 60) });
    const missing = { type: "Temperature", exception: "ERROR_CONDITION" };
    expect(gap!.sensorElementList).deep.equal([
      {
        sensorMetadata: {
          startTime: iso(pallet.start),
          endTime: iso(arrived + 60),
          deviceID: device(pallet),
        },
        sensorReport: [missing],
      },
    ]);
    const { rawData } = readings!.sensorElementList![1]!.sensorMetadata!;
    expect(alarm!.sensorElementList).deep.equal([
      {
        sensorMetadata: {
          startTime: iso(arrived + 120),
          endTime: iso(arrived + 120),
          deviceID: device(pallet),
          rawData,
        },
        sensorReport: [
          { type: "Temperature", value: 8.01, uom: "CEL", exception: "ALARM_CONDITION" },
          { type: "RelativeHumidity", value: 70.1, uom: "P1", exception: "ALARM_CONDITION" },
        ],
      },
    ]);
    expect(silent!.sensorElementList![0]!.sensorReport).deep.equal([missing]);
    expect(silent!.sensorElementList![0]!.sensorMetadata).include({
      startTime: iso(started + 600),
    });
  });

  it("of an excursion, who has the lot's file names the units; others their class", async () => {
    const { maker, distributor } = world;
    const lone = await vaccines(world);
    const watched = await watch(world, { parcel: parcelOf(lone) }, [lone]);
    await maker.care.supply.ship(parcelOf(lone), distributor.id).send();
    await world.served.wait(120);
    await watched.tell({ time: watched.start + 60, temperature: 1.5, humidity: 50 });
    const [byMaker] = sensed(await exported("maker", lone));
    expect(byMaker).deep.include({ epcList: lone.codes.map((code) => unitUri(PRODUCT, code)) });
    expect(byMaker!.sensorElementList![0]!.sensorReport).deep.equal([
      { type: "Temperature", value: 1.5, uom: "CEL", exception: "ALARM_CONDITION" },
      { type: "RelativeHumidity", value: 50, uom: "P1" },
    ]);
    expect(byMaker, "on its way").not.have.property("readPoint");
    const [byOther] = sensed(await exported("distributor", lone));
    expect(byOther!.quantityList).deep.include.members([
      { epcClass: `https://id.gs1.org/01/${GTIN}/10/${lone.body.number}`, quantity: 20 },
    ]);
  });

  it("goods of another lot that the sensor watches are left out", async () => {
    const events = sensed(await exported("maker", other));
    expect(events.map(({ epcList }) => epcList)).deep.equal(
      Array.from({ length: 3 }, () => [ssccUri(7)]),
    );
  });

  it("JSON and XML are valid and the same; ids are the CBV 2.0 event hashes", async () => {
    const records = await exported("maker");
    const ids = records.map(eventId);
    expect(new Set(ids).size).equal(ids.length);
    for (const text of [JSON.stringify(writeEpcis(records, frame)), writeXml(records, frame)]) {
      const { events } = readEpcis(text);
      const found = events.map((one) => (one.accepted ? one : expect.fail(JSON.stringify(one))));
      expect(found.slice(1).map(({ hash }) => hash)).deep.equal(ids.slice(1));
      const reports = found.map(({ event }) => event.sensorElementList ?? []);
      expect(reports).deep.equal(records.map(({ event }) => event.sensorElementList ?? []));
    }
    expect(writeXml(records, frame)).contain(
      '<sensorReport type="https://gs1.org/voc/Temperature" value="8.01" uom="CEL" exception="https://gs1.org/voc/ALARM_CONDITION"/>',
    );
  });

  it("each event holds by GS1's JSON schema as GS1 wrote it", async () => {
    const ajv = new Ajv({ strict: false });
    ajvFormats.default(ajv);
    ajv.addSchema({ $id: "gs1", definitions: gs1.definitions });
    for (const event of writeEpcis(await exported("maker"), frame).epcisBody.eventList) {
      const valid = ajv.getSchema(`gs1#/definitions/${event["type"] as string}`)!;
      expect([valid(event), valid.errors]).deep.equal([true, null]);
    }
  });

  it("imported where it came from, and by another: all is evidence, and nothing moves", async () => {
    const records = await exported("maker");
    for (const [who, text] of [
      ["maker", JSON.stringify(writeEpcis(records, frame))],
      ["pharmacy", writeXml(records, frame)],
    ] as const) {
      const { care, custody } = world[who];
      const documents = [{ name: "export", bytes: Buffer.from(text) }];
      const { report } = await care.importEvents(custody, documents, { parties: partiesOf(world) });
      expect(report).deep.include({
        events: records.length,
        applied: 0,
        recorded: records.length,
        refused: 0,
        reasons: [],
      });
    }
  });
});
