import { expect } from "chai";
import fc from "fast-check";
import { newBalances, planPays, shareOf, type ReplayPlan } from "../../src/synthea/planModel.ts";
import { linesOf, PLAN } from "./fixtures/folder.ts";

const claimOf = (...amounts: readonly number[]) => ({
  kind: "visit" as const,
  secondary: false,
  lines: linesOf(...amounts),
});
const COPAY: ReplayPlan = { ...PLAN, deductible: 100, payerShare: 10_000, copay: 50 };

describe("synthea: what a plan pays", () => {
  it("takes the deductible line by line, then shares", () => {
    const { lines, paid, balances } = planPays(PLAN, newBalances, claimOf(4000, 1000, 1000));
    expect(lines.map((line) => [line.deductible, line.paid, line.coinsurance])).deep.equal([
      [4000, 0, 0],
      [500, 350, 150],
      [0, 700, 300],
    ]);
    expect(paid).equal(1050);
    expect(balances).deep.equal({ deductibleUsed: 4500, ownPaid: 4950 });
  });

  it("goes on where the last claim of the period ended", () => {
    const { balances } = planPays(PLAN, newBalances, claimOf(4400));
    expect(planPays(PLAN, balances, claimOf(300)).paid).equal(140);
  });

  it("takes the copay first, of the first line alone, and no more than the line", () => {
    const { lines } = planPays(COPAY, newBalances, claimOf(30, 200));
    expect(lines.map(({ copay, deductible, paid }) => [copay, deductible, paid])).deep.equal([
      [30, 0, 0],
      [0, 100, 100],
    ]);
  });

  it("asks no copay of a preventive visit, but the deductible", () => {
    const claim = { ...claimOf(130), kind: "preventive" as const };
    expect(planPays(COPAY, newBalances, claim).paid).equal(30);
  });

  it("rounds half to even, each line", () => {
    expect([15, 25, 35].map((amount) => shareOf(amount, 7000))).deep.equal([10, 18, 24]);
    const met = { deductibleUsed: 4500, ownPaid: 4500 };
    expect(planPays(PLAN, met, claimOf(15, 15)).paid).equal(20);
    expect(planPays(PLAN, met, claimOf(30)).paid).equal(21);
  });

  it("pays all once the maximum has been passed, not when it is reached, nor within a claim", () => {
    const at = (ownPaid: number) => planPays(PLAN, { deductibleUsed: 4500, ownPaid }, claimOf(100));
    expect(at(8700).paid).equal(70);
    expect(at(8701).paid).equal(100);
    expect(at(8701).lines[0]?.reason).equal("MAXIMUM_PASSED");
    const crossing = planPays(PLAN, newBalances, claimOf(4500, 100_000, 100_000));
    expect(crossing.paid).equal(140_000);
  });

  it("leaves the coinsurance to the supplementary policy, which is not the member's own", () => {
    const claim = { ...claimOf(4500, 100), secondary: true };
    const { lines, balances } = planPays(PLAN, newBalances, claim);
    expect(lines[1]).include({ paid: 70, bySecondary: 30, coinsurance: 0 });
    expect(balances.ownPaid).equal(4500);
  });

  it("does not pay what the plan does not cover, nor anything without a plan", () => {
    const narrow = { ...PLAN, deductible: 0, covers: new Set(["0"]) };
    const { lines, balances } = planPays(narrow, newBalances, claimOf(100, 100));
    expect(lines.map(({ paid, notCovered }) => [paid, notCovered])).deep.equal([
      [70, 0],
      [0, 100],
    ]);
    expect(balances.ownPaid).equal(130);
    const none = planPays(undefined, newBalances, claimOf(100));
    expect(none.paid).equal(0);
    expect(none.lines[0]).include({ notCovered: 100, reason: "NO_PLAN" });
  });

  it("accounts for every cent of every line, and never takes more than the deductible", () => {
    const cents = fc.integer({ min: 0, max: 2_000_000 });
    const plans = fc.record({
      deductible: cents,
      payerShare: fc.integer({ min: 0, max: 10_000 }),
      copay: fc.integer({ min: 0, max: 9000 }),
      outOfPocketMax: fc.option(cents, { nil: undefined }),
    });
    const claims = fc.array(
      fc.record({
        kind: fc.constantFrom("visit" as const, "preventive" as const, "pharmacy" as const),
        secondary: fc.boolean(),
        amounts: fc.array(cents, { maxLength: 8 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(plans, claims, (terms, bills) => {
        const plan = { ...PLAN, ...terms };
        let balances = newBalances;
        for (const { amounts, ...bill } of bills) {
          const result = planPays(plan, balances, { ...bill, lines: linesOf(...amounts) });
          for (const [i, line] of result.lines.entries()) {
            const { paid, bySecondary, copay, deductible, coinsurance, notCovered } = line;
            const parts = [paid, bySecondary, copay, deductible, coinsurance, notCovered];
            expect(parts.every((part) => part >= 0 && Number.isInteger(part))).equal(true);
            expect(parts.reduce((a, b) => a + b, 0)).equal(amounts[i]);
          }
          expect(result.balances.deductibleUsed).within(balances.deductibleUsed, plan.deductible);
          balances = result.balances;
        }
      }),
    );
  });
});
