import { expect } from "chai";
import { agreementId } from "../../src/core/agreement.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { anAgreement, party, slotOf, refusedOf } from "../fixtures/tariffs.ts";

describe("Agreements.draft (ID-12, ID-13)", () => {
  it("a party drafts it; it names text, law, route of disputes, days and services (ID-13)", async () => {
    const suite = await deployCareLedger();
    const terms = await anAgreement();
    const id = agreementId(terms);
    const sent = party(suite, "hospitalA").draft(terms);
    const { agreements, ids, accounts } = suite;
    const word = async () => await agreements.agreementOf(id);
    await expect(sent).to.emit(agreements, "AgreementDrafted");
    const [event] = await agreements.queryFilter(agreements.filters.AgreementDrafted(), "latest");
    expect([...event!.args]).to.deep.equal([
      id,
      BigInt(ids.insurer),
      BigInt(ids.hospitalA),
      Object.values(terms).map((value) => (typeof value === "number" ? BigInt(value) : value)),
      await word(),
      accounts.hospitalA.address,
    ]);
    expect(await slotOf({ suite, id })).to.deep.equal({
      state: "DRAFT",
      from: terms.from,
      until: terms.until,
      services: [1, 2, 3],
      factor: 10_500,
      frozenUntil: 0,
      changes: 0,
      signedBy: [],
    });
    await refusedOf(suite, party(suite, "insurer").draft(terms), "AgreementExists", id);
  });

  it("it is drafted whole, by one of two institutions", async () => {
    const suite = await deployCareLedger();
    const good = await anAgreement();
    const { from, until } = good;
    for (const change of [
      { text: ZERO32 },
      { law: ZERO32 },
      { disputes: ZERO32 },
      { services: 0n },
    ]) {
      const call = party(suite, "insurer").draft({ ...good, ...change });
      await refusedOf(suite, call, "AgreementInvalid", 3, 1, from, until);
    }
    const days = party(suite, "insurer").draft({ ...good, until: from });
    await refusedOf(suite, days, "AgreementInvalid", 3, 1, from, from);
    const dayless = party(suite, "insurer").draft({ ...good, from: 0 });
    await refusedOf(suite, dayless, "AgreementInvalid", 3, 1, 0, until);
    const own = party(suite, "insurer").draft({ ...good, institution: 3 });
    await refusedOf(suite, own, "AgreementInvalid", 3, 3, from, until);
    const past = { ...good, deadline: await latestTime() };
    const late = party(suite, "insurer").draft(past);
    const at = past.deadline + 1;
    await refusedOf(suite, late, "AgreementDeadlinePassed", agreementId(past), past.deadline, at);
    const other = party(suite, "hospitalB").draft(good);
    await refusedOf(suite, other, "AgreementNotParty", agreementId(good), suite.ids.hospitalB);
    await expect(party(suite, "insurer").draft({ ...good, institution: 99 }))
      .to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantUnknown")
      .withArgs(99);
  });
});
