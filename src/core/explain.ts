/** Why each line of a claim was paid or not, in words for the patient and for the doctor. */
import { lineAdjustments } from "./adjustments.ts";
import { dateOfDay } from "./days.ts";
import { FLAG_WORDS, flagsIn } from "./flagWords.ts";
import { amountText } from "./money.ts";
import { reasonWords, REMARK_WORDS } from "./reasons.ts";
import {
  billedOf,
  groupDifference,
  requireBalanced,
  type SettledLine,
  type Settlement,
} from "./settlement.ts";
import type { Rule } from "./tariff.ts";

export type Audience = "patient" | "doctor";

/** The catalogue's row that a line was decided by. */
export interface DecidingRow {
  /** Of the place of treatment, in words. */
  readonly catalogue: string;
  readonly code: string;
  readonly version: number;
  readonly rule: Rule;
}

export interface Explained {
  readonly settlement: Settlement;
  /** Benefit plan of the place of insurance, in words, and its version. */
  readonly plan: { readonly name: string; readonly version: number };
  /** By the line's sequence; a line without one had no row in the catalogue. */
  readonly rows: ReadonlyMap<number, DecidingRow>;
  /** What was billed, in words, by the line's sequence. */
  readonly names?: ReadonlyMap<number, string>;
  /** The last day on which the decision can be appealed, as 2026-01-31. */
  readonly appealUntil?: string;
}

export interface Explanation {
  /** What the claim came to as a whole. */
  readonly summary: readonly string[];
  readonly lines: readonly { readonly sequence: number; readonly sentences: readonly string[] }[];
}

/**
 * Puts a claim's result into words: of each line what was billed, what the fund paid, who bears the
 * rest and why, by which row of the catalogue and which plan, in which version.
 * @throws SETTLEMENT_UNBALANCED
 */
export function explain(explained: Explained, audience: Audience): Explanation {
  requireBalanced(explained.settlement);
  return {
    summary: summaryOf(explained, audience),
    lines: explained.settlement.lines.map((line) => ({
      sequence: line.sequence,
      sentences: lineSentences(explained, line, audience),
    })),
  };
}

const listOf = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

const STATES: Readonly<Record<string, string>> = {
  PENDED: "A person of the insurer looks at this claim before anything is paid.",
  ADJUDICATED: "The claim is decided; the payment follows.",
  DUE: "The claim is decided; the fund has too little now and owes the payment.",
  PAID: "The claim is decided and paid.",
  DENIED: "The claim is decided; the fund pays nothing.",
  REVERSED: "This decision was taken back; another claim takes its place.",
};

function summaryOf({ settlement, appealUntil }: Explained, audience: Audience): string[] {
  const { currency, fund, state, lines } = settlement;
  const money = moneyIn(currency);
  const billed = billedOf(lines);
  const known = STATES[state];
  const sentences = known === undefined ? [] : [known];
  const shares = [sharesOf(settlement, audience, money), ...groupSentences(settlement, audience)];
  sentences.push(...(state === "DENIED" ? [`${money(billed)} was billed.`] : shares));
  if (appealUntil !== undefined && state !== "REVERSED" && (fund < billed || state === "DENIED")) {
    sentences.push(`The decision can be appealed until ${appealUntil}.`);
  }
  return sentences;
}

const moneyIn =
  (currency: string): Money =>
  (amount) =>
    `${currency} ${amountText(amount, currency)}`;

function sharesOf(
  { lines, fund, person, institution, fromAccount }: Settlement,
  audience: Audience,
  money: Money,
): string {
  const isPatient = audience === "patient";
  const account = `${isPatient ? "your" : "the patient's"} account`;
  const given = fromAccount > 0n ? `, of which ${money(fromAccount)} comes from ${account}` : "";
  const parts = [
    `the fund's part is ${money(fund)}`,
    `${isPatient ? "yours" : "the patient's"} is ${money(person)}${given}`,
  ];
  if (institution > 0n) parts.push(`the institution bears ${money(institution)}`);
  return `Of ${money(billedOf(lines))} billed, ${listOf(parts)}.`;
}

function groupSentences(settlement: Settlement, audience: Audience): string[] {
  const difference = groupDifference(settlement);
  if (difference === 0n) return [];
  const money = moneyIn(settlement.currency);
  const size = difference < 0n ? `${money(-difference)} more` : `${money(difference)} less`;
  const whose =
    audience === "patient"
      ? "Your part does not change by this."
      : "The difference is the institution's.";
  return [`The fund pays the stay by the price of its group, ${size} than line by line. ${whose}`];
}

/** How a line's money stands in each state. */
const PAID_WORDS: Readonly<Record<string, string>> = {
  PENDED: "would be paid",
  PAID: "was paid",
  DENIED: "would have been paid",
  REVERSED: "had been paid",
};

