/** Who is insured and since when; contracts/types/Coverage.sol has the same structs and words. */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, ZERO32 } from "./bytes.ts";
import {
  COVERS,
  type Cover,
  ENTRY_KINDS,
  type EntryKind,
  SEGMENT_STATES,
  type SegmentState,
} from "./enums.ts";
import { fail } from "./errors.ts";
import { monthOf } from "./months.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/**
 * A time of an insured person under a plan, as claims show it. `insured`: the insurance pseudonym;
 * `plan`: the plan's code; `jurisdiction`: of the pool, see `jurisdictionOf`; `from`: first day (Modified
 * Julian); `attributes`: see `attributesHash`; `details`: see `segmentDetailsHash`.
 */
export interface Segment {
  insured: Hex;
  insurer: number;
  plan: Hex;
  jurisdiction: number;
  from: number;
  attributes: Hex;
  details: Hex;
}

/**
 * What claims leave out. `enterprise`: the employer's pseudonym, zeros for none; `nullifier`: the person's
 * by the regulator's key; `parties`: see `partiesHash`; `salt`: 32 random bytes.
 */
export interface SegmentDetails {
  enterprise: Hex;
  nullifier: Hex;
  parties: Hex;
  salt: Hex;
}

export const segmentDetailsHash = (d: SegmentDetails): Hex =>
  hashStruct("SegmentDetails", [d.enterprise, d.nullifier, d.parties, d.salt]);

/** The id of a segment. */
export const segmentId = (s: Segment): Hex =>
  hashStruct("Segment", [
    s.insured,
    s.insurer,
    s.plan,
    s.jurisdiction,
    s.from,
    s.attributes,
    s.details,
  ]);

/** Jurisdictions in one number: scheme 8 (lowest) | code 32. */
export const jurisdictionOf = ({ scheme, code }: { scheme: number; code: number }): number =>
  scheme + code * 256;

/** Commitment to a month of birth and a sex (0 female, 1 male, 2 other). */
export const attributesHash = (bornIn: number, sex: number, salt: Hex): Hex =>
  toHex(
    keccak256(
      concatBytes(uintBytes(BigInt(bornIn), 32), uintBytes(BigInt(sex), 32), fromHex(salt, 32)),
    ),
  );

/** A party of a correction: an institution by its number, a person or an enterprise by its pseudonym. */
export const partyOf = (party: number | Hex): Hex =>
  typeof party === "number" ? toHex(uintBytes(BigInt(party), 32)) : party;

/** Parties as the contract takes them: ascending. */
export const sortedParties = (parties: readonly (number | Hex)[]): Hex[] =>
  parties.map(partyOf).toSorted((a, b) => (a < b ? -1 : 1));

/** Who must approve a correction; of nobody: zeros, and none can be made. */
export const partiesHash = (parties: readonly Hex[]): Hex =>
  parties.length === 0
    ? ZERO32
    : toHex(keccak256(concatBytes(...parties.map((party) => fromHex(party, 32)))));

/** A segment's slot. Days are Modified Julian, `paid` and `late` bits by month from the first. */
export interface CoverageSlot {
  from: number;
  /** First day without; undefined: open. */
  until?: number;
  diedOn?: number;
  state: SegmentState;
  grace: number;
  firstMonth: number;
  paid: bigint;
  late: bigint;
}

export const coverageSlot = (word: bigint): CoverageSlot => {
  const [until, diedOn] = [bitsOf(word, 24, 24), bitsOf(word, 48, 24)];
  return {
    from: bitsOf(word, 0, 24),
    ...(until === 0 ? {} : { until }),
    ...(diedOn === 0 ? {} : { diedOn }),
    state: SEGMENT_STATES[bitsOf(word, 72, 8)]!,
    grace: bitsOf(word, 80, 8),
    firstMonth: bitsOf(word, 88, 16),
    paid: BigInt.asUintN(64, word >> 104n),
    late: BigInt.asUintN(64, word >> 168n),
  };
};

