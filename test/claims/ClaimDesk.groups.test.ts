/** Stays are priced by the group that is given: a proven weight by the plan's base rate (CL-09, CL-14). */
import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { claimStateOf, unpackTotals } from "../../src/core/claims.ts";
import { GroupTable, readWeights } from "../../src/core/groupWeights.ts";
import { packedPlan } from "../../src/core/plans.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { aFile, deskOf, type FileChange, submitted } from "../fixtures/claimFiles.ts";
import {
  type ClaimsWorld,
  deployClaims,
  insure,
  SINCE,
  somebody,
  thePlan,
} from "../fixtures/claimsWorld.ts";
import { CHS_DRG_CASES } from "../fixtures/drgCases.ts";
import { DAY, DOCUMENT } from "../fixtures/tariffs.ts";

/** A weight of 1 costs so much: the stays of these tests are within the pool. */
const BASE = 10_000n;
const SHARE = 8_000n;

/** Weights of our own making: 0.2500, 0.3750 and so on, a group after the other. */
const CODES = [...new Set(CHS_DRG_CASES)];
const weightOf = (code: string): bigint => 2_500n + 1_250n * BigInt(CODES.indexOf(code));
const TABLE = new GroupTable(
  readWeights(
    ["group\tweight", ...CODES.map((code) => `${code}\t${Number(weightOf(code)) / 10_000}`)].join(
      "\n",
    ),
    { code: "group", weight: "weight" },
  ),
  { system: "urn:chs-drg", salt: fixed("salt of groups"), grouper: fixed("CHS-DRG 1.1") },
);

/** The world with a plan that prices stays by group, and a person under it. */
async function grouped(outliers: { low?: number; high?: number } = {}) {
  const world = await deployClaims();
  const code = fixed("plan with groups");
  const plan = packedPlan(
    thePlan({ code, groups: { baseRate: BASE, weights: TABLE.root, ...outliers } }),
  );
  await world.benefitPlans.connect(world.accounts.insurer).publish(plan, SINCE, 0, DOCUMENT);
  const segment = await insure(world.suite, await somebody(world, "grouped"), { plan: code });
  return { world, plan, segment };
}

type Grouped = Awaited<ReturnType<typeof grouped>>;

async function stay(
  { plan, segment }: Pick<Grouped, "plan" | "segment">,
  group: string,
  charge: bigint,
  n = 0,
): Promise<FileChange> {
  const { group: hash, weight, grouper, proof } = TABLE.prove(group);
  const now = await latestTime();
  return {
    invoice: `stay ${n}`,
    plan,
    segment,
    setting: "INPATIENT",
    start: now - (now % DAY) - (3 + 2 * n) * DAY,
    length: DAY,
    group: hash,
    weight,
    grouper,
    proofs: proof,
    groupProof: proof.length,
    lines: [["visit", charge]],
  };
}

const priceOf = (group: string) => (weightOf(group) * BASE) / 10_000n;
const totalsOf = async (world: ClaimsWorld, change: FileChange) =>
  unpackTotals((await submitted(world, change)).decision.totals);

describe("ClaimDesk prices by group (CL-09, CL-14)", () => {
  it("every case of CHS-DRG 1.1: the fund pays the price less the patient's part, whatever was charged", async () => {
    const all = await grouped();
    expect(CHS_DRG_CASES).to.have.length(30);
    for (const [n, group] of CHS_DRG_CASES.entries()) {
      const billed = 4_000n + 300n * BigInt(n);
      const { decision, id } = await submitted(all.world, await stay(all, group, billed, n));
      const person = billed - (billed * SHARE) / 10_000n;
      const price = priceOf(group);
      const fund = price > person ? price - person : 0n;
      expect(unpackTotals(decision.totals), group).to.deep.equal({
        billed,
        person,
        fund,
        // Below 0: the institution keeps what it saved.
        institution: billed - person - fund,
        flags: [],
      });
      expect(claimStateOf(await all.world.claims.claimOf(id))).to.equal("PAID");
    }
  });

  it("below the low outlier pays what was charged, above the high one what exceeds it on top", async () => {
    const all = await grouped({ low: 50, high: 300 });
    const [group, price] = ["GZ13", priceOf("GZ13")];
    expect(price).to.equal(2_500n);
    // 49.96 % of the price, then 50 %.
    expect(await totalsOf(all.world, await stay(all, group, 1_249n))).to.deep.include({
      fund: 999n,
      person: 250n,
      institution: 0n,
    });
    expect(await totalsOf(all.world, await stay(all, group, 1_250n, 1))).to.deep.include({
      fund: price - 250n,
      person: 250n,
      institution: 1_250n - price,
    });
    // At three prices, and 1,000 above them.
    expect(await totalsOf(all.world, await stay(all, group, 7_500n, 2))).to.deep.include({
      fund: price - 1_500n,
      person: 1_500n,
      institution: 7_500n - price,
    });
    expect(await totalsOf(all.world, await stay(all, group, 8_500n, 3))).to.deep.include({
      fund: price + 1_000n - 1_700n,
      person: 1_700n,
      institution: 7_500n - price,
    });
  });

  it("refuses another weight, another grouper and another group's proof", async () => {
    const all = await grouped();
    const right = await stay(all, "GZ13", 1_000n);
    const other = TABLE.prove("GC13");
    for (const wrong of [
      { weight: right.weight! + 1 },
      { grouper: fixed("another grouper") },
      { proofs: other.proof, groupProof: other.proof.length },
      { proofs: [], groupProof: 0 },
    ]) {
      const change = { ...right, ...wrong };
      const file = await aFile(all.world, change);
      await expect(deskOf(all.world).submit(file))
        .to.be.revertedWithCustomError(all.world.claimDesk, "ClaimGroupUnproven")
        .withArgs(right.group, change.weight);
    }
  });

  it("a stay without a group, a visit and a plan without groups pay by their lines", async () => {
    const all = await grouped();
    const one = await stay(all, "GZ13", 1_000n);
    const bare = { weight: 0, grouper: ZERO32, proofs: [], groupProof: 0 };
    const byLines = { fund: 800n, person: 200n, institution: 0n };
    expect(await totalsOf(all.world, { ...one, ...bare, group: ZERO32 })).to.deep.include(byLines);
    const visit = { ...one, ...bare, invoice: "visit", setting: "OUTPATIENT" } as const;
    const later = { ...visit, start: one.start! + 2 * 3_600, length: 0 };
    expect(await totalsOf(all.world, later)).to.deep.include(byLines);
    const segment = await insure(all.world.suite, await somebody(all.world, "plain"));
    const plain = { ...one, ...bare, invoice: "plain", segment, plan: all.world.plan };
    expect(await totalsOf(all.world, plain)).to.deep.include(byLines);
  });
});
