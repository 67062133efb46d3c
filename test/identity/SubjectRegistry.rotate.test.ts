import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { accountSigner, p256Signer } from "../../src/core/signers.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { flipped, highP256, highSecp256k1 } from "../fixtures/forgeries.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";
import { domainOf, enrolled } from "../fixtures/stories.ts";
import {
  aRotation,
  foreignDomains,
  rotated,
  rotationDigest,
  subjectWord,
} from "../fixtures/subjects.ts";

const next = accountSigner(fixed("next"));

async function setUp(controller: "account" | "passkey" = "account") {
  const suite = await deployCareLedger();
  const current = suite.patientKeys[controller];
  const subject = await enrolled(suite, current);
  const registry = suite.subjectRegistry.connect(suite.outsider);
  return { ...suite, registry, current, subject, suite };
}

describe("SubjectRegistry.rotate", () => {
  for (const controller of ["account", "passkey"] as const) {
    for (const endsGrants of [false, true]) {
      it(`${controller}: hands over, through an outsider; ends grants: ${endsGrants} (ID-10)`, async () => {
        const { suite, registry, current, subject, outsider } = await setUp(controller);
        const rotation = aRotation(subject, next, { endsGrants });
        const epoch = endsGrants ? 2 : 1;
        await expect(rotated(suite, current, rotation))
          .to.emit(registry, "SubjectRotated")
          .withArgs(
            subject,
            subjectWord(subject, next.bytes, epoch),
            rotation.encryptionKey,
            outsider,
          );
        expect(await registry.epochOf(subject)).to.equal(epoch);
        expect(await registry.encryptionKeyOf(subject)).to.equal(rotation.encryptionKey);
        expect(await registry.requireSigner(subject, next.bytes)).to.equal(epoch);
        await expect(registry.requireSigner(subject, current.bytes))
          .to.be.revertedWithCustomError(registry, "SubjectSignerMismatch")
          .withArgs(subject, current.bytes);
      });
    }
  }

  it("changes the encryption key alone, or ends grants alone", async () => {
    const { suite, registry, current, subject } = await setUp();
    await rotated(suite, current, aRotation(subject, current));
    expect(await registry.encryptionKeyOf(subject)).to.equal(fixed("new encryption key"));
    await rotated(
      suite,
      current,
      aRotation(subject, current, { endsGrants: true, nonce: fixed("second") }),
    );
    expect(await registry.epochOf(subject)).to.equal(2);
    expect(await registry.requireSigner(subject, current.bytes)).to.equal(2);
  });

  it("refuses what changes nothing and ends nothing", async () => {
    const { suite, registry, current, subject } = await setUp();
    const rotation = aRotation(subject, current, { encryptionKey: fixed("encryption key") });
    await expect(rotated(suite, current, rotation))
      .to.be.revertedWithCustomError(registry, "SubjectRotationEmpty")
      .withArgs(subject);
  });

  it("is refused to the former key, and a used rotation for ever (RX-07, INV-IDENTITY-3)", async () => {
    const { suite, registry, current, subject } = await setUp();
    const there = aRotation(subject, next);
    await rotated(suite, current, there);
    await expect(rotated(suite, current, there))
      .to.be.revertedWithCustomError(registry, "SubjectSignerMismatch")
      .withArgs(subject, current.bytes);
    await rotated(suite, next, aRotation(subject, current, { nonce: fixed("back") }));
    await expect(rotated(suite, current, there))
      .to.be.revertedWithCustomError(registry, "SubjectRotationSpent")
      .withArgs(rotationDigest(domainOf("SubjectRegistry", suite), there));
    await rotated(suite, current, { ...there, nonce: fixed("again") });
    expect(await registry.epochOf(subject)).to.equal(1);
  });

  for (const controller of ["account", "passkey"] as const) {
    it(`refuses what the ${controller} did not sign so (RX-07, INV-IDENTITY-3)`, async () => {
      const { suite, registry, current, subject, addresses } = await setUp(controller);
      const rotation = aRotation(subject, next);
      const digest = rotationDigest(domainOf("SubjectRegistry", suite), rotation);
      const good = await current.sign(digest);
      const thief =
        controller === "account" ? next : p256Signer(fixed("thief"), addresses.subjectRegistry);
      const bad = [
        "0x",
        flipped(good),
        controller === "account" ? highSecp256k1(good) : highP256(good),
        await thief.sign(digest),
      ];
      for (const foreign of foreignDomains(suite, "SubjectRegistry")) {
        bad.push(await current.sign(rotationDigest(foreign, rotation)));
      }
      for (const signature of bad) {
        await expect(registry.rotate(rotation, current.bytes, signature))
          .to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid")
          .withArgs(current.bytes, digest);
      }
      await expect(registry.rotate(rotation, thief.bytes, await thief.sign(digest)))
        .to.be.revertedWithCustomError(registry, "SubjectSignerMismatch")
        .withArgs(subject, thief.bytes);
      await registry.rotate(rotation, current.bytes, good);
    });
  }

  it("takes the last second of the deadline, not the one after (RX-07)", async () => {
    const { suite, registry, current, subject } = await setUp();
    const deadline = (await latestTime()) + 100;
    await nextBlockAt(deadline);
    await rotated(suite, current, aRotation(subject, current, { deadline }));
    await nextBlockAt(deadline + 1);
    await expect(rotated(suite, current, aRotation(subject, next, { deadline })))
      .to.be.revertedWithCustomError(registry, "SubjectDeadlinePassed")
      .withArgs(deadline, deadline + 1);
  });

  it("refuses a new signer that nobody could use, and an empty encryption key", async () => {
    const { suite, registry, current, subject, addresses } = await setUp();
    const to = (bytes: `0x${string}`) => aRotation(subject, { ...next, bytes });
    await expect(rotated(suite, current, to("0x1234")))
      .to.be.revertedWithCustomError(registry, "SubjectSignerMalformed")
      .withArgs("0x1234");
    for (const [bytes, verifier] of [
      [`0x${"00".repeat(20)}`, `0x${"00".repeat(20)}`],
      [`${addresses.receipts}${"22".repeat(64)}`, addresses.receipts],
    ] as const) {
      await expect(rotated(suite, current, to(bytes)))
        .to.be.revertedWithCustomError(registry, "SubjectVerifierNotListed")
        .withArgs(verifier);
    }
    await expect(rotated(suite, current, aRotation(subject, next, { encryptionKey: ZERO32 })))
      .to.be.revertedWithCustomError(registry, "SubjectEnrolmentIncomplete")
      .withArgs(0, 0, ZERO32);
  });

  it("knows no subject that was not enrolled", async () => {
    const { suite, registry, current } = await setUp();
    await expect(rotated(suite, current, aRotation(fixed("nobody"), next)))
      .to.be.revertedWithCustomError(registry, "SubjectUnknown")
      .withArgs(fixed("nobody"));
  });

  it("no pause and no standing of an institution holds a rotation back", async () => {
    const { suite, participantRegistry, current, subject, registry } = await setUp();
    await participantRegistry.pause(DOMAIN.IDENTITY, 4_000_000_000);
    await participantRegistry.setStatus(1, STATUS.SUSPENDED);
    await rotated(suite, current, aRotation(subject, next));
    expect(await registry.requireSigner(subject, next.bytes)).to.equal(1);
  });
});
