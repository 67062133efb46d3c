/** A claim that waits is decided by a named human of the insurer, and paid at once (CL-05, CL-15). */
import { expect } from "chai";
import { unpackBalance, unpackTotals } from "../../src/core/claims.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { unpackReview } from "../../src/core/reviews.ts";
import { latestTime } from "../fixtures/chain.ts";
import { submitted } from "../fixtures/claimFiles.ts";
import { POOLED, SAVED } from "../fixtures/claimsWorld.ts";
import {
  by,
  deployReviews,
  lastOf,
  money,
  pended,
  REASON,
  ruling,
  shownClaim,
  shownRecord,
  stateOf,
  WHY,
} from "../fixtures/reviews.ts";

describe("ClaimReview releases what waits (CL-05, CL-15)", () => {
  it("decides, marks, moves and pays as if the rules had let it through", async () => {
    const world = await deployReviews();
    const { claims, accounts } = world;
    const start = (await latestTime()) - 3_600;
    const claim = await pended(world, { start });
    expect(await stateOf(world, claim.id)).to.equal("PENDED");
    expect(await claims.balanceOf(segmentId(world.segment))).to.equal(0n);

    const sent = by(world, accounts.insurer).review.readjudicate(
      ...(await shownClaim(world, claim)),
    );
    await expect(sent).to.emit(claims, "ClaimReviewed");
    const review = unpackReview(await claims.reviewOf(claim.id));
    expect(review).to.deep.equal({
      stage: "DECIDED",
      since: await latestTime(),
      reason: REASON.NEEDLESS,
      reviewer: accounts.insurer.address.toLowerCase(),
    });
    await expect(sent)
      .to.emit(claims, "ClaimReviewed")
      .withArgs(claim.id, world.insured, await claims.reviewOf(claim.id), WHY, accounts.insurer);
    expect(await stateOf(world, claim.id)).to.equal("PAID");
    const { record } = await lastOf(world, claim.id);
    expect(unpackTotals(record.totals)).to.deep.equal({
      fund: 12_000n,
      person: 3_000n,
      institution: 0n,
      billed: 15_000n,
      flags: ["NO_ENCOUNTER"],
    });
    expect(await money(world)).to.deep.equal({
      pool: BigInt(POOLED) - 12_000n,
      account: BigInt(SAVED) - 3_000n,
      held: 15_000n,
      debt: 0n,
      due: 0n,
      lost: 0n,
    });
    const balance = unpackBalance(await claims.balanceOf(segmentId(world.segment)));
    expect(balance).to.deep.equal({ deductible: 0n, pool: 12_000n, own: 3_000n, claims: 1 });
    // Its lines are billed now.
    const again = await submitted(world, { invoice: "again", start });
    expect(unpackTotals(again.decision.totals).flags).to.deep.equal(["DUP_LINE"]);
  });

  it("leaves to the rules what was billed while it waited (CL-11)", async () => {
    const world = await deployReviews();
    const start = (await latestTime()) - 3_600;
    const claim = await pended(world, { start });
    await submitted(world, { invoice: "between", start });
    await by(world, world.accounts.insurer).review.readjudicate(
      ...(await shownClaim(world, claim)),
    );
    expect(await stateOf(world, claim.id)).to.equal("DENIED");
    expect((await money(world)).held).to.equal(15_000n);
  });

  it("a stay beside another one marks the nights that are left", async () => {
    const world = await deployReviews();
    const start = (await latestTime()) - 10 * 86_400;
    const stay = (invoice: string, from: number, provider: "hospitalA" | "hospitalB") => ({
      invoice,
      provider,
      start: from,
      length: 3 * 86_400,
      setting: "INPATIENT" as const,
    });
    await submitted(world, stay("first", start, "hospitalA"));
    const claim = await submitted(world, stay("second", start + 86_400, "hospitalB"));
    expect(await stateOf(world, claim.id)).to.equal("PENDED");
    const { review, reversal } = by(world, world.accounts.insurer);
    await review.readjudicate(...(await shownClaim(world, claim)));
    expect(await stateOf(world, claim.id)).to.equal("PAID");
    // Taken back, its nights stay a human's matter.
    await reversal.reverse(...(await shownClaim(world, claim)));
    const third = await submitted(world, stay("third", start + 3 * 86_400, "hospitalA"));
    expect(unpackTotals(third.decision.totals).flags).to.deep.equal(["OVERLAPPING_STAY"]);
  });

  it("is due later where the pool is poor, and then paid once", async () => {
    const world = await deployReviews();
    const claim = await pended(world, { lines: [["visit", 2_000_000n]] });
    await by(world, world.accounts.insurer).review.readjudicate(
      ...(await shownClaim(world, claim)),
    );
    expect(await stateOf(world, claim.id)).to.equal("DUE");
    expect(await money(world)).to.include({ due: 1_600_000n, held: 0n, lost: 0n });
  });

  it("by nobody else, for a reason, and what was billed", async () => {
    const world = await deployReviews();
    const { accounts, ids, outsider, participantRegistry, claimReview, claims } = world;
    const claim = await pended(world);
    const shown = await shownClaim(world, claim);
    const [file, record, results, fromAccount, why] = shown;
    const as = (sender: typeof outsider) => by(world, sender).review;
    await expect(as(outsider).readjudicate(...shown)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantAccountUnknown",
    );
    await expect(as(accounts.hospitalA).readjudicate(...shown)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantKindNotAllowed",
    );
    await expect(as(accounts.regulator).readjudicate(...shown))
      .to.be.revertedWithCustomError(claimReview, "ReviewNotInsurer")
      .withArgs(claim.id, ids.insurer, ids.regulator);
    const insurer = as(accounts.insurer);
    for (const nothing of [
      { ...why, reason: 0 },
      { ...why, document: `0x${"00".repeat(32)}` },
    ]) {
      await expect(insurer.readjudicate(file, record, results, fromAccount, nothing))
        .to.be.revertedWithCustomError(claimReview, "ReviewReasonMissing")
        .withArgs(claim.id);
    }
    const other = { ...file, lines: [file.lines[0]!] };
    await expect(insurer.readjudicate(other, record, results, fromAccount, why))
      .to.be.revertedWithCustomError(claims, "ClaimRecordMismatch")
      .withArgs(claim.id);
    const fixedFlag = ruling("NO_DISPENSE");
    await expect(insurer.readjudicate(file, record, results, fromAccount, fixedFlag))
      .to.be.revertedWithCustomError(claimReview, "ReviewFlagsFixed")
      .withArgs(fixedFlag.waived);
    const [id, shownAgain] = await shownRecord(world, claim);
    expect(id).to.equal(claim.id);
    expect(shownAgain).to.deep.equal(record);
    expect(await stateOf(world, claim.id)).to.equal("PENDED");
  });
});
