import type { Jurisdiction } from "../../core/rules.ts";
import { WHERE } from "../actors.ts";
import type { Flag, Setting } from "../../core/enums.ts";
import type { ReplayLine } from "../../synthea/planModel.ts";
import type { ReplayClaim } from "../../synthea/replayClaim.ts";
import type { TraceUnit } from "./units.ts";

/** What is injected, and the flags of which a claim must get one. */
export const KINDS = {
  "duplicate-invoice": ["DUP_INVOICE"],
  "duplicate-line": ["DUP_LINE"],
  "duplicate-trace-code": ["DUP_TRACE_CODE"],
  "duplicate-two-institutions": ["DUP_LINE"],
  "duplicate-two-provinces": ["DUP_LINE"],
  "off-indication": ["OFF_INDICATION"],
  "over-price": ["OVER_PRICE"],
  "over-quantity": ["OVER_QTY"],
  "over-frequency": ["OVER_FREQ"],
  "age-conflict": ["AGE_SEX"],
  "sex-conflict": ["AGE_SEX"],
  "recalled-drug": ["RECALLED_DRUG"],
  "undispensed-drug": ["NO_DISPENSE"],
  "overlapping-stay": ["OVERLAPPING_STAY"],
  "dead-patient": ["DECEASED"],
} as const satisfies Record<string, readonly Flag[]>;

export type Kind = keyof typeof KINDS;

export interface DrillLine extends ReplayLine {
  readonly quantity: number;
  /** Seconds after the claim's start. */
  readonly offset: number;
  readonly unit?: TraceUnit;
}

export interface Injection {
  readonly kind: Kind;
  /** How it was done. */
  readonly how: string;
  /** The line that is to be refused; undefined: every one. */
  readonly line?: number;
  /** Cents of that line that are not to be paid; undefined: all of it. */
  readonly excess?: number;
  /** Bills this claim's invoice once more. */
  readonly invoiceOf?: DrillClaim;
}

/** A claim of the copy that is drilled with. */
export interface DrillClaim extends ReplayClaim {
  readonly lines: readonly DrillLine[];
  readonly setting: Setting;
  readonly diagnoses: readonly string[];
  /** Shows a proof of another diagnosis than its own. */
  readonly isForged?: boolean;
  readonly injection?: Injection;
}

/** How many of a kind are injected at most. */
export const MOST = 10;

/** Seconds. */
export const DAY = 86_400;

/** Where a second institution is, if it is not in the folder. */
export const ANOTHER = "another institution";
/** An institution of another jurisdiction. */
export const ELSEWHERE = "an institution elsewhere";

/** Where a provider is: all are together but one. */
export const whereOf = (provider: string): Jurisdiction =>
  provider === ELSEWHERE ? { scheme: 2, code: 124 } : WHERE;
