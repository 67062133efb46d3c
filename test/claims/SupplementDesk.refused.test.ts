/** What a supplementary insurer does not pay, and what it says itself (CL-17). */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { claimStateOf } from "../../src/core/claims.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { dayAt } from "../../src/core/days.ts";
import { positionSlot } from "../../src/core/funds.ts";
import { packedPlan, planId } from "../../src/core/plans.ts";
import { supplementSlot } from "../../src/core/supplements.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { insure, SINCE, somebody } from "../fixtures/claimsWorld.ts";
import { MEANS, MONTH } from "../fixtures/funds.ts";
import {
  aCover,
  anAssignment,
  aPolicy,
  assigning,
  aSupplement,
  billed,
  deploySupplements,
  paid,
  RESERVED,
  type Supplemented,
  wouldPay,
} from "../fixtures/supplements.ts";

const REASONS = fixed("reasons");

const held = ({ settlementToken, accounts }: Supplemented) =>
  settlementToken.balanceOf(accounts.hospitalA);

const refused = (all: Supplemented, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .revertedWithCustomError(all.supplementDesk, error)
    .withArgs(...args);

/** A policy with another code, and the person's cover by it, assigned. */
async function coveredBy(all: Supplemented, name: string, change: object, segment: object = {}) {
  const code = fixed(name);
  const policy = await aPolicy(all.world, all.payer, { code, ...change });
  const cover = await aCover(all.world, all.payer, all.holder, { plan: code, ...segment });
  await all.supplements.assign(
    ...(await assigning(all.world, cover, anAssignment(all.patient, cover))),
  );
  return { ...all, policy, cover };
}

describe("SupplementDesk refuses (CL-17)", () => {
  it("a claim that the first insurer has not paid, and what is not as it was decided", async () => {
    const all = await deploySupplements();
    const due = await billed(all, { lines: [["visit", 2_000_000n]] });
    await refused(all, paid(all, due), "SupplementClaimState", due.id, 3);
    const start = (await latestTime()) - 90_000;
    const claim = await billed(all, { invoice: "b", start });
    const forged = { ...claim, record: { ...claim.record, totals: claim.record.totals + 1n } };
    await expect(paid(all, forged))
      .revertedWithCustomError(all.claims, "ClaimRecordMismatch")
      .withArgs(claim.id);
    const results = claim.results.map((word, i) => (i === 1 ? word + 1n : word));
    await refused(all, paid(all, { ...claim, results }), "SupplementResultsMismatch", claim.id);
  });

  it("a plan that is not the cover's, no supplement, not of that day, or of the first insurer", async () => {
    const all = await deploySupplements();
    const claim = await billed(all);
    const { payer, plan, segment, ids } = all;
    const day = dayAt((await latestTime()) - 3_600);
    const foreign = packedPlan(aSupplement(payer.id, { code: fixed("other") }));
    await refused(
      all,
      paid(all, claim, { policy: foreign }),
      "SupplementPlanForeign",
      payer.id,
      payer.id,
    );
    // The agency's own plan and segment.
    await refused(
      all,
      paid(all, claim, { policy: plan, cover: segment }),
      "SupplementPlanForeign",
      ids.insurer,
      ids.insurer,
    );
    const plain = aSupplement(payer.id, { code: fixed("plain"), serviceItems: [1] });
    const policy = packedPlan(plain);
    await refused(
      all,
      paid(all, claim, { policy, cover: { ...all.cover, plan: policy.code } }),
      "SupplementPlanForeign",
      payer.id,
      payer.id,
    );
    const unpublished = packedPlan(aSupplement(payer.id, { code: all.cover.plan, version: 2 }));
    await refused(
      all,
      paid(all, claim, { policy: unpublished }),
      "SupplementPlanNotInForce",
      planId(unpublished),
      0,
      0,
      day,
    );
  });

  it("a day that the cover leaves out, is in arrears for, or waits for", async () => {
    const all = await deploySupplements();
    const claim = await billed(all);
    const day = dayAt((await latestTime()) - 3_600);
    const unpaid = await coveredBy(all, "unpaid", {}, { paid: 0n });
    const waiting = await coveredBy(all, "waiting", { waiting: 9_999 });
    const later = await coveredBy(all, "later", {}, { from: day + 1 });
    for (const [other, cover] of [
      [unpaid, 3],
      [waiting, 1],
      [later, 0],
    ] as const) {
      const id = segmentId(other.cover);
      await refused(all, paid(other, claim), "SupplementNotCovered", id, cover, day);
    }
  });

  it("claims that the person has not assigned, or no longer", async () => {
    const all = await deploySupplements();
    const { supplements, cover, patient } = all;
    const day = dayAt((await latestTime()) - 3_600);
    const ended = anAssignment(patient, cover, { until: day, number: 2 });
    await supplements.assign(...(await assigning(all.world, cover, ended)));
    const claim = await billed(all);
    await refused(all, paid(all, claim), "SupplementUnassigned", segmentId(cover), day);
    const { payer, supplementDesk } = all;
    await refused(
      all,
      supplementDesk.connect(payer.account).refuse(claim.id, claim.record, 0, cover, REASONS),
      "SupplementUnassigned",
      segmentId(cover),
      day,
    );
  });

  it("to pay from a poor pool or to no payee: nothing is noted, and it is paid later", async () => {
    const all = await deploySupplements();
    const { fundLedger, payer, supplements, cover, accounts, settlementToken } = all;
    const claim = await billed(all, { lines: [["visit", 300_000n]] });
    await refused(all, paid(all, claim), "SupplementPoolCannotPay", payer.pool, 60_000);
    expect(await supplements.supplementOf(claim.id, segmentId(cover))).equal(0n);
    const position = await fundLedger.positionOf(payer.pool, all.ids.hospitalA);
    expect(positionSlot(position).due).equal(0n);
    await settlementToken.issue(payer.account, 10_000, fixed("more"));
    await settlementToken.connect(payer.account).approve(all.addresses.fundLedger, 10_000);
    const more = fundLedger.connect(payer.account);
    await more.contribute(payer.pool, ZERO32, MONTH, [], 60_000 - RESERVED, fixed("more"));
    const before = await held(all);
    await paid(all, claim);
    expect((await held(all)) - before).equal(60_000n);
    // A hospital that named no payee.
    const start = (await latestTime()) - 90_000;
    const other = await billed(all, { provider: "hospitalB", start, lines: [["visit", 5_000n]] });
    await settlementToken.issue(payer.account, 1_000, fixed("again"));
    await settlementToken.connect(payer.account).approve(all.addresses.fundLedger, 1_000);
    await more.contribute(payer.pool, ZERO32, MONTH, [], 1_000, fixed("again"));
    await refused(all, paid(all, other), "SupplementPoolCannotPay", payer.pool, 1_000);
    const named = fundLedger.connect(accounts.hospitalB);
    await named.setPayee(payer.pool, accounts.hospitalB, MEANS.VOUCHER);
    await expect(paid(all, other)).emit(settlementToken, "VoucherChanged");
  });

  it("what is above the plan's limit to others than the insurer, which reads the record first", async () => {
    const all = await coveredBy(await deploySupplements(), "limited", {
      supplement: { of: "PERSON", automatic: 2_999n },
    });
    const { payer, ids } = all;
    const claim = await billed(all);
    await refused(all, paid(all, claim), "SupplementInsurerOnly", payer.id, ids.hospitalA, 3_000);
    await paid(all, claim, { by: payer.account });
    expect(await held(all)).equal(15_000n);
    const start = (await latestTime()) - 90_000;
    const small = await billed(all, { invoice: "b", start, lines: [["visit", 10_000n]] });
    expect(await wouldPay(all, small)).equal(2_000n);
    await paid(all, small);
  });

  it("a claim that the insurer refused, but for the insurer itself", async () => {
    const all = await deploySupplements();
    const { payer, cover, supplementDesk, supplements, ids, accounts } = all;
    const claim = await billed(all);
    const refuse = (by: typeof payer.account, document: Hex = REASONS) =>
      supplementDesk.connect(by).refuse(claim.id, claim.record, 0, cover, document);
    await refused(
      all,
      refuse(accounts.hospitalA),
      "SupplementInsurerOnly",
      payer.id,
      ids.hospitalA,
      0,
    );
    await refused(all, refuse(payer.account, ZERO32), "SupplementDocumentMissing", claim.id);
    await refuse(payer.account);
    const [event] = await supplements.queryFilter(supplements.filters.SupplementChanged());
    expect(event!.args.document).equal(REASONS);
    expect(supplementSlot(event!.args.word)).include({ state: "REFUSED", paid: 0n });
    await expect(refuse(payer.account))
      .revertedWithCustomError(supplements, "SupplementStateWrong")
      .withArgs(claim.id, segmentId(cover), 2);
    await refused(all, paid(all, claim), "SupplementInsurerOnly", payer.id, ids.hospitalA, 3_000);
    await paid(all, claim, { by: payer.account });
    expect(await supplements.totalOf(claim.id)).equal(3_000n);
  });

  it("who is no member, and a supplementary plan where a claim is billed", async () => {
    const all = await deploySupplements();
    const { participantRegistry, outsider, policy, ids, claims } = all;
    const claim = await billed(all);
    await expect(paid(all, claim, { by: outsider })).revertedWithCustomError(
      participantRegistry,
      "ParticipantAccountUnknown",
    );
    // A plan of no service items: all lines are left out of it.
    const plan = { ...policy, insurer: ids.insurer, code: fixed("empty") };
    await all.benefitPlans.connect(all.accounts.insurer).publish(plan, SINCE, 0, REASONS);
    const segment = await insure(all.suite, await somebody(all.world, "b"), { plan: plan.code });
    const bill = await billed(all, { segment, plan, invoice: "b" });
    expect(claimStateOf(await claims.claimOf(bill.id))).equal("DENIED");
    expect(bill.record.totals & (2n ** 48n - 1n)).equal(0n);
  });
});
