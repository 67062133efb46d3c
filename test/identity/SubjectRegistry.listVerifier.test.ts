import { expect } from "chai";
import { keccak256 } from "ethers";
import { accountSigner, p256Signer } from "../../src/core/signers.ts";
import { deployCareLedger, ethers, fixed } from "../fixtures/careLedger.ts";
import { emptyAddress } from "../fixtures/chain.ts";
import { enrolled } from "../fixtures/stories.ts";
import { aRotation, listedVerifier, rotated } from "../fixtures/subjects.ts";

describe("SubjectRegistry.listVerifier", () => {
  it("lists and drops a verifier", async () => {
    const { subjectRegistry: registry, addresses } = await deployCareLedger();
    const verifier = addresses.receipts;
    const hash = keccak256(await ethers.provider.getCode(verifier));
    expect(await registry.isVerifierListed(verifier)).to.equal(false);
    for (const listed of [true, false]) {
      await expect(registry.listVerifier(verifier, listed))
        .to.emit(registry, "VerifierListed")
        .withArgs(verifier, hash, listed);
      expect(await registry.isVerifierListed(verifier)).to.equal(listed);
    }
  });

  it("refuses what changes nothing, and an address without code", async () => {
    const { subjectRegistry: registry, addresses } = await deployCareLedger();
    for (const [verifier, listed] of [
      [addresses.receipts, false],
      [emptyAddress(1), true],
      [emptyAddress(1), false],
    ] as const) {
      await expect(registry.listVerifier(verifier, listed))
        .to.be.revertedWithCustomError(registry, "SubjectVerifierUnchanged")
        .withArgs(verifier, listed);
    }
  });

  it("a verifier that answers nothing of the sort, or reverts, says no", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry: registry, addresses } = suite;
    await registry.listVerifier(addresses.receipts, true);
    const signer = {
      bytes: `${addresses.receipts}${"33".repeat(64)}` as const,
      sign: async () => `0x${"44".repeat(64)}` as const,
    };
    await expect(enrolled(suite, signer)).to.be.revertedWithCustomError(
      registry,
      "SubjectSignatureInvalid",
    );
  });

  it("the registry itself always takes P-256 keys: nobody lists or drops it (ID-09)", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry: registry, addresses, patientKeys } = suite;
    expect(await registry.isVerifierListed(addresses.subjectRegistry)).to.equal(true);
    for (const listed of [true, false]) {
      await expect(registry.listVerifier(addresses.subjectRegistry, listed))
        .to.be.revertedWithCustomError(registry, "SubjectVerifierUnchanged")
        .withArgs(addresses.subjectRegistry, listed);
    }
    await enrolled(suite, patientKeys.passkey);
  });

  it("a verifier dropped later: its signers sign nothing more, the others go on", async () => {
    const suite = await deployCareLedger();
    const { subjectRegistry: registry, patientKeys } = suite;
    const verifier = await listedVerifier(suite);
    const signer = p256Signer(fixed("a key behind it"), verifier);
    const behind = await enrolled(suite, signer);
    const account = await enrolled(suite, patientKeys.account);
    await registry.listVerifier(verifier, false);
    const next = accountSigner(fixed("next"));
    await expect(rotated(suite, signer, aRotation(behind, next)))
      .to.be.revertedWithCustomError(registry, "SubjectVerifierNotListed")
      .withArgs(verifier);
    await expect(
      rotated(suite, patientKeys.account, aRotation(account, signer)),
    ).to.be.revertedWithCustomError(registry, "SubjectVerifierNotListed");
    await rotated(suite, patientKeys.account, aRotation(account, next));
    await registry.listVerifier(verifier, true);
    await rotated(suite, signer, aRotation(behind, next));
    expect(await registry.requireSigner(behind, next.bytes)).to.equal(1);
  });
});
