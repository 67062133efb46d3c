/** What a scan answers, decided from what the chain said of a proven unit and who scans it where. */
import type { ScannedUnit } from "./custody.ts";

/** The gravest first: what a scan answers is the first that holds. */
export const SCAN_ANSWERS = [
  "CANNOT_VERIFY",
  "UNKNOWN",
  "CLONED",
  "DESTROYED",
  "IMPOSSIBLE_LOCATION",
  "RECALLED",
  "QUARANTINED",
  "EXPIRED",
  "DISPENSED",
  "GENUINE",
] as const;
export type ScanAnswer = (typeof SCAN_ANSWERS)[number];

/** Why an answer is what it is. */
export type ScanReason =
  /** CANNOT_VERIFY: nobody to ask, nobody who could answer, or no chain to check an answer with. */
  | "NO_RESOLVER"
  | "NO_PROOF"
  | "NO_CHAIN"
  /** UNKNOWN: the product is not registered, or no resolver has a unit of this code. */
  | "NO_PRODUCT"
  | "NO_UNIT"
  /** CLONED: sold as another unit, to be dispensed though it was, or in two lots. */
  | "SOLD_ELSEWHERE"
  | "SECOND_DISPENSE"
  | "IN_TWO_LOTS"
  /** IMPOSSIBLE_LOCATION. */
  | "OUTSIDE_CUSTODY"
  | "TOO_FAR"
  /** DESTROYED. */
  | "UNIT_DESTROYED"
  | "GOODS_DESTROYED"
  /** RECALLED: by class. */
  | "CLASS_I"
  | "CLASS_II"
  | "CLASS_III"
  /** QUARANTINED: who by; a caller is the contract of the cold chain. */
  | "HOLDER"
  | "CALLER"
  | "REGULATOR"
  /** EXPIRED, DISPENSED, GENUINE: no more to say. */
  | "";

export interface Finding {
  answer: ScanAnswer;
  reason: ScanReason;
}

/** Who scans. */
export interface ScanContext {
  /** The institution that scans; nobody for the public. */
  member?: { id: number; isRegulator: boolean };
  /** Whether the unit is about to be dispensed: it must not have been. */
  dispensing?: boolean;
  /** Whether its last two scans by institutions, as far as known, are of two packs: see `areApart`. */
  isApart?: boolean;
  /** Lots in which this code is proven. */
  lots?: number;
}

/** All that holds of a unit, the gravest first; GENUINE if nothing else does. */
export function findingsOf(unit: ScannedUnit, context: ScanContext = {}): Finding[] {
  const { slot, custody, state } = unit;
  const { member, dispensing = false, isApart = false, lots = 1 } = context;
  const found: Finding[] = [];
  const note = (holds: boolean, answer: ScanAnswer, reason: ScanReason): void => {
    if (holds) found.push({ answer, reason });
  };
  // A copy's scans say nothing of the unit whose code it has: what follows is the code's.
  note(unit.soldElsewhere, "CLONED", "SOLD_ELSEWHERE");
  note(lots > 1, "CLONED", "IN_TWO_LOTS");
  note(dispensing && state === "DISPENSED", "CLONED", "SECOND_DISPENSE");
  note(state === "DESTROYED", "DESTROYED", "UNIT_DESTROYED");
  const isOut = state === "DISPENSED" || state === "DESTROYED";
  note(!isOut && custody.state === "DESTROYED", "DESTROYED", "GOODS_DESTROYED");
  const isThere = member?.id === custody.holder || member?.id === custody.to;
  const isStrange = member !== undefined && !member.isRegulator && !isThere;
  // What was dispensed is with a patient, who may take it anywhere.
  note(isStrange && !isOut, "IMPOSSIBLE_LOCATION", "OUTSIDE_CUSTODY");
  note(isApart, "IMPOSSIBLE_LOCATION", "TOO_FAR");
  if (slot.recall !== "NONE") note(true, "RECALLED", `CLASS_${slot.recall}`);
  const quarantine = slot.quarantine === "NONE" ? custody.quarantine : slot.quarantine;
  if (quarantine !== "NONE") note(true, "QUARANTINED", quarantine);
  note(unit.expired, "EXPIRED", "");
  note(state === "DISPENSED", "DISPENSED", "");
  return found.length > 0 ? found : [{ answer: "GENUINE", reason: "" }];
}
