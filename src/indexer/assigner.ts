import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type Assignment, assignmentSql, stored, type Table } from "./table.ts";

/** Carries out assignments in a database, and answers how many rows each changed. */
export function assigner(db: DatabaseSync): (assignment: Assignment) => number {
  const statements = new Map<Table, Map<string, StatementSync>>();
  return ({ table, whole, row }) => {
    const columns = Object.keys(row);
    const shape = `${whole} ${columns.join()}`;
    const shapes = statements.get(table) ?? new Map<string, StatementSync>();
    statements.set(table, shapes);
    const statement = shapes.get(shape) ?? db.prepare(assignmentSql(table, columns, whole));
    shapes.set(shape, statement);
    const { changes } = statement.run(...columns.map((name) => stored(table, name, row[name])));
    return Number(changes);
  };
}
