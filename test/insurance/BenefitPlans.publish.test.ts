import { expect } from "chai";
import { type Hex, ZERO32 } from "../../src/core/bytes.ts";
import { dateOfDay, dayOfDate } from "../../src/core/days.ts";
import { type BenefitPlan, type Plan, planId, planOf, planSlotOf } from "../../src/core/plans.ts";
import { unpackShares, packShares } from "../../src/core/tariff.ts";
import { deployCareLedger, fixed, type InstitutionName } from "../fixtures/careLedger.ts";
import { latestTime } from "../fixtures/chain.ts";
import { aPackedPlan, aPlan, DOCUMENT, NOTICE_DAYS, today } from "../fixtures/tariffs.ts";

type Suite = Awaited<ReturnType<typeof deployCareLedger>>;

const FROM = dayOfDate("2024-01-01");

const as = ({ benefitPlans, accounts }: Suite, by: InstitutionName = "insurer") =>
  benefitPlans.connect(accounts[by]);

const publish = (suite: Suite, change: Partial<BenefitPlan> = {}, from = FROM, until = 0) =>
  as(suite).publish(aPackedPlan(change).plan, from, until, DOCUMENT);

const refused = (suite: Suite, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.benefitPlans, error)
    .withArgs(...args);

const slotOf = async ({ benefitPlans }: Suite, id: Hex) =>
  planSlotOf(await benefitPlans.planOf(id));

describe("BenefitPlans.publish (CL-09)", () => {
  it("a plan is known by its hash, and says on which days it holds (CL-09)", async () => {
    const suite = await deployCareLedger();
    const { plan, id } = aPackedPlan();
    const sent = publish(suite, {}, FROM, FROM + 366);
    await expect(sent).to.emit(suite.benefitPlans, "PlanPublished");
    const { benefitPlans, ids } = suite;
    const published = await latestTime();
    expect(await slotOf(suite, id)).to.deep.equal({
      from: FROM,
      until: FROM + 366,
      published,
      version: 1,
    });
    expect(await benefitPlans.intervalOf(id)).to.deep.equal([BigInt(FROM), BigInt(FROM + 366)]);
    expect(await benefitPlans.intervalOf(fixed("another"))).to.deep.equal([0n, 0n]);
    expect(await benefitPlans.latestOf(ids.insurer, plan.code)).to.equal(id);
    expect(planOf(plan)).to.deep.equal({
      ...aPlan(),
      copay: 0n,
      maximum: 0n,
      waiting: 0,
      flags: 0n,
    });
  });

  it("the next version ends the one before in the same write, and both stay (CL-09)", async () => {
    const suite = await deployCareLedger();
    const [first, second] = [aPackedPlan(), aPackedPlan({ version: 2, copay: 500n })];
    await publish(suite);
    await publish(suite, { version: 2, copay: 500n }, FROM + 100);
    expect(await slotOf(suite, first.id)).to.include({ from: FROM, until: FROM + 100 });
    expect(await slotOf(suite, second.id)).to.include({ from: FROM + 100, until: 0, version: 2 });
    const successor = (await suite.benefitPlans.planOf(first.id)) >> 104n;
    expect(successor).to.equal(BigInt.asUintN(152, BigInt(second.id)));
    const { filters } = suite.benefitPlans;
    const [event] = await suite.benefitPlans.queryFilter(filters.PlanPublished(), "latest");
    expect(event!.args.former).to.equal(first.id);
    expect(event!.args.closed).to.equal(await suite.benefitPlans.planOf(first.id));
    expect(event!.args.wasProposed).to.equal(false);
  });

  it("a plan that ended by itself keeps its end; another takes the place of one for the same day", async () => {
    const suite = await deployCareLedger();
    await publish(suite, {}, FROM, FROM + 10);
    await publish(suite, { version: 2 }, FROM + 20);
    expect(await slotOf(suite, aPackedPlan().id)).to.include({ until: FROM + 10 });
    await publish(suite, { version: 3 }, FROM + 20);
    const empty = await slotOf(suite, aPackedPlan({ version: 2 }).id);
    expect(empty).to.include({ from: FROM + 20, until: FROM + 20 });
  });

  it("versions follow each other; the same plan is published once", async () => {
    const suite = await deployCareLedger();
    const ahead = aPackedPlan({ version: 2 });
    await refused(suite, publish(suite, { version: 2 }), "PlanVersionWrong", ahead.id, 2, 0);
    await publish(suite);
    await refused(suite, publish(suite), "PlanExists", aPackedPlan().id);
    const other = aPackedPlan({ copay: 9n });
    await refused(suite, publish(suite, { copay: 9n }), "PlanVersionWrong", other.id, 1, 1);
    const code = fixed("residents of Changzhou");
    await publish(suite, { code });
    expect(await slotOf(suite, aPackedPlan({ code }).id)).to.include({ version: 1 });
  });

  it("plans begin on a day, end after it, and not before their former version", async () => {
    const suite = await deployCareLedger();
    const { id } = aPackedPlan();
    await refused(suite, publish(suite, {}, 0), "PlanDaysInvalid", id, 0, 0);
    await refused(suite, publish(suite, {}, FROM, FROM), "PlanDaysInvalid", id, FROM, FROM);
    await publish(suite);
    const next = aPackedPlan({ version: 2 });
    const early = publish(suite, { version: 2 }, FROM - 1);
    await refused(suite, early, "PlanDaysInvalid", next.id, FROM - 1, 0);
  });

  it("once the insurer's register is open, plans begin after the notice, to the day (CL-09)", async () => {
    const suite = await deployCareLedger();
    await publish(suite);
    const register = `0x${"3".padStart(64, "0")}`;
    await expect(as(suite).open())
      .to.emit(suite.benefitPlans, "RegisterOpened")
      .withArgs(register, (await latestTime()) + 1, suite.accounts.insurer);
    const openedAt = await latestTime();
    await refused(suite, as(suite).open(), "NoticeRegisterOpen", register, openedAt);
    const earliest = (await today()) + NOTICE_DAYS;
    const early = publish(suite, { version: 2 }, earliest - 1);
    await refused(suite, early, "NoticeTooShort", register, earliest - 1, earliest);
    await publish(suite, { version: 2 }, earliest);
    const first = await slotOf(suite, aPackedPlan().id);
    expect(dateOfDay(first.until)).to.equal(dateOfDay(earliest));
  });

  it("terms out of their range are refused", async () => {
    const suite = await deployCareLedger();
    const { plan } = aPackedPlan();
    const shares = unpackShares(plan.shares);
    const bad: Partial<Plan>[] = [
      { code: ZERO32 },
      {
        shares: packShares({
          ...shares,
          bySetting: [[10_001n, 0n, 0n], ...shares.bySetting.slice(1)],
        }),
      },
      { shares: packShares({ ...shares, tier: 5n, added: 10_001n }) },
      { shares: packShares({ ...shares, tier: 5n, added: 0n }) },
      { shares: packShares({ ...shares, tier: 0n, added: 5n }) },
      { terms: plan.terms | (1n << (224n + 6n)) },
      { terms: plan.terms | (1n << 224n) },
      { terms: plan.terms | (1n << 224n) | (5n << 144n) },
      { terms: plan.terms | (1n << 224n), weights: fixed("weights") },
    ];
    for (const change of bad) {
      const wrong = { ...plan, ...change };
      const call = as(suite).publish(wrong, FROM, 0, DOCUMENT);
      await refused(suite, call, "PlanTermsInvalid", planId(wrong));
    }
    const bare = as(suite).publish(plan, FROM, 0, ZERO32);
    await refused(suite, bare, "PlanTermsInvalid", planId(plan));
    const groups = { baseRate: 1_000_000n, weights: fixed("weights") };
    await publish(suite, { groups, tier: { from: 5n, added: 500 } });
  });

  it("an insurer publishes its own plans, a commercial one too", async () => {
    const suite = await deployCareLedger();
    const { ids, participantRegistry: registry } = suite;
    const other = as(suite).publish(aPackedPlan({ insurer: 9 }).plan, FROM, 0, DOCUMENT);
    await refused(suite, other, "PlanNotInsurers", 9, ids.insurer);
    const { plan } = aPackedPlan({ insurer: ids.regulator });
    await expect(as(suite, "regulator").publish(plan, FROM, 0, DOCUMENT))
      .to.be.revertedWithCustomError(registry, "ParticipantKindNotAllowed")
      .withArgs(ids.regulator, 1 << 9, (1 << 5) | (1 << 6));
  });
});

