/** Denied by a human, appealed against in time, decided by another one, at last by a regulator (CL-05, CL-13). */
import { expect } from "chai";
import { REVIEW_STAGES, type ReviewStage } from "../../src/core/enums.ts";
import { networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt } from "../fixtures/chain.ts";
import {
  by,
  decided,
  deployReviews,
  lastOf,
  money,
  pended,
  REASON,
  type Reviews,
  shownClaim,
  shownRecord,
  stageOf,
  stateOf,
  WHY,
} from "../fixtures/reviews.ts";

const DAY = 86_400;
const STAGE = (stage: ReviewStage) => REVIEW_STAGES.indexOf(stage);

async function denied(world: Reviews) {
  const claim = await pended(world);
  const [id, record] = await shownRecord(world, claim);
  await by(world, world.accounts.insurer).appeals.deny(id, record, REASON.NEEDLESS, WHY);
  return claim;
}

async function appealed(world: Reviews) {
  const claim = await denied(world);
  await by(world, world.accounts.hospitalA).appeals.appeal(
    ...(await shownRecord(world, claim)),
    WHY,
  );
  return claim;
}

describe("ClaimAppeals.deny (CL-05)", () => {
  it("denies what waits; nothing moves", async () => {
    const world = await deployReviews();
    const before = await money(world);
    const claim = await denied(world);
    expect(await stateOf(world, claim.id)).to.equal("DENIED");
    expect(await stageOf(world, claim.id)).to.equal("DECIDED");
    expect(await money(world)).to.deep.equal(before);
    const [id, record] = await shownRecord(world, claim);
    const { appeals } = by(world, world.accounts.insurer);
    await expect(appeals.deny(id, record, REASON.NEEDLESS, WHY))
      .to.be.revertedWithCustomError(appeals, "ReviewStateWrong")
      .withArgs(id, 5);
  });

  it("only as the insurer", async () => {
    const world = await deployReviews();
    const claim = await pended(world);
    const [id, record] = await shownRecord(world, claim);
    const { claimAppeals, accounts, ids, participantRegistry } = world;
    await expect(claimAppeals.connect(accounts.regulator).deny(id, record, REASON.NEEDLESS, WHY))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewNotInsurer")
      .withArgs(id, ids.insurer, ids.regulator);
    await expect(
      claimAppeals.connect(accounts.hospitalA).deny(id, record, REASON.NEEDLESS, WHY),
    ).to.be.revertedWithCustomError(participantRegistry, "ParticipantKindNotAllowed");
  });
});

