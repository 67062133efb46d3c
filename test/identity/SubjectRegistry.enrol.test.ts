import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { accountSigner, p256Signer, type Signer } from "../../src/core/signers.ts";
import {
  enrolmentHash,
  type Enrolment,
  SUBJECT_KIND,
  VOUCH_METHOD,
} from "../../src/core/structs.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { flipped, highP256, highSecp256k1, recoveryZeroBased } from "../fixtures/forgeries.ts";
import { DOMAIN } from "../fixtures/participants.ts";
import { anEnrolment, domainOf } from "../fixtures/stories.ts";
import { enrolmentDigest, foreignDomains, subjectWord } from "../fixtures/subjects.ts";

async function setUp() {
  const suite = await deployCareLedger();
  const registry = suite.subjectRegistry.connect(suite.accounts.hospitalA);
  const domain = domainOf("SubjectRegistry", suite);
  const signed = (enrolment: Enrolment, signer: Signer) =>
    signer.sign(enrolmentDigest(domain, enrolment));
  return { ...suite, registry, domain, signed };
}

const controllers = ["account", "passkey"] as const;

describe("SubjectRegistry.enrol", () => {
  for (const controller of controllers) {
    it(`writes a pseudonym controlled by its own key pair: ${controller} (ID-09)`, async () => {
      const { registry, signed, patientKeys, accounts } = await setUp();
      const signer = patientKeys[controller];
      for (const [i, change] of [
        {},
        { kind: SUBJECT_KIND.ENTERPRISE, method: VOUCH_METHOD.FEDERATED, salt: fixed("other") },
      ].entries()) {
        const enrolment = anEnrolment(signer, change);
        const subject = enrolmentHash(enrolment);
        const { kind, method, encryptionKey } = enrolment;
        await expect(registry.enrol(enrolment, await signed(enrolment, signer)))
          .to.emit(registry, "SubjectEnrolled")
          .withArgs(
            subject,
            subjectWord(subject, signer.bytes),
            kind,
            method,
            encryptionKey,
            1,
            accounts.hospitalA,
          );
        expect(await registry.epochOf(subject), `${i}`).to.equal(1);
        expect(await registry.encryptionKeyOf(subject)).to.equal(encryptionKey);
        expect(await registry.requireSigner(subject, signer.bytes)).to.equal(1);
      }
    });
  }

  it("refuses the same enrolment twice, and in any form of its signature (RX-07)", async () => {
    const { registry, signed, patientKeys } = await setUp();
    const enrolment = anEnrolment(patientKeys.account);
    const signature = await signed(enrolment, patientKeys.account);
    await registry.enrol(enrolment, signature);
    for (const form of [signature, highSecp256k1(signature), "0x"]) {
      await expect(registry.enrol(enrolment, form))
        .to.be.revertedWithCustomError(registry, "SubjectExists")
        .withArgs(enrolmentHash(enrolment));
    }
  });

  for (const controller of controllers) {
    it(`refuses what the ${controller} did not sign so: forged, malleated, foreign (RX-07)`, async () => {
      const suite = await setUp();
      const { registry, signed, domain, patientKeys, addresses } = suite;
      const signer = patientKeys[controller];
      const thief =
        controller === "account"
          ? accountSigner(fixed("thief"))
          : p256Signer(fixed("thief"), addresses.subjectRegistry);
      const enrolment = anEnrolment(signer);
      const good = await signed(enrolment, signer);
      const digest = enrolmentDigest(domain, enrolment);
      const bad = [
        await signed(enrolment, thief),
        flipped(good),
        flipped(good, 40),
        "0x",
        good.slice(0, -2),
        ...(controller === "account"
          ? [highSecp256k1(good), recoveryZeroBased(good), `${good}00`]
          : [highP256(good)]),
        await signer.sign(enrolmentHash(enrolment)),
        await signed({ ...enrolment, salt: fixed("another") }, signer),
      ];
      for (const foreign of foreignDomains(suite, "SubjectRegistry")) {
        bad.push(await signer.sign(enrolmentDigest(foreign, enrolment)));
      }
      for (const [i, signature] of bad.entries()) {
        await expect(registry.enrol(enrolment, signature), `${i}`)
          .to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid")
          .withArgs(signer.bytes, digest);
      }
      await registry.enrol(enrolment, good);
    });
  }

  it("refuses a change of any signed field", async () => {
    const { registry, signed, patientKeys, accounts } = await setUp();
    const enrolment = anEnrolment(patientKeys.account);
    const signature = await signed(enrolment, patientKeys.account);
    const changes: Partial<Enrolment>[] = [
      { kind: SUBJECT_KIND.ENTERPRISE },
      { encryptionKey: fixed("other") },
      { method: VOUCH_METHOD.DOCUMENT },
      { salt: fixed("other") },
      { deadline: enrolment.deadline - 1 },
    ];
    for (const change of changes) {
      await expect(
        registry.enrol({ ...enrolment, ...change }, signature),
        Object.keys(change).join(),
      ).to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid");
    }
    await expect(
      registry.connect(accounts.hospitalB).enrol({ ...enrolment, voucher: 2 }, signature),
    ).to.be.revertedWithCustomError(registry, "SubjectSignatureInvalid");
  });

  it("is submitted by the institution that it names, of a kind that may vouch (ID-01)", async () => {
    const { registry, participantRegistry, signed, patientKeys, accounts, outsider } =
      await setUp();
    const enrolment = anEnrolment(patientKeys.account);
    const signature = await signed(enrolment, patientKeys.account);
    await expect(registry.connect(accounts.hospitalB).enrol(enrolment, signature))
      .to.be.revertedWithCustomError(registry, "SubjectVoucherMismatch")
      .withArgs(1, 2);
    await expect(
      registry.connect(outsider).enrol(enrolment, signature),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown");
    const allowed = 0b100_0010_0011;
    await expect(registry.connect(accounts.carrier).enrol(enrolment, signature))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantKindNotAllowed")
      .withArgs(6, 16, allowed);
  });

  it("refuses an enrolment without kind, method or encryption key", async () => {
    const { registry, signed, patientKeys } = await setUp();
    for (const change of [{ kind: 0 }, { method: 0 }, { encryptionKey: ZERO32 }]) {
      const enrolment = anEnrolment(patientKeys.account, change);
      await expect(registry.enrol(enrolment, await signed(enrolment, patientKeys.account)))
        .to.be.revertedWithCustomError(registry, "SubjectEnrolmentIncomplete")
        .withArgs(enrolment.kind, enrolment.method, enrolment.encryptionKey);
    }
  });

  it("takes the last second of the deadline, not the one after (RX-07)", async () => {
    const { registry, signed, patientKeys } = await setUp();
    const deadline = (await latestTime()) + 100;
    const [inTime, late] = [fixed("in time"), fixed("late")].map((salt) =>
      anEnrolment(patientKeys.account, { salt, deadline }),
    );
    await nextBlockAt(deadline);
    await registry.enrol(inTime!, await signed(inTime!, patientKeys.account));
    await nextBlockAt(deadline + 1);
    await expect(registry.enrol(late!, await signed(late!, patientKeys.account)))
      .to.be.revertedWithCustomError(registry, "SubjectDeadlinePassed")
      .withArgs(deadline, deadline + 1);
  });

  it("refuses signers that are malformed or behind an unlisted verifier", async () => {
    const { registry, signed, patientKeys, addresses } = await setUp();
    const enrol = async (bytes: `0x${string}`) => {
      const enrolment = anEnrolment({ ...patientKeys.account, bytes });
      return registry.enrol(enrolment, await signed(enrolment, patientKeys.account));
    };
    const short = patientKeys.account.bytes.slice(0, -2) as `0x${string}`;
    for (const bytes of ["0x", short] as const) {
      await expect(enrol(bytes))
        .to.be.revertedWithCustomError(registry, "SubjectSignerMalformed")
        .withArgs(bytes);
    }
    const nobody: `0x${string}` = `0x${"00".repeat(20)}`;
    const unlisted = addresses.receipts;
    for (const [bytes, verifier] of [
      [nobody, nobody],
      [`${unlisted}${"11".repeat(64)}`, unlisted],
      [`${nobody}01`, nobody],
    ] as const) {
      await expect(enrol(bytes))
        .to.be.revertedWithCustomError(registry, "SubjectVerifierNotListed")
        .withArgs(verifier);
    }
  });

  it("is refused while identity is paused", async () => {
    const { registry, participantRegistry, signed, patientKeys } = await setUp();
    const enrolment = anEnrolment(patientKeys.account);
    await participantRegistry.pause(DOMAIN.IDENTITY, 4_000_000_000);
    await expect(
      registry.enrol(enrolment, await signed(enrolment, patientKeys.account)),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantDomainPaused");
  });
});
