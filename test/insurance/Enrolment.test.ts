import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { firstDayOf, monthOf } from "../../src/core/months.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { aSegment, coverageWord, today } from "../fixtures/funds.ts";
import { aProfile, STATUS } from "../fixtures/participants.ts";
import { enrolled } from "../fixtures/stories.ts";
import { lastEntry } from "../fixtures/enrolments.ts";

const DOCUMENT = fixed("document");

async function world() {
  const suite = await deployCareLedger();
  const insured = await enrolled(suite, suite.patientKeys.account);
  const enrolment = suite.enrolment.connect(suite.accounts.insurer);
  const open = (
    shown: ReturnType<typeof aSegment>,
    {
      previous = ZERO32,
      paid = 0n,
      grace = 0,
    }: { previous?: Hex; paid?: bigint; grace?: number } = {},
  ) => enrolment.open(shown.segment, shown.details, previous, paid, grace, shown.parties, DOCUMENT);
  return { ...suite, suite, insured, enrolment, open, ids: suite.ids };
}

describe("Enrolment.open (CL-01)", () => {
  it("opens a person's segment, with what she paid before", async () => {
    const { open, enrolment, insured, ids } = await world();
    const shown = aSegment(insured, ids.insurer);
    const { from } = shown.segment;
    const id = segmentId(shown.segment);
    await expect(open(shown, { paid: 5n, grace: 10 })).to.emit(enrolment, "SegmentOpened");
    const word = coverageWord({ from, first: monthOf(from), paid: 5n, grace: 10 });
    expect(await enrolment.coverageOf(id)).to.equal(word);
    expect(await enrolment.holderOf(shown.details.nullifier)).to.equal(id);
    const head = await enrolment.headOf(insured, ids.insurer);
    expect(BigInt.asUintN(48, head)).to.equal((1n << 24n) | BigInt(from));
    await expect(open(shown, { previous: await lastEntry(enrolment) }))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentExists")
      .withArgs(id);
  });

  it("is for the insurer it names, an ACTIVE one, and for persons and enterprises that are known", async () => {
    const all = await world();
    const { open, enrolment, insured, ids, participantRegistry: registry, subjectRegistry } = all;
    await expect(open(aSegment(insured, ids.hospitalA)))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentNotInsurer")
      .withArgs(ids.hospitalA, ids.insurer);
    await expect(open(aSegment(DOCUMENT, ids.insurer)))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(DOCUMENT);
    await expect(open(aSegment(insured, ids.insurer, { enterprise: DOCUMENT })))
      .to.be.revertedWithCustomError(subjectRegistry, "SubjectUnknown")
      .withArgs(DOCUMENT);
    const shown = aSegment(insured, ids.insurer);
    const other = { ...shown, details: { ...shown.details, salt: DOCUMENT } };
    await expect(open(other))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDetailsWrong")
      .withArgs(segmentId(shown.segment));
    const noDay = aSegment(insured, ids.insurer, { from: 0 });
    await expect(open(noDay))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDayWrong")
      .withArgs(segmentId(noDay.segment), 0);
    await registry.setStatus(ids.insurer, STATUS.SUSPENDED);
    await expect(open(shown))
      .to.be.revertedWithCustomError(registry, "ParticipantNotActive")
      .withArgs(ids.insurer, STATUS.SUSPENDED);
  });

  it("refuses that one person is insured in two provinces at once (CL-01, INV-ENROLMENT-2)", async () => {
    const all = await world();
    const { suite, open, enrolment, insured, ids, outsider, participantRegistry: registry } = all;
    await registry.admit(
      aProfile({ kinds: 32n, jurisdictionCode: 340_000 }),
      fixed("other province"),
      "",
      outsider,
    );
    const theirs = Number(await registry.participantCount());
    const pseudonym = await enrolled(suite, suite.patientKeys.passkey, { salt: fixed("there") });
    const here = aSegment(insured, ids.insurer);
    const there = (from: number) => aSegment(pseudonym, theirs, { from });
    const openThere = (from: number) => {
      const { segment, details } = there(from);
      return enrolment.connect(outsider).open(segment, details, ZERO32, 0, 0, [], DOCUMENT);
    };
    await open(here);
    const id = segmentId(here.segment);
    await expect(openThere(61_500))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDouble")
      .withArgs(here.details.nullifier, id, 0);
    await enrolment.end(here.segment, await lastEntry(enrolment), 61_300, DOCUMENT);
    await expect(openThere(61_299))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDouble")
      .withArgs(here.details.nullifier, id, 61_300);
    await openThere(61_300);
    expect(await enrolment.holderOf(here.details.nullifier)).to.equal(
      segmentId(there(61_300).segment),
    );
  });

  it("takes parties that ascend, with the insurer among them", async () => {
    const { open, enrolment, insured, ids } = await world();
    for (const parties of [[ids.insurer], [ids.hospitalA, ids.hospitalB]]) {
      const shown = aSegment(insured, ids.insurer, { parties });
      await expect(open(shown))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentPartiesInvalid")
        .withArgs(shown.details.parties);
    }
    const shown = aSegment(insured, ids.insurer, { parties: [ids.hospitalA, ids.insurer] });
    for (const parties of [[], shown.parties.toReversed(), [...shown.parties, insured]]) {
      await expect(open({ ...shown, parties }))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentPartiesInvalid")
        .withArgs(shown.details.parties);
    }
    await open(shown);
  });
});

