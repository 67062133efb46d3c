import { type AgentProposal, agentSlot, proposalStanding } from "../core/agentProposals.ts";
import type { Hex } from "../core/bytes.ts";
import { ADVICES } from "../core/enums.ts";
import { flagsIn } from "../core/flagWords.ts";
import { event } from "./eventSource.ts";

const proposals = event("agentProposals");

/** How the events of agents' proposals are read. */
export const agentEvents = {
  AgentAppointed: proposals("AgentAppointed", (e) => ({
    agent: e.agent as Hex,
    institution: Number(e.institution),
    slot: agentSlot(e.word),
    model: e.model as Hex,
    actor: e.actor as Hex,
  })),
  AgentProposed: proposals("AgentProposed", (e) => ({
    proposal: e.id as Hex,
    claim: e.claim as Hex,
    agent: e.agent as Hex,
    terms: {
      agent: e.proposal.agent as Hex,
      claim: e.proposal.claim as Hex,
      standing: e.proposal.standing,
      advice: ADVICES[Number(e.proposal.advice)] as AgentProposal["advice"],
      flags: flagsIn(e.proposal.flags),
      model: e.proposal.model as Hex,
      version: e.proposal.version as Hex,
      reasons: e.proposal.reasons as Hex,
      deadline: Number(e.proposal.deadline),
    },
    slot: proposalStanding(e.word),
    actor: e.actor as Hex,
  })),
  AgentAnswered: proposals("AgentAnswered", (e) => ({
    proposal: e.id as Hex,
    claim: e.claim as Hex,
    slot: proposalStanding(e.word),
    document: e.document as Hex,
    actor: e.actor as Hex,
  })),
};
