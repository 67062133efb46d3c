import { expect } from "chai";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { maskOf } from "../../src/core/labels.ts";
import { clinicalDateText } from "../../src/core/dates.ts";
import type { PatientBundle, RecordFacts } from "../../src/fhir/bundle.ts";
import { readFolder } from "../../src/fhir/folder.ts";
import { LabelTable } from "../../src/fhir/labelTable.ts";
import { find, namesOf, SAMPLES, sampleText } from "./fixtures/bundles.ts";

const folder = path.join(SAMPLES, "fhir");

/** Records by patient. */
const SIZES: Record<string, number> = {
  "0706d542-5bb6-1be3-9432-4a0b6a64a422": 351,
  "0e67ee6d-4471-5a38-2898-b87fc3b4c021": 94,
  "273fd5e6-c500-f118-9d8d-36964a2f7076": 237,
  "73eed4f8-ab78-0286-7f30-a13b246f3682": 759,
  "a44d2ac8-4950-6055-99f8-9dd3055f0652": 4620,
  "a527c4f3-bf87-1390-2467-ac92dc0c1938": 95,
  "c631d55b-fb8c-3311-ee07-e84eda1660ad": 158,
  "f1d7fe9a-7d70-2a2d-2ee0-481361ebeb20": 237,
  "fcbeff90-6236-627b-cc20-42da5dca1196": 1393,
};

/**
 * All that concerns diabetes in two patients' bundles, found with another program by the rules:
 * the Condition, what states its code, and what names it.
 */
const DIABETES: Record<string, string[]> = {
  "0706d542-5bb6-1be3-9432-4a0b6a64a422": [
    "Condition/08c2f016-2aa3-71b9-0708-616709f3786e",
    "MedicationRequest/9da1b86b-102f-4477-bc6c-943932369261",
    "CareTeam/e5c69155-18a7-c8ad-179b-a93b12796ed4",
    "CarePlan/1fc4c8d5-7d92-0098-3462-39fe452a5e2e",
    "Claim/5a6f808c-5306-093f-6733-00a54456b047",
    "ExplanationOfBenefit/921ada86-60a9-0682-1f4c-0b1509683651",
    "Provenance/e7a60b51-8bde-d0e7-04f7-86946c5bcb49",
  ],
  "c631d55b-fb8c-3311-ee07-e84eda1660ad": [
    "Condition/0fa3767d-349f-0197-faa5-6dec32ba55f9",
    "CareTeam/d8fe7304-9577-efb7-0192-e031f2d9ba55",
    "CarePlan/a965a864-8c26-2c34-16be-36cfdddc9045",
    "Claim/ccc27215-2eb6-8b79-e1d0-9e44dbfbb267",
    "ExplanationOfBenefit/3aaf87ab-277b-dd76-dfc2-1550d32816c9",
    "Provenance/dc631b79-4d12-8637-04f7-8760d15328d5",
  ],
};

/** Of the patient with most in one year. */
const DIABETES_BY_YEAR: Record<string, number> = {
  1966: 5,
  1976: 3,
  1981: 3,
  1985: 3,
  1987: 3,
  1992: 12,
  1993: 8,
  1994: 5,
  1995: 18,
  1996: 13,
  1997: 5,
};

describe("fhir: the shipped samples (RX-10, RX-11, CA-03)", () => {
  const bundles = new Map<string, PatientBundle>();
  before(async function () {
    this.timeout(60_000);
    const labels = await LabelTable.load(path.join(SAMPLES, "labels.csv"));
    for (const file of await readFolder(folder, labels)) {
      const bundle = await file.read();
      bundles.set(bundle.patient, bundle);
    }
  });
  const bundleFor = (patient: string) => bundles.get(patient)!;
  const mask = maskOf("categories", ["DIABETES"]);
  const aboutDiabetes = (patient: string): RecordFacts[] =>
    bundleFor(patient).records.filter(({ categories }) => (categories & mask) !== 0n);

  it("hold nine patients, all of whose resources are records", () => {
    const sizes = [...bundles].map(([patient, { records }]) => [patient, records.length]);
    expect(Object.fromEntries(sizes)).deep.equal(SIZES);
    for (const { skipped, unlisted } of bundles.values()) {
      expect(skipped).deep.equal([]);
      expect(unlisted, "Conditions that labels.csv does not know").equal(0);
    }
  });

  for (const [patient, keys] of Object.entries(DIABETES)) {
    it(`diabetes opens these ${keys.length} records of patient ${patient.slice(0, 8)}`, () => {
      expect(aboutDiabetes(patient).map(({ key }) => key)).have.members(keys);
    });
  }

  it("one patient has 18 records about diabetes in one year", () => {
    const years: Record<string, number> = {};
    for (const { clinicalDate } of aboutDiabetes("a44d2ac8-4950-6055-99f8-9dd3055f0652")) {
      const year = clinicalDateText(clinicalDate).slice(0, 4);
      years[year] = (years[year] ?? 0) + 1;
    }
    expect(years).deep.equal(DIABETES_BY_YEAR);
  });

  it("keep what is sensitive from a grant that does not name it", () => {
    const bundle = bundleFor("0706d542-5bb6-1be3-9432-4a0b6a64a422");
    const [, ...keys] = DIABETES["0706d542-5bb6-1be3-9432-4a0b6a64a422"]!;
    const sensitive = (key: string) => namesOf(find(bundle, key), "sensitivities");
    expect(keys.map(sensitive)).deep.equal([
      [],
      [],
      [],
      ["SDV", "VIO"],
      ["SDV", "VIO"],
      ["SDV", "SEX", "BH", "MH", "VIO"],
    ]);
  });

  it("name an organisation for every record", () => {
    for (const { records } of bundles.values()) {
      expect(records.filter(({ organization }) => organization === undefined)).deep.equal([]);
    }
  });

  it("give back every byte of every resource", () => {
    const patient = "0e67ee6d-4471-5a38-2898-b87fc3b4c021";
    const text = sampleText(`${patient}.json.gz`);
    let from = 0;
    for (const { index } of bundleFor(patient).records) {
      const source = bundleFor(patient).source(index);
      const at = text.indexOf(source, from);
      expect(at).greaterThan(from);
      from = at + source.length;
    }
  });

  it("are at most 6 MB, with their licence notes, and no name in any file name", () => {
    const files = readdirSync(SAMPLES, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const bytes = files.map(({ parentPath, name }) => statSync(path.join(parentPath, name)).size);
    expect(bytes.reduce((sum, size) => sum + size)).lessThan(6e6);
    const names = readdirSync(folder).filter((name) => !/^[0-9a-f-]{36}\.json\.gz$/.test(name));
    expect(names).have.members([
      "LICENSE-PROVENANCE.md",
      "hospitals.json.gz",
      "practitioners.json.gz",
    ]);
  });

  it("come with a label table of codes only, each of which they use", () => {
    const table = readFileSync(path.join(SAMPLES, "labels.csv"), "utf8").split("\n");
    expect(table.filter((row) => row.startsWith("#")).join(" ")).include("copyright Regenstrief");
    const texts = [...bundles.keys()].map((patient) => sampleText(`${patient}.json.gz`));
    for (const row of table.filter((one) => one !== "" && !one.startsWith("#"))) {
      expect(row).match(
        /^http:\/\/(?:snomed\.info\/sct,\d+|loinc\.org,\d+-\d),[A-Z_0-9 ]+,[A-Z ]*$/,
      );
      const [, code] = row.split(",");
      expect(
        texts.some((text) => text.includes(`"${code}"`)),
        code,
      ).equal(true);
    }
  });
});
