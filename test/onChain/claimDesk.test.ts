/** Claims billed, decided and paid, on any chain (CL-05, CL-06, CL-15). */
import { expect } from "chai";
import type { Hex } from "../../src/core/bytes.ts";
import type { ClaimRecord } from "../../src/core/claims.ts";
import type { Segment } from "../../src/core/coverage.ts";
import { type ClaimFile, shownFile } from "../../src/core/claimFile.ts";
import { type Bill, fileOf } from "../fixtures/billing.ts";
import { billingAt, contributed, somebodyInsured } from "./fixtures/claims.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

/** Made known in the order of the cases. `due`: the claim that the pool could not pay yet. */
const made = {} as { segment: Segment; due: { claim: Hex; record: ClaimRecord } };

const care = (place: Place, member: number = NORTH) => place.careOf(member).claims;

async function aFile(place: Place, bill: Partial<Bill> = {}): Promise<ClaimFile> {
  made.segment ??= await somebodyInsured(place);
  return fileOf(await billingAt(place), made.segment, {
    day: 3,
    lines: [["plain", 1_000n]],
    ...bill,
  });
}

describe("on a chain: providers bill, rules decide (CL-05, CL-06, CL-15)", () => {
  functionTests("claimDesk", {
    submit: {
      succeeds: async (place) => {
        const file = await aFile(place);
        const { event } = await care(place).submit(file).send();
        expect(event).deep.include({ state: "ADJUDICATED", provider: NORTH });
        expect(event.results[0]).include({ paid: 800n, coinsurance: 200n });
        expect(await care(place).state(event.claim)).equal("DUE");
        made.due = { claim: event.claim, record: event.record };
      },
      refused: async (place) => {
        const file = await aFile(place);
        return [
          place.as(SOUTH).claimDesk.submit.staticCall(shownFile(file)),
          "ClaimProviderForeign",
          { provider: NORTH, sender: SOUTH },
        ];
      },
    },
    payLater: {
      succeeds: async (place) => {
        const { claim, record } = made.due;
        await contributed(place, 10_000n);
        const { insurance } = place.careOf(NORTH);
        const before = await insurance.balance(place.address(NORTH));
        await care(place, SOUTH).payLater(claim, record).send();
        expect(await care(place).state(claim)).equal("PAID");
        expect(await insurance.balance(place.address(NORTH))).equal(before + 800n);
      },
      refused: async (place) => {
        const { claim, record } = made.due;
        return [
          place.as(SOUTH).claimDesk.payLater.staticCall(claim, record),
          "ClaimNotPayable",
          { id: claim, state: "PAID" },
        ];
      },
    },
    submitMany: {
      succeeds: async (place) => {
        const files = await Promise.all(
          [5, 6].map((day) => aFile(place, { day, lines: [["capped", 600n]] })),
        );
        const { event } = await care(place).submitMany(files).send();
        for (const { claim, results } of event) {
          expect(results[0]).include({ paid: 400n, overLimit: 100n });
          expect(await care(place).state(claim)).equal("PAID");
        }
      },
      refused: async (place) => [
        place.as(NORTH).claimDesk.submitMany.staticCall([]),
        "ClaimListLength",
        { length: 0n, expected: 200n },
      ],
    },
  });
  functionTests("shadowDesk", {
    shadow: {
      succeeds: async (place) => {
        const file = await aFile(place, { day: 5, lines: [["capped", 600n]] });
        const north = place.address(NORTH);
        const past = await care(place, INSURER).shadow(file, north, [0n], 0n);
        expect(past.lines[0]).include({ paid: 400n });
      },
      refused: async (place) => [
        place
          .as(SOUTH)
          .shadowDesk.shadow(shownFile(await aFile(place)), place.address(NORTH), [], 0n),
        "ClaimListLength",
        { length: 0n, expected: 1n },
      ],
    },
  });
});
