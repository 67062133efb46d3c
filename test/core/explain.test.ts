import { expect } from "chai";
import fc from "fast-check";
import { FLAGS } from "../../src/core/enums.ts";
import { type DecidingRow, explain, type Explained } from "../../src/core/explain.ts";
import { FLAG_WORDS, flagsIn } from "../../src/core/flagWords.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { amountText } from "../../src/core/money.ts";
import { PARTS } from "../../src/core/settlement.ts";
import { unpackRule } from "../../src/core/tariff.ts";
import { anySettlement, line, settlement, visit } from "../fixtures/settlements.ts";

const row = (code: string, more: Partial<DecidingRow["rule"]> = {}): DecidingRow => ({
  catalogue: "catalogue of Changzhou",
  code,
  version: 3,
  rule: { ...unpackRule(0n), from: 61_041n, ...more },
});
const explained: Explained = {
  settlement: visit(),
  plan: { name: "residents", version: 2 },
  rows: new Map([
    [1, row("99213")],
    [2, row("J1100", { ceiling: 1_650n, until: 61_406n })],
    [4, row("99213")],
  ]),
  names: new Map([
    [1, "Visit"],
    [2, "Injection"],
    [3, "Massage"],
    [4, "Visit"],
  ]),
  appealUntil: "2026-10-30",
};
const ROW = "By: catalogue of Changzhou, 99213, version 3, in force from 2026-01-01";
const PLAN = "plan residents, version 2.";

