import type { SQLInputValue } from "node:sqlite";
import { type Hex, fromHex, toHex } from "../core/bytes.ts";

/** What a column holds; with "?" it may be empty. A list is kept as JSON. */
type Kind = "integer" | "real" | "text" | "bytes" | "list";
export type Column = Kind | `${Kind}?`;
export type Columns = Readonly<Record<string, Column>>;

interface ValueOfKind {
  integer: number;
  real: number;
  text: string;
  bytes: Hex;
  list: readonly string[];
}
type ValueOf<C extends Column> = C extends `${infer K extends Kind}?`
  ? ValueOfKind[K] | null
  : ValueOfKind[C & Kind];
type Values<C extends Columns> = { -readonly [N in keyof C]: ValueOf<C[N]> };
type Optional<C extends Columns> = {
  [N in keyof C]: C[N] extends `${string}?` ? N : never;
}[keyof C];

/** One thing a row. The fold and the queries are typed by it, and the SQL is made of it. */
export interface Table<K extends Columns = Columns, V extends Columns = Columns> {
  readonly name: string;
  readonly key: K;
  readonly values: V;
  /** Columns by which rows are found, beside the key. */
  readonly found: readonly (readonly string[])[];
}

/** A row as queries answer it. */
export type Row<T extends Table> =
  T extends Table<infer K, infer V> ? Values<K> & Values<V> : never;
type Key<T extends Table> = T extends Table<infer K, Columns> ? Values<K> : never;
/** A row as the fold gives it. Optional columns that are left out stay as they were. */
type Whole<T extends Table> = Omit<Row<T>, Optional<T["values"]>> &
  Partial<Pick<Row<T>, Optional<T["values"]> & keyof Row<T>>>;

export const table = <K extends Columns, V extends Columns>(
  name: string,
  key: K,
  values: V,
  ...found: readonly (readonly (keyof (K & V) & string)[])[]
): Table<K, V> => ({ name, key, values, found });

/** What a fold makes of an event: rows that are as the event says from now on. */
export interface Assignment {
  readonly table: Table;
  /** `whole`: the row is there from now on; else it must be there already. */
  readonly whole: boolean;
  readonly row: Readonly<Record<string, unknown>>;
}

/** The row stands, new or over the one of its key. */
export const put = <T extends Table>(into: T, row: Whole<T>): Assignment => ({
  table: into,
  whole: true,
  row,
});

/** Some values of a row that stands. */
export const change = <T extends Table>(
  of: T,
  key: Key<T>,
  values: Partial<Omit<Row<T>, keyof Key<T>>>,
): Assignment => ({ table: of, whole: false, row: { ...key, ...values } });

const quoted = (names: readonly string[]): string[] => names.map((name) => `"${name}"`);

const SQL_TYPE = {
  integer: "INTEGER",
  real: "REAL",
  text: "TEXT",
  bytes: "BLOB",
  list: "TEXT",
} as const;
const kindOf = (column: Column): Kind => column.replace("?", "") as Kind;

/** The statements that create a table. */
export function tableSql({ name, key, values, found }: Table): string {
  const columns = Object.entries({ ...key, ...values }).map(([column, type]) => {
    const isOptional = type.endsWith("?");
    return `"${column}" ${SQL_TYPE[kindOf(type)]}${isOptional ? "" : " NOT NULL"}`;
  });
  const primary = quoted(Object.keys(key)).join(", ");
  const indexes = found.map(
    (by) => `CREATE INDEX "${name}_${by.join("_")}" ON "${name}" (${quoted(by).join(", ")})`,
  );
  const body = [...columns, `PRIMARY KEY (${primary})`].join(", ");
  return [`CREATE TABLE "${name}" (${body}) STRICT, WITHOUT ROWID`, ...indexes].join("; ");
}

/** The statement that carries out assignments of these columns. */
export function assignmentSql({ name, key }: Table, columns: readonly string[], whole: boolean) {
  const marked = (names: readonly string[]) => quoted(names).map((n, i) => [n, `?${i + 1}`]);
  const assigned = marked(columns).filter((_, i) => !Object.hasOwn(key, columns[i]!));
  if (!whole) {
    const keyed = marked(columns).filter((_, i) => Object.hasOwn(key, columns[i]!));
    const [set, where] = [assigned, keyed].map((pairs) => pairs.map((pair) => pair.join(" = ")));
    return `UPDATE "${name}" SET ${set!.join(", ")} WHERE ${where!.join(" AND ")}`;
  }
  const into = `INSERT INTO "${name}" (${quoted(columns).join(", ")})
    VALUES (${columns.map((_, i) => `?${i + 1}`).join(", ")})`;
  const over = assigned.map(([column]) => `${column} = excluded.${column}`);
  if (over.length === 0) return `${into} ON CONFLICT DO NOTHING`;
  return `${into} ON CONFLICT (${quoted(Object.keys(key)).join(", ")}) DO UPDATE SET ${over.join(", ")}`;
}

const KEPT: Record<Kind, (value: never) => SQLInputValue> = {
  integer: (value: number) => value,
  real: (value: number) => value,
  text: (value: string) => value,
  bytes: (value: Hex) => fromHex(value),
  list: (value: readonly string[]) => JSON.stringify(value),
};

/** How SQLite keeps the values of a column. */
export function keeping({ key, values }: Table, column: string): (value: unknown) => SQLInputValue {
  const keep = KEPT[kindOf((key[column] ?? values[column])!)];
  return (value) => (value === null || value === undefined ? null : keep(value as never));
}

/** A row of SQLite as queries answer it: the columns of the table, whatever else was selected. */
export function rowOf<T extends Table>({ key, values }: T, found: object): Row<T> {
  const given = found as Record<string, unknown>;
  const columns = Object.entries({ ...key, ...values }).map(([column, type]) => {
    const value = given[column];
    const kind = kindOf(type);
    if (value === null) return [column, null];
    if (kind === "bytes") return [column, toHex(value as Uint8Array)];
    return [column, kind === "list" ? JSON.parse(value as string) : value];
  });
  return Object.fromEntries(columns) as Row<T>;
}
