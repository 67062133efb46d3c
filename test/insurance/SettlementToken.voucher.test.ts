import { expect } from "chai";
import { NO_END, type Voucher, voucherId } from "../../src/core/funds.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { deployCareLedger, fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime, packed } from "../fixtures/chain.ts";
import { ROLE, STATUS } from "../fixtures/participants.ts";

const STATE = { DRAWN: 1, SETTLED: 2, RECLAIMED: 3 } as const;

/** Hospital A has 1,000 and draws a voucher of 400 for the pharmacy. */
async function drawn(change: Partial<Voucher> = {}) {
  const suite = await deployCareLedger();
  const { settlementToken: token, accounts } = suite;
  await token.issue(accounts.hospitalA, 1_000n, fixed("receipt"));
  const voucher: Voucher = {
    drawer: accounts.hospitalA.address as Hex,
    amount: 400n,
    notAfter: NO_END,
    ref: fixed("voucher"),
    ...change,
  };
  const of = (name: keyof typeof accounts) => token.connect(accounts[name]);
  await of("hospitalA").drawVoucher(voucher, accounts.pharmacy);
  return { ...suite, token, voucher, id: voucherId(voucher), of };
}

const word = (holder: string, state: number) => packed([BigInt(holder), 160], [state, 8]);

describe("SettlementToken: vouchers (CL-16)", () => {
  it("set money aside for a member, who settles it or passes it on (INV-INSURANCE-1, INV-INSURANCE-4)", async () => {
    const { token, voucher, id, of, accounts } = await drawn();
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(600n);
    expect(await token.voucherOf(id)).to.equal(word(accounts.pharmacy.address, STATE.DRAWN));
    const terms = [voucher.drawer, voucher.amount, BigInt(voucher.notAfter), voucher.ref];
    await expect(of("pharmacy").endorseVoucher(voucher, accounts.hospitalB))
      .to.emit(token, "VoucherChanged")
      .withArgs(id, voucher.drawer, accounts.hospitalB, terms, word(accounts.hospitalB.address, 1));
    await expect(of("pharmacy").settleVoucher(voucher))
      .to.be.revertedWithCustomError(token, "SettlementVoucherNotHeld")
      .withArgs(id, accounts.hospitalB, accounts.pharmacy);
    await of("hospitalB").settleVoucher(voucher);
    expect(await token.balanceOf(accounts.hospitalB)).to.equal(400n);
    expect(await token.totalSupply()).to.equal(1_000n);
    for (const again of [
      () => of("hospitalB").settleVoucher(voucher),
      () => of("hospitalB").redeemVoucher(voucher, fixed("payout")),
      () => of("hospitalA").reclaimVoucher(voucher),
    ]) {
      await expect(again())
        .to.be.revertedWithCustomError(token, "SettlementVoucherStateWrong")
        .withArgs(id, STATE.SETTLED);
    }
  });

  it("are money in time alone; afterwards their drawer's again", async () => {
    const notAfter = (await latestTime()) + 5_000;
    const { token, voucher, id, of, accounts } = await drawn({ notAfter });
    await expect(of("hospitalA").reclaimVoucher(voucher)).to.be.revertedWithCustomError(
      token,
      "SettlementVoucherTime",
    );
    await networkHelpers.time.increaseTo(notAfter + 1);
    for (const late of [
      () => of("pharmacy").settleVoucher(voucher),
      () => of("pharmacy").endorseVoucher(voucher, accounts.hospitalB),
      () => of("pharmacy").redeemVoucher(voucher, fixed("payout")),
    ]) {
      await expect(late()).to.be.revertedWithCustomError(token, "SettlementVoucherTime");
    }
    await expect(of("pharmacy").reclaimVoucher(voucher))
      .to.be.revertedWithCustomError(token, "SettlementVoucherNotHeld")
      .withArgs(id, accounts.hospitalA, accounts.pharmacy);
    await of("hospitalA").reclaimVoucher(voucher);
    expect(await token.balanceOf(accounts.hospitalA)).to.equal(1_000n);
    expect(await token.voucherOf(id)).to.equal(word(accounts.pharmacy.address, STATE.RECLAIMED));
  });

  it("whoever leaves gets its money all the same (INV-INSURANCE-3)", async () => {
    const { token, voucher, of, accounts, participantRegistry: registry, ids } = await drawn();
    await registry.setStatus(ids.pharmacy, STATUS.SUSPENDED);
    await expect(of("pharmacy").endorseVoucher(voucher, accounts.hospitalB))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(ids.pharmacy, STATUS.SUSPENDED);
    await registry.setStatus(ids.pharmacy, STATUS.ACTIVE);
    await registry.connect(accounts.pharmacy).setAccount(accounts.pharmacy, ROLE.NONE, 0);
    await expect(of("pharmacy").redeemVoucher(voucher, fixed("payout")))
      .to.emit(token, "TokensRedeemed")
      .withArgs(accounts.pharmacy, 400n, fixed("payout"));
    expect(await token.totalSupply()).to.equal(600n);
  });

  it("refuse nothing, twice the same, other drawers, outsiders, and what the drawer has not", async () => {
    const { token, voucher, id, of, accounts, outsider, participantRegistry } = await drawn();
    const draw = (change: Partial<Voucher>, holder: string = accounts.pharmacy.address) =>
      of("hospitalA").drawVoucher({ ...voucher, ref: fixed("new"), ...change }, holder);
    await expect(draw({ amount: 0n })).to.be.revertedWithCustomError(token, "SettlementAmountZero");
    await expect(draw({ ref: voucher.ref }))
      .to.be.revertedWithCustomError(token, "SettlementVoucherExists")
      .withArgs(id);
    const others = { ...voucher, drawer: accounts.hospitalB.address as Hex };
    await expect(of("hospitalA").drawVoucher(others, accounts.pharmacy))
      .to.be.revertedWithCustomError(token, "SettlementVoucherNotHeld")
      .withArgs(voucherId(others), accounts.hospitalB, accounts.hospitalA);
    await expect(draw({}, outsider.address))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await expect(draw({ amount: 601n }))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(accounts.hospitalA, 600n, 601n);
    await expect(draw({ notAfter: 1 })).to.be.revertedWithCustomError(
      token,
      "SettlementVoucherTime",
    );
  });
});
