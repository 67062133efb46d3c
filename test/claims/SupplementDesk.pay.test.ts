/** A commercial policy pays the rest after the public fund, never above the bill, once (CL-17). */
import { expect } from "chai";
import { segmentId } from "../../src/core/coverage.ts";
import { type BenefitPlan, PLAN_FLAGS } from "../../src/index.ts";
import { packedPlan } from "../../src/core/plans.ts";
import { supplementSlot } from "../../src/core/supplements.ts";
import { newBalances, planPays } from "../../src/synthea/planModel.ts";
import { unpackBalance } from "../../src/core/claims.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { insure, SINCE, somebody, thePlan } from "../fixtures/claimsWorld.ts";
import {
  aCover,
  anAssignment,
  aPolicy,
  assigning,
  type Billed,
  billed,
  deploySupplements,
  paid,
  type Supplemented,
  wouldPay,
} from "../fixtures/supplements.ts";
import { DOCUMENT } from "../fixtures/tariffs.ts";

const held = ({ settlementToken, accounts }: Supplemented) =>
  settlementToken.balanceOf(accounts.hospitalA);
const slotOf = async ({ supplements, cover }: Supplemented, { id }: Billed) =>
  supplementSlot(await supplements.supplementOf(id, segmentId(cover)));
const balanceOf = async ({ supplements, cover }: Supplemented) =>
  unpackBalance(await supplements.balanceOf(segmentId(cover)));

/** Another policy of the commercial insurer's, and the person's cover by it, assigned. */
async function otherPolicy(all: Supplemented, change: Partial<BenefitPlan>) {
  const code = fixed("other policy");
  const policy = await aPolicy(all.world, all.payer, { code, ...change });
  const cover = await aCover(all.world, all.payer, all.holder, { plan: code });
  await all.supplements.assign(
    ...(await assigning(all.world, cover, anAssignment(all.patient, cover))),
  );
  return { ...all, policy, cover };
}

