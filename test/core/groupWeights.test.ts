/** Weights of DRGs: read from a published table, committed to by a plan, proved with a claim. */
import { expect } from "chai";
import { GroupTable, MS_DRG_COLUMNS, readWeights } from "../../src/core/groupWeights.ts";
import { saltedCode, weightLeaf } from "../../src/core/rules.ts";
import { PureTariffs__factory } from "../../typechain-types/index.js";
import { ethers, fixed } from "../fixtures/careLedger.ts";
import { CHS_DRG_CASES } from "../fixtures/drgCases.ts";
import { fails } from "../fixtures/fails.ts";

/** Lines of the public table of fiscal year 2026, as they stand in it. */
const TABLE = [
  '"TABLE 5.-LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS (MS-DRGS), RELATIVE WEIGHTING FACTORS, ',
  'AND GEOMETRIC AND ARITHMETIC MEAN LENGTH OF STAY-FY 2026 Final Rule"\t\t\t\t\t\t\t\t\t',
  "MS-DRG \tFY 2026 Final Post-Acute DRG\tFY 2026 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights - Before Cap\tWeights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS",
  "001\tNo\tNo\tPRE\tSURG\tHEART TRANSPLANT OR IMPLANT OF HEART ASSIST SYSTEM WITH MCC\t28.0239\t28.0239\t25.8\t36.2",
  '003\tYes\tNo\tPRE\tSURG\t"ECMO OR TRACHEOSTOMY WITH MV >96 HOURS OR PRINCIPAL DIAGNOSIS EXCEPT FACE, MOUTH AND NECK WITH MAJOR O.R. PROCEDURES"\t21.2252\t21.2252\t22.9\t33.0',
  "010\tNo\tNo\tPRE\tSURG\tPANCREAS TRANSPLANT\t3.0699\t7.1757\t5.9\t6.0",
  "999\tNo\tNo\t \t**\tUNGROUPABLE\t.\t.\t.\t.",
  "\t\t\t\t\t\t\t\t\t",
].join("\r\n");

const OPTIONS = { system: "urn:drg", salt: fixed("salt"), grouper: fixed("grouper") };

async function pure() {
  const [sender] = await ethers.getSigners();
  return new PureTariffs__factory(sender!).deploy();
}

describe("weights of groups (CL-09)", () => {
  it("a published table is read as it is; groups without a weight are left out", () => {
    const weights = readWeights(TABLE, MS_DRG_COLUMNS);
    expect([...weights]).to.deep.equal([
      ["001", 280_239],
      ["003", 212_252],
      ["010", 71_757],
    ]);
    const uncapped = readWeights(TABLE, { code: "MS-DRG", weight: "Weights - Before Cap" });
    expect(uncapped.get("010")).to.equal(30_699);
  });

  it("every group of the CHS-DRG cases is proved against a plan's root, and no other weight", async () => {
    const functions = await pure();
    const codes = [...new Set(CHS_DRG_CASES)];
    const rows = codes.map((code, i) => `${code}\t${(0.25 + i / 8).toFixed(3)}`);
    const weights = readWeights(["group\tweight", ...rows].join("\n"), {
      code: "group",
      weight: "weight",
    });
    const table = new GroupTable(weights, OPTIONS);
    for (const code of CHS_DRG_CASES) {
      const { proof, ...shown } = table.prove(code);
      expect(shown).to.deep.equal({
        group: saltedCode(OPTIONS.salt, OPTIONS.system, code),
        weight: 2_500 + 1_250 * codes.indexOf(code),
        grouper: OPTIONS.grouper,
      });
      const leaf = await functions.weight(shown.group, shown.weight, shown.grouper);
      expect(leaf).to.equal(weightLeaf(shown));
      expect(await functions.verify(proof, table.root, leaf)).to.equal(true);
      const heavier = weightLeaf({ ...shown, weight: shown.weight + 1 });
      expect(await functions.verify(proof, table.root, heavier)).to.equal(false);
    }
    expect(fails(() => table.prove("AA19"))).to.deep.include({
      code: "WEIGHTS_GROUP",
      details: { group: "AA19" },
    });
  });

  it("the order of a table does not matter, its grouper and salt do", () => {
    const weights = readWeights(TABLE, MS_DRG_COLUMNS);
    const { root } = new GroupTable(weights, OPTIONS);
    const reversed = new Map([...weights].toReversed());
    expect(new GroupTable(reversed, OPTIONS).root).to.equal(root);
    for (const change of [{ grouper: fixed("other") }, { salt: fixed("other") }, { system: "x" }]) {
      expect(new GroupTable(weights, { ...OPTIONS, ...change }).root).to.not.equal(root);
    }
  });

  it("a table without its columns, and a line that cannot be, are named", () => {
    const columns = { code: "MS-DRG", weight: "Weight" };
    expect(fails(() => readWeights(TABLE, columns))).to.deep.include({
      code: "WEIGHTS_COLUMNS",
      details: columns,
    });
    expect(fails(() => readWeights("", columns))).to.include({ code: "WEIGHTS_COLUMNS" });
    for (const line of ["A\t1.00001", "A\t-1", "A\t1,5", "A\t999999", "A\tx", "B\t1"]) {
      const text = `c\tw\nB\t2\n${line}`;
      expect(fails(() => readWeights(text, { code: "c", weight: "w" }))).to.deep.include({
        code: "WEIGHTS_LINE",
        details: { line: 3 },
      });
    }
  });
});
