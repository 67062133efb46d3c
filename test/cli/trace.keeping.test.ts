/** What holders do with goods beside moving them: packing, keeping apart, taking back, destroying. */
import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const SSCC = "095060001343520000";
const PHARMACY = ["--as", "Pharmacy"];
const packed = (code: string): string => `(01)${GTIN}(21)${code}`;

describe("cli: trace of goods that are kept", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  let lots: [TownLot, TownLot];
  let report: string;
  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
    lots = [await drugs.make({ count: 40 }), await drugs.make({ count: 10 })];
    report = path.join(town.folder, "report.txt");
    writeFileSync(report, "what was found");
  });
  after(() => town.close());

  const evidence = (): string[] => ["--evidence", report];
  const name = ({ number }: TownLot): string => `${GTIN}/${number}`;
  const scanned = (code: string): Promise<Json> =>
    town.within(async (session) => {
      const member = await session.member("Pharmacy");
      const shelf = await (await session.custody(member)).lots();
      const [found] = shelf.find((1n << 56n) | BigInt(GTIN), code);
      const state = await member.care.supply.unitState(found!.lot.lot, found!.unit.index);
      return { state };
    });
  const refusal = (exit: number, ...args: string[]): Promise<Json> => town.refusal(exit, ...args);

  it("pack, ship, receive: a container of two lots, with the keys of both (DT-02)", async () => {
    const [one, two] = lots;
    const pack = ["trace", "pack", SSCC, `${name(one)}#0:20`, `${name(one)}#20:10`, name(two)];
    pack.push("--as", "Maker");
    const made = await town.json(0, ...pack);
    expect(made).include({ sscc: SSCC, packed: true });
    expect(made["parcels"]).deep.equal([
      { lot: one.lot, first: 0, count: 20 },
      { lot: one.lot, first: 20, count: 10 },
      { lot: two.lot, first: 0, count: 10 },
    ]);
    // Given again, as after a kill, it finds its container.
    const again = await town.json(0, ...pack);
    expect(again)
      .include({ packed: false, container: made["container"] })
      .and.not.have.property("transaction");
    const key = path.join(town.folder, "keys.json");
    const ship = ["trace", "ship", SSCC, "--to", "Pharmacy", "--key", key, "--as", "Maker"];
    expect(await town.json(0, ...ship)).include({ shipped: true });
    expect(await town.json(0, ...ship)).include({ shipped: false });
    expect(JSON.parse(readFileSync(key, "utf8"))).length(2);
    const wrong = ["trace", "receive", SSCC, "--key", key, "--as", "Distributor"];
    expect((await town.refused(1, ...wrong))["code"]).equal("SUPPLY_GOODS_KEY");
    const got = await town.json(0, "trace", "receive", `(00)${SSCC}`, "--key", key, ...PHARMACY);
    expect(got).include({ sscc: SSCC, received: true });
    expect(got["files"]).deep.equal([one.lot, two.lot]);
    const twice = await town.json(0, "trace", "receive", SSCC, ...PHARMACY);
    expect(twice).include({ sscc: SSCC, received: false });
    const packedUnits = await town.json(0, "trace", "receive", name(two), ...PHARMACY);
    expect(packedUnits).include({ received: false });
    const part = await refusal(2, "trace", "receive", SSCC, "--units", "0:1", ...PHARMACY);
    expect(part["code"]).equal("CLI_OPTION");
  });

  it("unpack: by who has it; then it is no container any more", async () => {
    const strange = await refusal(3, "trace", "unpack", SSCC, "--as", "Maker");
    expect(strange).deep.include({
      revert: "SupplyNotHolder",
      values: { holder: drugs.ids.Pharmacy, sender: drugs.ids.Maker },
    });
    const { parcels } = await town.json(0, "trace", "unpack", SSCC, ...PHARMACY);
    expect(parcels).length(3);
    // Given again it has nothing to do; to others it is no container any more.
    const again = await town.json(0, "trace", "unpack", SSCC, ...PHARMACY);
    expect(again).include({ sscc: SSCC, unpacked: false }).and.not.property("transaction");
    expect((await town.refused(1, "trace", "unpack", SSCC, "--as", "Maker"))["code"]).equal(
      "SUPPLY_CONTAINER_UNKNOWN",
    );
  });

  it("call-back: a shipment that nobody received; receive --missing: what did not come (DT-02)", async () => {
    const [one] = lots;
    const ship = ["trace", "ship", one.lot, "--units", "30:10", "--to", "Pharmacy", "--as"];
    await town.json(0, ...ship, "Maker");
    const back = ["trace", "call-back", name(one), "--as", "Maker"];
    expect(await town.json(0, ...back)).include({ calledBack: true });
    const none = await refusal(1, ...back);
    expect(none).deep.equal({ code: "TRACE_SHIPMENT", details: { found: 0 } });
    expect(await town.json(0, ...back, "--units", "30:10")).include({ calledBack: false });
    await town.json(0, ...ship, "Maker");
    const receive = ["trace", "receive", name(one), ...PHARMACY, "--missing"];
    const beyond = await refusal(3, ...receive, "39:2");
    expect(beyond).deep.include({
      revert: "SupplyReceiptExceeds",
      values: { first: 30, count: 10, namedFirst: 39, namedCount: 2 },
    });
    const got = await town.json(0, ...receive, "38:2", "--missing", "31:1");
    expect(got["missing"]).deep.equal([
      { first: 31, count: 1 },
      { first: 38, count: 2 },
    ]);
    // Given again, by its units or without, it has nothing to do.
    for (const units of [[], ["--units", "30:10"]]) {
      const again = await town.json(0, ...receive, "38:2", "--missing", "31:1", ...units);
      expect(again, units.join(" ")).include({ received: false });
    }
    const { holders } = await town.json(0, "trace", "where", name(one));
    const maker = (holders as Json[]).find(({ holder }) => holder === drugs.ids.Maker);
    expect(maker).include({ disputed: 3 });
    // Found at the bottom of the lorry, and found at the receiver's after all.
    expect(await town.json(0, ...back, "--units", "31:1")).include({ calledBack: true });
    const late = ["trace", "receive", name(one), "--units", "38:2", ...PHARMACY];
    expect(await town.json(0, ...late)).include({ first: 38, count: 2, received: true });
  });

  it("quarantine, release: by holders and, with more weight, by regulators (DT-05)", async () => {
    const [, two] = lots;
    const of = [name(two), ...evidence()];
    const put = await town.json(0, "trace", "quarantine", ...of, "--units", "2:3", ...PHARMACY);
    const parcel = { lot: two.lot, first: 2, count: 3 };
    expect(put).include({ quarantine: true, changed: 1 });
    expect(put["goods"][0]["goods"]).deep.equal(parcel);
    const again = await town.json(0, "trace", "quarantine", ...of, "--units", "2:3", ...PHARMACY);
    expect(again).include({ changed: 0 });
    const units = two.codes.slice(2, 4).map(packed);
    const dispense = ["trace", "dispense", ...units, "--patient", "p-1", ...PHARMACY];
    expect(await refusal(3, ...dispense)).deep.include({
      revert: "SupplyQuarantined",
      values: { lot: two.lot, by: "HOLDER" },
    });
    const regulator = ["--units", "2:3", "--as", "Regulator"];
    expect(await town.json(0, "trace", "quarantine", ...of, ...regulator)).include({ changed: 1 });
    expect(await refusal(3, "trace", "release", ...of, "--units", "2:3", ...PHARMACY)).deep.include(
      {
        revert: "SupplyQuarantineUnchanged",
        values: { present: "REGULATOR", weight: "HOLDER" },
      },
    );
    expect(await town.json(0, "trace", "release", ...of, ...regulator)).include({ changed: 1 });
    expect(await town.json(0, "trace", "release", ...of, ...regulator)).include({ changed: 0 });
    expect(await town.json(0, ...dispense)).not.have.property("error");
  });

  it("quarantine of one pack by its code, and of a whole lot by its maker (DT-05)", async () => {
    const [one, two] = lots;
    const pack = packed(one.codes[5]!);
    const put = await town.json(0, "trace", "quarantine", pack, ...evidence(), ...PHARMACY);
    expect(put["goods"][0]["goods"]).deep.equal({ lot: one.lot, first: 5, count: 1 });
    const other = ["trace", "dispense", packed(one.codes[6]!), "--patient", "p-1", ...PHARMACY];
    expect(await town.json(0, ...other)).not.have.property("error");
    const whole = [name(two), "--whole", ...evidence()];
    expect(await refusal(3, "trace", "quarantine", ...whole, ...PHARMACY)).deep.include({
      revert: "SupplyNotHolder",
    });
    const { stdout } = await town.run("trace", "quarantine", ...whole, "--as", "Maker");
    expect(stdout).equal("The whole lot is in quarantine.\n");
    const released = await town.json(0, "trace", "release", ...whole, "--as", "Maker");
    expect(released).include({ quarantine: false, changed: 1 });
  });

  it("take-back: what a patient brings is never dispensed again (DT-13)", async () => {
    const [, two] = lots;
    const code = two.codes[2]!;
    const back = ["trace", "take-back", packed(code), ...evidence(), ...PHARMACY];
    expect((await town.json(0, ...back))["takenBack"][0]).deep.include({ units: [2] });
    expect(await scanned(code)).include({ state: "RETURNED" });
    // Given again, with one more, as after a kill: the one more is taken back.
    const [again] = (await town.json(0, ...back))["takenBack"] as [Json];
    expect(again)
      .deep.include({ units: [2] })
      .and.not.property("transaction");
    const both = await town.run(...back.toSpliced(3, 0, packed(two.codes[3]!)));
    expect(both.stdout)
      .match(/^1 taken back by Pharmacy: never to be dispensed again\.$/m)
      .and.match(/^1 of these were so before/m);
    expect(await scanned(two.codes[3]!)).include({ state: "RETURNED" });
    const never = ["trace", "take-back", packed(two.codes[9]!), ...evidence(), ...PHARMACY];
    expect(await refusal(3, ...never)).deep.include({ revert: "SupplyUnitTaken" });
  });

  it("destroy: packs by their codes, parcels by their units, with what says why (DT-13)", async () => {
    const [one, two] = lots;
    const how = ["--how", "DAMAGED", ...evidence(), ...PHARMACY];
    const codes = two.codes.slice(6, 8);
    const gone = await town.json(0, "trace", "destroy", ...codes.map(packed), ...how);
    expect(gone["destroyed"][0]).deep.include({ units: [6, 7] });
    expect(await scanned(codes[0]!)).include({ state: "DESTROYED" });
    const twice = await town.json(0, "trace", "destroy", ...codes.map(packed), ...how);
    expect(twice["destroyed"][0])
      .deep.include({ units: [6, 7] })
      .and.not.property("transaction");
    const parcel = ["trace", "destroy", name(one), "--units", "34:2", ...how];
    expect((await town.json(0, ...parcel))["destroyed"][0]["parcel"]).deep.equal({
      lot: one.lot,
      first: 34,
      count: 2,
    });
    const { stdout } = await town.run(...parcel);
    expect(stdout).equal("2 units from 34 on were written down before.\n");
    // Of several parcels nothing is written where the chain refuses one: 32:2 is held, 31:1 is not.
    const wide = ["trace", "destroy", name(one), "--units", "30:4", ...how];
    expect(await refusal(3, ...wide)).property("revert");
    const { units } = await town.json(0, "trace", "where", name(one));
    expect(units).include({ goneBefore: 2 });
    // Packs were taken out of this one: it goes whole, or by the codes.
    const opened = ["trace", "destroy", name(one), "--units", "10:5", ...how];
    expect(await refusal(3, ...opened)).deep.include({
      revert: "SupplyOpened",
      values: { lot: one.lot, first: 6, count: 14 },
    });
    const two5 = [packed(one.codes[0]!), "81234560000000000001"];
    const several = await refusal(2, "trace", "destroy", ...two5, ...how);
    expect(several["code"]).equal("CLI_OPTION");
    const strangers = ["trace", "destroy", name(one), "--units", "0:2", ...how.slice(0, -1)];
    expect(await refusal(3, ...strangers, "Distributor")).deep.include({
      revert: "SupplyNotHolder",
      values: { holder: drugs.ids.Pharmacy, sender: drugs.ids.Distributor },
    });
  });

  it("destroy of units that are sold alone: what was written down before is found by their sale (DT-13)", async () => {
    const sold = await drugs.make({ count: 4, claimable: true });
    const gone = ["--how", "LOST", ...evidence(), "--as", "Maker"];
    const [first, second] = sold.codes as [string, string];
    await town.json(0, "trace", "destroy", first, ...gone);
    const { stdout } = await town.run("trace", "destroy", first, second, ...gone);
    expect(stdout)
      .match(/^1 written down as LOST/m)
      .and.match(/^1 of these were so before/m);
  });
});
