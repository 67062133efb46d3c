/**
 * The structs that contracts hash inside: a bad signature is refused with the digest that was
 * asked for, and that is compared here (RX-07).
 */
import { expect } from "chai";
import fc from "fast-check";
import { type Hex, toHex } from "../../src/core/bytes.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { enrolmentHash, grantId, revocationHash, rotationHash } from "../../src/core/structs.ts";
import { deployWithPatient } from "../fixtures/consents.ts";
import { domainOf, hashed } from "../fixtures/stories.ts";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const later = fc.integer({ min: 4_000_000_000, max: 2 ** 40 - 1 });
const runs = { numRuns: 20, seed: 4 };

describe("digests: Solidity against src/core (RX-07)", () => {
  it("enrolments and rotations", async () => {
    const { suite, subjectRegistry, accounts, patientKeys, subject, signer } =
      await deployWithPatient();
    const domain = domainOf("SubjectRegistry", suite);
    const registry = subjectRegistry.connect(accounts.hospitalA);
    const digestOf = (hash: Hex) => signingDigest(domain, hash);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          kind: fc.constantFrom(1, 2),
          signer: fc.constantFrom(patientKeys.account.bytes, patientKeys.passkey.bytes),
          encryptionKey: bytes32,
          voucher: fc.constant(1),
          method: fc.constantFrom(1, 2, 3),
          salt: bytes32,
          deadline: later,
        }),
        fc.record({
          subject: fc.constant(subject),
          signer: fc.uint8Array({ maxLength: 90 }).map(toHex),
          encryptionKey: bytes32,
          endsGrants: fc.boolean(),
          nonce: bytes32,
          deadline: later,
        }),
        async (enrolment, rotation) => {
          await expect(registry.enrol.staticCall(enrolment, "0x"))
            .to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid")
            .withArgs(enrolment.signer, digestOf(enrolmentHash(enrolment)));
          await expect(registry.rotate.staticCall(rotation, signer.bytes, "0x"))
            .to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid")
            .withArgs(signer.bytes, digestOf(rotationHash(rotation)));
        },
      ),
      runs,
    );
  });

  it("grants and revocations", async () => {
    const { suite, registry, subjectRegistry, signer, aGrant } = await deployWithPatient();
    const domain = domainOf("ConsentRegistry", suite);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ notAfter: later, maxUses: fc.integer({ min: 1 }), deadline: later }),
        later,
        async (change, deadline) => {
          const grant = aGrant(change);
          const id = grantId(grant);
          const shown = hashed(grant);
          const signed = { grant: shown, signer: signer.bytes, signature: "0x" };
          await expect(registry.grant.staticCall(signed))
            .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
            .withArgs(signer.bytes, signingDigest(domain, id));
          await expect(registry.revoke.staticCall(shown, deadline, signer.bytes, "0x00"))
            .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
            .withArgs(signer.bytes, signingDigest(domain, revocationHash({ grant: id, deadline })));
        },
      ),
      runs,
    );
  });
});