export const packCoverage = (c: CoverageSlot): bigint =>
  BigInt(c.from) |
  (BigInt(c.until ?? 0) << 24n) |
  (BigInt(c.diedOn ?? 0) << 48n) |
  (BigInt(SEGMENT_STATES.indexOf(c.state)) << 72n) |
  (BigInt(c.grace) << 80n) |
  (BigInt(c.firstMonth) << 88n) |
  (c.paid << 104n) |
  (c.late << 168n);

/** How a segment stands on a day. */
export function coverOn(c: CoverageSlot, day: number): Cover {
  if (c.state === "NONE" || c.state === "VOIDED" || day < c.from) return COVERS[0];
  if (c.diedOn !== undefined && day > c.diedOn) return "DECEASED";
  if (c.until !== undefined && day >= c.until) return "OUTSIDE";
  const month = BigInt(monthOf(day) - c.firstMonth);
  if (month > 63n || ((c.paid >> month) & 1n) === 0n) return "ARREARS";
  return ((c.late >> month) & 1n) === 0n ? "COVERED" : "LATE";
}

/** The months (as `monthOf` counts them) up to one, the last included, that nobody paid. */
export function arrears(c: CoverageSlot, upTo: number): number[] {
  const last = Math.min(upTo, c.until === undefined ? upTo : monthOf(c.until - 1));
  const months = Array.from({ length: Math.max(0, last - c.firstMonth + 1) }, (_, i) => i);
  return months
    .filter((i) => i > 63 || ((c.paid >> BigInt(i)) & 1n) === 0n)
    .map((i) => c.firstMonth + i);
}

/** What is to be otherwise in a segment; see contracts/types/Coverage.sol. */
export interface Correction {
  segment: Hex;
  entry: Hex;
  former: bigint;
  corrected: bigint;
  document: Hex;
  deadline: number;
}

export const correctionHash = (c: Correction): Hex =>
  hashStruct("Correction", [c.segment, c.entry, c.former, c.corrected, c.document, c.deadline]);

/** A link of a person's chain at an insurer. `enteredAt`: Unix time of the block. */
export interface EnrolmentEntry {
  insured: Hex;
  previous: Hex;
  kind: EntryKind;
  segment: Hex;
  day: number;
  data: Hex;
  enteredAt: number;
}

export const enrolmentEntryId = (e: EnrolmentEntry): Hex =>
  hashStruct("EnrolmentEntry", [
    e.insured,
    e.previous,
    ENTRY_KINDS.indexOf(e.kind),
    e.segment,
    e.day,
    e.data,
    e.enteredAt,
  ]);

/** As an entry names the one before it: the highest 208 bits of its id. */
export const linkOf = (id: Hex): Hex => `${id.slice(0, 54)}${"0".repeat(12)}` as Hex;

/** The last entry of a person at an insurer. */
export interface EnrolmentHead {
  link: Hex;
  count: number;
  day: number;
}

export const enrolmentHead = (word: bigint): EnrolmentHead => ({
  link: linkOf(toHex(uintBytes(word, 32))),
  count: bitsOf(word, 24, 24),
  day: bitsOf(word, 0, 24),
});

/**
 * Verifies a person's chain offline, against the head that the chain keeps: nothing forks, is left out,
 * stands in another order or is dated back.
 * @returns The id of the last entry; undefined for none
 * @throws ENROLMENT_CHAIN_BROKEN with the number of the first entry that does not fit
 */
export function verifyEnrolment(
  entries: readonly EnrolmentEntry[],
  head: EnrolmentHead,
): Hex | undefined {
  let last: Hex | undefined;
  let before: EnrolmentEntry | undefined;
  for (const [i, entry] of entries.entries()) {
    const follows =
      entry.previous === (last === undefined ? ZERO32 : linkOf(last)) &&
      entry.insured === entries[0]!.insured &&
      (before === undefined || (entry.day >= before.day && entry.enteredAt >= before.enteredAt));
    if (!follows) fail("ENROLMENT_CHAIN_BROKEN", { entry: i + 1 });
    last = enrolmentEntryId(entry);
    before = entry;
  }
  const link = last === undefined ? ZERO32 : linkOf(last);
  const isWhole =
    link === head.link && entries.length === head.count && (before?.day ?? 0) === head.day;
  if (!isWhole) fail("ENROLMENT_CHAIN_BROKEN", { entry: entries.length + 1 });
  return last;
}
