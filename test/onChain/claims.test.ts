/** What callers of the claims' evidence contract write, on any chain (CL-07, CL-18). */
import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { claimId, type ClaimRecord, claimRecordHash, claimStateOf } from "../../src/core/claims.ts";
import { type Segment, segmentId } from "../../src/core/coverage.ts";
import { aRecord } from "../fixtures/billing.ts";
import { callerCases } from "./fixtures/callers.ts";
import { billingAt, DOCUMENT, somebodyInsured } from "./fixtures/claims.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, NORTH, type Place, SOUTH, SPARE } from "./fixtures/place.ts";

const [ADJUDICATED, PAID, DENIED, REVERSED] = [2, 4, 5, 6] as const;
const ID = claimId(NORTH, randomHex(32));
/** A line that a claim marks. */
const MARK = { key: randomHex(32), bits: 1n << 9n };

const made = {} as { segment: Segment; record: ClaimRecord };

const care = (place: Place, member: number = NORTH) => place.careOf(member).claims;
const caller = (place: Place) => place.as(SPARE[0]).claims;
const reader = (place: Place) => place.as(SOUTH).claims;

async function begun(place: Place): Promise<void> {
  made.segment = await somebodyInsured(place);
  made.record = aRecord(await billingAt(place), made.segment);
}

/** Minor units deductible 64 | pool 64 | own 64 | number 64. */
const moved = (pool: bigint) => (pool << 64n) | (1n << 192n);

describe("on a chain: claims are decided, paid and ended by callers (CL-07, CL-18)", () => {
  functionTests("claims", {
    ...callerCases("claims"),
    decide: {
      succeeds: async (place) => {
        await begun(place);
        const by = place.address(NORTH);
        const contract = caller(place);
        await mined(
          place,
          contract.decide(ID, 0, ADJUDICATED, made.record, moved(7n), [1n, 2n], [MARK], by),
        );
      },
      refused: async (place) => {
        const by = place.address(NORTH);
        const { record } = made;
        return [
          caller(place).decide.staticCall(ID, 0, ADJUDICATED, record, 0n, [], [], by),
          "ClaimExists",
          { id: ID, state: "ADJUDICATED" },
        ];
      },
    },
    claimOf: {
      succeeds: async (place) => {
        const word = await reader(place).claimOf(ID);
        expect(claimStateOf(word)).equal("ADJUDICATED");
        expect(word >> 8n).equal(BigInt(claimRecordHash(made.record)) >> 8n);
      },
    },
    requireRecord: {
      succeeds: async (place) => {
        expect(await reader(place).requireRecord(ID, made.record, 0n)).equal(BigInt(ADJUDICATED));
      },
      refused: async (place) => [
        reader(place).requireRecord(ID, { ...made.record, totals: 1n }, 0n),
        "ClaimRecordMismatch",
        { id: ID },
      ],
    },
    standingOf: {
      succeeds: async (place) => {
        const { word, balance } = await reader(place).standingOf(ID, segmentId(made.segment));
        expect(claimStateOf(word)).equal("ADJUDICATED");
        expect(balance).equal(moved(7n));
      },
    },
    marksOf: {
      succeeds: async (place) => {
        expect(await reader(place).marksOf([MARK.key, ZERO32])).deep.equal([MARK.bits, 0n]);
      },
    },
    linesOf: {
      succeeds: async (place) => {
        expect(await reader(place).linesOf(MARK.key)).deep.equal([MARK.bits]);
      },
    },
    settle: {
      succeeds: async (place) => {
        const { subject, by } = { subject: made.segment.insured, by: place.address(NORTH) };
        await mined(place, caller(place).settle(ID, subject, PAID, 0n, by));
        expect(await care(place).state(ID)).equal("PAID");
      },
      refused: async (place) => [
        caller(place).settle.staticCall(ID, made.segment.insured, PAID, 0n, place.address(NORTH)),
        "ClaimStateWrong",
        { id: ID, state: "PAID" },
      ],
    },
    end: {
      succeeds: async (place) => {
        const { record } = made;
        const by = place.address(NORTH);
        const contract = caller(place);
        await mined(place, contract.end(ID, REVERSED, record, 0n, moved(7n), [MARK], DOCUMENT, by));
        expect(await care(place).state(ID)).equal("REVERSED");
        expect(await reader(place).marksOf([MARK.key])).deep.equal([0n]);
      },
      refused: async (place) => [
        caller(place).end.staticCall(
          ID,
          DENIED,
          made.record,
          0n,
          0n,
          [],
          DOCUMENT,
          place.address(NORTH),
        ),
        "ClaimStateWrong",
        { id: ID, state: "REVERSED" },
      ],
    },
    review: {
      succeeds: async (place) => {
        const by = place.address(INSURER);
        const { insured } = made.segment;
        await mined(place, caller(place).review(ID, insured, 0n, 1n, DOCUMENT, by));
      },
      refused: async (place) => [
        caller(place).review.staticCall(
          ID,
          made.segment.insured,
          0n,
          2n,
          DOCUMENT,
          place.address(INSURER),
        ),
        "ClaimReviewOutdated",
        { id: ID, present: 1n, former: 0n },
      ],
    },
    reviewOf: {
      succeeds: async (place) => {
        expect(await reader(place).reviewOf(ID)).equal(1n);
      },
    },
    restate: {
      succeeds: async (place) => {
        const [id, by] = [segmentId(made.segment), place.address(INSURER)];
        await mined(
          place,
          caller(place).restate(id, made.segment.insured, moved(1n), DOCUMENT, by),
        );
      },
      refused: async (place) => [
        reader(place).restate.staticCall(ZERO32, ZERO32, 0n, DOCUMENT, place.address(SOUTH)),
        "CallersNotListed",
        { sender: place.address(SOUTH) },
      ],
    },
    balanceOf: {
      succeeds: async (place) => {
        expect(await reader(place).balanceOf(segmentId(made.segment))).equal(moved(1n));
      },
    },
  });
  functionTests("balanceDesk", {
    restateMany: {
      succeeds: async (place) => {
        const { segment } = made;
        const stated = { segment, deductible: 3n, own: 4n, document: DOCUMENT };
        await mined(place, place.as(INSURER).balanceDesk.restateMany([stated]));
        const balance = { deductible: 3n, pool: 1n, own: 4n, claims: 1 };
        expect(await care(place).balance(segmentId(segment))).deep.equal(balance);
      },
      refused: async (place) => [
        place.as(INSURER).balanceDesk.restateMany.staticCall([]),
        "BalanceListLength",
        { length: 0n, most: 100n },
      ],
    },
  });
});
