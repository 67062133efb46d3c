import { expect } from "chai";
import {
  type CoverageFacts,
  readCoverage,
  writeCoverage,
} from "../../../src/fhir/claims/coverage.ts";
import {
  benefitsOf,
  type EligibilityAnswer,
  type EligibilityQuestion,
  readEligibilityRequest,
  readEligibilityResponse,
  writeEligibilityRequest,
  writeEligibilityResponse,
} from "../../../src/fhir/claims/eligibility.ts";
import {
  type PaymentFacts,
  readPayment,
  unexplained,
  writePayment,
} from "../../../src/fhir/claims/payments.ts";
import { violationsOf } from "../../../src/fhir/claims/violations.ts";
import { isCareLedgerError } from "../../../src/core/errors.ts";
import { examplesOf, expectRefused, skipUnlessExamples } from "./fixtures/claims.ts";

const coverage: CoverageFacts = {
  id: "v",
  status: "active",
  insured: { reference: "Patient/p" },
  insurers: [{ identifier: { value: "3" } }],
  subscriberId: "0xab",
  plan: "resident-2026",
  from: "2026-01-01",
  until: "2026-12-31",
  costs: [
    { type: "deductible", amount: 60_000n },
    { type: "copay", amount: 1_000n },
    { type: "maxoutofpocket", amount: 500_000n },
  ],
  currency: "CNY",
};
const question: EligibilityQuestion = {
  id: "q",
  status: "active",
  purposes: ["validation", "benefits"],
  patient: { reference: "Patient/p" },
  created: "2026-03-02",
  insurer: { reference: "Organization/i" },
  provider: { reference: "Organization/o" },
  serviced: "2026-03-02",
  coverages: [{ reference: "Coverage/v" }],
  services: [{ system: "urn:test", code: "99213" }],
};
const answer: EligibilityAnswer = {
  id: "a",
  status: "active",
  purposes: ["validation"],
  patient: { reference: "Patient/p" },
  created: "2026-03-02T10:00:00Z",
  request: { reference: "CoverageEligibilityRequest/q" },
  insurer: { reference: "Organization/i" },
  outcome: "complete",
  disposition: undefined,
  serviced: "2026-03-02",
  coverages: [
    {
      coverage: { reference: "Coverage/v" },
      inForce: true,
      from: "2026-01-01",
      until: "2026-12-31",
      benefits: benefitsOf(
        { deductible: 60_000n, copay: 1_000n, cap: 9_000_000n, maximum: 500_000n },
        { deductible: 60_000n, pool: 12_345n, own: 70_000n },
      ),
    },
  ],
  currency: "CNY",
};
const payment: PaymentFacts = {
  id: "r",
  identifier: { system: "urn:test", value: "r" },
  status: "active",
  created: "2026-04-01",
  from: "2026-03-01",
  until: "2026-03-31",
  issuer: { reference: "Organization/i" },
  payee: { reference: "Organization/o" },
  outcome: "complete",
  disposition: undefined,
  date: "2026-04-01",
  amount: 8_000n,
  currency: "CNY",
  paymentIdentifier: { value: "0x07" },
  details: [
    {
      identifier: { value: "1" },
      type: "payment",
      claim: { identifier: { value: "0x01" } },
      response: undefined,
      payee: undefined,
      date: "2026-03-05",
      amount: 8_600n,
    },
    {
      identifier: { value: "2" },
      type: "adjustment",
      claim: undefined,
      response: undefined,
      payee: undefined,
      date: undefined,
      amount: -600n,
    },
  ],
};

const pairs = [
  ["Coverage", coverage, writeCoverage, readCoverage],
  ["CoverageEligibilityRequest", question, writeEligibilityRequest, readEligibilityRequest],
  ["CoverageEligibilityResponse", answer, writeEligibilityResponse, readEligibilityResponse],
  ["PaymentReconciliation", payment, writePayment, readPayment],
] as const;

describe("fhir: coverage, eligibility and payments are written and read (ST-01)", () => {
  for (const [type, facts, write, read] of pairs) {
    it(`${type}: reads back what was written`, () => {
      const written = (write as (facts: unknown) => object)(facts);
      expect(violationsOf(written)).deep.equal([]);
      expect(read(JSON.parse(JSON.stringify(written)))).deep.equal(facts);
    });

    it(`${type}: reads every published example`, function () {
      skipUnlessExamples(this);
      const examples = examplesOf(type);
      expect(examples.length).greaterThan(0);
      for (const [name, bytes] of examples) {
        expect(read(bytes, { currency: "USD" }), name)
          .property("status")
          .equal("active");
      }
    });
  }

  it("a limit that a plan does not have is no benefit", () => {
    const limits = { deductible: 0n, copay: 0n, cap: 0n, maximum: 0n };
    const used = { deductible: 0n, pool: 5n, own: 5n };
    expect(benefitsOf(limits, used).map(({ type }) => type)).deep.equal(["deductible", "copay"]);
  });

  it("writes no payment whose parts do not add up, and says by how much a read one does not", () => {
    let caught: unknown;
    try {
      writePayment({ ...payment, amount: 8_001n });
    } catch (error) {
      caught = error;
    }
    expect(isCareLedgerError(caught, "SETTLEMENT_UNBALANCED")).equal(true);
    expect((caught as { details: object }).details).deep.include({ left: 8_000n, right: 8_001n });
    expect(unexplained(payment)).equal(0n);
    expect(unexplained({ ...payment, amount: 9_000n })).equal(1_000n);
  });

  it("refuses a payment in two currencies, or of nothing", () => {
    const written = JSON.parse(JSON.stringify(writePayment(payment)));
    written.detail[1].amount.currency = "USD";
    const at = "PaymentReconciliation.detail[1].amount";
    expectRefused(() => readPayment(written), "currency", at);
    written.paymentAmount = { currency: "CNY" };
    expectRefused(() => readPayment(written), "required", "PaymentReconciliation.paymentAmount");
  });
});
