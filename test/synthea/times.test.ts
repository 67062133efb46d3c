import { expect } from "chai";
import { CareLedgerError } from "../../src/core/errors.ts";
import { secondsOf } from "../../src/synthea/folder.ts";

describe("synthea: times", () => {
  it("reads a day, and a time with its zone", () => {
    expect(secondsOf("1970-01-02", "t: c")).equal(86_400);
    expect(secondsOf("1970-01-01T01:00:00+01:00", "t: c")).equal(0);
    expect(secondsOf("1969-12-31T23:59:59Z", "t: c")).equal(-1);
  });

  // Of these Date.parse takes the first three, by the time zone of the machine.
  for (const text of ["2020-01-01T08:00:00", "2020-01-01 08:00", "May 1", "", "2020-02-30"]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => secondsOf(text, "encounters: START"))
        .throw(CareLedgerError, "A value of encounters: START")
        .include({ code: "SYNTHEA_NUMBER" });
    });
  }
});
