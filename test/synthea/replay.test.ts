import { expect } from "chai";
import { mkdir, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { readReplay } from "../../src/synthea/replay.ts";
import { codeOf } from "../fixtures/failures.ts";
import {
  BASE,
  charge,
  csvOf,
  removeFolders,
  visit,
  writeFolder,
  type Tables,
} from "./fixtures/folder.ts";

const refusal = async (tables: Tables) => codeOf(async () => readReplay(await writeFolder(tables)));

describe("synthea: a folder's claims", () => {
  afterEach(removeFolders);

  it("decides a drug before the visit that ordered it, in one policy period", async () => {
    const { claims, plansFrom } = await readReplay(await writeFolder(BASE));
    expect(plansFrom).equal("defaults");
    // 5,000.05 uses the deductible of 4,500.00 and leaves 500.05: 350.035, half to even 350.04.
    expect(claims.map(({ id, plan, expected }) => [id, plan, expected])).deep.equal([
      ["c2", "80001", 350_04],
      ["c1", "80001", 105_00],
    ]);
    // 2020-05-07 in days since 1858-11-17
    expect(new Set(claims.map(({ period }) => period))).deep.equal(new Set([58_976]));
    expect(claims.map(({ cause }) => cause)).deep.equal([undefined, "DECIDED_OUT_OF_ORDER"]);
  });

  it("reads gzip tables and the folder's own plans", async () => {
    const dir = await writeFolder(BASE, ["encounters", "claims"]);
    const plan = { "Payer Id": "8", "Plan Id": "77", "Services Covered": "*", Deductible: "5100" };
    const terms = { "Default Coinsurance": "0.5", "Default Copay": "0", "Max Out of Pocket": "1" };
    await mkdir(path.join(dir, "synthea-config"));
    const config = (name: string) => path.join(dir, "synthea-config", `payers-${name}.csv`);
    const companies = [{ Id: "8", Name: "Cigna Health" }];
    await writeFile(config("insurance_companies"), `\uFEFF${csvOf(companies)}`);
    const from = (year: string) => csvOf([{ ...plan, ...terms, "Start Year": year }]);
    await writeFile(config("insurance_plans"), from("soon"));
    expect(await codeOf(async () => readReplay(dir))).equal("SYNTHEA_NUMBER");
    // As in the tables that Synthea comes with.
    await writeFile(config("insurance_plans"), from("0"));
    const { claims, plansFrom } = await readReplay(dir);
    expect(plansFrom).equal("folder");
    // The drug's 5,000.05 pass the maximum, so that the visit is free.
    expect(claims.map((claim) => [claim.plan, claim.expected])).deep.equal([
      ["77", 0],
      ["77", 150_00],
    ]);
  });

  it("gives what no line charges to the laboratory reports of the visit", async () => {
    const dir = await writeFolder({
      ...BASE,
      encounters: [visit("e1", "2020-06-04", "100.00", "399.16", "0.00")],
    });
    await mkdir(path.join(dir, "fhir"));
    const report = {
      resourceType: "DiagnosticReport",
      category: [{ coding: [{ code: "LAB" }] }],
      encounter: { reference: "urn:uuid:e1" },
    };
    const entry = [{ resource: report }, { resource: { ...report } }];
    await writeFile(path.join(dir, "fhir", "a.json"), JSON.stringify({ entry }));
    await writeFile(path.join(dir, "fhir", "broken.json"), "{");
    const { claims } = await readReplay(dir);
    const amounts = claims.at(-1)?.lines.map(({ amount }) => amount);
    expect(amounts).deep.equal([100_00, 50_00, 124_58, 124_58]);
  });

  it("restates balances by earlier claims alone, where the export begins within the period", async () => {
    const days = ["2020-06-04", "2020-07-02", "2020-08-06"];
    const dir = await writeFolder({
      ...BASE,
      immunizations: [{ DATE: "2020-06-01T08:00:00Z", PATIENT: "ann" }],
      // 70 % of each: the deductible was used up before the export.
      encounters: days.map((day, i) => visit(`e${i}`, day, "100.00", "100.00", "70.00")),
      medications: BASE.medications!.map((row) => ({ ...row, ENCOUNTER: "e2", BASE_COST: "0" })),
      claims: [...days, "2"].map((_, i) => ({ Id: `c${i}`, APPOINTMENTID: `e${Math.min(i, 2)}` })),
      claims_transactions: days.map((_, i) => charge(`c${i}`, "v1", "100.00")),
    });
    const { claims: all } = await readReplay(dir);
    const claims = all.filter(({ kind }) => kind === "visit");
    expect(claims.map(({ plain }) => plain)).deep.equal([0, 0, 0]);
    expect(claims.map(({ expected }) => expected)).deep.equal([0, 70_00, 70_00]);
    expect(claims.map(({ opening }) => opening?.deductibleUsed)).deep.equal([
      undefined,
      4500_00,
      undefined,
    ]);
    expect(claims[0]?.cause).equal("DEDUCTIBLE_USED_BEFORE_EXPORT");
  });

  it("names the table that is missing, its column, its bad value, its row", async () => {
    const { claims: _, ...without } = BASE;
    expect(await refusal(without)).equal("SYNTHEA_TABLE_MISSING");
    const renamed = { ...BASE, payers: [{ Id: "p1", TITLE: "x" }] };
    expect(await refusal(renamed)).equal("SYNTHEA_COLUMN_MISSING");
    const bad = { ...BASE, encounters: [visit("e1", "2020-06-04", "lots", "1", "1")] };
    expect(await refusal(bad)).equal("SYNTHEA_NUMBER");
    const late = { ...BASE, encounters: [visit("e1", "someday", "1", "1", "1")] };
    expect(await refusal(late)).equal("SYNTHEA_NUMBER");
    const alone = { ...BASE, claims: [{ Id: "c9", APPOINTMENTID: "e9" }] };
    expect(await refusal(alone)).equal("SYNTHEA_ROW_ALONE");
    const cut = await writeFolder(BASE, ["claims"]);
    await truncate(path.join(cut, "csv", "claims.csv.gz"), 30);
    expect(await codeOf(async () => readReplay(cut))).equal("SYNTHEA_TABLE_BROKEN");
    const quoted = await writeFolder(BASE);
    await writeFile(path.join(quoted, "csv", "payers.csv"), 'Id,NAME\n"p1,x\n');
    expect(await codeOf(async () => readReplay(quoted))).equal("SYNTHEA_TABLE_BROKEN");
  });
});
