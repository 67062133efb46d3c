/**
 * Each rule of the adjudication: a line that just passes beside one that fails by one unit or one
 * code, with its reason (CARC) and amounts, and what a later version of the rule says (CL-06..09, CL-12).
 */
import { expect } from "chai";
import type { LineFacts } from "../../src/core/claimWords.ts";
import type { Flag } from "../../src/core/enums.ts";
import { CARC, flagBit } from "../../src/core/lineRules.ts";
import type { Rule } from "../../src/core/tariff.ts";
import { aLine, aRule, aTerms, DAY, decide, told } from "../fixtures/adjudications.ts";

async function one(facts: LineFacts, rule: Rule | undefined, terms = aTerms(), found?: Flag) {
  const { results } = await decide(terms, [
    { facts, ...(rule ? { rule } : {}), ...(found ? { found } : {}) },
  ]);
  return told(results[0]!);
}

const PAID = { paid: 80n, coinsurance: 20n };
const uncovered = (reason: bigint, flag?: Flag) => ({
  uncovered: 100n,
  reason,
  ...(flag ? { flags: flagBit(flag) } : {}),
});
const refused = (reason: bigint, flag: Flag) => ({ refused: 100n, reason, flags: flagBit(flag) });

describe("Adjudication, rule by rule (CL-06, CL-07, CL-08, CL-09, CL-12)", () => {
  it("a row holds from its first day to the one before its end (CL-07, CL-09)", async () => {
    expect(await one(aLine(100n), aRule({ from: DAY }))).to.deep.equal(PAID);
    expect(await one(aLine(100n), aRule({ until: DAY + 1n }))).to.deep.equal(PAID);
    const missing = uncovered(CARC.NOT_IN_PLAN, "NOT_IN_CATALOGUE");
    expect(await one(aLine(100n), aRule({ from: DAY + 1n }))).to.deep.equal(missing);
    expect(await one(aLine(100n), aRule({ until: DAY }))).to.deep.equal(missing);
    expect(await one(aLine(100n), undefined)).to.deep.equal(missing);
    // The line's own day counts: its last second, and the first of the next day.
    const rule = aRule({ until: DAY + 1n });
    expect(await one(aLine(100n, { offset: 86_399n }), rule)).to.deep.equal(PAID);
    expect(await one(aLine(100n, { offset: 86_400n }), rule)).to.deep.equal(missing);
  });

  it("a later version of a row decides on its own days only (CL-09)", async () => {
    const before = aRule({ until: DAY, ceiling: 90n });
    const after = aRule({ from: DAY, ceiling: 60n });
    const yesterday = aTerms({ start: DAY * 86_400n - 1n });
    expect(await one(aLine(100n), before, yesterday)).to.include({ overLimit: 10n });
    expect(await one(aLine(100n), after)).to.include({ overLimit: 40n });
    expect(await one(aLine(100n), after, yesterday)).to.include({ reason: CARC.NOT_IN_PLAN });
  });

  it("class C is not covered, A is whole, B has a first self-pay share", async () => {
    expect(await one(aLine(100n), aRule({ category: 3n }))).to.deep.equal(
      uncovered(CARC.NON_COVERED),
    );
    expect(await one(aLine(100n), aRule({ selfShare: 1_000n }))).to.deep.equal(PAID);
    const b = await one(aLine(100n), aRule({ category: 2n, selfShare: 1_000n }));
    expect(b).to.deep.equal({ preSelf: 10n, paid: 72n, coinsurance: 18n });
  });

  it("a frozen row is not covered while it is frozen (RG-03)", async () => {
    expect(await one(aLine(100n), aRule({ flags: 8n }))).to.deep.equal(uncovered(CARC.FROZEN));
  });

  it("a service item outside of the agreement is refused, outside of the plan not covered (CL-03)", async () => {
    const item5 = aRule({ serviceItem: 5n });
    expect(await one(aLine(100n), item5, aTerms({ services: 1n << 5n }))).to.deep.equal(PAID);
    expect(await one(aLine(100n), item5, aTerms({ services: 1n << 4n }))).to.deep.equal(
      refused(CARC.PROVIDER_TYPE, "UNLICENSED"),
    );
    const narrow = aTerms({ terms: { serviceItems: 1n << 4n } });
    expect(await one(aLine(100n), item5, narrow)).to.deep.equal(uncovered(CARC.NOT_IN_PLAN));
  });

  it("the price is paid up to the ceiling, to the unit (CL-08)", async () => {
    const rule = aRule({ ceiling: 50n });
    expect(await one(aLine(100n, { quantity: 2n }), rule)).to.deep.equal(PAID);
    expect(await one(aLine(101n, { quantity: 2n }), rule)).to.deep.equal({
      ...PAID,
      overLimit: 1n,
      flags: flagBit("OVER_PRICE"),
    });
  });

  it("units above the most are not covered, at their share of the charge", async () => {
    const rule = aRule({ quantity: 3n });
    expect(await one(aLine(100n, { quantity: 3n }), rule)).to.deep.equal(PAID);
    expect(await one(aLine(400n, { quantity: 4n }), rule)).to.deep.equal({
      uncovered: 100n,
      paid: 240n,
      coinsurance: 60n,
      reason: CARC.QUANTITY,
      flags: flagBit("OVER_QTY"),
    });
    // A trace code is one unit's, whatever the row says.
    const coded = aRule({ quantity: 3n, flags: 2n });
    expect(await one(aLine(200n, { quantity: 2n }), coded)).to.include({ uncovered: 100n });
  });

  it("age and sex fit, to the month (CL-06)", async () => {
    const of = (years: number, months = 0) => aTerms({ bornIn: 24_000 - 12 * years - months });
    const adults = aRule({ youngest: 18n, oldest: 59n });
    const wrongAge = uncovered(CARC.AGE, "AGE_SEX");
    expect(await one(aLine(100n), adults, of(18))).to.deep.equal(PAID);
    expect(await one(aLine(100n), adults, of(17, 11))).to.deep.equal(wrongAge);
    expect(await one(aLine(100n), adults, of(59, 11))).to.deep.equal(PAID);
    expect(await one(aLine(100n), adults, of(60))).to.deep.equal(wrongAge);
    expect(await one(aLine(100n), adults, aTerms({ bornIn: 0 }))).to.deep.equal(wrongAge);
    const women = aRule({ sexes: 1n });
    expect(await one(aLine(100n), women)).to.deep.equal(PAID);
    expect(await one(aLine(100n), women, aTerms({ sex: 2 }))).to.deep.equal(
      uncovered(CARC.SEX, "AGE_SEX"),
    );
  });

  it("what was found of a line stands in its way, with its reason (CL-06, CL-11, CL-12)", async () => {
    const of = (flag: Flag, rule = aRule()) => one(aLine(100n), rule, aTerms(), flag);
    expect(await of("DUP_LINE")).to.deep.equal(refused(CARC.DUPLICATE, "DUP_LINE"));
    expect(await of("DUP_TRACE_CODE")).to.deep.equal(refused(CARC.DUPLICATE, "DUP_TRACE_CODE"));
    expect(await of("NO_DISPENSE")).to.deep.equal(refused(CARC.NOT_FURNISHED, "NO_DISPENSE"));
    expect(await of("RECALLED_DRUG")).to.deep.equal(refused(CARC.NOT_FURNISHED, "RECALLED_DRUG"));
    expect(await of("OVER_FREQ")).to.deep.equal(uncovered(CARC.FREQUENCY, "OVER_FREQ"));
    const drug = aRule({ kind: 1n });
    expect(await of("OFF_INDICATION", drug)).to.deep.equal(
      uncovered(CARC.OFF_LABEL, "OFF_INDICATION"),
    );
    expect(await of("OFF_INDICATION")).to.deep.equal(uncovered(CARC.DIAGNOSIS, "OFF_INDICATION"));
    // Without a diagnosis the rule abstains, and says so.
    expect(await of("NO_DIAGNOSIS", drug)).to.deep.equal({
      ...PAID,
      flags: flagBit("NO_DIAGNOSIS"),
    });
  });

  it("a claim outside of the person's cover is not paid; of the dead it is refused", async () => {
    const reason = (carc: bigint) => one(aLine(100n), aRule(), aTerms({ reason: Number(carc) }));
    for (const carc of [CARC.BEFORE_COVERAGE, CARC.AFTER_COVERAGE, CARC.WAITING, CARC.LAPSED]) {
      expect(await reason(carc)).to.deep.equal(uncovered(carc));
    }
    expect(await reason(CARC.DIED)).to.deep.equal(refused(CARC.DIED, "DECEASED"));
  });
});
