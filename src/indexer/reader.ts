import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Chain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import type { EntryState, Standing } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import { ClaimReader } from "./claimReader.ts";
import { ColdChainReader } from "./coldChainReader.ts";
import { foldedTables } from "./folds.ts";
import { grants, uses } from "./folds/consent.ts";
import { receiptEntries, receipts, refusals } from "./folds/exchange.ts";
import { accounts, participants, subjects } from "./folds/identity.ts";
import { batches, entries } from "./folds/records.ts";
import { FundReader } from "./fundReader.ts";
import { Queries } from "./queries.ts";
import { openForReading } from "./schema.ts";
import { SettlementReader } from "./settlementReader.ts";
import { SettlementViews } from "./settlementViews.ts";
import { SupplyReader } from "./supplyReader.ts";
import { type Row, rowOf, type Table } from "./table.ts";
import { TariffReader } from "./tariffReader.ts";
import { TradeReader } from "./tradeReader.ts";

/** How far an index is, and what it holds. */
export interface IndexStatus {
  /** Hash of block 0. */
  genesis: Hex;
  directory: Hex;
  /** The last block indexed, its hash and time (Unix seconds); undefined before the first. */
  block?: number;
  hash?: Hex;
  time?: number;
  events: number;
  /** Rows by table. */
  rows: Record<string, number>;
}

export type IndexedEntry = Row<typeof entries> & { state: EntryState };
export type IndexedGrant = Row<typeof grants> & { standing: Standing };

/** An opening or a refusal under a grant. */
export interface IndexedAccess {
  grant: Hex;
  time: number;
  grantee: number;
  purpose: number;
  entries: Hex[];
  custodian?: number;
  refusal?: string;
  transaction: Hex;
  block: number;
  log: number;
}

/**
 * The block up to which an index is this chain's own; undefined for another chain's or suite's, and
 * where the chain has changed since.
 */
export async function indexedUpTo(
  index: IndexReader,
  { network, addresses }: Pick<Chain, "network" | "addresses">,
): Promise<number | undefined> {
  const { genesis, directory, block, hash } = index.status();
  const isOurs =
    genesis === network.genesis.toLowerCase() && directory === addresses.directory.toLowerCase();
  if (!isOurs || block === undefined) return undefined;
  const found = await read(network.provider.getBlock(block));
  return found?.hash === hash ? block : undefined;
}

/** Whose access log: all grants of a subject that the chain tells of, or grants by their ids. */
export type AccessOf = { subject: Hex } | { grants: readonly Hex[] } | undefined;

const EPOCH_ENDED = "(SELECT keyEpoch FROM subjects s WHERE s.subject = g.subject) <> g.keyEpoch";
/** In the order in which ConsentRegistry asks. Whether uses are left, the grant itself tells. */
const STANDING = `CASE WHEN state = 'REVOKED' THEN 'REVOKED'
  WHEN (SELECT time FROM cursor) > notAfter THEN 'EXPIRED'
  WHEN ${EPOCH_ENDED} THEN 'KEY_EPOCH_ENDED' ELSE 'LIVE' END`;

type Placed = Omit<IndexedAccess, "entries" | "custodian" | "refusal">;
const placed = ({ grant, time, grantee, purpose, transaction, block, log }: Placed): Placed => ({
  grant,
  time,
  grantee,
  purpose,
  transaction,
  block,
  log,
});

/** Answers from an index: as the chain was at its last block. Any number of readers. */
export class IndexReader {
  /** Lots, where their units are, and recalls. */
  readonly supply: SupplyReader;
  /** The cold chain, orders, stocks and money. */
  readonly coldChain: ColdChainReader;
  readonly settlement: SettlementReader;
  /** Pools, personal accounts and payments of claims. */
  readonly funds: FundReader;
  /** Claims, funds, enrolment and agreements as an asker may see them. */
  readonly views: SettlementViews;
  /** Claims, and what they rest on: rules, plans, agreements, segments. */
  readonly claims: ClaimReader;
  readonly tariffs: TariffReader;
  readonly trade: TradeReader;
  readonly #db: DatabaseSync;
  readonly #queries: Queries;

  /** On a database that is open already. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#queries = new Queries(db);
    this.supply = new SupplyReader(this.#queries);
    this.settlement = new SettlementReader(this.#queries);
    this.funds = new FundReader(this.#queries);
    this.views = new SettlementViews(this.#queries);
    this.claims = new ClaimReader(this.#queries);
    this.tariffs = new TariffReader(this.#queries);
    this.coldChain = new ColdChainReader(this.#queries);
    this.trade = new TradeReader(this.#queries, this.supply);
  }

  /** @throws INDEX_MISSING, INDEX_VERSION, STORE_DATABASE */
  static open(file: string): IndexReader {
    return new IndexReader(openForReading(file));
  }

  close(): void {
    this.#db.close();
  }

