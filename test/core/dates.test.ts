import { expect } from "chai";
import {
  CLINICAL_EPOCH,
  clinicalDateOf,
  clinicalDateText,
  dataPeriodOf,
  fhirInterval,
  FOREVER,
} from "../../src/core/dates.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { fails } from "../fixtures/fails.ts";

const seconds = (iso: string) => Date.parse(iso) / 1000;

describe("dates: FHIR dates as intervals", () => {
  for (const [text, start, end] of [
    ["2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z"],
    ["2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"],
    ["2023-02", "2023-02-01T00:00:00Z", "2023-02-28T23:59:59Z"],
    ["2024-12", "2024-12-01T00:00:00Z", "2024-12-31T23:59:59Z"],
    ["2024-12-31", "2024-12-31T00:00:00Z", "2024-12-31T23:59:59Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59Z"],
    ["1943-07-01", "1943-07-01T00:00:00Z", "1943-07-01T23:59:59Z"],
    ["1943-07-01T10:00:00+01:00", "1943-07-01T09:00:00Z", "1943-07-01T09:00:00Z"],
    ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"],
    ["2024-06-01T12:00:00.999-04:00", "2024-06-01T16:00:00Z", "2024-06-01T16:00:00Z"],
    ["2024-06-01T00:30:00+08:00", "2024-05-31T16:30:00Z", "2024-05-31T16:30:00Z"],
    ["2024-06-01T00:00:00+14:00", "2024-05-31T10:00:00Z", "2024-05-31T10:00:00Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T00:00:00Z"],
    ["0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T23:59:59Z"],
    ["0099", "0099-01-01T00:00:00Z", "0099-12-31T23:59:59Z"],
    ["9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z"],
  ] as const) {
    it(text, () => {
      expect(fhirInterval(text)).to.deep.equal({ start: seconds(start), end: seconds(end) });
      expect(clinicalDateOf(text)).to.equal(seconds(start) + CLINICAL_EPOCH);
    });
  }

  for (const text of [
    "",
    "24",
    "2024-13",
    "2024-00",
    "2024-02-30",
    "2023-02-29",
    "2024-04-31",
    "2024-1-1",
    "2024-01-01T",
    "2024-01-01T10:00",
    "2024-01-01T10:00:00",
    "2024-01-01T24:00:00Z",
    "2024-01-01T10:60:00Z",
    "2024-01-01T10:00:61Z",
    "2024-02-30T10:00:00Z",
    "2024-01-01T10:00:00+15:00",
    "2024-01-01 10:00:00Z",
    " 2024",
    "2024\n",
    "٢٠٢٤",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(
        isCareLedgerError(
          fails(() => fhirInterval(text)),
          "DATE_INVALID",
        ),
      ).to.equal(true);
    });
  }
});

describe("dates: clinical dates", () => {
  it("fit 40 bits over all years of FHIR, and are never 0, which means undated", () => {
    for (const text of ["0001", "1943", "1970", "2024", "9999-12-31"]) {
      expect(clinicalDateOf(text))
        .to.be.greaterThan(0)
        .and.lessThan(2 ** 40);
    }
    expect(clinicalDateOf("1970-01-01")).to.equal(CLINICAL_EPOCH);
  });

  it("come back as text", () => {
    expect(clinicalDateText(clinicalDateOf("1943-07-01T09:00:00Z"))).to.equal(
      "1943-07-01T09:00:00Z",
    );
    expect(clinicalDateText(0)).to.equal("undated");
  });
});

describe("dates: data periods", () => {
  it("without bounds cover everything, the undated too", () => {
    for (const period of [undefined, {}]) {
      expect(dataPeriodOf(period)).to.deep.equal({ from: 0, until: FOREVER });
    }
  });

  it("with a bound leave the undated out", () => {
    expect(dataPeriodOf({ end: "2024" })).to.deep.equal({
      from: 1,
      until: seconds("2024-12-31T23:59:59Z") + CLINICAL_EPOCH,
    });
    expect(dataPeriodOf({ start: "2024-02-29" })).to.deep.equal({
      from: clinicalDateOf("2024-02-29"),
      until: FOREVER,
    });
  });

  it("hold every second of their last day and none of the next (CA-03)", () => {
    const { from, until } = dataPeriodOf({ start: "2024", end: "2024" });
    expect(clinicalDateOf("2023-12-31T23:59:59Z")).to.be.lessThan(from);
    expect(clinicalDateOf("2024-01-01T00:00:00Z")).to.equal(from);
    expect(clinicalDateOf("2024-12-31T23:59:59Z")).to.equal(until);
    expect(clinicalDateOf("2025-01-01T00:00:00Z")).to.be.greaterThan(until);
  });
});
