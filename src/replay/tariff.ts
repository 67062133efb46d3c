/** Plans and codes of a Synthea folder as benefit plans and catalogue rows. */
import { type Hex, randomHex } from "../core/bytes.ts";
import { dateOfDay, dayAt } from "../core/days.ts";
import { type BenefitPlan, type Plan, packedPlan } from "../core/plans.ts";
import { type CatalogueRow, type CatalogueRule, saltedCode } from "../core/rules.ts";
import { PLAN_FLAGS } from "../core/tariff.ts";
import type { ReplayLine, ReplayPlan } from "../synthea/planModel.ts";
import type { ReplayClaim } from "../synthea/replayClaim.ts";

/** Of services that no plan names; the others have numbers of their own. */
const ANY = 1;
const MOST_ITEMS = 127;

/** How Synthea's plans pay: docs/domains/claims-replay.md. */
const FLAGS =
  PLAN_FLAGS.COPAY_FIRST | PLAN_FLAGS.COPAY_MAIN | PLAN_FLAGS.HALF_EVEN | PLAN_FLAGS.MAXIMUM_STOPS;

/** The plan of a claim: also whether another policy takes the coinsurance, and who has none. */
export const planKey = ({ payer, plan, secondary }: ReplayClaim): string =>
  JSON.stringify([payer, plan ?? null, secondary]);

/** What rows ask for, beside what all have; by `Tariff.keyOf`. */
export interface RowTerms {
  /** Of drugs with trace codes, which have codes of another kind. */
  readonly codes: ReadonlyMap<string, Hex>;
  readonly rules: ReadonlyMap<string, Partial<CatalogueRule>>;
}

/** Which rows and plans a replay publishes. */
export class Tariff {
  /** The day before the first service. */
  readonly from: number;
  readonly #salt = randomHex(32);
  readonly #items: ReadonlyMap<string, number>;
  readonly #plans: ReadonlyMap<string, ReplayPlan>;
  readonly #terms: RowTerms | undefined;

  constructor(claims: readonly ReplayClaim[], plans: readonly ReplayPlan[], terms?: RowTerms) {
    this.#terms = terms;
    const named = new Set(plans.flatMap(({ covers }) => [...(covers ?? [])]));
    this.#items = new Map(
      [...named].slice(0, MOST_ITEMS - ANY).map((name, i) => [name, ANY + 1 + i]),
    );
    this.#plans = new Map(plans.map((plan) => [plan.id, plan]));
    this.from = claims.reduce((first, { start }) => Math.min(first, dayAt(start)), Infinity) - 1;
  }

  /** Service items that institutions may bill: all. */
  get items(): number[] {
    return [ANY, ...this.#items.values()];
  }

  #itemOf({ service }: ReplayLine): number {
    return this.#items.get(service) ?? ANY;
  }

  /** What lines of one row have in common. */
  keyOf(line: ReplayLine): string {
    return `${this.#itemOf(line)} ${line.code}`;
  }

  /** The same code for all jurisdictions: what is billed twice is known by it. */
  codeOf(line: ReplayLine): Hex {
    const key = this.keyOf(line);
    return this.#terms?.codes.get(key) ?? saltedCode(this.#salt, "synthea", key);
  }

  diagnosisOf(code: string): Hex {
    return saltedCode(this.#salt, "diagnosis", code);
  }

  /** A row for every code, from before the first service: class A, and no limits but the terms'. */
  rows(claims: readonly ReplayClaim[]): CatalogueRow[] {
    const rows = new Map<Hex, CatalogueRow>();
    const from = dateOfDay(this.from);
    for (const line of claims.flatMap(({ lines }) => lines)) {
      const code = this.codeOf(line);
      const rule = {
        from,
        serviceItem: this.#itemOf(line),
        category: "A",
        kind: "SERVICE",
        ...this.#terms?.rules.get(this.keyOf(line)),
      } as const;
      rows.set(code, { code, version: 1, rule });
    }
    return [...rows.values()];
  }

  plan(claim: ReplayClaim, insurer: number): Plan {
    const known = claim.plan === undefined ? undefined : this.#plans.get(claim.plan);
    const share = known?.payerShare ?? 0;
    const all = [share, share, share] as const;
    const deductible = BigInt(known?.deductible ?? 0);
    const plan: BenefitPlan = {
      insurer,
      code: saltedCode(this.#salt, "plan", planKey(claim)),
      version: 1,
      deductibles: [deductible, deductible, deductible],
      copay: BigInt(known?.copay ?? 0),
      maximum: BigInt(known?.outOfPocketMax ?? 0),
      shares: { outpatient: all, inpatient: all, pharmacy: all, chronic: all },
      serviceItems: known?.covers
        ? [...known.covers].flatMap((name) => this.#items.get(name) ?? [])
        : this.items,
      flags: claim.secondary ? FLAGS | PLAN_FLAGS.SUPPLEMENTED : FLAGS,
    };
    return packedPlan(plan);
  }
}
