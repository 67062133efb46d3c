/** The chronic setting's share is for the diagnoses of the plan's list alone (CL-09, CL-12). */
import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { unpackTotals } from "../../src/core/claims.ts";
import { packedPlan, planId } from "../../src/core/plans.ts";
import { indicationLeaf, indicationTree } from "../../src/core/rules.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { aFile, deskOf, type FileChange, submitted } from "../fixtures/claimFiles.ts";
import { deployClaims, insure, SINCE, somebody, thePlan } from "../fixtures/claimsWorld.ts";
import { DOCUMENT } from "../fixtures/tariffs.ts";

const LISTED = ["I10", "E11.9", "J44.9", "N18.5", "K74.6"].map((code) => fixed(code));
const LIST = indicationTree(LISTED);
const OTHER = fixed("S52.5");

async function chronic() {
  const world = await deployClaims();
  const code = fixed("plan with a chronic list");
  const plan = packedPlan(thePlan({ code, chronic: LIST.root }));
  await world.benefitPlans.connect(world.accounts.insurer).publish(plan, SINCE, 0, DOCUMENT);
  const segment = await insure(world.suite, await somebody(world, "chronic"), { plan: code });
  const visit = (invoice: string, diagnoses: Hex[], shown: Hex | undefined): FileChange => {
    const proofs = shown === undefined ? [] : LIST.prove(indicationLeaf(shown));
    return {
      invoice,
      plan,
      segment,
      setting: "CHRONIC",
      diagnoses,
      proofs,
      chronic: { diagnosis: diagnoses.indexOf(shown ?? OTHER) + 1, proof: proofs.length },
      lines: [["visit", 1_000n, { offset: BigInt(invoice.length) }]],
    };
  };
  return { world, plan, visit };
}

describe("ClaimDesk's chronic setting (CL-09, CL-12)", () => {
  it("pays its share for each diagnosis of the list, wherever it stands among the claim's", async () => {
    const { world, visit } = await chronic();
    for (const [i, diagnosis] of LISTED.entries()) {
      const all = i % 2 === 0 ? [OTHER, diagnosis] : [diagnosis];
      const { decision } = await submitted(world, visit("x".repeat(i + 1), all, diagnosis));
      const { fund, person } = unpackTotals(decision.totals);
      expect([fund, person]).to.deep.equal([900n, 100n]);
    }
  });

  it("refuses a diagnosis that the list has not, none, and a plan without a list", async () => {
    const { world, plan, visit } = await chronic();
    const right = visit("right", LISTED.slice(0, 1), LISTED[0]);
    const unproven = async (change: FileChange, of = plan) =>
      expect(deskOf(world).submit(await aFile(world, { ...right, ...change })))
        .to.be.revertedWithCustomError(world.claimDesk, "ClaimChronicUnproven")
        .withArgs(planId(of));
    await unproven({ diagnoses: [OTHER] });
    await unproven({ diagnoses: [] });
    await unproven({ diagnoses: [LISTED[1]!] });
    const { proof } = right.chronic!;
    await unproven({ chronic: { diagnosis: 2, proof } });
    await unproven({ chronic: { diagnosis: 1, proof: 0 }, proofs: [] });
    expect(world.plan.chronic).to.equal(ZERO32);
    await unproven({ plan: world.plan, segment: world.segment }, world.plan);
    await submitted(world, right);
  });
});
