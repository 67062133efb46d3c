import { expect } from "chai";
import { fixed } from "../fixtures/careLedger.ts";
import {
  accountWord,
  aPayment,
  deployFilledFunds,
  poolWord,
  positionWord,
  today,
} from "../fixtures/funds.ts";

const CLAIM = fixed("claim");

describe("FundLedger.reversePayment and repay", () => {
  it("gives the person hers at once, and the provider owes all of it to the pool (INV-FUNDS-5)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, insured, ids, accounts, mandate } = all;
    await desk.pay(aPayment(all));
    const day = await today();
    const owing = positionWord(accounts.hospitalA.address, { debt: 2_300n });
    const taken = aPayment(all, { fromPool: 2_000, fromAccount: 300 });
    await expect(desk.reversePayment(taken))
      .to.emit(fundLedger, "PaymentReversed")
      .withArgs(
        CLAIM,
        pool,
        insured,
        ids.hospitalA,
        2_000n,
        300n,
        poolWord(96_700n),
        accountWord(9_800n, mandate, { day, spent: 500 }),
        owing,
      );
    expect(await fundLedger.positionOf(pool, ids.hospitalA)).to.equal(owing);
    expect(await token.balanceOf(fundLedger)).to.equal(96_700n + 9_800n);
  });

  it("is taken off the next payments, in part or in whole", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, ids, accounts } = all;
    const paid = aPayment(all, { fromAccount: 0 });
    await desk.pay(paid);
    await desk.reversePayment({ ...paid, fromPool: 2_500 });
    const before = await token.balanceOf(accounts.hospitalA);
    await desk.pay({ ...paid, fromPool: 1_000 });
    const payee = accounts.hospitalA.address;
    expect(await fundLedger.positionOf(pool, ids.hospitalA)).to.equal(
      positionWord(payee, { debt: 1_500n }),
    );
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(before);
    await desk.pay({ ...paid, fromPool: 1_700 });
    expect(await fundLedger.positionOf(pool, ids.hospitalA)).to.equal(positionWord(payee));
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(before + 200n);
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(96_800n));
  });

  it("a poor pool takes no account's part back before it has the money", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, pool, insured } = all;
    await desk.pay(aPayment(all, { fromPool: 99_800, fromAccount: 500 }));
    const account = await fundLedger.accountOf(insured);
    await expect(desk.reversePayment(aPayment(all, { fromPool: 1, fromAccount: 500 })))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolInsufficient")
      .withArgs(pool, 200n, 500n);
    expect(await fundLedger.accountOf(insured)).to.equal(account);
    await expect(desk.reversePayment(aPayment(all, { fromPool: 0, fromAccount: 0 })))
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(0n);
  });

  it("a provider pays back what it owes, and no more", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, ids, accounts } = all;
    await desk.pay(aPayment(all, { fromAccount: 0 }));
    await desk.reversePayment(aPayment(all, { fromPool: 700, fromAccount: 0 }));
    const own = fundLedger.connect(accounts.hospitalA);
    await token.connect(accounts.hospitalA).approve(fundLedger, 10_000n);
    await expect(own.repay(pool, 701))
      .to.be.revertedWithCustomError(fundLedger, "FundPositionExceeded")
      .withArgs(pool, ids.hospitalA, 701n);
    await expect(own.repay(pool, 0))
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(0n);
    await expect(own.repay(pool, 600))
      .to.emit(fundLedger, "DebtRepaid")
      .withArgs(
        pool,
        ids.hospitalA,
        600n,
        poolWord(97_600n),
        positionWord(accounts.hospitalA.address, { debt: 100n }),
        accounts.hospitalA,
      );
    expect(await token.balanceOf(fundLedger)).to.equal(97_600n + 10_000n);
  });

  it("what is due is cancelled once, by callers", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, pool, ids, accounts } = all;
    const payee = accounts.hospitalA.address;
    await desk.pay(aPayment(all, { fromPool: 200_000 }));
    await desk.pay(aPayment(all, { fromPool: 300_000 }));
    await expect(desk.cancelDue(pool, ids.hospitalA, 200_000, CLAIM))
      .to.emit(fundLedger, "PaymentCancelled")
      .withArgs(CLAIM, pool, ids.hospitalA, 200_000n, positionWord(payee, { due: 300_000n }));
    await expect(desk.cancelDue(pool, ids.hospitalA, 300_001, CLAIM))
      .to.be.revertedWithCustomError(fundLedger, "FundPositionExceeded")
      .withArgs(pool, ids.hospitalA, 300_001n);
    const insurer = fundLedger.connect(accounts.insurer);
    for (const call of [
      () => insurer.cancelDue(pool, ids.hospitalA, 1, CLAIM),
      () => insurer.reversePayment(aPayment(all)),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(fundLedger, "CallersNotListed")
        .withArgs(accounts.insurer);
    }
  });
});
