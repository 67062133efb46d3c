import { expect } from "chai";
import fc from "fast-check";
import {
  adjustmentViolations,
  claimAdjustments,
  lineAdjustments,
} from "../../src/core/adjustments.ts";
import {
  ADJUSTMENT_GROUPS,
  GROUPS_OF_REASON,
  isReasonCode,
  NEEDS_REMARK,
  REASON_WORDS,
  reasonWords,
  REMARK_WORDS,
  remarkOf,
} from "../../src/core/reasons.ts";
import { imbalances, sumOf } from "../../src/core/settlement.ts";
import { anySettlement, line, settlement, visit } from "../fixtures/settlements.ts";

describe("adjustments: why a line was not paid whole, in groups and numbers", () => {
  it("charge = paid + adjustments, by the rules of the lists, of every line of any claim", () => {
    fc.assert(
      fc.property(anySettlement, (any) => {
        expect(imbalances(any)).deep.equal([]);
        for (const one of any.lines) {
          const adjustments = lineAdjustments(one);
          expect(adjustmentViolations(one.charge, one.result.paid, adjustments)).deep.equal([]);
          expect(adjustments.every(({ reason }) => isReasonCode(reason))).equal(true);
        }
        const ofClaim = sumOf(claimAdjustments(any).map(({ amount }) => amount));
        const ofLines = sumOf(any.lines.flatMap(lineAdjustments).map(({ amount }) => amount));
        const billed = sumOf(any.lines.map(({ charge }) => charge));
        expect(billed).equal(any.fund + ofLines + ofClaim);
      }),
    );
  });

  it("each part has its group: the patient's, the provider's, a duplicate others'", () => {
    const told = visit().lines.map((one) =>
      lineAdjustments(one).map(({ group, reason, amount }) => `${group}-${reason} ${amount}`),
    );
    expect(told).deep.equal([
      ["PR-1 2000", "PR-3 1000", "PR-2 1400"],
      ["PR-45 500", "PR-2 300"],
      ["PR-204 2720"],
      ["OA-18 1200"],
    ]);
  });

  it("a price limit that takes the whole charge is told as a quantity", () => {
    const [only] = lineAdjustments(line(1, { overLimit: 700n }));
    expect(only).deep.include({ group: "PR", reason: "153", amount: 700n });
  });

  it("a group's price is an adjustment of the claim, below 0 where it is a gain", () => {
    const lines = [line(1, { paid: 1_000n })];
    expect(claimAdjustments(settlement(lines))).deep.equal([]);
    const [loss] = claimAdjustments(settlement(lines, { difference: 300n }));
    expect(loss).deep.include({ group: "CO", reason: "45", amount: 300n });
    const [gain] = claimAdjustments(settlement(lines, { difference: -300n }));
    expect(gain!.amount).equal(-300n);
  });

  const cases: [
    what: string,
    group: string,
    reason: string,
    amount: bigint,
    rule: string | undefined,
  ][] = [
    ["18 in OA", "OA", "18", 100n, undefined],
    ["18 in CO", "CO", "18", 100n, "group OA"],
    ["23 in PR", "PR", "23", 100n, "group OA"],
    ["133 in PI", "PI", "133", 100n, "group OA"],
    ["136 in CO", "CO", "136", 100n, "group OA"],
    ["45 in PR for a part", "PR", "45", 99n, undefined],
    ["45 in OA", "OA", "45", 99n, "group CO or PR"],
    ["45 for the whole charge", "CO", "45", 100n, "less than the whole charge"],
    ["238 in CO", "CO", "238", 100n, "group PR"],
    ["249 in PR", "PR", "249", 100n, "group CO"],
    ["a group that is none", "CR", "96", 100n, "group CO or PR or OA or PI"],
  ];
  for (const [what, group, reason, amount, rule] of cases) {
    it(`${what}: ${rule ?? "as it should be"}`, () => {
      const remark = remarkOf(reason);
      const adjustments = [{ group, reason, amount, ...(remark && { remark }) }];
      const found = adjustmentViolations(100n, 100n - amount, adjustments);
      expect(found).deep.equal(rule === undefined ? [] : [{ rule, reason }]);
    });
  }

  it("a remark is asked for beside those reasons that say nothing without", () => {
    for (const reason of NEEDS_REMARK) {
      const bare = [{ group: GROUPS_OF_REASON[reason]?.[0] ?? "CO", reason, amount: 40n }];
      expect(adjustmentViolations(100n, 60n, bare)).deep.equal([
        { rule: "a remark (RARC)", reason },
      ]);
      const told = bare.map((one) => ({ ...one, remark: remarkOf(reason)! }));
      expect(adjustmentViolations(100n, 60n, told)).deep.equal([]);
    }
  });

  it("one minor unit too little is found", () => {
    const [found] = adjustmentViolations(100n, 60n, [{ group: "PR", reason: "2", amount: 39n }]);
    expect(found).deep.equal({ rule: "charge = paid + adjustments", reason: "" });
  });

  it("the lists: 108 reasons and 12 remarks of standards, short words, none twice", () => {
    const words = Object.values({ ...REASON_WORDS, ...REMARK_WORDS });
    expect(Object.keys(REASON_WORDS).length).at.least(108);
    expect(Object.keys(REMARK_WORDS)).lengthOf(12);
    expect(new Set(words).size).equal(words.length);
    expect(words.every((text) => text.length <= 70)).equal(true);
    expect(Object.values(GROUPS_OF_REASON).flat()).to.satisfy((groups: string[]) =>
      groups.every((group) => (ADJUSTMENT_GROUPS as readonly string[]).includes(group)),
    );
    expect(reasonWords(204n)).equal("not in the plan");
    expect(reasonWords("constructor")).equal("reason construc");
  });
});
