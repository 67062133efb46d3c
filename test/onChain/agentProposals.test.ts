/** What an insurer's agent proposes, on any chain and through the SDK (CL-21). */
import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { type AgentProposal, packedProposal, proposalId } from "../../src/core/agentProposals.ts";
import type { SuiteEvents } from "../../src/core/events.ts";
import { appointment } from "../fixtures/agents.ts";
import { fileOf } from "../fixtures/billing.ts";
import { LATER } from "../fixtures/stories.ts";
import { billingAt, DOCUMENT, somebodyInsured } from "./fixtures/claims.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, newSigner, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

const AGENT = newSigner();
const terms = appointment();
/** A claim that waits for a human, made by the first case. */
const made = {} as { pended: SuiteEvents["ClaimDecided"] };

const care = (place: Place) => place.careOf(INSURER).agentProposals;
const contract = (place: Place, member: number = INSURER) => place.as(member).agentProposals;

const aProposal = (change: Partial<AgentProposal> = {}): AgentProposal => ({
  agent: AGENT.bytes,
  claim: made.pended.claim,
  standing: made.pended.word,
  advice: "RELEASE",
  flags: [],
  model: terms.model,
  version: randomHex(32),
  reasons: randomHex(32),
  deadline: LATER,
  ...change,
});

async function proposed(place: Place): Promise<AgentProposal> {
  const proposal = aProposal();
  const signature = await care(place).sign(proposal, AGENT);
  await care(place).propose(proposal, made.pended, signature).send();
  return proposal;
}

const answered = (place: Place, name: "confirm" | "reject") => async () => {
  const unknown = aProposal();
  return [
    contract(place)[name].staticCall(packedProposal(unknown), DOCUMENT),
    "AgentProposalState",
    { id: proposalId(unknown), state: "NONE" },
  ] as [Promise<unknown>, string, object];
};

describe("on a chain: agents propose, people or rules answer (CL-21)", () => {
  functionTests("agentProposals", {
    appoint: {
      succeeds: async (place) => {
        const billing = await billingAt(place);
        const file = fileOf(billing, await somebodyInsured(place), {
          day: 7,
          lines: [["plain", 1_000n]],
          evidence: ZERO32,
        });
        made.pended = (await place.careOf(NORTH).claims.submit(file).send()).event;
        expect(made.pended.state).equal("PENDED");
        const { event } = await care(place).appoint(AGENT.bytes, terms).send();
        expect(event).include({ institution: INSURER, model: terms.model });
      },
      refused: async (place) => [
        contract(place).appoint.staticCall(place.address(SOUTH), {
          ...terms,
          flags: 0,
          advices: 2,
        }),
        "AgentHasMembership",
        { institution: SOUTH },
      ],
    },
    agentOf: {
      succeeds: async (place) => {
        const found = await care(place).agent(AGENT.bytes);
        expect(found).deep.equal({ institution: INSURER, ...terms });
      },
    },
    propose: {
      succeeds: async (place) => {
        const proposal = await proposed(place);
        expect((await care(place).standing(proposal)).state).equal("PROPOSED");
      },
      refused: async (place) => {
        const proposal = aProposal({ reasons: ZERO32 });
        const { record } = made.pended;
        return [
          contract(place).propose.staticCall(packedProposal(proposal), record, 0, "0x"),
          "AgentProposalIncomplete",
          { id: proposalId(proposal) },
        ];
      },
    },
    proposalOf: {
      succeeds: async (place) => {
        expect(await contract(place, SOUTH).proposalOf(proposalId(aProposal()))).equal(0n);
      },
    },
    confirm: {
      succeeds: async (place) => {
        const proposal = await proposed(place);
        const { event } = await care(place).confirm(proposal, DOCUMENT).send();
        expect(event).include({ document: DOCUMENT, actor: place.address(INSURER) });
        expect(event.slot.state).equal("CONFIRMED");
      },
      refused: (place) => answered(place, "confirm")(),
    },
    reject: {
      succeeds: async (place) => {
        const { event } = await care(place)
          .reject(await proposed(place), DOCUMENT)
          .send();
        expect(event.slot.state).equal("REJECTED");
      },
      refused: (place) => answered(place, "reject")(),
    },
    confirmByRule: {
      succeeds: async (place) => {
        const proposal = await proposed(place);
        const { event } = await care(place).confirmByRule(proposal, made.pended).send();
        expect(event.slot.state).equal("RULED");
      },
      refused: async (place) => {
        const unknown = aProposal();
        const { record } = made.pended;
        return [
          contract(place).confirmByRule.staticCall(packedProposal(unknown), record, 0),
          "AgentProposalState",
          { id: proposalId(unknown), state: "NONE" },
        ];
      },
    },
    dismiss: {
      succeeds: async (place) => {
        const { event } = await care(place).dismiss(AGENT.bytes).send();
        expect(event.slot.until).equal(0);
      },
      refused: async (place) => [
        contract(place).dismiss.staticCall(place.address(SOUTH)),
        "AgentNotAppointed",
        { until: 0 },
      ],
    },
  });
});
