import type { AgentProposal, AgentSlot, ProposalStanding } from "./agentProposals.ts";
import type { Hex } from "./bytes.ts";

/** What the events of AgentProposals say. */
export interface AgentEvents {
  AgentAppointed: { agent: Hex; institution: number; slot: AgentSlot; model: Hex; actor: Hex };
  AgentProposed: {
    proposal: Hex;
    claim: Hex;
    agent: Hex;
    terms: AgentProposal;
    slot: ProposalStanding;
    actor: Hex;
  };
  /** `document`: digest of the human's reasons; zeros where the rule confirmed. */
  AgentAnswered: { proposal: Hex; claim: Hex; slot: ProposalStanding; document: Hex; actor: Hex };
}
