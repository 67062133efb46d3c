import { expect } from "chai";
import { violationsOf } from "../../../src/fhir/claims/violations.ts";
import { CLAIM_RESOURCES } from "../../../src/fhir/claims/elements.ts";
import { claim, code, examplesOf, item, money, skipUnlessExamples } from "./fixtures/claims.ts";

/** What is wrong, and how it is told. */
const wrong: Record<string, [more: object, rule: string, path: string]> = {
  "no status": [{ status: undefined }, "required", "Claim.status"],
  "a status of its own": [{ status: "paid" }, "codes", "Claim.status"],
  "a use of its own": [{ use: "bill" }, "codes", "Claim.use"],
  "no insurance": [{ insurance: [] }, "required", "Claim.insurance"],
  "an element of another resource": [{ subject: {} }, "unknown", "Claim.subject"],
  "an element with a name that may be a person's": [
    { "Zhang San 1970": 1 },
    "unknown",
    "Claim.(a name)",
  ],
  "a list of patients": [{ patient: [{ reference: "Patient/p" }] }, "cardinality", "Claim.patient"],
  "one item without a list": [{ item: item(1) }, "cardinality", "Claim.item"],
  "a number as text": [
    { item: [item(1, { net: money("12.5") })] },
    "type",
    "Claim.item[0].net.value",
  ],
  "no number at all": [{ total: { value: null, currency: 7 } }, "type", "Claim.total.currency"],
  "a sequence of 0": [{ item: [item(0)] }, "type", "Claim.item[0].sequence"],
  "a date that is none": [{ created: "2026-13-01" }, "type", "Claim.created"],
  "a time without a zone": [{ created: "2026-01-01T10:00:00" }, "type", "Claim.created"],
  "a period backwards": [
    { billablePeriod: { start: "2026-03-02", end: "2026-03-01" } },
    "period",
    "Claim.billablePeriod",
  ],
  "two kinds of one choice": [
    { item: [item(1, { servicedDate: "2026-01-01", servicedPeriod: { start: "2026-01-01" } })] },
    "choice",
    "Claim.item[0].serviced[x]",
  ],
  "an empty element": [{ insurer: {} }, "empty", "Claim.insurer"],
  "text where an object is asked for": [{ type: "oral" }, "type", "Claim.type"],
  "a code with spaces around": [{ type: code(" x") }, "type", "Claim.type.coding[0].code"],
  "a contained claim that is none": [
    { contained: [{ resourceType: "Coverage", id: "v" }] },
    "required",
    "Claim.contained[0].payor",
  ],
  "a contained thing without a type": [
    { contained: [{ id: "v" }] },
    "required",
    "Claim.contained[0].resourceType",
  ],
};

describe("fhir: claims are held against R4", () => {
  it("finds nothing wrong in a small claim", () => {
    expect(violationsOf(claim())).deep.equal([]);
    expect(violationsOf(JSON.parse(JSON.stringify(claim({ _created: { id: "x" } }))))).deep.equal(
      [],
    );
  });

  for (const [what, [more, rule, path]] of Object.entries(wrong)) {
    it(`finds ${what}`, () => {
      const found = violationsOf(JSON.parse(JSON.stringify(claim(more))));
      expect(found.map((one) => `${one.rule} ${one.path}`)).include(`${rule} ${path}`);
    });
  }

  for (const odd of [null, 7, "Claim", [], {}, { resourceType: "Patient" }, { resourceType: 7 }]) {
    it(`finds that ${JSON.stringify(odd)} is no resource of claims`, () =>
      expect(violationsOf(odd).map(({ rule }) => rule)).deep.equal(["resourceType"]));
  }

  it("takes no harm from nesting, length or numbers of mistakes", () => {
    let deep: object = { url: "x" };
    for (let level = 0; level < 20_000; level++) deep = { url: "x", extension: [deep] };
    expect(violationsOf(claim({ extension: [deep] })).map(({ rule }) => rule)).deep.equal([
      "depth",
    ]);
    const many = claim({ item: Array.from({ length: 100_000 }, () => item(0)) });
    expect(violationsOf(many)).lengthOf(50);
    const long = `${"a ".repeat(200_000)}\n`;
    expect(violationsOf(claim({ type: { coding: [{ code: long }] } }))).lengthOf(1);
  });

  for (const type of CLAIM_RESOURCES) {
    it(`accepts every published example of ${type}`, function () {
      skipUnlessExamples(this);
      const examples = examplesOf(type);
      expect(examples.length).greaterThan(0);
      for (const [name, bytes] of examples) {
        const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
        expect(violationsOf(parsed), name).deep.equal([]);
      }
    });
  }
});
