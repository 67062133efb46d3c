/** Proposed rules over past claims: asked by `eth_call`, their effect kept with the proposal (CL-09, ID-19). */
import { expect } from "chai";
import { unpackTotals } from "../../src/core/claims.ts";
import { unpackResult } from "../../src/core/claimWords.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { type CatalogueRule, packedRow, rowsHash, ruleWord } from "../../src/core/rules.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { type ClaimFile, submitted } from "../fixtures/claimFiles.ts";
import { type ClaimsWorld, codeOf, deployClaims } from "../fixtures/claimsWorld.ts";
import { AREA, CHANGZHOU, dateIn, DOCUMENT, NOTICE_DAYS } from "../fixtures/tariffs.ts";

/** What is proposed: a visit is worth 60.00 at most. */
const CHEAPER: CatalogueRule = {
  from: "2020-01-01",
  ceiling: 6_000n,
  serviceItem: 3,
  category: "A",
  kind: "SERVICE",
};

/** Claims of the past: three with a visit, of which two are above 60.00, and one without. */
async function past() {
  const world = await deployClaims();
  const files: ClaimFile[] = [];
  let paid = 0n;
  for (const [i, lines] of [
    [["visit", 10_000n] as const, ["exam", 5_000n] as const],
    [["visit", 5_000n] as const],
    [["xray", 9_000n] as const],
    [["bloods", 700n] as const, ["visit", 8_000n] as const],
  ].entries()) {
    const start = 1_780_000_000 + 1_000 * i;
    const { file, decision } = await submitted(world, { invoice: `past ${i}`, start, lines });
    files.push(file);
    paid += unpackTotals(decision.totals).fund;
  }
  return { world, files, paid };
}

/** Decides the files anew, each on the balance that the one before left. */
async function run(
  { shadowDesk, accounts, outsider }: ClaimsWorld,
  files: ClaimFile[],
  rule: bigint,
) {
  let balance = 0n;
  const decided = [];
  for (const file of files) {
    const rules = file.lines.map(({ code }) => (code === codeOf("visit") ? rule : 0n));
    const call = shadowDesk.connect(outsider);
    const decision = await call.shadow(file, accounts.hospitalA, rules, balance);
    ({ balance } = decision);
    decided.push(decision);
  }
  return { balance, decided };
}

describe("ShadowDesk.shadow (CL-09, ID-19)", () => {
  it("runs past claims again under the catalogue's rows as they were decided, though they were billed", async () => {
    const { world, files, paid } = await past();
    const { balance, decided } = await run(world, files, 0n);
    const sum = decided.reduce((all, { totals }) => all + unpackTotals(totals).fund, 0n);
    expect(sum).to.equal(paid);
    expect(balance).to.equal(await world.claims.balanceOf(segmentId(world.segment)));
    for (const { totals } of decided) expect(unpackTotals(totals).flags).to.deep.equal([]);
  });

  it("tells what a proposed rule would have paid; its effect stands with the proposal, and nothing is written", async () => {
    const { world, files, paid } = await past();
    const { catalogue, accounts, claims, segment } = world;
    const row = packedRow({
      code: codeOf("visit"),
      version: 2,
      rule: { ...CHEAPER, from: await dateIn(NOTICE_DAYS) },
    });
    const insurer = catalogue.connect(accounts.insurer);
    await insurer.propose(AREA, [row], DOCUMENT);
    const before = await claims.balanceOf(segmentId(segment));

    const { decided } = await run(world, files, ruleWord(CHEAPER));
    const totals = decided.map((decision) => unpackTotals(decision.totals));
    const fund = totals.reduce((all, one) => all + one.fund, 0n);
    const changed = totals.filter(({ flags }) => flags.includes("OVER_PRICE")).length;
    // 40.00 of the first visit and 20.00 of the last are above the ceiling: 80 % of them were the fund's.
    expect([changed, paid - fund]).to.deep.equal([2, 4_800n]);
    const [parts, rest] = decided[3]!.results.slice(2);
    expect(unpackResult(parts!, rest!)).to.deep.include({ overLimit: 2_000n, paid: 4_800n });

    const effect = {
      claims: files.length,
      changed,
      paidBefore: paid,
      paidAfter: fund,
      run: fixed("report of the run"),
    };
    const proposal = rowsHash(CHANGZHOU, [row]);
    await insurer.recordEffect(proposal, effect);
    expect((await catalogue.proposalOf(proposal)).effect).to.deep.equal([
      4n,
      2n,
      paid,
      fund,
      effect.run,
    ]);
    expect(await claims.balanceOf(segmentId(segment))).to.equal(before);
    expect((await catalogue.rulesOf(AREA, [row.code], [2]))[0]).to.equal(0n);
  });

  it("refuses another provider's account, and rules that are not of the lines", async () => {
    const { world, files } = await past();
    const { shadowDesk, accounts, ids } = world;
    await expect(shadowDesk.shadow(files[0]!, accounts.hospitalB, [0n, 0n], 0n))
      .to.be.revertedWithCustomError(shadowDesk, "ClaimProviderForeign")
      .withArgs(ids.hospitalA, ids.hospitalB);
    await expect(shadowDesk.shadow(files[0]!, accounts.hospitalA, [0n], 0n))
      .to.be.revertedWithCustomError(shadowDesk, "ClaimListLength")
      .withArgs(1, 2);
  });
});
