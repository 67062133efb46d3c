/** What an agent proposes is logged, and changes nothing until a rule or a human confirms (CL-21). */
import { expect } from "chai";
import { getAddress } from "ethers";
import { ZERO32 } from "../../src/core/bytes.ts";
import {
  type AgentProposal,
  agentSlot,
  type Appointment,
  packedAppointment,
  packedProposal,
  proposalId,
  proposalStanding,
} from "../../src/core/agentProposals.ts";
import { accountSigner } from "../../src/core/signers.ts";
import {
  AGENT,
  AGENT_AT,
  anAgentProposal,
  appointment,
  signedProposal,
} from "../fixtures/agents.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { type FileChange, recordOf, submitted } from "../fixtures/claimFiles.ts";
import { deployClaims } from "../fixtures/claimsWorld.ts";
import { ROLE } from "../fixtures/participants.ts";
import { LATER } from "../fixtures/stories.ts";

const WHY = fixed("why");

/** A claim that names no record waits for a human; the insurer has appointed an agent. */
async function world(change: { file?: FileChange; terms?: Partial<Appointment> } = {}) {
  const all = await deployClaims();
  const { agentProposals, accounts, claims } = all;
  const by = agentProposals.connect(accounts.insurer);
  await by.appoint(AGENT.bytes, packedAppointment(appointment(change.terms)));
  const { file, decision, id } = await submitted(all, { evidence: ZERO32, ...change.file });
  const record = await recordOf(all, file, decision);
  const standing = await claims.claimOf(id);
  const proposal = anAgentProposal(id, standing);
  return { ...all, world: all, by, record, proposal, claim: id };
}

type World = Awaited<ReturnType<typeof world>>;

async function proposed(all: World, change: Partial<AgentProposal> = {}) {
  const p = { ...all.proposal, ...change };
  await all.by.propose(packedProposal(p), all.record, 0, await signedProposal(all, p));
  return p;
}

const stateOf = async ({ agentProposals }: World, p: AgentProposal) =>
  proposalStanding(await agentProposals.proposalOf(proposalId(p))).state;

const refused = ({ agentProposals }: World, call: Promise<unknown>, error: string) =>
  expect(call).revertedWithCustomError(agentProposals, error);

