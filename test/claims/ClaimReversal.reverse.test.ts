/** A claim is taken back by an entry of its own: room, marks and money come back once (CL-04, CL-11). */
import { expect } from "chai";
import { claimStateOf, commitsTo, unpackBalance, unpackTotals } from "../../src/core/claims.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { type FileChange, submitted } from "../fixtures/claimFiles.ts";
import { POOLED, SAVED } from "../fixtures/claimsWorld.ts";
import { billed, dispensed, pharmacy } from "../fixtures/codedDrugs.ts";
import {
  by,
  deployReviews,
  lastOf,
  money,
  pended,
  ruling,
  shownClaim,
  shownRecord,
  stageOf,
  stateOf,
  WHY,
} from "../fixtures/reviews.ts";

const NINE = Array.from({ length: 9 }, (_, i) => ["exam", 100n, { offset: BigInt(i) }] as const);

describe("ClaimReversal takes back (CL-04, CL-11, CL-15)", () => {
  it("what was paid: the provider owes it, the account has its part again", async () => {
    const world = await deployReviews();
    const { claims, fundLedger, accounts, insured, segment } = world;
    const start = (await latestTime()) - 3_600;
    const claim = await submitted(world, { start });
    const { record, fromAccount } = await lastOf(world, claim.id);
    expect(commitsTo(await claims.claimOf(claim.id), record, fromAccount)).to.equal(true);
    const sent = by(world, accounts.insurer).reversal.reverse(...(await shownClaim(world, claim)));
    await expect(sent).to.emit(fundLedger, "PaymentReversed");
    const word = await claims.claimOf(claim.id);
    expect(claimStateOf(word)).to.equal("REVERSED");
    expect(commitsTo(word, record, fromAccount)).to.equal(true);
    const owing = {
      pool: BigInt(POOLED) - 15_000n,
      account: BigInt(SAVED),
      held: 15_000n,
      debt: 15_000n,
      due: 0n,
      lost: 0n,
    };
    expect(await money(world)).to.deep.equal(owing);
    expect(await claims.balanceOf(segmentId(segment))).to.equal(0n);

    // Its lines may be billed again; what is owed is taken off.
    const next = await submitted(world, { invoice: "corrected", start });
    expect(unpackTotals(next.decision.totals)).to.include({ fund: 12_000n });
    expect(unpackTotals(next.decision.totals).flags).to.deep.equal([]);
    expect(await money(world)).to.deep.equal({
      ...owing,
      account: BigInt(SAVED) - 3_000n,
      held: 18_000n,
      debt: 3_000n,
    });
    const last = await submitted(world, { invoice: "later", lines: [["visit", 5_000n]] });
    expect(await stateOf(world, last.id)).to.equal("PAID");
    expect(await money(world)).to.include({
      pool: BigInt(POOLED) - 16_000n,
      account: BigInt(SAVED) - 4_000n,
      held: 20_000n,
      debt: 0n,
    });
    const balance = unpackBalance(await claims.balanceOf(segmentId(segment)));
    expect(balance).to.deep.equal({ deductible: 0n, pool: 16_000n, own: 4_000n, claims: 2 });
    expect(insured).to.equal(record.insured);
  });

  it("once: a reversal is not reversed", async () => {
    const world = await deployReviews();
    const claim = await submitted(world);
    const { reversal } = by(world, world.accounts.hospitalA);
    const shown = await shownClaim(world, claim);
    await reversal.reverse(...shown);
    const before = await money(world);
    for (const sender of [world.accounts.hospitalA, world.accounts.insurer]) {
      await expect(by(world, sender).reversal.reverse(...shown))
        .to.be.revertedWithCustomError(reversal, "ReviewStateWrong")
        .withArgs(claim.id, 6);
    }
    await expect(world.claimDesk.connect(world.accounts.carrier).payLater(claim.id, shown[1]))
      .to.be.revertedWithCustomError(world.claimDesk, "ClaimNotPayable")
      .withArgs(claim.id, 6);
    expect(await money(world)).to.deep.equal(before);
  });

  it("what is due is due no longer", async () => {
    const world = await deployReviews();
    const claim = await submitted(world, { lines: [["visit", 2_000_000n]] });
    expect(await money(world)).to.include({ due: 1_600_000n });
    await by(world, world.accounts.hospitalA).reversal.reverse(...(await shownClaim(world, claim)));
    expect(await money(world)).to.deep.equal({
      pool: BigInt(POOLED),
      account: BigInt(SAVED),
      held: 0n,
      debt: 0n,
      due: 0n,
      lost: 0n,
    });
    expect(await stateOf(world, claim.id)).to.equal("REVERSED");
  });

  it("other claims' marks stay, wherever in a word they stand (CL-11)", async () => {
    const world = await deployReviews();
    const start = (await latestTime()) - 3_600;
    const others: FileChange = {
      invoice: "others",
      start,
      lines: [
        ["visit", 100n],
        ["xray", 100n],
      ],
    };
    const nine = await submitted(world, { start, lines: NINE });
    await submitted(world, others);
    await by(world, world.accounts.insurer).reversal.reverse(...(await shownClaim(world, nine)));
    const again = await submitted(world, { ...others, invoice: "again" });
    expect(unpackTotals(again.decision.totals).flags).to.deep.equal(["DUP_LINE"]);
    const corrected = await submitted(world, { invoice: "corrected", start, lines: NINE });
    expect(unpackTotals(corrected.decision.totals).flags).to.deep.equal([]);
    const third = await submitted(world, { invoice: "third", start, lines: [NINE[8]!] });
    expect(unpackTotals(third.decision.totals).flags).to.deep.equal(["DUP_LINE"]);
  });

  it("a frequency and the nights of a stay have room again", async () => {
    const world = await deployReviews();
    const { reversal } = by(world, world.accounts.insurer);
    const start = (await latestTime()) - 5 * 86_400;
    const yearly = (invoice: string, offset: bigint): FileChange => ({
      invoice,
      start,
      lines: [["yearly", 100n, { offset }]],
    });
    const flags = async (change: FileChange) =>
      unpackTotals((await submitted(world, change)).decision.totals).flags;
    const first = await submitted(world, yearly("a", 0n));
    expect(await flags(yearly("b", 1n))).to.deep.equal([]);
    expect(await flags(yearly("c", 2n))).to.deep.equal(["OVER_FREQ"]);
    await reversal.reverse(...(await shownClaim(world, first)));
    expect(await flags(yearly("d", 3n))).to.deep.equal([]);
    expect(await flags(yearly("e", 4n))).to.deep.equal(["OVER_FREQ"]);

    const stay = (invoice: string): FileChange => ({
      invoice,
      start,
      length: 3 * 86_400,
      setting: "INPATIENT",
    });
    const stayed = await submitted(world, stay("stay"));
    await reversal.reverse(...(await shownClaim(world, stayed)));
    expect(await flags(stay("stay again"))).to.deep.equal([]);
  });

  it("a trace code stays spent on its claim, which may be decided again (CL-11, RX-13)", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 0);
    const claim = await submitted(world, billed(lot, [0]));
    const insurer = by(world, world.accounts.insurer);
    await insurer.reversal.reverse(...(await shownClaim(world, claim)));
    const again = await submitted(world, { ...billed(lot, [0]), invoice: "again" });
    expect(unpackTotals(again.decision.totals).flags).to.deep.equal(["DUP_TRACE_CODE"]);
    expect(await stateOf(world, again.id)).to.equal("DENIED");
    await insurer.review.readjudicate(...(await shownClaim(world, claim)));
    expect(await stateOf(world, claim.id)).to.equal("PAID");
    expect(unpackTotals((await lastOf(world, claim.id)).record.totals)).to.deep.include({
      fund: 800n,
      flags: [],
    });
  });

  it("no more than a restated balance has", async () => {
    const world = await deployReviews();
    const { balanceDesk, accounts, segment, claims } = world;
    const claim = await submitted(world);
    const restated = { segment, deductible: 0, own: 1_000, document: fixed("statement") };
    await balanceDesk.connect(accounts.insurer).restateMany([restated]);
    await by(world, accounts.insurer).reversal.reverse(...(await shownClaim(world, claim)));
    expect(await claims.balanceOf(segmentId(segment))).to.equal(0n);
  });

  it("by its provider or insurer, as it was decided", async () => {
    const world = await deployReviews();
    const { accounts, ids, participantRegistry, claimReversal, claims, outsider } = world;
    const claim = await submitted(world);
    const shown = await shownClaim(world, claim);
    const [file, record, results, fromAccount, why] = shown;
    const as = (sender: typeof outsider) => by(world, sender).reversal;
    await expect(as(outsider).reverse(...shown)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantAccountUnknown",
    );
    await expect(as(accounts.hospitalB).reverse(...shown)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantKindNotAllowed",
    );
    await expect(as(accounts.regulator).reverse(...shown))
      .to.be.revertedWithCustomError(claimReversal, "ReviewNotInsurer")
      .withArgs(claim.id, ids.insurer, ids.regulator);
    const provider = as(accounts.hospitalA);
    await expect(provider.reverse(file, record, results, fromAccount, { ...why, reason: 0 }))
      .to.be.revertedWithCustomError(claimReversal, "ReviewReasonMissing")
      .withArgs(claim.id);
    // What the account gave is not the shower's to say.
    for (const said of [0n, fromAccount + 1n]) {
      await expect(provider.reverse(file, record, results, said, why))
        .to.be.revertedWithCustomError(claims, "ClaimRecordMismatch")
        .withArgs(claim.id);
    }
    const cheaper = results.with(0, results[0]! - 1n);
    await expect(provider.reverse(file, record, cheaper, fromAccount, why))
      .to.be.revertedWithCustomError(claimReversal, "ReviewResultsMismatch")
      .withArgs(claim.id);
    const waiting = await pended(world, { invoice: "waiting" });
    await expect(provider.reverse(...(await shownClaim(world, waiting))))
      .to.be.revertedWithCustomError(claimReversal, "ReviewStateWrong")
      .withArgs(waiting.id, 1);
    expect(await stateOf(world, claim.id)).to.equal("PAID");
  });

  it("an appeal of what its provider takes back is over", async () => {
    const world = await deployReviews();
    const { accounts } = world;
    const claim = await submitted(world, {
      lines: [
        ["foreign", 100n],
        ["visit", 100n],
      ],
    });
    const hospital = by(world, accounts.hospitalA);
    await hospital.appeals.appeal(...(await shownRecord(world, claim)), WHY);
    expect(await stageOf(world, claim.id)).to.equal("APPEALED");
    await hospital.reversal.reverse(...(await shownClaim(world, claim, ruling())));
    expect(await stageOf(world, claim.id)).to.equal("DECIDED");
  });
});
