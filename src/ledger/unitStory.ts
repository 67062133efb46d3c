import type { Chain } from "../chain/chain.ts";
import { cutsOf } from "../chain/cuts.ts";
import { inOrder, type Logged, logs, read } from "../chain/transact.ts";
import type { Hex } from "../core/bytes.ts";
import type { ParticipantKind } from "../core/codes.ts";
import type { ScannedUnit } from "../core/custody.ts";
import type { CustodyState, UnitState } from "../core/enums.ts";
import { fail } from "../core/errors.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type LotBody, type LotContent, parcelKey } from "../core/goods.ts";
import { monitorOf } from "../core/monitoring.ts";
import { holds, lineage } from "../core/ranges.ts";
import { participantOf } from "../core/slots.ts";

/** When a unit came into other hands. Whose, is told by their kinds alone. */
export interface UnitStep {
  /** How often it was received by then: 0 at its maker's. */
  step: number;
  kinds: ParticipantKind[];
  /** Unix seconds. */
  since: number;
}

/** An excursion of goods with the unit in them: °C, % of relative humidity, Unix seconds. */
export type UnitExcursion = Pick<
  SuiteEvents["ExcursionFound"],
  "step" | "from" | "found" | "temperature" | "humidity" | "isCertain"
>;

/** What is known, and what is not, of how goods with a unit in them were kept. */
export interface UnitColdChain {
  /** Whether a sensor ever watched them. */
  monitored: boolean;
  /** Readings and batches that did not come, or came late, of all sensors together. */
  missed: number;
  late: number;
  /** Sensors that watch them now, but whose readings are overdue. */
  silent: number;
  /** Where no sensor watches them any more: the time of the last reading, Unix seconds. */
  until?: number;
  excursions: UnitExcursion[];
}

/** The life of a unit as everybody may read it: no prices, and of nobody how much he has. */
export interface UnitStory {
  lot: Hex;
  /** As printed; times in Unix seconds. */
  number: string;
  made: number;
  expiry: number;
  /** Ids of the lots of raw material, and the digest of the quality report. */
  materials: readonly Hex[];
  qcReport: Hex;
  state: UnitState;
  /** The goods that it is in: with whom, if not with a patient, and since when. */
  custody: { state: CustodyState; kinds: ParticipantKind[]; since: number };
  steps: UnitStep[];
  coldChain: UnitColdChain;
}

/** A unit of a lot, with what its maker says of that. */
interface Told {
  body: Pick<LotBody, "number" | "made" | "expiry" | "count">;
  content: LotContent;
  index: number;
}

type Packed = Logged<SuiteEvents["ContainerPacked"]>;

/** Tells the lives of units out of the chain's log. */
export class UnitStories {
  readonly #chain: Chain;
  readonly #kinds = new Map<number, Promise<ParticipantKind[]>>();

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** @param unit What the chain says of it now; `told`: what was proven of it */
  async of(unit: ScannedUnit, told: Told): Promise<UnitStory> {
    const { lot, custody, state } = unit;
    const { number, made, expiry, count } = told.body;
    const { materials, qcReport } = told.content;
    const chain = this.#chain;
    const [birth] = await logs(chain, "LotCommissioned", [lot]);
    if (!birth) return fail("SUPPLY_LOT_UNKNOWN", {});
    const range = { from: birth.block };
    const packed = (await logs(chain, "ContainerPacked", [], range)).filter(({ event }) =>
      event.parcels.some((parcel) => parcel.lot === lot && holds(parcel, told.index)),
    );
    const since = await chain.network.timeOf(birth.block);
    const first = { step: 0, kinds: await this.#kindsOf(birth.event.slot.maker), since };
    const ranges = lineage(await cutsOf(chain, lot, range), told.index, count);
    const goods = [
      ...ranges.map((one) => parcelKey({ lot, ...one })),
      ...packed.map(({ event }) => event.container),
    ];
    return {
      lot,
      number,
      made,
      expiry,
      materials,
      qcReport,
      state,
      custody: {
        state: custody.state,
        kinds: await this.#kindsOf(custody.holder),
        since: custody.since,
      },
      steps: [first, ...(await this.#steps(lot, told.index, packed, range))],
      coldChain: await this.#coldChain(goods, range),
    };
  }

  /** The monitors' slots say what the log of readings adds up to. */
  async #coldChain(goods: Hex[], range: { from: number }): Promise<UnitColdChain> {
    const chain = this.#chain;
    const excursions = await logs(chain, "ExcursionFound", [goods], range);
    const watched = await logs(chain, "MonitoringChanged", [goods], range);
    const each = new Map(watched.map(({ event }) => [`${event.goods} ${event.sensor}`, event]));
    const monitors = await Promise.all(
      [...each.values()].map(async (of) =>
        monitorOf(await read(chain.contracts.coldChain.monitorOf(of.goods, of.sensor))),
      ),
    );
    const now = await chain.network.now();
    const active = monitors.filter(({ isActive }) => isActive);
    const ended = monitors.length > 0 && active.length === 0;
    return {
      monitored: monitors.length > 0,
      missed: monitors.reduce((sum, { missed }) => sum + missed, 0),
      late: monitors.reduce((sum, { late }) => sum + late, 0),
      silent: active.filter(({ last, limits }) => now > last + limits.interval * 60).length,
      ...(ended ? { until: Math.max(...monitors.map(({ last }) => last)) } : {}),
      excursions: excursions.map(({ event }) => excursionOf(event)),
    };
  }

  async #steps(
    lot: Hex,
    index: number,
    packed: readonly Packed[],
    range: { from: number },
  ): Promise<UnitStep[]> {
    const chain = this.#chain;
    const ids = packed.map(({ event }) => event.container);
    const happened = inOrder([
      ...(await logs(chain, "ParcelReceived", [lot], range)),
      ...(await logs(chain, "ParcelDisputed", [lot], range)),
      ...packed,
      ...(ids.length === 0 ? [] : await logs(chain, "ContainerReceived", [ids], range)),
    ]);
    const steps: UnitStep[] = [];
    let before = 0;
    for (const { event } of happened) {
      const { holder, step, since } = event.custody;
      const kinds = await this.#kindsOf(holder);
      if ("parcels" in event) {
        before = steps.at(-1)?.step ?? 0;
      } else if ("container" in event) {
        // A parcel's own count stands still while it is packed.
        steps.push({ step: before + step, kinds, since });
      } else {
        const missing = "missing" in event ? event.missing : [];
        const came = holds(event.range, index) && !missing.some((part) => holds(part, index));
        if (came) steps.push({ step, kinds, since });
      }
    }
    return steps;
  }

  #kindsOf(participant: number): Promise<ParticipantKind[]> {
    let kinds = this.#kinds.get(participant);
    if (!kinds) this.#kinds.set(participant, (kinds = this.#readKinds(participant)));
    return kinds;
  }

  async #readKinds(participant: number): Promise<ParticipantKind[]> {
    if (participant === 0) return [];
    const { participantRegistry } = this.#chain.contracts;
    return participantOf(await read(participantRegistry.participant(participant))).kinds;
  }
}

const excursionOf = (e: SuiteEvents["ExcursionFound"]): UnitExcursion => {
  const { step, from, found, temperature, humidity, isCertain } = e;
  return {
    step,
    from,
    found,
    temperature,
    isCertain,
    ...(humidity === undefined ? {} : { humidity }),
  };
};
