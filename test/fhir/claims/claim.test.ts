import { expect } from "chai";
import { utf8 } from "../../../src/core/bytes.ts";
import { readClaim } from "../../../src/fhir/claims/claim.ts";
import { billedLines, unitemised, writeClaim } from "../../../src/fhir/claims/claimOut.ts";
import { violationsOf } from "../../../src/fhir/claims/violations.ts";
import { codeOf } from "../fixtures/bundles.ts";
import {
  claim,
  claimFacts,
  code,
  examplesOf,
  expectRefused,
  item,
  money,
  skipUnlessExamples,
} from "./fixtures/claims.ts";

describe("fhir: a Claim is read and written", () => {
  it("writes what it reads the same", () => {
    const written = writeClaim(claimFacts);
    expect(violationsOf(written)).deep.equal([]);
    expect(readClaim(utf8(JSON.stringify(written)))).deep.equal(claimFacts);
  });

  it("rounds float noise half up, once", () => {
    const { lines, total } = readClaim(
      claim({ item: [item(1, { net: money(27.200000000000003) })], total: money(27.205) }),
    );
    expect([lines[0]!.charge, total]).deep.equal([2_720n, 2_721n]);
  });

  it("gives what the total has beyond the lines to the first one without a price", () => {
    const facts = readClaim(
      claim({
        item: [
          item(1, { net: undefined }),
          item(2, { net: money(20) }),
          item(3, { net: undefined }),
        ],
        total: money(95.5),
      }),
    );
    expect(facts.lines.map(({ charge }) => charge)).deep.equal([undefined, 2_000n, undefined]);
    expect(unitemised(facts)).equal(7_550n);
    expect(billedLines(facts).lines.map(({ charge }) => charge)).deep.equal([7_550n, 2_000n, 0n]);
  });

  it("bills the lines alone where there is no total", () => {
    const facts = readClaim(claim());
    expect(facts.total).equal(undefined);
    expect(billedLines(facts).lines.map(({ charge }) => charge)).deep.equal([1_250n]);
  });

  it("names offset, diagnosis and record of each line by their places", () => {
    const { lines, evidence } = billedLines(claimFacts);
    expect(evidence).deep.equal(["Encounter/e", "Procedure/q"]);
    expect(lines[1]).deep.equal({
      charge: 3_800n,
      quantity: 2n,
      offset: 600n,
      diagnosis: 2n,
      record: 2n,
    });
    expect(lines[2]).deep.include({ charge: 2_720n, diagnosis: 0n, record: 0n });
  });

  it("finds a diagnosis in what the claim holds and in what the caller knows", () => {
    const condition = (value: string) => ({
      resourceType: "Condition",
      id: "d",
      code: code(value),
    });
    const inside = claim({
      contained: [condition("in")],
      diagnosis: [{ sequence: 4, diagnosisReference: { reference: "#d" } }],
      item: [item(1, { diagnosisSequence: [4] })],
    });
    expect(readClaim(inside).diagnoses).deep.equal([{ system: "urn:test", code: "in" }]);
    expect(readClaim(inside).lines[0]!.diagnoses).deep.equal([1]);
    const outside = claim({
      diagnosis: [{ sequence: 1, diagnosisReference: { reference: "urn:uuid:x" } }],
    });
    const resolve = (reference: string) =>
      reference === "urn:uuid:x" ? condition("out") : undefined;
    expect(readClaim(outside, { resolve }).diagnoses[0]!.code).equal("out");
    expectRefused(() => readClaim(outside), "reference", "Claim.diagnosis[0]");
  });

  const refused: Record<string, [more: object, rule: string, path: string]> = {
    "a negative charge": [
      { item: [item(1, { net: money(-0.01) })] },
      "amount",
      "Claim.item[0].net",
    ],
    "a negative total": [{ total: money(-1) }, "amount", "Claim.total"],
    "an amount beyond all measure": [{ total: money(1e300) }, "amount", "Claim.total"],
    "two currencies": [
      { item: [item(1), item(2, { net: money(1, "USD") })] },
      "currency",
      "Claim.item[1].net",
    ],
    "a currency that is none": [{ total: money(1, "XQX") }, "currency", "Claim.total"],
    "no currency": [{ total: { value: 1 }, item: [] }, "currency", "Claim.total"],
    "two lines of one number": [{ item: [item(1), item(1)] }, "sequence", "Claim.item[1]"],
    "a diagnosis that is not there": [
      { item: [item(1, { diagnosisSequence: [9] })] },
      "sequence",
      "Claim.item[0].diagnosisSequence",
    ],
  };
  for (const [what, [more, rule, path]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => expectRefused(() => readClaim(claim(more)), rule, path));
  }

  const unbillable: Record<string, [more: object, rule: string, path: string]> = {
    "lines that cost more than the total": [{ total: money(12.49) }, "total", "Claim.total"],
    "a total that no line explains": [{ total: money(12.51) }, "total", "Claim.total"],
    "half a unit": [
      { item: [item(1, { quantity: { value: 0.5 } })] },
      "range",
      "Claim.item[0].quantity",
    ],
    "more than a line can hold": [
      { item: [item(1, { net: money(10_995_116_277.76) })] },
      "range",
      "Claim.item[0].net",
    ],
    "a service before the claim's start": [
      {
        billablePeriod: { start: "2026-03-02", end: "2026-03-03" },
        item: [item(1, { servicedDate: "2026-03-01" })],
      },
      "range",
      "Claim.item[0].serviced",
    ],
  };
  for (const [what, [more, rule, path]] of Object.entries(unbillable)) {
    it(`does not bill ${what}`, () =>
      expectRefused(() => billedLines(readClaim(claim(more))), rule, path));
  }

  it("tells where a patient was treated", () => {
    const settingOf = (more: object) => readClaim(claim(more)).setting;
    const stay = { billablePeriod: { start: "2026-03-01", end: "2026-03-04" } };
    expect(settingOf({})).equal("OUTPATIENT");
    expect(settingOf({ type: code("pharmacy") })).equal("PHARMACY");
    expect(settingOf({ type: code("institutional"), ...stay })).equal("INPATIENT");
    expect(settingOf(stay)).equal("OUTPATIENT");
  });

  it("refuses bytes that are no JSON, and another resource", async () => {
    expect(await codeOf(() => readClaim(utf8("{")))).equal("FHIR_NOT_JSON");
    const coverage = {
      resourceType: "Coverage",
      status: "active",
      beneficiary: { display: "x" },
      payor: [{ display: "y" }],
    };
    expectRefused(() => readClaim(coverage), "resourceType", "the document");
    expect(await codeOf(() => readClaim(utf8(" ".repeat((16 << 20) + 1))))).equal("FHIR_TOO_LARGE");
  });

  it("reads every published example", function () {
    skipUnlessExamples(this);
    const read = examplesOf("Claim").map(([, bytes]) => readClaim(bytes, { currency: "USD" }));
    expect(read.length).equal(17);
    expect(read.every(({ lines }) => lines.length > 0)).equal(true);
    const again = read.map((facts) => readClaim(writeClaim(facts)));
    expect(again).deep.equal(read);
  });
});