describe("ClaimAppeals.appeal (CL-05, CL-13, RG-07)", () => {
  it("is won before another account of the insurer, and paid at once", async () => {
    const world = await deployReviews();
    const { accounts, another, claimReview } = world;
    const claim = await appealed(world);
    expect(await stageOf(world, claim.id)).to.equal("APPEALED");
    const shown = await shownClaim(world, claim);
    await expect(claimReview.connect(accounts.insurer).readjudicate(...shown))
      .to.be.revertedWithCustomError(claimReview, "ReviewSameAccount")
      .withArgs(claim.id, accounts.insurer);
    await claimReview.connect(another).readjudicate(...shown);
    expect(await stateOf(world, claim.id)).to.equal("PAID");
    expect(await stageOf(world, claim.id)).to.equal("ANSWERED");
    expect(await money(world)).to.include({ held: 15_000n, lost: 0n });
  });

  it("is lost, and goes to a regulator, whose word is the last", async () => {
    const world = await deployReviews();
    const { accounts, another, claimAppeals, claimReview, claimReversal } = world;
    const claim = await appealed(world);
    const [id, record] = await shownRecord(world, claim);
    const uphold = (sender: typeof another) =>
      claimAppeals.connect(sender).uphold(id, record, 0, REASON.UPHELD, WHY);
    await expect(uphold(accounts.insurer))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewSameAccount")
      .withArgs(id, accounts.insurer);
    await uphold(another);
    expect(await stageOf(world, id)).to.equal("ANSWERED");
    await expect(uphold(accounts.insurer))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewStageWrong")
      .withArgs(id, STAGE("ANSWERED"));

    const hospital = by(world, accounts.hospitalA);
    await hospital.appeals.appeal(id, record, 0, WHY);
    expect(await stageOf(world, id)).to.equal("ESCALATED");
    await expect(hospital.appeals.appeal(id, record, 0, WHY))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewStageWrong")
      .withArgs(id, STAGE("ESCALATED"));
    const jurisdiction = 1 + 320_400 * 256;
    await expect(uphold(another))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewNotRegulator")
      .withArgs(id, jurisdiction, jurisdiction);
    await claimReview.connect(accounts.regulator).readjudicate(...(await shownClaim(world, claim)));
    expect(await stateOf(world, id)).to.equal("PAID");
    expect(await stageOf(world, id)).to.equal("FINAL");

    const shown = await shownClaim(world, claim);
    for (const sender of [accounts.insurer, another]) {
      await expect(claimReversal.connect(sender).reverse(...shown))
        .to.be.revertedWithCustomError(claimReversal, "ReviewStageWrong")
        .withArgs(id, STAGE("FINAL"));
    }
    await expect(hospital.appeals.appeal(...(await shownRecord(world, claim)), WHY))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewStageWrong")
      .withArgs(id, STAGE("FINAL"));
    // Who was paid may always give it back.
    await hospital.reversal.reverse(...shown);
    expect(await stateOf(world, id)).to.equal("REVERSED");
    expect(await stageOf(world, id)).to.equal("FINAL");
  });

  it("against a decision of rules, decided by any account of the insurer", async () => {
    const world = await deployReviews();
    const claim = await decided(world);
    const shown = await shownRecord(world, claim);
    await by(world, world.accounts.hospitalA).appeals.appeal(...shown, WHY);
    const { appeals } = by(world, world.accounts.insurer);
    await appeals.uphold(...shown, REASON.UPHELD, WHY);
    expect(await stageOf(world, claim.id)).to.equal("ANSWERED");
    expect(await stateOf(world, claim.id)).to.equal("PAID");
  });

  it("in time: 60 days, to the second", async () => {
    const world = await deployReviews();
    const claim = await decided(world);
    const { record, fromAccount } = await lastOf(world, claim.id);
    const until = record.decidedAt + 60 * DAY;
    const { appeals } = by(world, world.accounts.hospitalA);
    const snapshot = await networkHelpers.takeSnapshot();
    await nextBlockAt(until + 1);
    await expect(appeals.appeal(claim.id, record, fromAccount, WHY))
      .to.be.revertedWithCustomError(appeals, "AppealTooLate")
      .withArgs(claim.id, until, until + 1);
    await snapshot.restore();
    await nextBlockAt(until);
    await appeals.appeal(claim.id, record, fromAccount, WHY);
    expect(await stageOf(world, claim.id)).to.equal("APPEALED");
  });

  it("what the insurer leaves for 30 days goes to the regulator", async () => {
    const world = await deployReviews();
    const { accounts, claimAppeals } = world;
    const claim = await pended(world);
    const [id, record] = await shownRecord(world, claim);
    const until = record.decidedAt + 30 * DAY;
    const { appeals } = by(world, accounts.hospitalA);
    await nextBlockAt(until);
    await expect(appeals.appeal(id, record, 0, WHY))
      .to.be.revertedWithCustomError(appeals, "AppealTooEarly")
      .withArgs(id, until, until);
    await networkHelpers.time.increaseTo(until);
    await appeals.appeal(id, record, 0, WHY);
    expect(await stageOf(world, id)).to.equal("ESCALATED");
    await claimAppeals.connect(accounts.regulator).deny(id, record, REASON.NEEDLESS, WHY);
    expect(await stateOf(world, id)).to.equal("DENIED");
    expect(await stageOf(world, id)).to.equal("FINAL");
  });

  it("an appeal that nobody decides goes on as well", async () => {
    const world = await deployReviews();
    const claim = await appealed(world);
    const shown = await shownRecord(world, claim);
    const since = await latestTime();
    const { appeals } = by(world, world.accounts.hospitalA);
    await nextBlockAt(since + DAY);
    await expect(appeals.appeal(...shown, WHY))
      .to.be.revertedWithCustomError(appeals, "AppealTooEarly")
      .withArgs(claim.id, since + 30 * DAY, since + DAY);
    await networkHelpers.time.increaseTo(since + 30 * DAY);
    await appeals.appeal(...shown, WHY);
    expect(await stageOf(world, claim.id)).to.equal("ESCALATED");
  });

  it("by nobody else, with a document", async () => {
    const world = await deployReviews();
    const { accounts, ids, claimAppeals } = world;
    const shown = await shownRecord(world, await decided(world));
    await expect(claimAppeals.connect(accounts.hospitalB).appeal(...shown, WHY))
      .to.be.revertedWithCustomError(claimAppeals, "AppealNotProvider")
      .withArgs(shown[0], ids.hospitalA, ids.hospitalB);
    await expect(claimAppeals.connect(accounts.hospitalA).appeal(...shown, `0x${"00".repeat(32)}`))
      .to.be.revertedWithCustomError(claimAppeals, "ReviewReasonMissing")
      .withArgs(shown[0]);
  });
});
