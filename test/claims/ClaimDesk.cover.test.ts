/** On which days somebody is covered: before, in arrears, after death (CL-01, CL-10). */
import { expect } from "chai";
import { CARC } from "../../src/core/lineRules.ts";
import { latestTime } from "../fixtures/chain.ts";
import { clean, NOTHING, outcome } from "../fixtures/claimOutcomes.ts";
import { deployClaims, insure, somebody } from "../fixtures/claimsWorld.ts";
import { DAY, DOCUMENT } from "../fixtures/tariffs.ts";

describe("ClaimDesk: who is covered on the day (CL-01, CL-10)", () => {
  it("the dead, who is not insured yet or any more, and unpaid months", async () => {
    const world = await deployClaims();
    const enrolment = world.enrolment.connect(world.accounts.insurer);
    const day = Math.floor((await latestTime()) / DAY) + 40_587 - 30;
    const on = (at: number, invoice: string, segment = world.segment) =>
      outcome(world, {
        invoice,
        segment,
        start: (at - 40_587) * DAY,
        length: 0,
        lines: [["visit", 700n]],
      });
    const { from } = world.segment;
    const outside = { state: "DENIED", flags: NOTHING, uncovered: 700n };
    expect(await on(from - 1, "early")).to.deep.include({
      ...outside,
      reason: CARC.BEFORE_COVERAGE,
    });
    expect(await on(from, "first")).to.deep.include(clean);
    const unpaid = await insure(world.suite, await somebody(world, "unpaid"), { paid: 1n });
    expect(await on(from, "paid", unpaid)).to.deep.include(clean);
    expect(await on(from + 31, "not", unpaid)).to.deep.include({ ...outside, reason: CARC.LAPSED });
    const head = await world.enrolment.headOf(world.insured, world.ids.insurer);
    const previous = `0x${(head >> 48n).toString(16).padStart(52, "0")}${"0".repeat(12)}`;
    await enrolment.enterDeath(world.segment, previous, day, DOCUMENT);
    expect(await on(day, "last day")).to.deep.include(clean);
    const reaching = (offset: bigint, invoice: string) =>
      outcome(world, {
        invoice,
        start: (day - 40_587) * DAY,
        lines: [
          ["exam", 100n],
          ["xray", 700n, { offset }],
        ],
      });
    const midnight = BigInt(DAY);
    expect(await reaching(midnight - 1n, "until midnight")).to.deep.include(clean);
    expect(await reaching(midnight, "after midnight")).to.deep.include({
      state: "DENIED",
      flags: ["DECEASED"],
      reason: CARC.DIED,
      refused: 100n,
    });
    expect(await on(day + 1, "after")).to.deep.include({
      state: "DENIED",
      flags: ["DECEASED"],
      reason: CARC.DIED,
      refused: 700n,
    });
  });
});
