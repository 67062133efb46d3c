import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Rows } from "./fold.ts";
import { type Assignment, assignmentSql, keeping, rowOf, type Table } from "./table.ts";

type Carry = (row: Assignment["row"]) => number;

/** Carries out assignments in a database, and answers how many rows each changed. */
export function assigner(db: DatabaseSync): (assignment: Assignment) => number {
  const known = new Map<Table, Map<string, Carry>>();
  return ({ table, whole, row }) => {
    const columns = Object.keys(row);
    const shape = `${whole} ${columns.join()}`;
    const shapes = known.get(table) ?? new Map<string, Carry>();
    known.set(table, shapes);
    const carry = shapes.get(shape) ?? carrying(db, table, columns, whole);
    shapes.set(shape, carry);
    return carry(row);
  };
}

function carrying(db: DatabaseSync, table: Table, columns: string[], whole: boolean): Carry {
  const statement = db.prepare(assignmentSql(table, columns, whole));
  const kept = columns.map((column) => [column, keeping(table, column)] as const);
  return (row) => Number(statement.run(...kept.map(([column, keep]) => keep(row[column]))).changes);
}

/** Finds rows by values of theirs. */
export function finder(db: DatabaseSync): Rows {
  const known = new Map<string, StatementSync>();
  return (of, having) => {
    const columns = Object.keys(having);
    const which = columns.map((column, i) => `"${column}" = ?${i + 1}`).join(" AND ");
    const sql = `SELECT * FROM "${of.name}" WHERE ${which}`;
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    const kept = Object.entries(having).map(([column, value]) => keeping(of, column)(value));
    return statement.all(...kept).map((row) => rowOf(of, row));
  };
}
