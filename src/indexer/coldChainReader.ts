import { fromHex, type Hex, toHex } from "../core/bytes.ts";
import type { Goods } from "../core/monitoring.ts";
import { monitors, readings, sensors } from "./folds/coldChain.ts";
import type { Queries } from "./queries.ts";
import { type Row, rowOf } from "./table.ts";

export type IndexedSensor = Row<typeof sensors>;

/** Goods that a sensor watches or watched, and how they were kept. */
export type Watched = Omit<Row<typeof monitors>, "goods"> & { goods: Goods };

/** Answers about sensors and what they watch, as of the index's last block. */
export class ColdChainReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  sensor(sensor: Hex): IndexedSensor | undefined {
    const sql = "SELECT * FROM sensors WHERE sensor = ?";
    return this.#queries.rows(sensors, sql, fromHex(sensor, 32))[0];
  }

  /** The sensors of an institution. */
  sensorsOf(owner: number): IndexedSensor[] {
    const sql = "SELECT * FROM sensors WHERE owner = ? ORDER BY sensor";
    return this.#queries.rows(sensors, sql, owner);
  }

  /** What a sensor watches now. */
  watchedBy(sensor: Hex): Watched[] {
    return this.#watched("m.sensor = ? AND m.isActive = 1", fromHex(sensor, 32));
  }

  /** Which sensors watch, or watched, a container or parcels of a lot. */
  watching(goods: { container: Hex } | { lot: Hex }): Watched[] {
    return "container" in goods
      ? this.#watched("m.goods = ? AND m.isContainer = 1", fromHex(goods.container, 32))
      : this.#watched("p.lot = ?", fromHex(goods.lot, 32));
  }

  /** The sequence of a sensor's newest batch that the chain tells of; 0 for none. */
  lastSequence(sensor: Hex): number {
    const sql = `SELECT max(n) AS n FROM (
      SELECT max(sequence) AS n FROM readings WHERE sensor = ?1
      UNION SELECT max(sequence) FROM monitors WHERE sensor = ?1)`;
    return (this.#queries.all(sql, fromHex(sensor, 32))[0]!["n"] as number | null) ?? 0;
  }

  /** Whether this very batch (see `readingsHash`) was told. */
  isTold(sensor: Hex, sequence: number, digest: Hex): boolean {
    const sql = "SELECT * FROM readings WHERE sensor = ? AND sequence = ?";
    const found = this.#queries.rows(readings, sql, fromHex(sensor, 32), sequence);
    return found.some((batch) => batch.digest === digest);
  }

  /** Lots of which goods were outside of their limits. */
  lotsWithExcursions(): Hex[] {
    const found = this.#queries.all(
      `SELECT p.lot FROM excursions e JOIN parcels p ON p.key = e.goods
       UNION SELECT c.lot FROM excursions e JOIN containerParcels c ON c.container = e.goods
       ORDER BY lot`,
    );
    return found.map(({ lot }) => toHex(lot as Uint8Array));
  }

  #watched(where: string, ...values: Uint8Array[]): Watched[] {
    const found = this.#queries.all(
      `SELECT m.*, p.lot, p.first, p.count FROM monitors m
       LEFT JOIN parcels p ON p.key = m.goods AND m.isContainer = 0
       WHERE ${where} ORDER BY m.goods, m.sensor`,
      ...values,
    );
    return found.map((row) => {
      const { goods: container, ...monitor } = rowOf(monitors, row);
      const [first, count] = [row["first"] as number, row["count"] as number];
      const lot = row["lot"] as Uint8Array | null;
      return {
        ...monitor,
        goods: lot ? { parcel: { lot: toHex(lot), first, count } } : { container },
      };
    });
  }
}
