/** What is no claim reverts, with what is wrong (CL-03, CL-05, CL-09, ID-11). */
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { agreementId } from "../../src/core/agreement.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { dayAt } from "../../src/core/days.ts";
import { packedPlan, planId } from "../../src/core/plans.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import {
  aFile,
  type ClaimFile,
  deskOf,
  type FileChange,
  idOf,
  type LineSpec,
  submitted,
  recordOf,
} from "../fixtures/claimFiles.ts";
import { type ClaimsWorld, deployClaims, SINCE, thePlan } from "../fixtures/claimsWorld.ts";
import { AREA, DOCUMENT } from "../fixtures/tariffs.ts";

const refused = async (
  world: ClaimsWorld,
  file: ClaimFile,
  error: string,
  ...args: readonly unknown[]
) => {
  const { interface: claims } = world.claims;
  const contract = claims.getError(error) ? world.claims : world.claimDesk;
  await expect(deskOf(world).submit(file))
    .to.be.revertedWithCustomError(contract, error)
    .withArgs(...args);
};

const visit = (facts: LineSpec[2] = {}): FileChange => ({ lines: [["visit", 1_000n, facts]] });

describe("ClaimDesk.submit refuses (CL-03, CL-09, CL-11, ID-11)", () => {
  it("an invoice that the provider billed before (CL-11)", async () => {
    const world = await deployClaims();
    const { file, id } = await submitted(world);
    await refused(world, file, "ClaimExists", id, 4);
    const other = await aFile(world, visit());
    await refused(world, other, "ClaimExists", idOf(world), 4);
    // Another institution's invoice of the same number is another one.
    await submitted(world, { provider: "hospitalB", ...visit() });
  });

  it("a claim of another's", async () => {
    const world = await deployClaims();
    const file = await aFile(world, { provider: "hospitalB" });
    await refused(world, file, "ClaimProviderForeign", world.ids.hospitalB, world.ids.hospitalA);
  });

  it("who is no active provider", async () => {
    const world = await deployClaims();
    const file = await aFile(world);
    const { claimDesk, participantRegistry: registry, accounts, outsider } = world;
    await expect(claimDesk.connect(outsider).submit(file))
      .to.be.revertedWithCustomError(registry, "ParticipantAccountUnknown")
      .withArgs(outsider);
    await expect(claimDesk.connect(accounts.insurer).submit(file)).to.be.revertedWithCustomError(
      registry,
      "ParticipantKindNotAllowed",
    );
    const until = (await latestTime()) + 1_000;
    await registry.pause(6, until);
    await expect(deskOf(world).submit(file)).to.be.revertedWithCustomError(
      registry,
      "ParticipantDomainPaused",
    );
    await registry.pause(6, 0);
    await deskOf(world).submit(file);
  });

  it("an agreement of others, or of another day (ID-11)", async () => {
    const world = await deployClaims();
    const { agreements_: agreements, ids } = world;
    const foreign = await aFile(world, { agreement: agreements.hospitalB });
    await refused(world, foreign, "ClaimAgreementForeign", ids.insurer, ids.hospitalB);
    const forged = { ...agreements.hospitalA, services: MaxUint256 >> 128n };
    const start = (await latestTime()) - 3_600;
    await refused(
      world,
      await aFile(world, { agreement: forged, start }),
      "ClaimAgreementNotInForce",
      agreementId(forged),
      dayAt(start),
    );
    // The day before it began, to the second.
    const early = (SINCE - 40_587) * 86_400 - 1;
    await refused(
      world,
      await aFile(world, { start: early }),
      "ClaimAgreementNotInForce",
      agreementId(agreements.hospitalA),
      SINCE - 1,
    );
  });

  it("a plan of another insurer, one that nobody published, or another version's days (CL-09)", async () => {
    const world = await deployClaims();
    const { ids } = world;
    const start = (await latestTime()) - 3_600;
    const other = packedPlan(thePlan({ insurer: 2 }));
    await refused(world, await aFile(world, { plan: other }), "ClaimPlanForeign", 2, ids.insurer);
    const better = packedPlan(thePlan({ maximum: 1n }));
    await refused(
      world,
      await aFile(world, { plan: better, start }),
      "ClaimPlanNotInForce",
      planId(better),
      0,
      0,
      dayAt(start),
    );
    // A version that ended yesterday.
    const today = dayAt(start);
    const second = packedPlan(thePlan({ version: 2 }));
    const plans = world.benefitPlans.connect(world.accounts.insurer);
    await plans.publish(second, today, 0, DOCUMENT);
    const file = await aFile(world, { start });
    await refused(world, file, "ClaimPlanNotInForce", planId(world.plan), SINCE, today, today);
    await deskOf(world).submit(await aFile(world, { start, plan: second }));
  });

  it("a catalogue of another jurisdiction; the province's and the country's are above", async () => {
    const world = await deployClaims();
    const jurisdiction = (code: number): FileChange => ({ jurisdiction: 1 + code * 256 });
    const own = AREA;
    for (const code of [320_500, 330_000, 320_401]) {
      const file = await aFile(world, jurisdiction(code));
      await refused(world, file, "ClaimJurisdictionForeign", 1 + code * 256, own);
    }
    const scheme = await aFile(world, { jurisdiction: 2 + 320_400 * 256 });
    await refused(world, scheme, "ClaimJurisdictionForeign", 2 + 320_400 * 256, own);
    for (const [i, code] of [320_000, 0].entries()) {
      // Nothing is published there.
      const { decision } = await submitted(world, { invoice: `${i}`, ...jurisdiction(code) });
      expect(decision.state).to.equal(5n);
    }
  });

  it("headers, lines and lists that are malformed", async () => {
    const world = await deployClaims();
    const now = await latestTime();
    const file = await aFile(world);
    const odd = (header: bigint) => ({ ...file, claim: { ...file.claim, header } });
    const { header } = file.claim;
    for (const bad of [header | (1n << 255n), header | (7n << 200n)]) {
      await expect(deskOf(world).submit(odd(bad))).to.be.revertedWithCustomError(
        world.claimDesk,
        "ClaimHeaderMalformed",
      );
    }
    const future = await aFile(world, { start: now + 1_000, length: 0 });
    await expect(deskOf(world).submit(future)).to.be.revertedWithCustomError(
      world.claimDesk,
      "ClaimHeaderMalformed",
    );
    const none = await aFile(world, visit({ quantity: 0n }));
    await refused(world, none, "ClaimLineMalformed", 0, none.lines[0]!.facts);
    const unsorted = await aFile(world, {
      lines: [
        ["visit", 1n, { offset: 2n }],
        ["exam", 1n, { offset: 1n }],
      ],
    });
    await refused(world, unsorted, "ClaimLineMalformed", 1, unsorted.lines[1]!.facts);
    await refused(world, await aFile(world, { lines: [] }), "ClaimListLength", 0, 200);
    const lines = Array.from({ length: 201 }, () => ["visit", 1n] as const);
    await refused(world, await aFile(world, { lines }), "ClaimListLength", 201, 200);
    const diagnoses = Array.from({ length: 65 }, () => fixed("d"));
    await refused(world, await aFile(world, { diagnoses }), "ClaimListLength", 65, 64);
    const proofs = [fixed("left over")];
    await refused(world, await aFile(world, { proofs }), "ClaimListLength", 1, 0);
    await expect(deskOf(world).submitMany([])).to.be.revertedWithCustomError(
      world.claimDesk,
      "ClaimListLength",
    );
  });

  it("a person who is not the segment's, or not shown where a row asks (CL-06)", async () => {
    const world = await deployClaims();
    const person = { bornIn: 24_000, sex: 0, salt: fixed("wrong") };
    const id = segmentId(world.segment);
    await refused(world, await aFile(world, { person }), "ClaimPersonMismatch", id);
    const women = await aFile(world, { lines: [["women", 100n]] });
    await refused(world, women, "ClaimPersonMismatch", id);
  });

  it("all claims of a batch, if one of them is none", async () => {
    const world = await deployClaims();
    const good = await aFile(world, { invoice: "good" });
    const bad = await aFile(world, { provider: "hospitalB" });
    await expect(deskOf(world).submitMany([good, bad])).to.be.revertedWithCustomError(
      world.claimDesk,
      "ClaimProviderForeign",
    );
    expect(await world.claims.claimOf(idOf(world, "good"))).to.equal(0n);
  });

  it("everybody but callers, at the evidence itself", async () => {
    const world = await deployClaims();
    const { file, decision, id } = await submitted(world);
    const record = await recordOf(world, file, decision);
    const { administrator } = world;
    const claims = world.claims.connect(administrator);
    for (const call of [
      claims.decide(id, 0, 2, record, 0, [], [], administrator),
      claims.settle(id, world.insured, 4, 0, administrator),
      claims.end(id, 6, record, 0, 0, [], fixed("d"), administrator),
      claims.review(id, world.insured, 0, 1, fixed("d"), administrator),
      claims.restate(record.segment, world.insured, 0, fixed("d"), administrator),
    ]) {
      await expect(call)
        .to.be.revertedWithCustomError(claims, "CallersNotListed")
        .withArgs(administrator);
    }
  });
});
