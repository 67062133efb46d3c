import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { developmentKey } from "../../src/cli/accounts.ts";
import { randomHex, sha256, toHex, utf8 } from "../../src/core/bytes.ts";
import { sensorId } from "../../src/core/monitoring.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { LIMITS } from "../fixtures/coldWorld.ts";
import { run, type Run } from "../start/fixtures/run.ts";
import { DrugTown, GTIN } from "./fixtures/drugs.ts";
import { Town } from "./fixtures/town.ts";

describe("cli: trace where, history and recall (DT-03, DT-07, DT-13, DT-15)", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
  });
  after(() => town.close());

  /** Two halves of a lot: at the maker's, and at the pharmacy's by way of the distributor. */
  async function halves() {
    const lot = await drugs.make();
    await drugs.split("Maker", lot, 10);
    const half = { lot: lot.lot, first: 10, count: 10 };
    await drugs.move(half, "Maker", "Distributor", "Pharmacy");
    return { lot, half };
  }

  it("where: who has how many units, by the lot's id, its number or a GS1 code", async () => {
    const { lot } = await halves();
    const told = await town.json(0, "trace", "where", lot.lot);
    expect(told["units"]).deep.equal({
      commissioned: 20,
      withPatients: 0,
      goneBefore: 0,
      recovered: 10,
      lost: 0,
      toReturn: 10,
    });
    const holders = told["holders"] as { name: string; toReturn: number; recovered: number }[];
    expect(holders.map(({ name, toReturn, recovered }) => [name, toReturn, recovered])).deep.equal([
      ["Pharmacy", 10, 0],
      ["Maker", 0, 10],
    ]);
    for (const name of [`${GTIN}/${lot.number}`, `(01)${GTIN}(10)${lot.number}`]) {
      expect(await town.json(0, "trace", "where", name)).deep.equal(told);
    }
    const { stdout } = await town.run("trace", "where", lot.lot);
    expect(stdout).match(/Pharmacy +10 +0/);
  });

  it("history: every step of one unit, through the split, with times and holders", async () => {
    const { lot } = await halves();
    const { steps } = await town.json(0, "trace", "history", lot.lot, "12");
    const { Maker, Distributor, Pharmacy } = drugs.ids;
    const told = steps as { what: string; holder: number; to?: number; time: number }[];
    expect(told.map(({ what, holder, to = 0 }) => [what, holder, to])).deep.equal([
      ["COMMISSIONED", Maker, 0],
      ["SPLIT", Maker, 0],
      ["SHIPPED", Maker, Distributor],
      ["RECEIVED", Distributor, 0],
      ["SHIPPED", Distributor, Pharmacy],
      ["RECEIVED", Pharmacy, 0],
    ]);
    const times = told.map(({ time }) => time);
    expect(times).deep.equal(times.toSorted((a, b) => a - b));
    const other = await town.json(0, "trace", "history", lot.lot, "3");
    expect((other["steps"] as { what: string }[]).map(({ what }) => what)).deep.equal([
      "COMMISSIONED",
      "SPLIT",
    ]);
    const { code, details } = await town.refused(1, "trace", "history", lot.lot, "20");
    expect([code, details]).deep.equal(["TRACE_UNIT", { unit: 20, count: 20 }]);
  });

  it("recall: by the maker; a graver one by a regulator; holders get their quantity", async () => {
    const { lot } = await halves();
    const report = path.join(town.folder, "report.txt");
    writeFileSync(report, "glass in vials");
    const why = ["--reason", "7", "--evidence", report];
    const first = await town.json(0, "trace", "recall", lot.lot, "--class", "II", ...why);
    expect(first["recalls"]).length(1);
    expect(first["recalls"][0]).include({
      class: "II",
      reason: 7,
      by: drugs.ids.Maker,
      evidence: toHex(sha256(utf8("glass in vials"))),
    });
    expect([first["expected"], first["completeness"], first["complete"]]).deep.equal([
      20,
      0.5,
      false,
    ]);
    const graver = ["--class", "I", ...why, "--as", "Regulator"];
    const second = await town.json(0, "trace", "recall", lot.lot, ...graver);
    expect((second["recalls"] as { class: string }[]).map((one) => one.class)).deep.equal([
      "II",
      "I",
    ]);
    // Without a class it is looked at.
    expect(await town.json(0, "trace", "recall", lot.lot)).deep.equal(second);
    const { code } = await town.refused(3, "trace", "recall", lot.lot, ...graver);
    expect(code).equal("CHAIN_REVERTED");
  });

  it("recall --watch goes on until everything came back", async () => {
    const { lot, half } = await halves();
    const common = Object.entries(town.common).flatMap(([name, value]) => [`--${name}`, value]);
    const digest = `0x${"ab".repeat(32)}`;
    const why = ["--class", "I", "--reason", "1", "--evidence", digest, "--as", "Regulator"];
    const args = ["trace", "recall", lot.lot, ...why, "--watch", "--json", ...common];
    const watching: Run = run(args, town.folder);
    while (!watching.said().includes("10 of 20 units recovered (50 %), 10 to return")) {
      if (watching.child.exitCode !== null) expect.fail(watching.said());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await town.within(async (session) => {
      const [pharmacy, maker] = [await session.member("Pharmacy"), await session.member("Maker")];
      await pharmacy.care.supply.ship(half, maker.id).send();
      await maker.care.supply.receive(half).send();
    });
    const { code, stdout } = await watching.ended;
    expect(code).equal(0);
    expect(JSON.parse(stdout)).include({ completeness: 1, complete: true, expected: 20 });
  });

  it("history and scan: what was measured outside of the limits, humidity too (DT-06)", async () => {
    const { lot: id, codes, count } = await drugs.make();
    const goods = { parcel: { lot: id, first: 0, count } };
    const proof = randomHex(32);
    await town.within(async (session) => {
      const maker = await session.member("Maker");
      const { coldChain } = maker.care;
      const opened = (await (await session.custody(maker)).lots()).lot(id)!;
      await coldChain.setLimits(opened.body.product, LIMITS).send();
      const [key, device] = [accountSigner(developmentKey(9)), randomHex(32)];
      const until = (await session.network.now()) + 100 * 86_400;
      await coldChain.registerSensor({ signer: key.bytes, device }, until, proof).send();
      const sensor = sensorId({ owner: maker.id, signer: key.bytes, device });
      await coldChain.beginMonitoring(goods, [opened], sensor, 0).send();
      await town.served.wait(600);
      const time = await session.network.now();
      const warm = [{ time, temperature: 11.5, humidity: 70 }];
      const signed = await coldChain.sign({ owner: maker.id, key, device }, 1, warm);
      await coldChain.report(signed, [goods]).send();
    });
    const { stdout } = await town.run("trace", "history", id, "3");
    expect(stdout).match(/outside of its limits, 11\.5 °C, 70 % humidity, with Maker$/m);
    const url = await town.gateway("Maker");
    const scan = await town.run("trace", "scan", `(01)${GTIN}(21)${codes[3]!}`, "--resolver", url);
    expect(scan.stdout).match(/^Outside of its limits .*, at 11\.5 °C, 70 % humidity, step 0$/m);
  });

  it("says what is wrong with what it was given", async () => {
    const lot = await drugs.make();
    const wrong: [string, number, ...string[]][] = [
      ["TRACE_LOT_UNKNOWN", 1, "trace", "where", `0x${"11".repeat(32)}`],
      ["TRACE_LOT_UNKNOWN", 1, "trace", "where", `${GTIN}/NONE`],
      ["TRACE_LOT_FORM", 1, "trace", "where", GTIN],
      ["TRACE_LOT_FORM", 1, "trace", "where", "0x12"],
      ["GS1_CODE", 1, "trace", "where", "LOT-1"],
      ["GS1_CHECK_DIGIT", 1, "trace", "where", "09506000134353/LOT-1"],
      ["CLI_OPTION", 2, "trace", "recall", lot.lot],
      ["CLI_OPTION", 2, "trace", "recall", lot.lot, "--class", "I"],
    ];
    for (const [code, exit, ...args] of wrong) {
      expect((await town.refused(exit, ...args))["code"], args.join(" ")).equal(code);
    }
    const why = ["--class", "I", "--reason", "1"];
    const missing = path.join(town.folder, "no such file");
    const error = await town.refused(1, "trace", "recall", lot.lot, ...why, "--evidence", missing);
    expect([error["code"], error["details"]]).deep.equal([
      "CLI_FILE",
      { what: "the evidence", reason: "ENOENT" },
    ]);
    const by = ["--as", "Pharmacy", "--evidence", lot.lot];
    const foreign = await town.refused(3, "trace", "recall", lot.lot, ...why, ...by);
    expect([foreign["code"], foreign["revert"]]).deep.equal(["CHAIN_REVERTED", "SupplyNotMaker"]);
    const still = await town.json(0, "trace", "where", lot.lot);
    expect(still["recalls"]).deep.equal([]);
  });
});
