/** Decided and paid are two things: what is not paid at once is paid later, once (CL-15, CL-16). */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { claimStateOf } from "../../src/core/claims.ts";
import { agreementId } from "../../src/core/agreement.ts";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { deskOf, idOf, recordOf, submitted } from "../fixtures/claimFiles.ts";
import {
  type ClaimsWorld,
  deployClaims,
  insure,
  SAVED,
  somebody,
} from "../fixtures/claimsWorld.ts";
import { MEANS, MONTH } from "../fixtures/funds.ts";

const stateOf = async ({ claims }: ClaimsWorld, id: Hex) => claimStateOf(await claims.claimOf(id));
const held = ({ settlementToken, accounts }: ClaimsWorld) =>
  settlementToken.balanceOf(accounts.hospitalA);

/** A claim of more than the pool has. */
async function tooMuch(world: ClaimsWorld) {
  const billed = await submitted(world, { lines: [["visit", 2_000_000n]] });
  return { ...billed, record: await recordOf(world, billed.file, billed.decision) };
}

async function filled({ settlementToken, fundLedger, accounts, addresses, pool }: ClaimsWorld) {
  await settlementToken.issue(accounts.insurer, 1_000_000, fixed("more"));
  await settlementToken.connect(accounts.insurer).approve(addresses.fundLedger, 1_000_000);
  await fundLedger
    .connect(accounts.insurer)
    .contribute(pool, ZERO32, MONTH, [], 1_000_000, fixed("more"));
}

describe("ClaimDesk pays (CL-15, CL-16, CL-19)", () => {
  it("from a poor pool later, by any member, once; nothing is half-moved", async () => {
    const world = await deployClaims();
    const { id, record } = await tooMuch(world);
    expect(await stateOf(world, id)).to.equal("DUE");
    expect(await held(world)).to.equal(0n);
    const account = await world.fundLedger.accountOf(world.insured);
    expect(account & (2n ** 56n - 1n)).to.equal(BigInt(SAVED));

    const { claimDesk, accounts, outsider } = world;
    const later = claimDesk.connect(accounts.carrier);
    await later.payLater(id, record);
    expect(await stateOf(world, id)).to.equal("DUE");
    await filled(world);
    await expect(claimDesk.connect(outsider).payLater(id, record)).to.be.revertedWithCustomError(
      world.participantRegistry,
      "ParticipantAccountUnknown",
    );
    expect(await later.payLater.staticCall(id, record)).to.equal(true);
    await later.payLater(id, record);
    expect(await stateOf(world, id)).to.equal("PAID");
    // 80 % from the pool, and what the personal account had.
    expect(await held(world)).to.equal(1_600_000n + BigInt(SAVED));
    await expect(later.payLater(id, record))
      .to.be.revertedWithCustomError(claimDesk, "ClaimNotPayable")
      .withArgs(id, 4);
    expect(await held(world)).to.equal(1_600_000n + BigInt(SAVED));
  });

  it("only what was decided", async () => {
    const world = await deployClaims();
    const { id, record } = await tooMuch(world);
    await filled(world);
    const forged = { ...record, totals: record.totals + 1n };
    await expect(deskOf(world).payLater(id, forged))
      .to.be.revertedWithCustomError(world.claims, "ClaimRecordMismatch")
      .withArgs(id);
    await expect(deskOf(world).payLater(idOf(world, "none"), record))
      .to.be.revertedWithCustomError(world.claims, "ClaimRecordMismatch")
      .withArgs(idOf(world, "none"));
  });

  it("what the personal account cannot give stays the patient's (CL-15)", async () => {
    const world = await deployClaims();
    const { sent, id } = await submitted(world, { lines: [["visit", 100_000n]] });
    await expect(sent).to.emit(world.claims, "ClaimSettled");
    expect(await held(world)).to.equal(80_000n + BigInt(SAVED));
    expect(await stateOf(world, id)).to.equal("PAID");
    // Without a mandate nothing is taken.
    const segment = await insure(world.suite, await somebody(world, "without mandate"));
    await submitted(world, { invoice: "b", segment, lines: [["visit", 1_000n]] });
    expect(await held(world)).to.equal(80_000n + BigInt(SAVED) + 800n);
  });

  it("nothing under a frozen agreement, until it ends (RG-03)", async () => {
    const world = await deployClaims();
    const terms = world.agreements_.hospitalA;
    const until = (await latestTime()) + 5_000;
    const { agreements, accounts } = world;
    await agreements.connect(accounts.regulator).freeze(terms, until, fixed("reason"));
    const { file, decision, id } = await submitted(world);
    const record = await recordOf(world, file, decision);
    expect(await stateOf(world, id)).to.equal("ADJUDICATED");
    await expect(deskOf(world).payLater(id, record)).to.be.revertedWithCustomError(
      world.claimDesk,
      "ClaimAgreementFrozen",
    );
    expect(record.agreement).to.equal(agreementId(terms));
    await networkHelpers.time.increaseTo(until);
    await deskOf(world).payLater(id, record);
    expect(await stateOf(world, id)).to.equal("PAID");
  });

  it("by voucher where the provider wants one (CL-16)", async () => {
    const world = await deployClaims();
    const { fundLedger, accounts, pool, settlementToken } = world;
    await fundLedger.connect(accounts.hospitalA).setPayee(pool, accounts.hospitalA, MEANS.VOUCHER);
    const { id, sent } = await submitted(world);
    expect(await stateOf(world, id)).to.equal("PAID");
    await expect(sent).to.emit(settlementToken, "VoucherChanged");
    expect(await held(world)).to.equal(0n);
  });
});
