import { expect } from "chai";
import fc from "fast-check";
import { adjudicate, type BilledLine, type ClaimTerms } from "../../src/core/adjudication.ts";
import { adjustmentViolations, lineAdjustments } from "../../src/core/adjustments.ts";
import { unpackFacts } from "../../src/core/claimWords.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { explain } from "../../src/core/explain.ts";
import {
  imbalances,
  PARTS,
  requireBalanced,
  type Settlement,
  settlementOf,
} from "../../src/core/settlement.ts";
import { PLAN_FLAGS, unpackRule } from "../../src/core/tariff.ts";
import { line, settlement, visit } from "../fixtures/settlements.ts";

const upTo = (max: bigint) => fc.bigInt({ min: 0n, max });
const share = upTo(10_000n);
const limit = fc.oneof(fc.constant(0n), upTo(200_000n));
const ALL_FLAGS = Object.values(PLAN_FLAGS).reduce<bigint>((all, one) => all | one, 0n);

const anyTerms: fc.Arbitrary<ClaimTerms> = fc
  .record({
    deductible: limit,
    copay: upTo(5_000n),
    cap: limit,
    maximum: limit,
    shares: fc.tuple(share, share, share),
    flags: upTo(ALL_FLAGS),
    price: limit,
    low: fc.constantFrom(0n, 40n),
    high: fc.constantFrom(0n, 200n),
    setting: fc.integer({ min: 0, max: 4 }),
    grade: fc.integer({ min: 1, max: 3 }),
    reason: fc.constantFrom(0, 0, 0, 13, 27),
  })
  .map(({ deductible, copay, cap, maximum, shares, flags, low, high, ...rest }) => ({
    limits: {
      deductible1: deductible,
      deductible2: deductible,
      deductible3: deductible,
      copay,
      cap,
      maximum,
    },
    shares: { bySetting: Array.from({ length: 4 }, () => shares), tier: 0n, added: 0n },
    terms: { serviceItems: 1n, waiting: 0n, baseRate: 0n, low, high, flags, version: 1n },
    services: 1n,
    start: 61_041n * 86_400n,
    bornIn: 0,
    month: 0,
    sex: 0,
    ...rest,
  }));

const anyBilled: fc.Arbitrary<BilledLine> = fc
  .record({
    charge: fc.oneof(fc.constant(0n), upTo(300_000n)),
    quantity: upTo(5n),
    ceiling: limit,
    selfShare: share,
    most: upTo(3n),
    category: fc.constantFrom(1n, 2n, 3n),
    hasRow: fc.boolean(),
    found: fc.constantFrom(0n, 0n, 1n << 1n, 1n << 3n),
    sexes: fc.constantFrom(0n, 1n),
  })
  .map(({ charge, quantity, ceiling, selfShare, most, category, hasRow, found, sexes }) => ({
    facts: { ...unpackFacts(0n), charge, quantity, version: 1n },
    rule: hasRow
      ? { ...unpackRule(0n), ceiling, selfShare, category, sexes, quantity: most, kind: 2n }
      : undefined,
    found,
  }));

/** A claim as the contract's twin decides it. */
const anyDecided: fc.Arbitrary<Settlement> = fc
  .tuple(anyTerms, fc.array(anyBilled, { minLength: 1, maxLength: 5 }))
  .map(([terms, billed]) => {
    const { lines, totals } = adjudicate(terms, { deductible: 0n, pool: 0n, own: 0n }, billed);
    return settlementOf({
      claim: "0x01",
      state: "ADJUDICATED",
      currency: "CNY",
      fromAccount: 0n,
      decided: 0,
      totals,
      bill: billed.map(({ facts }) => ({
        code: "X1",
        quantity: Number(facts.quantity),
        charge: facts.charge,
      })),
      results: lines,
    });
  });

describe("settlements: what the rules decide adds up in every document", () => {
  it("the identities and the rules of the code lists hold for whatever is adjudicated", () => {
    fc.assert(
      fc.property(anyDecided, (decided) => {
        expect(imbalances(decided)).deep.equal([]);
        for (const one of decided.lines) {
          const found = adjustmentViolations(one.charge, one.result.paid, lineAdjustments(one));
          expect(found).deep.equal([]);
        }
        const plan = { name: "p", version: 1 };
        expect(explain({ settlement: decided, plan, rows: new Map() }, "doctor").lines).lengthOf(
          decided.lines.length,
        );
      }),
      { numRuns: 500 },
    );
  });

  const changed: [what: string, make: () => Settlement, identity: string, line: number][] = [
    ["a fund that pays one fen more", () => ({ ...visit(), fund: 8_601n }), "charges = ", 0],
    ["a person that pays one fen less", () => ({ ...visit(), person: 7_919n }), "charges = ", 0],
    [
      "an account that gives more than asked",
      () => ({ ...visit(), fromAccount: 7_921n }),
      "account",
      0,
    ],
    [
      "an account that is given to",
      () => ({ ...visit(), fromAccount: -1n }),
      "account <= person",
      0,
    ],
    [
      "a line of one fen more",
      () => {
        const { lines, ...rest } = visit();
        return { ...rest, lines: [{ ...lines[0]!, charge: 10_001n }, ...lines.slice(1)] };
      },
      "charge = paid + adjustments",
      1,
    ],
    [
      "a part below 0",
      () => settlement([line(1, { paid: 200n, uncovered: -100n })]),
      "uncovered >= 0",
      1,
    ],
    [
      "a fund below 0",
      () => settlement([line(1, { paid: 1n })], { difference: 2n }),
      "fund >= 0",
      0,
    ],
  ];
  for (const [what, make, identity, at] of changed) {
    it(`finds ${what}`, () => {
      let caught: unknown;
      try {
        requireBalanced(make());
      } catch (error) {
        caught = error;
      }
      expect(isCareLedgerError(caught, "SETTLEMENT_UNBALANCED")).equal(true);
      const { details } = caught as { details: { identity: string; line: number } };
      expect(details.identity).include(identity);
      expect(details.line).equal(at);
    });
  }

  it("nine parts make a charge", () => expect(PARTS).lengthOf(9));
});
