import { expect } from "chai";
import { clinicalDateOf, clinicalDateText } from "../../src/core/dates.ts";
import { dateSpanOf } from "../../src/fhir/clinicalDates.ts";

const dateOf = (type: string, resource: Record<string, unknown>) => {
  const span = dateSpanOf(type, resource);
  return span && clinicalDateText(span.first);
};
const [A, B] = ["2001-02-03", "2011-12-13"];

const CASES: [type: string, resource: Record<string, unknown>][] = [
  ["AllergyIntolerance", { recordedDate: A }],
  ["CarePlan", { period: { start: A, end: B } }],
  ["CareTeam", { period: { start: A } }],
  ["Claim", { created: B, billablePeriod: { start: A } }],
  ["Claim", { created: A }],
  ["Condition", { recordedDate: B, onsetDateTime: A }],
  ["Condition", { recordedDate: B, onsetPeriod: { start: A } }],
  ["Condition", { recordedDate: A, onsetString: "long ago" }],
  ["DiagnosticReport", { issued: B, effectiveDateTime: A }],
  ["DocumentReference", { date: A }],
  ["Encounter", { period: { start: A } }],
  ["ExplanationOfBenefit", { billablePeriod: { start: A } }],
  ["ImagingStudy", { started: A }],
  ["Immunization", { occurrenceDateTime: A }],
  ["MedicationAdministration", { effectivePeriod: { start: A } }],
  ["MedicationRequest", { authoredOn: A }],
  ["Observation", { issued: B, effectiveInstant: A }],
  ["Observation", { issued: A, effectiveDateTime: "13/12/2011" }],
  ["Procedure", { performedPeriod: { start: A } }],
  ["Provenance", { recorded: A }],
  ["SupplyDelivery", { occurrenceDateTime: A }],
];

describe("fhir: clinical dates (RX-11)", () => {
  for (const [type, resource] of CASES) {
    it(`${type}: ${Object.keys(resource).join(", ")}`, () =>
      expect(dateOf(type, resource)).equal(`${A}T00:00:00Z`));
  }

  it("are absent where nothing says when", () => {
    expect(dateOf("Patient", { birthDate: A })).equal(undefined);
    expect(dateOf("Device", { manufactureDate: A })).equal(undefined);
    expect(dateOf("Medication", {})).equal(undefined);
    expect(dateOf("Observation", { effectiveDateTime: 2001 })).equal(undefined);
    expect(dateOf("toString", { date: A })).equal(undefined);
  });

  it("span what the date names", () => {
    expect(dateSpanOf("Encounter", { period: { start: "2001-02" } })).deep.equal({
      first: clinicalDateOf("2001-02-01"),
      last: clinicalDateOf("2001-03-01") - 1,
    });
  });
});
