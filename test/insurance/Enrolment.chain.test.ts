/** A person's entries at an insurer form a chain (CL-24); test/ledger/enrolment.test.ts rebuilds it. */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { linkOf } from "../../src/core/coverage.ts";
import { deployCareLedger, fixed } from "../fixtures/careLedger.ts";
import { lastEntry } from "../fixtures/enrolments.ts";
import { aSegment } from "../fixtures/funds.ts";
import { aProfile } from "../fixtures/participants.ts";
import { enrolled } from "../fixtures/stories.ts";

const DOCUMENT = fixed("document");

async function chained() {
  const suite = await deployCareLedger();
  const { ids } = suite;
  const insured = await enrolled(suite, suite.patientKeys.account);
  const enrolment = suite.enrolment.connect(suite.accounts.insurer);
  const at = (from: number) => aSegment(insured, ids.insurer, { from, nullifier: ZERO32 });
  const open = (from: number, previous: Hex) =>
    enrolment.open(at(from).segment, at(from).details, previous, 0, 0, [], DOCUMENT);
  await open(61_000, ZERO32);
  const first = await lastEntry(enrolment);
  await enrolment.end(at(61_000).segment, first, 61_100, DOCUMENT);
  const second = await lastEntry(enrolment);
  const head = () => enrolment.headOf(insured, ids.insurer);
  return { ...suite, insured, enrolment, at, open, first, second, head };
}

describe("Enrolment: chains (CL-24, INV-ENROLMENT-1)", () => {
  it("refuse forks, gaps and other orders: each entry shows the last one", async () => {
    const { enrolment, insured, open, first, second, head } = await chained();
    for (const previous of [ZERO32, first, fixed("entry to come")]) {
      await expect(open(61_200, previous))
        .to.be.revertedWithCustomError(enrolment, "EnrolmentNotLast")
        .withArgs(insured, previous, await head());
    }
    expect(BigInt(linkOf(second)) >> 48n).to.equal((await head()) >> 48n);
    await open(61_200, second);
  });

  it("refuse back-dating: nothing holds from a day before the last entry's", async () => {
    const { enrolment, insured, open, second } = await chained();
    await expect(open(61_099, second))
      .to.be.revertedWithCustomError(enrolment, "EnrolmentBackDated")
      .withArgs(insured, 61_099, 61_100);
    await open(61_100, second);
  });

  it("no other insurer writes into them", async () => {
    const { enrolment, participantRegistry, insured, head, ids, outsider } = await chained();
    await participantRegistry.admit(aProfile({ kinds: 64n }), fixed("other"), "", outsider);
    const other = Number(await participantRegistry.participantCount());
    const { segment, details } = aSegment(insured, other, { from: 61_500, nullifier: ZERO32 });
    const before = await head();
    await enrolment.connect(outsider).open(segment, details, ZERO32, 0, 0, [], DOCUMENT);
    expect(await head()).to.equal(before);
    expect((await enrolment.headOf(insured, other)) & 0xffffffn).to.equal(61_500n);
    expect(ids.insurer).not.to.equal(other);
  });
});