describe("Enrolment.enterContributions (CL-01)", () => {
  const paidMonth = async (
    { enrolment }: Awaited<ReturnType<typeof world>>,
    shown: ReturnType<typeof aSegment>,
    month: number,
    count = 1,
  ) => [
    {
      segment: shown.segment,
      previous: await lastEntry(enrolment),
      month,
      count,
      contribution: DOCUMENT,
    },
  ];

  it("marks months, leaves gaps as arrears, and what is paid back as late (INV-ENROLMENT-4)", async () => {
    const all = await world();
    const { open, enrolment, insured, ids } = all;
    const now = monthOf(await today());
    const from = firstDayOf(now - 3);
    const shown = aSegment(insured, ids.insurer, { from });
    const id = segmentId(shown.segment);
    await open(shown);
    await enrolment.enterContributions(await paidMonth(all, shown, now));
    await enrolment.enterContributions(await paidMonth(all, shown, now - 3, 2));
    const word = { from, first: now - 3, paid: 0b1011n, late: 0b0011n };
    expect(await enrolment.coverageOf(id)).to.equal(coverageWord(word));
    await expect(enrolment.enterContributions(await paidMonth(all, shown, now - 3)))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentMonthWrong")
      .withArgs(id, now - 3, now - 3);
    for (const [month, count] of [
      [now - 4, 1],
      [now + 60, 2],
      [now + 61, 1],
      [now - 2, 0],
    ] as const) {
      await expect(enrolment.enterContributions(await paidMonth(all, shown, month, count)))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentMonthWrong")
        .withArgs(id, month, now - 3);
    }
    await enrolment.enterContributions(await paidMonth(all, shown, now + 60));
    const last = (await enrolment.coverageOf(id)) >> 104n;
    expect(last & (1n << 63n)).to.equal(1n << 63n);
  });

  it("what comes within its grace is in time", async () => {
    const all = await world();
    const { open, enrolment, ids, patientKeys } = all;
    const key = (i: number) => [patientKeys.passkey, patientKeys.account][i]!;
    const day = await today();
    const now = monthOf(day);
    const sinceEnd = day - firstDayOf(now);
    for (const [i, late] of [1n, 0n].entries()) {
      const grace = sinceEnd + i;
      const change = { from: firstDayOf(now - 1), nullifier: ZERO32, salt: fixed(`grace ${i}`) };
      const person = await enrolled(all.suite, key(i), { salt: fixed(`person ${i}`) });
      const shown = aSegment(person, ids.insurer, change);
      await open(shown, { grace });
      await enrolment.enterContributions(await paidMonth(all, shown, now - 1));
      expect((await enrolment.coverageOf(segmentId(shown.segment))) >> 168n).to.equal(late);
    }
  });
});

describe("Enrolment.end and enterDeath (CL-01)", () => {
  it("end a segment once, on a day in it; a death is known later than it happens", async () => {
    const { open, enrolment, insured, ids } = await world();
    const shown = aSegment(insured, ids.insurer);
    const { from } = shown.segment;
    const id = segmentId(shown.segment);
    const first = monthOf(from);
    await expect(enrolment.end(shown.segment, ZERO32, from + 1, DOCUMENT))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentStateWrong")
      .withArgs(id, 0);
    await open(shown);
    await expect(enrolment.end(shown.segment, await lastEntry(enrolment), from, DOCUMENT))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDayWrong")
      .withArgs(id, from);
    await enrolment.end(shown.segment, await lastEntry(enrolment), from + 90, DOCUMENT);
    expect(await enrolment.coverageOf(id)).to.equal(
      coverageWord({ from, until: from + 90, state: 2, first }),
    );
    await expect(enrolment.end(shown.segment, await lastEntry(enrolment), from + 91, DOCUMENT))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentStateWrong")
      .withArgs(id, 2);
    for (const day of [from - 1, (await today()) + 2]) {
      await expect(enrolment.enterDeath(shown.segment, await lastEntry(enrolment), day, DOCUMENT))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentDayWrong")
        .withArgs(id, day);
    }
    await enrolment.enterDeath(shown.segment, await lastEntry(enrolment), from + 10, DOCUMENT);
    expect(await enrolment.coverageOf(id)).to.equal(
      coverageWord({ from, until: from + 90, died: from + 10, state: 2, first }),
    );
    await expect(
      enrolment.enterDeath(shown.segment, await lastEntry(enrolment), from + 11, DOCUMENT),
    )
      .to.be.revertedWithCustomError(enrolment, "EnrolmentDayWrong")
      .withArgs(id, from + 11);
  });
});