function lineSentences(explained: Explained, line: SettledLine, audience: Audience): string[] {
  const { settlement, names, rows } = explained;
  const money = moneyIn(settlement.currency);
  const row = rows.get(line.sequence);
  const name = names?.get(line.sequence) ?? line.code;
  const { charge, result } = line;
  const verb = PAID_WORDS[settlement.state] ?? "is to be paid";
  const paid =
    result.paid === charge
      ? `${money(charge)}, which ${verb} in full`
      : `of ${money(charge)}, ${money(result.paid)} ${verb}`;
  const reasons = { money, row, isOpen: UNDECIDED.has(settlement.state) };
  const why = audience === "patient" ? patientReasons(line, reasons) : doctorReasons(line, reasons);
  return [
    charge === 0n ? `${name}: nothing was charged${freeReason(line)}.` : `${name}: ${paid}.`,
    ...why,
    ruleSentence(explained, row),
  ];
}

/** Nobody has to pay yet, or by this decision. */
const UNDECIDED: ReadonlySet<string> = new Set(["PENDED", "DENIED", "REVERSED"]);

/** A line may be refused that costs nothing. */
const freeReason = ({ result }: SettledLine): string =>
  result.reason === 0n ? "" : `; the reason would be: ${reasonWords(result.reason)}`;

function ruleSentence({ plan }: Explained, row: DecidingRow | undefined): string {
  const benefits = `plan ${plan.name}, version ${plan.version}`;
  if (row === undefined) {
    return `By: no row of the catalogue on that day; ${benefits}.`;
  }
  const { catalogue, code, version, rule } = row;
  const until = rule.until === 0n ? "" : ` until ${dateOfDay(Number(rule.until) - 1)}`;
  const since = dateOfDay(Number(rule.from));
  return `By: ${catalogue}, ${code}, version ${version}, in force from ${since}${until}; ${benefits}.`;
}

type Money = (amount: bigint) => string;

/** What the row says that made the difference. */
function limitOf(reason: string, money: Money, row: DecidingRow | undefined): string {
  if (row === undefined) return "";
  const { rule } = row;
  const years = [
    rule.youngest === 0n ? "" : `from ${rule.youngest}`,
    rule.oldest === 0n ? "" : `up to ${rule.oldest}`,
  ].filter(Boolean);
  const limits: Readonly<Record<string, string>> = {
    6: years.length > 0 ? `for patients ${years.join(" ")} years old` : "",
    7: rule.sexes === 1n ? "for women" : rule.sexes === 2n ? "for men" : "",
    45: rule.ceiling === 0n ? "" : `at most ${money(rule.ceiling)} each`,
    151: rule.frequency === 0n ? "" : `${rule.frequency} in ${rule.window} days`,
    153: rule.quantity === 0n ? "" : `at most ${rule.quantity} at once`,
  };
  return limits[reason] ? ` (${limits[reason]})` : "";
}

const PATIENT_WORDS: Readonly<Record<string, string>> = {
  preSelf: "the part of this class of goods that you pay first",
  deductible: "your deductible of the year, which was not used up",
  copay: "the fixed payment for a visit",
  coinsurance: "your share",
  overCap: "above the most that the fund pays in a year",
};

interface Reasons {
  readonly money: Money;
  readonly row: DecidingRow | undefined;
  readonly isOpen: boolean;
}

function patientReasons(line: SettledLine, { money, row, isOpen }: Reasons): string[] {
  const pay = isOpen ? "You would pay" : "You pay";
  return lineAdjustments(line).map(({ part, reason, amount }) => {
    const usual = PATIENT_WORDS[part ?? ""];
    if (usual !== undefined) return `${pay} ${money(amount)}: ${usual}.`;
    const why = reasonWords(reason) + limitOf(reason, money, row);
    return part === "refused"
      ? `${money(amount)} is not paid: ${why}. You do not owe it; the institution bears it.`
      : `${pay} ${money(amount)}: ${why}.`;
  });
}

function doctorReasons(line: SettledLine, { money, row, isOpen }: Reasons): string[] {
  const [institution, patient] = isOpen
    ? ["the institution would bear", "the patient would pay"]
    : ["the institution bears", "the patient pays"];
  const reasons = lineAdjustments(line).map(({ part, group, reason, amount, remark }) => {
    const who = part === "refused" ? institution : patient;
    const why = reasonWords(reason) + limitOf(reason, money, row);
    const remarked = remark ? `; ${remark}, ${REMARK_WORDS[remark]}` : "";
    return `${group}-${reason}: ${who} ${money(amount)}, ${why}${remarked}.`;
  });
  const flags = flagsIn(line.result.flags).map((flag) => {
    const { means, remedy } = FLAG_WORDS[flag];
    return `${flag}: ${means}; ${remedy}.`;
  });
  return [...reasons, ...flags];
}
