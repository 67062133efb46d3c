import { expect } from "chai";
import { utf8 } from "../../src/core/bytes.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import {
  codeOf,
  coded,
  condition,
  labels,
  namesOf,
  PATIENT,
  rawBundle,
  read,
  type Resource,
  skippedFor,
  to,
} from "./fixtures/bundles.ts";

const observation = (more: object, id = "o"): Resource => ({
  resourceType: "Observation",
  id,
  ...more,
});

describe("fhir: whose a resource is (RX-10)", () => {
  for (const [what, more] of Object.entries({
    "no subject": {},
    "a subject": { subject: to("Patient/p") },
    "a patient element": { patient: to("Patient/p") },
    "a beneficiary": { beneficiary: to("http://a.test/fhir/Patient/p") },
    "a device of the bundle as subject": { subject: to("Device/d") },
  })) {
    it(`the patient's: ${what}`, () =>
      expect(read([observation(more), { resourceType: "Device", id: "d" }]).skipped).lengthOf(0));
  }

  for (const [what, more] of Object.entries({
    "another patient": { subject: to("Patient/q") },
    "another patient as patient": { patient: to("Patient/q") },
    "a patient contained": { subject: to("#q"), contained: [{ resourceType: "Patient", id: "q" }] },
    "an unknown urn": { subject: to("urn:uuid:0d9c5e44-0000-4000-8000-000000000001") },
    "a name only": { subject: { display: "somebody" } },
    "a group": { subject: to("Group/g") },
  })) {
    it(`not the patient's: ${what}`, () =>
      expect(skippedFor(read([observation(more)]), 1)).equal("OTHER_PATIENT"));
  }

  it("finds the patient by fullUrl and by identifier", () => {
    const url = "urn:uuid:0d9c5e44-0000-4000-8000-000000000001";
    const entry = [
      { fullUrl: url, resource: { resourceType: "Patient", identifier: [{ value: "77" }] } },
      { resource: observation({ subject: to(url) }) },
      { resource: observation({ subject: to("Patient?identifier=77") }, "o2") },
    ];
    const bytes = utf8(JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }));
    const bundle = readBundle(bytes, { labels });
    expect(bundle.patient).equal(url.slice("urn:uuid:".length));
    expect(bundle.skipped).deep.equal([]);
  });
});

describe("fhir: what is no record (RX-10)", () => {
  it("what is no resource", () => {
    for (const odd of [null, 7, "x", [], {}, { resourceType: 5 }, { resourceType: "" }]) {
      expect(skippedFor(read([odd]), 1), JSON.stringify(odd)).equal("NOT_FHIR");
    }
    expect(skippedFor(read([{ resourceType: "Observation" }]), 1)).equal("NO_ID");
  });

  it("what repeats a type and id, whether its text is the same or not", () => {
    const first = condition("c", "sugar");
    const bundle = read([
      first,
      first,
      condition("c", "virus"),
      { ...first, resourceType: "Goal" },
    ]);
    expect(bundle.skipped).deep.equal([
      { index: 2, reason: "DUPLICATE_ID" },
      { index: 3, reason: "DUPLICATE_ID" },
    ]);
    expect(namesOf(bundle.records[1]!, "categories")).include("DIABETES");
    expect(readBundle(rawBundle([PATIENT, PATIENT]), { labels }).records).lengthOf(1);
  });

  it("accounts for every entry, in the order of the bundle", () => {
    const entries = [
      observation({ subject: to("Patient/q") }, "o1"),
      null,
      observation({ reasonReference: to("Condition/away"), code: coded("sugar") }, "o2"),
      observation({}, "o3"),
      observation({}, "o3"),
    ];
    const { records, skipped } = read(entries);
    expect(records.map(({ index }) => index)).deep.equal([0, 4]);
    expect(skipped).deep.equal([
      { index: 1, reason: "OTHER_PATIENT" },
      { index: 2, reason: "NOT_FHIR" },
      { index: 3, reason: "DANGLING_REFERENCE" },
      { index: 5, reason: "DUPLICATE_ID" },
    ]);
  });

  it("gives back each resource's own text", async () => {
    const text = '{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.50}}';
    const entry = `[{"resource":{"resourceType":"Patient","id":"p"}},{"resource": ${text} },{}]`;
    const bytes = utf8(`{"resourceType":"Bundle","type":"batch","entry":${entry}}`);
    const bundle = readBundle(bytes, { labels });
    expect(bundle.source(1)).equal(text);
    for (const index of [2, 3, -1]) {
      expect(await codeOf(() => bundle.source(index))).equal("FHIR_NO_SOURCE");
    }
  });
});
