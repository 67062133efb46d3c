/**
 * Who may do what with each field of the settlement database: one table, which every door asks (the
 * index, the SDK and the gateway), and from which docs/settlement-access.md is printed.
 */
import { CLAIM_FIELDS } from "./claimAccess.ts";
import { fail } from "./errors.ts";
import { FUND_FIELDS } from "./fundAccess.ts";
import {
  type Field,
  SETTLEMENT_ACTIONS,
  type SettlementAction,
  type SettlementRole,
  settlementRoles,
} from "./settlementRoles.ts";

/** Every field of the settlement database. What no cell names, nobody sees. */
export const SETTLEMENT_FIELDS = { ...CLAIM_FIELDS, ...FUND_FIELDS };
export type SettlementField = keyof typeof SETTLEMENT_FIELDS;
export const settlementFields = Object.keys(SETTLEMENT_FIELDS) as SettlementField[];

/** What can be asked for: a field's name up to its dot. */
export type SettlementThing = SettlementField extends infer F
  ? F extends `${infer T}.${string}`
    ? T
    : never
  : never;
export const settlementThings = [
  ...new Set(settlementFields.map((name) => name.split(".")[0])),
] as SettlementThing[];

/** The purposes for which an insurer may read what is scoped (RX-13). */
export const SETTLEMENT_SCOPES: ReadonlySet<string> = new Set([
  "HPAYMT",
  "CLMATTCH",
  "COVAUTH",
  "COVERAGE",
  "ELIGVER",
  "REMITADV",
]);

/** One cell: whether a role may do this with a field, for this purpose where it is scoped. */
export function allows(
  name: SettlementField,
  role: SettlementRole,
  action: SettlementAction,
  purpose = "",
): boolean {
  const { cells, isScoped }: Field = SETTLEMENT_FIELDS[name];
  if (isScoped && role !== "person" && !SETTLEMENT_SCOPES.has(purpose)) return false;
  const cell = cells.split(" ")[settlementRoles.indexOf(role)]!;
  return Object.entries(SETTLEMENT_ACTIONS).some(
    ([letter, means]) => means === action && cell.includes(letter),
  );
}

/** Columns of each table that these roles may see of a thing. */
export function visibleColumns(
  thing: SettlementThing,
  roles: ReadonlySet<SettlementRole>,
  action: SettlementAction,
  purpose?: string,
): Map<string, string[]> {
  const seen = new Map<string, string[]>();
  for (const name of settlementFields) {
    if (!name.startsWith(`${thing}.`)) continue;
    if (![...roles].some((role) => allows(name, role, action, purpose))) continue;
    const { table, columns }: Field = SETTLEMENT_FIELDS[name];
    seen.set(table, [...(seen.get(table) ?? []), ...columns]);
  }
  return seen;
}

/** The one answer to whoever may not, and about what there is none: they cannot be told apart. */
export const denied = (thing: SettlementThing): never => fail("SETTLEMENT_DENIED", { thing });
