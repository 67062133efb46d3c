import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import type { StockState } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import type { Parcel } from "../core/goods.ts";
import { type Reading, unpackReadings } from "../core/monitoring.ts";
import { stockState } from "../core/purchase.ts";
import { excursions } from "./folds/coldChain.ts";
import { orders, orderSteps, stockAlerts, stocks } from "./folds/purchases.ts";
import { balances } from "./folds/settlement.ts";
import type { Queries } from "./queries.ts";
import type { Stock } from "./recall.ts";
import type { SupplyReader } from "./supplyReader.ts";
import { type Row, rowOf } from "./table.ts";

/** Units of a lot that were outside of their limits. */
export type IndexedExcursion = Row<typeof excursions> & {
  lot: Hex;
  first: number;
  count: number;
  /** In which they were watched. */
  container?: Hex;
  /** Who had them when it began: the sensor's word if `isCertain`, else by the steps on the chain. */
  holderThen: number;
  /** Whether it ended in quarantine in the same transaction. */
  isQuarantined: boolean;
};

/** What an institution has of a product; UNKNOWN without levels. */
export type LevelledStock = Stock & { state: StockState; min?: number; max?: number };

/** Answers about the cold chain, orders, stocks and money, as of the index's last block. */
export class TradeReader {
  readonly #queries: Queries;
  readonly #supply: SupplyReader;

  constructor(queries: Queries, supply: SupplyReader) {
    this.#queries = queries;
    this.#supply = supply;
  }

