import type { Hex } from "../core/bytes.ts";
import { PROPOSAL_STATES, type ProposalState } from "../core/enums.ts";
import type { SuiteEvents } from "../core/events.ts";
import { type Jurisdiction, jurisdictionOf } from "../core/rules.ts";
import type { Effect } from "../core/tariffEvents.ts";
import type { Chain } from "./chain.ts";
import type { Contracts } from "./contracts.ts";
import { read } from "./transact.ts";
import { type Write, write } from "./write.ts";

/** Rules that are tried on past claims, or were. */
export interface Proposal {
  state: ProposalState;
  proposer: number;
  jurisdiction: Jurisdiction;
  /** When it came to its state (Unix time). */
  since: number;
  /** Once it was tried. */
  effect?: Effect;
}

/** Proposed rules and their effects, in a contract that has them. */
export class Proposals {
  readonly #chain: Chain;
  readonly #contract: Contracts["catalogue" | "benefitPlans"];

  constructor(chain: Chain, contract: Contracts["catalogue" | "benefitPlans"]) {
    this.#chain = chain;
    this.#contract = contract;
  }

  /** Stores what came of a shadow run, as the proposer or a regulator of its jurisdiction. */
  recordEffect(proposal: Hex, effect: Effect): Write<SuiteEvents["ProposalTried"]> {
    return write(this.#chain, "ProposalTried", () =>
      this.#contract.recordEffect.populateTransaction(proposal, effect),
    );
  }

  /** A proposal as it stands; undefined: nobody proposed it. */
  async of(id: Hex): Promise<Proposal | undefined> {
    const p = await read(this.#contract.proposalOf(id));
    const state = PROPOSAL_STATES[Number(p.state)]!;
    if (state === "NONE") return undefined;
    const { claims, changed, paidBefore, paidAfter, run } = p.effect;
    const effect = {
      claims: Number(claims),
      changed: Number(changed),
      paidBefore,
      paidAfter,
      run: run as Hex,
    };
    return {
      state,
      proposer: Number(p.proposer),
      jurisdiction: jurisdictionOf(p.jurisdiction),
      since: Number(p.since),
      ...(effect.claims === 0 ? {} : { effect }),
    };
  }
}
