/** A claim is decided and paid in the transaction that bills it (CL-05, CL-10, CL-15, CL-18). */
import { expect } from "chai";
import { claimStateOf, commitsTo, unpackBalance, unpackTotals } from "../../src/core/claims.ts";
import { unpackResult } from "../../src/core/claimWords.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { aFile, deskOf, idOf, recordOf, submitted } from "../fixtures/claimFiles.ts";
import { deployClaims, POOLED, SAVED } from "../fixtures/claimsWorld.ts";

describe("ClaimDesk.submit (CL-05, CL-10, CL-15)", () => {
  it("decides by the rules, pays from pool and account, and says all in its receipt", async () => {
    const world = await deployClaims();
    const { claims, settlementToken: token, accounts, fundLedger, insured, pool } = world;
    const { file, decision, sent, id } = await submitted(world);
    expect(id).to.equal(idOf(world));
    expect(unpackTotals(decision.totals)).to.deep.equal({
      billed: 15_000n,
      fund: 12_000n,
      person: 3_000n,
      institution: 0n,
      flags: [],
    });
    const lines = [0, 2].map((i) => unpackResult(decision.results[i]!, decision.results[i + 1]!));
    expect(lines.map(({ paid, coinsurance }) => [paid, coinsurance])).to.deep.equal([
      [8_000n, 2_000n],
      [4_000n, 1_000n],
    ]);
    await expect(sent)
      .to.emit(token, "Transfer")
      .withArgs(world.addresses.fundLedger, accounts.hospitalA, 15_000n);
    expect((await fundLedger.poolOf(pool)) & (2n ** 128n - 1n)).to.equal(BigInt(POOLED) - 12_000n);
    expect((await fundLedger.accountOf(insured)) & (2n ** 56n - 1n)).to.equal(
      BigInt(SAVED) - 3_000n,
    );

    const word = await claims.claimOf(id);
    expect(claimStateOf(word)).to.equal("PAID");
    expect(commitsTo(word, await recordOf(world, file, decision), 3_000n)).to.equal(true);
    const balance = unpackBalance(await claims.balanceOf(segmentId(world.segment)));
    expect(balance).to.deep.equal({ deductible: 0n, pool: 12_000n, own: 3_000n, claims: 1 });
    await expect(sent)
      .to.emit(claims, "ClaimSettled")
      .withArgs(id, insured, word, 3_000n, accounts.hospitalA);
    await expect(sent).to.emit(claims, "ClaimDecided");
  });

  it("keeps the hash of what was billed and decided: one unit more, and it is another (CL-18)", async () => {
    const world = await deployClaims();
    const { file, decision, id } = await submitted(world);
    const record = await recordOf(world, file, decision);
    const word = await world.claims.claimOf(id);
    const other = { ...file, lines: [{ ...file.lines[0]!, facts: file.lines[0]!.facts + 1n }] };
    for (const forged of [
      { ...record, totals: record.totals + 1n },
      { ...record, decidedAt: record.decidedAt + 1 },
      await recordOf(world, other, decision),
    ]) {
      expect(commitsTo(word, forged, 3_000n)).to.equal(false);
      await expect(world.claims.requireRecord(id, forged, 3_000n))
        .to.be.revertedWithCustomError(world.claims, "ClaimRecordMismatch")
        .withArgs(id);
    }
    expect(await world.claims.requireRecord(id, record, 3_000n)).to.equal(4n);
    for (const given of [0n, 2_999n]) {
      expect(commitsTo(word, record, given)).to.equal(false);
      await expect(world.claims.requireRecord(id, record, given))
        .to.be.revertedWithCustomError(world.claims, "ClaimRecordMismatch")
        .withArgs(id);
    }
  });

  it("denies what no rule lets through: the person pays, and no balance moves", async () => {
    const world = await deployClaims();
    const { decision, sent, id } = await submitted(world, { lines: [["unknown", 4_000n]] });
    expect(unpackTotals(decision.totals)).to.deep.include({ fund: 0n, person: 4_000n });
    expect(claimStateOf(await world.claims.claimOf(id))).to.equal("DENIED");
    expect(await world.claims.balanceOf(segmentId(world.segment))).to.equal(0n);
    await expect(sent).not.to.emit(world.fundLedger, "PaymentMade");
  });

  it("bills many at once, each on the balance that the one before left", async () => {
    const world = await deployClaims();
    const files = await Promise.all(
      ["one", "two", "three"].map((invoice, i) =>
        aFile(world, { invoice, lines: [["visit", 1_000n, { offset: BigInt(i) }]] }),
      ),
    );
    const decisions = await deskOf(world).submitMany.staticCall(files);
    expect(decisions.map(({ balance }) => unpackBalance(balance).pool)).to.deep.equal([
      800n,
      1_600n,
      2_400n,
    ]);
    await deskOf(world).submitMany(files);
    for (const { id } of decisions) {
      expect(claimStateOf(await world.claims.claimOf(id))).to.equal("PAID");
    }
    expect(await world.settlementToken.balanceOf(world.accounts.hospitalA)).to.equal(3_000n);
  });
});
