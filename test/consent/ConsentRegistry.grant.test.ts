import { expect } from "chai";
import { accountSigner, p256Signer } from "../../src/core/signers.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { grantId } from "../../src/core/structs.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import {
  controllers,
  deployWithPatient,
  granted,
  grantWord,
  revoked,
  STANDING,
  STATE,
} from "../fixtures/consents.ts";
import { flipped, highP256, highSecp256k1, recoveryZeroBased } from "../fixtures/forgeries.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";
import {
  aGrant as grantOf,
  domainOf,
  enrolled,
  hashed,
  LATER,
  signedGrant,
} from "../fixtures/stories.ts";
import { aRotation, foreignDomains, listedVerifier, rotated } from "../fixtures/subjects.ts";

describe("ConsentRegistry.grant", () => {
  for (const controller of controllers) {
    it(`carries a patient's consent, signed by her ${controller} (CA-02, INV-CONSENT-1)`, async () => {
      const { suite, registry, signer, subject, accounts, aGrant } =
        await deployWithPatient(controller);
      const grant = aGrant();
      const signed = await signedGrant(suite, signer, grant);
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([0n, 0n]);
      expect(await registry.grant.staticCall(signed)).to.equal(grantId(grant));
      await expect(registry.grant(signed))
        .to.emit(registry, "ConsentGranted")
        .withArgs(grantId(grant), subject, grantWord(grant), accounts.hospitalA);
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([BigInt(STATE.ACTIVE), 0n]);
      expect(await registry.standing(hashed(grant))).to.equal(STANDING.LIVE);
    });
  }

  it("refuses the same grant twice, in any form of its signature, and after its end (RX-07)", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const grant = aGrant();
    const signed = await signedGrant(suite, signer, grant);
    const refused = async (state: number) => {
      for (const signature of [signed.signature, highSecp256k1(signed.signature), "0x"]) {
        await expect(registry.grant({ ...signed, signature }))
          .to.be.revertedWithCustomError(registry, "ConsentExists")
          .withArgs(grantId(grant), state);
      }
    };
    await registry.grant(signed);
    await refused(STATE.ACTIVE);
    await revoked(suite, signer, grant);
    await refused(STATE.REVOKED);
  });

  for (const controller of controllers) {
    it(`refuses what the ${controller} did not sign so: forged, malleated, foreign (RX-07, INV-CONSENT-1)`, async () => {
      const { suite, registry, subjectRegistry, signer, addresses, aGrant } =
        await deployWithPatient(controller);
      const grant = aGrant();
      const good = await signedGrant(suite, signer, grant);
      const digest = signingDigest(domainOf("ConsentRegistry", suite), grantId(grant));
      const thief =
        controller === "account"
          ? accountSigner(fixed("thief"))
          : p256Signer(fixed("thief"), addresses.subjectRegistry);
      const bad = [
        "0x",
        flipped(good.signature),
        flipped(good.signature, 33),
        await thief.sign(digest),
        await signer.sign(grantId(grant)),
        ...(controller === "account"
          ? [highSecp256k1(good.signature), recoveryZeroBased(good.signature)]
          : [highP256(good.signature)]),
      ];
      for (const foreign of foreignDomains(suite, "ConsentRegistry")) {
        bad.push(await signer.sign(signingDigest(foreign, grantId(grant))));
      }
      for (const [i, signature] of bad.entries()) {
        await expect(registry.grant({ ...good, signature }), `${i}`)
          .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
          .withArgs(signer.bytes, digest);
      }
      const stolen = { ...good, signer: thief.bytes, signature: await thief.sign(digest) };
      await expect(registry.grant(stolen))
        .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
        .withArgs(grant.subject, thief.bytes);
      await registry.grant(good);
    });
  }

  it("refuses a change of any signed field", async () => {
    const { suite, registry, subjectRegistry, signer, aGrant } = await deployWithPatient();
    const good = await signedGrant(suite, signer, aGrant());
    for (const change of [
      { terms: fixed("other terms") },
      { notAfter: LATER + 1 },
      { maxUses: 11 },
      { deadline: LATER + 1 },
    ]) {
      await expect(
        registry.grant({ ...good, grant: { ...good.grant, ...change } }),
        Object.keys(change).join(),
      ).to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid");
    }
    await expect(registry.grant({ ...good, grant: { ...good.grant, subject: fixed("nobody") } }))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(fixed("nobody"));
  });

  it("takes the last second of deadline and of validity, not the one after (CA-03, RX-07)", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const end = (await latestTime()) + 100;
    const grants = {
      deadline: [aGrant({ deadline: end }), aGrant({ deadline: end, maxUses: 2 })],
      notAfter: [aGrant({ notAfter: end + 10 }), aGrant({ notAfter: end + 10, maxUses: 2 })],
    };
    await nextBlockAt(end);
    await granted(suite, signer, grants.deadline[0]!);
    await nextBlockAt(end + 1);
    await expect(granted(suite, signer, grants.deadline[1]!))
      .to.be.revertedWithCustomError(registry, "ConsentDeadlinePassed")
      .withArgs(grantId(grants.deadline[1]!), end, end + 1);
    await nextBlockAt(end + 10);
    await granted(suite, signer, grants.notAfter[0]!);
    await nextBlockAt(end + 11);
    await expect(granted(suite, signer, grants.notAfter[1]!))
      .to.be.revertedWithCustomError(registry, "ConsentExpired")
      .withArgs(grantId(grants.notAfter[1]!), end + 10, end + 11);
  });

  it("refuses a grant without uses", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const grant = aGrant({ maxUses: 0 });
    await expect(granted(suite, signer, grant))
      .to.be.revertedWithCustomError(registry, "ConsentWithoutUses")
      .withArgs(grantId(grant));
  });

  it("holds the largest numbers that fit", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const grant = aGrant({ notAfter: 2 ** 40 - 1, maxUses: 2 ** 32 - 1, deadline: 2 ** 40 - 1 });
    await expect(granted(suite, signer, grant))
      .to.emit(registry, "ConsentGranted")
      .withArgs(grantId(grant), grant.subject, grantWord(grant), suite.accounts.hospitalA);
    expect(await registry.standing(hashed(grant))).to.equal(STANDING.LIVE);
  });

  it("refuses the key that was rotated away, takes the new one in its epoch (ID-10)", async () => {
    const { suite, registry, subjectRegistry, signer, subject, aGrant } = await deployWithPatient();
    const next = accountSigner(fixed("next"));
    const stale = await signedGrant(suite, signer, aGrant());
    await rotated(suite, signer, aRotation(subject, next, { endsGrants: true }));
    await expect(registry.grant(stale))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(subject, signer.bytes);
    await expect(granted(suite, next, aGrant()))
      .to.emit(registry, "ConsentGranted")
      .withArgs(
        grantId(aGrant()),
        subject,
        grantWord(aGrant(), { epoch: 2 }),
        suite.accounts.hospitalA,
      );
  });

  it("refuses signers behind a verifier that was dropped", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry } = suite;
    const verifier = await listedVerifier(suite);
    const signer = p256Signer(fixed("a key behind it"), verifier);
    const grant = grantOf(await enrolled(suite, signer));
    await subjectRegistry.listVerifier(verifier, false);
    await expect(granted(suite, signer, grant))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectVerifierNotListed")
      .withArgs(verifier);
  });

  it("is carried by any ACTIVE member, by nobody else, not while paused (ID-01, ID-02)", async () => {
    const suiteWith = await deployWithPatient();
    const { suite, registry, participantRegistry, signer, accounts, outsider, aGrant } = suiteWith;
    for (const [i, member] of Object.values(accounts).entries()) {
      await registry
        .connect(member)
        .grant(await signedGrant(suite, signer, aGrant({ maxUses: i + 1 })));
    }
    const signed = await signedGrant(suite, signer, aGrant({ maxUses: 99 }));
    await expect(registry.connect(outsider).grant(signed))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      await participantRegistry.setStatus(1, status);
      await expect(registry.grant(signed))
        .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
        .withArgs(1, status);
    }
    await participantRegistry.pause(DOMAIN.CONSENT, 2 ** 32 - 1);
    await expect(registry.connect(accounts.hospitalB).grant(signed)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantDomainPaused",
    );
  });
});
