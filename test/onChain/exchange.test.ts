import { expect } from "chai";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { shownGrant } from "../../src/core/calldata.ts";
import {
  type ConsentGrant,
  enrolmentHash,
  entryId,
  grantId,
  receiptId,
  type RecordEntry,
} from "../../src/core/structs.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { DUTIES, receiptOf, receiptWord, REFUSAL } from "../fixtures/openings.ts";
import { aGrant, anEnrolment, anEntry, aRequest, groupOf, hashed } from "../fixtures/stories.ts";
import { callerCases } from "./fixtures/callers.ts";
import { functionTests } from "./fixtures/functions.ts";
import { mined, newSigner, NORTH, type Place, SOUTH, SPARE } from "./fixtures/place.ts";

const signer = newSigner();
let entries: RecordEntry[];
let grant: ConsentGrant;
const request = { ...aRequest(), nonce: randomHex(32) };
const issued = { grant: randomHex(32), request: randomHex(32), entries: [randomHex(32)] };
const word = receiptWord({ time: 1_700_000_000 });

/** A patient, her five records at North, and a grant to South. */
async function prepare(place: Place): Promise<void> {
  const { subjectRegistry, consentRegistry, recordIndex } = place.as(NORTH);
  const enrolment = anEnrolment(signer, { salt: randomHex(32) });
  const subject: Hex = enrolmentHash(enrolment);
  const enrolling = signingDigest(signingDomain(place, "SubjectRegistry"), subject);
  await mined(place, subjectRegistry.enrol(enrolment, await signer.sign(enrolling)));
  entries = [1, 2, 3, 4, 5].map((n) => anEntry(subject, n));
  await mined(place, recordIndex.anchor(entries.map(entryId), ZERO32));
  grant = aGrant(subject, { salt: randomHex(32) });
  const granting = signingDigest(signingDomain(place, "ConsentRegistry"), grantId(grant));
  const signed = {
    grant: hashed(grant),
    signer: signer.bytes,
    signature: await signer.sign(granting),
  };
  await mined(place, consentRegistry.grant(signed));
}

describe("on a chain: opening records (CA-01, CA-06, CA-22)", () => {
  functionTests("accessDesk", {
    open: {
      succeeds: async (place) => {
        await prepare(place);
        const { accessDesk, receipts } = place.as(SOUTH);
        await mined(place, accessDesk.open(shownGrant(grant), request, [groupOf(entries, [1, 3])]));
        const opened = [entries[1]!, entries[3]!];
        expect(await receipts.receiptOf(receiptOf(grant, request, opened))).above(0n);
        // A refused decision is an answer, not an error.
        const refused = await place
          .as(NORTH)
          .accessDesk.open.staticCall(shownGrant(grant), request, [groupOf(entries, [0])]);
        expect(refused[1]).equal(BigInt(REFUSAL.NOT_GRANTEE));
      },
      refused: async ({ as }) => [
        as(SOUTH).accessDesk.open.staticCall(shownGrant(grant), request, []),
        "AccessNothingAsked",
      ],
    },
    decide: {
      succeeds: async (place) => {
        const { provisions } = grant.terms;
        const headers = entries.map(({ header }) => header);
        const { accessDesk } = place.as(SOUTH);
        const now = await place.now();
        const { purpose, action } = request;
        const decided = await accessDesk.decide(provisions, headers, purpose, action, now);
        expect([...decided]).deep.equal([0n, 0n, DUTIES]);
      },
    },
  });

  functionTests("receipts", {
    ...callerCases("receipts"),
    issue: {
      succeeds: async (place) => {
        const { receipts } = place.as(SPARE[0]);
        const { address } = place;
        await mined(
          place,
          receipts.issue(issued.grant, issued.request, issued.entries, word, address(SOUTH)),
        );
      },
      refused: async ({ as, address }) => [
        as(NORTH).receipts.issue.staticCall(
          issued.grant,
          issued.request,
          issued.entries,
          word,
          address(NORTH),
        ),
        "CallersNotListed",
        { sender: address(NORTH) },
      ],
    },
    receiptOf: {
      succeeds: async ({ as }) => {
        expect(await as(NORTH).receipts.receiptOf(receiptId(issued))).equal(word);
      },
      refused: async ({ as }) => [
        as(NORTH).receipts.receiptOf(ZERO32),
        "ReceiptUnknown",
        { receipt: ZERO32 },
      ],
    },
  });
});
