import { expect } from "chai";
import { ADMINISTRATOR } from "../../src/cli/accounts.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { p256Signer, type Signer } from "../../src/core/signers.ts";
import { signingDigest } from "../../src/core/signing.ts";
import {
  type Enrolment,
  enrolmentHash,
  type Rotation,
  rotationHash,
} from "../../src/core/structs.ts";
import { anEnrolment } from "../fixtures/stories.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, newSigner, NORTH, type Place, SPARE } from "./fixtures/place.ts";

const unauthorized = (place: Place) => ({ caller: place.address(NORTH) });

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
        expect(await subjectRegistry.isVerifierListed(addresses.subjectRegistry)).equal(true);
      },
    },
    verify: {
      succeeds: async ({ as, addresses }) => {
        const { subjectRegistry } = as(NORTH);
        const [phone, other] = [randomHex(32), randomHex(32)].map((key) =>
          p256Signer(key, addresses.subjectRegistry),
        );
        const digest = randomHex(32);
        const key: Hex = `0x${phone!.bytes.slice(42)}`;
        const answers = await Promise.all(
          [phone!, other!].map(async (one) =>
            subjectRegistry.verify(key, digest, await one.sign(digest)),
          ),
        );
        // ERC-7913: the function's own selector means yes.
        expect(answers).deep.equal([
          subjectRegistry.interface.getFunction("verify").selector,
          "0xffffffff",
        ]);
      },
    },
  });
});
