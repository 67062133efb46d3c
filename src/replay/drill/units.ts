/** Units of drugs with trace codes: which lots are made, and who gets what of them. */
import type { DrillClaim } from "./model.ts";

/** A lot of one drug, all of which lies with one provider. */
export interface LotPlan {
  /** Of the drug's row: `Tariff.keyOf`. */
  readonly key: string;
  readonly provider: string;
  /** Recalled after its units were dispensed. */
  readonly isRecalled: boolean;
  readonly units: TraceUnit[];
}

export interface TraceUnit {
  readonly lot: LotPlan;
  /** In the lot; undefined: its code is none of the lot's. */
  readonly index?: number;
  /** For whose insurance it is dispensed; undefined: it is not. */
  readonly to?: DrillClaim;
  readonly isReturned?: boolean;
  /** Whether claims with it name its lot. */
  readonly isNamed?: boolean;
}

/** Adds a unit to a lot. */
export function unitOf(
  lot: LotPlan,
  unit: Pick<TraceUnit, "to" | "isReturned" | "isNamed"> = {},
): TraceUnit {
  const made = { lot, index: lot.units.length, ...unit };
  lot.units.push(made);
  return made;
}
