import { expect } from "chai";
import { readEpcis } from "../../src/epcis/read.ts";
import { eventId, writeEpcis } from "../../src/epcis/write.ts";
import { writeXml } from "../../src/epcis/writeXml.ts";
import { exportLot } from "../../src/flows/exportLot.ts";
import type { EventRecord } from "../../src/epcis/model.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { containerId } from "../../src/core/goods.ts";
import {
  type GoodsWorld,
  makeLot,
  type MadeLot,
  passed,
  startGoodsWorld,
  type Trader,
} from "../fixtures/goodsWorld.ts";
import { GLN, partiesOf, ssccOf } from "../fixtures/tradeDocuments.ts";

const EVIDENCE: Hex = `0x${"ab".repeat(32)}`;

/** A lot that all kinds of things happened to, with another lot beside it on its pallet. */
async function lived(world: GoodsWorld): Promise<{ lot: MadeLot; other: MadeLot }> {
  const [maker, distributor, pharmacy] = [world.maker, world.distributor, world.pharmacy];
  const lot = await makeLot(world, { count: 20, expiry: 400 * 86_400 });
  const other = await makeLot(world, { count: 5, from: 500 });
  const part = (first: number, count: number) => ({ lot: lot.lot, first, count });
  const { supply } = maker.care;
  await supply.split(part(0, 20), [12, 8]).send();
  const pallet = {
    sscc: ssccOf(1),
    parcels: [part(0, 12), { lot: other.lot, first: 0, count: 5 }],
  };
  await supply.pack(pallet).send();
  await supply.shipContainer(pallet, distributor.id).send();
  await distributor.care.supply.receiveContainer(containerId(pallet)).send();
  await distributor.care.supply.unpack(pallet).send();
  await distributor.care.supply.ship(part(0, 12), pharmacy.id).send();
  await passed(maker, pharmacy, lot.lot);
  await pharmacy.care.supply.receiveExcept(part(0, 12), [{ first: 10, count: 2 }]).send();
  await distributor.care.supply.callBack(part(10, 2)).send();
  await distributor.care.supply.destroy(part(10, 2), "DAMAGED", EVIDENCE).send();
  const shelf = await pharmacy.custody.lots();
  const show = (indexes: number[]) =>
    shelf.show(
      lot.body.product,
      indexes.map((i) => lot.codes[i]!),
      { range: { first: 0, count: 10 } },
    );
  await pharmacy.care.supply.dispense(show([0, 1])).send();
  await pharmacy.care.supply.withdraw(show([1]), "NONE", EVIDENCE).send();
  await pharmacy.care.supply.quarantine(part(0, 10), true, EVIDENCE).send();
  await pharmacy.care.supply.quarantine(part(0, 10), false, EVIDENCE).send();
  await supply.recall(lot.lot, { class: "II", reason: 1, evidence: EVIDENCE }).send();
  await pharmacy.care.supply.ship(part(0, 10), maker.id).send();
  return { lot, other };
}

const STEPS = [
  "commissioning",
  "packing",
  "shipping",
  "receiving",
  "unpacking",
  "shipping",
  "receiving",
  "void_shipping",
  "destroying",
  "dispensing",
  "accepting",
  "holding",
  "storing",
  undefined,
  "shipping",
];

