import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { type Row, rowOf, type Table } from "./table.ts";

/** Questions to the tables of an index. */
export class Queries {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#db.prepare(sql).all(...values);
  }

  /** Rows of a table, in which whatever else was selected is left out. */
  rows<T extends Table>(of: T, sql: string, ...values: SQLInputValue[]): Row<T>[] {
    return this.all(sql, ...values).map((row) => rowOf(of, row));
  }

  count(name: string): number {
    return this.all(`SELECT count(*) AS n FROM "${name}"`)[0]!["n"] as number;
  }
}
