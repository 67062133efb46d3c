/** Drugs with trace codes on the chain: made, shipped, dispensed, taken back and recalled before claims. */
import type { Chain } from "../../chain/chain.ts";
import { fromHex, type Hex, randomHex, ZERO32 } from "../../core/bytes.ts";
import { drugCode } from "../../core/claims.ts";
import * as goods from "../../core/goods.ts";
import type { DispensedUnit } from "../../core/claimFile.ts";
import { Modules } from "../../modules.ts";
import { type Actor, admitted } from "../actors.ts";
import { type Ground, segmentKey } from "../consortium.ts";
import { parallel } from "../parallel.ts";
import type { LotPlan, TraceUnit } from "./units.ts";

const DAY = 86_400;
const UNITS_AT_ONCE = 50;

/** A drug with a number of its own, which no other product of the chain has. */
interface Drug {
  readonly number: string;
  readonly product: bigint;
  readonly salt: Hex;
}

interface Lot {
  readonly id: Hex;
  readonly units: readonly goods.Unit[];
}

const digits = (count: number): string =>
  (BigInt(randomHex(16)) % 10n ** BigInt(count)).toString().padStart(count, "0");

function drugOf(): Drug {
  const number = `8${digits(6)}`;
  return { number, product: goods.productId("NATIONAL", number), salt: randomHex(32) };
}

export class Dispensary {
  readonly #lots: readonly LotPlan[];
  readonly #drugs: ReadonlyMap<string, Drug>;
  readonly #made = new Map<LotPlan, Lot>();
  readonly #payerSalts = new Map<TraceUnit, Hex>();

  constructor(lots: readonly LotPlan[]) {
    this.#lots = lots.filter(({ units }) => units.length > 0);
    this.#drugs = new Map(lots.map(({ key }) => [key, drugOf()]));
  }

  /** Codes of the drugs' rows, by `Tariff.keyOf`. */
  get codes(): ReadonlyMap<string, Hex> {
    return new Map(
      [...this.#drugs].map(([key, { product, salt }]) => [key, drugCode(product, salt)]),
    );
  }

  /** Brings the units to the state in which claims find them; needs ADMISSIONS and PRODUCT_KEEPER. */
  async fill(administrator: Chain, ground: Ground): Promise<void> {
    if (this.#lots.length === 0) return;
    const maker = (await admitted(administrator, "DRUG_MAKER", ["maker"])).get("maker")!;
    const { supply } = new Modules(administrator);
    await parallel([...this.#drugs.values()], async ({ product }) => {
      await supply.registerProduct(product, maker.id, { claimable: true }).send();
    });
    const now = await administrator.network.now();
    await parallel(this.#lots, (lot) => this.#fill(lot, ground, maker, now));
  }

  async #fill(plan: LotPlan, ground: Ground, maker: Actor, now: number): Promise<void> {
    const { product, number } = this.#drugs.get(plan.key)!;
    const count = plan.units.length;
    const secret = fromHex(randomHex(32), 32);
    const units = plan.units.map((_, index) => {
      return { index, code: `${number}${digits(13)}`, salt: goods.unitSalt(secret, index) };
    });
    const content = { materials: [], qcReport: randomHex(32), salt: randomHex(32) };
    const body: goods.LotBody = {
      product,
      number: digits(12),
      made: now - DAY,
      expiry: now + 365 * DAY,
      count,
      content: goods.lotContentHash(content),
    };
    const tree = new goods.CodeTree(body, units);
    const lot = { id: goods.lotId(body, tree.root), units };
    this.#made.set(plan, lot);
    const provider = ground.providers.get(plan.provider)!;
    const parcel = { lot: lot.id, first: 0, count };
    await maker.care.supply.commission(body, tree.root).send();
    await maker.care.supply.ship(parcel, provider.id).send();
    const { supply } = provider.care;
    await supply.receive(parcel).send();
    const show = (some: readonly TraceUnit[]): goods.ShownUnits => {
      const indexes = some.map(({ index }) => index!);
      return {
        body,
        codeRoot: tree.root,
        range: { first: 0, count },
        units: indexes.map((index) => units[index]!),
        proof: tree.prove(indexes),
      };
    };
    const sold = plan.units.filter(({ to }) => to !== undefined);
    for (let i = 0; i < sold.length; i += UNITS_AT_ONCE) {
      const some = sold.slice(i, i + UNITS_AT_ONCE);
      const payers = some.map((unit) => this.#payerOf(unit, ground));
      await supply.dispense(show(some), payers).send();
    }
    const returned = plan.units.filter(({ isReturned }) => isReturned);
    if (returned.length > 0) await supply.withdraw(show(returned), "NONE", randomHex(32)).send();
    if (plan.isRecalled) {
      const recall = { class: "I", reason: 1, evidence: randomHex(32) } as const;
      await maker.care.supply.recall(lot.id, recall).send();
    }
  }

  #payerOf(unit: TraceUnit, ground: Ground): Hex {
    const salt = randomHex(32);
    this.#payerSalts.set(unit, salt);
    const { insured } = ground.segments.get(segmentKey(unit.to!))!;
    return goods.payerHash({ pseudonym: insured, salt });
  }

  productOf({ lot }: TraceUnit): bigint {
    return this.#drugs.get(lot.key)!.product;
  }

  /** What a claim shows of a unit. */
  shown(unit: TraceUnit): DispensedUnit {
    const { number, salt } = this.#drugs.get(unit.lot.key)!;
    const lot = this.#made.get(unit.lot);
    const code = unit.index === undefined ? `${number}${digits(13)}` : lot!.units[unit.index]!.code;
    return {
      code: goods.packText(code),
      payerSalt: this.#payerSalts.get(unit) ?? randomHex(32),
      codeSalt: salt,
      lot: unit.isNamed && lot ? lot.id : ZERO32,
    };
  }
}
