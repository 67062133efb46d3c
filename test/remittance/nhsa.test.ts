import { expect } from "chai";
import fc from "fast-check";
import { AMOUNTS, rowViolations, settlementRow } from "../../src/remittance/nhsa.ts";
import {
  readSettlements,
  readStatements,
  writeSettlements,
  writeStatements,
} from "../../src/remittance/nhsaCsv.ts";
import { differences, rowDifferences, statementsOf } from "../../src/remittance/statement.ts";
import { anySettlement, line, settlement, visit } from "../fixtures/settlements.ts";
import { clearing, expectRefused, withCell } from "./fixtures.ts";

const row = settlementRow(visit(), { ...clearing, balance: 12_300n });
const csv = writeSettlements([row]);
const period = { from: "2026-09-01", until: "2026-09-30" };
const inCny = anySettlement.map((one) => ({ ...one, currency: "CNY" }));

describe("remittance: settlements in the fields of 2304 (ST-01)", () => {
  it("has each amount where it belongs", () => {
    expect(row).deep.include({
      medfee_sumamt: 17_720n,
      fulamt_ownpay_amt: 2_720n,
      overlmt_selfpay: 500n,
      preselfpay_amt: 300n,
      inscp_scp_amt: 14_200n,
      act_pay_dedc: 2_000n,
      hifp_pay: 8_600n,
      fund_pay_sumamt: 8_600n,
      hosp_part_amt: 1_200n,
      psn_part_amt: 7_920n,
      acct_pay: 4_000n,
      psn_cash_pay: 3_920n,
      balc: 12_300n,
      pool_prop_selfpay: "0.7049",
    });
    expect(csv.split("\r\n")[1]).include("177.20,27.20,5.00,3.00,142.00,20.00,86.00");
  });

  it("the identities hold for any claim, and back from the table", () => {
    fc.assert(
      fc.property(inCny, (any) => {
        const made = settlementRow(any, clearing);
        expect(rowViolations(made)).deep.equal([]);
        expect(readSettlements(writeSettlements([made]))).deep.equal([made]);
      }),
    );
  });

  it("other funds and relatives' accounts take their parts", () => {
    const options = { ...clearing, split: { hifes_pay: 600n, maf_pay: 1_000n }, mutualAid: 920n };
    const split = settlementRow(visit(), options);
    expect(split).deep.include({ hifp_pay: 7_000n, hifes_pay: 600n, psn_cash_pay: 3_000n });
    expect(rowViolations(split)).deep.equal([]);
    const tooMuch = settlementRow(visit(), { ...clearing, split: { maf_pay: 8_601n } });
    expectRefused(() => writeSettlements([tooMuch]), 2, "amounts of one sign");
    const noCash = settlementRow(visit(), { ...clearing, mutualAid: 3_921n });
    expectRefused(() => writeSettlements([noCash]), 2, "amounts of one sign");
  });

  it("a group's price below or above the charges is the institution's part", () => {
    for (const difference of [300n, -300n]) {
      const made = settlementRow(settlement([line(1, { paid: 900n })], { difference }), clearing);
      expect(made).deep.include({ hosp_part_amt: difference, fund_pay_sumamt: 900n - difference });
      expect(rowViolations(made)).deep.equal([]);
    }
  });

  for (const name of AMOUNTS.filter((one) => one !== "balc" && one !== "act_pay_dedc")) {
    it(`refuses one fen too much as ${name}`, () => {
      const wrong = { ...row, [name]: row[name] + 1n };
      expect(rowViolations(wrong)).not.deep.equal([]);
      expectRefused(() => writeSettlements([wrong]), 2, /=/);
      const cell = `${(row[name] + 1n) / 100n}.${String((row[name] + 1n) % 100n).padStart(2, "0")}`;
      expectRefused(() => readSettlements(withCell(csv, 2, name, cell)), 2, /=/);
    });
  }

  const wrong: [column: string, value: string, refused: RegExp][] = [
    ["act_pay_dedc", "142.01", /act_pay_dedc <= inscp_scp_amt/],
    ["balc", "-0.01", /balc/],
    ["pool_prop_selfpay", "10.0000", /pool_prop_selfpay/],
    ["setl_date", "yesterday", /dates/],
    ["acct_pay", "", /an amount as acct_pay/],
  ];
  for (const [column, value, refused] of wrong) {
    it(`refuses ${column} "${value}"`, () =>
      expectRefused(() => readSettlements(withCell(csv, 2, column, value)), 2, refused));
  }

  it("refuses a settlement twice, and one in another currency", () => {
    expectRefused(() => readSettlements(writeSettlements([row, row])), 3, "each settlement once");
    expectRefused(() => settlementRow({ ...visit(), currency: "USD" }, clearing), 0, "CNY");
  });

  it("float noise in a table is rounded once", () => {
    const noisy = withCell(csv, 2, "fulamt_ownpay_amt", "27.200000000000003");
    expect(readSettlements(noisy)).deep.equal([row]);
  });
});

