/** Statements as entries, row by row, and where two of them differ: also one that does not add up. */
import { groupBy } from "../core/groupBy.ts";
import { ADVICE_COLUMNS } from "./adviceCsv.ts";
import type { AMOUNTS } from "./nhsa.ts";
import { SETTLEMENT_COLUMNS } from "./nhsaCsv.ts";
import { readTable } from "./table.ts";

/** A row of a statement; `line`: its number, the header being 1. */
export interface StatementEntry {
  readonly line: number;
  /** What it is about: entries of one key are held against each other. */
  readonly key: string;
  readonly claim: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Where a statement differs; `field`: missing, it lacks an entry; unknown, nobody else has it. */
export interface EntryDifference {
  /** Of a missing entry the line of what stands above it; 0: nothing of the claim is there. */
  readonly line: number;
  readonly claim: string;
  readonly field: string;
  readonly stated: string;
  readonly found: string;
}

/** Rows of an advice of payment; of the payment its amount and currency alone, whoever names it. */
export const adviceEntries = (text: string): StatementEntry[] =>
  readTable(text, "advice", ADVICE_COLUMNS).map((row, at) => {
    const { segment, line } = row;
    const isPayment = segment === "BPR";
    const claim = isPayment ? "" : row.claim;
    const { claim: _, date: __, ...values } = row;
    const key = JSON.stringify([segment, claim, line]);
    return {
      line: at + 2,
      key,
      claim,
      values: canonical(isPayment ? { ...values, line } : values),
    };
  });

/** Amounts of a settlement that the ledger knows; the others are held to their sums. */
const KNOWN = [
  "medfee_sumamt",
  "fulamt_ownpay_amt",
  "overlmt_selfpay",
  "preselfpay_amt",
  "inscp_scp_amt",
  "act_pay_dedc",
  "hosp_part_amt",
  "fund_pay_sumamt",
  "psn_part_amt",
  "acct_pay",
] as const satisfies readonly (typeof AMOUNTS)[number][];

const SUMS: readonly [sum: string, parts: readonly string[]][] = [
  [
    "fund_pay_sumamt",
    "hifp_pay cvlserv_pay hifes_pay hifmi_pay hifob_pay maf_pay oth_pay".split(" "),
  ],
  ["psn_part_amt", ["acct_pay", "psn_cash_pay", "acct_mulaid_pay"]],
];

/** Rows of settlements: what the ledger knows, and whether the rest adds up to it. */
export const settlementEntries = (text: string): StatementEntry[] =>
  readTable(text, "settlements", SETTLEMENT_COLUMNS).map((row, at) => {
    const known = KNOWN.map((name) => [name, row[name]] as const);
    const cells: Readonly<Record<string, string>> = row;
    const sums = SUMS.map(([sum, parts]) => {
      const left = Number(cells[sum]);
      const right = parts.reduce((all, part) => all + Number(cells[part]), 0);
      return [
        `parts of ${sum}`,
        Math.abs(left - right) < 0.005 ? "add up" : "do not add up",
      ] as const;
    });
    const claim = row.setl_id;
    const isReversal = row.medfee_sumamt.startsWith("-");
    return {
      line: at + 2,
      key: JSON.stringify([claim, isReversal]),
      claim,
      values: canonical({ ...Object.fromEntries([...known, ...sums]), setl_date: row.setl_date }),
    };
  });

/** Figures without zeros that say nothing. */
export const canonical = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, "") : value,
    ]),
  );

/**
 * Holds a statement against another one, and pins each difference to its line.
 * @param unsaid Fields that only one side can know
 */
export function entryDifferences(
  stated: readonly StatementEntry[],
  found: readonly StatementEntry[],
  unsaid: ReadonlySet<string> = new Set(),
): EntryDifference[] {
  const [mine, theirs] = [stated, found].map((all) => groupBy(all, ({ key }) => key));
  const lineOf = new Map<string, number>();
  for (const { claim, line } of stated) if (!lineOf.has(claim)) lineOf.set(claim, line);
  const differences: EntryDifference[] = [];
  for (const key of new Set([...mine!.keys(), ...theirs!.keys()])) {
    const [one, other] = apart(mine!.get(key) ?? [], theirs!.get(key) ?? [], unsaid);
    for (let at = 0; at < Math.max(one.length, other.length); at++) {
      differences.push(differenceOf(one[at], other[at], { unsaid, lineOf }));
    }
  }
  return differences.toSorted((a, b) => a.line - b.line);
}

const textOf = ({ values }: StatementEntry, unsaid: ReadonlySet<string>): string =>
  JSON.stringify(
    Object.entries(values)
      .filter(([name]) => !unsaid.has(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What is left on each side when equal entries are taken away. */
function apart(
  stated: readonly StatementEntry[],
  found: readonly StatementEntry[],
  unsaid: ReadonlySet<string>,
): [StatementEntry[], StatementEntry[]] {
  const left = [...found];
  const rest = stated.filter((entry) => {
    const same = left.findIndex((one) => textOf(one, unsaid) === textOf(entry, unsaid));
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  return [rest, left];
}

function differenceOf(
  stated: StatementEntry | undefined,
  found: StatementEntry | undefined,
  { unsaid, lineOf }: { unsaid: ReadonlySet<string>; lineOf: ReadonlyMap<string, number> },
): EntryDifference {
  if (!stated) {
    const { claim } = found!;
    return { line: lineOf.get(claim) ?? 0, claim, field: "missing", stated: "", found: "" };
  }
  const { line, claim, values } = stated;
  if (!found) return { line, claim, field: "unknown", stated: "", found: "" };
  const names = Object.keys(values).filter((name) => !unsaid.has(name));
  const field = names.find((name) => values[name] !== found.values[name])!;
  return { line, claim, field, stated: values[field]!, found: found.values[field] ?? "" };
}
