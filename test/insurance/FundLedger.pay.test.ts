import { expect } from "chai";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import {
  accountWord,
  aMandate,
  aPayment,
  deployFilledFunds,
  deployFunds,
  MEANS,
  poolWord,
  positionWord,
  signedMandate,
  today,
} from "../fixtures/funds.ts";
import { DOMAIN, ROLE, STATUS } from "../fixtures/participants.ts";
import { NO_END, voucherId } from "../../src/core/funds.ts";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { aRotation, rotated } from "../fixtures/subjects.ts";

const CLAIM = fixed("claim");

describe("FundLedger.pay", () => {
  it("pays from pool and account to the institution, nobody between (CL-15, ST-08, INV-FUNDS-1)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, insured, ids, accounts, mandate } = all;
    expect(await desk.pay.staticCall(aPayment(all))).to.deep.equal([true, 500n]);
    const day = await today();
    const payment = desk.pay(aPayment(all));
    await expect(payment)
      .to.emit(fundLedger, "PaymentMade")
      .withArgs(
        CLAIM,
        pool,
        insured,
        ids.hospitalA,
        3_000n,
        500n,
        0n,
        poolWord(97_000n),
        accountWord(9_500n, mandate, { day, spent: 500 }),
        positionWord(accounts.hospitalA.address),
      );
    await expect(payment)
      .to.emit(token, "Transfer")
      .withArgs(fundLedger, accounts.hospitalA, 3_500n);
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(97_000n));
    expect(await token.balanceOf(fundLedger)).to.equal(97_000n + 9_500n);
  });

  it("takes no more of an account than balance, claim and day allow; the rest is the patient's (CL-15, INV-FUNDS-2)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, insured, suite, signer } = all;
    const paid = async (fromAccount: number) => {
      const payment = aPayment(all, { fromAccount, fromPool: 100 });
      const [, taken] = await desk.pay.staticCall(payment);
      expect(await fundLedger.drawable(insured, fromAccount)).to.equal(taken);
      await desk.pay(payment);
      return taken;
    };
    expect(await paid(6_000)).to.equal(5_000n);
    expect(await paid(4_000)).to.equal(3_000n);
    expect(await paid(1)).to.equal(0n);
    const more = aMandate(insured, { number: 2, perClaim: 9_000, perDay: 20_000 });
    await fundLedger.setMandate(more, signer.bytes, await signedMandate(suite, signer, more));
    // 8,000 of today's 20,000 are spent, and 2,000 are left on the account.
    expect(await paid(9_000)).to.equal(2_000n);
    expect(await paid(9_000)).to.equal(0n);
  });

  it("counts what was spent of a day anew on the next one", async () => {
    const all = await deployFilledFunds();
    const { desk } = all;
    await desk.pay(aPayment(all, { fromAccount: 5_000 }));
    await desk.pay(aPayment(all, { fromAccount: 5_000 }));
    expect(await all.fundLedger.drawable(all.insured, 5_000)).to.equal(0n);
    await networkHelpers.time.increase(86_400);
    expect(await all.fundLedger.drawable(all.insured, 5_000)).to.equal(2_000n);
  });

  it("takes nothing without a mandate, after its last day, or once its key was stolen", async () => {
    const without = await deployFunds();
    const share = { insured: without.insured, toAccount: 10_000, toPool: 90_000 };
    await without.funds.contribute(without.pool, ZERO32, 1, [share], 0, CLAIM);
    expect(await without.desk.pay.staticCall(aPayment(without))).to.deep.equal([true, 0n]);

    const all = await deployFilledFunds();
    const ends = aMandate(all.insured, { number: 2, until: await today() });
    await all.fundLedger.setMandate(
      ends,
      all.signer.bytes,
      await signedMandate(all.suite, all.signer, ends),
    );
    expect(await all.desk.pay.staticCall(aPayment(all))).to.deep.equal([true, 0n]);
    const lives = aMandate(all.insured, { number: 3, until: (await today()) + 1 });
    await all.fundLedger.setMandate(
      lives,
      all.signer.bytes,
      await signedMandate(all.suite, all.signer, lives),
    );
    expect(await all.desk.pay.staticCall(aPayment(all))).to.deep.equal([true, 500n]);
    const { passkey } = all.patientKeys;
    await rotated(all.suite, all.signer, aRotation(all.insured, passkey, { endsGrants: true }));
    expect(await all.desk.pay.staticCall(aPayment(all))).to.deep.equal([true, 0n]);
  });

  it("moves nothing where the pool has too little, and owes it until it is paid, once (CL-15, INV-FUNDS-3, INV-FUNDS-4)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, insured, ids, accounts } = all;
    const account = await fundLedger.accountOf(insured);
    const due = positionWord(accounts.hospitalA.address, { due: 100_001n });
    const payment = aPayment(all, { fromPool: 100_001 });
    expect(await desk.pay.staticCall(payment)).to.deep.equal([false, 0n]);
    await expect(desk.pay(payment))
      .to.emit(fundLedger, "PaymentDeferred")
      .withArgs(CLAIM, pool, ids.hospitalA, 100_001n, due);
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(100_000n));
    expect(await fundLedger.accountOf(insured)).to.equal(account);
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(0n);

    const again = { ...payment, wasDue: true };
    expect(await desk.pay.staticCall(again)).to.deep.equal([false, 0n]);
    await desk.pay(again);
    expect(await fundLedger.positionOf(pool, ids.hospitalA)).to.equal(due);
    await all.funds.contribute(pool, ZERO32, 1, [], 1, CLAIM);
    expect(await desk.pay.staticCall(again)).to.deep.equal([true, 500n]);
    await desk.pay(again);
    expect(await fundLedger.positionOf(pool, ids.hospitalA)).to.equal(
      positionWord(accounts.hospitalA.address),
    );
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(100_501n);
    await expect(desk.pay(again))
      .to.be.revertedWithCustomError(fundLedger, "FundPositionExceeded")
      .withArgs(pool, ids.hospitalA, 100_001n);
  });

  it("owes while pool or domain are paused, and where no payee stands (INV-FUNDS-4)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, pool, participantRegistry: registry, ids, accounts } = all;
    const answer = (change = {}) => desk.pay.staticCall(aPayment(all, change));
    await fundLedger.pausePool(pool, (await latestTime()) + 1_000);
    expect(await answer()).to.deep.equal([false, 0n]);
    await fundLedger.pausePool(pool, 0);
    expect(await answer()).to.deep.equal([true, 500n]);
    await registry.pause(DOMAIN.INSURANCE, (await latestTime()) + 1_000);
    expect(await answer()).to.deep.equal([false, 0n]);
    await registry.pause(DOMAIN.INSURANCE, 0);
    expect(await answer({ provider: ids.hospitalB })).to.deep.equal([false, 0n]);
    // A SUSPENDED institution is paid; an account that was closed is not.
    await registry.setStatus(ids.hospitalA, STATUS.SUSPENDED);
    expect(await answer()).to.deep.equal([true, 500n]);
    await registry.setStatus(ids.hospitalA, STATUS.ACTIVE);
    const own = registry.connect(accounts.hospitalA);
    await own.setAccount(accounts.hospitalA, ROLE.NONE, 0);
    expect(await answer()).to.deep.equal([false, 0n]);
  });

  it("pays by voucher where the institution asked for it (CL-16)", async () => {
    const all = await deployFilledFunds();
    const { desk, fundLedger, settlementToken: token, pool, accounts } = all;
    await fundLedger.connect(accounts.hospitalA).setPayee(pool, accounts.hospitalA, MEANS.VOUCHER);
    await desk.pay(aPayment(all));
    const voucher = {
      drawer: (await fundLedger.getAddress()) as Hex,
      amount: 3_500n,
      notAfter: NO_END,
      ref: CLAIM,
    };
    expect(await token.voucherOf(voucherId(voucher))).to.equal(
      BigInt(accounts.hospitalA.address) | (1n << 160n),
    );
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(0n);
    expect(await token.balanceOf(fundLedger)).to.equal(106_500n);
    await token.connect(accounts.hospitalA).settleVoucher(voucher);
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(3_500n);
  });

  it("is for callers, and for pools that there are", async () => {
    const all = await deployFilledFunds();
    const { fundLedger, desk, accounts } = all;
    await expect(fundLedger.connect(accounts.insurer).pay(aPayment(all)))
      .to.be.revertedWithCustomError(fundLedger, "CallersNotListed")
      .withArgs(accounts.insurer);
    await expect(desk.pay({ ...aPayment(all), pool: CLAIM }))
      .to.be.revertedWithCustomError(fundLedger, "FundPoolUnknown")
      .withArgs(CLAIM);
    expect(await desk.pay.staticCall(aPayment(all, { fromPool: 0, fromAccount: 0 }))).to.deep.equal(
      [true, 0n],
    );
  });
});
