/** How grave a flag is, and which institutions are told of it. */
import type { Flag } from "./enums.ts";

/** DEFINITE: a rule found it, and nothing is paid for it. SUSPECT: a human decides. */
export type Severity = "INFORMATION" | "SUSPECT" | "DEFINITE";

/** The claim's provider and insurer; the regulator of where the patient was treated. */
export type WarningRole = "PROVIDER" | "INSURER" | "REGULATOR";

export interface FlagWarning {
  readonly severity: Severity;
  readonly recipients: readonly WarningRole[];
}

const warning = (severity: Severity, ...recipients: WarningRole[]): FlagWarning => ({
  severity,
  recipients,
});

const BILLED = warning("DEFINITE", "PROVIDER", "INSURER");
/** What points at fraud or harm, beyond one bill. */
const GRAVE = warning("DEFINITE", "PROVIDER", "INSURER", "REGULATOR");
const SUSPECT = warning("SUSPECT", "PROVIDER", "INSURER");

export const FLAG_WARNINGS: Readonly<Record<Flag, FlagWarning>> = {
  DUP_INVOICE: BILLED,
  DUP_LINE: GRAVE,
  DUP_TRACE_CODE: GRAVE,
  OFF_INDICATION: BILLED,
  NOT_IN_CATALOGUE: BILLED,
  OVER_PRICE: BILLED,
  OVER_QTY: BILLED,
  OVER_FREQ: BILLED,
  AGE_SEX: BILLED,
  NO_ENCOUNTER: SUSPECT,
  NO_DISPENSE: GRAVE,
  RECALLED_DRUG: GRAVE,
  EXPIRED_DRUG: GRAVE,
  COLD_CHAIN_BREACH: GRAVE,
  OVERLAPPING_STAY: SUSPECT,
  IMPOSSIBLE_TRAVEL: SUSPECT,
  DECEASED: GRAVE,
  UNLICENSED: GRAVE,
  SPLIT_STAY: SUSPECT,
  UPCODING: SUSPECT,
  TEST_REPEATED: SUSPECT,
  NO_DIAGNOSIS: warning("INFORMATION", "PROVIDER"),
};

/** The flags that institutions in these roles are told of. */
export const warningsFor = (
  roles: readonly WarningRole[],
  flags: readonly Flag[],
): { flag: Flag; severity: Severity }[] =>
  flags.flatMap((flag) => {
    const { severity, recipients } = FLAG_WARNINGS[flag];
    return recipients.some((role) => roles.includes(role)) ? [{ flag, severity }] : [];
  });
