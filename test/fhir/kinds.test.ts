import { expect } from "chai";
import { codesIn } from "../../src/core/labels.ts";
import { kindsOf } from "../../src/fhir/kinds.ts";
import { find, namesOf, read, SUBJECT, to } from "./fixtures/bundles.ts";

const kinds = (type: string, resource: Record<string, unknown> = {}) =>
  codesIn("kinds", kindsOf(type, resource)).join(" ");
const category = (code: string) => ({ category: [{ coding: [{ code }] }] });

const BY_TYPE: Record<string, string> = {
  Condition: "DIAGNOSIS",
  MedicationRequest: "MEDICATION",
  MedicationAdministration: "MEDICATION",
  MedicationDispense: "MEDICATION",
  MedicationStatement: "MEDICATION",
  Medication: "MEDICATION",
  Claim: "FEE_LIST",
  ExplanationOfBenefit: "FEE_LIST",
  Encounter: "TREATMENT",
  Procedure: "TREATMENT",
  CarePlan: "TREATMENT",
  CareTeam: "TREATMENT",
  Immunization: "VACCINATION",
  Patient: "HEALTH_ARCHIVE",
  Provenance: "HEALTH_ARCHIVE",
  Device: "DEVICE",
  SupplyDelivery: "DEVICE",
  AllergyIntolerance: "HISTORY",
  FamilyMemberHistory: "HISTORY",
  ImagingStudy: "IMAGING",
};

const BY_CATEGORY: [type: string, code: string, kind: string][] = [
  ["Observation", "laboratory", "LABORATORY"],
  ["Observation", "vital-signs", "CHECK_UP"],
  ["Observation", "survey", "CHECK_UP"],
  ["Observation", "exam", "CHECK_UP"],
  ["Observation", "social-history", "CHECK_UP"],
  ["Observation", "imaging", "IMAGING"],
  ["Observation", "procedure", "TREATMENT"],
  ["DiagnosticReport", "LAB", "LABORATORY"],
  ["DiagnosticReport", "RAD", "IMAGING"],
  ["DiagnosticReport", "GE", "GENOMIC"],
];

const study = (modality: string, bodySite: string) => ({
  series: [{ modality: { code: modality }, bodySite: { code: bodySite } }],
});

describe("fhir: kinds of records (RX-11, CA-03)", () => {
  for (const [type, kind] of Object.entries(BY_TYPE)) {
    it(`${type} -> ${kind}`, () => expect(kinds(type)).equal(kind));
  }
  for (const [type, code, kind] of BY_CATEGORY) {
    it(`${type} of category ${code} -> ${kind}`, () =>
      expect(kinds(type, category(code))).equal(kind));
  }

  it("knows computed tomography of lung and chest", () => {
    expect(kinds("ImagingStudy", study("CT", "39607008"))).equal("IMAGING LUNG_CT");
    expect(kinds("ImagingStudy", study("CT", "51185008"))).equal("IMAGING LUNG_CT");
    expect(kinds("ImagingStudy", study("DX", "39607008"))).equal("IMAGING");
    expect(kinds("ImagingStudy", study("CT", "69536005"))).equal("IMAGING");
  });

  it("calls a note what carries an attachment's data", () => {
    const attachment = { contentType: "text/plain", data: "SGVsbG8=" };
    expect(kinds("DocumentReference", { content: [{ attachment }] })).equal("NOTE");
    expect(kinds("DiagnosticReport", { presentedForm: [attachment] })).equal("NOTE");
    const report = { ...category("LAB"), presentedForm: [attachment] };
    expect(kinds("DiagnosticReport", report)).equal("LABORATORY NOTE");
    const elsewhere = { content: [{ attachment: { url: "http://a.test/1" } }] };
    expect(kinds("DocumentReference", elsewhere)).equal("");
  });

  it("gives every record a kind", () => {
    const bundle = read([
      { resourceType: "Basic", id: "b" },
      { resourceType: "Observation", id: "o", ...SUBJECT },
      { resourceType: "DocumentReference", id: "d", ...SUBJECT },
      { resourceType: "constructor", id: "x" },
    ]);
    for (const record of bundle.records.slice(1)) {
      expect(namesOf(record, "kinds")).deep.equal(["DOCUMENT"]);
    }
  });

  it("gives a report without a category the kinds of its results", () => {
    const bundle = read([
      { resourceType: "DiagnosticReport", id: "r", ...SUBJECT, result: [to("Observation/o")] },
      { resourceType: "Observation", id: "o", ...SUBJECT, ...category("survey") },
    ]);
    expect(namesOf(find(bundle, "DiagnosticReport/r"), "kinds")).deep.equal(["CHECK_UP"]);
  });
});
