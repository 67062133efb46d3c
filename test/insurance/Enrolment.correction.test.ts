/** What was written changes only when every named party approves (CL-02). */
import { expect } from "chai";
import { keccak256 } from "ethers";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import {
  type Correction,
  correctionHash,
  partiesHash,
  segmentId,
} from "../../src/core/coverage.ts";
import { monthOf } from "../../src/core/months.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { lastEntry } from "../fixtures/enrolments.ts";
import { aSegment, coverageWord, signedCorrection } from "../fixtures/funds.ts";
import { CHAIN_ID, enrolled, LATER } from "../fixtures/stories.ts";

const APPLIED = 1n << 255n;

/** A segment of which insurer, hospital A and the insured person herself are parties. */
async function opened(parties = true) {
  const suite = await deployCareLedger();
  const { accounts, ids, patientKeys } = suite;
  const signer = patientKeys.account;
  const insured = await enrolled(suite, signer);
  const enrolment = suite.enrolment.connect(accounts.insurer);
  const named = parties ? [ids.insurer, ids.hospitalA, insured] : [];
  const shown = aSegment(insured, ids.insurer, { parties: named });
  const { segment, details } = shown;
  await enrolment.open(segment, details, ZERO32, 0, 0, shown.parties, fixed("document"));
  const { from } = segment;
  const first = monthOf(from);
  const former = coverageWord({ from, first });
  const corrected = coverageWord({ from: from + 10, first, paid: 1n });
  const correction: Correction = {
    segment: segmentId(segment),
    entry: await lastEntry(enrolment),
    former,
    corrected,
    document: fixed("reasons"),
    deadline: LATER,
  };
  const approve = async (
    name: keyof typeof accounts,
    change: Partial<Correction> = {},
    list: readonly Hex[] = shown.parties,
  ) =>
    suite.enrolment
      .connect(accounts[name])
      .approveCorrection(
        segment,
        details,
        { ...correction, ...change },
        [...list],
        await lastEntry(enrolment),
      );
  const approveFor = async (by = signer, party = insured, change: Partial<Correction> = {}) => {
    const asked = { ...correction, ...change };
    return suite.enrolment
      .connect(suite.outsider)
      .approveCorrectionFor(
        party,
        segment,
        details,
        asked,
        shown.parties,
        await lastEntry(enrolment),
        by.bytes,
        await signedCorrection(suite, by, correctionHash(asked)),
      );
  };
  const coverage = () => enrolment.coverageOf(correction.segment);
  return { ...suite, suite, insured, enrolment, shown, correction, approve, approveFor, coverage };
}

