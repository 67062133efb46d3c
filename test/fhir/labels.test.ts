import { expect } from "chai";
import {
  coded,
  condition,
  find,
  namesOf,
  read,
  type Resource,
  skippedFor,
  SUBJECT,
  to,
} from "./fixtures/bundles.ts";

const resource = (resourceType: string, more: object): Resource => ({
  resourceType,
  id: "x",
  ...SUBJECT,
  ...more,
});

/** The labels of the resource `x` in a bundle with the others. */
function labelsOf(one: Resource, ...others: Resource[]) {
  const record = find(read([one, ...others]), `${one.resourceType}/x`);
  return {
    categories: namesOf(record, "categories"),
    sensitivities: namesOf(record, "sensitivities"),
  };
}

const DIABETIC = ["HEALTH", "CHRONIC", "ENDOCRINE", "DIABETES", "DIABETES_TYPE_2"];
const sugar = condition("c", "sugar");
const violence = condition("v", "beating");
const visit = (more: object): Resource => ({
  resourceType: "Encounter",
  id: "e",
  ...SUBJECT,
  ...more,
});

describe("fhir: labels of records (RX-11, CA-03)", () => {
  it("are HEALTH where nothing is known", () => {
    expect(labelsOf(resource("Basic", {}))).deep.equal({
      categories: ["HEALTH"],
      sensitivities: [],
    });
  });

  const own: Record<string, Resource> = {
    "code, with all ancestors": resource("Condition", { code: coded("sugar") }),
    reasonCode: resource("CareTeam", { reasonCode: [coded("sugar")] }),
    category: resource("CarePlan", { category: [coded("sugar")] }),
    vaccineCode: resource("Immunization", { vaccineCode: coded("sugar") }),
    medicationCodeableConcept: resource("MedicationRequest", {
      medicationCodeableConcept: coded("sugar"),
    }),
    "the items of a claim": resource("Claim", { item: [{ productOrService: coded("sugar") }] }),
    "an answer": resource("Observation", { component: [{ valueCodeableConcept: coded("sugar") }] }),
    "a second coding": resource("Procedure", { code: coded("unknown", "sugar") }),
  };
  for (const [what, one] of Object.entries(own)) {
    it(`come from its own codes: ${what}`, () =>
      expect(labelsOf(one).categories).deep.equal(DIABETIC));
  }

  const named: Record<string, Resource> = {
    reasonReference: resource("MedicationRequest", { reasonReference: [to("Condition/c")] }),
    "diagnosis of a claim": resource("Claim", {
      diagnosis: [{ diagnosisReference: to("Condition/c") }],
    }),
    "diagnosis of an encounter": resource("Encounter", {
      diagnosis: [{ condition: to("Condition/c") }],
    }),
    addresses: resource("CarePlan", { addresses: [to("Condition/c")] }),
    "reasons of planned activities": resource("CarePlan", {
      activity: [{ detail: { reasonReference: [to("Condition/c")] } }],
    }),
    target: resource("Provenance", { target: [to("Patient/p"), to("Condition/c")] }),
  };
  for (const [what, one] of Object.entries(named)) {
    it(`come from the Conditions it names: ${what}`, () =>
      expect(labelsOf(one, sugar).categories).deep.equal(DIABETIC));
  }

  it("come from the Medication it names", () => {
    const drug = { resourceType: "Medication", id: "m", code: coded("sugar") };
    const request = resource("MedicationRequest", { medicationReference: to("Medication/m") });
    expect(labelsOf(request, drug).categories).deep.equal(DIABETIC);
  });

  it("of a Provenance come from Conditions only, not from all it accompanies", () => {
    const test: Resource = {
      resourceType: "Observation",
      id: "o",
      ...SUBJECT,
      code: coded("virus"),
    };
    const provenance = resource("Provenance", { target: [to("Observation/o"), to("Condition/v")] });
    expect(labelsOf(provenance, test, violence).sensitivities).deep.equal(["SDV", "VIO"]);
  });

  const visits: Record<string, Resource> = {
    reasonCode: visit({ reasonCode: [coded("sugar")] }),
    reasonReference: visit({ reasonReference: [to("Condition/c")] }),
    diagnosis: visit({ diagnosis: [{ condition: to("Condition/c") }] }),
  };
  const atVisit = { encounter: to("Encounter/e") };
  for (const [what, encounter] of Object.entries(visits)) {
    it(`of four types come from the encounter too: ${what}`, () => {
      for (const type of ["Observation", "DiagnosticReport", "Procedure"]) {
        const { categories } = labelsOf(resource(type, atVisit), encounter, sugar);
        expect(categories, type).deep.equal(DIABETIC);
      }
      const document = resource("DocumentReference", {
        context: { encounter: [to("Encounter/e")] },
      });
      expect(labelsOf(document, encounter, sugar).categories).deep.equal(DIABETIC);
      const other = resource("Immunization", atVisit);
      expect(labelsOf(other, encounter, sugar).categories).deep.equal(["HEALTH"]);
    });
  }
});

