import { fromHex, type Hex } from "../core/bytes.ts";
import { fail } from "../core/errors.ts";
import { allows } from "../core/settlementAccess.ts";
import { segments } from "./folds/enrolment.ts";
import * as tables from "./folds/fundTables.ts";
import type { Queries } from "./queries.ts";
import type { Row } from "./table.ts";

type Entry = Row<typeof tables.fundEntries>;

/** An account of the double entry: a pool or a person's. */
export interface FundAccount {
  side: "POOL" | "ACCOUNT";
  key: Hex;
}

/** Where an account's money came from and went to, up to a place on the chain. */
export interface FundFlow extends FundAccount {
  /** What came, in the order of the chain; of another pool: how it came there is in `above`. */
  came: Entry[];
  went: Entry[];
  /** What came less what went, in minor units. */
  balance: bigint;
}

/** A claim's money back to the contributions that it came from. */
export interface FundTrace {
  payments: Row<typeof tables.payments>[];
  /** The pool and the personal account that paid, before the payment, and pools that money came from. */
  flows: FundFlow[];
  /** The contributions among what came. */
  contributions: Row<typeof tables.contributions>[];
}

/** What all entries come to. */
export interface FundBooks {
  /** How many entries there are. */
  entries: number;
  /** Of the outside: below 0, as more came than went; with `accounts` it sums to zero. */
  outside: bigint;
  /** Every pool and personal account, by what its entries come to. */
  accounts: (FundAccount & { balance: bigint })[];
}

/** Who asks for a personal account's balance, and what for. */
export interface BalanceAsker {
  /** An institution's number, or the person herself by her pseudonym. */
  asker: number | Hex;
  /** Of its role: see `purposes` of the codes. */
  purpose: string;
}

