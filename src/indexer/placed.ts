/** Parcels as the index answers them: where their containers are, if they are in one. */
import { type Hex, toHex } from "../core/bytes.ts";
import type { CustodyState, Quarantine } from "../core/enums.ts";
import type { UnitRange } from "../core/goods.ts";

/** Where a parcel is: where its container is, if it is in one. */
export interface PlacedParcel extends UnitRange {
  lot: Hex;
  /** Units that are still in it. */
  left: number;
  holder: number;
  /** Whom it was shipped to, else 0. */
  to: number;
  state: CustodyState;
  quarantine: Quarantine;
  /** Unix seconds. */
  since: number;
  container?: Hex;
  sscc?: string;
}

/** Parcels that stand, each where it is. */
export const PLACED = `SELECT p.lot, p.first, p.count, p."left", p.container, k.sscc,
    coalesce(k.holder, p.holder) AS holder, coalesce(k."to", p."to") AS "to",
    coalesce(k.state, p.state) AS state, coalesce(k.quarantine, p.quarantine) AS quarantine,
    coalesce(k.since, p.since) AS since
  FROM parcels p LEFT JOIN containers k ON k.container = p.container
  WHERE p.state <> 'NONE'`;

/** A parcel of a row that `PLACED` selects. */
export const placedParcel = (row: Record<string, unknown>): PlacedParcel => {
  const { lot, container, sscc, ...at } = row as Record<string, never>;
  return {
    lot: toHex(lot!),
    first: at["first"]!,
    count: at["count"]!,
    left: at["left"]!,
    holder: at["holder"]!,
    to: at["to"]!,
    state: at["state"]!,
    quarantine: at["quarantine"]!,
    since: at["since"]!,
    ...(container === null ? {} : { container: toHex(container!) }),
    ...(sscc === null ? {} : { sscc: sscc! }),
  };
};