  /** When units of a lot were outside of their limits, at which step and whose they were then. */
  excursions(lot: Hex): IndexedExcursion[] {
    const found = this.#queries.all(
      `SELECT e.*, p.first, p.count, NULL AS container FROM excursions e
         JOIN parcels p ON p.key = e.goods WHERE p.lot = ?1
       UNION ALL
       SELECT e.*, c.first, c.count, c.container FROM excursions e
         JOIN containerParcels c ON c.container = e.goods WHERE c.lot = ?1
       ORDER BY block, log, first`,
      fromHex(lot, 32),
    );
    return found.map((row) => {
      const excursion = rowOf(excursions, row);
      const [first, count] = [row["first"] as number, row["count"] as number];
      const then = this.#supply
        .history(lot, first)
        .findLast(({ time, holder }) => holder !== null && time <= excursion.from);
      const container = row["container"] as Uint8Array | null;
      return {
        ...excursion,
        lot,
        first,
        count,
        ...(container ? { container: toHex(container) } : {}),
        holderThen: excursion.isCertain ? excursion.holder : (then?.holder ?? excursion.holder),
        isQuarantined: excursion.refusal === "0x00000000",
      };
    });
  }

  /** What sensors measured of the goods with a unit in them, by time; telling it twice is told once. */
  readings(lot: Hex, unit: number): (Reading & { sensor: Hex })[] {
    const found = this.#queries.all(
      `SELECT DISTINCT r.sensor, r.sequence, r.start, r.readings FROM goodsReadings g
         JOIN readings r ON r.block = g.block AND r.log = g.log
       WHERE g.goods IN (
         SELECT "key" FROM parcels WHERE lot = ?1 AND first <= ?2 AND first + count > ?2
         UNION SELECT container FROM containerParcels
         WHERE lot = ?1 AND first <= ?2 AND first + count > ?2)`,
      fromHex(lot, 32),
      unit,
    ) as { sensor: Uint8Array; start: number; readings: Uint8Array }[];
    return found
      .flatMap(({ sensor, start, readings }) =>
        unpackReadings({ sequence: 0, start, readings: toHex(readings) }).map((reading) => ({
          sensor: toHex(sensor),
          ...reading,
        })),
      )
      .toSorted((a, b) => a.time - b.time);
  }

  /** Alerts of stocks that are open, or all, oldest first; of one holder, if named. */
  alerts({ holder, all = false }: { holder?: number; all?: boolean } = {}) {
    const which = all ? "1" : "closedAt IS NULL";
    return this.#queries.rows(
      stockAlerts,
      `SELECT * FROM stockAlerts WHERE ${which} AND (?1 IS NULL OR holder = ?1)
       ORDER BY block, log`,
      holder ?? null,
    );
  }

  /**
   * What an institution has of each product, and how that stands to the levels that it set, whether
   * or not it was counted on the chain.
   */
  stock(holder: number): LevelledStock[] {
    const found = this.#supply.stock(holder);
    const sql = "SELECT * FROM stocks WHERE holder = ? ORDER BY scheme, number";
    const all: LevelledStock[] = found.map((stock) => ({ ...stock, state: "UNKNOWN" }));
    for (const { scheme, number, min, max } of this.#queries.rows(stocks, sql, holder)) {
      let stock = all.find((one) => one.scheme === scheme && one.number === number);
      if (!stock) {
        const none = { available: 0, blocked: 0, coming: 0 };
        stock = { holder, scheme, number, ...none, state: "UNKNOWN" };
        all.push(stock);
      }
      Object.assign(stock, { min, max, state: stockState(stock.available, { min, max }) });
    }
    return all;
  }

  /** Orders in which an institution has a part: as buyer, supplier, inspector or insurer. */
  orders(party: number): Row<typeof orders>[] {
    return this.#queries.rows(
      orders,
      `SELECT * FROM orders WHERE ?1 IN (buyer, supplier, inspector, insurer)
       ORDER BY since, "order"`,
      party,
    );
  }

  /**
   * An order as one of its parties may see it: its steps, and once goods came what its buyer and its
   * supplier have of them and which levels they set.
   * @throws ORDER_UNKNOWN; ORDER_NOT_PARTY where `party` is none of it
   */
  order(party: number, order: Hex) {
    const sql = `SELECT * FROM orders WHERE "order" = ?`;
    const [found] = this.#queries.rows(orders, sql, fromHex(order, 32));
    if (!found) return fail("ORDER_UNKNOWN", {});
    const { buyer, supplier, inspector, insurer, scheme, number } = found;
    if (party === 0 || ![buyer, supplier, inspector, insurer].includes(party)) {
      return fail("ORDER_NOT_PARTY", {});
    }
    const sides = [buyer, supplier].map((holder) => ({
      holder,
      stock: this.#supply
        .stock(holder)
        .find((stock) => stock.scheme === scheme && stock.number === number),
      levels: this.#queries.rows(
        stocks,
        "SELECT * FROM stocks WHERE holder = ? AND scheme = ? AND number = ?",
        holder,
        scheme,
        number,
      )[0],
    }));
    return { ...found, steps: this.orderSteps(order), sides };
  }

  /** The parcels that were despatched for an order. */
  orderParcels(order: Hex): Parcel[] {
    const found = this.#queries.all(
      `SELECT p.lot, p.first, p.count FROM orderParcels o JOIN parcels p ON p.key = o.parcel
       WHERE o."order" = ? ORDER BY p.lot, p.first`,
      fromHex(order, 32),
    ) as { lot: Uint8Array; first: number; count: number }[];
    return found.map(({ lot, first, count }) => ({ lot: toHex(lot), first, count }));
  }

  /** What happened to an order, oldest first. */
  orderSteps(order: Hex): Row<typeof orderSteps>[] {
    const sql = `SELECT * FROM orderSteps WHERE "order" = ? ORDER BY block, log`;
    return this.#queries.rows(orderSteps, sql, fromHex(order, 32));
  }

  /** What an account holds of the settlement token, in minor units. */
  balance(account: Hex): bigint {
    const sql = "SELECT * FROM balances WHERE account = ?";
    const [found] = this.#queries.rows(balances, sql, fromHex(account, 20));
    return BigInt(found?.balance ?? 0);
  }
}
