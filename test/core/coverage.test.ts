/** Chains of enrolment entries are verified offline (CL-24); arrears and gaps are told (CL-01). */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import {
  arrears,
  type CoverageSlot,
  coverageSlot,
  coverOn,
  type EnrolmentEntry,
  enrolmentEntryId,
  linkOf,
  packCoverage,
  verifyEnrolment,
} from "../../src/core/coverage.ts";
import { firstDayOf, monthOf, monthText, parseMonth } from "../../src/core/months.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { fails } from "../fixtures/fails.ts";

const INSURED: Hex = `0x${"11".repeat(32)}`;
const KINDS = ["OPENED", "CONTRIBUTED", "CONTRIBUTED", "ENDED"] as const;

/** Four entries, each after the one before. */
function chain(): EnrolmentEntry[] {
  const entries: EnrolmentEntry[] = [];
  for (const [i, kind] of KINDS.entries()) {
    const last = entries.at(-1);
    entries.push({
      insured: INSURED,
      previous: last ? linkOf(enrolmentEntryId(last)) : ZERO32,
      kind,
      segment: `0x${"22".repeat(32)}`,
      day: 61_000 + i,
      data: `0x${"33".repeat(32)}`,
      enteredAt: 1_790_000_000 + i,
    });
  }
  return entries;
}

const headOf = (entries: readonly EnrolmentEntry[]) => ({
  link: linkOf(enrolmentEntryId(entries.at(-1)!)),
  count: entries.length,
  day: entries.at(-1)!.day,
});

const broken = (entries: readonly EnrolmentEntry[], head = headOf(chain())) => {
  const error = fails(() => verifyEnrolment(entries, head));
  expect(isCareLedgerError(error) && error.code).equal("ENROLMENT_CHAIN_BROKEN");
  return isCareLedgerError(error) ? error.details["entry"] : undefined;
};

describe("verifyEnrolment (CL-24)", () => {
  it("takes a whole chain and none at all", () => {
    const entries = chain();
    expect(verifyEnrolment(entries, headOf(entries))).equal(enrolmentEntryId(entries[3]!));
    expect(verifyEnrolment([], { link: ZERO32, count: 0, day: 0 })).equal(undefined);
  });

  it("tells the first entry that was left out, put in, moved, changed, forked or dated back", () => {
    const entries = chain();
    expect(broken(entries.toSpliced(1, 1))).equal(2);
    expect(broken(entries.slice(0, 3))).equal(4);
    expect(broken([...entries.slice(0, 2), entries[1]!, ...entries.slice(2)])).equal(3);
    expect(broken([entries[0]!, entries[2]!, entries[1]!, entries[3]!])).equal(2);
    expect(broken(entries.with(1, { ...entries[1]!, day: 61_002 }))).equal(3);
    expect(broken(entries.with(3, { ...entries[3]!, data: ZERO32 }))).equal(5);
    expect(broken(entries.with(2, { ...entries[2]!, previous: entries[1]!.previous }))).equal(3);
    const back = entries.with(3, { ...entries[3]!, day: 61_001 });
    expect(broken(back, headOf(back))).equal(4);
    const early = entries.with(3, { ...entries[3]!, enteredAt: 1 });
    expect(broken(early, headOf(early))).equal(4);
    const other = entries.with(1, { ...entries[1]!, insured: ZERO32 });
    expect(broken(other)).equal(2);
  });
});

describe("Segments in words (CL-01)", () => {
  const slot: CoverageSlot = {
    from: firstDayOf(24_312) + 9,
    until: firstDayOf(24_316) + 4,
    state: "ENDED",
    grace: 20,
    firstMonth: 24_312,
    paid: 0b1011n,
    late: 0b0010n,
  };

  it("days are covered, late, in arrears or outside, to the day", () => {
    const on = (month: number, day: number) => coverOn(slot, firstDayOf(month) + day - 1);
    expect(on(24_312, 9)).equal("OUTSIDE");
    expect(on(24_312, 10)).equal("COVERED");
    expect(on(24_313, 1)).equal("LATE");
    expect(on(24_314, 1)).equal("ARREARS");
    expect(on(24_315, 30)).equal("COVERED");
    expect(on(24_316, 4)).equal("ARREARS");
    expect(on(24_316, 5)).equal("OUTSIDE");
    expect(coverOn({ ...slot, diedOn: slot.from }, slot.from)).equal("COVERED");
    expect(coverOn({ ...slot, diedOn: slot.from }, slot.from + 1)).equal("DECEASED");
    expect(coverOn({ ...slot, state: "VOIDED" }, slot.from)).equal("OUTSIDE");
  });

  it("arrears are the months that nobody paid, up to the last one insured", () => {
    expect(arrears(slot, 24_315)).deep.equal([24_314]);
    expect(arrears(slot, 24_400)).deep.equal([24_314, 24_316]);
    const open: CoverageSlot = { ...slot, state: "OPEN" };
    delete open.until;
    expect(arrears(open, 24_312 + 64)).lengthOf(62);
  });

  it("words are packed as they are read, and months as they are written", () => {
    expect(coverageSlot(packCoverage(slot))).deep.equal(slot);
    expect(coverageSlot(packCoverage({ ...slot, diedOn: 61_000 })).diedOn).equal(61_000);
    expect(parseMonth("2026-01")).equal(24_312);
    expect(monthText(24_312)).equal("2026-01");
    expect(monthOf(firstDayOf(24_312))).equal(24_312);
    expect(monthOf(firstDayOf(24_312) - 1)).equal(24_311);
  });
});