/** Answers about pools, personal accounts and payments, as of the index's last block. */
export class FundReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Pools of an insurer's, or all. */
  pools(insurer?: number): Row<typeof tables.pools>[] {
    const of = insurer === undefined ? "" : "WHERE insurer = ?";
    const values = insurer === undefined ? [] : [insurer];
    return this.#queries.rows(tables.pools, `SELECT * FROM pools ${of} ORDER BY pool`, ...values);
  }

  /** How a provider stands at the pools. */
  positions(provider: number): Row<typeof tables.positions>[] {
    const sql = "SELECT * FROM positions WHERE provider = ? ORDER BY pool";
    return this.#queries.rows(tables.positions, sql, provider);
  }

  /** What an enterprise paid in, and for whom. */
  contributionsOf(enterprise: Hex): Row<typeof tables.contributions>[] {
    const sql = "SELECT * FROM contributions WHERE enterprise = ? ORDER BY block, log";
    return this.#queries.rows(tables.contributions, sql, fromHex(enterprise, 32));
  }

  /** What was paid into a pool, in the order of the chain. */
  contributionsTo(pool: Hex): Row<typeof tables.contributions>[] {
    const sql = "SELECT * FROM contributions WHERE pool = ? ORDER BY block, log";
    return this.#queries.rows(tables.contributions, sql, fromHex(pool, 32));
  }

  /**
   * A personal account's balance, by the table of access (core/settlementAccess.ts): for the person
   * herself, and for a public insurer of hers that pays or decides claims. @throws FUND_BALANCE_DENIED to everyone else, whether there is an account or not
   */
  balance(insured: Hex, { asker, purpose }: BalanceAsker): bigint {
    const role =
      asker === insured
        ? "person"
        : typeof asker === "number" && this.#insures(asker, insured)
          ? "insurer"
          : "anonymous";
    if (!allows("account.balance", role, "read", purpose)) {
      return fail("FUND_BALANCE_DENIED", { purpose });
    }
    const sql = "SELECT * FROM personalAccounts WHERE insured = ?";
    const [found] = this.#queries.rows(tables.personalAccounts, sql, fromHex(insured, 32));
    return BigInt(found?.balance ?? 0);
  }

  /** What a contribution gave to personal accounts, by its shares. */
  accountShares(contribution: Hex): bigint {
    const sql = "SELECT * FROM contributionShares WHERE contribution = ?";
    return this.#queries
      .rows(tables.contributionShares, sql, fromHex(contribution, 32))
      .reduce((all, { toAccount }) => all + BigInt(toAccount), 0n);
  }

  /** What entries say that came from outside by a contribution. */
  broughtIn(contribution: Hex): bigint {
    const sql = `SELECT * FROM fundEntries WHERE ref = ? AND kind = 'CONTRIBUTION'
      AND fromSide = 'OUTSIDE'`;
    return sum(this.#queries.rows(tables.fundEntries, sql, fromHex(contribution, 32)));
  }

  /** What became of a claim's money, in the order of the chain. */
  payments(ref: Hex): Row<typeof tables.payments>[] {
    const sql = "SELECT * FROM payments WHERE ref = ? ORDER BY block, log";
    return this.#queries.rows(tables.payments, sql, fromHex(ref, 32));
  }

  /** Follows a claim's money from its payment back to contributions; undefined: nothing was paid. */
  trace(ref: Hex): FundTrace | undefined {
    const payments = this.payments(ref);
    const paid = payments.find(({ kind }) => kind === "PAID");
    if (!paid) return undefined;
    const flows: FundFlow[] = [];
    const open: (FundAccount & { block: number; log: number })[] = [
      { side: "POOL", key: paid.pool, block: paid.block, log: paid.log },
    ];
    if (paid.insured !== null && paid.fromAccount !== "0") {
      open.push({ side: "ACCOUNT", key: paid.insured, block: paid.block, log: paid.log });
    }
    // Upwards, each account once: what came from another one is asked for there, up to the same place.
    for (const { block, log, ...account } of open) {
      if (flows.some(({ key }) => key === account.key)) continue;
      const flow = this.flow(account, { block, log });
      flows.push(flow);
      const sources = flow.came.filter(({ fromSide }) => fromSide !== "OUTSIDE");
      open.push(
        ...sources.map(({ fromSide, from }) => ({
          side: fromSide as FundAccount["side"],
          key: from,
          block,
          log,
        })),
      );
    }
    const ids = new Set(
      flows.flatMap(({ came }) =>
        came.filter(({ kind }) => kind === "CONTRIBUTION").map((entry) => entry.ref),
      ),
    );
    return { payments, flows, contributions: [...ids].flatMap((id) => this.#contribution(id)) };
  }

  /** What came to an account and went from it, before a place on the chain. */
  flow({ side, key }: FundAccount, before?: { block: number; log: number }): FundFlow {
    const until = before ?? { block: Number.MAX_SAFE_INTEGER, log: 0 };
    const entries = (column: "from" | "to") =>
      this.#queries.rows(
        tables.fundEntries,
        `SELECT * FROM fundEntries WHERE "${column}" = ? AND "${column}Side" = ?
         AND (block, log) < (?, ?) ORDER BY block, log, line`,
        fromHex(key, 32),
        side,
        until.block,
        until.log,
      );
    const [came, went] = [entries("to"), entries("from")];
    return { side, key, came, went, balance: sum(came) - sum(went) };
  }

  /** What the entries of each account come to, those of accounts without any included. */
  books(): FundBooks {
    const all = this.#queries.rows(tables.fundEntries, "SELECT * FROM fundEntries");
    const sums = new Map<string, bigint>();
    const add = (side: string, key: Hex, amount: bigint): void => {
      const at = side === "OUTSIDE" ? side : `${side} ${key}`;
      sums.set(at, (sums.get(at) ?? 0n) + amount);
    };
    for (const { pool } of this.pools()) add("POOL", pool, 0n);
    const persons = "SELECT * FROM personalAccounts";
    for (const { insured } of this.#queries.rows(tables.personalAccounts, persons)) {
      add("ACCOUNT", insured, 0n);
    }
    for (const { fromSide, from, toSide, to, amount } of all) {
      add(fromSide, from, -BigInt(amount));
      add(toSide, to, BigInt(amount));
    }
    const outside = sums.get("OUTSIDE") ?? 0n;
    sums.delete("OUTSIDE");
    const accounts = [...sums].map(([at, balance]) => {
      const [side, key] = at.split(" ") as [FundAccount["side"], Hex];
      return { side, key, balance };
    });
    return { entries: all.length, outside, accounts };
  }

  #contribution(id: Hex): Row<typeof tables.contributions>[] {
    const sql = "SELECT * FROM contributions WHERE contribution = ?";
    return this.#queries.rows(tables.contributions, sql, fromHex(id, 32));
  }

  #insures(insurer: number, insured: Hex): boolean {
    const sql = `SELECT s.* FROM segments s JOIN participants p ON p.participant = s.insurer
      WHERE s.insured = ? AND s.insurer = ? AND p.kinds LIKE '%"INSURANCE_AGENCY"%' LIMIT 1`;
    return this.#queries.rows(segments, sql, fromHex(insured, 32), insurer).length > 0;
  }
}

const sum = (entries: readonly Entry[]): bigint =>
  entries.reduce((all, { amount }) => all + BigInt(amount), 0n);
