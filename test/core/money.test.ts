import { expect } from "chai";
import fc from "fast-check";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { amountText, minorDigits, minorUnits } from "../../src/core/money.ts";

const codeOf = (act: () => unknown): string => {
  try {
    return String(act());
  } catch (error) {
    return isCareLedgerError(error) ? error.code : String(error);
  }
};

describe("money: decimal amounts become minor units once, half up", () => {
  const exact: [amount: number | string, currency: string, minor: bigint][] = [
    [27.200000000000003, "CNY", 2_720n],
    [1.005, "CNY", 101n],
    [1.0049999, "CNY", 100n],
    [0.005, "USD", 1n],
    [-0.005, "USD", -1n],
    [1e-7, "USD", 0n],
    [1e21, "USD", 10n ** 23n],
    ["12", "CNY", 1_200n],
    [" 12.345 ", "CNY", 1_235n],
    [".5", "CNY", 50n],
    ["1.5", "JPY", 2n],
    ["1.2345", "BHD", 1_235n],
    ["0.1e1", "CNY", 100n],
    [0, "CNY", 0n],
  ];
  for (const [amount, currency, minor] of exact) {
    it(`${JSON.stringify(amount)} ${currency} is ${minor}`, () =>
      expect(minorUnits(amount, currency)).equal(minor));
  }

  for (const amount of ["", ".", "1,000", "¥5", "1e999", "0x10", "1e45", Number.NaN, Infinity]) {
    it(`refuses ${JSON.stringify(amount)} (${amount})`, () =>
      expect(codeOf(() => minorUnits(amount, "CNY"))).equal("MONEY_FORM"));
  }

  it("refuses what is no currency", () => {
    for (const currency of ["", "RMB", "cny", "constructor"]) {
      expect(codeOf(() => minorDigits(currency))).equal("MONEY_CURRENCY");
    }
  });

  it("its text is read as the same amount", () => {
    const any = fc.tuple(fc.bigInt(-(1n << 62n), 1n << 62n), fc.constantFrom("CNY", "JPY", "BHD"));
    const isSame = ([n, currency]: [bigint, string]) =>
      minorUnits(amountText(n, currency), currency) === n;
    fc.assert(fc.property(any, isSame));
    expect([amountText(5n, "CNY"), amountText(-2_720n, "CNY"), amountText(5n, "JPY")]).deep.equal([
      "0.05",
      "-27.20",
      "5",
    ]);
  });
});