describe("AgentProposals (CL-21)", () => {
  it("log proposal, model, version and reasons, then who confirmed it why; no amount moves", async () => {
    const all = await world();
    const { by, proposal, record, agentProposals, accounts, ids, claims, fundLedger, pool } = all;
    const id = proposalId(proposal);
    const before = [await claims.claimOf(all.claim), await fundLedger.poolOf(pool)];
    await expect(
      by.propose(packedProposal(proposal), record, 0, await signedProposal(all, proposal)),
    ).emit(agentProposals, "AgentProposed");
    const [event] = await agentProposals.queryFilter(agentProposals.filters.AgentProposed());
    expect(event!.args.id).equal(id);
    const { model, version, reasons, advice } = event!.args.proposal;
    expect({ model, version, reasons, advice }).deep.equal({
      model: proposal.model,
      version: proposal.version,
      reasons: proposal.reasons,
      advice: 1n,
    });
    expect(await stateOf(all, proposal)).equal("PROPOSED");
    await by.confirm(packedProposal(proposal), WHY);
    const word = await agentProposals.proposalOf(id);
    expect(proposalStanding(word)).include({
      state: "CONFIRMED",
      institution: ids.insurer,
      answeredAt: await latestTime(),
    });
    const [answer] = await agentProposals.queryFilter(agentProposals.filters.AgentAnswered(id));
    expect([...answer!.args]).deep.equal([id, all.claim, word, WHY, accounts.insurer.address]);
    expect([await claims.claimOf(all.claim), await fundLedger.poolOf(pool)]).deep.equal(before);
  });

  it("is answered once, by a human of the insurer with reasons", async () => {
    const all = await world();
    const p = packedProposal(await proposed(all));
    const { by, agentProposals, accounts, participantRegistry, ids, claim } = all;
    await refused(all, by.confirm(p, ZERO32), "AgentDocumentMissing").withArgs(
      proposalId(all.proposal),
    );
    await expect(
      agentProposals.connect(accounts.hospitalA).confirm(p, WHY),
    ).revertedWithCustomError(participantRegistry, "ParticipantKindNotAllowed");
    await by.reject(p, WHY);
    expect(await stateOf(all, all.proposal)).equal("REJECTED");
    for (const again of [
      by.confirm(p, WHY),
      by.reject(p, WHY),
      by.confirmByRule(p, all.record, 0),
    ]) {
      await refused(all, again, "AgentProposalState").withArgs(proposalId(all.proposal), 4);
    }
    const other = { ...all.proposal, version: fixed("other") };
    await refused(all, by.confirm(packedProposal(other), WHY), "AgentProposalState").withArgs(
      proposalId(other),
      0,
    );
    expect(ids.insurer).above(0);
    expect(claim).equal(all.proposal.claim);
  });

  it("is confirmed by the rule within its limit, flags and kinds of advice alone", async () => {
    const all = await world();
    const p = await proposed(all);
    await all.by.confirmByRule(packedProposal(p), all.record, 0);
    expect(await stateOf(all, p)).equal("RULED");
    const billed = 15_000n;
    const noEncounter = 1n << 9n;
    for (const [change, advice, flags] of [
      [{ advice: "DENY" }, 2, noEncounter],
      [{ flags: ["UPCODING"] }, 1, noEncounter | (1n << 19n)],
    ] as const) {
      const other = await proposed(all, change);
      await refused(
        all,
        all.by.confirmByRule(packedProposal(other), all.record, 0),
        "AgentRuleUnmet",
      ).withArgs(proposalId(other), advice, billed, flags);
    }
  });

  it("above the limit only a human confirms", async () => {
    const all = await world({ terms: { limit: 14_999n } });
    const p = await proposed(all);
    await refused(all, all.by.confirmByRule(packedProposal(p), all.record, 0), "AgentRuleUnmet");
    await all.by.confirm(packedProposal(p), WHY);
    expect(await stateOf(all, p)).equal("CONFIRMED");
  });

  it("is refused unsigned, incomplete, late, twice, for another model or another's claim", async () => {
    const all = await world();
    const { by, proposal, record, participantRegistry } = all;
    const propose = async (change: Partial<AgentProposal>, signer = AGENT) => {
      const p = { ...proposal, ...change };
      await by.propose(packedProposal(p), record, 0, await signedProposal(all, p, signer));
    };
    const other = accountSigner(fixed("other key"));
    await refused(all, propose({}, other), "AgentSignatureInvalid");
    await refused(all, propose({ reasons: ZERO32 }), "AgentProposalIncomplete");
    await refused(all, propose({ version: ZERO32 }), "AgentProposalIncomplete");
    await refused(all, propose({ deadline: (await latestTime()) - 1 }), "AgentDeadlinePassed");
    await refused(all, propose({ model: fixed("other model") }), "AgentNotAppointed").withArgs(
      AGENT_AT,
      LATER,
      fixed("model"),
    );
    await refused(all, propose({ standing: 1n }), "AgentClaimChanged").withArgs(
      all.claim,
      proposal.standing,
      1n,
    );
    await refused(all, propose({ agent: other.bytes }, other), "AgentForeign").withArgs(
      getAddress(other.bytes),
      0,
      all.ids.insurer,
    );
    await propose({});
    await refused(all, propose({}), "AgentProposalState").withArgs(proposalId(proposal), 1);
    // Another insurer's agent.
    await participantRegistry.amend(all.ids.carrier, {
      kinds: 1n << 6n,
      jurisdictionScheme: 1,
      jurisdictionCode: 320_400,
      grade: 3,
      accreditedUntil: LATER,
    });
    const foreign = all.agentProposals.connect(all.accounts.carrier);
    await foreign.appoint(other.bytes, packedAppointment(appointment()));
    const theirs = { ...proposal, agent: other.bytes };
    await refused(
      all,
      foreign.propose(packedProposal(theirs), record, 0, await signedProposal(all, theirs, other)),
      "AgentClaimForeign",
    ).withArgs(all.claim, all.ids.insurer, all.ids.carrier);
    await refused(all, foreign.confirm(packedProposal(proposal), WHY), "AgentForeign").withArgs(
      AGENT_AT,
      all.ids.insurer,
      all.ids.carrier,
    );
  });

  it("of a claim that changed since is confirmed no more", async () => {
    const all = await world({
      file: { evidence: fixed("evidence"), lines: [["visit", 2_000_000n]] },
    });
    const p = await proposed(all);
    const { settlementToken, accounts, addresses, fundLedger, claimDesk, pool } = all;
    await settlementToken.issue(accounts.insurer, 1_000_000, fixed("more"));
    await settlementToken.connect(accounts.insurer).approve(addresses.fundLedger, 1_000_000);
    const funds = fundLedger.connect(accounts.insurer);
    await funds.contribute(pool, ZERO32, 1, [], 1_000_000, fixed("more"));
    await claimDesk.connect(accounts.hospitalA).payLater(all.claim, all.record);
    const now = await all.claims.claimOf(all.claim);
    await refused(all, all.by.confirm(packedProposal(p), WHY), "AgentClaimChanged").withArgs(
      all.claim,
      now,
      p.standing,
    );
    await all.by.reject(packedProposal(p), WHY);
  });

  it("agents are appointed by administrators, with keys that can do nothing else", async () => {
    const all = await world();
    const { by, agentProposals, accounts, participantRegistry, ids, outsider } = all;
    const packed = packedAppointment(appointment());
    const [, model] = await agentProposals.agentOf(AGENT.bytes);
    const [word] = await agentProposals.agentOf(AGENT.bytes);
    expect({ ...agentSlot(word), model }).deep.equal({
      institution: ids.insurer,
      ...appointment(),
    });
    await refused(all, by.appoint(accounts.hospitalA, packed), "AgentHasMembership").withArgs(
      accounts.hospitalA,
      ids.hospitalA,
    );
    for (const change of [{ model: ZERO32 }, { until: await latestTime() }, { advices: 1 }]) {
      await refused(
        all,
        by.appoint(outsider, { ...packed, ...change }),
        "AgentTermsInvalid",
      ).withArgs(outsider);
    }
    await participantRegistry.connect(accounts.insurer).setAccount(outsider, ROLE.OPERATOR, 0);
    await refused(
      all,
      agentProposals.connect(outsider).dismiss(AGENT.bytes),
      "AgentNotAdministrator",
    ).withArgs(outsider);
    await by.dismiss(AGENT.bytes);
    await refused(all, proposed(all), "AgentNotAppointed").withArgs(AGENT_AT, 0, ZERO32);
    await refused(all, by.dismiss(outsider), "AgentNotAppointed").withArgs(outsider, 0, ZERO32);
  });
});
