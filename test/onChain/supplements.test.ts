/** A second insurer pays what the first one left, on any chain and through the SDK (CL-17). */
import { expect } from "chai";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { segmentId } from "../../src/core/coverage.ts";
import { poolId } from "../../src/core/funds.ts";
import { callerCases } from "./fixtures/callers.ts";
import { DOCUMENT } from "./fixtures/claims.ts";
import { functionTests } from "./fixtures/functions.ts";
import { assignment, begun, billed, made } from "./fixtures/supplements.ts";
import { mined, NORTH, type Place, SOUTH, SPARE } from "./fixtures/place.ts";

const care = (place: Place, member: number = SOUTH) => place.careOf(member).supplements;
const evidence = (place: Place, member: number = SPARE[0]) => place.as(member).supplements;

const CLAIM = randomHex(32);
const AMOUNTS = { paid: 5n, deductible: 1n, own: 2n, most: 9n, decision: 3n };

describe("on a chain: supplementary insurers (CL-17)", () => {
  functionTests("supplements", {
    ...callerCases("supplements"),
    assign: {
      succeeds: async (place) => {
        await begun(place);
        const own = care(place);
        const a = assignment();
        const { event } = await own.assign(a, made.cover, await own.sign(a, made.signer)).send();
        expect(event).include({ insured: made.patient, holder: made.patient });
      },
      refused: async (place) => [
        evidence(place, NORTH).assign.staticCall(
          assignment({ number: 2, deadline: 1 }),
          made.cover,
          "0x",
          "0x",
          "0x",
          "0x",
        ),
        "SupplementDeadlinePassed",
        { deadline: 1 },
      ],
    },
    assignmentOf: {
      succeeds: async (place) => {
        const slot = await care(place).assignment(made.patient, made.cover);
        expect(slot).include({ until: 99_999, number: 1, epoch: 1, holderEpoch: 1 });
      },
    },
    isAssigned: {
      succeeds: async (place) => {
        const { patient, cover } = made;
        const contract = evidence(place);
        expect(await contract.isAssigned(patient, segmentId(cover), patient, 99_998)).equal(true);
        expect(await contract.isAssigned(patient, segmentId(cover), patient, 99_999)).equal(false);
      },
    },
    pay: {
      succeeds: async (place) => {
        const [segment, by] = [segmentId(made.cover), place.address(NORTH)];
        await mined(place, evidence(place).pay(CLAIM, made.patient, segment, AMOUNTS, by));
      },
      refused: async (place) => [
        evidence(place).pay.staticCall(
          CLAIM,
          made.patient,
          randomHex(32),
          AMOUNTS,
          place.address(NORTH),
        ),
        "SupplementExceeded",
        { claim: CLAIM, total: 10n, most: 9n },
      ],
    },
    supplementOf: {
      succeeds: async (place) => {
        const slot = await care(place).supplement(CLAIM, made.cover);
        expect(slot).include({ state: "PAID", paid: 5n, deductible: 1n, own: 2n, decision: 3n });
      },
    },
    totalOf: {
      succeeds: async (place) => {
        expect(await care(place).total(CLAIM)).equal(5n);
      },
    },
    balanceOf: {
      succeeds: async (place) => {
        const balance = { deductible: 1n, pool: 5n, own: 2n, claims: 1 };
        expect(await care(place).balance(made.cover)).deep.equal(balance);
      },
    },
    reverse: {
      succeeds: async (place) => {
        const [segment, by] = [segmentId(made.cover), place.address(NORTH)];
        await mined(place, evidence(place).reverse(CLAIM, made.patient, segment, by));
        expect(await care(place).total(CLAIM)).equal(0n);
      },
      refused: async (place) => {
        const [segment, by] = [segmentId(made.cover), place.address(NORTH)];
        return [
          evidence(place).reverse.staticCall(CLAIM, made.patient, segment, by),
          "SupplementStateWrong",
          { claim: CLAIM, segment, state: "REVERSED" },
        ];
      },
    },
    refuse: {
      succeeds: async (place) => {
        const [segment, by] = [segmentId(made.cover), place.address(SOUTH)];
        const claim = randomHex(32);
        await mined(place, evidence(place).refuse(claim, made.patient, segment, DOCUMENT, by));
        expect((await care(place).supplement(claim, made.cover)).state).equal("REFUSED");
      },
      refused: async (place) => [
        evidence(place, SOUTH).refuse.staticCall(
          CLAIM,
          made.patient,
          ZERO32,
          DOCUMENT,
          place.address(SOUTH),
        ),
        "CallersNotListed",
        { sender: place.address(SOUTH) },
      ],
    },
  });
  functionTests("supplementDesk", {
    pay: {
      succeeds: async (place) => {
        made.claim = await billed(place, 5);
        const { insurance } = place.careOf(NORTH);
        const before = await insurance.balance(place.address(NORTH));
        const { claim, cover, policy } = made;
        const sender = place.address(NORTH);
        const own = care(place, NORTH);
        expect(await own.preview(claim, cover, policy, sender)).equal(200n);
        const { event } = await own.pay(claim, cover, policy).send();
        expect(event).include({ claim: claim.claim, total: 200n });
        expect(await insurance.balance(place.address(NORTH))).equal(before + 200n);
      },
      refused: async (place) => {
        const { record, claim: id } = made.claim;
        const { cover, policy } = made;
        return [
          place.as(NORTH).supplementDesk.pay.staticCall(id, record, 0n, [], cover, policy),
          "SupplementResultsMismatch",
          { claim: id },
        ];
      },
    },
    takeBack: {
      succeeds: async (place) => {
        const { claim: id, record } = made.claim;
        const { claims } = place.as(SPARE[0]);
        const by = place.address(NORTH);
        const moved = (800n << 64n) | (200n << 128n) | (1n << 192n);
        await mined(place, claims.end(id, 6, record, 0, moved, [], DOCUMENT, by));
        const { event } = await care(place).takeBack(made.claim, made.cover).send();
        expect(event.slot).include({ state: "REVERSED", paid: 200n });
        const { pool } = { pool: poolId(SOUTH, made.cover.jurisdiction) };
        expect((await place.careOf(NORTH).fundLedger.position(pool, NORTH)).debt).equal(200n);
      },
      refused: async (place) => {
        made.claim = await billed(place, 6);
        const { claim: id, record } = made.claim;
        return [
          place.as(NORTH).supplementDesk.takeBack.staticCall(id, record, 0n, made.cover),
          "SupplementStateWrong",
          { claim: id, state: "NONE" },
        ];
      },
    },
    refuse: {
      succeeds: async (place) => {
        const { event } = await care(place).refuse(made.claim, made.cover, DOCUMENT).send();
        expect(event).include({ document: DOCUMENT });
        expect(event.slot.state).equal("REFUSED");
      },
      refused: async (place) => {
        const { claim: id, record } = made.claim;
        return [
          place.as(NORTH).supplementDesk.refuse.staticCall(id, record, 0n, made.cover, DOCUMENT),
          "SupplementInsurerOnly",
          { insurer: SOUTH, sender: NORTH },
        ];
      },
    },
  });
});
