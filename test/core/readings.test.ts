import { expect } from "chai";
import { CareLedgerError } from "../../src/core/errors.ts";
import { packReadings, unpackReadings } from "../../src/core/monitoring.ts";

const SENSOR = `0x${"11".repeat(32)}` as const;

describe("core: readings (DT-05)", () => {
  it("hold hundredths of a degree below and above zero, and tenths of a percent", () => {
    const readings = [
      { time: 1_800_000_000, temperature: -327.68 },
      { time: 1_800_000_060, temperature: 327.67, humidity: 55.5 },
    ];
    expect(unpackReadings(packReadings(SENSOR, 1, readings))).deep.equal(readings);
  });

  for (const temperature of [327.68, -327.69, 999.9, Number.NaN]) {
    it(`${temperature} degrees are refused, and do not become other ones`, () => {
      expect(() => packReadings(SENSOR, 1, [{ time: 0, temperature }]))
        .throw(CareLedgerError)
        .include({ code: "READING_TEMPERATURE" });
    });
  }
});
