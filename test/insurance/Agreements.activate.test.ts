import { expect } from "chai";
import { agreementId } from "../../src/core/agreement.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { deployCareLedger } from "../fixtures/careLedger.ts";
import { aProfile, STATUS } from "../fixtures/participants.ts";
import { anAgreement, DOCUMENT, party, signedBy, slotOf, refusedOf } from "../fixtures/tariffs.ts";

const [DRAFT, ACTIVE] = [1, 3];

async function drafted() {
  const suite = await deployCareLedger();
  const terms = await anAgreement();
  await party(suite, "hospitalA").draft(terms);
  return { suite, terms, id: agreementId(terms) };
}

async function signed() {
  const all = await drafted();
  await signedBy(all.suite, "insurer", all.terms);
  await signedBy(all.suite, "hospitalA", all.terms);
  return all;
}

describe("Agreements.activate (ID-11, ID-12, ID-13)", () => {
  it("only what both signed comes into force (ID-12, ID-13)", async () => {
    const { suite, terms, id } = await drafted();
    const activate = () => party(suite, "insurer").activate(terms, DOCUMENT);
    await refusedOf(suite, activate(), "AgreementStateWrong", id, DRAFT);
    await signedBy(suite, "insurer", terms);
    await refusedOf(suite, activate(), "AgreementStateWrong", id, DRAFT);
    await signedBy(suite, "hospitalA", terms);
    await activate();
    expect(await slotOf({ suite, id })).to.include({ state: "ACTIVE" });
    expect(await suite.agreements.currentOf(3, 1)).to.equal(id);
    await refusedOf(suite, activate(), "AgreementStateWrong", id, ACTIVE);
  });

  it("the insurer does it, with evidence of a qualified, active institution (ID-11)", async () => {
    const { suite, terms, id } = await signed();
    const { participantRegistry: registry, ids } = suite;
    const activate = () => party(suite, "insurer").activate(terms, DOCUMENT);
    const bare = party(suite, "insurer").activate(terms, ZERO32);
    await refusedOf(suite, bare, "AgreementEvidenceMissing", id);
    await expect(party(suite, "hospitalA").activate(terms, DOCUMENT))
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(ids.hospitalA, 1, (1 << 5) | (1 << 6));
    await registry.amend(ids.hospitalB, aProfile({ kinds: 1n << 6n }));
    const other = party(suite, "hospitalB").activate(terms, DOCUMENT);
    await refusedOf(suite, other, "AgreementNotParty", id, ids.hospitalB);
    await registry.setStatus(ids.hospitalA, STATUS.SUSPENDED);
    await refusedOf(suite, activate(), "AgreementInstitutionUnqualified", id, 1);
    await registry.setStatus(ids.hospitalA, STATUS.ACTIVE);
    await registry.amend(ids.hospitalA, aProfile({ kinds: 1n << 4n }));
    await refusedOf(suite, activate(), "AgreementInstitutionUnqualified", id, 1);
    await registry.amend(ids.hospitalA, aProfile());
    await activate();
  });

  it("on a day one agreement of two parties holds (ID-12)", async () => {
    const { suite, terms, id } = await signed();
    await party(suite, "insurer").activate(terms, DOCUMENT);
    const follow = async (from: number) => {
      const next = { ...terms, from, until: from + 365 };
      await party(suite, "insurer").draft(next);
      await signedBy(suite, "insurer", next);
      await signedBy(suite, "hospitalA", next);
      return { next, sent: party(suite, "insurer").activate(next, DOCUMENT) };
    };
    const early = await follow(terms.until - 1);
    await refusedOf(
      suite,
      early.sent,
      "AgreementOverlaps",
      agreementId(early.next),
      id,
      terms.until,
    );
    const { next, sent } = await follow(terms.until);
    await sent;
    expect(await suite.agreements.currentOf(3, 1)).to.equal(agreementId(next));
  });
});
