/** Statements of account over settled claims (the platform's function 3201): made, and held against rows. */
import { sumOf } from "../core/settlement.ts";
import type { SettlementRow } from "./nhsa.ts";

const SUMS = ["medfee_sumamt", "fund_pay_sumamt", "acct_pay"] as const;

/** What an institution and an agency settled of one kind in a period. */
export interface Statement {
  readonly insutype: string;
  readonly clr_type: string;
  readonly setl_optins: string;
  /** Days, both included. */
  readonly stmt_begndate: string;
  readonly stmt_enddate: string;
  readonly medfee_sumamt: bigint;
  readonly fund_pay_sumamt: bigint;
  readonly acct_pay: bigint;
  /** Settled claims; a reversal counts as one of its own. */
  readonly fixmedins_setl_cnt: bigint;
}

export interface Period {
  readonly from: string;
  readonly until: string;
}

const keyOf = (one: { insutype: string; clr_type: string; setl_optins: string }): string =>
  JSON.stringify([one.insutype, one.clr_type, one.setl_optins]);

/** A statement for each kind of insurance, kind of clearing and agency, over the rows of the period. */
export function statementsOf(rows: readonly SettlementRow[], { from, until }: Period): Statement[] {
  const groups = new Map<string, SettlementRow[]>();
  for (const row of rows.filter(({ setl_date: day }) => day >= from && day <= until)) {
    const key = keyOf({ ...row, setl_optins: row.clr_optins });
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => ({
    insutype: group[0]!.insutype,
    clr_type: group[0]!.clr_type,
    setl_optins: group[0]!.clr_optins,
    stmt_begndate: from,
    stmt_enddate: until,
    medfee_sumamt: sumOf(group.map((row) => row.medfee_sumamt)),
    fund_pay_sumamt: sumOf(group.map((row) => row.fund_pay_sumamt)),
    acct_pay: sumOf(group.map((row) => row.acct_pay)),
    fixmedins_setl_cnt: BigInt(group.length),
  }));
}

/** Where a statement and the rows differ. */
export interface Difference {
  readonly insutype: string;
  readonly clr_type: string;
  readonly setl_optins: string;
  readonly field: (typeof SUMS)[number] | "fixmedins_setl_cnt";
  readonly stated: bigint;
  readonly found: bigint;
}

/** Holds statements of one period against the rows; what either side lacks counts as 0 there. */
export function differences(
  stated: readonly Statement[],
  rows: readonly SettlementRow[],
  period: Period,
): Difference[] {
  const found = statementsOf(rows, period);
  const mine = new Map(found.map((one) => [keyOf(one), one]));
  const theirs = new Map(stated.map((one) => [keyOf(one), one]));
  return [...new Map([...theirs, ...mine])].flatMap(([key, { insutype, clr_type, setl_optins }]) =>
    ([...SUMS, "fixmedins_setl_cnt"] as const).flatMap((field) => {
      const pair = { stated: theirs.get(key)?.[field] ?? 0n, found: mine.get(key)?.[field] ?? 0n };
      return pair.stated === pair.found
        ? []
        : [{ insutype, clr_type, setl_optins, field, ...pair }];
    }),
  );
}

/** Where two parties' rows of the same claims differ: the claim, and the first field. */
export interface RowDifference {
  readonly claim: string;
  /** `missing`: the second party lacks the row; `unknown`: the first does. */
  readonly field: string;
}

/** Pins a difference between an institution's rows and an agency's to its claims. */
export function rowDifferences(
  mine: readonly SettlementRow[],
  theirs: readonly SettlementRow[],
): RowDifference[] {
  // A claim and its reversal are two rows.
  const keyed = (rows: readonly SettlementRow[]) =>
    new Map(rows.map((row) => [`${row.setl_id} ${row.medfee_sumamt < 0n}`, row]));
  const [ours, others] = [keyed(mine), keyed(theirs)];
  return [...new Map([...ours, ...others])].flatMap(([key, { setl_id: claim }]) => {
    const [one, other] = [ours.get(key), others.get(key)];
    if (one === undefined) return [{ claim, field: "unknown" }];
    if (other === undefined) return [{ claim, field: "missing" }];
    const fields = Object.keys(one) as (keyof SettlementRow)[];
    const field = fields.find((name) => one[name] !== other[name]);
    return field === undefined ? [] : [{ claim, field }];
  });
}
