/**
 * What the groups of a grouper (DRG, DIP) weigh: read from the table that its publisher gives out, named
 * in a benefit plan by a root, and proved with a claim.
 */
import type { Hex } from "./bytes.ts";
import { fail } from "./errors.ts";
import { type GroupWeight, type ProofTree, saltedCode, weightLeaf, weightTree } from "./rules.ts";

/** Heads of the columns of a table that say a group's code and its weight. */
export interface WeightColumns {
  code: string;
  weight: string;
}

/** Of table 5 of the final rules for MS-DRG (CMS). */
export const MS_DRG_COLUMNS: WeightColumns = {
  code: "MS-DRG",
  weight: "Weights - 10% Cap Applied",
};

/** Weights by the group's code, 10,000 is 1. */
export type WeightsByCode = ReadonlyMap<string, number>;

/** 10,000 is 1, so four decimals are exact. */
const WEIGHT = /^(\d{1,5})(?:\.(\d{1,4}))?$/;
const MOST = 2 ** 32 - 1;

/** What stands where a group has no weight, such as ungroupable ones. */
const NONE = new Set(["", ".", "-", "N/A"]);

/**
 * Reads a tab-separated table; what stands above its heads and in other columns does not matter, nor do
 * groups without a weight.
 * @throws WEIGHTS_COLUMNS, WEIGHTS_LINE with the number of the line, from 1
 */
export function readWeights(text: string, columns: WeightColumns): WeightsByCode {
  const lines = text.split(/\r?\n/).map((line) => line.split("\t").map((cell) => cell.trim()));
  const head = lines.findIndex((cells) => cells.includes(columns.code));
  const [code, weight] = [columns.code, columns.weight].map((name) => lines[head]?.indexOf(name));
  if (code === undefined || weight === undefined || weight < 0) {
    return fail("WEIGHTS_COLUMNS", { code: columns.code, weight: columns.weight });
  }
  const weights = new Map<string, number>();
  for (const [i, cells] of lines.entries()) {
    const [group = "", text_ = ""] = [cells[code], cells[weight]];
    if (i <= head || group === "" || NONE.has(text_)) continue;
    const found = WEIGHT.exec(text_);
    const value = found === null ? Infinity : Number(found[1]! + (found[2] ?? "").padEnd(4, "0"));
    if (value > MOST || weights.has(group)) fail("WEIGHTS_LINE", { line: i + 1 });
    weights.set(group, value);
  }
  return weights;
}

/** What a claim shows of its group. */
export interface ProvenWeight extends GroupWeight {
  proof: Hex[];
}

export interface GroupTableOptions {
  /** Of the groups' codes, as FHIR names it. */
  system: string;
  /** That the codes are salted with, 32 bytes. */
  salt: Hex;
  /** SHA-256 digest of the program or tables that group. */
  grouper: Hex;
}

/** The weights of one grouper's groups under one salt, as a plan commits to them. */
export class GroupTable {
  readonly #options: GroupTableOptions;
  readonly #weights: WeightsByCode;
  readonly #tree: ProofTree;

  /** @throws TREE_EMPTY without weights */
  constructor(weights: WeightsByCode, options: GroupTableOptions) {
    this.#options = options;
    this.#weights = weights;
    this.#tree = weightTree([...weights.keys()].map((code) => this.#of(code)));
  }

  /** What a plan names (`BenefitPlan.groups.weights`). */
  get root(): Hex {
    return this.#tree.root;
  }

  /**
   * What proves a group's weight.
   * @throws WEIGHTS_GROUP where the table has none of that code
   */
  prove(code: string): ProvenWeight {
    const weight = this.#of(code);
    return { ...weight, proof: this.#tree.prove(weightLeaf(weight)) };
  }

  #of(code: string): GroupWeight {
    const weight = this.#weights.get(code) ?? fail("WEIGHTS_GROUP", { group: code });
    const { salt, system, grouper } = this.#options;
    return { group: saltedCode(salt, system, code), weight, grouper };
  }
}