describe("fhir: free-text notes (RX-11, CA-03)", () => {
  const text = { content: [{ attachment: { data: "SGVsbG8=" } }] };
  const note = (date?: string) => resource("DocumentReference", { ...text, ...(date && { date }) });
  const recorded = (recordedDate: string) => condition("v", "beating", { recordedDate });
  const at = "2020-05-03T10:00:00+02:00";

  it("take the sensitivities, not the categories, of what was recorded till then", () => {
    expect(labelsOf(note(at), recorded("2019"), sugar)).deep.equal({
      categories: ["HEALTH"],
      sensitivities: ["SDV", "VIO"],
    });
    const report = resource("DiagnosticReport", {
      presentedForm: [{ data: "SGVsbG8=" }],
      effectiveDateTime: at,
    });
    expect(labelsOf(report, recorded("2019")).sensitivities).deep.equal(["SDV", "VIO"]);
  });

  for (const [date, moment, takes] of [
    [at, "2020-05-03T08:00:00Z", true],
    [at, "2020-05-03T08:00:01Z", false],
    ["2020-05-03", "2020-05-03T23:59:59Z", true],
    ["2020-05-03", "2020-05-04T00:00:00Z", false],
    ["2020-05", "2020-05-31T23:59:59Z", true],
    // Without a date a note may tell anything.
    [undefined, "2099", true],
    ["yesterday", "2099", true],
  ] as const) {
    it(`${date ?? "undated"} ${takes ? "covers" : "does not cover"} ${moment}`, () => {
      const { sensitivities } = labelsOf(note(date), recorded(moment));
      expect(sensitivities).deep.equal(takes ? ["SDV", "VIO"] : []);
    });
  }

  it("take a Condition by its onset where it was never recorded, and always without a date", () => {
    const onset = condition("v", "beating", { onsetDateTime: "2021" });
    expect(labelsOf(note(at), onset).sensitivities).deep.equal([]);
    expect(labelsOf(note(at), violence).sensitivities).deep.equal(["SDV", "VIO"]);
  });

  it("alone do so: other records of that day keep their own labels", () => {
    const observation = resource("Observation", { effectiveDateTime: at });
    expect(labelsOf(observation, recorded("2019")).sensitivities).deep.equal([]);
  });
});

describe("fhir: references that would leave labels out (RX-11, CA-03)", () => {
  const away = to("Condition/away");
  const dangling: Record<string, Resource> = {
    reasonReference: resource("MedicationRequest", { reasonReference: [away] }),
    "a reason in words only": resource("Procedure", { reasonReference: [{ display: "?" }] }),
    "a contained reason that is not there": resource("Procedure", { reasonReference: [to("#c")] }),
    diagnosis: resource("Claim", { diagnosis: [{ diagnosisReference: away }] }),
    addresses: resource("CarePlan", { addresses: [away] }),
    target: resource("Provenance", { target: [away] }),
    medicationReference: resource("MedicationStatement", { medicationReference: to("#m") }),
    "encounter of an Observation": resource("Observation", { encounter: to("Encounter/away") }),
    "encounter of a note": resource("DocumentReference", {
      context: { encounter: [to("Encounter/away")] },
    }),
  };
  for (const [what, one] of Object.entries(dangling)) {
    it(`${what}: the resource is left out`, () =>
      expect(skippedFor(read([one]), 1)).equal("DANGLING_REFERENCE"));
  }

  it("count through the encounter as well", () => {
    const bundle = read([
      resource("Observation", { encounter: to("Encounter/e") }),
      visit({ reasonReference: [away] }),
    ]);
    expect(bundle.skipped.map(({ reason }) => reason)).deep.equal([
      "DANGLING_REFERENCE",
      "DANGLING_REFERENCE",
    ]);
  });

  it("do not count where they bear no labels", () => {
    const harmless = resource("Immunization", {
      encounter: to("Encounter/away"),
      performer: [{ actor: to("Practitioner/away") }],
      location: to("Location/away"),
      managingOrganization: to("Organization/away"),
    });
    expect(read([harmless]).skipped).deep.equal([]);
  });

  it("Conditions that the table does not know are counted", () => {
    expect(read([sugar, condition("n", "new")]).unlisted).equal(1);
  });
});
