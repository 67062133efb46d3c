/** A line's result as FHIR's adjudications, both ways. */
import type { LineResult } from "../../core/claimWords.ts";
import { type Adjustment, lineAdjustments } from "../../core/adjustments.ts";
import { FLAGS } from "../../core/enums.ts";
import { type Part, PARTS, type SettledLine, sumOf } from "../../core/settlement.ts";
import type { JsonObject } from "../json.ts";
import {
  CARC_SYSTEM,
  extension,
  extensionCodes,
  GROUP_SYSTEM,
  moneyOf,
  objectsAt,
  only,
  OWN,
  ownCode,
  type Purse,
  RARC_SYSTEM,
  TERMINOLOGY,
  codeOf,
} from "./parts.ts";

export const CATEGORY = `${TERMINOLOGY}adjudication`;
/** Categories that HL7's list has no word for. */
export const OWN_CATEGORY = `${OWN}adjudication`;

/** Which category a part is: HL7's where it has one. */
const CATEGORIES: Readonly<Record<Part, readonly [system: string, code: string]>> = {
  paid: [CATEGORY, "benefit"],
  uncovered: [OWN_CATEGORY, "uncovered"],
  overLimit: [OWN_CATEGORY, "over-limit"],
  preSelf: [OWN_CATEGORY, "first-self-pay"],
  deductible: [CATEGORY, "deductible"],
  copay: [CATEGORY, "copay"],
  coinsurance: [OWN_CATEGORY, "coinsurance"],
  overCap: [OWN_CATEGORY, "over-cap"],
  refused: [OWN_CATEGORY, "refused"],
};

/** One adjudication of any document. */
export interface AdjudicationFact {
  readonly category: string;
  readonly system: string | undefined;
  /** Minor units. */
  readonly amount: bigint | undefined;
  /** CARC, group and RARC, where it names them. */
  readonly reason: string | undefined;
  readonly group: string | undefined;
  readonly remark: string | undefined;
}

const partAdjudication = (part: Part, amount: bigint, currency: string, why?: Adjustment) => {
  const [system, code] = CATEGORIES[part];
  const reason = why && {
    coding: [
      { system: CARC_SYSTEM, code: why.reason },
      { system: GROUP_SYSTEM, code: why.group },
      ...(why.remark ? [{ system: RARC_SYSTEM, code: why.remark }] : []),
    ],
  };
  return only({
    category: { coding: [{ system, code }] },
    reason,
    amount: moneyOf(amount, currency),
  });
};

export const total = (code: string, amount: bigint, currency: string, system = CATEGORY) => ({
  category: { coding: [{ system, code }] },
  amount: moneyOf(amount, currency),
});

/** What of a charge the plan shares. */
export const eligibleOf = ({ charge, result: a }: SettledLine): bigint =>
  charge - a.uncovered - a.overLimit - a.preSelf - a.refused;

/** The adjudications of a line, the reasons beside their amounts. */
export function writeAdjudications(line: SettledLine, currency: string): JsonObject[] {
  const why = new Map(lineAdjustments(line).map((one) => [one.part, one]));
  const parts = PARTS.filter((part) => part === "paid" || line.result[part] !== 0n);
  return [
    total("submitted", line.charge, currency),
    total("eligible", eligibleOf(line), currency),
    ...parts.map((part) => partAdjudication(part, line.result[part], currency, why.get(part))),
  ];
}

/** Code and quantity, flags, and the reason's number, which a line may have without an amount. */
export function lineExtensions({ result, code, quantity }: SettledLine): JsonObject[] {
  const flags = FLAGS.filter((_, bit) => (result.flags >> BigInt(bit)) & 1n);
  return [
    extension("code", code),
    extension("quantity", String(quantity)),
    ...flags.map((flag) => extension("flag", flag)),
    ...(result.reason === 0n ? [] : [extension("reason", String(result.reason))]),
  ];
}

export function readAdjudications(
  node: JsonObject,
  path: string,
  purse: Purse,
): AdjudicationFact[] {
  return objectsAt(node, "adjudication").map((one, at) => {
    const { system, code = "" } = codeOf(one["category"]);
    const read = (list: string) => ownCode(one["reason"], list);
    return {
      category: code,
      system,
      amount: purse.read(one["amount"], `${path}.adjudication[${at}].amount`),
      reason: read(CARC_SYSTEM),
      group: read(GROUP_SYSTEM),
      remark: read(RARC_SYSTEM),
    };
  });
}

/** The nine amounts of a line that this suite wrote; undefined of another's, or of one that does not add up. */
export function readAmounts(
  item: JsonObject,
  adjudications: readonly AdjudicationFact[],
): { charge: bigint; result: LineResult } | undefined {
  const found = (system: string, code: string): bigint =>
    adjudications.find((one) => one.category === code && one.system === system)?.amount ?? 0n;
  const parts = Object.fromEntries(PARTS.map((part) => [part, found(...CATEGORIES[part])]));
  const charge = found(CATEGORY, "submitted");
  const sum = sumOf(Object.values(parts));
  const foreign = adjudications.some(
    ({ category, system }) =>
      !["submitted", "eligible"].includes(category) &&
      !Object.values(CATEGORIES).some(([list, code]) => code === category && list === system),
  );
  if (foreign || charge !== sum || Object.values(parts).some((amount) => amount < 0n)) {
    return undefined;
  }
  const [reason = "0"] = extensionCodes(item, "reason");
  const flags = extensionCodes(item, "flag").map((flag) => FLAGS.findIndex((one) => one === flag));
  if (!/^\d{1,5}$/.test(reason) || flags.includes(-1)) return undefined;
  const mask = flags.reduce((all, bit) => all | (1n << BigInt(bit)), 0n);
  return {
    charge,
    result: { ...(parts as Record<Part, bigint>), reason: BigInt(reason), flags: mask },
  };
}
