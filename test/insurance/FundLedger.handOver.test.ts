/** All money goes to a successor in one step, however many accounts there are. */
import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { FundLedger__factory } from "../../typechain-types/index.js";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { emptyAddress } from "../fixtures/chain.ts";
import {
  accountWord,
  aMandate,
  aPayment,
  deployFilledFunds,
  MONTH,
  poolWord,
  positionWord,
  signedMandate,
  today,
} from "../fixtures/funds.ts";

/** The suite's ledger with a payment that is due, and one that names it as its predecessor. */
async function succeeded() {
  const all = await deployFilledFunds();
  const { addresses, administrator, settlementToken: token, fundLedger, desk } = all;
  const next = await new FundLedger__factory(administrator).deploy(
    addresses.manager,
    0,
    addresses.participantRegistry,
    addresses.subjectRegistry,
    token,
    fundLedger,
  );
  await next.foundCallers([desk.runner as never]);
  await token.proposeCaller(next, true);
  await networkHelpers.time.increase(await token.callerNotice());
  await desk.pay(aPayment(all, { fromPool: 100_001 }));
  return { ...all, next };
}

describe("FundLedger.handOver (INV-FUNDS-6)", () => {
  it("gives all to the successor in one step; nothing is written here any more", async () => {
    const all = await succeeded();
    const { fundLedger, settlementToken: token, next, desk, funds, pool, insured, signer } = all;
    await expect(next.connect(all.accounts.insurer).openPool(7, ZERO32, 0))
      .to.be.revertedWithCustomError(next, "FundNotHandedOver")
      .withArgs(fundLedger);
    await expect(fundLedger.handOver(next))
      .to.emit(fundLedger, "LedgerHandedOver")
      .withArgs(next, 110_000n);
    expect(await fundLedger.successor()).to.equal(next);
    expect(await token.balanceOf(next)).to.equal(110_000n);
    expect(await token.balanceOf(fundLedger)).to.equal(0n);
    const mandate = aMandate(insured, { number: 2 });
    const signature = await signedMandate(all.suite, signer, mandate);
    for (const write of [
      () => desk.pay(aPayment(all)),
      () => desk.reversePayment(aPayment(all)),
      () => funds.contribute(pool, ZERO32, MONTH, [], 1, fixed("late")),
      () => funds.openPool(7, ZERO32, 0),
      () => funds.adjust(7, [], ZERO32),
      () => fundLedger.setMandate(mandate, signer.bytes, signature),
      () => fundLedger.pausePool(pool, 5),
      () => fundLedger.handOver(next),
    ]) {
      await expect(write())
        .to.be.revertedWithCustomError(fundLedger, "FundHandedOverTo")
        .withArgs(next);
    }
  });

  it("the successor goes on with every slot: balances, mandates, what is due", async () => {
    const all = await succeeded();
    const { fundLedger, next, pool, insured, ids, accounts, mandate, settlementToken: token } = all;
    await fundLedger.handOver(next);
    expect(await next.poolOf(pool)).to.equal(poolWord(100_000n));
    expect(await next.accountOf(insured)).to.equal(accountWord(10_000n, mandate));
    const payee = accounts.hospitalA.address;
    expect(await next.positionOf(pool, ids.hospitalA)).to.equal(
      positionWord(payee, { due: 100_001n }),
    );
    const desk = next.connect(all.desk.runner);
    const approved = token.connect(accounts.insurer);
    await approved.approve(next, 10n);
    await next.connect(accounts.insurer).contribute(pool, ZERO32, MONTH, [], 1, fixed("next"));
    await desk.pay({ ...aPayment(all, { fromPool: 100_001 }), wasDue: true });
    expect(await next.positionOf(pool, ids.hospitalA)).to.equal(positionWord(payee));
    expect(await next.poolOf(pool)).to.equal(poolWord(0n));
    const spent = { day: await today(), spent: 500 };
    expect(await next.accountOf(insured)).to.equal(accountWord(9_500n, mandate, spent));
    expect(await token.balanceOf(next)).to.equal(9_500n);
    // What the predecessor has says nothing any more.
    expect(await fundLedger.poolOf(pool)).to.equal(poolWord(100_000n));
  });

  it("is administration's, to a ledger that names this one", async () => {
    const all = await succeeded();
    const { fundLedger, next, accounts, administrator, addresses, settlementToken } = all;
    await expect(fundLedger.connect(accounts.insurer).handOver(next))
      .to.be.revertedWithCustomError(fundLedger, "AccessManagedUnauthorized")
      .withArgs(accounts.insurer);
    await expect(fundLedger.handOver(emptyAddress(1)))
      .to.be.revertedWithCustomError(fundLedger, "FundSuccessorInvalid")
      .withArgs(emptyAddress(1));
    const stranger = await new FundLedger__factory(administrator).deploy(
      addresses.manager,
      0,
      addresses.participantRegistry,
      addresses.subjectRegistry,
      settlementToken,
      next,
    );
    await expect(fundLedger.handOver(stranger))
      .to.be.revertedWithCustomError(fundLedger, "FundSuccessorInvalid")
      .withArgs(stranger);
  });
});
