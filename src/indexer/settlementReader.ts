import { fromHex, type Hex } from "../core/bytes.ts";
import { settlements, transfers } from "./folds/settlement.ts";
import type { Queries } from "./queries.ts";
import type { Row } from "./table.ts";

/** Answers about money that moved, as of the index's last block. */
export class SettlementReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Money that was paid in or is to be paid out, by an account's documents. */
  settlements(account: Hex): Row<typeof settlements>[] {
    const sql = "SELECT * FROM settlements WHERE account = ? ORDER BY block, log";
    return this.#queries.rows(settlements, sql, fromHex(account, 20));
  }

  /** What one account sent to another, after a block. */
  transfers(from: Hex, to: Hex, after = -1): Row<typeof transfers>[] {
    const sql = `SELECT * FROM transfers WHERE "from" = ? AND "to" = ? AND block > ?
      ORDER BY block, log`;
    return this.#queries.rows(transfers, sql, fromHex(from, 20), fromHex(to, 20), after);
  }
}
