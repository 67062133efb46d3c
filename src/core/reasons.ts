/**
 * Reasons of adjustments by the numbers that X12's CARC list gives them, in words of our own: X12 owns
 * the wording of the list. Only those that a claim here may meet.
 */
export const REASON_WORDS = {
  1: "the deductible is not used up",
  2: "the patient's share of the cost",
  3: "a fixed payment for each visit",
  6: "not for a patient of this age",
  7: "not for a patient of this sex",
  8: "not within what the provider is registered for",
  9: "the diagnosis does not fit the patient's age",
  10: "the diagnosis does not fit the patient's sex",
  11: "the diagnosis does not fit the service",
  13: "the patient had died before this day",
  14: "dated before the patient was born",
  16: "information is missing or wrong",
  18: "billed before, word for word",
  20: "a liability insurer has to pay",
  22: "another insurer has to pay first",
  23: "what another payer did before",
  24: "covered by a fixed sum for each person",
  26: "before the insurance began",
  27: "after the insurance ended",
  29: "billed too late",
  31: "the person is not known as insured",
  32: "not a dependant of the insured",
  33: "dependants are not insured",
  34: "newborns are not insured",
  35: "the most for a lifetime is reached",
  45: "above the highest price that counts",
  50: "not shown to be medically needed",
  55: "not proven as a treatment yet",
  59: "part of several treatments that are priced together",
  60: "outpatient care close to a hospital stay is not paid apart",
  78: "days or rooms that are not covered",
  96: "not covered",
  97: "part of another service that was paid",
  100: "paid to the patient",
  101: "an estimate before the treatment",
  109: "another insurer covers this",
  110: "billed before it was done",
  112: "not shown to have been given to the patient",
  114: "the medicine is not licensed",
  119: "the most for this period is reached",
  129: "what another payer said is wrong or missing",
  133: "still under review",
  136: "another payer's rules were not followed",
  142: "the patient's monthly part",
  146: "the diagnosis did not hold on this day",
  148: "another provider's information is missing",
  149: "the most of this service for a lifetime is reached",
  150: "the level of service is not supported by what is shown",
  151: "done more often than is covered",
  152: "lasted longer than is covered",
  153: "more than the quantity that is covered",
  154: "more days' supply than is covered",
  163: "an attachment is missing",
  166: "the payer had no duty on this day",
  167: "the diagnosis is not covered",
  170: "not paid to a provider of this kind",
  171: "not paid to a provider of this kind in this place",
  172: "not paid to this speciality",
  175: "the prescription is incomplete",
  176: "the prescription is not in force",
  177: "the patient does not meet the conditions",
  179: "the waiting time is not over",
  180: "the patient does not live where this is covered",
  181: "the service code did not hold on this day",
  183: "the referring provider may not refer",
  184: "the prescribing provider may not prescribe",
  185: "the treating provider may not treat",
  187: "paid from an account for health costs",
  188: "used outside of what it is approved for",
  193: "looked at again: the first decision stands",
  197: "not agreed to beforehand",
  198: "more than was agreed to beforehand",
  200: "the insurance had lapsed",
  201: "settled by another agreement",
  204: "not in the plan",
  211: "the medicine's code is not valid",
  216: "found by a review",
  222: "more units than the contract allows",
  226: "the provider did not send what was asked for",
  227: "the patient did not send what was asked for",
  231: "two treatments that exclude each other",
  232: "divided because of a transfer",
  233: "cures harm that the hospital did",
  234: "not paid apart from another service",
  236: "services that do not go together",
  237: "a penalty by law or contract",
  238: "days without insurance; the patient has to pay",
  239: "days with and without insurance: to be billed apart",
  242: "not given by a provider of the network",
  249: "a return to hospital that counts as the same stay",
  250: "the attachment is another than what was asked for",
  251: "the attachment is incomplete",
  252: "an attachment is needed",
  257: "in the time of grace for a late contribution",
  261: "does not fit the patient's history",
  267: "spans several months: to be billed apart",
  268: "spans two calendar years: to be billed apart",
  272: "against the payer's rules",
  273: "above the payer's rules for coverage",
  284: "agreed to beforehand, but not for this",
  285: "the way of appealing was not followed",
  286: "the time to appeal is over",
  287: "more referrals than were agreed to",
  288: "there is no referral",
  296: "the agreement beforehand names another provider",
  299: "the billing provider is not the one to be paid",
  302: "the agreement beforehand is out of date",
  A1: "refused",
  A8: "no group fits the case",
  B7: "the provider was not certified on this day",
  B12: "not in the patient's record",
  B13: "paid before",
  B14: "more visits in a day than are covered",
  B15: "needs another service first",
  B20: "done by another provider",
  B22: "the diagnosis changes what is paid",
} as const;

/** A CARC as remittances write it: a number, or a letter and a number. */
export type ReasonCode = `${keyof typeof REASON_WORDS}`;

export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(REASON_WORDS, code);

/** The words of a reason; of one that is not on the list, its number. */
export const reasonWords = (code: string | number | bigint): string => {
  const words: Readonly<Record<string, string>> = REASON_WORDS;
  const key = String(code);
  return Object.hasOwn(words, key) ? words[key]! : `reason ${key.slice(0, 8)}`;
};

/** Remarks beside a reason (RARC numbers), in words of our own. */
export const REMARK_WORDS = {
  M51: "the code of the service is missing or wrong",
  M76: "the diagnosis is missing or wrong",
  MA04: "the first payer's answer is needed",
  MA130: "the claim cannot be worked on as it is: correct it and bill again",
  N30: "the patient has no right to this service",
  N115: "decided by the rules of this place",
  N130: "the plan says what is covered and what is limited",
  N211: "this cannot be appealed",
  N362: "more days or units than are allowed",
  N386: "decided by the rules of the whole country",
  N522: "the same was billed before",
  N640: "more often than is allowed in this time",
} as const;
export type RemarkCode = keyof typeof REMARK_WORDS;

/** Who bears what is not paid: by contract the provider, the patient, others, the payer's own choice. */
export const ADJUSTMENT_GROUPS = ["CO", "PR", "OA", "PI"] as const;
export type AdjustmentGroup = (typeof ADJUSTMENT_GROUPS)[number];

/** Groups that a reason must stand in; of others any. */
export const GROUPS_OF_REASON: Readonly<Record<string, readonly AdjustmentGroup[]>> = {
  18: ["OA"],
  23: ["OA"],
  45: ["CO", "PR"],
  133: ["OA"],
  136: ["OA"],
  238: ["PR"],
  249: ["CO"],
};

/** Reasons that say nothing without a remark. */
export const NEEDS_REMARK: ReadonlySet<string> = new Set(
  "16 96 129 148 201 226 227 234 237 250 251 252 267 A1".split(" "),
);

const REMARKS_OF_REASON: Readonly<Record<string, RemarkCode>> = {
  6: "N115",
  7: "N115",
  11: "M76",
  16: "MA130",
  18: "N522",
  26: "N30",
  27: "N30",
  96: "N130",
  112: "N115",
  119: "N640",
  129: "MA04",
  151: "N640",
  153: "N362",
  179: "N30",
  188: "N115",
  200: "N30",
  204: "N130",
  272: "N115",
};

/** The remark that goes with a reason. */
export const remarkOf = (code: string): RemarkCode | undefined =>
  REMARKS_OF_REASON[code] ?? (NEEDS_REMARK.has(code) ? "N386" : undefined);