describe("SupplementDesk.pay (CL-17)", () => {
  it("pays the provider what the agency left to the person, in the next transaction", async () => {
    const all = await deploySupplements();
    const claim = await billed(all);
    const { claims, supplements, fundLedger, payer, cover, patient, accounts } = all;
    const word = await claims.claimOf(claim.id);
    expect(await held(all)).equal(12_000n);
    const sent = paid(all, claim);
    await expect(sent).emit(fundLedger, "PaymentMade");
    await expect(sent).emit(supplements, "SupplementChanged");
    expect(await held(all)).equal(15_000n);
    expect(await slotOf(all, claim)).deep.equal({
      state: "PAID",
      paid: 3_000n,
      deductible: 0n,
      own: 0n,
      at: await latestTime(),
      decision: word >> 192n,
    });
    expect(await balanceOf(all)).deep.equal({ deductible: 0n, pool: 3_000n, own: 0n, claims: 1 });
    expect(await supplements.totalOf(claim.id)).equal(3_000n);
    const [event] = await supplements.queryFilter(supplements.filters.SupplementChanged());
    expect([...event!.args].slice(0, 3)).deep.equal([claim.id, segmentId(cover), patient]);
    expect(event!.args.actor).equal(accounts.hospitalA.address);
    // The agency's result is as it was.
    expect(await claims.claimOf(claim.id)).equal(word);
    const left = (await fundLedger.poolOf(payer.pool)) & (2n ** 128n - 1n);
    expect(left).equal(47_000n);
  });

  it("once", async () => {
    const all = await deploySupplements();
    const claim = await billed(all);
    await paid(all, claim);
    for (const by of [all.accounts.hospitalA, all.payer.account]) {
      await expect(paid(all, claim, { by }))
        .revertedWithCustomError(all.supplements, "SupplementStateWrong")
        .withArgs(claim.id, segmentId(all.cover), 1);
    }
    expect(await held(all)).equal(15_000n);
  });

  it("by the plan's deductible, share and cap of the year", async () => {
    const all = await otherPolicy(await deploySupplements(), {
      deductibles: [1_000n, 1_000n, 1_000n],
      shares: {
        outpatient: [8_000, 8_000, 8_000],
        inpatient: [0, 0, 0],
        pharmacy: [0, 0, 0],
        chronic: [0, 0, 0],
      },
      cap: 4_500n,
    });
    const amounts: bigint[] = [];
    for (const [i, invoice] of ["a", "b", "c", "d"].entries()) {
      const start = (await latestTime()) - 86_400 * (i + 1);
      const claim = await billed(all, { invoice, start });
      amounts.push(await wouldPay(all, claim));
      await paid(all, claim);
      expect((await slotOf(all, claim)).paid).equal(amounts.at(-1));
    }
    // (3000 - 1000) * 80 %, 3000 * 80 %, what the cap has left, nothing.
    expect(amounts).deep.equal([1_600n, 2_400n, 500n, 0n]);
    expect(await balanceOf(all)).include({ deductible: 1_000n, pool: 4_500n, claims: 4 });
  });

  it("never more than the personal account left unpaid", async () => {
    const all = await deploySupplements();
    const { world, insured, segment } = all;
    await all.supplements.assign(
      ...(await assigning(world, all.cover, anAssignment(insured, all.cover))),
    );
    const whole = await billed(all, { segment });
    expect(await wouldPay(all, whole)).equal(0n);
    await paid(all, whole);
    expect((await slotOf(all, whole)).state).equal("PAID");
    // Of 200.00 left to the person the account has 70.00 more.
    const before = await held(all);
    const start = (await latestTime()) - 90_000;
    const part = await billed(all, { segment, invoice: "b", start, lines: [["visit", 100_000n]] });
    expect((await held(all)) - before).equal(87_000n);
    await paid(all, part);
    expect((await held(all)) - before).equal(100_000n);
    expect(part.fromAccount).equal(7_000n);
    // What the account gave is the claim's own word, not the sender's.
    const hidden = { ...part, id: part.id, fromAccount: 0n };
    await expect(paid(all, hidden)).revertedWithCustomError(all.claims, "ClaimRecordMismatch");
  });

  it("never more than the bill where two insurers supplement", async () => {
    const all = await deploySupplements();
    const half = await otherPolicy(all, {
      shares: {
        outpatient: [5_000, 5_000, 5_000],
        inpatient: [0, 0, 0],
        pharmacy: [0, 0, 0],
        chronic: [0, 0, 0],
      },
    });
    const claim = await billed(all);
    await paid(half, claim);
    expect(await wouldPay(all, claim)).equal(1_500n);
    await paid(all, claim);
    expect(await all.supplements.totalOf(claim.id)).equal(3_000n);
    expect(await held(all)).equal(15_000n);
  });

  it("the coinsurance alone, where the plan says so: what Synthea's supplementary policies pay", async () => {
    const all = await otherPolicy(await deploySupplements(), { supplement: { of: "COINSURANCE" } });
    const code = fixed("plan with a supplement beside");
    const terms = thePlan({
      code,
      deductibles: [2_000n, 2_000n, 2_000n],
      copay: 300n,
      flags:
        PLAN_FLAGS.COPAY_FIRST |
        PLAN_FLAGS.COPAY_MAIN |
        PLAN_FLAGS.HALF_EVEN |
        PLAN_FLAGS.SUPPLEMENTED,
    });
    const plan = packedPlan(terms);
    await all.benefitPlans.connect(all.accounts.insurer).publish(plan, SINCE, 0, DOCUMENT);
    const patient = await somebody(all.world, "of Synthea");
    const segment = await insure(all.suite, patient, { plan: code });
    await all.supplements.assign(
      ...(await assigning(all.world, all.cover, anAssignment(patient, all.cover))),
    );
    let balances = newBalances;
    let supplemented = 0;
    for (const [i, amounts] of [
      [1_250, 777, 33],
      [15, 4_001, 2_222],
      [9_999, 1, 5],
    ].entries()) {
      const model = planPays(
        {
          id: "plan",
          payer: "agency",
          deductible: 2_000,
          payerShare: 8_000,
          copay: 300,
          outOfPocketMax: undefined,
          covers: undefined,
        },
        balances,
        {
          kind: "visit",
          secondary: true,
          lines: amounts.map((amount) => ({ code: "c", service: "s", amount })),
        },
      );
      ({ balances } = model);
      const names = ["visit", "exam", "xray"] as const;
      const claim = await billed(all, {
        segment,
        plan,
        invoice: `synthea ${i}`,
        start: (await latestTime()) - 86_400 * (i + 1),
        lines: amounts.map((amount, line) => [names[line]!, BigInt(amount)]),
      });
      expect(claim.record.totals & (2n ** 48n - 1n)).equal(BigInt(model.paid));
      const bySecondary = model.lines.reduce((sum, line) => sum + line.bySecondary, 0);
      supplemented += bySecondary;
      expect(await wouldPay(all, claim)).equal(BigInt(bySecondary));
      await paid(all, claim);
    }
    expect(supplemented).above(0);
  });
});