  status(): IndexStatus {
    const [cursor] = this.#queries.all("SELECT * FROM cursor");
    if (!cursor) return fail("INDEX_MISSING", {});
    const { genesis, directory, hash } = cursor as Record<string, Uint8Array | null>;
    const { block, time } = cursor as Record<string, number>;
    const end = hash ? { block: block!, time: time!, hash: toHex(hash) } : {};
    const rows = foldedTables.map(({ name }) => [name, this.#queries.count(name)] as const);
    return {
      genesis: toHex(genesis!),
      directory: toHex(directory!),
      ...end,
      events: this.#queries.count("events"),
      rows: Object.fromEntries(rows),
    };
  }

  /** Institutions, by number; past its accreditation an ACTIVE one is LAPSED. */
  participants(): Row<typeof participants>[] {
    const lapsed = "status = 'ACTIVE' AND accreditedUntil < (SELECT time FROM cursor)";
    return this.#queries.rows(
      participants,
      `SELECT *, CASE WHEN ${lapsed} THEN 'LAPSED' ELSE status END AS status
       FROM participants ORDER BY participant`,
    );
  }

  /** Accounts that an institution has or had. */
  accounts(participant: number): Row<typeof accounts>[] {
    const sql = "SELECT * FROM accounts WHERE participant = ? ORDER BY account";
    return this.#queries.rows(accounts, sql, participant);
  }

  subject(subject: Hex): Row<typeof subjects> | undefined {
    const sql = "SELECT * FROM subjects WHERE subject = ?";
    return this.#queries.rows(subjects, sql, fromHex(subject, 32))[0];
  }

  /** Batches of a custodian, oldest first. */
  batches(custodian: number): Row<typeof batches>[] {
    const sql = "SELECT * FROM batches WHERE custodian = ? ORDER BY block, root";
    return this.#queries.rows(batches, sql, custodian);
  }

  /** Entries of a batch, in leaf order; none of an archive batch. */
  entries(custodian: number, root: Hex): IndexedEntry[] {
    return this.#entries("e.custodian = ? AND e.root = ?", custodian, fromHex(root, 32));
  }

  /** Wherever an entry stands. */
  places(entry: Hex): IndexedEntry[] {
    return this.#entries("e.entry = ?", fromHex(entry, 32));
  }

  /** The grants that a subject gave, oldest first, and how each stands. */
  grants(subject: Hex): IndexedGrant[] {
    const found = this.#queries.all(
      `SELECT *, ${STANDING} AS standing FROM grants g WHERE subject = ? ORDER BY block, "grant"`,
      fromHex(subject, 32),
    );
    return found.map((row) => ({
      ...rowOf(grants, row),
      standing: row["standing"] as Standing,
    }));
  }

  /** The uses of a grant, oldest first. */
  uses(grant: Hex): Row<typeof uses>[] {
    const sql = `SELECT * FROM uses WHERE "grant" = ? ORDER BY block, log`;
    return this.#queries.rows(uses, sql, fromHex(grant, 32));
  }

  /** Who opened what and who was refused, in the order of the chain. */
  accessLog(of: AccessOf): IndexedAccess[] {
    const opened = this.#under(receipts, of).map((row) => ({
      ...placed(row),
      custodian: row.custodian,
      entries: this.#entriesOf(row.receipt),
    }));
    const refused = this.#under(refusals, of).map((row) => ({
      ...placed(row),
      refusal: row.refusal,
      entries: row.entry === null ? [] : [row.entry],
    }));
    return [...opened, ...refused].toSorted((a, b) => a.block - b.block || a.log - b.log);
  }

  #under<T extends Table>(of: T, whose: AccessOf): Row<T>[] {
    const all = `SELECT * FROM "${of.name}"`;
    if (!whose) return this.#queries.rows(of, all);
    if ("subject" in whose) {
      const hers = `SELECT "grant" FROM grants WHERE subject = ?`;
      return this.#queries.rows(
        of,
        `${all} WHERE "grant" IN (${hers})`,
        fromHex(whose.subject, 32),
      );
    }
    const one = `${all} WHERE "grant" = ?`;
    return [...new Set(whose.grants)].flatMap((id) => this.#queries.rows(of, one, fromHex(id, 32)));
  }

  #entriesOf(receipt: Hex): Hex[] {
    const sql = "SELECT * FROM receiptEntries WHERE receipt = ? ORDER BY position";
    return this.#queries.rows(receiptEntries, sql, fromHex(receipt, 32)).map(({ entry }) => entry);
  }

  #entries(where: string, ...values: SQLInputValue[]): IndexedEntry[] {
    const found = this.#queries.all(
      `SELECT e.*, coalesce(s.state, 'LIVE') AS state FROM entries e
       LEFT JOIN entryStates s USING (custodian, root, position)
       WHERE ${where} ORDER BY e.custodian, e.root, e.position`,
      ...values,
    );
    return found.map((row) => ({ ...rowOf(entries, row), state: row["state"] as EntryState }));
  }
}
