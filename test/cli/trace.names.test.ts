/** What goods are called on the command line, and what is no name of any. */
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { Town } from "./fixtures/town.ts";

const packed = (code: string): string => `(01)${GTIN}(21)${code}`;

describe("cli: trace of goods by their names (DT-05)", function () {
  this.timeout(120_000);
  let town: Town;
  let lot: TownLot;
  let report: string;
  before(async () => {
    town = await Town.start();
    const drugs = new DrugTown(town);
    await drugs.settle();
    lot = await drugs.make({ count: 40 });
    await drugs.move({ lot: lot.lot, first: 0, count: 40 }, "Maker", "Distributor", "Pharmacy");
    report = path.join(town.folder, "report.txt");
    writeFileSync(report, "what was found");
  });
  after(() => town.close());

  it("says what is wrong with what was named, and does nothing", async () => {
    const put = async (exit: number, ...goods: string[]) =>
      await town.refusal(
        exit,
        "trace",
        "quarantine",
        ...goods,
        "--evidence",
        report,
        "--as",
        "Distributor",
      );
    expect((await put(1, `${GTIN}/NO-LOT`))["code"]).equal("TRACE_LOT_UNKNOWN");
    expect((await put(1, "095060001343520999"))["code"]).equal("GS1_CHECK_DIGIT");
    expect((await put(1, "395060001343520018"))["code"]).equal("SUPPLY_CONTAINER_UNKNOWN");
    expect((await put(1, packed("NOBODYS")))["code"]).equal("SUPPLY_CODE_UNKNOWN");
    expect(await put(1, `${GTIN}/${lot.number}`)).deep.equal({
      code: "TRACE_NONE_THERE",
      details: { where: "at Distributor" },
    });
    expect(await put(1, `${GTIN}/${lot.number}#38:5`)).deep.equal({
      code: "TRACE_UNIT",
      details: { unit: 42, count: 40 },
    });
    expect((await put(2, packed(lot.codes[0]!), "--units", "0:1"))["code"]).equal("CLI_OPTION");
    const missing = path.join(town.folder, "none.txt");
    const none = [
      "trace",
      "release",
      `${GTIN}/${lot.number}`,
      "--evidence",
      missing,
      "--as",
      "Pharmacy",
    ];
    expect((await town.refused(1, ...none))["code"]).equal("CLI_FILE");
  });
});
