import { expect } from "chai";
import { CareLedgerError } from "../../src/core/errors.ts";
import { cents, scaled } from "../../src/synthea/money.ts";

describe("synthea: amounts", () => {
  const read: Record<string, number> = {
    "136.80": 13_680,
    "0": 0,
    "129": 12_900,
    "27.200000000000003": 2720,
    "0.005": 1,
    "0.00499999": 0,
    "1.": 100,
    "1E3": 100_000,
    "5.82380065e2": 58_238,
    "5e-5": 0,
    "-0.00": 0,
  };
  for (const [text, value] of Object.entries(read)) {
    it(`reads ${text} as ${value} cents`, () => expect(cents(text, "t: c")).equal(value));
  }

  it("reads shares in basis points", () => expect(scaled("0.8", 4, "t: c")).equal(8000));

  for (const text of ["", "abc", "-1", "1,5", "0x10", "Infinity", "99999999999999999", "1e999"]) {
    it(`refuses ${JSON.stringify(text)} without repeating it`, () => {
      expect(() => cents(text, "encounters: BASE"))
        .throw(CareLedgerError, "A value of encounters: BASE")
        .include({ code: "SYNTHEA_NUMBER" });
    });
  }
});
