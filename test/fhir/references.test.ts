import { expect } from "chai";
import { Directory } from "../../src/fhir/directory.ts";
import { nameOf, ReferenceIndex } from "../../src/fhir/references.ts";
import {
  bundleOf,
  condition,
  find,
  namesOf,
  rawBundle,
  read,
  SUBJECT,
  to,
} from "./fixtures/bundles.ts";

function indexOf(...resources: { url?: string; resource: object }[]): ReferenceIndex<string> {
  const index = new ReferenceIndex<string>();
  for (const [at, { url, resource }] of resources.entries()) {
    const named = nameOf(resource, url);
    if (typeof named === "string") throw new Error(named);
    index.add(named, `#${at}`);
  }
  return index;
}

const uuid = "urn:uuid:0d9c5e44-0000-4000-8000-000000000001";
const identifier = [{ system: "http://npi", value: "77" }, { value: "bare" }];
const index = indexOf(
  { url: uuid, resource: { resourceType: "Condition", id: "c1" } },
  {
    url: "http://a.test/fhir/Practitioner/pr",
    resource: { resourceType: "Practitioner", id: "pr", identifier },
  },
  { resource: { resourceType: "Practitioner", id: "twin", identifier: [{ value: "bare" }] } },
);

describe("fhir: what references name (RX-10)", () => {
  for (const [reference, found] of [
    [uuid, "#0"],
    ["Condition/c1", "#0"],
    ["Condition/c1/_history/3", "#0"],
    ["http://a.test/fhir/Practitioner/pr", "#1"],
    ["https://elsewhere.test/r4/Condition/c1", "#0"],
    ["Practitioner?identifier=http://npi|77", "#1"],
    ["Practitioner?identifier=http%3A%2F%2Fnpi%7C77", "#1"],
    ["Practitioner?identifier=77", "#1"],
    // Two have this identifier: it names neither.
    ["Practitioner?identifier=bare", undefined],
    ["Practitioner?identifier=http://other|77", undefined],
    ["Organization?identifier=http://npi|77", undefined],
    ["Practitioner?name=x", undefined],
    ["Practitioner?identifier=%", undefined],
    ["Condition/c2", undefined],
    ["urn:uuid:c1", undefined],
    ["c1", undefined],
    ["", undefined],
    ["#c1", undefined],
  ] as const) {
    it(`${reference || "(nothing)"} -> ${found ?? "nothing"}`, () => {
      expect(index.resolve(reference)).equal(found);
    });
  }

  it("takes the id from the fullUrl where a resource has none", () => {
    expect(nameOf({ resourceType: "Condition" }, uuid)).include({ id: uuid.slice(9) });
    expect(nameOf({ resourceType: "Condition" }, "http://a.test/Condition/9")).include({ id: "9" });
    expect(nameOf({ resourceType: "Condition" }, undefined)).equal("NO_ID");
    expect(nameOf({ resourceType: "Condition", id: "a b" }, undefined)).equal("NO_ID");
    expect(nameOf({ id: "9" }, uuid)).equal("NOT_FHIR");
  });

  it("finds contained resources in the resource that refers to them", () => {
    const claim = {
      resourceType: "Claim",
      id: "k",
      patient: SUBJECT.subject,
      contained: [condition("inner", "sugar")],
      diagnosis: [{ diagnosisReference: to("#inner") }],
    };
    expect(namesOf(find(read([claim]), "Claim/k"), "categories")).include("DIABETES");
  });

  it("follows a reference that has an identifier only", () => {
    const request = {
      resourceType: "MedicationRequest",
      id: "m",
      ...SUBJECT,
      reasonReference: [{ identifier: { system: "urn:ids", value: "5" } }],
    };
    const reason = condition("c", "sugar", { identifier: [{ system: "urn:ids", value: "5" }] });
    const bundle = read([request, reason]);
    expect(namesOf(find(bundle, "MedicationRequest/m"), "categories")).include("DIABETES");
  });
});

describe("fhir: the directory (RX-10)", () => {
  const organization = { resourceType: "Organization", id: "o", identifier: [{ value: "org-1" }] };
  const practitioner = { resourceType: "Practitioner", id: "pr", identifier };

  it("holds organisations, locations, practitioners and their roles", () => {
    const directory = new Directory();
    expect(directory.add(rawBundle([organization, practitioner], "batch"), "x")).equal(true);
    expect(directory.size).equal(2);
    expect(directory.resolve("Organization/o")).deep.equal({
      type: "Organization",
      id: "o",
      identifier: "org-1",
    });
    expect(directory.resolve("Practitioner?identifier=http://npi|77")).include({ id: "pr" });
  });

  it("takes nothing from a bundle that holds anything else", () => {
    const directory = new Directory();
    expect(directory.add(bundleOf([organization]), "x")).equal(false);
    expect(directory.add(rawBundle([organization, { id: "?" }]), "x")).equal(false);
    expect(directory.size).equal(0);
  });
});
