import { fromHex, type Hex, isHex } from "../core/bytes.ts";
import { type LotBody, productId, type ProductScheme } from "../core/goods.ts";
import type { Quarantine, RecallClass, UnitState } from "../core/enums.ts";
import type { GoodsStep } from "./folds/goodsSteps.ts";
import {
  anchoredEvents,
  containers,
  goodsSteps,
  lots,
  recalls,
  sales,
  units,
} from "./folds/goodsTables.ts";
import type { Queries } from "./queries.ts";
import { type LotPlaces, placesOf, type Stock, type Stocked, stockOf } from "./recall.ts";
import { type PlacedParcel, PLACED, placedParcel } from "./placed.ts";
import { type Row, rowOf } from "./table.ts";

export type IndexedLot = Row<typeof lots> & { recall: RecallClass; quarantine: Quarantine };
/** What opens a lot's id. */
export function openedLot(lot: IndexedLot): { body: LotBody; codeRoot: Hex } {
  const { scheme, number, lotNumber, made, expiry, count, content, codeRoot } = lot;
  const product = productId(scheme as ProductScheme, number);
  return { body: { product, number: lotNumber, made, expiry, count, content }, codeRoot };
}

export type IndexedContainer = Row<typeof containers>;
export type IndexedRecall = Row<typeof recalls> & { class: RecallClass };
export type IndexedStep = Row<typeof goodsSteps> & {
  what: GoodsStep;
  /** Of a container. */
  sscc?: string;
};

/** Containers in which a unit is or was. */
const AROUND = `SELECT container FROM containerParcels
  WHERE lot = ?1 AND first <= ?2 AND first + count > ?2`;

