/** The packed words of claims, as contracts/types/Claim.sol has them. Amounts are minor units. */
import { type Fields, type Layout, pack, unpack } from "./words.ts";

const FACTS = [
  ["charge", 40],
  ["quantity", 24],
  ["version", 24],
  ["offset", 24],
  ["diagnosis", 8],
  ["proof", 8],
  ["record", 16],
  ["product", 64],
] as const satisfies Layout;

const PARTS = [
  ["paid", 40],
  ["uncovered", 40],
  ["overLimit", 40],
  ["preSelf", 40],
  ["deductible", 40],
  ["copay", 40],
  ["reason", 16],
] as const satisfies Layout;

const REST = [
  ["coinsurance", 40],
  ["overCap", 40],
  ["refused", 40],
  ["flags", 32],
] as const satisfies Layout;

/** What is billed on a line: `offset` in seconds after the claim's start; `diagnosis`, `record`: places from 1. */
export type LineFacts = Fields<typeof FACTS>;

/** What a line came to: nine amounts that add up to its charge, a CARC number (0: none) and flags. */
export type LineResult = Fields<typeof PARTS> & Fields<typeof REST>;

export const packFacts = (facts: LineFacts): bigint => pack(FACTS, facts);
export const unpackFacts = (word: bigint): LineFacts => unpack(FACTS, word);

export const packResult = (result: LineResult): [parts: bigint, rest: bigint] => [
  pack(PARTS, result),
  pack(REST, result),
];
export const unpackResult = (parts: bigint, rest: bigint): LineResult => ({
  ...unpack(PARTS, parts),
  ...unpack(REST, rest),
});
