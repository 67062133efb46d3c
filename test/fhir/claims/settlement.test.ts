import { expect } from "chai";
import fc from "fast-check";
import { imbalances, type Settlement } from "../../../src/core/settlement.ts";
import { isCareLedgerError } from "../../../src/core/errors.ts";
import { readSettlement } from "../../../src/fhir/claims/settlement.ts";
import {
  type SettlementDocument,
  writeClaimResponse,
  writeExplanation,
} from "../../../src/fhir/claims/settlementOut.ts";
import { violationsOf } from "../../../src/fhir/claims/violations.ts";
import type { JsonObject } from "../../../src/fhir/json.ts";
import { anySettlement, visit } from "../../fixtures/settlements.ts";
import {
  claimFacts,
  examplesOf,
  expectRefused,
  money,
  skipUnlessExamples,
} from "./fixtures/claims.ts";

const documentOf = (settlement: Settlement): SettlementDocument => ({
  claim: claimFacts,
  settlement,
  notes: new Map([[3, "Not paid: it is not in the plan."]]),
});
const writers = { ClaimResponse: writeClaimResponse, ExplanationOfBenefit: writeExplanation };
const wire = (resource: JsonObject) => JSON.parse(JSON.stringify(resource)) as JsonObject;

describe("fhir: results of claims are written and read (CA-19)", () => {
  for (const [type, write] of Object.entries(writers)) {
    it(`${type}: reads back exactly what was written`, () => {
      const written = wire(write(documentOf(visit())));
      expect(violationsOf(written)).deep.equal([]);
      const read = readSettlement(written);
      expect(read.settlement).deep.equal(visit());
      expect(read.payment?.amount).equal(8_600n);
      expect(read.outcome).equal("complete");
      expect(JSON.stringify(written)).include("Not paid: it is not in the plan.");
    });

    it(`${type}: of any claim that adds up`, () => {
      fc.assert(
        fc.property(anySettlement, (settlement) => {
          const written = wire(write({ claim: claimFacts, settlement }));
          expect(violationsOf(written)).deep.equal([]);
          expect(readSettlement(written).settlement).deep.equal(settlement);
        }),
        { numRuns: 100 },
      );
    });
  }

  it("names group, reason and remark beside each amount", () => {
    const { items } = readSettlement(writeExplanation(documentOf(visit())));
    const why = items.map(({ adjudications }) =>
      adjudications.flatMap(({ group, reason, remark, amount }) =>
        reason === undefined ? [] : [`${group}-${reason} ${remark ?? ""} ${amount}`],
      ),
    );
    expect(why).deep.equal([
      ["PR-1  2000", "PR-3  1000", "PR-2  1400"],
      ["PR-45  500", "PR-2  300"],
      ["PR-204 N130 2720"],
      ["OA-18 N522 1200"],
    ]);
  });

  it("a pended claim is queued, a reversed one cancelled, and neither has a payment", () => {
    const states = (["PENDED", "REVERSED"] as const).map((state) => {
      const { paid: _, ...rest } = visit();
      const { outcome, status, payment } = readSettlement(
        writeClaimResponse(documentOf({ ...rest, state })),
      );
      return { outcome, status, payment };
    });
    expect(states).deep.equal([
      { outcome: "queued", status: "active", payment: undefined },
      { outcome: "complete", status: "cancelled", payment: undefined },
    ]);
  });

  it("writes nothing that does not add up", () => {
    for (const part of ["fund", "person", "institution"] as const) {
      const broken = { ...visit(), [part]: visit()[part] + 1n };
      expect(imbalances(broken).length).greaterThan(0);
      let caught: unknown;
      try {
        writeClaimResponse(documentOf(broken));
      } catch (error) {
        caught = error;
      }
      expect(isCareLedgerError(caught, "SETTLEMENT_UNBALANCED"), part).equal(true);
    }
  });

  it("takes no document for its own whose amounts were changed", () => {
    const changes: ((written: JsonObject) => void)[] = [
      (written) => (amountAt(written, 0, 2)["value"] = 56.01),
      (written) => (amountAt(written, 0, 0)["value"] = 99.99),
      (written) => ((written["total"] as { amount: object }[])[4]!.amount = money(1)),
      (written) => ((written["extension"] as { valueCode: string }[])[0]!.valueCode = "FREE"),
    ];
    for (const change of changes) {
      const written = wire(writeExplanation(documentOf(visit())));
      change(written);
      expect(readSettlement(written).settlement).equal(undefined);
    }
    const mixed = wire(writeExplanation(documentOf(visit())));
    amountAt(mixed, 1, 0)["currency"] = "USD";
    expectRefused(
      () => readSettlement(mixed),
      "currency",
      "ExplanationOfBenefit.item[1].adjudication[0].amount",
    );
  });

  it("reads every published example as another's", function () {
    skipUnlessExamples(this);
    const read = ["ClaimResponse", "ExplanationOfBenefit"].flatMap((type) =>
      examplesOf(type).map(([, bytes]) => readSettlement(bytes, { currency: "USD" })),
    );
    expect(read.length).equal(7);
    expect(read.map(({ settlement }) => settlement)).deep.equal(read.map(() => undefined));
    const r3500 = read.find(({ identifier }) => identifier?.value === "R3500")!;
    expect(r3500.payment).deep.equal({ date: "2014-08-31", amount: 10_047n });
    expect(r3500.items[0]!.adjudications.map(({ amount }) => amount)).deep.equal([
      13_557n,
      1_000n,
      undefined,
      9_047n,
    ]);
  });
});

type Amounts = Record<string, unknown>;
const amountAt = (written: JsonObject, item: number, at: number): Amounts => {
  const items = written["item"] as { adjudication: { amount: Amounts }[] }[];
  return items[item]!.adjudication[at]!.amount;
};