/** Answers about drugs, as they were at the index's last block. */
export class SupplyReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  lot(lot: Hex): IndexedLot | undefined {
    return this.#lots("SELECT * FROM lots WHERE lot = ?", fromHex(lot, 32))[0];
  }

  /** Lots of a product (see `productOf`) with this number: a maker may use a number twice. */
  lotsNamed(scheme: string, number: string, lotNumber: string): IndexedLot[] {
    const sql = `SELECT * FROM lots WHERE scheme = ? AND number = ? AND lotNumber = ?
      ORDER BY commissionedAt, lot`;
    return this.#lots(sql, scheme, number, lotNumber);
  }

  /** Lots of a maker, oldest first. */
  lotsOf(maker: number): IndexedLot[] {
    return this.#lots("SELECT * FROM lots WHERE maker = ? ORDER BY commissionedAt, lot", maker);
  }

  /** Lots that are recalled, the gravest first. */
  recalledLots(): IndexedLot[] {
    return this.#lots(
      "SELECT * FROM lots WHERE recall <> 'NONE' ORDER BY length(recall), commissionedAt, lot",
    );
  }

  /** The recalls of a lot, oldest first. */
  recalls(lot: Hex): IndexedRecall[] {
    const sql = "SELECT * FROM recalls WHERE lot = ? ORDER BY block, log";
    return this.#queries.rows(recalls, sql, fromHex(lot, 32)) as IndexedRecall[];
  }

  /** The parcels of a lot, by their first units. */
  parcels(lot: Hex): PlacedParcel[] {
    const found = this.#queries.all(`${PLACED} AND p.lot = ? ORDER BY p.first`, fromHex(lot, 32));
    return found.map(placedParcel);
  }

  /**
   * Who has which units of a lot, and how far its recall is; undefined for an unknown lot. See
   * `LotPlaces` for what counts as recovered.
   */
  places(lot: Hex): LotPlaces | undefined {
    const found = this.lot(lot);
    if (!found) return undefined;
    const id = fromHex(lot, 32);
    const dispensed = this.#queries.all(
      `SELECT "by", count(*) AS units FROM units WHERE lot = ? AND state = 'DISPENSED'
       GROUP BY "by" ORDER BY "by"`,
      id,
    ) as { by: number; units: number }[];
    const gone = this.#queries.all(
      `SELECT disposition, sum(units) AS units,
         (SELECT count(*) FROM recalls r WHERE r.lot = s.lot
          AND (r.block, r.log) < (s.block, s.log)) > 0 AS isAfter
       FROM goodsSteps s WHERE lot = ? AND what = 'DESTROYED' GROUP BY disposition, isAfter`,
      id,
    ) as { disposition: string; units: number; isAfter: number }[];
    return placesOf({
      lot: found,
      recalls: this.recalls(lot),
      parcels: this.parcels(lot),
      dispensed,
      gone,
      regulators: this.#regulators(),
    });
  }

  /**
   * What happened to a unit, oldest first: to its parcels, to containers that it was in, to its whole
   * lot and to itself.
   */
  history(lot: Hex, unit: number): IndexedStep[] {
    const found = this.#queries.all(
      `SELECT s.*, NULL AS sscc FROM goodsSteps s
         WHERE lot = ?1 AND first <= ?2 AND first + count > ?2
       UNION ALL
       SELECT s.*, k.sscc FROM goodsSteps s JOIN containers k ON k.container = s.container
         WHERE s.container IN (${AROUND})
       ORDER BY block, log, part`,
      fromHex(lot, 32),
      unit,
    );
    return found.map((row) => ({
      ...rowOf(goodsSteps, row),
      what: row["what"] as GoodsStep,
      ...(row["sscc"] === null ? {} : { sscc: row["sscc"] as string }),
    }));
  }

  /** Of a unit of a known lot. */
  unitState(lot: Hex, unit: number): UnitState {
    const sql = "SELECT * FROM units WHERE lot = ? AND unit = ?";
    const [found] = this.#queries.rows(units, sql, fromHex(lot, 32), unit);
    return (found?.state ?? "AVAILABLE") as UnitState;
  }

  /** Units of a lot that an institution dispensed and that were not brought back. */
  dispensedBy(participant: number, lot: Hex): number[] {
    const sql = `SELECT * FROM units WHERE lot = ? AND "by" = ? AND state = 'DISPENSED' ORDER BY unit`;
    const found = this.#queries.rows(units, sql, fromHex(lot, 32), participant);
    return found.map(({ unit }) => unit);
  }

  /** A sale of a claimable lot's unit by `saleId`: which unit it was, and how it stands. */
  sale(sale: Hex): Row<typeof sales> | undefined {
    return this.#queries.rows(sales, "SELECT * FROM sales WHERE sale = ?", fromHex(sale, 32))[0];
  }

  /** What each institution has of each product, or one institution. */
  stock(holder?: number): Stock[] {
    const all = stockOf(this.#standing(holder));
    return holder === undefined ? all : all.filter((stock) => stock.holder === holder);
  }

  /** The parcels of a product that an institution has and may use. */
  usable(holder: number, product: { scheme: string; number: string }): PlacedParcel[] {
    return this.#standing(holder).filter(
      (parcel) =>
        parcel.holder === holder &&
        parcel.state === "HELD" &&
        parcel.scheme === product.scheme &&
        parcel.number === product.number &&
        !parcel.isBlocked,
    );
  }

  /** A container that stands. */
  container(container: Hex): IndexedContainer | undefined {
    const sql = "SELECT * FROM containers WHERE container = ? AND state <> 'NONE'";
    return this.#queries.rows(containers, sql, fromHex(container, 32))[0];
  }

  /** Containers that stand, by id or number: nothing keeps two packers from using one number. */
  containersNamed(name: string): IndexedContainer[] {
    return this.#containers("state <> 'NONE'", name);
  }

  /** The same of those that were unpacked, by who had them last, or was sent them. */
  unpackedContainers(name: string, by: number): IndexedContainer[] {
    return this.#containers(`state = 'NONE' AND ?2 IN (holder, "to")`, name, by);
  }

  /** The products in a container. */
  productsIn(container: Hex): { scheme: string; number: string }[] {
    const sql = `SELECT DISTINCT l.scheme, l.number FROM parcels p JOIN lots l ON l.lot = p.lot
      WHERE p.container = ? AND p.state <> 'NONE' ORDER BY l.scheme, l.number`;
    const found = this.#queries.all(sql, fromHex(container, 32));
    return found.map(({ scheme, number }) => ({
      scheme: scheme as string,
      number: number as string,
    }));
  }

  /** When a CBV hash of an EPCIS event, or a root over many, was anchored, and by whom. */
  anchored(hash: Hex): Row<typeof anchoredEvents>[] {
    const sql = "SELECT * FROM anchoredEvents WHERE hash = ? ORDER BY block, log";
    return this.#queries.rows(anchoredEvents, sql, fromHex(hash, 32));
  }

  /** Parcels with units left, with their products; of one institution or on the way to it. */
  #standing(holder?: number): Stocked[] {
    const found = this.#queries.all(
      `SELECT p.*, l.scheme, l.number, l.recall <> 'NONE' OR l.quarantine <> 'NONE'
         OR l.expiry < (SELECT time FROM cursor) OR p.quarantine <> 'NONE' AS isBlocked
       FROM (${PLACED}) p JOIN lots l ON l.lot = p.lot
       WHERE p."left" > 0 AND (?1 IS NULL OR p.holder = ?1 OR p."to" = ?1)`,
      holder ?? null,
    );
    return found.map((row) => ({
      ...placedParcel(row),
      scheme: row["scheme"] as string,
      number: row["number"] as string,
      isBlocked: row["isBlocked"] === 1,
    }));
  }

  #containers(where: string, name: string, ...values: number[]): IndexedContainer[] {
    const [is, value] = isHex(name, 32) ? ["container", fromHex(name, 32)] : ["sscc", name];
    const sql = `SELECT * FROM containers WHERE ${is} = ?1 AND ${where} ORDER BY container`;
    return this.#queries.rows(containers, sql, value, ...values);
  }

  #lots(sql: string, ...values: (number | string | Uint8Array)[]): IndexedLot[] {
    return this.#queries.rows(lots, sql, ...values) as IndexedLot[];
  }

  #regulators(): Set<number> {
    const sql = `SELECT participant FROM participants p
      WHERE EXISTS (SELECT 1 FROM json_each(p.kinds) WHERE value = 'REGULATOR')`;
    return new Set(this.#queries.all(sql).map((row) => row["participant"] as number));
  }
}
