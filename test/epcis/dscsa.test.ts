import { expect } from "chai";
import {
  statementMask,
  transactionStatements,
  transactionCsv,
  transactionRow,
  type DscsaTransaction,
} from "../../src/epcis/dscsa.ts";
import { fails } from "../fixtures/fails.ts";

const sale: DscsaTransaction = {
  productName: "Epcistra",
  strength: "100 mg",
  dosageForm: "tablet",
  ndc: "0001-0123-45",
  containerSize: "500 tablets",
  containers: 3,
  lot: "A-17",
  transaction: "2026-03-01T10:00:00-05:00",
  shipment: "2026-03-02T10:00:01-05:00",
  from: { name: "GS1 Pharma LLC", address: '1 Biopharm Ct, "Suite A", Thousand Oaks, CA 91320' },
  to: { name: "GS1 Drug Distributor", address: "230 Park Ave S, New York, NY 10003" },
  statements: transactionStatements,
};

describe("epcis: DSCSA transaction information (DT-03, IO-01)", () => {
  it("a row with all fields of the law, the statement as seven bits", () => {
    expect(transactionRow(sale)).deep.equal({
      productName: "Epcistra",
      strength: "100 mg",
      dosageForm: "tablet",
      ndc: "0001-0123-45",
      containerSize: "500 tablets",
      containers: 3,
      lot: "A-17",
      transactionDate: "2026-03-01",
      shipmentDate: "2026-03-02",
      fromName: "GS1 Pharma LLC",
      fromAddress: '1 Biopharm Ct, "Suite A", Thousand Oaks, CA 91320',
      toName: "GS1 Drug Distributor",
      toAddress: "230 Park Ave S, New York, NY 10003",
      transactionStatement: 0b1111111,
    });
  });

  it("each statement is a bit", () => {
    expect(transactionStatements.map((one) => statementMask([one]))).deep.equal([
      1, 2, 4, 8, 16, 32, 64,
    ]);
    expect(statementMask(["HISTORY_NOT_ALTERED", "AUTHORISED"])).equal(65);
    expect(statementMask([])).equal(0);
  });

  it("a shipment is told only where it is more than 24 hours later", () => {
    const shipped = (shipment: string) => transactionRow({ ...sale, shipment }).shipmentDate;
    expect(shipped("2026-03-02T10:00:00-05:00")).equal("");
    expect(shipped("2026-03-02T15:00:01Z")).equal("2026-03-02");
    const { shipment: _, ...rest } = sale;
    expect(transactionRow(rest).shipmentDate).equal("");
  });

  it("rows as CSV, quoted where it must be", () => {
    const lines = transactionCsv([transactionRow(sale)]).split("\r\n");
    expect(lines).to.have.lengthOf(3);
    expect(lines[0]).equal(
      "productName,strength,dosageForm,ndc,containerSize,containers,lot,transactionDate,shipmentDate,fromName,fromAddress,toName,toAddress,transactionStatement",
    );
    expect(lines[1]).contains(
      'GS1 Pharma LLC,"1 Biopharm Ct, ""Suite A"", Thousand Oaks, CA 91320",GS1 Drug',
    );
    expect(lines[1]).matches(/,127$/);
  });

  const wrong: [field: string, change: Partial<Record<keyof DscsaTransaction, unknown>>][] = [
    ["productName", { productName: " " }],
    ["strength", { strength: "=HYPERLINK(1)" }],
    ["dosageForm", { dosageForm: "tab\nlet" }],
    ["ndc", { ndc: "00010123456" }],
    ["containers", { containers: 0 }],
    ["containers", { containers: 1.5 }],
    ["transaction", { transaction: "2026-02-30" }],
    ["transaction", { transaction: "01/03/2026" }],
    ["shipment", { shipment: "later" }],
    ["to.address", { to: { name: "B", address: "" } }],
    ["statements", { statements: ["ALL"] }],
  ];
  for (const [field, change] of wrong) {
    it(`refused: ${JSON.stringify(change)}`, () => {
      const error = fails(() => transactionRow({ ...sale, ...change } as DscsaTransaction));
      expect(error).deep.nested.include({ code: "DSCSA_FIELD", "details.field": field });
    });
  }

  it("refused: a lot that no code can hold", () =>
    expect(fails(() => transactionRow({ ...sale, lot: "A".repeat(21) }))).has.property(
      "code",
      "GS1_FORM",
    ));
});
