/** Pools, accounts and payments of claims, on any chain (CL-04, CL-15, CL-22, CL-23). */
import { expect } from "chai";
import { signingDomain } from "../../src/chain/chain.ts";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { poolId, positionKey } from "../../src/core/funds.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { enrolmentHash } from "../../src/core/structs.ts";
import { aMandate, CITY, MONTH, PROVINCE } from "../fixtures/funds.ts";
import { anEnrolment, LATER } from "../fixtures/stories.ts";
import { callerCases } from "./fixtures/callers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, newSigner, NORTH, type Place, SOUTH, SPARE } from "./fixtures/place.ts";

const DOCUMENT = randomHex(32);
// Pools that no other file of this run has.
const [TOP, TOWN] = [PROVINCE + 2, CITY + 2];
const [province, pool] = [poolId(INSURER, TOP), poolId(INSURER, TOWN)];
const signer = newSigner();
let insured: Hex;
let contribution: Hex;

const funds = (place: Place, member: number = INSURER) => place.as(member).fundLedger;
const care = (place: Place, member: number = INSURER) => place.careOf(member).fundLedger;
const aPayment = (change: object = {}) => ({
  pool,
  provider: NORTH,
  insured,
  fromPool: 300,
  fromAccount: 50,
  wasDue: false,
  ref: DOCUMENT,
  ...change,
});

