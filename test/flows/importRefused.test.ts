import { expect } from "chai";
import type { ImportReport } from "../../src/epcis/answerDocuments.ts";
import {
  type GoodsWorld,
  GTIN,
  makeLot,
  passed,
  serial,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";
import {
  aggregated,
  commissioning,
  document,
  event,
  type Fields,
  GLN,
  importer,
  lotUrn,
  partiesOf,
  place,
  sent,
  serialUris,
  ssccOf,
  ssccUri,
} from "../fixtures/tradeDocuments.ts";

const answers = ({ applied, recorded, refused, reasons }: ImportReport) => ({
  applied,
  recorded,
  refused,
  rules: reasons.map(({ event: position, rule }) => `${position} ${rule}`),
});
const refused = (...rules: string[]) => ({ applied: 0, recorded: 0, refused: rules.length, rules });
const recorded = { applied: 0, recorded: 1, refused: 0, rules: [] };

describe("flows: events that contradict the ledger are refused (DT-02, DT-12)", () => {
  let world: GoodsWorld;
  let imported: (
    ...args: Parameters<ReturnType<typeof importer>>
  ) => Promise<ReturnType<typeof answers>>;
  let now: number;
  before(async () => {
    world = await startGoodsWorld();
    const reports = importer(world);
    imported = async (...args) => answers(await reports(...args));
    now = await world.now();
  });
  after(() => world.close());

  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => serial(from + i));
  const shipped = (
    number: string,
    quantity: number,
    to: string = GLN.pharmacy,
    from: string = GLN.maker,
  ) => sent(now, { quantityList: [{ epcClass: lotUrn(number), quantity }] }, from, to);
  const received = (number: string, quantity: number) =>
    event(now, { bizStep: "receiving", quantityList: [{ epcClass: lotUrn(number), quantity }] });
  let next = 1000;
  /** A new lot of ten. */
  async function lot() {
    next += 100;
    return await makeLot(world, { count: 10, from: next });
  }
  /** A lot that lies with the pharmacy, its file too. */
  async function atPharmacy() {
    const made = await lot();
    const parcel = { lot: made.lot, first: 0, count: 10 };
    await world.maker.care.supply.ship(parcel, world.pharmacy.id).send();
    await passed(world.maker, world.pharmacy, made.lot);
    await world.pharmacy.care.supply.receive(parcel).send();
    return made;
  }
  const dispensed = (codes: readonly string[], time = now) =>
    event(time, { bizStep: "dispensing", epcList: serialUris(codes) });

  it("a lot number that is there already", async () => {
    expect(await imported("maker", commissioning(now - 50, "TWICE", some(0, 2)))).include({
      applied: 1,
    });
    const again = commissioning(now - 49, "TWICE", some(2, 2));
    expect(await imported("maker", again)).deep.equal(refused("1 SupplyLotExists"));
  });

  it("a lot made in the future, one that is expired, and a code that another lot has", async () => {
    expect(
      await imported(
        "maker",
        commissioning(now + 10_000, "LATER", some(10, 2)),
        commissioning(now - 50, "OLD", some(12, 2), "2001-01-31"),
      ),
    ).deep.equal(refused("2 SupplyLotInvalid", "1 SupplyLotInvalid"));
    const taken = commissioning(now - 48, "TAKEN", some(0, 2));
    expect(await imported("maker", taken)).deep.equal(refused("1 SUPPLY_CODE_TAKEN"));
    const repeated = commissioning(now - 47, "SAME", some(20, 1));
    const urn = "urn:epc:id:sgtin:9506000.013435.S-000020";
    const twice = { ...repeated, epcList: [urn, ...serialUris(some(20, 1))] };
    expect(await imported("maker", twice)).deep.equal(refused("1 SUPPLY_CODE_REPEATED"));
  });

  it("shipping by another than the holder, and by one who shipped before", async () => {
    const { body } = await lot();
    const byCarrier = shipped(body.number, 10, GLN.pharmacy, GLN.distributor);
    expect(await imported("distributor", byCarrier)).deep.equal(refused("1 SupplyNotHolder"));
    expect(await imported("maker", shipped(body.number, 10))).include({ applied: 1 });
    const again = { ...shipped(body.number, 10), disposition: "in_progress" };
    expect(await imported("maker", again)).deep.equal(refused("1 SupplyStateWrong"));
  });

  it("shipping more than there is", async () => {
    const { body } = await lot();
    expect(await imported("maker", shipped(body.number, 11))).deep.equal(
      refused("1 SUPPLY_MORE_THAN_THERE"),
    );
  });

  it("a receipt of more than was shipped, and of what was shipped to another", async () => {
    const { body } = await lot();
    await imported("maker", shipped(body.number, 4));
    expect(await imported("pharmacy", received(body.number, 5))).deep.equal(
      refused("1 SupplyReceiptExceeds"),
    );
    expect(await imported("distributor", received(body.number, 4))).deep.equal(
      refused("1 SupplyNotReceiver"),
    );
    expect(await imported("pharmacy", received(body.number, 3))).include({ applied: 1 });
  });

  it("a unit that was dispensed, and dispensing by another than its holder", async () => {
    const { codes, lot: id } = await atPharmacy();
    expect(await imported("pharmacy", dispensed(codes.slice(0, 2)))).include({ applied: 1 });
    const again = dispensed(codes.slice(1, 3));
    expect(await imported("pharmacy", again)).deep.equal(refused("1 SupplyUnitTaken"));
    await passed(world.maker, world.otherPharmacy, id);
    const elsewhere = dispensed(codes.slice(4, 5));
    expect(await imported("otherPharmacy", elsewhere)).deep.equal(refused("1 SupplyNotHolder"));
  });

  it("dispensing after a recall", async () => {
    const { codes, lot: id } = await atPharmacy();
    const recall = { class: "I", reason: 1, evidence: id } as const;
    await world.maker.care.supply.recall(id, recall).send();
    expect(await imported("pharmacy", dispensed(codes.slice(0, 1)))).deep.equal(
      refused("1 SupplyRecalled"),
    );
  });

  it("recalled goods on their way to a pharmacy", async () => {
    const { body, lot: id } = await lot();
    const recall = { class: "I", reason: 1, evidence: id } as const;
    await world.maker.care.supply.recall(id, recall).send();
    expect(await imported("maker", shipped(body.number, 10))).deep.equal(
      refused("1 SupplyOnlyTowardsMaker"),
    );
  });

  it("units that travel in a container, by themselves", async () => {
    const { codes } = await lot();
    const packed = aggregated(now - 5, "ADD", ssccOf(7), { childEPCs: serialUris(codes) });
    expect(await imported("maker", packed)).include({ applied: 1 });
    const alone = sent(now, { epcList: serialUris(codes.slice(0, 1)) }, GLN.maker, GLN.pharmacy);
    expect(await imported("maker", alone)).deep.equal(refused("1 SupplyPacked"));
    // Named with their container they are no second shipment.
    const both = sent(
      now,
      { epcList: [ssccUri(7), ...serialUris(codes)] },
      GLN.maker,
      GLN.pharmacy,
    );
    expect(await imported("maker", both)).include({ applied: 1 });
  });

  it("a wrong check digit of a GTIN or SSCC", async () => {
    const wrong = `https://id.gs1.org/01/${GTIN.slice(0, -1)}${(Number(GTIN.at(-1)) + 1) % 10}/21/X1`;
    expect(
      await imported("maker", sent(now, { epcList: [wrong] }, GLN.maker, GLN.pharmacy)),
    ).deep.equal(refused("1 GS1_CHECK_DIGIT"));
  });

  it("what is refused is not anchored, its neighbours are", async () => {
    const before = await world.served.blockNumber();
    const report = await imported(
      "maker",
      event(now - 3, { bizStep: "inspecting", epcList: serialUris(["S-000001"]) }),
      shipped("TWICE", 99),
    );
    expect(report).deep.equal({ ...refused("2 SUPPLY_MORE_THAN_THERE"), recorded: 1 });
    expect((await world.served.blockNumber()) - before).equal(1);
  });

  const evidence: [what: string, fields: () => Fields][] = [
    ["goods that nobody commissioned", () => shipped("NEVER", 3)],
    ["a receiver who is on no list", () => shipped("TWICE", 1, GLN.stranger)],
    ["a sender who is on no list", () => shipped("TWICE", 1, GLN.pharmacy, GLN.stranger)],
    ["a case in a pallet", () => aggregated(now, "ADD", ssccOf(8), { childEPCs: [ssccUri(9)] })],
    ["units by class", () => ({ ...received("TWICE", 1), bizStep: "dispensing" })],
    [
      "kilograms",
      () =>
        event(now, {
          ...shipped("TWICE", 1),
          quantityList: [{ epcClass: lotUrn("TWICE"), quantity: 1, uom: "KGM" }],
        }),
    ],
    [
      "a lot without serial numbers",
      () =>
        event(now, {
          action: "ADD",
          bizStep: "commissioning",
          quantityList: [{ epcClass: lotUrn("CLASS"), quantity: 3 }],
          readPoint: place(GLN.maker),
        }),
    ],
  ];
  for (const [what, fields] of evidence) {
    it(`evidence alone: ${what}`, async () => {
      expect(await imported("maker", fields())).deep.equal(recorded);
    });
  }

  it("another's product is evidence, an institution that may not anchor is refused at once", async () => {
    const { custody } = world.pharmacy;
    const others = commissioning(now - 40, "MINE", some(50, 2));
    expect(await imported("pharmacy", { ...others, readPoint: place(GLN.pharmacy) })).deep.equal(
      recorded,
    );
    const stranger = world.insurer.care.importEvents(custody, [document("x.json", others)], {
      parties: partiesOf(world),
    });
    const error = await stranger.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).include({ code: "CHAIN_REVERTED", errorName: "ParticipantKindNotAllowed" });
  });
});
