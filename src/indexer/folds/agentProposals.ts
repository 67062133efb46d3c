import type { AgentEvents } from "../../core/agentEvents.ts";
import type { DomainFold } from "../fold.ts";
import { change, put, table } from "../table.ts";

/** Agents of insurers with their terms; `until` 0: dismissed. */
export const agents = table(
  "agents",
  { agent: "bytes" },
  {
    institution: "integer",
    until: "integer",
    limit: "text",
    flags: "list",
    advices: "list",
    model: "bytes",
  },
  ["institution"],
);

/** What agents proposed, and who answered it why. */
export const agentProposals = table(
  "agentProposals",
  { proposal: "bytes" },
  {
    claim: "bytes",
    agent: "bytes",
    institution: "integer",
    advice: "text",
    flags: "list",
    model: "bytes",
    version: "bytes",
    reasons: "bytes",
    standing: "text",
    state: "text",
    proposedAt: "integer",
    proposedBy: "bytes",
    answeredAt: "integer",
    answeredBy: "bytes?",
    document: "bytes?",
    block: "integer",
    log: "integer",
    transaction: "bytes",
  },
  ["claim"],
  ["agent"],
);

export const agentFold: DomainFold<keyof AgentEvents> = {
  tables: { agents, agentProposals },
  folds: {
    AgentAppointed: ({ agent, slot, model }) => [
      put(agents, { agent, ...slot, limit: String(slot.limit), model }),
    ],
    AgentProposed: (event, { block, log, transaction }) => {
      const { proposal, terms, slot, actor } = event;
      const { claim, agent, advice, flags, model, version, reasons, standing } = terms;
      return [
        put(agentProposals, {
          proposal,
          claim,
          agent,
          institution: slot.institution,
          advice,
          flags: [...flags],
          model,
          version,
          reasons,
          standing: String(standing),
          state: slot.state,
          proposedAt: slot.proposedAt,
          proposedBy: actor,
          answeredAt: 0,
          block,
          log,
          transaction,
        }),
      ];
    },
    AgentAnswered: ({ proposal, slot, document, actor }) => [
      change(
        agentProposals,
        { proposal },
        { state: slot.state, answeredAt: slot.answeredAt, answeredBy: actor, document },
      ),
    ],
  },
};
