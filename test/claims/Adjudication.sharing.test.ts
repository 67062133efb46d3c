/** How what is in scope is shared: deductible, copay, shares, cap, maximum, groups (CL-05, CL-15). */
import { expect } from "chai";
import type { ClaimTerms } from "../../src/core/adjudication.ts";
import { PLAN_FLAGS } from "../../src/core/tariff.ts";
import {
  aLine,
  aRule,
  aTerms,
  type Changes,
  decide,
  EMPTY,
  told,
} from "../fixtures/adjudications.ts";

const PAID = { paid: 80n, coinsurance: 20n };

describe("Adjudication, sharing (CL-05, CL-15)", () => {
  const run = async (terms: ClaimTerms, charges: bigint[], balance = EMPTY) => {
    const billed = charges.map((charge) => ({ facts: aLine(charge), rule: aRule() }));
    const { results, totals } = await decide(terms, billed, balance);
    return { lines: results.map(told), totals };
  };

  it("the grade's deductible, less what the year used, is the patient's first", async () => {
    const limits = { deductible1: 10n, deductible2: 20n, deductible3: 30n };
    const { lines } = await run(aTerms({ limits, grade: 2 }), [15n, 105n]);
    expect(lines).to.deep.equal([
      { deductible: 15n },
      { deductible: 5n, paid: 80n, coinsurance: 20n },
    ]);
    const used = await run(aTerms({ limits }), [100n], { ...EMPTY, deductible: 30n });
    expect(used.lines).to.deep.equal([PAID]);
  });

  it("a copay is due once a claim, after or before the deductible, or of the first line alone", async () => {
    const limits = { deductible3: 50n, copay: 30n };
    const after = await run(aTerms({ limits }), [60n, 120n]);
    expect(after.lines).to.deep.equal([
      { deductible: 50n, copay: 10n },
      { copay: 20n, paid: 80n, coinsurance: 20n },
    ]);
    const first = aTerms({ limits, terms: { flags: PLAN_FLAGS.COPAY_FIRST } });
    expect((await run(first, [60n, 120n])).lines).to.deep.equal([
      { copay: 30n, deductible: 30n },
      { deductible: 20n, paid: 80n, coinsurance: 20n },
    ]);
    const flags = PLAN_FLAGS.COPAY_FIRST | PLAN_FLAGS.COPAY_MAIN;
    const main = aTerms({ limits: { copay: 30n }, terms: { flags } });
    expect((await run(main, [20n, 100n])).lines).to.deep.equal([{ copay: 20n }, PAID]);
    const preventive = aTerms({ limits: { copay: 30n }, setting: 4 });
    expect((await run(preventive, [100n])).lines).to.deep.equal([PAID]);
  });

  it("shares round half up, or half to even where the plan says so", async () => {
    const shares = {
      bySetting: Array.from({ length: 4 }, () => [5_000n, 5_000n, 5_000n] as const),
    };
    expect((await run(aTerms({ shares }), [1n, 3n, 5n])).lines).to.deep.equal([
      { paid: 1n },
      { paid: 2n, coinsurance: 1n },
      { paid: 3n, coinsurance: 2n },
    ]);
    const even = aTerms({ shares, terms: { flags: PLAN_FLAGS.HALF_EVEN } });
    expect((await run(even, [1n, 3n, 5n])).lines).to.deep.equal([
      { coinsurance: 1n },
      { paid: 2n, coinsurance: 1n },
      { paid: 2n, coinsurance: 3n },
    ]);
  });

  it("a second tier adds to the share of what stands above it", async () => {
    const terms = aTerms({ shares: { tier: 150n, added: 1_000n } });
    const { lines } = await run(terms, [100n, 100n]);
    expect(lines).to.deep.equal([PAID, { paid: 85n, coinsurance: 15n }]);
  });

  it("the fund pays up to its cap, and the patient up to her maximum", async () => {
    const capped = aTerms({ limits: { cap: 100n } });
    expect((await run(capped, [100n, 100n])).lines).to.deep.equal([
      PAID,
      { paid: 20n, overCap: 60n, coinsurance: 20n },
    ]);
    const limited = aTerms({ limits: { maximum: 25n } });
    expect((await run(limited, [100n, 100n])).lines).to.deep.equal([
      PAID,
      { paid: 95n, coinsurance: 5n },
    ]);
  });

  it("a maximum that stops lets the claim that passes it be, and pays the next whole", async () => {
    const terms = aTerms({
      limits: { maximum: 20n, copay: 5n },
      terms: { flags: PLAN_FLAGS.MAXIMUM_STOPS },
    });
    const at = await run(terms, [105n], { ...EMPTY, own: 20n });
    expect(at.lines).to.deep.equal([{ copay: 5n, ...PAID }]);
    const above = await run(terms, [105n], { ...EMPTY, own: 21n });
    expect(above.lines).to.deep.equal([{ paid: 105n }]);
  });

  it("a group's price is the fund's less the patient's part; the rest is the institution's", async () => {
    const share = async (changes: Changes) => {
      const { totals } = await run(aTerms({ setting: 1, ...changes }), [1_000n]);
      const { fund, person, institution } = totals;
      return { fund, person, institution };
    };
    expect(await share({ price: 900n })).to.deep.equal({
      fund: 700n,
      person: 200n,
      institution: 100n,
    });
    expect(await share({ price: 1_300n })).to.deep.equal({
      fund: 1_100n,
      person: 200n,
      institution: -300n,
    });
    // Outliers: below 40 % of the price what was charged is paid; above 300 % what exceeds it too.
    const terms = { low: 40n, high: 300n };
    const byCharge = { fund: 800n, person: 200n, institution: 0n };
    expect(await share({ price: 2_501n, terms })).to.deep.equal(byCharge);
    expect(await share({ price: 2_500n, terms })).to.include({ fund: 2_300n });
    expect(await share({ price: 200n, terms })).to.deep.equal({
      fund: 400n,
      person: 200n,
      institution: 400n,
    });
  });
});
