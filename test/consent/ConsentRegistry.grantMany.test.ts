import { expect } from "chai";
import { grantId } from "../../src/core/structs.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { deployWithPatient, grantWord, STATE } from "../fixtures/consents.ts";
import { enrolled, signedGrant } from "../fixtures/stories.ts";

async function setUp() {
  const all = await deployWithPatient();
  const other = await enrolled(all.suite, all.patientKeys.passkey, { salt: fixed("other") });
  const grants = [all.aGrant(), { ...all.aGrant(), subject: other }, all.aGrant({ maxUses: 3 })];
  const signers = [all.signer, all.patientKeys.passkey, all.signer];
  const signed = await Promise.all(
    grants.map((grant, i) => signedGrant(all.suite, signers[i]!, grant)),
  );
  return { ...all, grants, signed };
}

describe("ConsentRegistry.grantMany", () => {
  it("carries grants of several patients, in order (CA-02)", async () => {
    const { registry, grants, signed, accounts } = await setUp();
    expect([...(await registry.grantMany.staticCall(signed))]).to.deep.equal(grants.map(grantId));
    const sent = await registry.grantMany(signed);
    for (const grant of grants) {
      await expect(sent)
        .to.emit(registry, "ConsentGranted")
        .withArgs(grantId(grant), grant.subject, grantWord(grant), accounts.hospitalA);
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([BigInt(STATE.ACTIVE), 0n]);
    }
  });

  it("carries all or none", async () => {
    const { registry, subjectRegistry, grants, signed } = await setUp();
    const [first, second, third] = signed;
    await expect(
      registry.grantMany([first!, { ...second!, signature: "0x" }, third!]),
    ).to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid");
    await expect(registry.grantMany([first!, second!, first!]))
      .to.be.revertedWithCustomError(registry, "ConsentExists")
      .withArgs(grantId(grants[0]!), STATE.ACTIVE);
    for (const grant of grants) {
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([0n, 0n]);
    }
  });

  it("is for members, with an empty list too (ID-01)", async () => {
    const { registry, participantRegistry, signed, outsider } = await setUp();
    for (const list of [signed, []]) {
      await expect(registry.connect(outsider).grantMany(list))
        .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown")
        .withArgs(outsider);
    }
  });
});
