/** Claims and their hashes; contracts/types/Claim.sol has the same ones. Amounts are minor units. */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, ZERO32 } from "./bytes.ts";
import { packFacts, type LineFacts } from "./claimWords.ts";
import { CLAIM_STATES, type ClaimState, type Flag, SETTINGS, type Setting } from "./enums.ts";
import { flagsIn } from "./flagWords.ts";
import { HeapTree } from "./heapTree.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/** What an institution bills for one visit, dispensing or stay. Times are Unix seconds, before 1970 negative. */
export interface ClaimHeader {
  provider: number;
  insurer: number;
  /** Of the catalogue, where the patient was treated (`jurisdictionWord`). */
  jurisdiction: number;
  start: number;
  /** Seconds. */
  length: number;
  setting: Setting;
  /** Length of the group's proof. */
  groupProof?: number;
  /** The diagnosis that the chronic setting is for, from 1, and the length of its proof. */
  chronic?: { diagnosis: number; proof: number };
}

/** A claim with its header packed, as the contract takes it. */
export interface Claim {
  /** The insurance pseudonym. */
  insured: Hex;
  /** Salted digest of its number. */
  invoice: Hex;
  header: bigint;
  /** Root over the ids of the records billed from; zeros: none. */
  evidence: Hex;
  /** Salted hash of the DRG's or DIP's code; zeros: none. */
  group: Hex;
  /** Salted hashes. */
  diagnoses: Hex[];
}

export interface ClaimLine {
  /** Salted hash of the catalogue's code. */
  code: Hex;
  facts: bigint;
}

const START_BITS = 64;

export function packHeader(h: ClaimHeader): bigint {
  const fields: [number, number | bigint][] = [
    [32, h.provider],
    [32, h.insurer],
    [40, h.jurisdiction],
    [START_BITS, BigInt.asUintN(START_BITS, BigInt(h.start))],
    [32, h.length],
    [8, SETTINGS.indexOf(h.setting)],
    [8, h.groupProof ?? 0],
    [8, h.chronic?.diagnosis ?? 0],
    [8, h.chronic?.proof ?? 0],
  ];
  let shift = 0n;
  let word = 0n;
  for (const [bits, value] of fields) {
    word |= BigInt.asUintN(bits, BigInt(value)) << shift;
    shift += BigInt(bits);
  }
  return word;
}

export function unpackHeader(word: bigint): ClaimHeader {
  const [groupProof, diagnosis] = [bitsOf(word, 208, 8), bitsOf(word, 216, 8)];
  return {
    provider: bitsOf(word, 0, 32),
    insurer: bitsOf(word, 32, 32),
    jurisdiction: bitsOf(word, 64, 40),
    start: Number(BigInt.asIntN(START_BITS, word >> 104n)),
    length: bitsOf(word, 168, 32),
    setting: SETTINGS[bitsOf(word, 200, 8)]!,
    ...(groupProof ? { groupProof } : {}),
    ...(diagnosis ? { chronic: { diagnosis, proof: bitsOf(word, 224, 8) } } : {}),
  };
}

/** A line's facts; what is left out is 0, and a quantity 1. */
export const lineFacts = (charge: bigint, facts: Partial<LineFacts> = {}): bigint =>
  packFacts({
    charge,
    quantity: 1n,
    version: 1n,
    offset: 0n,
    diagnosis: 0n,
    proof: 0n,
    record: 0n,
    product: 0n,
    ...facts,
  });

/** The id of a claim: an invoice of a provider is billed once. */
export const claimId = (provider: number, invoice: Hex): Hex =>
  hashStruct("ClaimId", [provider, invoice]);

const hashWords = (words: readonly (Hex | bigint)[]): Hex =>
  toHex(
    keccak256(
      concatBytes(
        ...words.map((word) =>
          typeof word === "bigint" ? uintBytes(word, 32) : fromHex(word, 32),
        ),
      ),
    ),
  );

/** The hash of what was billed, with plan and segment. */
export const billHash = (
  claim: Claim,
  lines: readonly ClaimLine[],
  { plan, segment }: { plan: Hex; segment: Hex },
): Hex =>
  hashStruct("Bill", [
    claim.invoice,
    claim.evidence,
    claim.group,
    plan,
    segment,
    hashWords(claim.diagnoses),
    hashWords(lines.flatMap(({ code, facts }) => [code, facts])),
  ]);

/** What a claim's slot commits to, which whoever pays or reviews it shows. */
export interface ClaimRecord {
  bill: Hex;
  insured: Hex;
  header: bigint;
  pool: Hex;
  agreement: Hex;
  segment: Hex;
  totals: bigint;
  results: Hex;
  /** Unix time. */
  decidedAt: number;
}

export const claimRecordHash = (r: ClaimRecord): Hex =>
  hashStruct("ClaimRecord", [
    r.bill,
    r.insured,
    r.header,
    r.pool,
    r.agreement,
    r.segment,
    r.totals,
    r.results,
    r.decidedAt,
  ]);

/** The hash of the lines' results, two words each. */
export const resultsHash = (results: readonly bigint[]): Hex => hashWords(results);

/** The root over the records that a claim was billed from, by their ids; zeros: none. */
export const evidenceRoot = (records: readonly Hex[]): Hex =>
  records.length === 0
    ? ZERO32
    : new HeapTree(
        records.length,
        records.map((record) => fromHex(record, 32)),
      ).root;

/** The code of a drug that shows a trace code, bound to its product. */
export const drugCode = (product: bigint, salt: Hex): Hex => hashWords([product, salt]);

/** What a claim came to in all. `institution`: below 0, what its group's price is above the charges. */
export interface ClaimTotals {
  fund: bigint;
  person: bigint;
  institution: bigint;
  billed: bigint;
  flags: Flag[];
}

export const unpackTotals = (word: bigint): ClaimTotals => ({
  fund: BigInt.asUintN(48, word),
  person: BigInt.asUintN(48, word >> 48n),
  institution: BigInt.asIntN(48, word >> 96n),
  billed: BigInt.asUintN(48, word >> 144n),
  flags: flagsIn(BigInt.asUintN(32, word >> 192n)),
});

export const claimStateOf = (word: bigint): ClaimState => CLAIM_STATES[bitsOf(word, 0, 8)]!;

/** Whether a claim's slot commits to this record, and to what the personal account gave. */
export function commitsTo(word: bigint, record: ClaimRecord, fromAccount = 0n): boolean {
  const decided = (BigInt(claimRecordHash(record)) >> 8n) << 8n;
  const committed = fromAccount === 0n ? decided : BigInt(hashWords([decided, fromAccount]));
  return word >> 8n === committed >> 8n;
}

/** A segment's balance: of the benefit year, and how many claims moved it. */
export interface ClaimBalance {
  deductible: bigint;
  pool: bigint;
  own: bigint;
  claims: number;
}

export const unpackBalance = (word: bigint): ClaimBalance => ({
  deductible: BigInt.asUintN(64, word),
  pool: BigInt.asUintN(64, word >> 64n),
  own: BigInt.asUintN(64, word >> 128n),
  claims: Number(word >> 192n),
});
