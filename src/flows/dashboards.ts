/** What patients, insurers and regulators look at first, each as one answer of an index (DB-01, 03, 04). */
import type { Chain } from "../chain/chain.ts";
import type { Hex } from "../core/bytes.ts";
import type { ClaimState } from "../core/enums.ts";
import type { SettlementThing } from "../core/settlementAccess.ts";
import type { Signer } from "../core/signers.ts";
import {
  byKind,
  countsOf,
  type FlagCount,
  type FlowEdge,
  flagsOf,
  flowsOf,
  groups,
  type Shares,
  sharesOf,
  STANDING,
  text,
  times,
  units,
} from "../indexer/dashboardSums.ts";
import type { IndexedAccess, IndexedGrant, IndexReader } from "../indexer/reader.ts";
import type { LotPlaces } from "../indexer/recall.ts";
import { SETTLEMENT_PAGE, type SettlementRow } from "../indexer/settlementViews.ts";
import type { IndexedRecall } from "../indexer/supplyReader.ts";
import { IdentityModule } from "../ledger/identity.ts";

/** A pseudonym of a person's, for records or for insurance, with what signs for it. */
export interface OwnPseudonym {
  readonly subject: Hex;
  readonly signer: Signer;
}

interface As {
  readonly subject?: OwnPseudonym;
  readonly after?: number;
}

/** The settlement database as one may see it: `CareLedger.settlement`. */
export interface SeenSettlement {
  read(index: IndexReader, thing: SettlementThing, key: Hex, as: As): Promise<SettlementRow[]>;
  list(index: IndexReader, thing: SettlementThing, as: As): Promise<SettlementRow[]>;
}

export interface PatientDashboard {
  readonly grants: readonly IndexedGrant[];
  /** Who opened what under them, and who was refused. */
  readonly accesses: readonly IndexedAccess[];
  /** Each with its lines and their reasons. */
  readonly claims: readonly SettlementRow[];
  /** Of claims that stand. */
  readonly shares: Shares;
  /** Of personal accounts. */
  readonly balance: bigint;
  /** Of the lots named. */
  readonly recalls: readonly IndexedRecall[];
}

export interface InsurerDashboard {
  readonly pools: readonly {
    readonly pool: Hex;
    readonly balance: bigint;
    /** By kinds of entries: contributions, levies and adjustments; payments. */
    readonly income: Readonly<Record<string, bigint>>;
    readonly expense: Readonly<Record<string, bigint>>;
  }[];
  readonly claims: Readonly<Partial<Record<ClaimState, Shares>>>;
  readonly flags: readonly FlagCount[];
  /** How providers stand at the pools: what the pool owes them, what they owe it. */
  readonly providers: readonly { pool: Hex; provider: number; due: bigint; debt: bigint }[];
  /** That name it: with stocks of both sides, and their steps, the inspection among them. */
  readonly orders: readonly ReturnType<IndexReader["trade"]["order"]>[];
}

export interface RegulatorDashboard {
  /** The graph of funds of its place. */
  readonly flows: readonly FlowEdge[];
  /** Of claims of its place; the grave ones, which it is told of. */
  readonly flags: readonly FlagCount[];
  readonly recalls: readonly Pick<LotPlaces, "lot" | "expected" | "completeness" | "isComplete">[];
  /** Who was refused openings, the most often first, for which reasons. */
  readonly refused: readonly {
    readonly grantee: number;
    readonly openings: number;
    readonly refusals: Readonly<Record<string, number>>;
  }[];
}

/** Of an index of one's own, or of whoever's: what is asked for is what the table of access lets one see. */
export class Dashboards {
  readonly #chain: Chain;
  readonly #settlement: SeenSettlement;

  constructor(chain: Chain, settlement: SeenSettlement) {
    this.#chain = chain;
    this.#settlement = settlement;
  }

