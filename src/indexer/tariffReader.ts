import type { Agreement } from "../core/agreement.ts";
import { fromHex, type Hex } from "../core/bytes.ts";
import type { Segment } from "../core/coverage.ts";
import { maskOfItems, type Plan } from "../core/plans.ts";
import type { Jurisdiction } from "../core/rules.ts";
import { agreements } from "./folds/agreements.ts";
import { segments } from "./folds/enrolment.ts";
import { plans, rules } from "./folds/tariffs.ts";
import type { Queries } from "./queries.ts";
import type { Row } from "./table.ts";

/** A version of a catalogue's row; `word`: as `ruleOf` reads it. */
export interface IndexedRule {
  version: number;
  word: bigint;
  indications?: Hex;
}

/** A version of a plan. */
export interface IndexedPlan {
  id: Hex;
  version: number;
  plan: Plan;
}

/** Answers about what claims rest on, as of the index's last block. Days are Modified Julian. */
export class TariffReader {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** The row of a code that holds on a day, or, without a day, the last one. */
  rule({ scheme, code: area }: Jurisdiction, code: Hex, day?: number): IndexedRule | undefined {
    const [row] = this.#queries.rows(
      rules,
      `SELECT * FROM rules WHERE scheme = ?1 AND area = ?2 AND code = ?3
         AND (?4 IS NULL OR ("from" <= ?4 AND ("until" = 0 OR "until" > ?4)))
       ORDER BY version DESC LIMIT 1`,
      scheme,
      area,
      fromHex(code, 32),
      day ?? null,
    );
    return row && ruleIn(row);
  }

  /** A version of a code's row. */
  ruleVersion(
    { scheme, code: area }: Jurisdiction,
    code: Hex,
    version: number,
  ): IndexedRule | undefined {
    const sql = "SELECT * FROM rules WHERE scheme = ? AND area = ? AND code = ? AND version = ?";
    const [row] = this.#queries.rows(rules, sql, scheme, area, fromHex(code, 32), version);
    return row && ruleIn(row);
  }

  /** The version of a plan that holds on a day, or, without a day, the last one. */
  plan(insurer: number, code: Hex, day?: number): IndexedPlan | undefined {
    const [row] = this.#queries.rows(
      plans,
      `SELECT * FROM plans WHERE insurer = ?1 AND code = ?2
         AND (?3 IS NULL OR ("from" <= ?3 AND ("until" = 0 OR "until" > ?3)))
       ORDER BY version DESC LIMIT 1`,
      insurer,
      fromHex(code, 32),
      day ?? null,
    );
    if (!row) return undefined;
    const { plan: id, version, weights, chronic } = row;
    const words = {
      limits: BigInt(row.limits),
      shares: BigInt(row.shares),
      terms: BigInt(row.terms),
    };
    return { id, version, plan: { insurer, code, ...words, weights, chronic } };
  }

  /** Agreements of two parties that were signed by both, by the state that they are in, newest first. */
  agreements(insurer: number, institution: number): (Row<typeof agreements> & { id: Hex })[] {
    const sql = `SELECT * FROM agreements WHERE insurer = ? AND institution = ?
      ORDER BY "from" DESC, agreement`;
    return this.#queries
      .rows(agreements, sql, insurer, institution)
      .map((row) => ({ ...row, id: row.agreement }));
  }

  /** Segments of a person, newest first. */
  segments(insured: Hex): (Segment & { id: Hex; state: string; until: number | null })[] {
    const sql = `SELECT * FROM segments WHERE insured = ? ORDER BY "from" DESC, segment`;
    return this.#queries.rows(segments, sql, fromHex(insured, 32)).map((row) => ({
      id: row.segment,
      state: row.state,
      until: row.until,
      insured,
      insurer: row.insurer,
      plan: row.plan,
      jurisdiction: row.jurisdiction,
      from: row.from,
      attributes: row.attributes,
      details: row.details,
    }));
  }
}

const ruleIn = ({ version, word, indications }: Row<typeof rules>): IndexedRule => ({
  version,
  word: BigInt(word),
  ...(indications === null ? {} : { indications }),
});

/** As its parties signed it, if no clause changed its services and nobody ended it since. */
export const signedAgreement = (row: Row<typeof agreements>): Agreement => ({
  insurer: row.insurer,
  institution: row.institution,
  text: row.text,
  law: row.law,
  disputes: row.disputes,
  from: row.from,
  until: row.until,
  services: maskOfItems(row.services.map(Number)),
  factor: row.factor,
  notice: row.notice,
  cure: row.cure,
  clauses: row.clauses,
  deadline: row.deadline,
});