describe("Enrolment.approveCorrection (CL-02, INV-ENROLMENT-3)", () => {
  it("all but one of its parties change nothing, and the last of them changes it", async () => {
    const all = await opened();
    const { enrolment, shown, correction, approve, approveFor, coverage, insured, ids } = all;
    const hash = correctionHash(correction);
    const bit = (party: Hex | number) => {
      const word = typeof party === "number" ? BigInt(party) : BigInt(party);
      return 1n << BigInt(shown.parties.findIndex((one) => BigInt(one) === word));
    };
    await expect(approve("insurer"))
      .to.emit(enrolment, "CorrectionApproved")
      .withArgs(
        hash,
        correction.segment,
        `0x${ids.insurer.toString(16).padStart(64, "0")}`,
        Object.values(correction).map((v) => (typeof v === "number" ? BigInt(v) : v)),
        shown.parties,
        bit(ids.insurer),
        all.accounts.insurer,
      );
    await expect(approve("insurer"))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentApproved")
      .withArgs(hash, bit(ids.insurer));
    await approveFor();
    expect(await coverage()).to.equal(correction.former);
    expect(await enrolment.approvalsOf(hash)).to.equal(bit(ids.insurer) | bit(insured));
    await approve("hospitalA");
    expect(await coverage()).to.equal(correction.corrected);
    expect(await enrolment.approvalsOf(hash)).to.equal(APPLIED | 7n);
    const head = await enrolment.headOf(insured, ids.insurer);
    expect((head >> 24n) & 0xffffffn).to.equal(2n);
  });

  it("nobody else approves: no other institution, no other person, nobody for another", async () => {
    const all = await opened();
    const { enrolment, correction, approve, approveFor, insured, patientKeys, ids } = all;
    const hash = correctionHash(correction);
    await expect(approve("hospitalB"))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentNotParty")
      .withArgs(hash, `0x${ids.hospitalB.toString(16).padStart(64, "0")}`);
    const { passkey } = patientKeys;
    const other = await enrolled(all.suite, passkey, { salt: fixed("other") });
    await expect(approveFor(passkey, other))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentNotParty")
      .withArgs(hash, other);
    await expect(approveFor(passkey))
      .to.be.revertedWithCustomError(all.subjectRegistry, "SubjectSignerMismatch")
      .withArgs(insured, passkey.bytes);
    const signed = await signedCorrection(all.suite, patientKeys.account, hash);
    const wider = { ...correction, document: fixed("other reasons") };
    const { segment, details, parties } = all.shown;
    const { account } = patientKeys;
    const domain = {
      name: "CareLedger Enrolment",
      version: "1",
      chainId: CHAIN_ID,
      verifyingContract: all.addresses.enrolment,
    };
    await expect(
      enrolment.approveCorrectionFor(
        insured,
        segment,
        details,
        wider,
        parties,
        ZERO32,
        account.bytes,
        signed,
      ),
    )
      .to.be.revertedWithCustomError(all.subjectRegistry, "SubjectSignatureInvalid")
      .withArgs(account.bytes, signingDigest(domain, correctionHash(wider)));
  });

  it("its parties are those that were named when the segment was opened, all of them", async () => {
    const all = await opened();
    const { enrolment, correction, approve, shown, coverage } = all;
    for (const list of [shown.parties.slice(0, 2), shown.parties.toReversed()]) {
      await expect(approve("insurer", {}, list))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentPartiesWrong")
        .withArgs(correction.segment, partiesHash(list));
    }
    expect(await coverage()).to.equal(correction.former);
    const without = await opened(false);
    await expect(without.approve("insurer"))
      .to.be.revertedWithCustomError(without.enrolment, "EnrolmentPartiesWrong")
      .withArgs(without.correction.segment, keccak256("0x"));
  });

  it("comes too late after its deadline, and where anything else changed the segment", async () => {
    const all = await opened();
    const { enrolment, correction, approve, shown, coverage } = all;
    const deadline = await latestTime();
    await expect(approve("insurer", { deadline }))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDeadlinePassed")
      .withArgs(deadline, deadline + 1);
    await approve("insurer");
    const until = shown.segment.from + 300;
    await enrolment.end(shown.segment, await lastEntry(enrolment), until, fixed("end"));
    await expect(approve("hospitalA"))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentChangedSince")
      .withArgs(correction.segment, await coverage());
  });

  it("changes something, and nothing that is not whole in itself", async () => {
    const { enrolment, correction, approve, shown } = await opened();
    const { from } = shown.segment;
    const first = monthOf(from);
    for (const corrected of [
      correction.former,
      coverageWord({ from: from - 1, first }),
      coverageWord({ from, first: first + 1 }),
      coverageWord({ from, first, until: from + 5 }),
      coverageWord({ from, first, state: 2 }),
      coverageWord({ from, first, until: from, state: 2 }),
      coverageWord({ from, first, state: 0 }),
      coverageWord({ from, first, state: 4 }),
      coverageWord({ from, first, died: from - 1 }),
      coverageWord({ from, first, late: 1n }),
      coverageWord({ from, first }) | (1n << 232n),
    ]) {
      await expect(approve("insurer", { corrected }))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentCorrectionInvalid")
        .withArgs(correction.former, corrected);
    }
  });

  it("brings nobody back who is insured elsewhere by now (INV-ENROLMENT-2)", async () => {
    const all = await opened();
    const { enrolment, correction, approve, approveFor, shown, coverage, ids, insured } = all;
    const { from } = shown.segment;
    await enrolment.end(shown.segment, await lastEntry(enrolment), from + 30, fixed("end"));
    const next = aSegment(insured, ids.insurer, { from: from + 30 });
    const { segment, details } = next;
    const previous = await lastEntry(enrolment);
    await enrolment.open(segment, details, previous, 0, 0, [], fixed("document"));
    const former = await coverage();
    const longer = { former, corrected: coverageWord({ from, first: monthOf(from) }) };
    await approve("insurer", longer);
    await approveFor(undefined, undefined, longer);
    await expect(approve("hospitalA", longer))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentSucceeded")
      .withArgs(shown.details.nullifier, segmentId(segment));
    const voided = { former, corrected: coverageWord({ from, first: monthOf(from), state: 3 }) };
    await approve("insurer", voided);
    await approveFor(undefined, undefined, voided);
    await approve("hospitalA", voided);
    expect(await coverage()).to.equal(voided.corrected);
    expect(correction.segment).to.equal(segmentId(shown.segment));
  });
});
