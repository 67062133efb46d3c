import { expect } from "chai";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { flipped } from "../fixtures/forgeries.ts";
import { enrolled } from "../fixtures/stories.ts";

const digest = fixed("a digest");

describe("SubjectRegistry.requireSigned, requireSigner, epochOf", () => {
  for (const controller of ["account", "passkey"] as const) {
    it(`answers the epoch to the controller's signature: ${controller} (ID-09)`, async () => {
      const suite = await deployCareLedger();
      const { subjectRegistry: registry, patientKeys } = suite;
      const signer = patientKeys[controller];
      const subject = await enrolled(suite, signer);
      const signature = await signer.sign(digest);
      expect(await registry.requireSigned(subject, digest, signer.bytes, signature)).to.equal(1);
      for (const [signed, bad] of [
        [digest, flipped(signature)],
        [fixed("other"), signature],
        [digest, "0x"],
      ] as const) {
        await expect(registry.requireSigned(subject, signed, signer.bytes, bad))
          .to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid")
          .withArgs(signer.bytes, signed);
      }
    });
  }

  it("a signer of one subject is none of another's", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry: registry, patientKeys } = suite;
    const { account, passkey } = patientKeys;
    const subject = await enrolled(suite, passkey);
    const signature = await account.sign(digest);
    for (const asked of [
      () => registry.requireSigner(subject, account.bytes),
      () => registry.requireSigned(subject, digest, account.bytes, signature),
    ]) {
      await expect(asked())
        .to.be.revertedWithCustomError(registry, "SubjectSignerMismatch")
        .withArgs(subject, account.bytes);
    }
  });

  it("knows no subject that was not enrolled", async () => {
    const { subjectRegistry: registry, patientKeys } = await deployCareLedger();
    const nobody = fixed("nobody");
    const { bytes } = patientKeys.account;
    for (const asked of [
      () => registry.epochOf(nobody),
      () => registry.requireSigner(nobody, bytes),
      () => registry.requireSigned(nobody, digest, bytes, "0x"),
    ]) {
      await expect(asked())
        .to.be.revertedWithCustomError(registry, "SubjectUnknown")
        .withArgs(nobody);
    }
    expect(await registry.encryptionKeyOf(nobody)).to.equal(`0x${"00".repeat(32)}`);
  });
});
