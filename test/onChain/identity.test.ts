import { expect } from "chai";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import type { Signer } from "../../src/core/signers.ts";
import { signingDigest } from "../../src/core/signing.ts";
import {
  type Enrolment,
  enrolmentHash,
  type Rotation,
  rotationHash,
} from "../../src/core/structs.ts";
import { DOMAIN, ROLE, STATUS } from "../fixtures/participants.ts";
import { anEnrolment } from "../fixtures/stories.ts";
import { functionTests } from "./fixtures/functions.ts";
import { aProfile, INSURER, mined, newSigner, NORTH, type Place, SPARE } from "./fixtures/place.ts";

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

const signer = newSigner();
const heir = newSigner();
let enrolment: Enrolment;
let subject: Hex;
const digestOf = (place: Place, hash: Hex): Hex =>
  signingDigest(signingDomain(place, "SubjectRegistry"), hash);
const rotationTo = (to: Signer): Rotation => ({
  subject,
  signer: to.bytes,
  encryptionKey: randomHex(32),
  endsGrants: true,
  nonce: randomHex(32),
  deadline: 4_000_000_000,
});

describe("on a chain: patients (ID-03, ID-04, CA-22)", () => {
  functionTests("subjectRegistry", {
    enrol: {
      succeeds: async (place) => {
        enrolment = anEnrolment(signer, { salt: randomHex(32) });
        subject = enrolmentHash(enrolment);
        const signature = await signer.sign(digestOf(place, subject));
        await mined(place, place.as(NORTH).subjectRegistry.enrol(enrolment, signature));
      },
      refused: async (place) => [
        place
          .as(NORTH)
          .subjectRegistry.enrol.staticCall(enrolment, await signer.sign(digestOf(place, subject))),
        "SubjectExists",
        { subject },
      ],
    },
    encryptionKeyOf: {
      succeeds: async ({ as }) => {
        const key = await as(NORTH).subjectRegistry.encryptionKeyOf(subject);
        expect(key).equal(enrolment.encryptionKey);
      },
    },
    requireSigner: {
      succeeds: async ({ as }) => {
        const { subjectRegistry } = as(NORTH);
        expect(await subjectRegistry.requireSigner(subject, signer.bytes)).equal(1n);
      },
      refused: async ({ as }) => [
        as(NORTH).subjectRegistry.requireSigner(subject, heir.bytes),
        "SubjectSignerMismatch",
        { subject, signer: heir.bytes },
      ],
    },
    requireSigned: {
      succeeds: async ({ as }) => {
        const digest = randomHex(32);
        const { subjectRegistry } = as(NORTH);
        const signature = await signer.sign(digest);
        await subjectRegistry.requireSigned(subject, digest, signer.bytes, signature);
      },
      refused: async ({ as }) => {
        const digest = randomHex(32);
        const signature = await heir.sign(digest);
        const { subjectRegistry } = as(NORTH);
        return [
          subjectRegistry.requireSigned(subject, digest, signer.bytes, signature),
          "SubjectSignatureInvalid",
          { signer: signer.bytes, digest },
        ];
      },
    },
    rotate: {
      succeeds: async (place) => {
        const rotation = rotationTo(heir);
        const signature = await signer.sign(digestOf(place, rotationHash(rotation)));
        // Any sender may carry it, one that is no member too.
        const { subjectRegistry } = place.as(SPARE[0]);
        await mined(place, subjectRegistry.rotate(rotation, signer.bytes, signature));
      },
      refused: async (place) => {
        const rotation = rotationTo(signer);
        const signature = await signer.sign(digestOf(place, rotationHash(rotation)));
        const { subjectRegistry } = place.as(SPARE[0]);
        return [
          subjectRegistry.rotate.staticCall(rotation, signer.bytes, signature),
          "SubjectSignerMismatch",
          { subject, signer: signer.bytes },
        ];
      },
    },
    epochOf: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).subjectRegistry.epochOf(subject)).equal(2n);
      },
      refused: async ({ as }) => [
        as(NORTH).subjectRegistry.epochOf(ZERO32),
        "SubjectUnknown",
        { subject: ZERO32 },
      ],
    },
    listVerifier: {
      succeeds: async (place) => {
        const { subjectRegistry } = place.as(ADMINISTRATOR);
        await mined(place, subjectRegistry.listVerifier(place.addresses.receipts, true));
      },
      refused: async (place) => [
        place.as(NORTH).subjectRegistry.listVerifier.staticCall(place.address(NORTH), true),
        "AccessManagedUnauthorized",
        unauthorized(place),
      ],
    },
    isVerifierListed: {
      succeeds: async ({ as, addresses }) => {
        const { subjectRegistry } = as(NORTH);
        expect(await subjectRegistry.isVerifierListed(addresses.p256Verifier)).equal(true);
      },
    },
  });
});