describe("remittance: statements of account like 3201 (ST-03)", () => {
  const other = settlementRow({ ...visit(), claim: "0x02" }, { ...clearing, insutype: "390" });
  const back = settlementRow({ ...visit(), state: "REVERSED" }, clearing);
  const late = settlementRow({ ...visit(), claim: "0x03", paid: 1_800_000_000 }, clearing);
  const rows = [row, other, back, late];

  it("has one for each kind of insurance, clearing and agency, over the period's rows", () => {
    const statements = statementsOf(rows, period);
    expect(statements.map((one) => Object.values(one))).deep.equal([
      ["310", "11", "320400", period.from, period.until, 0n, 0n, 0n, 2n],
      ["390", "11", "320400", period.from, period.until, 17_720n, 8_600n, 4_000n, 1n],
    ]);
    expect(readStatements(writeStatements(statements))).deep.equal(statements);
    expect(differences(statements, rows, period)).deep.equal([]);
  });

  it("finds each difference of any statement, to the fen", () => {
    const stated = statementsOf([row, other], period);
    const changed = [
      { ...stated[0]!, fund_pay_sumamt: stated[0]!.fund_pay_sumamt - 1n },
      stated[1]!,
    ];
    const kind = { insutype: "310", clr_type: "11", setl_optins: "320400" };
    expect(differences(changed, [row, other], period)).deep.equal([
      { ...kind, field: "fund_pay_sumamt", stated: 8_599n, found: 8_600n },
    ]);
    expect(differences([stated[1]!], [row, other], period).map(({ field }) => field)).deep.equal([
      "medfee_sumamt",
      "fund_pay_sumamt",
      "acct_pay",
      "fixmedins_setl_cnt",
    ]);
  });

  it("pins differences between two parties' rows to their claims", () => {
    const changed = {
      ...other,
      acct_pay: other.acct_pay - 1n,
      psn_cash_pay: other.psn_cash_pay + 1n,
    };
    expect(rowDifferences(rows, [row, changed, late])).deep.equal([
      { claim: "0x02", field: "acct_pay" },
      { claim: back.setl_id, field: "missing" },
    ]);
    expect(rowDifferences([row], rows.slice(0, 2))).deep.equal([
      { claim: "0x02", field: "unknown" },
    ]);
  });

  it("refuses a statement that is none", () => {
    const text = writeStatements(statementsOf(rows, period));
    expectRefused(() => readStatements(withCell(text, 2, "stmt_enddate", "")), 2, "dates");
    expectRefused(
      () => readStatements(withCell(text, 3, "fixmedins_setl_cnt", "1.5")),
      3,
      "number",
    );
    expectRefused(() => readStatements(withCell(text, 3, "acct_pay", "x")), 3, "acct_pay");
  });
});
