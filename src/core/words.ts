/**
 * The packed words of entries and provisions. Layouts are fixed: ids are hashes over these words,
 * and contracts/types describes the same bits.
 *
 * header:  kinds 24 | sensitivities 40 | categories 128 | clinical date 40 | version 16 | flags 8
 * labels:  kinds 24 | sensitivities 40 | categories 128 | obligations 24 | refrains 24 | actions 16
 * rule:    effect 8 | purposes 88 | access from 40, until 40 | data from 40, until 40
 * limits:  grantee 32 | not after 40 | max uses 32 | deadline 40 (a grant shown to AccessDesk)
 *
 * The first field lies in the lowest bits.
 */
import { fail } from "./errors.ts";

/** A word's fields, lowest bits first, and their widths in bits. */
export type Layout = readonly (readonly [name: string, bits: number])[];
export type Fields<L extends Layout> = Record<L[number][0], bigint>;

const HEADER = [
  ["kinds", 24],
  ["sensitivities", 40],
  ["categories", 128],
  ["clinicalDate", 40],
  ["version", 16],
  ["flags", 8],
] as const satisfies Layout;

const LABELS = [
  ["kinds", 24],
  ["sensitivities", 40],
  ["categories", 128],
  ["obligations", 24],
  ["refrains", 24],
  ["actions", 16],
] as const satisfies Layout;

const RULE = [
  ["effect", 8],
  ["purposes", 88],
  ["accessFrom", 40],
  ["accessUntil", 40],
  ["dataFrom", 40],
  ["dataUntil", 40],
] as const satisfies Layout;

const LIMITS = [
  ["grantee", 32],
  ["notAfter", 40],
  ["maxUses", 32],
  ["deadline", 40],
] as const satisfies Layout;

/** What an entry says of its record: label masks, clinical date (0: none), version, flags. */
export type EntryHeader = Fields<typeof HEADER>;
export type ProvisionLabels = Fields<typeof LABELS>;
export type ProvisionRule = Fields<typeof RULE>;
/** One provision of a consent: its rule and its labels, unpacked. */
export type Provision = ProvisionRule & ProvisionLabels;
/** The two words of a provision, as they are signed and sent. */
export interface PackedProvision {
  rule: bigint;
  labels: bigint;
}

export const EFFECT = { DENY: 1n, PERMIT: 2n } as const;

/** Bits of an entry's flags: how its bytes are stored. */
export const ENTRY_FLAGS = { DAG_PB: 1n } as const;

/** The word of its fields, which must fit. */
export function pack<L extends Layout>(layout: L, fields: Fields<L>): bigint {
  let word = 0n;
  let shift = 0n;
  for (const [name, bits] of layout) {
    const value = fields[name as L[number][0]];
    if (value < 0n || value >> BigInt(bits) !== 0n) fail("BYTES_UINT_RANGE", { bits });
    word |= value << shift;
    shift += BigInt(bits);
  }
  return word;
}

export function unpack<L extends Layout>(layout: L, word: bigint): Fields<L> {
  const fields = {} as Fields<L>;
  let rest = word;
  for (const [name, bits] of layout) {
    fields[name as L[number][0]] = BigInt.asUintN(bits, rest);
    rest >>= BigInt(bits);
  }
  return fields;
}

export const packHeader = (header: EntryHeader): bigint => pack(HEADER, header);
export const unpackHeader = (word: bigint): EntryHeader => unpack(HEADER, word);

export const packProvision = (provision: Provision): PackedProvision => ({
  rule: pack(RULE, provision),
  labels: pack(LABELS, provision),
});
export const unpackProvision = ({ rule, labels }: PackedProvision): Provision => ({
  ...unpack(RULE, rule),
  ...unpack(LABELS, labels),
});

export const packLimits = (limits: Fields<typeof LIMITS>): bigint => pack(LIMITS, limits);

/** The unsigned number in some bits of a word, counted from the lowest. */
export const bitsOf = (word: bigint, shift: number, width: number): number =>
  Number(BigInt.asUintN(width, word >> BigInt(shift)));
