/**
 * Rows of catalogues in words of their own, and the hashes under which contracts keep and prove them:
 * contracts/types/Tariff.sol has the same ones. Packed words: tariff.ts.
 */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, utf8 } from "./bytes.ts";
import { dateOfDay, dayOfDate } from "./days.ts";
import { fail } from "./errors.ts";
import { HeapTree } from "./heapTree.ts";
import { packRule, RULE_FLAGS, unpackRule } from "./tariff.ts";

/** Where somebody is treated or insured. Scheme 1: GB/T 2260 divisions; 2: others. */
export interface Jurisdiction {
  scheme: number;
  code: number;
}

/** Its 40 bits. */
export const jurisdictionWord = ({ scheme, code }: Jurisdiction): number => scheme + code * 256;

export const jurisdictionOf = (word: number | bigint): Jurisdiction => ({
  scheme: Number(BigInt.asUintN(8, BigInt(word))),
  code: Number(BigInt(word) >> 8n),
});

const CATEGORIES = ["A", "B", "C"] as const;
const GOODS = ["DRUG", "SERVICE", "CONSUMABLE"] as const;
const SEXES = ["FEMALE", "MALE"] as const;

/**
 * What is paid for one drug, service or consumable. What is left out sets no limit. Amounts are minor
 * units, shares basis points, ages years.
 */
export interface CatalogueRule {
  /** Its first day, and the first on which it no longer holds, as 2026-01-31. */
  from: string;
  until?: string;
  /** Of a unit of quantity. */
  ceiling?: bigint;
  /** What the patient pays first, of class B. */
  selfShare?: number;
  /** A line's most. */
  quantity?: number;
  frequency?: { times: number; days: number };
  ages?: { youngest?: number; oldest?: number };
  sex?: (typeof SEXES)[number];
  /** Which of the service items of agreements and plans it is, 0 to 127. */
  serviceItem: number;
  category: (typeof CATEGORIES)[number];
  kind: (typeof GOODS)[number];
  /** Root of its indications (`indicationTree`), one of which must fit. */
  indications?: Hex;
  /** A line shows the code of a dispensed unit. */
  isCoded?: boolean;
  /** It is done once a day at most, wherever. */
  isDaily?: boolean;
}

/** A version of a code's row; codes are salted (`saltedCode`), versions count from 1. */
export interface CatalogueRow {
  code: Hex;
  version: number;
  rule: CatalogueRule;
}

/** A row as contracts take it and tell of it. */
export interface PackedRow {
  code: Hex;
  version: number;
  rule: bigint;
  indications: Hex;
}

/** The word of a rule, not published yet. */
export function ruleWord(rule: CatalogueRule): bigint {
  const { indications, isCoded, isDaily, ages, frequency } = rule;
  return packRule({
    from: BigInt(dayOfDate(rule.from)),
    until: rule.until === undefined ? 0n : BigInt(dayOfDate(rule.until)),
    ceiling: rule.ceiling ?? 0n,
    selfShare: BigInt(rule.selfShare ?? 0),
    quantity: BigInt(rule.quantity ?? 0),
    frequency: BigInt(frequency?.times ?? 0),
    window: BigInt(frequency?.days ?? 0),
    youngest: BigInt(ages?.youngest ?? 0),
    oldest: BigInt(ages?.oldest ?? 0),
    sexes: rule.sex === undefined ? 0n : 1n << BigInt(SEXES.indexOf(rule.sex)),
    serviceItem: BigInt(rule.serviceItem),
    category: BigInt(CATEGORIES.indexOf(rule.category) + 1),
    kind: BigInt(GOODS.indexOf(rule.kind) + 1),
    flags:
      (indications === undefined ? 0n : RULE_FLAGS.INDICATED) |
      (isCoded ? RULE_FLAGS.CODED : 0n) |
      (isDaily ? RULE_FLAGS.DAILY : 0n),
    published: 0n,
  });
}

/** A rule as a catalogue keeps it; the root of its indications stands beside it. */
export interface PublishedRule extends Omit<CatalogueRule, "indications"> {
  isIndicated: boolean;
  isFrozen: boolean;
  /** Unix time. */
  published: number;
}

