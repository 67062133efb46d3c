/** What is suspicious is found in the transaction that bills it, and not paid (CL-06, CL-10..13). */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { claimStateOf, unpackTotals } from "../../src/core/claims.ts";
import { unpackResult } from "../../src/core/claimWords.ts";
import { attributesHash } from "../../src/core/coverage.ts";
import { CARC } from "../../src/core/lineRules.ts";
import { indicationTree, indicationLeaf, packedRow } from "../../src/core/rules.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { type FileChange, submitted } from "../fixtures/claimFiles.ts";
import { clean, outcome } from "../fixtures/claimOutcomes.ts";
import { codeOf, deployClaims, insure, somebody } from "../fixtures/claimsWorld.ts";
import { AREA, aRule, DAY, DOCUMENT } from "../fixtures/tariffs.ts";

describe("ClaimDesk flags (CL-06, CL-10, CL-11, CL-12, CL-13)", () => {
  it("the same line under another invoice and at another institution (CL-11)", async () => {
    const world = await deployClaims();
    const start = (await latestTime()) - 3_600;
    const line = (offset = 0n): FileChange => ({ start, lines: [["exam", 1_000n, { offset }]] });
    expect(await outcome(world, line())).to.deep.include(clean);
    const duplicate = {
      state: "DENIED",
      flags: ["DUP_LINE"],
      reason: CARC.DUPLICATE,
      refused: 1_000n,
      paid: 0n,
    };
    expect(await outcome(world, { invoice: "again", ...line() })).to.deep.include(duplicate);
    const elsewhere = { invoice: "b", provider: "hospitalB", ...line() } as const;
    expect(await outcome(world, elsewhere)).to.deep.include(duplicate);
    // A second later it is another one.
    expect(await outcome(world, { invoice: "c", ...line(1n) })).to.deep.include(clean);
  });

  it("the same line twice in one claim, and the tenth after nine others (CL-11)", async () => {
    const world = await deployClaims();
    const start = (await latestTime()) - 3_600;
    const { decision } = await submitted(world, {
      start,
      lines: [
        ["exam", 1_000n],
        ["exam", 1_000n],
      ],
    });
    const second = unpackResult(decision.results[2]!, decision.results[3]!);
    expect(second).to.deep.include({ refused: 1_000n, reason: CARC.DUPLICATE });
    const many = Array.from(
      { length: 12 },
      (_, i) => ["xray", 10n, { offset: BigInt(i) }] as const,
    );
    expect((await outcome(world, { invoice: "many", start, lines: many })).flags).to.deep.equal([]);
    for (const offset of [0n, 8n, 9n, 11n]) {
      const again = {
        invoice: `again ${offset}`,
        start,
        lines: [["xray", 10n, { offset }]],
      } as const;
      expect((await outcome(world, again)).flags).to.deep.equal(["DUP_LINE"]);
    }
  });

  it("what is done once a day is the same the whole day, and not the next", async () => {
    const world = await deployClaims();
    const midnight = Math.floor((await latestTime()) / DAY) * DAY - DAY;
    const nursing = (invoice: string, start: number): FileChange => ({
      invoice,
      start,
      length: 0,
      lines: [["nursing", 1_000n]],
    });
    expect(await outcome(world, nursing("a", midnight))).to.deep.include(clean);
    const late = await outcome(world, nursing("b", midnight + DAY - 1));
    expect(late.flags).to.deep.equal(["DUP_LINE"]);
    expect(await outcome(world, nursing("c", midnight - 1))).to.deep.include(clean);
  });

  it("the third time where two are paid in 30 days", async () => {
    const world = await deployClaims();
    // A window of 30 days begins on days that 30 divides.
    const window = Math.floor(((await latestTime()) / DAY + 40_587) / 30) * 30 - 30 - 40_587;
    const on = (day: number, invoice: string): FileChange => ({
      invoice,
      start: (window + day) * DAY,
      length: 0,
      lines: [["yearly", 1_000n]],
    });
    expect(await outcome(world, on(0, "a"))).to.deep.include(clean);
    expect(await outcome(world, on(29, "b"))).to.deep.include(clean);
    expect(await outcome(world, on(15, "c"))).to.deep.include({
      state: "DENIED",
      flags: ["OVER_FREQ"],
      reason: CARC.FREQUENCY,
      uncovered: 1_000n,
    });
    expect(await outcome(world, on(-1, "d"))).to.deep.include(clean);
  });

  it("a drug whose indications hold none of the diagnoses; without one the rule abstains (CL-12)", async () => {
    const world = await deployClaims();
    const [fits, other] = [fixed("E11.9"), fixed("J45.0")];
    const tree = indicationTree([fits, fixed("E10.1"), fixed("E13.0")]);
    const { ceiling: _, selfShare: __, ...plain } = aRule({ category: "A" });
    const row = {
      code: codeOf("metformin"),
      version: 1,
      rule: { ...plain, indications: tree.root },
    };
    await world.catalogue.connect(world.accounts.insurer).publish(AREA, [packedRow(row)], DOCUMENT);
    const proof = tree.prove(indicationLeaf(fits));
    let n = 0;
    const billed = (diagnoses: Hex[], diagnosis: number, proofs = proof) =>
      outcome(world, {
        invoice: `${++n}`,
        start: 1_780_000_000 + 100 * n,
        diagnoses,
        proofs,
        lines: [
          ["metformin", 1_000n, { diagnosis: BigInt(diagnosis), proof: BigInt(proofs.length) }],
        ],
      });
    expect(await billed([other, fits], 2)).to.deep.include(clean);
    const off = { state: "DENIED", flags: ["OFF_INDICATION"], reason: CARC.OFF_LABEL };
    expect(await billed([other, fits], 1)).to.deep.include(off);
    expect(await billed([other], 0, [])).to.deep.include(off);
    expect(await billed([fits], 1, proof.slice(1))).to.deep.include(off);
    expect(await billed([], 0, [])).to.deep.include({ state: "PAID", flags: ["NO_DIAGNOSIS"] });
  });

  it("a service that the agreement does not name (CL-03), and age or sex that do not fit", async () => {
    const world = await deployClaims();
    expect(await outcome(world, { invoice: "f", lines: [["foreign", 500n]] })).to.deep.include({
      state: "DENIED",
      flags: ["UNLICENSED"],
      refused: 500n,
    });
    const salt = fixed("salt of attributes");
    const of = async (bornIn: number, sex: number, name: string) => {
      const who = await somebody(world, name);
      const segment = await insure(world.suite, who, {
        attributes: attributesHash(bornIn, sex, salt),
      });
      const change = { invoice: name, segment, person: { bornIn, sex, salt } };
      return outcome(world, { ...change, lines: [["women", 500n]] });
    };
    expect(await of(1_980 * 12, 0, "woman")).to.deep.include({ flags: [], paid: 400n });
    const wrong = { state: "DENIED", flags: ["AGE_SEX"], uncovered: 500n };
    expect(await of(1_980 * 12, 1, "man")).to.deep.include({ ...wrong, reason: CARC.SEX });
    expect(await of(2_020 * 12, 0, "girl")).to.deep.include({ ...wrong, reason: CARC.AGE });
  });

  it("a stay over nights of another pends; from its last day on none does", async () => {
    const world = await deployClaims();
    const morning = Math.floor((await latestTime()) / DAY) * DAY - 20 * DAY + 36_000;
    const stay = (
      invoice: string,
      from: number,
      nights: number,
      provider: "hospitalA" | "hospitalB",
    ) =>
      outcome(world, {
        invoice,
        provider,
        setting: "INPATIENT",
        start: morning + from * DAY,
        length: nights * DAY,
        lines: [["visit", 1_000n]],
      });
    expect(await stay("a", 0, 5, "hospitalA")).to.deep.include(clean);
    expect(await stay("b", 4, 3, "hospitalB")).to.deep.include({
      state: "PENDED",
      flags: ["OVERLAPPING_STAY"],
    });
    expect(await stay("c", 5, 3, "hospitalB")).to.deep.include(clean);
    expect(await stay("d", -2, 2, "hospitalB")).to.deep.include(clean);
  });

  it("a claim without evidence pends, and moves nothing", async () => {
    const world = await deployClaims();
    const { decision, id, sent } = await submitted(world, { evidence: ZERO32 });
    expect(unpackTotals(decision.totals).flags).to.deep.equal(["NO_ENCOUNTER"]);
    expect(claimStateOf(await world.claims.claimOf(id))).to.equal("PENDED");
    await expect(sent).not.to.emit(world.fundLedger, "PaymentMade");
    expect(decision.balance).to.equal(0n);
  });
});
