import { expect } from "chai";
import type { ImportReport } from "../../src/epcis/answerDocuments.ts";
import { type GoodsWorld, passed, serial, startGoodsWorld } from "../fixtures/goodsWorld.ts";
import {
  aggregated,
  between,
  commissioning,
  event,
  GLN,
  importer,
  lotUrn,
  place,
  sent,
  serialUris,
  ssccOf,
  ssccUri,
} from "../fixtures/tradeDocuments.ts";

const all = (applied: number, recorded = 0): ImportReport => ({
  documents: 1,
  events: applied + recorded,
  applied,
  recorded,
  accepted: applied + recorded,
  refused: 0,
  reasons: [],
});

describe("flows: a lot's life by documents (DT-02, DT-03, DT-13, IO-01)", () => {
  let world: GoodsWorld;
  let imported: ReturnType<typeof importer>;
  let now: number;
  const codes = Array.from({ length: 20 }, (_, i) => serial(i));
  before(async () => {
    world = await startGoodsWorld();
    imported = importer(world);
    now = await world.now();
  });
  after(() => world.close());

  const lotOf = async () => (await world.maker.custody.lots()).lots()[0]!;
  const parcel = async (first: number, count: number) =>
    await world.maker.care.supply.parcel({ lot: (await lotOf()).lot, first, count });

  const byMaker = () => [
    // As listed is not as it happened: the time of the event decides.
    sent(now - 80, { epcList: [ssccUri(1)] }, GLN.maker, GLN.distributor),
    commissioning(now - 100, "L1", codes),
    aggregated(now - 90, "ADD", ssccOf(1), { childEPCs: serialUris(codes.slice(0, 10)) }),
    sent(
      now - 70,
      { quantityList: [{ epcClass: lotUrn("L1"), quantity: 4 }] },
      GLN.maker,
      GLN.pharmacy,
    ),
  ];
  const byCarrier = () => [
    event(now - 60, {
      bizStep: "receiving",
      epcList: [ssccUri(1)],
      ...between(GLN.maker, GLN.distributor),
    }),
    aggregated(now - 50, "DELETE", ssccOf(1), {}, GLN.distributor),
    sent(now - 40, { epcList: serialUris(codes.slice(0, 10)) }, GLN.distributor, GLN.pharmacy),
  ];
  const byPharmacy = () => [
    event(now - 30, {
      bizStep: "receiving",
      // All but one of those that were sent.
      epcList: serialUris(codes.slice(0, 9)),
      readPoint: place(GLN.pharmacy),
    }),
    event(now - 29, {
      bizStep: "receiving",
      quantityList: [{ epcClass: lotUrn("L1"), quantity: 4 }],
    }),
    event(now - 20, {
      bizStep: "dispensing",
      disposition: "dispensed",
      epcList: serialUris(codes.slice(2, 4)),
    }),
    event(now - 10, {
      action: "DELETE",
      bizStep: "destroying",
      disposition: "damaged",
      epcList: serialUris(codes.slice(0, 1)),
    }),
  ];

  it("the maker's: made, packed, shipped as a pallet and as a part of what is left", async () => {
    expect(await imported("maker", ...byMaker())).deep.equal(all(4));
    const { lot, body } = await lotOf();
    expect(body).deep.include({ number: "L1", made: now - 100, count: 20 });
    expect(body.expiry).equal(Date.UTC(2999, 11, 31, 23, 59, 59) / 1000);
    expect(await world.maker.care.supply.lot(lot)).deep.include({ maker: world.maker.id });
    const { pharmacy } = world;
    expect(await parcel(10, 4)).deep.include({ state: "SHIPPED", to: pharmacy.id, left: 4 });
    expect(await parcel(14, 6)).deep.include({ state: "HELD", left: 6 });
  });

  it("the carrier's: received, unpacked, sent on unit by unit", async () => {
    await passed(world.maker, world.distributor, (await lotOf()).lot);
    expect(await imported("distributor", ...byCarrier())).deep.equal(all(3));
    const { distributor, pharmacy } = world;
    expect(await parcel(0, 10)).deep.include({
      state: "SHIPPED",
      holder: distributor.id,
      to: pharmacy.id,
    });
  });

  it("the pharmacy's: received but for one unit, dispensed, one destroyed", async () => {
    await passed(world.maker, world.pharmacy, (await lotOf()).lot);
    expect(await imported("pharmacy", ...byPharmacy())).deep.equal(all(4));
    const { lot } = await lotOf();
    const { supply } = world.maker.care;
    expect(await parcel(9, 1)).deep.include({ state: "DISPUTED", holder: world.distributor.id });
    expect(await parcel(0, 9)).deep.include({ holder: world.pharmacy.id, left: 6, opened: true });
    const states = await Promise.all([0, 1, 2, 3].map((index) => supply.unitState(lot, index)));
    expect(states).deep.equal(["DESTROYED", "AVAILABLE", "DISPENSED", "DISPENSED"]);
  });

  it("once more: the same answers, and not one transaction", async () => {
    const sentBefore = await world.served.blockNumber();
    expect(await imported("maker", ...byMaker())).deep.equal(all(4));
    expect(await imported("distributor", ...byCarrier())).deep.equal(all(3));
    expect(await imported("pharmacy", ...byPharmacy())).deep.equal(all(4));
    expect(await world.served.blockNumber()).equal(sentBefore);
  });

  it("another's events are evidence: each institution anchors them for itself, once", async () => {
    expect(await imported("pharmacy", ...byMaker())).deep.equal(all(0, 4));
    expect(await imported("pharmacy", ...byMaker())).deep.equal(all(0, 4));
  });

  it("recalled: by its maker, and evidence alone where another says so", async () => {
    const recalled = (gln: string) =>
      event(now, {
        disposition: "recalled",
        quantityList: [{ epcClass: lotUrn("L1") }],
        readPoint: place(gln),
      });
    expect(await imported("pharmacy", recalled(GLN.pharmacy))).deep.equal(all(0, 1));
    const { lot } = await lotOf();
    expect((await world.maker.care.supply.lot(lot)).recall).equal("NONE");
    expect(await imported("maker", recalled(GLN.maker))).deep.equal(all(1));
    expect(await imported("maker", recalled(GLN.maker))).deep.equal(all(1));
    expect((await world.maker.care.supply.lot(lot)).recall).equal("III");
  });

  it("a correction is evidence beside what it takes back, and takes nothing off the ledger", async () => {
    const [first] = byCarrier();
    const wrong = {
      ...first,
      errorDeclaration: { declarationTime: "2026-03-02T08:00:00Z", reason: "did_not_occur" },
    };
    const before = await parcel(0, 9);
    expect(await imported("distributor", wrong)).deep.equal(all(0, 1));
    expect(await parcel(0, 9)).deep.equal(before);
    const block = await world.served.blockNumber();
    expect(await imported("distributor", wrong)).deep.equal(all(0, 1));
    expect(await world.served.blockNumber()).equal(block);
  });
});
