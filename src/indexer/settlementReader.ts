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

  /** What a document was written for first, whosever account it was. */
  written(kind: "ISSUED" | "REDEEMED", document: Hex): Row<typeof settlements> | undefined {
    const sql = "SELECT * FROM settlements WHERE kind = ? AND document = ? ORDER BY block, log";
    return this.#queries.rows(settlements, sql, kind, fromHex(document, 32))[0];
  }

  /** What one account sent to another, after a block. */
  transfers(from: Hex, to: Hex, after = -1): Row<typeof transfers>[] {
    const sql = `SELECT * FROM transfers WHERE "from" = ? AND "to" = ? AND block > ?
      ORDER BY block, log`;
    return this.#queries.rows(transfers, sql, fromHex(from, 20), fromHex(to, 20), after);
  }
}
