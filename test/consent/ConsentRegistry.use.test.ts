import { expect } from "chai";
import { grantId } from "../../src/core/structs.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt, nextBlockAt, sendingAs } from "../fixtures/chain.ts";
import { deployWithPatient, granted, grantWord, revoked, STANDING } from "../fixtures/consents.ts";
import { hashed } from "../fixtures/stories.ts";
import { aRotation, rotated } from "../fixtures/subjects.ts";

async function setUp() {
  const all = await deployWithPatient();
  const desk = await sendingAs(all.addresses.accessDesk);
  const registry = all.consentRegistry.connect(desk);
  return { ...all, registry, desk };
}
type Grant = ReturnType<Awaited<ReturnType<typeof setUp>>["aGrant"]>;

describe("ConsentRegistry.use, standing", () => {
  it("counts each use of a LIVE grant, to the last and no further (INV-CONSENT-3)", async () => {
    const { suite, registry, signer, desk, aGrant } = await setUp();
    const grant = aGrant({ maxUses: 3 });
    await granted(suite, signer, grant);
    for (let uses = 1; uses <= 3; uses++) {
      expect(await registry.use.staticCall(hashed(grant))).to.equal(STANDING.LIVE);
      await expect(registry.use(hashed(grant)))
        .to.emit(registry, "ConsentUsed")
        .withArgs(grantId(grant), grantWord(grant, { uses }), desk);
      expect((await registry.stateOf(grantId(grant))).uses).to.equal(uses);
    }
    await notUsed(registry, grant, STANDING.EXHAUSTED);
    expect((await registry.stateOf(grantId(grant))).uses).to.equal(3);
  });

  it("counts nothing of a grant unknown or revoked (INV-CONSENT-2)", async () => {
    const { suite, registry, signer, aGrant } = await setUp();
    const grant = aGrant();
    await notUsed(registry, grant, STANDING.UNKNOWN);
    await granted(suite, signer, grant);
    await notUsed(registry, { ...grant, maxUses: 9 }, STANDING.UNKNOWN);
    await registry.use(hashed(grant));
    await revoked(suite, signer, grant);
    await notUsed(registry, grant, STANDING.REVOKED);
    expect((await registry.stateOf(grantId(grant))).uses).to.equal(1);
  });

  it("counts to the last second, not in the one after (CA-03, INV-CONSENT-3)", async () => {
    const { suite, registry, signer, aGrant } = await setUp();
    const notAfter = (await latestTime()) + 1_000;
    const grant = aGrant({ notAfter });
    await granted(suite, signer, grant);
    await nextBlockAt(notAfter - 1);
    await expect(registry.use(hashed(grant))).to.emit(registry, "ConsentUsed");
    await nextBlockAt(notAfter);
    await expect(registry.use(hashed(grant))).to.emit(registry, "ConsentUsed");
    await mineAt(notAfter + 1);
    await notUsed(registry, grant, STANDING.EXPIRED);
  });

  it("counts nothing after a rotation that ends grants; goes on after one that does not (ID-10)", async () => {
    const { suite, registry, signer, subject, aGrant } = await setUp();
    const grant = aGrant();
    await granted(suite, signer, grant);
    const [second, third] = [accountSigner(fixed("second")), accountSigner(fixed("third"))];
    await rotated(suite, signer, aRotation(subject, second));
    await registry.use(hashed(grant));
    await rotated(suite, second, aRotation(subject, third, { endsGrants: true }));
    await notUsed(registry, grant, STANDING.KEY_EPOCH_ENDED);
    const fresh = aGrant({ maxUses: 2 });
    await granted(suite, third, fresh);
    await registry.use(hashed(fresh));
  });

  it("names the first of several reasons: revoked, expired, epoch, exhausted", async () => {
    const { suite, registry, signer, subject, aGrant } = await setUp();
    const notAfter = (await latestTime()) + 1_000;
    const grant = aGrant({ notAfter, maxUses: 1 });
    await granted(suite, signer, grant);
    await registry.use(hashed(grant));
    await notUsed(registry, grant, STANDING.EXHAUSTED);
    const next = accountSigner(fixed("next"));
    await rotated(suite, signer, aRotation(subject, next, { endsGrants: true }));
    await notUsed(registry, grant, STANDING.KEY_EPOCH_ENDED);
    await mineAt(notAfter + 1);
    await notUsed(registry, grant, STANDING.EXPIRED);
    await revoked(suite, next, grant);
    await notUsed(registry, grant, STANDING.REVOKED);
  });

  it("is for callers only: not for members, the patient or the administrator", async () => {
    const { suite, registry, signer, accounts, administrator, outsider, aGrant } = await setUp();
    const grant = aGrant();
    await granted(suite, signer, grant);
    const patient = await sendingAs(signer.bytes);
    for (const sender of [accounts.hospitalB, administrator, outsider, patient]) {
      await expect(registry.connect(sender).use(hashed(grant)))
        .to.be.revertedWithCustomError(registry, "CallersNotListed")
        .withArgs(sender);
    }
    expect((await registry.stateOf(grantId(grant))).uses).to.equal(0);
  });
});

/** The standing is answered, the same as by `standing`, and nothing is written or logged. */
async function notUsed(
  registry: Awaited<ReturnType<typeof setUp>>["registry"],
  grant: Grant,
  standing: number,
) {
  expect(await registry.use.staticCall(hashed(grant))).to.equal(standing);
  expect(await registry.standing(hashed(grant))).to.equal(standing);
  const sent = await registry.use(hashed(grant));
  expect((await sent.wait())!.logs).to.have.lengthOf(0);
}
