import type { ContractName } from "../chain/contracts.ts";
import type { Hex } from "../core/bytes.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { Assignment, Row, Table } from "./table.ts";

/** Where an event stands. */
export interface Place {
  readonly contract: ContractName;
  readonly block: number;
  /** Its place among the logs of its block. */
  readonly log: number;
  /** Unix seconds of its block. */
  readonly time: number;
  readonly transaction: Hex;
}

/** Rows with these values, as the events so far left them. */
export type Rows = <T extends Table>(of: T, having: Partial<Row<T>>) => Row<T>[];

/**
 * What an event says of the tables: assignment, never arithmetic over calldata. What it leaves out
 * comes from rows that stand.
 */
export type Fold<N extends EventName> = (
  event: SuiteEvents[N],
  at: Place,
  rows: Rows,
) => Assignment[];
export type Folds<N extends EventName = EventName> = { readonly [Name in N]: Fold<Name> };

/** A domain's tables, and the fold of each of its events. */
export interface DomainFold<N extends EventName> {
  readonly tables: Readonly<Record<string, Table>>;
  readonly folds: Folds<N>;
}
