/** A decision is taken back and another one made: the difference is what moves (CL-09, CL-12, CL-18). */
import { expect } from "chai";
import { unpackBalance, unpackTotals } from "../../src/core/claims.ts";
import { unpackResult } from "../../src/core/claimWords.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { type FileChange, submitted } from "../fixtures/claimFiles.ts";
import { codeOf, POOLED, SAVED } from "../fixtures/claimsWorld.ts";
import { billed, dispensed, pharmacy } from "../fixtures/codedDrugs.ts";
import {
  by,
  deployReviews,
  lastOf,
  money,
  ruling,
  shownClaim,
  stateOf,
} from "../fixtures/reviews.ts";
import { MEANS } from "../fixtures/funds.ts";
import { AREA } from "../fixtures/tariffs.ts";

describe("ClaimReview decides again (CL-09, CL-12, CL-15)", () => {
  it("by the rules as they are: a row that is frozen now leaves its line to the patient (RG-03)", async () => {
    const world = await deployReviews();
    const { catalogue, accounts, claims, segment } = world;
    const claim = await submitted(world);
    const before = await lastOf(world, claim.id);
    const until = (await latestTime()) + 5_000;
    await catalogue
      .connect(accounts.regulator)
      .freezeRule(AREA, codeOf("exam"), 1, until, fixed("reason"));
    const sent = by(world, accounts.insurer).review.readjudicate(
      ...(await shownClaim(world, claim)),
    );
    await expect(sent).to.emit(claims, "ClaimEnded");
    await expect(sent).to.emit(claims, "ClaimDecided");
    const { record, fromAccount } = await lastOf(world, claim.id);
    expect(record.bill).to.equal(before.record.bill);
    expect(unpackTotals(record.totals)).to.deep.include({ fund: 8_000n, person: 7_000n });
    expect(fromAccount).to.equal(7_000n);
    // It held 15,000, and is owed as much: 7,000 came from the account again, of which 3,000 were there.
    expect(await money(world)).to.deep.equal({
      pool: BigInt(POOLED) - 15_000n,
      account: BigInt(SAVED) - 7_000n,
      held: 22_000n,
      debt: 7_000n,
      due: 0n,
      lost: 0n,
    });
    const balance = unpackBalance(await claims.balanceOf(segmentId(segment)));
    expect(balance).to.deep.equal({ deductible: 0n, pool: 8_000n, own: 2_000n, claims: 1 });
    // What was decided is in the log as it was.
    const all = await claims.queryFilter(claims.filters.ClaimDecided(claim.id));
    expect(all.map(({ args }) => args.claim.totals)).to.deep.equal([
      before.record.totals,
      record.totals,
    ]);
  });

  it("the same again, where nothing changed: no mark, no fen more", async () => {
    const world = await deployReviews();
    const { accounts, claims, segment } = world;
    const claim = await submitted(world);
    const balance = await claims.balanceOf(segmentId(segment));
    for (let i = 0; i < 3; ++i) {
      await by(world, accounts.insurer).review.readjudicate(...(await shownClaim(world, claim)));
      const { pool, account, held, debt, lost } = await money(world);
      expect({ owned: held - debt, account, lost }).to.deep.equal({
        owned: 15_000n,
        account: BigInt(SAVED) - 3_000n,
        lost: 0n,
      });
      expect(pool + debt).to.equal(BigInt(POOLED) - 12_000n);
      expect(await claims.balanceOf(segmentId(segment))).to.equal(balance);
      expect(await stateOf(world, claim.id)).to.equal("PAID");
    }
  });

  it("the same again by vouchers, each of its own: none stands in the way of the next", async () => {
    const world = await deployReviews();
    const { accounts, fundLedger, pool, settlementToken } = world;
    await fundLedger.connect(accounts.hospitalA).setPayee(pool, accounts.hospitalA, MEANS.VOUCHER);
    const claim = await submitted(world);
    for (let i = 0; i < 3; ++i) {
      await by(world, accounts.insurer).review.readjudicate(...(await shownClaim(world, claim)));
      expect(await stateOf(world, claim.id)).to.equal("PAID");
    }
    const drawn = await settlementToken.queryFilter(settlementToken.filters.VoucherChanged());
    // The pool's part is taken off what is owed; the account's is paid each time.
    expect(drawn.map(({ args }) => args.terms.amount)).to.deep.equal([
      15_000n,
      3_000n,
      3_000n,
      3_000n,
    ]);
    expect(new Set(drawn.map(({ args }) => args.terms.ref))).to.deep.equal(new Set([claim.id]));
    expect(new Set(drawn.map(({ args }) => args.voucher)).size).to.equal(4);
    for (const { args } of drawn) {
      const { drawer, amount, notAfter, ref } = args.terms;
      await settlementToken
        .connect(accounts.hospitalA)
        .settleVoucher({ drawer, amount, notAfter, ref });
    }
    expect(await settlementToken.balanceOf(accounts.hospitalA)).to.equal(24_000n);
  });

  it("with a flag that a human waived, which stays written (CL-13)", async () => {
    const world = await deployReviews();
    const start = (await latestTime()) - 3_600;
    const yearly = (invoice: string, offset: bigint): FileChange => ({
      invoice,
      start,
      lines: [["yearly", 1_000n, { offset }]],
    });
    await submitted(world, yearly("a", 0n));
    await submitted(world, yearly("b", 1n));
    const third = await submitted(world, yearly("c", 2n));
    expect(await stateOf(world, third.id)).to.equal("DENIED");
    const { review, reversal } = by(world, world.accounts.insurer);
    await review.readjudicate(...(await shownClaim(world, third)));
    expect(await stateOf(world, third.id)).to.equal("DENIED");
    await review.readjudicate(...(await shownClaim(world, third, ruling("OVER_FREQ"))));
    expect(await stateOf(world, third.id)).to.equal("PAID");
    const { record, results } = await lastOf(world, third.id);
    expect(unpackTotals(record.totals)).to.deep.include({ fund: 800n, flags: ["OVER_FREQ"] });
    expect(unpackResult(results[0]!, results[1]!)).to.include({ paid: 800n, reason: 0n });
    // It took none of the times, and gives none back.
    await reversal.reverse(...(await shownClaim(world, third)));
    const fourth = await submitted(world, yearly("d", 3n));
    expect(unpackTotals(fourth.decision.totals).flags).to.deep.equal(["OVER_FREQ"]);
  });

  it("a line that is another's, waived, does not free the other's mark", async () => {
    const world = await deployReviews();
    const start = (await latestTime()) - 3_600;
    const line: FileChange = { start, lines: [["exam", 1_000n]] };
    await submitted(world, line);
    const twin = await submitted(world, { ...line, invoice: "twin" });
    const { review, reversal } = by(world, world.accounts.insurer);
    await review.readjudicate(...(await shownClaim(world, twin, ruling("DUP_LINE"))));
    expect(await stateOf(world, twin.id)).to.equal("PAID");
    await reversal.reverse(...(await shownClaim(world, twin)));
    const third = await submitted(world, { ...line, invoice: "third" });
    expect(unpackTotals(third.decision.totals).flags).to.deep.equal(["DUP_LINE"]);
  });

  it("drugs by the units that paid them before, and by no others (CL-11, RX-13)", async () => {
    const { world, lot } = await pharmacy();
    await dispensed(world, lot, 0);
    const change = billed(lot, [0, 1]);
    const claim = await submitted(world, change);
    const { review } = by(world, world.accounts.insurer);
    await review.readjudicate(...(await shownClaim(world, claim)));
    const { record, results } = await lastOf(world, claim.id);
    expect(unpackTotals(record.totals)).to.deep.include({ fund: 800n, flags: ["NO_DISPENSE"] });
    expect(unpackResult(results[2]!, results[3]!)).to.include({ paid: 0n, refused: 1_000n });
    // The line that nothing paid is not paid by a unit that paid another.
    const file = { ...claim.file, units: [claim.file.units[0]!, claim.file.units[0]!] };
    await review.readjudicate(...(await shownClaim(world, { ...claim, file })));
    const last = await lastOf(world, claim.id);
    expect(unpackTotals(last.record.totals)).to.deep.include({
      fund: 800n,
      flags: ["DUP_TRACE_CODE"],
    });
  });
});
