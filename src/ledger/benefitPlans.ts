import type { Chain } from "../chain/chain.ts";
import { Proposals } from "../chain/proposals.ts";
import { type Logged, logs, numberTopic, read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, toHex, uintBytes, ZERO32 } from "../core/bytes.ts";
import { dayOfDate } from "../core/days.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type BenefitPlan, packedPlan, type PlanSlot, planSlotOf } from "../core/plans.ts";

/** On which days a plan holds: its first, and the first on which it no longer does. */
export interface PlanDays {
  /** As 2026-01-31. */
  from: string;
  until?: string;
}

/** What insurers pay of what the catalogues cover. */
export class BenefitPlansModule {
  readonly #chain: Chain;
  /** Of plans, by their ids, and what came of their shadow runs. */
  readonly proposals: Proposals;

  constructor(chain: Chain) {
    this.#chain = chain;
    this.proposals = new Proposals(chain, chain.contracts.benefitPlans);
  }

  get #plans() {
    return this.#chain.contracts.benefitPlans;
  }

  /**
   * Publishes a plan, as its insurer. It ends the former version of its code. Once the register is
   * open, plans begin after the notice.
   * @param document Digest of the decision
   */
  publish(
    plan: BenefitPlan,
    { from, until }: PlanDays,
    document: Hex,
  ): Write<SuiteEvents["PlanPublished"]> {
    return write(this.#chain, "PlanPublished", () =>
      this.#plans.publish.populateTransaction(
        packedPlan(plan),
        dayOfDate(from),
        until === undefined ? 0 : dayOfDate(until),
        document,
      ),
    );
  }

  /** Opens the connected insurer's register, once: no plan of the past is published in it any more. */
  open(): Write<SuiteEvents["RegisterOpened"]> {
    return write(this.#chain, "RegisterOpened", () => this.#plans.open.populateTransaction());
  }

  /** When an insurer's register was opened (Unix time); 0: it is being filled. */
  async openedAt(insurer: number): Promise<number> {
    return Number(await read(this.#plans.openedAt(toHex(uintBytes(insurer, 32)))));
  }

  /** Days between the publication of a plan and the first day on which it can hold. */
  async noticeDays(): Promise<number> {
    return Number(await read(this.#plans.noticeDays()));
  }

  /** Proposes a plan, to be tried on past claims; it is published later just as it is, or not. */
  propose(plan: BenefitPlan, document: Hex): Write<SuiteEvents["PlanProposed"]> {
    return write(this.#chain, "PlanProposed", () =>
      this.#plans.propose.populateTransaction(packedPlan(plan), document),
    );
  }

  /** The slot of a plan; undefined: nobody published it. */
  async plan(id: Hex): Promise<PlanSlot | undefined> {
    const word = await read(this.#plans.planOf(id));
    return word === 0n ? undefined : planSlotOf(word);
  }

  /** The id of the last version of an insurer's plan; undefined: there is none. */
  async latest(insurer: number, code: Hex): Promise<Hex | undefined> {
    const id = (await read(this.#plans.latestOf(insurer, code))) as Hex;
    return id === ZERO32 ? undefined : id;
  }

  /** Every plan that an insurer published, oldest first. */
  async history(insurer: number): Promise<Logged<SuiteEvents["PlanPublished"]>[]> {
    return await logs(this.#chain, "PlanPublished", [null, numberTopic(insurer)]);
  }
}
