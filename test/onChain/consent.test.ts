import { expect } from "chai";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import { signingDigest } from "../../src/core/signing.ts";
import {
  type ConsentGrant,
  enrolmentHash,
  grantId,
  revocationHash,
} from "../../src/core/structs.ts";
import { STANDING, STATE } from "../fixtures/consents.ts";
import { aGrant, anEnrolment, hashed, LATER } from "../fixtures/stories.ts";
import { callerCases } from "./fixtures/callers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, newSigner, NORTH, type Place, SOUTH, SPARE } from "./fixtures/place.ts";

const signer = newSigner();
let subject: Hex;
let first: ConsentGrant;
let second: ConsentGrant;

const signed = async (place: Place, grant: ConsentGrant) => ({
  grant: hashed(grant),
  signer: signer.bytes,
  signature: await signer.sign(
    signingDigest(signingDomain(place, "ConsentRegistry"), grantId(grant)),
  ),
});

async function revocation(place: Place, grant: ConsentGrant) {
  const hash = revocationHash({ grant: grantId(grant), deadline: LATER });
  const digest = signingDigest(signingDomain(place, "ConsentRegistry"), hash);
  return [hashed(grant), LATER, signer.bytes, await signer.sign(digest)] as const;
}

describe("on a chain: consents (CO-01, CO-04, CA-22)", () => {
  functionTests("consentRegistry", {
    ...callerCases("consentRegistry"),
    grant: {
      succeeds: async (place) => {
        const enrolment = anEnrolment(signer, { salt: randomHex(32) });
        subject = enrolmentHash(enrolment);
        const digest = signingDigest(signingDomain(place, "SubjectRegistry"), subject);
        const { subjectRegistry, consentRegistry } = place.as(NORTH);
        await mined(place, subjectRegistry.enrol(enrolment, await signer.sign(digest)));
        first = aGrant(subject, { salt: randomHex(32) });
        second = aGrant(subject, { salt: randomHex(32), maxUses: 1 });
        await mined(place, consentRegistry.grant(await signed(place, first)));
      },
      refused: async (place) => [
        place.as(NORTH).consentRegistry.grant.staticCall(await signed(place, first)),
        "ConsentExists",
        { grant: grantId(first), state: "ACTIVE" },
      ],
    },
    grantMany: {
      succeeds: async (place) => {
        const { consentRegistry } = place.as(SOUTH);
        await mined(place, consentRegistry.grantMany([await signed(place, second)]));
      },
      refused: async (place) => {
        const expired = aGrant(subject, { salt: randomHex(32), notAfter: 1 });
        const { consentRegistry } = place.as(SOUTH);
        return [
          consentRegistry.grantMany.staticCall([await signed(place, expired)]),
          "ConsentExpired",
          { grant: grantId(expired), expiredAt: 1 },
        ];
      },
    },
    use: {
      succeeds: async (place) => {
        await mined(place, place.as(SPARE[0]).consentRegistry.use(hashed(second)));
      },
      refused: async ({ as, address }) => [
        as(NORTH).consentRegistry.use.staticCall(hashed(first)),
        "CallersNotListed",
        { sender: address(NORTH) },
      ],
    },
    revoke: {
      succeeds: async (place) => {
        // Any sender may carry it, one that is no member too.
        const { consentRegistry } = place.as(SPARE[1]);
        await mined(place, consentRegistry.revoke(...(await revocation(place, first))));
      },
      refused: async (place) => [
        place.as(SPARE[1]).consentRegistry.revoke.staticCall(...(await revocation(place, first))),
        "ConsentAlreadyRevoked",
        { grant: grantId(first) },
      ],
    },
    standing: {
      succeeds: async ({ as }) => {
        const { consentRegistry } = as(NORTH);
        expect(await consentRegistry.standing(hashed(first))).equal(BigInt(STANDING.REVOKED));
        expect(await consentRegistry.standing(hashed(second))).equal(BigInt(STANDING.EXHAUSTED));
      },
    },
    stateOf: {
      succeeds: async ({ as }) => {
        const found = await as(NORTH).consentRegistry.stateOf(grantId(second));
        expect([...found]).deep.equal([BigInt(STATE.ACTIVE), 1n]);
      },
    },
  });
});
