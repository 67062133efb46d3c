import { expect } from "chai";
import { signingDigest } from "../../src/core/signing.ts";
import { mandateHash } from "../../src/core/funds.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import {
  accountWord,
  aMandate,
  aPayment,
  deployFilledFunds,
  deployFunds,
  signedCarryOver,
  signedMandate,
} from "../fixtures/funds.ts";
import { CHAIN_ID, enrolled, LATER } from "../fixtures/stories.ts";

describe("FundLedger.setMandate", () => {
  it("is signed by the person and carried by anybody (INV-FUNDS-2)", async () => {
    const all = await deployFunds();
    const { suite, fundLedger, insured, signer, outsider } = all;
    const mandate = aMandate(insured);
    const signature = await signedMandate(suite, signer, mandate);
    const carried = fundLedger.connect(outsider);
    await expect(carried.setMandate(mandate, signer.bytes, signature))
      .to.emit(fundLedger, "MandateChanged")
      .withArgs(insured, accountWord(0n, mandate), outsider);
    await expect(carried.setMandate(mandate, signer.bytes, signature))
      .to.be.revertedWithCustomError(fundLedger, "FundMandateOutdated")
      .withArgs(insured, 1, 1);
    const older = aMandate(insured, { number: 0, perDay: 99_999 });
    await expect(carried.setMandate(older, signer.bytes, await signedMandate(suite, signer, older)))
      .to.be.revertedWithCustomError(fundLedger, "FundMandateOutdated")
      .withArgs(insured, 0, 1);
  });

  it("is ended by the next one with limits of nothing", async () => {
    const all = await deployFilledFunds();
    const { suite, fundLedger, insured, signer, desk } = all;
    const none = aMandate(insured, { number: 2, perClaim: 0, perDay: 0, until: 0 });
    await fundLedger.setMandate(none, signer.bytes, await signedMandate(suite, signer, none));
    expect(await desk.pay.staticCall(aPayment(all))).to.deep.equal([true, 0n]);
    expect(await fundLedger.accountOf(insured)).to.equal(accountWord(10_000n, none, { epoch: 1 }));
  });

  it("refuses other signers, other words, other chains and contracts, and what comes late", async () => {
    const all = await deployFunds();
    const { suite, addresses, fundLedger, subjectRegistry, insured, signer, patientKeys } = all;
    const mandate = aMandate(insured);
    const signature = await signedMandate(suite, signer, mandate);
    const { passkey } = patientKeys;
    const byOther = await signedMandate(suite, passkey, mandate);
    await expect(fundLedger.setMandate(mandate, passkey.bytes, byOther))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(insured, passkey.bytes);
    const own = {
      name: "CareLedger FundLedger",
      version: "1",
      chainId: CHAIN_ID,
      verifyingContract: addresses.fundLedger,
    };
    const wider = { ...mandate, perClaim: 5_001 };
    await expect(fundLedger.setMandate(wider, signer.bytes, signature))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
      .withArgs(signer.bytes, signingDigest(own, mandateHash(wider)));
    for (const domain of [
      { ...own, chainId: CHAIN_ID + 1n },
      { ...own, verifyingContract: addresses.enrolment },
    ]) {
      const foreign = await signer.sign(signingDigest(domain, mandateHash(mandate)));
      await expect(fundLedger.setMandate(mandate, signer.bytes, foreign))
        .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid")
        .withArgs(signer.bytes, signingDigest(own, mandateHash(mandate)));
    }
    const deadline = await latestTime();
    const late = aMandate(insured, { deadline });
    await expect(
      fundLedger.setMandate(late, signer.bytes, await signedMandate(suite, signer, late)),
    )
      .to.be.revertedWithCustomError(fundLedger, "FundDeadlinePassed")
      .withArgs(deadline, deadline + 1);
  });
});

describe("FundLedger.carryOver", () => {
  const terms = (
    all: { insured: `0x${string}` },
    to: `0x${string}`,
    amount: bigint,
    number = 2,
  ) => ({
    from: all.insured,
    to,
    amount,
    number,
    deadline: LATER,
  });

  it("moves money to the person's next pseudonym by her signature, once (INV-FUNDS-2)", async () => {
    const all = await deployFilledFunds();
    const { suite, fundLedger, insured, signer, mandate, outsider } = all;
    const next = await enrolled(suite, all.patientKeys.passkey, { salt: fixed("next year") });
    const asked = terms(all, next, 9_999n);
    const signature = await signedCarryOver(suite, signer, asked);
    const carried = fundLedger.connect(outsider);
    await expect(carried.carryOver(asked, signer.bytes, signature))
      .to.emit(fundLedger, "AccountCarriedOver")
      .withArgs(
        insured,
        next,
        9_999n,
        accountWord(1n, { ...mandate, number: 2 }),
        accountWord(9_999n),
        outsider,
      );
    await expect(carried.carryOver(asked, signer.bytes, signature))
      .to.be.revertedWithCustomError(fundLedger, "FundMandateOutdated")
      .withArgs(insured, 2, 2);
    const more = terms(all, next, 2n, 3);
    await expect(carried.carryOver(more, signer.bytes, await signedCarryOver(suite, signer, more)))
      .to.be.revertedWithCustomError(fundLedger, "FundAccountInsufficient")
      .withArgs(insured, 1n, 2n);
  });

  it("refuses nothing, nobody, and another's signature", async () => {
    const all = await deployFilledFunds();
    const { suite, fundLedger, subjectRegistry, signer, patientKeys } = all;
    const none = terms(all, all.insured, 0n);
    await expect(
      fundLedger.carryOver(none, signer.bytes, await signedCarryOver(suite, signer, none)),
    )
      .to.be.revertedWithCustomError(fundLedger, "FundAmountInvalid")
      .withArgs(0n);
    const nobody = terms(all, fixed("nobody"), 5n);
    await expect(
      fundLedger.carryOver(nobody, signer.bytes, await signedCarryOver(suite, signer, nobody)),
    )
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(fixed("nobody"));
    const { passkey } = patientKeys;
    const stolen = await signedCarryOver(suite, passkey, nobody);
    await expect(fundLedger.carryOver(nobody, passkey.bytes, stolen))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(all.insured, passkey.bytes);
  });
});
