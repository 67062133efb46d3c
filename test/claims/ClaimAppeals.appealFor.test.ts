/** The insured person appeals by her signature, which any account carries (CL-05, CL-13). */
import { expect } from "chai";
import type { Signer } from "../../src/core/signers.ts";
import { REVIEW_STAGES } from "../../src/core/enums.ts";
import { type Appeal, appealHash } from "../../src/core/reviews.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import { decided, deployReviews, lastOf, type Reviews, stageOf, WHY } from "../fixtures/reviews.ts";
import { CHAIN_ID, LATER } from "../fixtures/stories.ts";

async function signedAppeal(world: Reviews, id: `0x${string}`, signer: Signer) {
  const terms: Appeal = {
    claim: id,
    word: await world.claims.claimOf(id),
    stage: await stageOf(world, id),
    document: WHY,
    deadline: LATER,
  };
  const domain = {
    name: "CareLedger ClaimAppeals",
    version: "1",
    chainId: CHAIN_ID,
    verifyingContract: world.addresses.claimAppeals,
  };
  const signature = await signer.sign(signingDigest(domain, appealHash(terms)));
  return {
    terms: { ...terms, stage: REVIEW_STAGES.indexOf(terms.stage) },
    signature,
    signer: signer.bytes,
  };
}

describe("ClaimAppeals.appealFor: the insured person appeals (CL-05, RG-07)", () => {
  it("with her signature, once, by any sender", async () => {
    const world = await deployReviews();
    const { claimAppeals, outsider, patientKeys } = world;
    const claim = await decided(world);
    const { record, fromAccount } = await lastOf(world, claim.id);
    const { terms, signer, signature } = await signedAppeal(world, claim.id, patientKeys.account);
    const carried = claimAppeals.connect(outsider);
    await carried.appealFor(record, fromAccount, terms, signer, signature);
    expect(await stageOf(world, claim.id)).to.equal("APPEALED");
    await expect(carried.appealFor(record, fromAccount, terms, signer, signature))
      .to.be.revertedWithCustomError(claimAppeals, "AppealOutdated")
      .withArgs(claim.id);
  });

  it("not with another's, nor too late", async () => {
    const world = await deployReviews();
    const { claimAppeals, subjectRegistry, patientKeys } = world;
    const claim = await decided(world);
    const { record, fromAccount } = await lastOf(world, claim.id);
    const { terms, signer, signature } = await signedAppeal(world, claim.id, patientKeys.account);
    const changed = { ...terms, document: fixed("another") };
    await expect(
      claimAppeals.appealFor(record, fromAccount, changed, signer, signature),
    ).to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid");
    const past = { ...terms, deadline: 1_000 };
    const now = (await latestTime()) + 10;
    await nextBlockAt(now);
    await expect(claimAppeals.appealFor(record, fromAccount, past, signer, signature))
      .to.be.revertedWithCustomError(claimAppeals, "AppealDeadlinePassed")
      .withArgs(1_000, now);
  });
});