describe("flows: a lot as EPCIS events (DT-03, DT-13, IO-01)", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  before(async function () {
    this.timeout(60_000);
    world = await startGoodsWorld();
    ({ lot } = await lived(world));
  });
  after(() => world.close());

  const glns = () => new Map([...partiesOf(world)].map(([gln, id]) => [id, gln]));
  const exported = (who: Trader): Promise<EventRecord[]> =>
    exportLot(world[who].care.chain, lot.lot, { parties: glns(), custody: world[who].custody });
  const frame = { creationDate: "2026-11-23T08:00:00Z" };
  const accepted = (text: string) => {
    const { events, schemaVersion } = readEpcis(text);
    expect(schemaVersion).equal("2.0");
    return events.map((one) => (one.accepted ? one : expect.fail(JSON.stringify(one))));
  };

  it("every step is an event; who has the lot's file tells serial numbers", async () => {
    const records = await exported("maker");
    expect(records.map(({ event }) => event.bizStep)).deep.equal(STEPS);
    const [made, packed, shipped] = records.map(({ event }) => event);
    expect(made).deep.include({
      type: "ObjectEvent",
      action: "ADD",
      readPoint: { id: `https://id.gs1.org/414/${GLN.maker}` },
    });
    expect(made).has.property("epcList").that.has.lengthOf(20);
    expect(packed).has.property("childEPCs").that.has.lengthOf(12);
    expect(packed).has.property("childQuantityList").that.has.lengthOf(1);
    expect(shipped).deep.include({
      epcList: [`https://id.gs1.org/00/${ssccOf(1)}`],
      sourceList: [{ type: "possessing_party", source: `https://id.gs1.org/417/${GLN.maker}` }],
      destinationList: [
        { type: "possessing_party", destination: `https://id.gs1.org/417/${GLN.distributor}` },
      ],
    });
  });

  it("who has not, tells classes and numbers", async () => {
    const records = await exported("distributor");
    expect(records.map(({ event }) => event.bizStep)).deep.equal(STEPS);
    const link = `https://id.gs1.org/01/09506000134352/10/${lot.body.number}`;
    expect(records[0]!.event).deep.include({ quantityList: [{ epcClass: link, quantity: 20 }] });
    expect(records[9]!.event).deep.include({ quantityList: [{ epcClass: link, quantity: 2 }] });
    expect(JSON.stringify(records)).not.contain("S-0000");
  });

  it("JSON and XML are valid, and the same events: their ids are the CBV 2.0 event hashes", async () => {
    for (const who of ["maker", "distributor"] as const) {
      const records = await exported(who);
      const document = writeEpcis(records, frame);
      const ids = records.map(eventId);
      const [json, xml] = [accepted(JSON.stringify(document)), accepted(writeXml(records, frame))];
      expect(json.map(({ hash }) => hash)).deep.equal(ids);
      // The standard's namespace of master data is another in XML: so is the hash of what has some.
      expect(xml.map(({ hash }) => hash).slice(1)).deep.equal(ids.slice(1));
      expect(xml.map(({ hash }) => hash)).deep.equal(xml.map(({ event }) => event.eventID));
      const unnamed = ({ event: { eventID: _, ...rest } }: EventRecord) => rest;
      expect(xml.map(unnamed).slice(1)).deep.equal(json.map(unnamed).slice(1));
      expect(document.epcisBody.eventList.map((one) => one["eventID"])).deep.equal(ids);
    }
  });

  it("imported where it came from: accepted, and nothing happens twice", async () => {
    for (const who of ["maker", "distributor", "pharmacy"] as const) {
      const document = writeEpcis(await exported(who), frame);
      const before = await world.maker.care.supply.parcel({ lot: lot.lot, first: 0, count: 10 });
      const { care, custody } = world[who];
      const bytes = Buffer.from(JSON.stringify(document));
      const { report } = await care.importEvents(custody, [{ name: "e.json", bytes }], {
        parties: partiesOf(world),
      });
      expect(report).deep.equal({
        documents: 1,
        events: STEPS.length,
        applied: 0,
        recorded: STEPS.length,
        accepted: STEPS.length,
        refused: 0,
        reasons: [],
      });
      const after = await world.maker.care.supply.parcel({ lot: lot.lot, first: 0, count: 10 });
      expect(after).deep.equal(before);
    }
  });

  it("imported on an empty chain: the maker's lot is made there, and goes the same way", async function () {
    this.timeout(60_000);
    const elsewhere = await startGoodsWorld();
    try {
      const bytes = Buffer.from(writeXml(await exported("maker"), frame));
      const { care, custody } = elsewhere.maker;
      const { report } = await care.importEvents(custody, [{ name: "e.xml", bytes }], {
        parties: partiesOf(elsewhere),
      });
      // Made, packed without the other lot, which is not there: evidence alone.
      expect(report).deep.include({ events: STEPS.length, accepted: STEPS.length, refused: 0 });
      const [made] = (await custody.lots()).lots();
      expect(made!.body).deep.include({ number: lot.body.number, made: lot.body.made, count: 20 });
      expect((await care.supply.lot(made!.lot)).recall).equal("III");
      expect(report.applied).equal(2);
    } finally {
      await elsewhere.close();
    }
  });

  it("a product without a GLN or GTIN of GS1 has URNs of our own, which are read back", async () => {
    const national = await makeLot(world, { count: 3, claimable: true });
    const records = await exportLot(world.maker.care.chain, national.lot, {
      parties: new Map(),
      custody: world.maker.custody,
    });
    const { event } = records[0]!;
    expect("epcList" in event && event.epcList?.[0]).equal(
      `urn:careledger:national:8123456:unit:${national.codes[0]}`,
    );
    expect(event.readPoint!.id).match(/^urn:careledger:[\da-f]{16}:participant:\d+$/);
    expect(accepted(JSON.stringify(writeEpcis(records, frame)))).to.have.lengthOf(1);
  });
});
