/** What was paid beside a claim that its first insurer reversed goes back (CL-17). */
import { expect } from "chai";
import { segmentId } from "../../src/core/coverage.ts";
import { unpackBalance } from "../../src/core/claims.ts";
import { positionSlot } from "../../src/core/funds.ts";
import { supplementSlot } from "../../src/core/supplements.ts";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { sendingAs } from "../fixtures/chain.ts";
import { billed, deploySupplements, paid } from "../fixtures/supplements.ts";

const CALLER = `0x${"00".repeat(17)}ca11e4`;

describe("SupplementDesk.takeBack (CL-17)", () => {
  it("once the claim is reversed: the provider owes it, and the year has its room back", async () => {
    const all = await deploySupplements();
    const { claims, supplementDesk, supplements, fundLedger, payer, cover, accounts, ids } = all;
    const claim = await billed(all);
    await paid(all, claim);
    const back = () =>
      supplementDesk.connect(accounts.carrier).takeBack(claim.id, claim.record, 0, cover);
    await expect(back())
      .revertedWithCustomError(supplementDesk, "SupplementClaimState")
      .withArgs(claim.id, 4);
    const caller = await sendingAs(CALLER);
    await claims.proposeCaller(caller, true);
    await networkHelpers.time.increase(await claims.callerNotice());
    await claims.connect(caller).end(claim.id, 6, claim.record, 0, 0, [], fixed("why"), caller);
    await expect(back()).emit(fundLedger, "PaymentReversed");
    const slot = supplementSlot(await supplements.supplementOf(claim.id, segmentId(cover)));
    expect(slot).include({ state: "REVERSED", paid: 3_000n });
    expect(await supplements.totalOf(claim.id)).equal(0n);
    const balance = unpackBalance(await supplements.balanceOf(segmentId(cover)));
    expect(balance).deep.equal({ deductible: 0n, pool: 0n, own: 0n, claims: 0 });
    const position = positionSlot(await fundLedger.positionOf(payer.pool, ids.hospitalA));
    expect(position.debt).equal(3_000n);
    await expect(back())
      .revertedWithCustomError(supplements, "SupplementStateWrong")
      .withArgs(claim.id, segmentId(cover), 3);
    await expect(paid(all, claim))
      .revertedWithCustomError(supplementDesk, "SupplementClaimState")
      .withArgs(claim.id, 6);
  });
});
