/** What people decide of claims, on any chain (CL-05, CL-13). */
import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import type { Segment } from "../../src/core/coverage.ts";
import { type Bill, fileOf } from "../fixtures/billing.ts";
import {
  billingAt,
  contributed,
  DOCUMENT,
  somebodyInsured,
  somebodyWhoSigns,
} from "./fixtures/claims.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

const WHY = { reason: 45, document: DOCUMENT };
const UPHELD = { reason: 193, document: DOCUMENT };

/** `standing`: a claim that its provider appeals against. */
const made = {} as {
  segment: Segment;
  standing: Awaited<ReturnType<typeof standingOf>>;
};

const review = (place: Place, member: number = INSURER) => place.careOf(member).claimReview;

/** A claim of North's as it was decided. */
async function standingOf(place: Place, bill: Partial<Bill> = {}) {
  made.segment ??= await somebodyInsured(place);
  const file = fileOf(await billingAt(place), made.segment, {
    day: 8,
    lines: [["plain", 1_000n]],
    ...bill,
  });
  const { event } = await place.careOf(NORTH).claims.submit(file).send();
  return await review(place).standing(event.claim);
}

describe("on a chain: people decide of claims (CL-05, CL-13)", () => {
  functionTests("claimAppeals", {
    deny: {
      succeeds: async (place) => {
        const standing = await standingOf(place, { evidence: ZERO32 });
        await review(place).deny(standing, WHY).send();
        made.standing = await review(place).standing(standing.claim);
        expect(made.standing.state).equal("DENIED");
      },
      refused: async (place) => {
        const { claim, record } = made.standing;
        return [
          place.as(INSURER).claimAppeals.deny.staticCall(claim, record, 45, DOCUMENT),
          "ReviewStateWrong",
          { id: claim, state: "DENIED" },
        ];
      },
    },
    decidedBy: {
      succeeds: async (place) => {
        const { claim, record } = made.standing;
        const by = place.address(INSURER);
        const { claimAppeals } = place.as(SOUTH);
        const found = await claimAppeals.decidedBy(by, claim, record.header, 45, DOCUMENT);
        expect(found.next & 255n).equal(1n);
      },
      refused: async (place) => {
        const { claim, record } = made.standing;
        return [
          place
            .as(SOUTH)
            .claimAppeals.decidedBy(place.address(INSURER), claim, record.header, 0, DOCUMENT),
          "ReviewReasonMissing",
          { id: claim },
        ];
      },
    },
    appeal: {
      succeeds: async (place) => {
        const { claim } = made.standing;
        await review(place, NORTH).appeal(made.standing, DOCUMENT).send();
        expect(await review(place).review(claim)).include({ stage: "APPEALED" });
      },
      refused: async (place) => {
        const { claim, record } = made.standing;
        return [
          place.as(SOUTH).claimAppeals.appeal.staticCall(claim, record, 0n, DOCUMENT),
          "AppealNotProvider",
          { id: claim, provider: NORTH, sender: SOUTH },
        ];
      },
    },
    uphold: {
      succeeds: async (place) => {
        const standing = await standingOf(place, { day: 9 });
        await review(place, NORTH).appeal(standing, DOCUMENT).send();
        await review(place).uphold(standing, UPHELD).send();
        expect(await review(place).review(standing.claim)).include({ stage: "ANSWERED" });
      },
      refused: async (place) => {
        const { claim, record } = made.standing;
        return [
          place.as(INSURER).claimAppeals.uphold.staticCall(claim, record, 0n, 193, DOCUMENT),
          "ReviewSameAccount",
          { id: claim, account: place.address(INSURER) },
        ];
      },
    },
    appealFor: {
      succeeds: async (place) => {
        const { signer, segment } = await somebodyWhoSigns(place);
        made.segment = segment;
        const standing = await standingOf(place, { day: 10 });
        const appeal = {
          claim: standing.claim,
          word: standing.word,
          stage: "NONE" as const,
          document: DOCUMENT,
          deadline: (await place.now()) + 3_600,
        };
        const signed = await review(place, SOUTH).signAppeal(appeal, signer);
        await review(place, SOUTH).appealFor(standing, appeal, signed).send();
        expect(await review(place).review(standing.claim)).include({ stage: "APPEALED" });
      },
      refused: async (place) => {
        const { claim, word, record } = made.standing;
        const terms = { claim, word, stage: 0, document: DOCUMENT, deadline: 1 };
        return [
          place.as(SOUTH).claimAppeals.appealFor.staticCall(record, 0n, terms, "0x", "0x"),
          "AppealDeadlinePassed",
          { deadline: 1 },
        ];
      },
    },
  });
  functionTests("claimReview", {
    readjudicate: {
      succeeds: async (place) => {
        await contributed(place, 10_000n);
        const standing = await standingOf(place, { day: 11, evidence: ZERO32 });
        expect(standing.state).equal("PENDED");
        const file = await review(place).billed(standing.claim);
        await review(place).readjudicate(file, standing, WHY).send();
        made.standing = await review(place).standing(standing.claim);
        expect(made.standing.state).equal("PAID");
      },
      refused: async (place) => {
        const { claim, record, results, fromAccount } = made.standing;
        const file = await review(place).billed(claim);
        const why = { ...WHY, waived: 1 };
        return [
          place
            .as(INSURER)
            .claimReview.readjudicate.staticCall(file, record, results, fromAccount, why),
          "ReviewFlagsFixed",
          { waived: 1 },
        ];
      },
    },
  });
  functionTests("claimReversal", {
    reverse: {
      succeeds: async (place) => {
        const { claim } = made.standing;
        const file = await review(place, NORTH).billed(claim);
        await review(place, NORTH).reverse(file, made.standing, WHY).send();
        expect(await place.careOf(NORTH).claims.state(claim)).equal("REVERSED");
      },
      refused: async (place) => {
        const { claim, record, results, fromAccount } = made.standing;
        const file = await review(place).billed(claim);
        const why = { ...WHY, waived: 0 };
        return [
          place.as(NORTH).claimReversal.reverse.staticCall(file, record, results, fromAccount, why),
          "ReviewStateWrong",
          { id: claim, state: "REVERSED" },
        ];
      },
    },
  });
});
