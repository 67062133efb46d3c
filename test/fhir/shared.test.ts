import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { maskOf } from "../../src/core/labels.ts";
import type { PatientBundle } from "../../src/fhir/bundle.ts";
import { Directory } from "../../src/fhir/directory.ts";
import { readFolder } from "../../src/fhir/folder.ts";
import { LabelTable } from "../../src/fhir/labelTable.ts";
import { SAMPLES, SHARED } from "./fixtures/bundles.ts";

/** What is about diabetes in all 25 bundles, by the label table of the samples. */
const DIABETES: Record<string, number> = {
  Condition: 18,
  CareTeam: 10,
  CarePlan: 10,
  Procedure: 5,
  MedicationRequest: 78,
  // 18 name a diabetic Condition; 5 list the screening test that the 5 procedures are.
  Claim: 23,
  ExplanationOfBenefit: 23,
  Provenance: 10,
};

describe("fhir: the 25 patients of the shared folder (RX-10, RX-11)", function () {
  this.timeout(120_000);
  const bundles: PatientBundle[] = [];
  before(async function () {
    if (!existsSync(SHARED)) {
      process.stderr.write(
        "\n  SKIPPED: ../shared/data is not here; samples/ alone is tested.\n\n",
      );
      this.skip();
    }
    const labels = await LabelTable.load(path.join(SAMPLES, "labels.csv"));
    for (const file of await readFolder(SHARED, labels)) bundles.push(await file.read());
  });
  const records = () => bundles.flatMap((bundle) => bundle.records);
  const countTypes = (some: readonly { type: string }[]) => {
    const counts: Record<string, number> = {};
    for (const { type } of some) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  };

  it("accounts for all 14,524 resources", () => {
    expect(bundles).lengthOf(25);
    expect(records()).lengthOf(14_524);
    expect(bundles.flatMap(({ skipped }) => skipped)).deep.equal([]);
  });

  it("finds no date in exactly these", () => {
    const undated = records().filter(({ clinicalDate }) => clinicalDate === 0);
    expect(countTypes(undated)).deep.equal({ Patient: 25, Device: 84, Medication: 60 });
  });

  it("gives every record a kind, HEALTH and an organisation", () => {
    const health = maskOf("categories", ["HEALTH"]);
    const odd = records().filter(
      ({ kinds, categories, organization }) =>
        kinds === 0n || (categories & health) === 0n || organization === undefined,
    );
    expect(odd).deep.equal([]);
  });

  it("finds 1,560 notes: every DocumentReference, and the reports that have a text", () => {
    const notes = records().filter(({ kinds }) => (kinds & maskOf("kinds", ["NOTE"])) !== 0n);
    expect(countTypes(notes)).deep.equal({ DocumentReference: 780, DiagnosticReport: 780 });
  });

  it("finds what is about diabetes", () => {
    const mask = maskOf("categories", ["DIABETES"]);
    const found = records().filter(({ categories }) => (categories & mask) !== 0n);
    expect(countTypes(found)).deep.equal(DIABETES);
  });

  it("resolves every practitioner, organisation and place through the directory", () => {
    const directory = new Directory();
    for (const name of readdirSync(SHARED)) {
      directory.add(readFileSync(path.join(SHARED, name)), "x");
    }
    expect(directory.size).equal(849);
    const named = new Set<string>();
    for (const bundle of bundles) {
      for (const { index } of bundle.records) {
        const found = bundle.source(index).matchAll(/"reference":\s*"(\w+\?identifier=[^"]+)"/g);
        for (const [, reference] of found) named.add(reference!);
      }
    }
    expect(named.size).greaterThan(100);
    expect([...named].filter((reference) => directory.resolve(reference) === undefined)).deep.equal(
      [],
    );
  });
});
