import { expect } from "chai";
import { Directory } from "../../src/fhir/directory.ts";
import { find, rawBundle, read, type Resource, SUBJECT, to } from "./fixtures/bundles.ts";

const resource = (resourceType: string, id: string, more: object = {}): Resource => ({
  resourceType,
  id,
  ...SUBJECT,
  ...more,
});
const visit = (id: string, organization: string) =>
  resource("Encounter", id, { serviceProvider: to(organization) });
const ORGANIZATIONS = [
  { resourceType: "Organization", id: "o1", identifier: [{ system: "urn:s", value: "north" }] },
  { resourceType: "Organization", id: "o2" },
];
/** The organisation of each resource of a bundle, by key. */
const keep = (...resources: Resource[]) => {
  const bundle = read([...resources, ...ORGANIZATIONS]);
  return (key: string) => find(bundle, key).organization;
};
const at = (encounter: string) => ({ encounter: to(`Encounter/${encounter}`) });

describe("fhir: which organisation keeps a record (RX-11)", () => {
  const visits = [visit("e1", "Organization/o1"), visit("e2", "Organization/o2")];

  it("that of its encounter, wherever it names it", () => {
    const of = keep(
      ...visits,
      resource("Observation", "a", at("e1")),
      resource("DocumentReference", "b", { context: { encounter: [to("Encounter/e2")] } }),
      resource("Claim", "c", { item: [{}, { encounter: [to("Encounter/e2")] }] }),
      resource("MedicationAdministration", "d", { context: to("Encounter/e2") }),
    );
    expect(of("Encounter/e1")).equal("north");
    expect(of("Observation/a")).equal("north");
    expect(of("DocumentReference/b")).equal("o2");
    expect(of("Claim/c")).equal("o2");
    expect(of("MedicationAdministration/d")).equal("o2");
  });

  it("else one that it names itself", () => {
    const of = keep(
      ...visits,
      resource("CareTeam", "t", { managingOrganization: [to("Organization/o2")] }),
    );
    expect(of("CareTeam/t")).equal("o2");
  });

  it("else that of the first resource that refers to it", () => {
    const of = keep(
      ...visits,
      resource("Observation", "more", at("e1")),
      { resourceType: "Medication", id: "m" },
      resource("MedicationRequest", "r", { ...at("e2"), medicationReference: to("Medication/m") }),
      resource("MedicationRequest", "s", { ...at("e1"), medicationReference: to("Medication/m") }),
    );
    expect(of("Medication/m")).equal("o2");
  });

  it("else the patient's most frequent; of equals the smallest key", () => {
    const device = resource("Device", "d");
    expect(keep(device, ...visits)("Device/d")).equal("north");
    const more = keep(device, ...visits, resource("Observation", "a", at("e2")));
    expect(more("Device/d")).equal("o2");
    expect(more("Patient/p")).equal("o2");
  });

  it("none where the bundle names none", () => {
    const of = keep(resource("Observation", "a", { performer: [to("Practitioner/x")] }));
    expect(of("Observation/a")).equal(undefined);
    expect(of("Patient/p")).equal(undefined);
  });

  it("finds it through the directory, and takes an unknown one at its word", () => {
    const directory = new Directory();
    directory.add(rawBundle(ORGANIZATIONS, "batch"), "x");
    const bundle = read(
      [
        visit("e1", "Organization?identifier=urn:s|north"),
        visit("e2", "Organization?identifier=urn:s|elsewhere"),
        visit("e3", "Organization/unknown"),
        visit("e4", "Organization/o2"),
      ],
      { directory },
    );
    expect(bundle.records.slice(1).map(({ organization }) => organization)).deep.equal([
      "north",
      "elsewhere",
      "elsewhere",
      "o2",
    ]);
  });
});
