import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { packedRow, rowsHash } from "../../src/core/rules.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { aProfile } from "../fixtures/participants.ts";
import { AREA, aRow, asMember, CHANGZHOU, DOCUMENT, type Suite } from "../fixtures/tariffs.ts";

const EFFECT = { claims: 1_150, changed: 37, paidBefore: 9_000n, paidAfter: 8_100n, run: DOCUMENT };
const [PROPOSED, TRIED, PUBLISHED] = [1n, 2n, 3n];

const rows = [packedRow(aRow())];
const id = rowsHash(CHANGZHOU, rows);

const refused = ({ catalogue }: Suite, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(catalogue, error)
    .withArgs(...args);

async function proposed() {
  const suite = await deployCareLedger();
  await asMember(suite).propose(AREA, rows, DOCUMENT);
  return suite;
}

const stateOf = async ({ catalogue }: Suite, of: Hex = id) =>
  (await catalogue.proposalOf(of)).state;

describe("Catalogue.propose and recordEffect (ID-19)", () => {
  it("a proposed rule changes nothing; its shadow run's effect stands with it (ID-19)", async () => {
    const suite = await proposed();
    const { catalogue, accounts, ids } = suite;
    expect(await catalogue.rulesOf(AREA, [rows[0]!.code], [1])).to.deep.equal([0n]);
    const found = await catalogue.proposalOf(id);
    expect(found.state).to.equal(PROPOSED);
    expect(found.proposer).to.equal(BigInt(ids.insurer));
    expect(found.jurisdiction).to.equal(BigInt(AREA));
    expect(found.since).to.equal(BigInt(await latestTime()));
    const sent = asMember(suite, "regulator").recordEffect(id, EFFECT);
    await expect(sent)
      .to.emit(catalogue, "ProposalTried")
      .withArgs(id, Object.values(EFFECT), ids.regulator, accounts.regulator);
    const tried = await catalogue.proposalOf(id);
    expect(tried.state).to.equal(TRIED);
    expect(tried.effect).to.deep.equal([1_150n, 37n, 9_000n, 8_100n, DOCUMENT]);
    await asMember(suite).recordEffect(id, { ...EFFECT, changed: 0 });
    expect((await catalogue.proposalOf(id)).effect.changed).to.equal(0n);
  });

  it("published just as it is, the proposal is named and closed (ID-19)", async () => {
    const suite = await proposed();
    const { catalogue } = suite;
    await asMember(suite).recordEffect(id, EFFECT);
    await asMember(suite).publish(AREA, rows, DOCUMENT);
    const [event] = await catalogue.queryFilter(catalogue.filters.RulesPublished(), "latest");
    expect(event!.args.proposal).to.equal(id);
    expect(await stateOf(suite)).to.equal(PUBLISHED);
    const later = asMember(suite).recordEffect(id, EFFECT);
    await refused(suite, later, "ProposalStateWrong", id, PUBLISHED);
  });

  it("other rows than the proposed ones name no proposal", async () => {
    const suite = await proposed();
    const { catalogue } = suite;
    await asMember(suite).publish(AREA, [packedRow(aRow({ ceiling: 1n }))], DOCUMENT);
    const [event] = await catalogue.queryFilter(catalogue.filters.RulesPublished(), "latest");
    expect(event!.args.proposal).to.equal(ZERO32);
    expect(await stateOf(suite)).to.equal(PROPOSED);
  });

  it("the same is proposed once; rows must be ones that could be published", async () => {
    const suite = await proposed();
    const again = asMember(suite, "regulator").propose(AREA, rows, DOCUMENT);
    await refused(suite, again, "ProposalExists", id);
    const none = asMember(suite).propose(AREA, [], DOCUMENT);
    await refused(suite, none, "CatalogueEmpty", 0, DOCUMENT);
    const wrong = { ...rows[0]!, version: 0 };
    const invalid = asMember(suite).propose(AREA, [wrong], DOCUMENT);
    await refused(suite, invalid, "CatalogueRuleInvalid", wrong.code, 0, wrong.rule);
    const elsewhere = asMember(suite).propose(AREA + 1, rows, DOCUMENT);
    await refused(suite, elsewhere, "CatalogueJurisdictionOther", AREA + 1, AREA);
  });

  it("an effect is of claims, of a named run, and of a proposal that waits", async () => {
    const suite = await proposed();
    const record = (change: object, of: Hex = id) =>
      asMember(suite).recordEffect(of, { ...EFFECT, ...change });
    await refused(suite, record({ claims: 0, changed: 0 }), "ProposalEffectInvalid", id, 0, 0);
    await refused(suite, record({ changed: 1_151 }), "ProposalEffectInvalid", id, 1_150, 1_151);
    await refused(suite, record({ run: ZERO32 }), "ProposalEffectInvalid", id, 1_150, 37);
    const unknown = fixed("no proposal");
    await refused(suite, record({}, unknown), "ProposalStateWrong", unknown, 0);
  });

  it("it is the proposer's or a regulator's of its jurisdiction to tell the effect", async () => {
    const suite = await proposed();
    const { participantRegistry: registry, ids } = suite;
    const hospital = asMember(suite, "hospitalA").recordEffect(id, EFFECT);
    await refused(suite, hospital, "ProposalNotTesters", id, ids.insurer, ids.hospitalA);
    await registry.amend(ids.regulator, aProfile({ kinds: 1n << 9n, jurisdictionCode: 310_000 }));
    const foreign = asMember(suite, "regulator").recordEffect(id, EFFECT);
    await refused(suite, foreign, "ProposalNotTesters", id, ids.insurer, ids.regulator);
  });
});
