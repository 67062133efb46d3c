/** A pallet gets warm: from the sensor's registration to quarantine and release, all by commands. */
import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const SSCC = "095060001343520000";
const CARRIER = ["--as", "Distributor"];
const LOGGER = ["--sensor", "Logger 7"];

describe("cli: sensors (DT-05, DT-06)", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  let lot: TownLot;
  let key: string;
  let sensor: string;
  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
    lot = await drugs.make({ count: 40 });
    writeFileSync(file("certificate.txt"), "good until next year");
    key = file("logger.key");
    await drugs.move({ lot: lot.lot, first: 0, count: 40 }, "Maker", "Distributor");
    await town.json(0, "trace", "pack", SSCC, `${GTIN}/${lot.number}#0:30`, ...CARRIER);
  });
  after(() => town.close());

  const file = (name: string): string => path.join(town.folder, name);
  const certificate = () => ["--certificate", file("certificate.txt")];
  const lotName = (): string => `${GTIN}/${lot.number}`;
  const refusal = (exit: number, ...args: string[]): Promise<Json> => town.refusal(exit, ...args);
  /** Signs a batch with a reading each given number of seconds after the last one told. */
  let batches = 0;
  const signed = async (since: number, ...readings: string[]): Promise<string> => {
    const [csv, out] = [file(`readings-${++batches}.csv`), file(`signed-${batches}.json`)];
    const lines = readings.map((values, i) => `${since + i + 1},${values}`);
    writeFileSync(csv, `time,temperature,humidity\n${lines.join("\n")}\n`);
    const sign = ["sensors", "sign", csv, ...LOGGER, "--key", key, "--out", out, ...CARRIER];
    expect(await town.json(0, ...sign)).include({ readings: readings.length });
    return out;
  };
  const watched = async (): Promise<Json[]> => {
    const { sensors } = await town.json(0, "sensors", "list", ...CARRIER);
    return (sensors as Json[])[0]!["watches"] as Json[];
  };

  it("register, recalibrate: a logger with its key, once, however often it is said", async () => {
    const of = ["--calibrated-until", "2998", ...certificate(), ...CARRIER];
    const register = ["sensors", "register", "Logger 7", "--key", key, ...of];
    const made = await town.json(0, ...register);
    expect(made).include({ name: "Logger 7", registered: true });
    sensor = made["sensor"] as string;
    expect(await town.json(0, ...register)).include({ sensor, registered: false });
    const other = ["sensors", "register", "Logger 7", "--signer", `0x${"11".repeat(20)}`, ...of];
    expect((await refusal(2, ...other))["code"]).equal("CLI_OPTION");
    expect((await refusal(2, ...register.toSpliced(3, 2)))["code"]).equal("CLI_OPTION");
    const again = ["sensors", "recalibrate", "Logger 7", "--until", "2999", ...certificate()];
    expect(await town.json(0, ...again, ...CARRIER)).include({ recalibrated: true });
    expect(await town.json(0, ...again, ...CARRIER)).include({ recalibrated: false });
    expect(
      await refusal(3, ...again.with(2, sensor).with(4, "3000"), "--as", "Maker"),
    ).deep.include({
      revert: "ColdChainNotOwner",
      values: { sensor, owner: drugs.ids.Distributor, sender: drugs.ids.Maker },
    });
    expect(await refusal(1, ...again, "--as", "Maker")).deep.equal({
      code: "CLI_SENSOR",
      details: { name: "Logger 7", known: "none" },
    });
  });

  it("limits: the maker's, in degrees, percent and minutes; watched only with them", async () => {
    const watch = ["sensors", "watch", SSCC, ...LOGGER, ...CARRIER];
    expect(await refusal(3, ...watch)).deep.include({ revert: "ColdChainLimitsUnset" });
    const limits = ["sensors", "limits", GTIN];
    expect(await town.json(0, ...limits)).include({ limits: null, set: false });
    const values = ["--temperature", "-25.5:8", "--humidity", "20:75", "--interval", "15"];
    expect(await refusal(3, ...limits, ...values, ...CARRIER)).deep.include({
      revert: "ColdChainNotLicenceHolder",
    });
    const set = await town.json(0, ...limits, ...values, "--as", "Maker");
    expect(set["limits"]).include({ minTemperature: -25.5, maxTemperature: 8, interval: 15 });
    expect(await town.json(0, ...limits, ...values, "--as", "Maker")).include({ set: false });
    expect((await town.run(...limits, "--temperature", "8:2")).code).equal(2);
    expect((await refusal(2, ...limits, "--interval", "5"))["code"]).equal("CLI_OPTION");
  });

  it("watch, sign, report: a pallet that gets warm is in quarantine, and who had it is found", async () => {
    const watch = ["sensors", "watch", SSCC, ...LOGGER, ...CARRIER];
    const began = await town.json(0, ...watch);
    expect(began["watched"][0]).property("transaction");
    expect((await town.json(0, ...watch))["watched"][0]).not.property("transaction");
    const [{ last: since, goods }] = (await watched()) as [Json];
    expect(goods).property("container");
    await town.served.wait(600);
    const cool = await signed(since as number, "4.5,40", "5");
    const told = await town.json(0, "sensors", "report", cool, ...CARRIER);
    expect(told).include({ excursions: 0 });
    expect((await town.json(0, "sensors", "report", cool, "--as", "Maker"))["batches"][0])
      .include({ sequence: 1, readings: 2 })
      .and.not.property("transaction");
    const warm = await signed((since as number) + 60, "7.9,40", "8.4,41", "11.2,45");
    const { stdout } = await town.run("sensors", "report", warm, ...CARRIER);
    expect(stdout)
      .match(/^Logger 7, batch 2: 3 readings told\.$/m)
      .and.match(/^EXCURSION: container 0x\w{64} was outside .* is in quarantine\.$/m);
    const { excursions } = await town.json(0, "sensors", "excursions", lotName());
    expect(excursions).length(1);
    expect(excursions[0]).include({
      holderThen: drugs.ids.Distributor,
      temperature: 8.4,
      isQuarantined: true,
      first: 0,
      count: 30,
    });
    const all = await town.run("sensors", "excursions");
    expect(all.stdout).match(/lot LOT-1 .*0:30 .*Distributor +at once/);
    const ship = ["trace", "ship", SSCC, "--to", "Pharmacy", ...CARRIER];
    expect(await refusal(3, ...ship)).deep.include({ revert: "SupplyOnlyTowardsMaker" });
  });

  it("release: the holder's word weighs less than the sensor's, the regulator's more", async () => {
    const release = ["trace", "release", SSCC, "--evidence", file("certificate.txt")];
    expect(await refusal(3, ...release, ...CARRIER)).deep.include({
      revert: "SupplyQuarantineUnchanged",
      values: { present: "CALLER", weight: "HOLDER" },
    });
    expect(await town.json(0, ...release, "--as", "Regulator")).include({ changed: 1 });
    const ship = ["trace", "ship", SSCC, "--to", "Pharmacy", ...CARRIER];
    expect(await town.json(0, ...ship)).include({ shipped: true });
    expect(await town.json(0, "trace", "call-back", SSCC, ...CARRIER)).include({
      calledBack: true,
    });
  });

  it("silence, end: what is overdue is told once; what was found stays", async () => {
    const silence = ["sensors", "silence", SSCC, "--as", "Pharmacy"];
    await town.served.wait(3600);
    expect((await town.json(0, ...silence))["silent"][0]).include({ told: true });
    expect((await town.json(0, ...silence))["silent"][0]).include({ told: false });
    expect((await watched())[0]).include({ isOverdue: true, isBroken: true });
    const end = ["sensors", "end", SSCC, ...LOGGER, ...CARRIER];
    expect((await town.json(0, ...end))["ended"][0]).include({ ended: true });
    expect((await town.json(0, ...end))["ended"][0]).include({ ended: false });
    expect(await watched()).deep.equal([]);
    const idle = await signed(Math.floor(Date.now() / 1000), "5");
    expect((await refusal(1, "sensors", "report", idle, ...CARRIER))["code"]).equal("SENSOR_IDLE");
    expect((await refusal(1, ...silence))["code"]).equal("SENSOR_WATCHES_NOT");
  });

  it("pursue: what left a parcel before its excursion was told", async () => {
    const parcel = [lotName(), "--units", "30:10"];
    await town.json(0, "sensors", "watch", ...parcel, ...LOGGER, ...CARRIER);
    const [{ last: since }] = (await watched()) as [Json];
    await town.served.wait(60);
    const warm = await signed(since as number, "20");
    const key2 = file("goods.key");
    const ship = ["trace", "ship", lotName(), "--units", "30:4", "--to", "Pharmacy"];
    await town.json(0, ...ship, "--key", key2, ...CARRIER);
    const { stdout } = await town.run("sensors", "report", warm, ...CARRIER);
    expect(stdout).match(/EXCURSION: parcel 30:10 .*careledger sensors pursue/);
    const pursue = ["sensors", "pursue", ...parcel, "--as", "Pharmacy"];
    expect((await town.json(0, ...pursue))["pursued"][0]["parts"]).length(2);
    const { holders } = await town.json(0, "trace", "where", lotName());
    expect(holders[0]).include({ quarantined: 10 });
  });

  it("report: files that are none, and readings that their sensor did not sign", async () => {
    const bad = file("bad.json");
    writeFileSync(bad, '{"sensor": 1}');
    expect((await refusal(1, "sensors", "report", bad, ...CARRIER))["code"]).equal("CLI_FILE");
    writeFileSync(bad, "no JSON\n");
    expect((await refusal(1, "sensors", "report", bad, ...CARRIER))["code"]).equal("CLI_FILE");
    const csv = file("bad.csv");
    const sign = [
      "sensors",
      "sign",
      csv,
      ...LOGGER,
      "--key",
      key,
      "--out",
      file("never"),
      ...CARRIER,
    ];
    for (const text of ["", "time,t\n", "2026-01-01,5", "1800000000,warm", "1800000000,5,-1"]) {
      writeFileSync(csv, text);
      expect((await refusal(1, ...sign))["code"], text).equal("CLI_FILE");
    }
    // A decimal comma is no humidity, and a logger's word for a fault no temperature.
    const wrong = {
      "time;t;h\n\n1800000000;5,1;40": "line 3 has no temperature from -300 to 300, as 4.5",
      "1800000000,5,1,40": "line 1 has 4 cells: time, temperature and humidity are meant",
      "1800000000,999.9": "line 1 has no temperature from -300 to 300, as 4.5",
      "1800000000\t5\t101": "line 1 has no humidity from 0 to 100, as 55.5",
    };
    for (const [text, reason] of Object.entries(wrong)) {
      writeFileSync(csv, text);
      expect((await refusal(1, ...sign))["details"], text).include({ reason });
    }
    const [{ last: since }] = (await watched()) as [Json];
    const whole = JSON.parse(readFileSync(file("signed-1.json"), "utf8")) as Json;
    whole["batch"].sequence = 99;
    whole["batch"].start = since;
    writeFileSync(bad, JSON.stringify([whole]));
    expect(await refusal(3, "sensors", "report", bad, ...CARRIER)).deep.include({
      revert: "ColdChainSignatureInvalid",
    });
    expect(
      (await refusal(1, "sensors", "end", lotName(), "--as", "Maker", ...LOGGER))["code"],
    ).equal("CLI_SENSOR");
  });

  it("retire: for good, and what its key signs counts no more", async () => {
    const retire = ["sensors", "retire", "Logger 7", ...CARRIER];
    expect(await town.json(0, ...retire)).include({ retired: true });
    expect(await town.json(0, ...retire)).include({ retired: false });
    const watch = ["sensors", "watch", lotName(), "--units", "30:4", ...LOGGER, ...CARRIER];
    expect(await refusal(3, ...watch)).deep.include({ revert: "ColdChainSensorRetired" });
    expect((await town.run("sensors", "list", ...CARRIER)).stdout).match(/Logger 7 .*RETIRED/);
  });
});