describe("on a chain: funds (CL-04, CL-15, CL-22, CL-23)", () => {
  functionTests("fundLedger", {
    ...callerCases("fundLedger"),
    openPool: {
      succeeds: async (place) => {
        await care(place).openPool(TOP).send();
        const { event } = await care(place)
          .openPool(TOWN, { parent: province, levy: 1_000 })
          .send();
        expect(event).include({ pool, parent: province, insurer: INSURER });
      },
      refused: async (place) => [
        funds(place).openPool.staticCall(TOWN, province, 0),
        "FundPoolExists",
        { pool },
      ],
    },
    contribute: {
      succeeds: async (place) => {
        const enrolment = anEnrolment(signer, { salt: randomHex(32) });
        insured = enrolmentHash(enrolment);
        const digest = signingDigest(signingDomain(place, "SubjectRegistry"), insured);
        const { subjectRegistry } = place.as(NORTH);
        await mined(place, subjectRegistry.enrol(enrolment, await signer.sign(digest)));
        const { insurance } = place.careOf(ADMINISTRATOR);
        await insurance.issue(place.address(INSURER), 5_000n, randomHex(32)).send();
        const own = place.careOf(INSURER).insurance;
        await own.approve(place.addresses.fundLedger, 5_000n).send();
        const shares = [{ insured, toAccount: 400n, toPool: 1_000n }];
        const { event } = await care(place)
          .contribute({ pool, month: MONTH, shares, document: DOCUMENT })
          .send();
        contribution = event.contribution;
        expect(event).include({ toPool: 1_000n, levied: 100n });
        expect((await care(place).pool(pool))?.balance).equal(900n);
      },
      refused: async (place) => [
        funds(place).contribute.staticCall(pool, ZERO32, MONTH, [], 0n, DOCUMENT),
        "FundAmountInvalid",
        { amount: 0n },
      ],
    },
    setMandate: {
      succeeds: async (place) => {
        const mandate = aMandate(insured);
        const carrier = care(place, SOUTH);
        const signed = await carrier.signMandate(mandate, signer);
        const { event } = await carrier.setMandate(mandate, signed).send();
        expect(event.account).include({ balance: 400n, perClaim: mandate.perClaim });
        expect(await carrier.drawable(insured, 999n)).equal(400n);
      },
      refused: async (place) => [
        funds(place).setMandate.staticCall(aMandate(insured, { deadline: 1 }), signer.bytes, "0x"),
        "FundDeadlinePassed",
        { deadline: 1 },
      ],
    },
    setPayee: {
      succeeds: async (place) => {
        const { event } = await care(place, NORTH).setPayee(pool, place.address(NORTH)).send();
        expect(event.position.means).equal("TOKEN");
      },
      refused: async (place) => [
        funds(place, NORTH).setPayee.staticCall(pool, place.address(SOUTH), 0),
        "FundPayeeInvalid",
        { provider: NORTH },
      ],
    },
    pay: {
      succeeds: async (place) => {
        const caller = funds(place, SPARE[0]);
        const { insurance } = place.careOf(NORTH);
        const before = await insurance.balance(place.address(NORTH));
        await mined(place, caller.pay(aPayment()));
        expect(await insurance.balance(place.address(NORTH))).equal(before + 350n);
        await mined(place, caller.pay(aPayment({ fromPool: 100_000 })));
        expect(await care(place).position(pool, NORTH)).include({ due: 100_000n, debt: 0n });
      },
      refused: async (place) => [
        funds(place, NORTH).pay.staticCall(aPayment()),
        "CallersNotListed",
        { sender: place.address(NORTH) },
      ],
    },
    cancelDue: {
      succeeds: async (place) => {
        await mined(place, funds(place, SPARE[0]).cancelDue(pool, NORTH, 100_000, DOCUMENT));
        expect((await care(place).position(pool, NORTH)).due).equal(0n);
      },
      refused: async (place) => [
        funds(place, SPARE[0]).cancelDue.staticCall(pool, NORTH, 1, DOCUMENT),
        "FundPositionExceeded",
        { amount: 1n },
      ],
    },
    reversePayment: {
      succeeds: async (place) => {
        await mined(place, funds(place, SPARE[0]).reversePayment(aPayment()));
        expect((await care(place).position(pool, NORTH)).debt).equal(350n);
        expect((await care(place).account(insured)).balance).equal(400n);
      },
      refused: async (place) => [
        funds(place, SPARE[0]).reversePayment.staticCall(aPayment({ fromPool: 0, fromAccount: 0 })),
        "FundAmountInvalid",
        { amount: 0n },
      ],
    },
    repay: {
      succeeds: async (place) => {
        await place.careOf(NORTH).insurance.approve(place.addresses.fundLedger, 350n).send();
        await care(place, NORTH).repay(pool, 350n).send();
        expect((await care(place).position(pool, NORTH)).debt).equal(0n);
      },
      refused: async (place) => [
        funds(place, NORTH).repay.staticCall(pool, 1),
        "FundPositionExceeded",
        { amount: 1n },
      ],
    },
    adjust: {
      succeeds: async (place) => {
        const { event } = await care(place)
          .adjust(TOP, [{ city: pool, amount: 60n }], DOCUMENT)
          .send();
        expect(event.slot.balance).equal(40n);
      },
      refused: async (place) => [
        funds(place).adjust.staticCall(TOP, [{ city: pool, amount: 41n }], DOCUMENT),
        "FundPoolInsufficient",
        { balance: 40n, amount: 41n },
      ],
    },
    carryOver: {
      succeeds: async (place) => {
        const terms = { from: insured, to: insured, amount: 1n, number: 2, deadline: LATER };
        const signed = await care(place).signCarryOver(terms, signer);
        await care(place, SOUTH).carryOver(terms, signed).send();
        expect(await care(place).account(insured)).include({ balance: 400n, number: 2 });
      },
      refused: async (place) => [
        funds(place).carryOver.staticCall(
          { from: insured, to: insured, amount: 1n, number: 3, deadline: 1 },
          signer.bytes,
          "0x",
        ),
        "FundDeadlinePassed",
        { deadline: 1 },
      ],
    },
    pausePool: {
      succeeds: async (place) => {
        await care(place, ADMINISTRATOR).pausePool(pool, LATER).send();
        expect((await care(place).pool(pool))?.pausedUntil).equal(LATER);
        await care(place, ADMINISTRATOR).pausePool(pool, 0).send();
      },
      refused: async (place) => [
        funds(place, ADMINISTRATOR).pausePool.staticCall(pool, 0),
        "FundPoolPauseUnchanged",
        { until: 0 },
      ],
    },
    poolOf: {
      succeeds: async (place) => {
        expect(await care(place).pool(randomHex(32))).equal(undefined);
      },
    },
    parentOf: {
      succeeds: async (place) => {
        expect(await funds(place).parentOf(pool)).equal(province);
      },
    },
    accountOf: {
      succeeds: async (place) => {
        expect(await funds(place).accountOf(randomHex(32))).equal(0n);
      },
    },
    positionOf: {
      succeeds: async (place) => {
        expect(await funds(place).positionOf(pool, SOUTH)).equal(0n);
      },
    },
    contributionOf: {
      succeeds: async (place) => {
        expect(await care(place).contribution(contribution)).equal(1_400n);
      },
    },
    slotOf: {
      succeeds: async (place) => {
        expect(await funds(place).slotOf(3, positionKey(pool, NORTH))).equal(
          await funds(place).positionOf(pool, NORTH),
        );
      },
    },
    drawable: {
      succeeds: async (place) => {
        expect(await care(place).drawable(insured, 5n)).equal(5n);
      },
    },
    successor: {
      succeeds: async (place) => {
        expect(BigInt(await funds(place).successor())).equal(0n);
      },
    },
    predecessor: {
      succeeds: async (place) => {
        expect(BigInt(await funds(place).predecessor())).equal(0n);
      },
    },
  });
});
