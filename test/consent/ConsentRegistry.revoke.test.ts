import { expect } from "chai";
import { accountSigner, p256Signer } from "../../src/core/signers.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { grantId, revocationHash } from "../../src/core/structs.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt, sendingAs } from "../fixtures/chain.ts";
import {
  controllers,
  deployWithPatient,
  granted,
  grantWord,
  revoked,
  STANDING,
  STATE,
} from "../fixtures/consents.ts";
import { flipped, highP256, highSecp256k1 } from "../fixtures/forgeries.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";
import {
  aGrant as grantOf,
  domainOf,
  enrolled,
  hashed,
  LATER,
  signedGrant,
  signedRevocation,
} from "../fixtures/stories.ts";
import { aRotation, foreignDomains, listedVerifier, rotated } from "../fixtures/subjects.ts";

describe("ConsentRegistry.revoke", () => {
  for (const controller of controllers) {
    it(`ends a grant by the ${controller}'s signature, through an outsider (CA-05)`, async () => {
      const { suite, registry, signer, outsider, aGrant } = await deployWithPatient(controller);
      const grant = aGrant();
      await granted(suite, signer, grant);
      await expect(revoked(suite, signer, grant))
        .to.emit(registry, "ConsentRevoked")
        .withArgs(grantId(grant), grantWord(grant, { state: STATE.REVOKED }), outsider);
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([BigInt(STATE.REVOKED), 0n]);
      expect(await registry.standing(hashed(grant))).to.equal(STANDING.REVOKED);
    });

    it(`ends a grant of the ${controller} that is not on chain yet, for ever (INV-CONSENT-2)`, async () => {
      const { suite, registry, signer, outsider, aGrant } = await deployWithPatient(controller);
      const grant = aGrant();
      await expect(revoked(suite, signer, grant))
        .to.emit(registry, "ConsentRevoked")
        .withArgs(grantId(grant), grantWord(grant, { state: STATE.REVOKED }), outsider);
      await expect(granted(suite, signer, grant))
        .to.be.revertedWithCustomError(registry, "ConsentExists")
        .withArgs(grantId(grant), STATE.REVOKED);
      expect(await registry.standing(hashed(grant))).to.equal(STANDING.REVOKED);
    });
  }

  it("ends a grant by the controller's own account, without a signature or a deadline", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const patient = await sendingAs(signer.bytes);
    for (const [i, born] of [true, false].entries()) {
      const grant = aGrant({ maxUses: i + 1 });
      if (born) await granted(suite, signer, grant);
      await expect(registry.connect(patient).revoke(hashed(grant), 0, signer.bytes, "0x"))
        .to.emit(registry, "ConsentRevoked")
        .withArgs(grantId(grant), grantWord(grant, { state: STATE.REVOKED }), patient);
    }
  });

  it("without a signature, refuses all but the controller's own account", async () => {
    const { suite, registry, subjectRegistry, signer, outsider, patientKeys, aGrant } =
      await deployWithPatient();
    const grant = aGrant();
    await granted(suite, signer, grant);
    for (const [sender, bytes] of [
      [outsider, signer.bytes],
      [outsider, patientKeys.passkey.bytes],
      [outsider, `${outsider.address}00`],
      [outsider, "0x"],
    ] as const) {
      await expect(registry.connect(sender).revoke(hashed(grant), LATER, bytes, "0x"))
        .to.be.revertedWithCustomError(registry, "ConsentSenderNotController")
        .withArgs(grantId(grant), sender);
    }
    await expect(registry.connect(outsider).revoke(hashed(grant), LATER, outsider.address, "0x"))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(grant.subject, outsider.address.toLowerCase());
    expect(await registry.standing(hashed(grant))).to.equal(STANDING.LIVE);
  });

  it("refuses a second revocation in every form (RX-07)", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const grant = aGrant();
    await granted(suite, signer, grant);
    await revoked(suite, signer, grant);
    const patient = await sendingAs(signer.bytes);
    for (const again of [
      () => revoked(suite, signer, grant),
      () => registry.connect(patient).revoke(hashed(grant), 0, signer.bytes, "0x"),
    ]) {
      await expect(again())
        .to.be.revertedWithCustomError(registry, "ConsentAlreadyRevoked")
        .withArgs(grantId(grant));
    }
  });

  for (const controller of controllers) {
    it(`refuses what the ${controller} did not sign so (RX-07, INV-CONSENT-1)`, async () => {
      const { suite, registry, subjectRegistry, signer, aGrant } =
        await deployWithPatient(controller);
      const grant = aGrant();
      await granted(suite, signer, grant);
      const id = grantId(grant);
      const own = domainOf("ConsentRegistry", suite);
      const hash = revocationHash({ grant: id, deadline: LATER });
      const digest = signingDigest(own, hash);
      const good = await signer.sign(digest);
      const bad = [
        flipped(good),
        controller === "account" ? highSecp256k1(good) : highP256(good),
        (await signedGrant(suite, signer, grant)).signature,
        await signedRevocation(suite, signer, aGrant({ maxUses: 3 })),
        await signedRevocation(suite, signer, grant, LATER - 1),
      ];
      for (const foreign of foreignDomains(suite, "ConsentRegistry")) {
        bad.push(await signer.sign(signingDigest(foreign, hash)));
      }
      for (const [i, signature] of bad.entries()) {
        await expect(registry.revoke(hashed(grant), LATER, signer.bytes, signature), `${i}`)
          .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
          .withArgs(signer.bytes, digest);
      }
      await registry.revoke(hashed(grant), LATER, signer.bytes, good);
    });
  }

  it("nobody revokes for another: neither a grant nor its unborn twin", async () => {
    const { suite, registry, subjectRegistry, signer, patientKeys, aGrant } =
      await deployWithPatient();
    const stranger = patientKeys.passkey;
    await enrolled(suite, stranger, { salt: fixed("stranger") });
    const grant = aGrant();
    for (const born of [false, true]) {
      if (born) await granted(suite, signer, grant);
      await expect(revoked(suite, stranger, grant))
        .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
        .withArgs(grant.subject, stranger.bytes);
    }
    const nobodys = { ...grant, subject: fixed("nobody") };
    await expect(revoked(suite, signer, nobodys))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(fixed("nobody"));
    expect(await registry.standing(hashed(grant))).to.equal(STANDING.LIVE);
  });

  it("takes the last second of the deadline, not the one after (RX-07)", async () => {
    const { suite, registry, signer, aGrant } = await deployWithPatient();
    const [first, second] = [aGrant(), aGrant({ maxUses: 2 })];
    const deadline = (await latestTime()) + 100;
    await nextBlockAt(deadline);
    await revoked(suite, signer, first, deadline);
    await nextBlockAt(deadline + 1);
    await expect(revoked(suite, signer, second, deadline))
      .to.be.revertedWithCustomError(registry, "ConsentDeadlinePassed")
      .withArgs(grantId(second), deadline, deadline + 1);
  });

  it("keeps count and epoch of a used grant; ends expired and epoch-ended ones too", async () => {
    const { suite, registry, signer, subject, addresses, outsider, aGrant } =
      await deployWithPatient();
    const end = (await latestTime()) + 1_000;
    const [used, expired] = [aGrant(), aGrant({ notAfter: end })];
    await granted(suite, signer, used);
    await granted(suite, signer, expired);
    await registry.connect(await sendingAs(addresses.accessDesk)).use(hashed(used));
    const next = accountSigner(fixed("next"));
    await rotated(suite, signer, aRotation(subject, next, { endsGrants: true }));
    await nextBlockAt(end + 1);
    for (const [grant, uses] of [
      [used, 1],
      [expired, 0],
    ] as const) {
      await expect(revoked(suite, next, grant))
        .to.emit(registry, "ConsentRevoked")
        .withArgs(grantId(grant), grantWord(grant, { state: STATE.REVOKED, uses }), outsider);
      expect(await registry.stateOf(grantId(grant))).to.deep.equal([
        BigInt(STATE.REVOKED),
        BigInt(uses),
      ]);
    }
  });

  it("is the new controller's after a rotation, not the old one's (ID-10)", async () => {
    const { suite, subjectRegistry, signer, subject, aGrant } = await deployWithPatient();
    const grant = aGrant();
    await granted(suite, signer, grant);
    const next = accountSigner(fixed("next"));
    await rotated(suite, signer, aRotation(subject, next));
    await expect(revoked(suite, signer, grant))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(subject, signer.bytes);
    await revoked(suite, next, grant);
  });

  it("no institution's standing and no pause holds a revocation back", async () => {
    const { suite, participantRegistry, registry, signer, accounts, aGrant } =
      await deployWithPatient();
    const grant = aGrant();
    await granted(suite, signer, grant);
    await participantRegistry.pause(DOMAIN.CONSENT, 2 ** 32 - 1);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await registry
      .connect(accounts.hospitalA)
      .revoke(hashed(grant), LATER, signer.bytes, await signedRevocation(suite, signer, grant));
    expect(await registry.standing(hashed(grant))).to.equal(STANDING.REVOKED);
  });

  it("a dropped verifier's signers cannot revoke until it is listed again", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry } = suite;
    const verifier = await listedVerifier(suite);
    const signer = p256Signer(fixed("a key behind it"), verifier);
    const grant = grantOf(await enrolled(suite, signer));
    await granted(suite, signer, grant);
    await subjectRegistry.listVerifier(verifier, false);
    await expect(revoked(suite, signer, grant))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectVerifierNotListed")
      .withArgs(verifier);
    await subjectRegistry.listVerifier(verifier, true);
    await revoked(suite, signer, grant);
  });
});
