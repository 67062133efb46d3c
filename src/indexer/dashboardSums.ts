/** What dashboards add up of rows as one may see them; see flows/dashboards.ts. */
import type { Hex } from "../core/bytes.ts";
import type { Flag } from "../core/enums.ts";
import type { Severity } from "../core/warnings.ts";
import type { IndexReader } from "./reader.ts";
import type { SettlementRow } from "./settlementViews.ts";

/** Amounts in minor units. */
export interface Shares {
  readonly claims: number;
  readonly billed: bigint;
  readonly fund: bigint;
  readonly person: bigint;
  readonly institution: bigint;
}

/** Where money is: a pool by its id, an institution by its number, any person, outside. */
export type FlowEnd = Hex | number | "person" | "outside";

/** Money between two, all of one kind together. */
export interface FlowEdge {
  readonly kind: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly amount: bigint;
  readonly entries: number;
}

export interface FlagCount {
  readonly flag: Flag;
  readonly severity: Severity;
  readonly claims: readonly Hex[];
}

export const text = (value: unknown): string => String(value);
export const units = (value: unknown): bigint => BigInt(text(value));

export const STANDING: ReadonlySet<string> = new Set(["ADJUDICATED", "DUE", "PAID"]);

const sum = (rows: readonly SettlementRow[], column: string): bigint =>
  rows.reduce((all, row) => all + units(row[column]), 0n);

export const sharesOf = (claims: readonly SettlementRow[]): Shares => ({
  claims: claims.length,
  billed: sum(claims, "billed"),
  fund: sum(claims, "fund"),
  person: sum(claims, "person"),
  institution: sum(claims, "institution"),
});

export function groups<T, K>(of: readonly T[], by: (one: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const one of of) {
    const key = by(one);
    const group = found.get(key);
    if (group) group.push(one);
    else found.set(key, [one]);
  }
  return found;
}

export const countsOf = (of: readonly string[]): Record<string, number> =>
  Object.fromEntries([...groups(of, (one) => one)].map(([one, all]) => [one, all.length]));

export const times = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

export const byKind = (entries: readonly SettlementRow[]): Record<string, bigint> =>
  Object.fromEntries(
    [...groups(entries, ({ kind }) => text(kind))].map(([kind, of]) => [kind, sum(of, "amount")]),
  );

/** Persons are one end: the graph follows money, and nobody. */
export function flowsOf(
  entries: readonly SettlementRow[],
  institutions: ReadonlyMap<unknown, number>,
): FlowEdge[] {
  const endOf = (side: unknown, key: unknown, ref: unknown): FlowEnd => {
    if (side === "POOL") return key as Hex;
    return side === "ACCOUNT" ? "person" : (institutions.get(ref) ?? "outside");
  };
  const edges = entries.map(({ kind, fromSide, from, toSide, to, ref, amount }) => ({
    kind: text(kind),
    from: endOf(fromSide, from, ref),
    to: endOf(toSide, to, ref),
    amount: units(amount),
  }));
  return [...groups(edges, ({ kind, from, to }) => `${kind} ${from} ${to}`).values()].map((of) => ({
    ...of[0]!,
    amount: of.reduce((all, { amount }) => all + amount, 0n),
    entries: of.length,
  }));
}

export const flagsOf = ({ claims }: IndexReader, own: number): FlagCount[] =>
  [...groups(claims.warnings(own), ({ flag }) => flag)].map(([flag, of]) => ({
    flag,
    severity: of[0]!.severity,
    claims: of.map(({ claim }) => claim),
  }));
