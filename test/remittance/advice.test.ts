import { expect } from "chai";
import fc from "fast-check";
import {
  adviceOf,
  adviceViolations,
  claimAdvice,
  openReviews,
  reversalOf,
} from "../../src/remittance/advice.ts";
import { readAdvice, writeAdvice } from "../../src/remittance/adviceCsv.ts";
import { anySettlement, line, settlement, visit } from "../fixtures/settlements.ts";
import { rowViolations, settlementRow } from "../../src/remittance/nhsa.ts";
import { clearing, expectRefused, payment, withCell } from "./fixtures.ts";

const advice = adviceOf(payment, [claimAdvice(visit())], [{ reason: "WO", amount: 600n }]);
const csv = writeAdvice(advice);

describe("remittance: an advice of payment like X12 835 (ST-01)", () => {
  it("is a table of payment, claims, lines and adjustments that add up", () => {
    expect(csv.split("\r\n").slice(0, 6)).deep.equal([
      "segment,claim,line,status,date,code,quantity,charge,paid,patient,group,reason,amount,remark,part",
      "BPR,0x07,,,2026-04-01,CNY,,,,,,,80.00,,",
      `CLP,${visit().claim},,1,,,,177.20,86.00,79.20,,,,,`,
      `SVC,${visit().claim},1,,,99213,1,100.00,56.00,,,,,,`,
      `CAS,${visit().claim},1,,,,,,,,PR,1,20.00,,deductible`,
      `CAS,${visit().claim},1,,,,,,,,PR,3,10.00,,copay`,
    ]);
    expect(csv).match(/PLB,{12}WO,6\.00|PLB(,+)WO,6\.00/);
    expect(readAdvice(csv)).deep.equal(advice);
  });

  it("reads back what was written of any payment", () => {
    fc.assert(
      fc.property(
        fc.array(
          anySettlement.filter(({ currency }) => currency === "CNY"),
          { maxLength: 4 },
        ),
        (settlements) => {
          const any = adviceOf(payment, settlements.map(claimAdvice));
          expect(adviceViolations(any)).deep.equal([]);
          expect(readAdvice(writeAdvice(any))).deep.equal(any);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a claim priced by its group balances by an adjustment of the claim", () => {
    const grouped = claimAdvice(settlement([line(1, { paid: 900n })], { difference: 300n }));
    expect(grouped).deep.include({ charge: 900n, paid: 600n });
    expect(grouped.adjustments).deep.equal([
      { group: "CO", reason: "45", amount: 300n, remark: "", part: "" },
    ]);
    const read = readAdvice(writeAdvice(adviceOf(payment, [grouped])));
    expect(read.claims).deep.equal([grouped]);
  });

  it("a claim under review is told as such, and stays open until it is taken back", () => {
    const { paid: _, ...rest } = visit();
    const pended = claimAdvice({ ...rest, state: "PENDED" });
    expect(pended.paid).equal(0n);
    expect(pended.lines.map(({ adjustments }) => adjustments[0]!.reason)).deep.equal(
      Array.from({ length: 4 }, () => "133"),
    );
    const first = adviceOf(payment, [pended]);
    expect(openReviews([first])).deep.equal([pended.claim]);
    const decided = adviceOf(payment, [reversalOf(pended), claimAdvice(visit())]);
    expect(adviceViolations(decided)).deep.equal([]);
    expect(openReviews([first, decided])).deep.equal([]);
  });

  it("a denied claim has status 4, a reversed one 22 with all amounts turned round", () => {
    const denied = claimAdvice(settlement([line(1, { uncovered: 500n, reason: 204n })]));
    expect(denied.status).equal("4");
    const taken = claimAdvice({ ...visit(), state: "REVERSED" });
    expect(taken).deep.include({ status: "22", charge: -17_720n, paid: -8_600n });
    const both = adviceOf(payment, [claimAdvice(visit()), taken]);
    expect([both.amount, adviceViolations(both)]).deep.equal([0n, []]);
  });

  it("what somebody denied is not paid, whatever rules would have paid of it", () => {
    const denied = { ...visit(), state: "DENIED" as const };
    const told = claimAdvice(denied);
    expect(told).deep.include({ status: "4", charge: 17_720n, paid: 0n, patient: 7_920n });
    const [first] = told.lines;
    const refused = { group: "CO", reason: "A1", amount: 5_600n, part: "refused" };
    expect(first!.adjustments.at(-1)).deep.include(refused);
    const row = settlementRow(denied, clearing);
    expect(rowViolations(row)).deep.equal([]);
    expect(row).deep.include({ fund_pay_sumamt: 0n, hosp_part_amt: 9_800n, psn_part_amt: 7_920n });
  });

  const broken: [what: string, row: number, column: string, value: string, refused: RegExp][] = [
    ["a payment of one fen more", 2, "amount", "80.01", /payment = paid - withheld/],
    ["a claim of one fen more", 3, "charge", "177.21", /charge = charges of lines/],
    ["a patient's part of one fen less", 3, "patient", "79.19", /patient = adjustments in PR/],
    ["a line paid one fen less", 4, "paid", "55.99", /charge = paid \+ adjustments/],
    ["an adjustment of one fen more", 5, "amount", "20.01", /charge = paid \+ adjustments/],
    ["a deductible that the provider bears", 5, "group", "CO", /patient = adjustments in PR/],
    ["a group that is none", 5, "group", "XX", /1: group CO or PR or OA or PI/],
    ["a denied claim that is paid", 3, "status", "4", /a denied claim is not paid/],
    ["a reversed claim above 0", 3, "status", "22", /a reversed claim is below 0/],
  ];
  for (const [what, row, column, value, refused] of broken) {
    it(`refuses ${what}`, () =>
      expectRefused(() => readAdvice(withCell(csv, row, column, value)), 0, refused));
  }

  const malformed: [what: string, row: number, column: string, value: string, refused: RegExp][] = [
    ["another segment first", 2, "segment", "CLP", /the segment BPR/],
    ["a currency that is none", 2, "code", "RMB", /a currency/],
    ["no date", 2, "date", "soon", /a date/],
    ["an amount with a separator", 2, "amount", "80 000", /an amount as amount/],
    ["an adjustment of another line", 5, "line", "9", /the row below its line's/],
    ["a line of another claim", 4, "claim", "0x99", /the row below its claim's/],
    ["a segment that is none", 4, "segment", "NTE", /one of the segments/],
    ["a line 0", 4, "line", "0", /a line from 1/],
    ["no quantity", 4, "quantity", "", /a quantity/],
  ];
  for (const [what, row, column, value, refused] of malformed) {
    it(`refuses ${what}`, () =>
      expectRefused(() => readAdvice(withCell(csv, row, column, value)), row, refused));
  }

  it("refuses a table without a column, a cut row, and one that is none", () => {
    expectRefused(() => readAdvice(csv.replace("patient", "patience")), 1, "the column patient");
    expectRefused(() => readAdvice(csv.replace("patient", "paid")), 1, "the column patient|once");
    expectRefused(() => readAdvice(`${csv}CLP,1\r\n`), csv.split("\r\n").length, "as many fields");
    expectRefused(() => readAdvice(""), 1, "the column segment");
    expectRefused(() => readAdvice('"'), 1, "CSV");
  });

  it("writes no cell that a spreadsheet would run", () => {
    const bad = settlement([{ ...line(1, { paid: 100n }), code: "=1+1" }]);
    expectRefused(
      () => writeAdvice(adviceOf(payment, [claimAdvice(bad)])),
      4,
      "no formula in code",
    );
  });

  it("writes no advice that breaks a rule", () => {
    const off = { ...advice, amount: advice.amount + 1n };
    expectRefused(() => writeAdvice(off), 0, "payment = paid - withheld");
  });
});
