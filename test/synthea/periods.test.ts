import { expect } from "chai";
import { dayNumber, periodFinder } from "../../src/synthea/periods.ts";
import { at, claimOf } from "./fixtures/claims.ts";

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16);
const told = [
  { start: at("2020-05-07T08:00:00Z"), end: at("2021-05-06T08:00:00Z"), told: true },
  { start: at("2021-05-06T08:00:00Z"), end: at("2022-05-12T08:00:00Z"), told: true },
];

describe("synthea: policy periods", () => {
  const find = periodFinder(told, at("1980-05-06T00:00:00Z"), []);

  it("takes the told one, from its first second to before its last", () => {
    expect(find(told[0]!.end - 1)).equal(told[0]);
    expect(find(told[0]!.end)).equal(told[1]);
  });

  it("goes on with the last told one", () =>
    expect(find(at("2024-01-01T00:00:00Z"))).equal(told[1]));

  it("reckons older ones from the birthday, at the first weekly step from it on", () => {
    const { start, end } = find(at("2019-12-24T00:00:00Z"));
    // Thursdays at 08:00, as in the told ones; the birthday is a Monday, then a Wednesday.
    expect([iso(start), iso(end)]).deep.equal(["2019-05-09T08:00", "2020-05-07T08:00"]);
    expect(find(start)).deep.equal({ start, end, told: false });
    expect(find(start - 1).end).equal(start);
  });

  it("begins with the birth", () =>
    expect(iso(find(at("1980-06-01T00:00:00Z")).start)).equal("1980-05-06T08:00"));

  it("finds the weekly step by the claims if no period is told", () => {
    const claims = [claimOf("1999-01-07", 1), claimOf("1999-02-04", 1), claimOf("1999-02-05", 1)];
    const alone = periodFinder([], at("1980-05-06T00:00:00Z"), claims);
    expect(iso(alone(at("2019-12-24T00:00:00Z")).start)).equal("2019-05-09T08:00");
  });

  it("lets who was born on 29 February have birthday on the 28th", () => {
    const leap = periodFinder([], at("1996-02-29T00:00:00Z"), [claimOf("2000-02-28", 1)]);
    expect(iso(leap(at("2000-12-24T00:00:00Z")).start)).equal("2000-02-28T08:00");
  });

  it("numbers days from 1858-11-17, before 1970 too", () => {
    expect(dayNumber(at("1858-11-17T23:59:59Z"))).equal(0);
    expect(dayNumber(at("1970-01-01T00:00:00Z"))).equal(40_587);
    expect(dayNumber(at("2020-05-07T08:00:00Z"))).equal(58_976);
  });
});
