import { type Chain, signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import {
  type AgentProposal,
  type AgentSlot,
  agentSlot,
  type Appointment,
  packedAppointment,
  packedProposal,
  proposalId,
  type ProposalStanding,
  proposalStanding,
} from "../core/agentProposals.ts";
import type { Hex } from "../core/bytes.ts";
import type { ClaimRecord } from "../core/claims.ts";
import type { SuiteEvents } from "../core/events.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

/** A claim that an agent proposes something for, as its last events tell it. */
export interface ProposedClaim {
  record: ClaimRecord;
  /** What the person's account gave for it; left out: nothing. */
  fromAccount?: bigint;
}

/** What insurers' agents propose for claims, and who answers: a log that changes no amount. */
export class AgentProposalsModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #proposals() {
    return this.#chain.contracts.agentProposals;
  }

  /** Appoints an agent of your insurer's, or changes its terms; as an administrator. */
  appoint(agent: Hex, terms: Appointment): Write<SuiteEvents["AgentAppointed"]> {
    return write(this.#chain, "AgentAppointed", () =>
      this.#proposals.appoint.populateTransaction(agent, packedAppointment(terms)),
    );
  }

  /** Ends an agent's appointment; as an administrator. */
  dismiss(agent: Hex): Write<SuiteEvents["AgentAppointed"]> {
    return write(this.#chain, "AgentAppointed", () =>
      this.#proposals.dismiss.populateTransaction(agent),
    );
  }

  /** Signs a proposal with the agent's key, for an account of its insurer to carry. */
  async sign(proposal: AgentProposal, agent: Signer): Promise<Hex> {
    const domain = signingDomain(this.#chain, "AgentProposals");
    return await agent.sign(signingDigest(domain, proposalId(proposal)));
  }

  /** Logs what an agent of your insurer's signed. */
  propose(
    proposal: AgentProposal,
    { record, fromAccount = 0n }: ProposedClaim,
    signature: Hex,
  ): Write<SuiteEvents["AgentProposed"]> {
    return write(this.#chain, "AgentProposed", () =>
      this.#proposals.propose.populateTransaction(
        packedProposal(proposal),
        record,
        fromAccount,
        signature,
      ),
    );
  }

  /** Confirms a proposal, as the human whose account sends it. `document`: digest of your reasons. */
  confirm(proposal: AgentProposal, document: Hex): Write<SuiteEvents["AgentAnswered"]> {
    return write(this.#chain, "AgentAnswered", () =>
      this.#proposals.confirm.populateTransaction(packedProposal(proposal), document),
    );
  }

  /** Rejects a proposal, in the same way. */
  reject(proposal: AgentProposal, document: Hex): Write<SuiteEvents["AgentAnswered"]> {
    return write(this.#chain, "AgentAnswered", () =>
      this.#proposals.reject.populateTransaction(packedProposal(proposal), document),
    );
  }

  /** Confirms a proposal by the rule of the agent's appointment, where it allows that. */
  confirmByRule(
    proposal: AgentProposal,
    { record, fromAccount = 0n }: ProposedClaim,
  ): Write<SuiteEvents["AgentAnswered"]> {
    return write(this.#chain, "AgentAnswered", () =>
      this.#proposals.confirmByRule.populateTransaction(
        packedProposal(proposal),
        record,
        fromAccount,
      ),
    );
  }

  /** An agent's terms and model; undefined: never appointed. */
  async agent(agent: Hex): Promise<(AgentSlot & { model: Hex }) | undefined> {
    const { word, model } = await read(this.#proposals.agentOf(agent));
    return word === 0n ? undefined : { ...agentSlot(word), model: model as Hex };
  }

  /** What became of a proposal. */
  async standing(proposal: AgentProposal): Promise<ProposalStanding> {
    return proposalStanding(await read(this.#proposals.proposalOf(proposalId(proposal))));
  }
}