  /** @param lots Of which she has packs: the chain does not know whose a pack is */
  async patient(
    index: IndexReader,
    pseudonyms: readonly OwnPseudonym[],
    lots: readonly Hex[] = [],
  ): Promise<PatientDashboard> {
    const claims: SettlementRow[] = [];
    let balance = 0n;
    for (const subject of pseudonyms) {
      for (const { claim } of await this.#all(index, "claim", { subject })) {
        claims.push(...(await this.#settlement.read(index, "claim", claim as Hex, { subject })));
      }
      for (const row of await this.#all(index, "account", { subject })) {
        balance += units(row["balance"]);
      }
    }
    return {
      grants: pseudonyms.flatMap(({ subject }) => index.grants(subject)),
      accesses: pseudonyms.flatMap(({ subject }) => index.accessLog({ subject })),
      claims,
      shares: sharesOf(claims.filter(({ state }) => STANDING.has(text(state)))),
      balance,
      recalls: lots.flatMap((lot) => index.supply.recalls(lot)),
    };
  }

  /** As the connected account's institution. */
  async insurer(index: IndexReader): Promise<InsurerDashboard> {
    const own = await this.#participant();
    const claims = await this.#all(index, "claim");
    const mine = claims.filter(({ insurer }) => insurer === own);
    const entries = await this.#all(index, "entry");
    const pools = (await this.#all(index, "pool")).filter(({ insurer }) => insurer === own);
    const positions = await this.#all(index, "receivable");
    return {
      pools: pools.map(({ pool, balance }) => ({
        pool: pool as Hex,
        balance: units(balance),
        income: byKind(entries.filter(({ to, toSide }) => toSide === "POOL" && to === pool)),
        expense: byKind(
          entries.filter(({ from, fromSide }) => fromSide === "POOL" && from === pool),
        ),
      })),
      claims: Object.fromEntries(
        [...groups(mine, ({ state }) => text(state))].map(([state, of]) => [state, sharesOf(of)]),
      ),
      flags: flagsOf(index, own),
      providers: positions
        .filter(({ pool }) => pools.some((one) => one["pool"] === pool))
        .map(({ pool, provider, due, debt }) => ({
          pool: pool as Hex,
          provider: provider as number,
          due: units(due),
          debt: units(debt),
        })),
      orders: index.trade.orders(own).map(({ order }) => index.trade.order(own, order)),
    };
  }

  /** As the connected account's institution. */
  async regulator(index: IndexReader): Promise<RegulatorDashboard> {
    const own = await this.#participant();
    const entries = await this.#all(index, "entry");
    // Whose money came from outside, or went there.
    const institutions = new Map<unknown, number>([
      ...(await this.#all(index, "contribution")).map(
        (row) => [row["contribution"], row["payer"] as number] as const,
      ),
      ...(await this.#all(index, "payment")).map(
        (row) => [row["ref"], row["provider"] as number] as const,
      ),
    ]);
    const lots = index.supply.recalledLots().flatMap(({ lot }) => index.supply.places(lot) ?? []);
    const accesses = groups(index.accessLog(undefined), ({ grantee }) => grantee);
    return {
      flows: flowsOf(entries, institutions),
      flags: flagsOf(index, own),
      recalls: lots.map(({ lot, expected, completeness, isComplete }) => ({
        lot,
        expected,
        completeness,
        isComplete,
      })),
      refused: [...accesses]
        .map(([grantee, all]) => ({
          grantee,
          openings: all.filter(({ refusal }) => refusal === undefined).length,
          refusals: countsOf(all.flatMap(({ refusal }) => refusal ?? [])),
        }))
        .filter(({ refusals }) => times(refusals) > 0)
        .toSorted((a, b) => times(b.refusals) - times(a.refusals) || a.grantee - b.grantee),
    };
  }

  async #participant(): Promise<number> {
    return (await new IdentityModule(this.#chain).member()).id;
  }

  async #all(index: IndexReader, thing: SettlementThing, as?: As) {
    const rows: SettlementRow[] = [];
    for (;;) {
      const page = await this.#settlement.list(index, thing, { ...as, after: rows.length });
      rows.push(...page);
      if (page.length < SETTLEMENT_PAGE) return rows;
    }
  }
}
