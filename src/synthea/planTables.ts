import path from "node:path";
import { fail } from "../core/errors.ts";
import { scaled, cents } from "./money.ts";
import type { ReplayPlan } from "./planModel.ts";
import { findTable, rowsOf } from "./table.ts";

/** A plan of the table, with the years in which it can be held. */
export interface TablePlan extends ReplayPlan {
  readonly firstYear: number;
  /** The first in which it is no longer held. */
  readonly endYear: number;
}

export interface PlanTables {
  readonly plans: readonly TablePlan[];
  /** `defaults`: the folder has no tables, and those of Synthea 3.3 as it comes were taken. */
  readonly from: "folder" | "defaults";
}

/** Where the tables may lie, and what they may be called. */
const places = (dir: string, table: string): string[] =>
  ["synthea-config", "payers", ".", "csv"].flatMap((folder) =>
    [`payers-${table}.csv`, `${table}.csv`].map((name) => path.join(dir, folder, name)),
  );

/** Insurer, plan, deductible, payer's share in basis points, copay; the maximum is 8,700.00 in all. */
const defaults: readonly (readonly [string, string, number, number, number])[] = [
  ["Medicare", "10001", 233_00, 8000, 0],
  ["Medicaid", "20001", 100_00, 10_000, 50_00],
  ["Dual Eligible", "30001", 0, 10_000, 35_00],
  ["Humana", "40001", 6094_00, 6000, 0],
  ["Blue Cross Blue Shield", "50001", 4500_00, 7000, 0],
  ["UnitedHealthcare", "60001", 1458_00, 8000, 0],
  ["Aetna", "70001", 6094_00, 6000, 0],
  ["Cigna Health", "80001", 4500_00, 7000, 0],
  ["Anthem", "90001", 1458_00, 8000, 0],
];
const ALWAYS = { firstYear: -Infinity, endYear: Infinity };

/**
 * The plans that people can hold, of the folder's tables `insurance_plans` and `insurance_companies`
 * (in `synthea-config/`, `payers/` or the folder itself). Supplementary policies are left out: they
 * pay coinsurance beside a plan.
 * @throws what rowsOf throws; SYNTHEA_NUMBER
 */
export async function readPlans(dir: string): Promise<PlanTables> {
  const plansFile = await findTable(...places(dir, "insurance_plans"));
  const companiesFile = await findTable(...places(dir, "insurance_companies"));
  if (plansFile === undefined || companiesFile === undefined) {
    const plans = defaults.map(([payer, id, deductible, payerShare, copay]) => {
      const terms = { deductible, payerShare, copay, outOfPocketMax: 8700_00, covers: undefined };
      return { id, payer, ...terms, ...ALWAYS };
    });
    return { plans, from: "defaults" };
  }
  const names = new Map<string, string>();
  for await (const row of rowsOf(companiesFile, "insurance_companies", ["Id", "Name"])) {
    names.set(row.Id, row.Name);
  }
  const plans: TablePlan[] = [];
  for await (const row of rowsOf(plansFile, "insurance_plans", columns)) {
    if (row["Medicare Supplement?"].toLowerCase() === "true") continue;
    plans.push(planOf(row, names.get(row["Payer Id"]) ?? row["Payer Id"]));
  }
  return { plans, from: "folder" };
}

const columns = [
  "Payer Id",
  "Plan Id",
  "Services Covered",
  "Deductible",
  "Default Coinsurance",
  "Default Copay",
  "Max Out of Pocket?",
  "Medicare Supplement?",
  "Start Year?",
  "End Year?",
] as const;

function planOf(row: Readonly<Record<(typeof columns)[number], string>>, payer: string): TablePlan {
  const money = (column: (typeof columns)[number]): number =>
    cents(row[column], `insurance_plans: ${column}`);
  const share = scaled(row["Default Coinsurance"], 4, "insurance_plans: Default Coinsurance");
  const services = row["Services Covered"].split(",").map((service) => service.trim());
  return {
    id: row["Plan Id"],
    payer,
    deductible: money("Deductible"),
    // The table's coinsurance is the payer's part; 0 stands for a plan that asks for none.
    payerShare: share === 0 ? 10_000 : share,
    copay: money("Default Copay"),
    outOfPocketMax: row["Max Out of Pocket?"] === "" ? undefined : money("Max Out of Pocket?"),
    covers: services.includes("*") ? undefined : new Set(services),
    firstYear: yearOf(row["Start Year?"], "Start Year") ?? -Infinity,
    endYear: yearOf(row["End Year?"], "End Year") ?? Infinity,
  };
}

/** Of the tables that Synthea comes with each plan starts in the year 0. */
function yearOf(text: string, column: string): number | undefined {
  if (text === "") return undefined;
  return /^\d{1,4}$/.test(text)
    ? Number(text)
    : fail("SYNTHEA_NUMBER", { where: `insurance_plans: ${column}` });
}
