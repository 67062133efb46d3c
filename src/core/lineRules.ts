/** What stands in the way of a whole line: the twin of contracts/claims/libraries/Rows.sol. */
import type { BilledLine, ClaimTerms } from "./adjudication.ts";
import { FLAGS, type Flag } from "./enums.ts";
import { RULE_FLAGS, type Rule } from "./tariff.ts";

/** CARC numbers of the reasons, in words in src/core/reasons.ts. */
export const CARC = {
  AGE: 6n,
  SEX: 7n,
  DIAGNOSIS: 11n,
  DIED: 13n,
  DUPLICATE: 18n,
  BEFORE_COVERAGE: 26n,
  AFTER_COVERAGE: 27n,
  NON_COVERED: 96n,
  NOT_FURNISHED: 112n,
  FREQUENCY: 151n,
  QUANTITY: 153n,
  PROVIDER_TYPE: 170n,
  WAITING: 179n,
  OFF_LABEL: 188n,
  LAPSED: 200n,
  NOT_IN_PLAN: 204n,
  FROZEN: 272n,
} as const;

/** For these the patient is not to pay. */
const refusals: ReadonlySet<bigint> = new Set([
  CARC.DUPLICATE,
  CARC.NOT_FURNISHED,
  CARC.PROVIDER_TYPE,
  CARC.DIED,
]);

const DAY = 86_400n;
const DRUG = 1n;
const CLASS_C = 3n;

/** The bit of a flag. */
export const flagBit = (flag: Flag): bigint => 1n << BigInt(FLAGS.indexOf(flag));

interface Obstacle {
  reason: bigint;
  flags: bigint;
  /** Whether the institution bears it. */
  refused: boolean;
}

/** Whether the row is for people of another age or sex, and which. */
function otherPeople(t: ClaimTerms, { youngest, oldest, sexes }: Rule): bigint | undefined {
  if (youngest !== 0n || oldest !== 0n) {
    const age = BigInt(Math.max(0, Math.floor((t.month - t.bornIn) / 12)));
    const outside = age < youngest || (oldest !== 0n && age > oldest);
    if (t.bornIn === 0 || outside) return CARC.AGE;
  }
  if (sexes === 0n) return undefined;
  return t.sex !== 0 && (sexes >> BigInt(t.sex - 1)) & 1n ? undefined : CARC.SEX;
}

/** Reason and flag of the first obstacle; reason 0: none. */
function first(t: ClaimTerms, line: BilledLine): [reason: bigint, flag?: Flag] {
  if (t.reason !== 0) {
    const reason = BigInt(t.reason);
    return reason === CARC.DIED ? [reason, "DECEASED"] : [reason];
  }
  const { facts, rule, found } = line;
  const day = (t.start + facts.offset) / DAY;
  if (!rule || day < rule.from || (rule.until !== 0n && day >= rule.until)) {
    return [CARC.NOT_IN_PLAN, "NOT_IN_CATALOGUE"];
  }
  const among = (items: bigint): boolean => ((items >> rule.serviceItem) & 1n) === 1n;
  const has = (...flags: Flag[]): boolean => flags.some((flag) => (found & flagBit(flag)) !== 0n);
  if (!among(t.services)) return [CARC.PROVIDER_TYPE, "UNLICENSED"];
  if (has("DUP_LINE", "DUP_TRACE_CODE")) return [CARC.DUPLICATE];
  if (has("NO_DISPENSE", "RECALLED_DRUG", "EXPIRED_DRUG", "COLD_CHAIN_BREACH")) {
    return [CARC.NOT_FURNISHED];
  }
  if (rule.category >= CLASS_C) return [CARC.NON_COVERED];
  if ((rule.flags & RULE_FLAGS.FROZEN) !== 0n) return [CARC.FROZEN];
  if (!among(t.terms.serviceItems)) return [CARC.NOT_IN_PLAN];
  if (has("OVER_FREQ")) return [CARC.FREQUENCY];
  const other = otherPeople(t, rule);
  if (other !== undefined) return [other, "AGE_SEX"];
  if (has("OFF_INDICATION")) return [rule.kind === DRUG ? CARC.OFF_LABEL : CARC.DIAGNOSIS];
  return [0n];
}

export function obstacle(t: ClaimTerms, line: BilledLine): Obstacle {
  const [reason, flag] = first(t, line);
  const flags = line.found | (flag ? flagBit(flag) : 0n);
  return { reason, flags, refused: refusals.has(reason) };
}
