import { expect } from "chai";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { DOMAIN, ROLE, STATUS } from "../fixtures/participants.ts";
import { functionTests } from "./fixtures/functions.ts";
import { aProfile, INSURER, mined, NORTH, type Place, SPARE } from "./fixtures/place.ts";

/** Admitted by the first test below, for the changes of those after it. */
let newest = 0n;
const newestAccount = SPARE[1];
const appointed = SPARE[2];
const operator = SPARE[3];

const unauthorized = (place: Place) => ({ caller: place.address(NORTH) });

describe("on a chain: institutions (ID-01, ID-02, CA-22)", () => {
  functionTests("participantRegistry", {
    admit: {
      succeeds: async (place) => {
        const { participantRegistry } = place.as(ADMINISTRATOR);
        const profile = aProfile(await place.now(), "PHARMACY");
        const account = place.address(newestAccount);
        await mined(place, participantRegistry.admit(profile, randomHex(32), "", account));
        newest = await participantRegistry.participantCount();
      },
      refused: async (place) => [
        place
          .as(ADMINISTRATOR)
          .participantRegistry.admit.staticCall(
            aProfile(await place.now()),
            randomHex(32),
            "",
            place.address(NORTH),
          ),
        "ParticipantAccountTaken",
        { account: place.address(NORTH), participant: 1 },
      ],
    },
    participantCount: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).participantRegistry.participantCount()).equal(newest);
      },
    },
    participant: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).participantRegistry.participant(newest)).above(0n);
      },
      refused: async ({ as }) => [
        as(NORTH).participantRegistry.participant(999),
        "ParticipantUnknown",
        { participant: 999 },
      ],
    },
    membership: {
      succeeds: async ({ as, address }) => {
        const { participantRegistry } = as(NORTH);
        expect((await participantRegistry.membership(address(NORTH))) >> 176n).above(0n);
      },
      refused: async ({ as, address }) => [
        as(NORTH).participantRegistry.membership(address(appointed)),
        "ParticipantAccountUnknown",
        { account: address(appointed) },
      ],
    },
    requireActive: {
      succeeds: async ({ as, address }) => {
        await as(NORTH).participantRegistry.requireActive(address(NORTH), DOMAIN.RECORDS, 1);
      },
      refused: async ({ as, address }) => [
        as(NORTH).participantRegistry.requireActive(address(INSURER), DOMAIN.RECORDS, 1),
        "ParticipantKindNotAllowed",
        { participant: 3, allowed: 1 },
      ],
    },
    requireStanding: {
      succeeds: async ({ as, address }) => {
        const { participantRegistry } = as(NORTH);
        await participantRegistry.requireStanding(address(NORTH), DOMAIN.SUPPLY, 1, 2);
      },
      refused: async ({ as, address }) => [
        as(NORTH).participantRegistry.requireStanding(address(INSURER), DOMAIN.SUPPLY, 1, 3),
        "ParticipantKindNotAllowed",
        { participant: 3, allowed: 1 },
      ],
    },
    amend: {
      succeeds: async (place) => {
        const profile = { ...aProfile(await place.now(), "PHARMACY"), grade: 2 };
        await mined(place, place.as(ADMINISTRATOR).participantRegistry.amend(newest, profile));
      },
      refused: async (place) => [
        place.as(NORTH).participantRegistry.amend.staticCall(newest, aProfile(await place.now())),
        "AccessManagedUnauthorized",
        unauthorized(place),
      ],
    },
    appointAdministrator: {
      succeeds: async (place) => {
        const { participantRegistry } = place.as(ADMINISTRATOR);
        const account = place.address(appointed);
        await mined(place, participantRegistry.appointAdministrator(newest, account));
      },
      refused: async (place) => [
        place
          .as(NORTH)
          .participantRegistry.appointAdministrator.staticCall(newest, place.address(NORTH)),
        "AccessManagedUnauthorized",
        unauthorized(place),
      ],
    },
    setAccount: {
      succeeds: async (place) => {
        const { participantRegistry } = place.as(appointed);
        const account = place.address(operator);
        await mined(place, participantRegistry.setAccount(account, ROLE.OPERATOR, 0));
      },
      refused: async ({ as, address }) => [
        as(operator).participantRegistry.setAccount.staticCall(address(operator), ROLE.NONE, 0),
        "ParticipantAccountNotAdministrator",
        { account: address(operator), role: "OPERATOR" },
      ],
    },
    rotateKey: {
      succeeds: async (place) => {
        await mined(place, place.as(appointed).participantRegistry.rotateKey(randomHex(32)));
      },
      refused: async ({ as }) => {
        const { participantRegistry } = as(appointed);
        const key = await participantRegistry.hpkeKey(newest, 2);
        const call = participantRegistry.rotateKey.staticCall(key);
        return [call, "ParticipantKeyUnchanged", { participant: Number(newest), key }];
      },
    },
    hpkeKey: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).participantRegistry.hpkeKey(newest, 2)).not.equal(ZERO32);
      },
    },
    setEndpoint: {
      succeeds: async (place) => {
        await mined(
          place,
          place.as(appointed).participantRegistry.setEndpoint("https://a.example"),
        );
      },
      refused: async ({ as }) => [
        as(appointed).participantRegistry.setEndpoint.staticCall("https://a.example"),
        "ParticipantEndpointUnchanged",
        { participant: Number(newest) },
      ],
    },
    endpoint: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).participantRegistry.endpoint(newest)).equal("https://a.example");
      },
    },
    setStatus: {
      succeeds: async (place) => {
        const { participantRegistry } = place.as(ADMINISTRATOR);
        await mined(place, participantRegistry.setStatus(newest, STATUS.SUSPENDED));
      },
      refused: async ({ as }) => [
        as(ADMINISTRATOR).participantRegistry.setStatus.staticCall(newest, STATUS.SUSPENDED),
        "ParticipantStatusUnchanged",
        { participant: Number(newest), status: "SUSPENDED" },
      ],
    },
    pause: {
      succeeds: async (place) => {
        const { participantRegistry } = place.as(ADMINISTRATOR);
        const until = (await place.now()) + 600;
        await mined(place, participantRegistry.pause(DOMAIN.RESEARCH, until));
      },
      refused: async (place) => [
        place.as(NORTH).participantRegistry.pause.staticCall(DOMAIN.RESEARCH, 0),
        "AccessManagedUnauthorized",
        unauthorized(place),
      ],
    },
    pausedUntil: {
      succeeds: async ({ as, now }) => {
        const until = await as(NORTH).participantRegistry.pausedUntil(DOMAIN.RESEARCH);
        expect(Number(until)).above(await now());
      },
    },
  });
});