export function ruleOf(word: bigint): PublishedRule {
  const r = unpackRule(word);
  const has = (flag: bigint): boolean => (r.flags & flag) !== 0n;
  const sex = SEXES[Number(r.sexes) - 1];
  const ages = {
    ...(r.youngest === 0n ? {} : { youngest: Number(r.youngest) }),
    ...(r.oldest === 0n ? {} : { oldest: Number(r.oldest) }),
  };
  return {
    from: dateOfDay(Number(r.from)),
    ...(r.until === 0n ? {} : { until: dateOfDay(Number(r.until)) }),
    ...(r.ceiling === 0n ? {} : { ceiling: r.ceiling }),
    ...(r.selfShare === 0n ? {} : { selfShare: Number(r.selfShare) }),
    ...(r.quantity === 0n ? {} : { quantity: Number(r.quantity) }),
    ...(r.frequency === 0n
      ? {}
      : { frequency: { times: Number(r.frequency), days: Number(r.window) } }),
    ...(Object.keys(ages).length === 0 ? {} : { ages }),
    ...(sex === undefined ? {} : { sex }),
    serviceItem: Number(r.serviceItem),
    category: CATEGORIES[Number(r.category) - 1]!,
    kind: GOODS[Number(r.kind) - 1]!,
    isIndicated: has(RULE_FLAGS.INDICATED),
    isCoded: has(RULE_FLAGS.CODED),
    isDaily: has(RULE_FLAGS.DAILY),
    isFrozen: has(RULE_FLAGS.FROZEN),
    published: Number(r.published),
  };
}

export const packedRow = ({ code, version, rule }: CatalogueRow): PackedRow => ({
  code,
  version,
  rule: ruleWord(rule),
  indications: rule.indications ?? `0x${"00".repeat(32)}`,
});

type Word = bigint | number | Hex;

const words = (...values: Word[]): Uint8Array =>
  concatBytes(
    ...values.map((value) =>
      typeof value === "string" ? fromHex(value, 32) : uintBytes(value, 32),
    ),
  );

const hashWords = (...values: Word[]): Hex => toHex(keccak256(words(...values)));

/** Under which a catalogue keeps a row; version 0: under which a freeze of all of the code is kept. */
export const rowKey = (jurisdiction: Jurisdiction, code: Hex, version: number): Hex =>
  hashWords(jurisdictionWord(jurisdiction), code, version);

/** The id of a proposal of rows. */
export function rowsHash(jurisdiction: Jurisdiction, rows: readonly PackedRow[]): Hex {
  // As the ABI encodes them: an array stands behind the fixed values.
  const head = [jurisdictionWord(jurisdiction), 64, rows.length];
  const flat = rows.flatMap(({ code, version, rule, indications }) => [
    code,
    version,
    rule,
    indications,
  ]);
  return hashWords(...head, ...flat);
}

/**
 * A code as contracts read it: without the salt, which members hold, nobody finds it by trying.
 * @param system Of the code, as FHIR names it
 */
export const saltedCode = (salt: Hex, system: string, code: string): Hex =>
  toHex(keccak256(concatBytes(fromHex(salt, 32), utf8(`${system}|${code}`))));

/** The leaf of a diagnosis (salted) among a row's indications or a plan's chronic diseases. */
export const indicationLeaf = (diagnosis: Hex): Hex => hashWords(diagnosis);

/** What a group weighs, 10,000 is 1. `group`: its salted code; `grouper`: digest of what groups. */
export interface GroupWeight {
  group: Hex;
  weight: number;
  grouper: Hex;
}

export const weightLeaf = ({ group, weight, grouper }: GroupWeight): Hex =>
  hashWords(group, weight, grouper);

/** Leaves whose root a row or a plan names, and what proves each of them. */
export class ProofTree {
  readonly #tree: HeapTree;
  readonly #places: ReadonlyMap<Hex, number>;

  /** @throws TREE_EMPTY without leaves */
  constructor(leaves: readonly Hex[]) {
    this.#places = new Map(leaves.map((leaf, i) => [leaf, i]));
    this.#tree = new HeapTree(
      leaves.length,
      leaves.map((leaf) => fromHex(leaf, 32)),
    );
  }

  get root(): Hex {
    return this.#tree.root;
  }

  has(leaf: Hex): boolean {
    return this.#places.has(leaf);
  }

  /** @throws TREE_LEAF_UNKNOWN where it is none of them */
  prove(leaf: Hex): Hex[] {
    const place = this.#places.get(leaf) ?? fail("TREE_LEAF_UNKNOWN", { leaf });
    return [...this.#tree.path(place).siblings];
  }
}

/** The tree of salted diagnoses, in the order of their leaves, so that all make the same. */
export const indicationTree = (diagnoses: readonly Hex[]): ProofTree =>
  new ProofTree([...new Set(diagnoses.map(indicationLeaf))].toSorted());

export const weightTree = (weights: readonly GroupWeight[]): ProofTree =>
  new ProofTree([...new Set(weights.map(weightLeaf))].toSorted());
