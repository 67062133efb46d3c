import { expect } from "chai";
import { newBalances, planPays } from "../../src/synthea/planModel.ts";
import { findPlans } from "../../src/synthea/planSearch.ts";
import type { TablePlan } from "../../src/synthea/planTables.ts";
import { at, claimOf } from "./fixtures/claims.ts";
import { PLAN } from "./fixtures/folder.ts";

const years = { firstYear: -Infinity, endYear: Infinity };
const bronze: TablePlan = { ...PLAN, ...years, id: "bronze" };
const gold: TablePlan = { ...bronze, id: "gold", deductible: 0, payerShare: 9000 };
const twin: TablePlan = { ...bronze, id: "twin" };

/** A year's claims as `plan` pays them. */
function yearOf(year: number, plan: TablePlan, patient = "ann") {
  const claims = [1, 2].map((month) => {
    const claim = claimOf(`${year}-0${month}-01`, 10_000 * month, { patient });
    return { ...claim, truthPaid: planPays(plan, newBalances, claim).paid };
  });
  return { patient, payer: PLAN.payer, start: at(`${year}-01-01T00:00:00Z`), claims };
}
const idsOf = (periods: ReturnType<typeof yearOf>[], table: readonly TablePlan[]) =>
  findPlans(periods, table).map((plan) => plan?.id);

describe("synthea: which plan a person holds", () => {
  it("takes the only one, and counts plans with equal terms as one", () =>
    expect(idsOf([yearOf(2000, gold)], [bronze, twin])).deep.equal(["bronze"]));

  it("takes the one that is right in the person's other periods", () => {
    const periods = [yearOf(2000, gold), yearOf(2001, gold), yearOf(2002, gold)];
    expect(idsOf(periods, [bronze, gold])).deep.equal(["gold", "gold", "gold"]);
  });

  it("does not read what was paid in the period it decides on", () => {
    const others = [yearOf(2000, gold), yearOf(2001, gold)];
    expect(idsOf([...others, yearOf(2002, bronze)], [bronze, gold])[2]).equal("gold");
    expect(idsOf([yearOf(2002, gold)], [bronze, gold])).deep.equal(["bronze"]);
  });

  it("goes by other persons where the person has no other period", () => {
    const periods = [yearOf(2000, gold, "bob"), yearOf(2000, gold, "eve"), yearOf(2002, bronze)];
    expect(idsOf(periods, [bronze, gold])[2]).equal("gold");
  });

  it("takes only plans of that year, and none for who has no insurer of the table", () => {
    const later = { ...gold, firstYear: 2001 };
    const periods = [yearOf(2000, gold), yearOf(2001, gold)];
    expect(idsOf(periods, [bronze, later])[0]).equal("bronze");
    expect(idsOf([{ ...periods[0]!, payer: "NO_INSURANCE" }], [bronze])).deep.equal([undefined]);
  });
});