describe("BenefitPlans.propose (ID-19)", () => {
  it("a proposed plan holds on no day; its effect stands with it until it is published (ID-19)", async () => {
    const suite = await deployCareLedger();
    const { plan, id } = aPackedPlan();
    const { benefitPlans, accounts, ids } = suite;
    await expect(as(suite).propose(plan, DOCUMENT))
      .to.emit(benefitPlans, "PlanProposed")
      .withArgs(id, ids.insurer, Object.values(plan), DOCUMENT, accounts.insurer);
    expect(await benefitPlans.planOf(id)).to.equal(0n);
    const effect = { claims: 5, changed: 5, paidBefore: 1n, paidAfter: 2n, run: DOCUMENT };
    await as(suite, "regulator").recordEffect(id, effect);
    await publish(suite);
    const [event] = await benefitPlans.queryFilter(benefitPlans.filters.PlanPublished(), "latest");
    expect(event!.args.wasProposed).to.equal(true);
    const found = await benefitPlans.proposalOf(id);
    expect([found.state, found.effect.paidAfter]).to.deep.equal([3n, 2n]);
    await refused(suite, as(suite).propose(plan, DOCUMENT), "PlanExists", id);
  });

  it("the same is proposed once, by its insurer, with terms that could be published", async () => {
    const suite = await deployCareLedger();
    const { plan, id } = aPackedPlan();
    await as(suite).propose(plan, DOCUMENT);
    await refused(suite, as(suite).propose(plan, DOCUMENT), "ProposalExists", id);
    const bare = as(suite).propose(plan, ZERO32);
    await refused(suite, bare, "PlanTermsInvalid", id);
    const others = as(suite).propose(aPackedPlan({ insurer: 9 }).plan, DOCUMENT);
    await refused(suite, others, "PlanNotInsurers", 9, suite.ids.insurer);
  });
});
