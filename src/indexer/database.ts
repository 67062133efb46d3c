import type { DatabaseSync } from "node:sqlite";
import type { ContractName } from "../chain/contracts.ts";
import { eventOf, type SuiteEvent } from "../chain/events.ts";
import { concatBytes, fromHex, type Hex, toHex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { relaxed, transact } from "../vault/sqlite.ts";
import { assigner, finder } from "./assigner.ts";
import type { Place, Rows } from "./fold.ts";
import { foldedTables, foldOf } from "./folds.ts";
import { makeAnew, openForWriting } from "./schema.ts";
import type { Assignment } from "./table.ts";

/** A block of the chain. */
export interface BlockPoint {
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly time: number;
}

/** An event with its log as the chain has it. */
export interface FoundEvent extends Omit<Place, "time"> {
  readonly said: SuiteEvent;
  readonly emitter: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** What lies between two blocks: blocks with events, in order, and the last block. */
export interface Page {
  readonly events: readonly FoundEvent[];
  readonly blocks: readonly BlockPoint[];
  readonly end: BlockPoint;
}

/** Of which chain and suite an index is. */
export interface Origin {
  readonly genesis: Hex;
  readonly directory: Hex;
}

/** The one writer of an index: its rows, the events that they are the fold of, and how far. */
export class IndexDatabase {
  readonly db: DatabaseSync;
  readonly #assign: (assignment: Assignment) => number;
  readonly #rows: Rows;
  readonly #insert;
  readonly #origin: Origin;

  /**
   * @param file Or ":memory:". A file of another version is made anew.
   * @throws INDEX_FOREIGN, STORE_DATABASE
   */
  constructor(file: string, origin: Origin, anew = false) {
    this.db = openForWriting(file);
    if (anew) transact(this.db, () => makeAnew(this.db));
    this.#assign = assigner(this.db);
    this.#rows = finder(this.db);
    this.#insert = this.db.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    this.#origin = origin;
    const found = this.db.prepare("SELECT genesis, directory FROM cursor").get();
    if (found) this.#requireOwn(found as Record<keyof Origin, Uint8Array>);
    else transact(this.db, () => this.#begin());
  }

  close(): void {
    this.db.close();
  }

  /** The last block that is indexed, if any. */
  get end(): BlockPoint | undefined {
    const row = this.db.prepare("SELECT block AS number, hash, time FROM cursor").get();
    return row?.["number"] === null ? undefined : pointOf(row!);
  }

  /** Adds what comes after the end, whole or not at all. */
  add({ events, blocks, end }: Page): void {
    const work = (): void => {
      const block = this.db.prepare("INSERT INTO blocks VALUES (?, ?, ?)");
      for (const { number, hash, time } of blocks) block.run(number, fromHex(hash), time);
      const times = new Map(blocks.map(({ number, time }) => [number, time]));
      for (const event of events) {
        this.#keep(event);
        this.#fold(event.said, { ...event, time: times.get(event.block)! });
      }
      this.#setEnd(end);
    };
    // Where blocks without events are lost to a power cut, they are asked for again.
    if (events.length > 0) transact(this.db, work);
    else relaxed(this.db, () => transact(this.db, work));
  }

  /** Forgets what came after a block with events, or all; the rest is folded again. */
  goBackTo(point: BlockPoint | undefined): void {
    const { db } = this;
    const last = point?.number ?? -1;
    transact(db, () => {
      db.prepare("DELETE FROM events WHERE block > ?").run(last);
      db.prepare("DELETE FROM blocks WHERE number > ?").run(last);
      for (const { name } of foldedTables) db.exec(`DELETE FROM "${name}"`);
      const kept = db.prepare(
        "SELECT e.*, b.time FROM events e JOIN blocks b ON b.number = e.block ORDER BY block, log",
      );
      for (const row of kept.iterate()) {
        const event = eventIn(row as unknown as KeptEvent);
        this.#fold(event.said, event);
      }
      this.#setEnd(point);
    });
  }

  /** Forgets everything. */
  empty(): void {
    transact(this.db, () => {
      makeAnew(this.db);
      this.#begin();
    });
  }

  /** The newest block with events at or below a number. */
  newestBlock(upTo: number): BlockPoint | undefined {
    const row = this.db
      .prepare("SELECT * FROM blocks WHERE number <= ? ORDER BY number DESC LIMIT 1")
      .get(upTo);
    return row && pointOf(row);
  }

  /** Numbers of the blocks with events, up to one. */
  blockNumbers(upTo: number): number[] {
    const rows = this.db
      .prepare("SELECT number FROM blocks WHERE number <= ? ORDER BY number")
      .all(upTo);
    return rows.map((row) => row["number"] as number);
  }

  /** The events of a name, with their logs. */
  eventsOf(name: string): FoundEvent[] {
    const rows = this.db.prepare(
      "SELECT e.*, b.time FROM events e JOIN blocks b ON b.number = e.block WHERE name = ?",
    );
    return rows.all(name).map((row) => eventIn(row as unknown as KeptEvent));
  }

  /** Addresses whose events are here. */
  emitters(): Hex[] {
    const rows = this.db.prepare("SELECT DISTINCT emitter FROM events").all();
    return rows.map((row) => toHex(row["emitter"] as Uint8Array));
  }

  #requireOwn({ genesis, directory }: Record<keyof Origin, Uint8Array>): void {
    const own = this.#origin;
    const isSame = (a: Uint8Array, b: Hex) => toHex(a) === b.toLowerCase();
    const reason = !isSame(genesis, own.genesis)
      ? "its block 0 is another"
      : !isSame(directory, own.directory)
        ? `its Directory is ${toHex(directory)}`
        : undefined;
    if (reason === undefined) return;
    this.db.close();
    fail("INDEX_FOREIGN", { reason });
  }

  #begin(): void {
    const { genesis, directory } = this.#origin;
    this.db
      .prepare("INSERT INTO cursor (one, genesis, directory) VALUES (1, ?, ?)")
      .run(fromHex(genesis), fromHex(directory));
  }

  #setEnd(end: BlockPoint | undefined): void {
    this.db
      .prepare("UPDATE cursor SET block = ?, hash = ?, time = ?")
      .run(end?.number ?? null, end ? fromHex(end.hash) : null, end?.time ?? null);
  }

  #keep({ said, contract, emitter, block, log, transaction, topics, data }: FoundEvent): void {
    this.#insert.run(
      block,
      log,
      said.name,
      contract,
      fromHex(emitter),
      fromHex(transaction),
      concatBytes(...topics.map((topic) => fromHex(topic))),
      fromHex(data),
    );
  }

  #fold({ name, event }: SuiteEvent, at: Place): void {
    for (const assignment of foldOf(name)(event, at, this.#rows)) {
      const changed = this.#assign(assignment);
      if (changed === 0 && !assignment.whole) fail("INDEX_GAP", { event: name, block: at.block });
    }
  }
}

interface KeptEvent {
  block: number;
  log: number;
  contract: ContractName;
  emitter: Uint8Array;
  transaction: Uint8Array;
  topics: Uint8Array;
  data: Uint8Array;
  time: number;
}

/** An event as it was kept, read anew. */
function eventIn(kept: KeptEvent): FoundEvent & Place {
  const { block, log, contract, time } = kept;
  const count = kept.topics.length / 32;
  const topics = Array.from({ length: count }, (_, i) =>
    toHex(kept.topics.subarray(32 * i, 32 * (i + 1))),
  );
  const [emitter, transaction] = [toHex(kept.emitter), toHex(kept.transaction)];
  const data = toHex(kept.data);
  const said = eventOf(contract, { topics, data })!;
  return { said, contract, emitter, block, log, time, transaction, topics, data };
}

const pointOf = (row: object): BlockPoint => {
  const { number, hash, time } = row as { number: number; hash: Uint8Array; time: number };
  return { number, hash: toHex(hash), time };
};
