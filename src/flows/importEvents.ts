import type { Chain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import type { Write } from "../chain/write.ts";
import { type Hex, randomHex, ZERO32 } from "../core/bytes.ts";
import { SupplyLotExists, SupplyNotMaker } from "../core/contractErrors.ts";
import { fail } from "../core/errors.ts";
import { type Parcel, productOf, type ShownUnits, type Unit } from "../core/goods.ts";
import { requireDistinct } from "../core/lotFile.ts";
import { type Act, type Calls, Planner } from "../core/goodsPlan.ts";
import type { Goods } from "../core/goodsSteps.ts";
import {
  answerDocuments,
  type EventDocument,
  type EventTaker,
  type ImportAnswer,
  isContradiction,
  type Outcome,
} from "../epcis/answerDocuments.ts";
import { type CustodyStep, custodyStep, type EventLot } from "../epcis/custodyStep.ts";
import { evidenceOf } from "../epcis/evidence.ts";
import { GoodsReader, type Meant, type Parties } from "../epcis/meantGoods.ts";
import type { EventRecord } from "../epcis/model.ts";
import { GoodsHistory } from "../ledger/goodsHistory.ts";
import { SupplyModule } from "../ledger/supply.ts";
import type { Custody } from "../vault/custody.ts";
import type { LotShelf } from "../vault/lotShelf.ts";

export interface ImportOptions {
  /** Institutions by the GLNs and URIs that documents name them by. */
  parties: Parties;
  /** Told how many events were answered so far. */
  onProgress?: (events: number) => void;
}

/** Makes a lot, its file kept before; the same lot once, however often it is called. */
type Commission = (lot: EventLot) => Promise<{ transaction?: Hex }>;

/** The longest list that the ledger takes (MOST in contracts/supply/Lots.sol). */
export const EVENTS_A_BATCH = 500;

/** An event that is to be anchored, and what is written for it then. */
interface Waiting {
  hash: Hex;
  outcome: Outcome;
  acts: readonly Act[];
  /** Of a lot that is to be made. */
  lot?: EventLot;
}

const NOTHING: Goods = { containers: [], units: new Map(), lots: [] };

class EventImport implements EventTaker {
  readonly #chain: Chain;
  readonly #supply: SupplyModule;
  readonly #writes: { [N in keyof Calls]: (...args: Calls[N]) => Write<unknown> };
  readonly #commission: Commission;
  readonly #lots: LotShelf;
  readonly #reader: GoodsReader;
  readonly #planner: Planner;
  readonly #history: GoodsHistory;
  readonly #outcomes = new Map<Hex, Outcome>();
  readonly #waiting: Waiting[] = [];
  /** What waits to be moved or made: an event that is about the same goods comes after it. */
  readonly #touched = new Set<string>();

  constructor(
    chain: Chain,
    history: GoodsHistory,
    reader: GoodsReader,
    lots: LotShelf,
    commission: Commission,
  ) {
    this.#chain = chain;
    this.#supply = new SupplyModule(chain);
    this.#writes = this.#supply;
    this.#history = history;
    this.#reader = reader;
    this.#lots = lots;
    this.#commission = commission;
    this.#planner = new Planner(history.state, history.institution);
  }

  async take(record: EventRecord): Promise<Outcome> {
    const hash = evidenceOf(record);
    const known = this.#outcomes.get(hash);
    if (known) return known;
    const outcome: Outcome = { what: "recorded" };
    this.#outcomes.set(hash, outcome);
    try {
      await this.#judge({ hash, outcome, acts: [] }, record);
    } catch (error) {
      if (!isContradiction(error)) throw error;
      outcome.why = error;
      // What was anchored once stays evidence.
      if (!this.#history.isAnchored(hash)) outcome.what = "refused";
    }
    return outcome;
  }

  async #judge(waiting: Waiting, record: EventRecord): Promise<void> {
    const { outcome, hash } = waiting;
    const step = custodyStep(record);
    const found = typeof step === "string" ? step : await this.#found(hash, step, outcome);
    if (typeof found === "string") outcome.why = found;
    await this.#wait(typeof found === "string" ? waiting : { ...waiting, ...found });
    if (typeof step === "string" || typeof found === "string") return;
    if (found.acts.length === 0 && !found.lot) return;
    for (const key of this.#reader.keysOf(step, this.#history.state).added) this.#touched.add(key);
  }

  async #found(hash: Hex, step: CustodyStep, outcome: Outcome) {
    const { state } = this.#history;
    const { checked } = this.#reader.keysOf(step, state);
    if (checked.some((key) => this.#touched.has(key))) await this.finish();
    const meant = this.#reader.read(step, state);
    return typeof meant === "string" ? meant : await this.#actsOf(hash, step, meant, outcome);
  }

  /** What is to be written for a step that the ledger does not have yet, or why nothing is. */
  async #actsOf(
    hash: Hex,
    step: CustodyStep,
    meant: Meant,
    outcome: Outcome,
  ): Promise<Pick<Waiting, "acts" | "lot"> | string> {
    const { kind, container: sscc, time, how } = step;
    const { to, units } = meant;
    const receiver = to === undefined ? {} : { to };
    const goods = sscc === undefined ? meant.goods : { ...NOTHING, containers: [sscc] };
    const found = await this.#history.find({ hash, kind, goods, time, ...receiver });
    if ("what" in found) {
      if (found.what === "told") return "the ledger says so already";
      outcome.what = "applied";
      return { acts: [] };
    }
    if (kind === "commission") return { acts: [], lot: await this.#lotOf(step, found.rest) };
    const plan = this.#planner.plan({
      kind,
      how,
      ...receiver,
      evidence: hash,
      ...(sscc === undefined ? { goods: found.rest } : { goods: meant.goods, sscc }),
      show: (parcel, indexes) => this.#shown(parcel, indexes, units),
    });
    if (typeof plan === "string") return plan;
    try {
      for (const act of plan.checks) await this.#write(act).estimate();
    } catch (error) {
      // Whoever has such goods may say that they were recalled.
      if (kind === "recall" && error instanceof SupplyNotMaker) return "another's product";
      throw error;
    }
    return { acts: plan.acts };
  }

  /** The lot to make, once the ledger was asked whether it would take it. */
  async #lotOf({ goods, lot, time: made }: CustodyStep, { lots }: Goods): Promise<EventLot> {
    const [before] = lots[0]?.lots ?? [];
    if (before !== undefined) throw new SupplyLotExists({ lot: before });
    const { product } = goods.units[0]!;
    const codes = goods.units.map(({ code }) => code);
    requireDistinct(codes);
    for (const [index, code] of codes.entries()) {
      const taken = this.#lots
        .find(product, code)
        .find((one) => this.#history.state.lots.has(one.lot.lot));
      if (taken) fail("SUPPLY_CODE_TAKEN", { index, lot: taken.lot.lot });
    }
    const body = { product, ...lot!, made, count: codes.length, content: randomHex(32) };
    await this.#supply.commission(body, randomHex(32)).estimate();
    return { product: productOf(product), ...lot!, made, qcReport: ZERO32, codes };
  }

  #shown(
    { lot, first, count }: Parcel,
    indexes: readonly number[],
    units: Meant["units"],
  ): ShownUnits {
    const { body, codeRoot } = this.#lots.lot(lot)!;
    const named: Unit[] = indexes.map((index) => units.get(lot)!.get(index)!);
    const proof = this.#lots.prove(lot, indexes);
    return { body, codeRoot, range: { first, count }, units: named, proof };
  }

  async #wait(waiting: Waiting): Promise<void> {
    this.#waiting.push(waiting);
    if (this.#waiting.length >= EVENTS_A_BATCH) await this.finish();
  }

  /** Anchors what waits, then moves custody as it says. */
  async finish(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    this.#touched.clear();
    const hashes = waiting
      .map(({ hash }) => hash)
      .filter((hash) => !this.#history.isAnchored(hash));
    if (hashes.length > 0) await this.#done(this.#supply.anchorEvents(hashes));
    for (const one of waiting) await this.#apply(one);
  }

  async #apply({ outcome, acts, lot }: Waiting): Promise<void> {
    if (acts.length === 0 && !lot) return;
    try {
      for (const act of acts) await this.#done(this.#write(act));
      if (lot) await this.#make(lot);
      outcome.what = "applied";
    } catch (error) {
      // What was possible when it was asked may no longer be.
      if (!isContradiction(error)) throw error;
      Object.assign(outcome, { what: "refused", why: error });
    }
  }

  async #done(write: Write<unknown>): Promise<void> {
    this.#history.follow((await write.send()).receipt.logs);
  }

  async #make(lot: EventLot): Promise<void> {
    const { transaction } = await this.#commission(lot);
    if (transaction === undefined) return;
    const { provider } = this.#chain.network;
    this.#history.follow((await read(provider.getTransactionReceipt(transaction)))!.logs);
  }

  #write({ name, args }: Act): Write<unknown> {
    return (this.#writes[name] as (...all: unknown[]) => Write<unknown>).apply(this.#supply, args);
  }
}

/**
 * Anchors events of EPCIS documents and moves custody as they say, as far as the ledger and the
 * sender allow. An event is anchored before custody moves as it says, so that the log tells whoever
 * comes again after a kill what was done for it: nothing is done twice, and nothing is lost.
 * @throws What the ledger says to an account that may not anchor events
 */
export async function importEvents(
  chain: Chain,
  custody: Custody,
  documents: Iterable<EventDocument> | AsyncIterable<EventDocument>,
  { parties, commission, onProgress }: ImportOptions & { commission: Commission },
): Promise<ImportAnswer> {
  const { custodian } = custody;
  // Asked before anything is read: nothing of a stranger's is taken.
  await new SupplyModule(chain).anchorEvents([randomHex(32)]).estimate();
  const [history, lots] = [await GoodsHistory.read(chain, custodian), await custody.lots()];
  const ledger = chain.network.genesis.slice(2, 18);
  const reader = new GoodsReader(custodian, parties, ledger, (...code) => lots.find(...code));
  const taker = new EventImport(chain, history, reader, lots, commission);
  return await answerDocuments(documents, taker, onProgress);
}
