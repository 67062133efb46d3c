import { expect } from "chai";
import { dayOfDate } from "../../src/core/days.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place } from "./fixtures/place.ts";
import * as t from "./fixtures/tariffs.ts";

const plans = (place: Place, member = INSURER) => place.as(member).benefitPlans;

describe("on a chain: benefit plans (CL-09, ID-19)", () => {
  functionTests("benefitPlans", {
    propose: {
      succeeds: async (place) => {
        await mined(place, plans(place).propose(t.packed(1), t.DOCUMENT));
      },
      refused: async (place) => [
        plans(place).propose.staticCall(t.packed(1), t.DOCUMENT),
        "ProposalExists",
        { proposal: t.idOf(1) },
      ],
    },
    recordEffect: {
      succeeds: async (place) => {
        await mined(place, plans(place).recordEffect(t.idOf(1), t.EFFECT));
      },
      refused: async (place) => [
        plans(place).recordEffect.staticCall(t.idOf(1), { ...t.EFFECT, claims: 1 }),
        "ProposalEffectInvalid",
        { claims: 1, changed: 2 },
      ],
    },
    publish: {
      succeeds: async (place) => {
        const { benefitPlans } = place.careOf(INSURER);
        await benefitPlans.publish(t.aPlan(1), { from: "2020-01-01" }, t.DOCUMENT).send();
        const from = dayOfDate("2024-01-01");
        await mined(place, plans(place).publish(t.packed(2), from, 0, t.DOCUMENT));
      },
      refused: async (place) => [
        plans(place).publish.staticCall(t.packed(1), 1, 0, t.DOCUMENT),
        "PlanExists",
        { planId: t.idOf(1) },
      ],
    },
    proposalOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(NORTH).benefitPlans.proposals.of(t.idOf(1));
        expect(found).include({ state: "PUBLISHED" });
      },
    },
    planOf: {
      succeeds: async ({ careOf }) => {
        const found = await careOf(NORTH).benefitPlans.plan(t.idOf(2));
        expect(found).include({ from: dayOfDate("2024-01-01"), until: 0, version: 2 });
      },
    },
    intervalOf: {
      succeeds: async (place) => {
        const days = ["2020-01-01", "2024-01-01"].map((date) => BigInt(dayOfDate(date)));
        expect(await plans(place, NORTH).intervalOf(t.idOf(1))).deep.equal(days);
      },
    },
    latestOf: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(NORTH).benefitPlans.latest(INSURER, t.CODE)).equal(t.idOf(2));
      },
    },
    open: {
      succeeds: async (place) => {
        await mined(place, plans(place).open());
      },
      refused: async (place) => [plans(place).open.staticCall(), "NoticeRegisterOpen"],
    },
    openedAt: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(NORTH).benefitPlans.openedAt(INSURER)).greaterThan(0);
      },
    },
    noticeDays: {
      succeeds: async ({ careOf }) => {
        expect(await careOf(NORTH).benefitPlans.noticeDays()).equal(7);
      },
    },
  });
});
