import { expect } from "chai";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Hex } from "../../src/core/bytes.ts";
import { DispenseJournal } from "../../src/vault/dispenseJournal.ts";
import { DrugTown, GTIN, NATIONAL, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

const EVIDENCE: Hex = `0x${"ab".repeat(32)}`;
const PATIENTS = ["zhang-wei-0417", "li-na-0911"] as const;

describe("cli: trace dispense, patients and recalls (DT-07, CL-11)", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
  });
  after(() => town.close());

  /** A lot at the pharmacy, with its file. */
  async function stocked(claimable = false): Promise<TownLot> {
    const lot = await drugs.make({ claimable });
    const { lot: id, count } = lot;
    await drugs.move({ lot: id, first: 0, count }, "Maker", "Pharmacy");
    return lot;
  }

  const by = ["--as", "Pharmacy"];
  const packOf = ({ codes }: TownLot, unit: number) => `(01)${GTIN}(21)${codes[unit]!}`;
  const dispense = (patient: string, ...codes: string[]): Promise<Json> =>
    town.json(0, "trace", "dispense", ...codes, "--patient", patient, ...by);
  const recall = ({ lot }: TownLot) =>
    town.json(0, "trace", "recall", lot, "--class", "I", "--reason", "1", "--evidence", EVIDENCE);
  const called = async ({ lot }: TownLot) => {
    const { patients, unknown } = await town.json(0, "trace", "patients", lot, ...by);
    const rows = patients as { patient: string; units: number[] }[];
    return { patients: rows.map(({ patient, units }) => [patient, units]), unknown };
  };

  it("at a recall the pharmacy finds whom to call; who brought it back is not called", async () => {
    const lot = await stocked();
    const [first, second] = PATIENTS;
    const { dispensed } = await dispense(first, packOf(lot, 3), packOf(lot, 1));
    expect(dispensed[0]).deep.include({ lot: lot.lot, units: [1, 3] });
    await dispense(second, packOf(lot, 7));
    await dispense(second, packOf(lot, 8));
    await town.within(async (session) => {
      const pharmacy = await session.member("Pharmacy");
      const shelf = await (await session.custody(pharmacy)).lots();
      const { body } = shelf.lot(lot.lot)!;
      const back = shelf.show(body.product, [lot.codes[8]!], { lot: lot.lot });
      await pharmacy.care.supply.withdraw(back, "NONE", EVIDENCE).send();
    });
    await recall(lot);
    expect(await called(lot)).deep.equal({
      patients: [
        [first, [1, 3]],
        [second, [7]],
      ],
      unknown: [],
    });
    const { units } = await town.json(0, "trace", "where", lot.lot);
    expect(units).include({ withPatients: 3, toReturn: 17 });
  });

  it("no name is in what the command says, in the index or in a file's name", async () => {
    const lot = await stocked();
    const { stdout, stderr } = await town.run(
      "trace",
      "dispense",
      packOf(lot, 0),
      "--patient",
      PATIENTS[0],
      ...by,
    );
    expect(`${stdout}${stderr}`).not.contain(PATIENTS[0]);
    await town.json(0, "trace", "where", lot.lot);
    const { directory } = await town.state();
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name));
    expect(files.filter((file) => file.includes(PATIENTS[0]))).deep.equal([]);
    const naming = files.filter((file) => readFileSync(file).includes(PATIENTS[0]));
    expect(new Set(naming.map((file) => path.basename(file).replace(/-wal$/, "")))).deep.equal(
      new Set(["dispensed.sqlite"]),
    );
    for (const file of naming) expect(statSync(file).mode & 0o077, "its owner's alone").equal(0);
  });

  it("what was noted and never sent calls nobody; what no journal names is told", async () => {
    const lot = await stocked();
    await town.within(async (session) => {
      const pharmacy = await session.member("Pharmacy");
      const folder = path.join(session.state.directory, `custodian-${pharmacy.id}`);
      const journal = new DispenseJournal(path.join(folder, "dispensed.sqlite"));
      // As a kill between the two leaves it.
      journal.note([{ lot: lot.lot, unit: 5, patient: PATIENTS[0], time: 1 }]);
      journal.close();
      const shelf = await (await session.custody(pharmacy)).lots();
      const shown = shelf.show(shelf.lot(lot.lot)!.body.product, [lot.codes[9]!], {
        lot: lot.lot,
      });
      await pharmacy.care.supply.dispense(shown).send();
    });
    expect(await called(lot)).deep.equal({ patients: [], unknown: [9] });
    await dispense(PATIENTS[1], packOf(lot, 5));
    expect((await called(lot)).patients).deep.equal([[PATIENTS[1], [5]]]);
  });

  it("a patient finds her packs among the recalls by herself (DB-01)", async () => {
    const [recalled, other, national] = [await stocked(), await stocked(), await stocked(true)];
    await dispense(PATIENTS[0], national.codes[2]!);
    await recall(recalled);
    await recall(national);
    const file = path.join(town.folder, "mine.txt");
    const withLot = (lot: TownLot) => `(01)${GTIN}(10)${lot.number}(21)${lot.codes[4]!}`;
    const list = [withLot(recalled), withLot(other), national.codes[2]!, packOf(other, 2)];
    writeFileSync(file, `# my packs\n${list.join("  # from May\n")}\n`);
    const { packs, recalled: count } = await town.json(0, "trace", "recalls", "--mine", file);
    const states = (packs as { state: string }[]).map(({ state }) => state);
    expect(states).deep.equal(["RECALLED", "NOT_RECALLED", "RECALLED", "UNKNOWN"]);
    expect(packs[0]).include({ class: "I", reason: 1, lotNumber: recalled.number });
    expect(count).equal(2);
    const all = await town.json(0, "trace", "recalls");
    const numbers = (all["recalls"] as { lot: string }[]).map(({ lot }) => lot);
    expect(numbers).include.members([recalled.lot, national.lot]).and.not.include(other.lot);
  });

  it("says why a code is not dispensed, and notes nothing", async () => {
    const lot = await stocked();
    const to = ["--patient", PATIENTS[0], ...by];
    await dispense(PATIENTS[1], packOf(lot, 0));
    const twice = await town.refused(3, "trace", "dispense", packOf(lot, 0), ...to);
    expect([twice["revert"], twice["args"]]).deep.equal([
      "SupplyUnitTaken",
      { index: 0, state: "DISPENSED" },
    ]);
    expect((await called(lot)).patients).deep.equal([[PATIENTS[1], [0]]]);
    await recall(lot);
    const late = await town.refused(3, "trace", "dispense", packOf(lot, 1), ...to);
    expect(late["revert"]).equal("SupplyRecalled");
    const wrong: [string, number, string[]][] = [
      ["SUPPLY_CODE_UNKNOWN", 1, [`(01)${GTIN}(21)NOBODYS`]],
      ["TRACE_NO_SERIAL", 1, [`(01)${GTIN}(10)${lot.number}`]],
      ["GS1_CODE", 1, ["hello"]],
      ["CLI_OPTION", 2, [packOf(lot, 1), `${NATIONAL}${"0".repeat(13)}`]],
    ];
    for (const [code, exit, codes] of wrong) {
      expect((await town.refused(exit, "trace", "dispense", ...codes, ...to))["code"]).equal(code);
    }
  });
});
