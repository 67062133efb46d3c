/** A person assigns her claims to a supplementary cover by the signatures of both pseudonyms (CL-17). */
import { expect } from "chai";
import { segmentId } from "../../src/core/coverage.ts";
import { assignmentKey, assignmentSlot } from "../../src/core/supplements.ts";
import { latestTime } from "../fixtures/chain.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { aRotation, rotated } from "../fixtures/subjects.ts";
import {
  aCover,
  anAssignment,
  assigning,
  deploySupplements,
  signedAssignment,
} from "../fixtures/supplements.ts";

describe("Supplements.assign (CL-17)", () => {
  it("keeps until, number and the keys' epochs, until it is ended", async () => {
    const { supplements, cover, patient, holder, world, outsider } = await deploySupplements();
    const id = segmentId(cover);
    const next = anAssignment(patient, cover, { until: 70_000, number: 7 });
    const word = 70_000n | (7n << 24n) | (1n << 40n) | (1n << 72n);
    await expect(supplements.connect(outsider).assign(...(await assigning(world, cover, next))))
      .emit(supplements, "BenefitsAssigned")
      .withArgs(patient, id, holder, word, outsider);
    expect(await supplements.assignmentOf(patient, id)).equal(word);
    expect(assignmentSlot(word)).deep.equal({
      until: 70_000,
      number: 7,
      epoch: 1,
      holderEpoch: 1,
    });
    expect(await supplements.isAssigned(patient, id, holder, 69_999)).equal(true);
    expect(await supplements.isAssigned(patient, id, holder, 70_000)).equal(false);
    const ended = anAssignment(patient, cover, { until: 0, number: 8 });
    await supplements.assign(...(await assigning(world, cover, ended)));
    expect(await supplements.isAssigned(patient, id, holder, 0)).equal(false);
  });

  it("needs one signature where both are one pseudonym, and both where they are two", async () => {
    const all = await deploySupplements();
    const { supplements, world, payer, patient, cover, patientKeys, subjectRegistry } = all;
    const own = await aCover(world, payer, patient);
    const assignment = anAssignment(patient, own);
    const { account, passkey } = patientKeys;
    const signature = await signedAssignment(world, account, assignment);
    await supplements.assign(assignment, own, account.bytes, signature, "0x", "0x");

    const next = anAssignment(patient, cover, { number: 2 });
    const [a, segment, signer, signed, holder, ofHolder] = await assigning(world, cover, next);
    // The person's own key for the pseudonym of another: nobody pays from another one's cover.
    await expect(supplements.assign(a, segment, signer, signed, signer, signed))
      .revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch")
      .withArgs(cover.insured, signer);
    await expect(
      supplements.assign(a, segment, passkey.bytes, ofHolder, holder, ofHolder),
    ).revertedWithCustomError(subjectRegistry, "SubjectSignerMismatch");
    const other = await signedAssignment(world, passkey, { ...next, until: 1 });
    await expect(
      supplements.assign(a, segment, signer, signed, holder, other),
    ).revertedWithCustomError(subjectRegistry, "SubjectSignatureInvalid");
  });

  it("refuses an older number, a late one, and another segment", async () => {
    const { supplements, cover, patient, world } = await deploySupplements();
    const again = anAssignment(patient, cover);
    await expect(supplements.assign(...(await assigning(world, cover, again))))
      .revertedWithCustomError(supplements, "SupplementOutdated")
      .withArgs(assignmentKey(patient, segmentId(cover)), 1, 1);
    const deadline = (await latestTime()) - 1;
    const late = anAssignment(patient, cover, { number: 2, deadline });
    await expect(supplements.assign(...(await assigning(world, cover, late))))
      .revertedWithCustomError(supplements, "SupplementDeadlinePassed")
      .withArgs(deadline, (await latestTime()) + 1);
    const other = { ...cover, from: cover.from + 1 };
    const call = await assigning(world, other, anAssignment(patient, cover, { number: 2 }));
    await expect(supplements.assign(...call))
      .revertedWithCustomError(supplements, "SupplementSegmentWrong")
      .withArgs(segmentId(cover));
  });

  it("ends with a key that was stolen, of either pseudonym", async () => {
    for (const whose of ["patient", "holder"] as const) {
      const all = await deploySupplements();
      const { supplements, cover, patient, holder, suite, patientKeys } = all;
      const isAssigned = () => supplements.isAssigned(patient, segmentId(cover), holder, 1);
      expect(await isAssigned()).equal(true);
      const [old, next] = [patientKeys.account, patientKeys.passkey];
      const rotation = aRotation(all[whose], whose === "patient" ? next : old, {
        endsGrants: true,
      });
      await rotated(suite, whose === "patient" ? old : next, rotation);
      expect(await isAssigned()).equal(false);
    }
  });

  it("is written by callers alone but for that", async () => {
    const { supplements, cover, patient, accounts } = await deploySupplements();
    const id = segmentId(cover);
    const by = supplements.connect(accounts.insurer);
    const amounts = { paid: 1, deductible: 0, own: 0, most: 1, decision: 0 };
    for (const call of [
      by.pay(fixed("claim"), patient, id, amounts, accounts.insurer),
      by.refuse(fixed("claim"), patient, id, fixed("why"), accounts.insurer),
      by.reverse(fixed("claim"), patient, id, accounts.insurer),
    ]) {
      await expect(call).revertedWithCustomError(supplements, "CallersNotListed");
    }
  });
});
