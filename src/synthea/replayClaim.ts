import type { Balances, PayableClaim } from "./planModel.ts";

/**
 * Why a claim was paid otherwise than the model says. All but rounding and the last are proven:
 * adjudicated again with what the cause says, the claim is paid as it was, to a cent a line.
 */
export type Cause =
  /** The deductible was used by claims of a year of which nothing but this single record is exported. */
  | "DEDUCTIBLE_USED_IN_OLD_YEAR"
  /** It was used in the part of the period that lies before the export begins. */
  | "DEDUCTIBLE_USED_BEFORE_EXPORT"
  /** The member's maximum was passed before the export begins. */
  | "MAXIMUM_PASSED_BEFORE_EXPORT"
  /** Less was used before the export begins than the person's other years let assume. */
  | "LESS_USED_THAN_ASSUMED"
  /** Cents: charges that are itemised nowhere, or the order of lines where the deductible ends. */
  | "LINE_ROUNDING"
  /** A drug that was ordered again while it was taken is decided anew, with the later balances. */
  | "ORDERED_AGAIN"
  /** It was decided earlier or later among the person's claims than its date says. */
  | "DECIDED_OUT_OF_ORDER"
  | "UNEXPLAINED";

/** A claim as a contract adjudicates it, with what comes out and what the insurer paid. */
export interface ReplayClaim extends PayableClaim {
  /** Of the FHIR Claim and of claims.csv. */
  readonly id: string;
  readonly patient: string;
  readonly provider: string;
  readonly payer: string;
  /** Id in `Replay.plans`; undefined for who has no insurance. */
  readonly plan: string | undefined;
  /** First day of the policy period, days since 1858-11-17: with patient and plan the balances' key. */
  readonly period: number;
  /** Seconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** What the balances are restated to before this claim; undefined: they go on as they are. */
  readonly opening: Balances | undefined;
  /** Cents: by this model. */
  readonly expected: number;
  /** Cents: PAYER_COVERAGE. */
  readonly truthPaid: number;
  /** Cents: by this model without any restated balance. */
  readonly plain: number;
  /** Why expected is not truthPaid. */
  readonly cause: Cause | undefined;
}
