/** Claims of a drill as a claim desk takes them. */
import { type Hex, randomHex } from "../../core/bytes.ts";
import { type ClaimLine, lineFacts } from "../../core/claims.ts";
import { attributesHash } from "../../core/coverage.ts";
import { dayAt } from "../../core/days.ts";
import { monthOf } from "../../core/months.ts";
import {
  type CatalogueRule,
  indicationLeaf,
  indicationTree,
  jurisdictionWord,
  type ProofTree,
} from "../../core/rules.ts";
import type { Life } from "../../synthea/folder.ts";
import type { ReplayClaim } from "../../synthea/replayClaim.ts";
import type { Ground } from "../consortium.ts";
import { claimFile, type ShownClaim } from "../files.ts";
import type { RowTerms, Tariff } from "../tariff.ts";
import type { Dispensary } from "./dispensary.ts";
import { isPersonal, type Limit, type Limits } from "./limits.ts";
import type { DrillClaim, DrillLine } from "./model.ts";
import { whereOf } from "./model.ts";

/** Salts of commitments to age and sex, by patient. */
export class Persons {
  readonly #lives: ReadonlyMap<string, Life>;
  readonly #salts = new Map<string, Hex>();

  constructor(lives: ReadonlyMap<string, Life>) {
    this.#lives = lives;
  }

  of({ patient }: ReplayClaim): { bornIn: number; sex: number; salt: Hex } {
    const life = this.#lives.get(patient);
    if (!this.#salts.has(patient)) this.#salts.set(patient, randomHex(32));
    const bornIn = life === undefined ? 0 : monthOf(dayAt(life.born));
    const sex = life?.sex === undefined ? 2 : SEXES[life.sex];
    return { bornIn, sex, salt: this.#salts.get(patient)! };
  }

  attributesOf(claim: ReplayClaim): Hex {
    const { bornIn, sex, salt } = this.of(claim);
    return attributesHash(bornIn, sex, salt);
  }
}

const SEXES = { FEMALE: 0, MALE: 1 } as const;

/** A row's terms, with the root of its indications. */
function ruleOf(limit: Limit, tree: ProofTree | undefined): Partial<CatalogueRule> {
  const { ceiling, quantity, frequency, ages, sex, isCoded } = limit;
  return {
    ceiling: BigInt(ceiling),
    quantity,
    ...(frequency ? { frequency } : {}),
    ...(ages ? { ages } : {}),
    ...(sex ? { sex } : {}),
    ...(tree ? { indications: tree.root } : {}),
    ...(isCoded ? { kind: "DRUG" as const, isCoded } : {}),
  };
}

export class DrillFiles {
  readonly #limits: Limits;
  readonly #persons: Persons;
  readonly #dispensary: Dispensary;
  readonly #salts: Tariff;
  readonly #trees = new Map<string, ProofTree>();
  readonly #invoices = new Map<DrillClaim, Hex>();

  /** @param salts Salts diagnoses, and tells the keys of rows */
  constructor(limits: Limits, persons: Persons, dispensary: Dispensary, salts: Tariff) {
    this.#limits = limits;
    this.#persons = persons;
    this.#dispensary = dispensary;
    this.#salts = salts;
    for (const [key, { indications }] of limits) {
      if (indications === undefined) continue;
      const codes = [...indications].map((code) => salts.diagnosisOf(code));
      this.#trees.set(key, indicationTree(codes));
    }
  }

  get terms(): RowTerms {
    const rules = [...this.#limits].map(
      ([key, limit]) => [key, ruleOf(limit, this.#trees.get(key))] as const,
    );
    return { codes: this.#dispensary.codes, rules: new Map(rules) };
  }

  fileOf(claim: DrillClaim, ground: Ground): ShownClaim {
    const former = claim.injection?.invoiceOf;
    const invoice = former === undefined ? randomHex(32) : this.#invoices.get(former)!;
    this.#invoices.set(claim, invoice);
    const proofs: Hex[] = [];
    const lines = claim.lines.map((line) => this.#line(claim, line, ground.tariff, proofs));
    const units = claim.lines.flatMap(({ unit }) => (unit ? [this.#dispensary.shown(unit)] : []));
    const asks = claim.lines.some((line) => {
      const limit = this.#limits.get(this.#salts.keyOf(line));
      return limit !== undefined && isPersonal(limit);
    });
    return claimFile(ground, claim, {
      setting: claim.setting,
      invoice,
      lines,
      diagnoses: claim.diagnoses.map((code) => this.#salts.diagnosisOf(code)),
      jurisdiction: jurisdictionWord(whereOf(claim.provider)),
      ...(asks ? { person: this.#persons.of(claim) } : {}),
      units,
      proofs,
    });
  }

  #line(claim: DrillClaim, line: DrillLine, tariff: Tariff, proofs: Hex[]): ClaimLine {
    const shown = this.#proof(claim, this.#salts.keyOf(line));
    proofs.push(...shown.proof);
    const facts = lineFacts(BigInt(line.amount), {
      quantity: BigInt(line.quantity),
      offset: BigInt(line.offset),
      diagnosis: BigInt(shown.place),
      proof: BigInt(shown.proof.length),
      ...(line.unit ? { product: this.#dispensary.productOf(line.unit) } : {}),
    });
    return { code: tariff.codeOf(line), facts };
  }

  /** Which of the claim's diagnoses fits the row, and what shows that it does. */
  #proof(claim: DrillClaim, key: string): { place: number; proof: readonly Hex[] } {
    const tree = this.#trees.get(key);
    if (tree === undefined || claim.diagnoses.length === 0) return { place: 0, proof: [] };
    const leaves = claim.diagnoses.map((code) => indicationLeaf(this.#salts.diagnosisOf(code)));
    const place = leaves.findIndex((leaf) => tree.has(leaf));
    if (place >= 0) return { place: place + 1, proof: tree.prove(leaves[place]!) };
    if (!claim.isForged) return { place: 0, proof: [] };
    const [listed] = this.#limits.get(key)!.indications!;
    return {
      place: 1,
      proof: tree.prove(indicationLeaf(this.#salts.diagnosisOf(listed!))),
    };
  }
}