describe("explain: why each line was paid or not (CA-19)", () => {
  it("tells the patient, line by line, with rule and version", () => {
    expect(explain(explained, "patient")).deep.equal({
      summary: [
        "The claim is decided and paid.",
        "Of CNY 177.20 billed, the fund's part is CNY 86.00, yours is CNY 79.20, of which CNY 40.00 comes from your account and the institution bears CNY 12.00.",
        "The decision can be appealed until 2026-10-30.",
      ],
      lines: [
        {
          sequence: 1,
          sentences: [
            "Visit: of CNY 100.00, CNY 56.00 was paid.",
            "You pay CNY 20.00: your deductible of the year, which was not used up.",
            "You pay CNY 10.00: the fixed payment for a visit.",
            "You pay CNY 14.00: your share.",
            `${ROW}; ${PLAN}`,
          ],
        },
        {
          sequence: 2,
          sentences: [
            "Injection: of CNY 38.00, CNY 30.00 was paid.",
            "You pay CNY 5.00: above the highest price that counts (at most CNY 16.50 each).",
            "You pay CNY 3.00: the part of this class of goods that you pay first.",
            `By: catalogue of Changzhou, J1100, version 3, in force from 2026-01-01 until 2026-12-31; ${PLAN}`,
          ],
        },
        {
          sequence: 3,
          sentences: [
            "Massage: of CNY 27.20, CNY 0.00 was paid.",
            "You pay CNY 27.20: not in the plan.",
            `By: no row of the catalogue on that day; ${PLAN}`,
          ],
        },
        {
          sequence: 4,
          sentences: [
            "Visit: of CNY 12.00, CNY 0.00 was paid.",
            "CNY 12.00 is not paid: billed before, word for word. You do not owe it; the institution bears it.",
            `${ROW}; ${PLAN}`,
          ],
        },
      ],
    });
  });

  it("tells the doctor codes, flags and what to do", () => {
    const { lines } = explain(explained, "doctor");
    expect(lines[3]!.sentences.slice(1, 3)).deep.equal([
      "OA-18: the institution bears CNY 12.00, billed before, word for word; N522, the same was billed before.",
      "DUP_LINE: the same service at the same time was billed before, here or elsewhere; if it was done twice, appeal with both records.",
    ]);
    expect(lines[1]!.sentences[3]).equal(
      "OVER_PRICE: the price is above the row's ceiling; bill at most the ceiling.",
    );
  });

  it("names every amount of every line of any claim, to both", () => {
    fc.assert(
      fc.property(anySettlement, (any) => {
        for (const audience of ["patient", "doctor"] as const) {
          const { lines } = explain({ ...explained, settlement: any }, audience);
          for (const [at, { sentences }] of lines.entries()) {
            const { result, charge } = any.lines[at]!;
            const text = sentences.join("\n");
            for (const part of PARTS.filter((one) => result[one] !== 0n || one === "paid")) {
              if (charge !== 0n) expect(text).include(amountText(result[part], any.currency));
            }
            expect(text).not.match(/undefined|NaN|\$\{/);
            expect(text).match(/plan residents, version 2\.$/);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  const tenses: [state: "PENDED" | "ADJUDICATED" | "DENIED" | "REVERSED", words: string][] = [
    ["PENDED", "would be paid"],
    ["ADJUDICATED", "is to be paid"],
    ["DENIED", "would have been paid"],
    ["REVERSED", "had been paid"],
  ];
  for (const [state, words] of tenses) {
    it(`says of a claim that is ${state}: ${words}`, () => {
      const { paid: _, ...rest } = visit();
      const told = explain({ ...explained, settlement: { ...rest, state } }, "patient");
      expect(told.lines[0]!.sentences[0]).include(words);
      const pays = state === "ADJUDICATED" ? "You pay" : "You would pay";
      expect(told.lines[0]!.sentences[1]).equal(
        `${pays} CNY 20.00: your deductible of the year, which was not used up.`,
      );
      const canAppeal = told.summary.some((sentence) => sentence.includes("appealed"));
      expect(canAppeal).equal(state !== "REVERSED");
      if (state === "DENIED") expect(told.summary[1]).equal("CNY 177.20 was billed.");
    });
  }

  it("a whole payment and a free line are told as such, and nothing is there to appeal", () => {
    const made = settlement([line(1, { paid: 500n }), line(2, { reason: 204n })]);
    const { summary, lines } = explain({ ...explained, settlement: made }, "patient");
    expect(lines[0]!.sentences[0]).equal("Visit: CNY 5.00, which was paid in full.");
    expect(lines[1]!.sentences[0]).equal(
      "Injection: nothing was charged; the reason would be: not in the plan.",
    );
    expect(summary).lengthOf(2);
  });

  it("says what a group's price changes", () => {
    const told = (difference: bigint, audience: "patient" | "doctor") =>
      explain(
        { ...explained, settlement: settlement([line(1, { paid: 900n })], { difference }) },
        audience,
      ).summary[2];
    expect(told(300n, "patient")).equal(
      "The fund pays the stay by the price of its group, CNY 3.00 less than line by line. Your part does not change by this.",
    );
    expect(told(-300n, "doctor")).equal(
      "The fund pays the stay by the price of its group, CNY 3.00 more than line by line. The difference is the institution's.",
    );
  });

  const limits: [reason: bigint, more: Partial<DecidingRow["rule"]>, words: string][] = [
    [6n, { youngest: 18n, oldest: 60n }, "for patients from 18 up to 60 years old"],
    [7n, { sexes: 1n }, "for women"],
    [151n, { frequency: 2n, window: 30n }, "2 in 30 days"],
    [153n, { quantity: 5n }, "at most 5 at once"],
  ];
  for (const [reason, more, words] of limits) {
    it(`names the row's limit beside reason ${reason}: ${words}`, () => {
      const made = settlement([line(1, { uncovered: 500n, reason })]);
      const rows = new Map([[1, row("X1", more)]]);
      const { lines } = explain({ ...explained, settlement: made, rows }, "patient");
      expect(lines[0]!.sentences[1]).include(`(${words})`);
    });
  }

  it("has words for every flag", () => {
    expect(Object.keys(FLAG_WORDS)).deep.equal([...FLAGS]);
    expect(flagsIn((1n << 5n) | 1n)).deep.equal(["DUP_INVOICE", "OVER_PRICE"]);
  });

  it("explains nothing that does not add up", () => {
    let caught: unknown;
    try {
      explain({ ...explained, settlement: { ...visit(), fund: 1n } }, "patient");
    } catch (error) {
      caught = error;
    }
    expect(isCareLedgerError(caught, "SETTLEMENT_UNBALANCED")).equal(true);
  });
});
