import { expect } from "chai";
import { inServiceOrder } from "../../src/synthea/order.ts";
import { claimOf } from "./fixtures/claims.ts";

const DAY = 86_400;

describe("synthea: order of a person's claims", () => {
  const stay = claimOf("2020-01-01", 1);
  const long = { ...stay, end: stay.start + 20 * DAY };
  const drug = { ...claimOf("2020-01-05", 1), kind: "pharmacy" as const, encounter: stay.id };
  const other = claimOf("2020-01-03", 1);
  const ids = (claims: Parameters<typeof inServiceOrder>[0]) =>
    inServiceOrder(claims).map(({ id }) => id);

  it("puts a visit's drugs before it, and both where the visit began", () =>
    expect(ids([other, long, drug])).deep.equal([drug.id, stay.id, other.id]));

  it("puts a drug that was ordered after the visit at its own day", () =>
    expect(ids([stay, drug, other])).deep.equal([stay.id, other.id, drug.id]));

  it("keeps the tables' order where two begin together", () => {
    const twin = { ...other, id: "twin", encounter: "twin" };
    expect(ids([other, twin])).deep.equal([other.id, "twin"]);
    expect(ids([twin, other])).deep.equal(["twin", other.id]);
  });
});
