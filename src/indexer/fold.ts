import type { ContractName } from "../chain/contracts.ts";
import type { Hex } from "../core/bytes.ts";
import type { EventName, SuiteEvents } from "../core/events.ts";
import type { Assignment, Table } from "./table.ts";

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

/** What an event says of the tables: assignment, never arithmetic, and nothing but the event. */
export type Fold<N extends EventName> = (event: SuiteEvents[N], at: Place) => Assignment[];
export type Folds<N extends EventName = EventName> = { readonly [Name in N]: Fold<Name> };

/** A domain's tables, and the fold of each of its events. */
export interface DomainFold<N extends EventName> {
  readonly tables: Readonly<Record<string, Table>>;
  readonly folds: Folds<N>;
}
