/** Who is insured, on any chain (CL-01, CL-02, CL-24). */
import { expect } from "chai";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import {
  type Correction,
  correctionHash,
  type CoverageSlot,
  packCoverage,
  segmentId,
} from "../../src/core/coverage.ts";
import { monthOf } from "../../src/core/months.ts";
import { signingDigest } from "../../src/core/signing.ts";
import { enrolmentHash } from "../../src/core/structs.ts";
import { aSegment } from "../fixtures/funds.ts";
import { anEnrolment, LATER } from "../fixtures/stories.ts";
import { functionTests } from "./fixtures/functions.ts";
import { INSURER, mined, newSigner, NORTH, type Place, SOUTH } from "./fixtures/place.ts";

const DOCUMENT = randomHex(32);
const signer = newSigner();
let insured: Hex;
let shown: ReturnType<typeof aSegment>;
let last: Hex = ZERO32;

const care = (place: Place) => place.careOf(INSURER).enrolment;
const contract = (place: Place) => place.as(INSURER).enrolment;

/** A correction of what stands there now, of which South and the person are parties besides. */
async function correction(place: Place, change: Partial<CoverageSlot>) {
  const slot = (await care(place).coverage(segmentId(shown.segment)))!;
  const asked: Correction = {
    segment: segmentId(shown.segment),
    entry: last,
    former: packCoverage(slot),
    corrected: packCoverage({ ...slot, ...change }),
    document: DOCUMENT,
    deadline: LATER,
  };
  return { ...shown, correction: asked, previous: last };
}

describe("on a chain: enrolment (CL-01, CL-02, CL-24)", () => {
  functionTests("enrolment", {
    open: {
      succeeds: async (place) => {
        const enrolment = anEnrolment(signer, { salt: randomHex(32) });
        insured = enrolmentHash(enrolment);
        const digest = signingDigest(signingDomain(place, "SubjectRegistry"), insured);
        const { subjectRegistry } = place.as(NORTH);
        await mined(place, subjectRegistry.enrol(enrolment, await signer.sign(digest)));
        const parties = [INSURER, SOUTH, insured];
        shown = aSegment(insured, INSURER, { parties, nullifier: randomHex(32) });
        last = (
          await care(place)
            .open({ ...shown, document: DOCUMENT })
            .send()
        ).event.entry;
      },
      refused: async (place) => [
        contract(place).open.staticCall(
          shown.segment,
          shown.details,
          last,
          0n,
          0,
          shown.parties,
          DOCUMENT,
        ),
        "EnrolmentExists",
        { segment: segmentId(shown.segment) },
      ],
    },
    enterContributions: {
      succeeds: async (place) => {
        const month = monthOf(shown.segment.from);
        const paid = { segment: shown.segment, previous: last, month, count: 2 };
        const sent = await care(place)
          .enterContributions([{ ...paid, contribution: DOCUMENT }])
          .send();
        last = sent.event[0]!.entry;
        expect(sent.event[0]!.coverage.paid).equal(0b11n);
      },
      refused: async (place) => [
        contract(place).enterContributions.staticCall([
          {
            segment: shown.segment,
            previous: last,
            month: monthOf(shown.segment.from),
            count: 1,
            contribution: DOCUMENT,
          },
        ]),
        "EnrolmentMonthWrong",
      ],
    },
    end: {
      succeeds: async (place) => {
        const until = shown.segment.from + 900;
        last = (await care(place).end(shown.segment, last, until, DOCUMENT).send()).event.entry;
      },
      refused: async (place) => [
        contract(place).end.staticCall(shown.segment, last, shown.segment.from + 901, DOCUMENT),
        "EnrolmentStateWrong",
        { state: "ENDED" },
      ],
    },
    enterDeath: {
      succeeds: async (place) => {
        const { segment } = shown;
        const sent = await care(place)
          .enterDeath(segment, last, segment.from + 9, DOCUMENT)
          .send();
        last = sent.event.entry;
      },
      refused: async (place) => [
        contract(place).enterDeath.staticCall(shown.segment, last, shown.segment.from, DOCUMENT),
        "EnrolmentDayWrong",
      ],
    },
    approveCorrection: {
      succeeds: async (place) => {
        const asked = await correction(place, { until: shown.segment.from + 50 });
        await care(place).approve(asked).send();
        const { event } = await place.careOf(SOUTH).enrolment.approve(asked).send();
        expect(event.approvals.toString(2).replaceAll("0", "")).equal("11");
      },
      refused: async (place) => {
        const {
          segment,
          details,
          correction: asked,
          parties,
        } = await correction(place, {
          until: shown.segment.from + 50,
        });
        return [
          place
            .as(NORTH)
            .enrolment.approveCorrection.staticCall(segment, details, asked, parties, last),
          "EnrolmentNotParty",
          { correction: correctionHash(asked) },
        ];
      },
    },
    approveCorrectionFor: {
      succeeds: async (place) => {
        const asked = await correction(place, { until: shown.segment.from + 50 });
        await place.careOf(NORTH).enrolment.approveFor(insured, asked, signer).send();
        const slot = await care(place).coverage(asked.correction.segment);
        expect(slot?.until).equal(shown.segment.from + 50);
        const { entries } = await care(place).history(insured, INSURER);
        expect(entries.map(({ kind }) => kind)).deep.equal([
          "OPENED",
          "CONTRIBUTED",
          "ENDED",
          "DIED",
          "CORRECTED",
        ]);
      },
      refused: async (place) => {
        const asked = await correction(place, { until: shown.segment.from + 60 });
        return [
          contract(place).approveCorrectionFor.staticCall(
            insured,
            asked.segment,
            asked.details,
            asked.correction,
            asked.parties,
            last,
            newSigner().bytes,
            "0x",
          ),
          "SubjectSignerMismatch",
          { subject: insured },
        ];
      },
    },
    coverageOf: {
      succeeds: async (place) => {
        expect(await contract(place).coverageOf(randomHex(32))).equal(0n);
      },
    },
    headOf: {
      succeeds: async (place) => {
        expect((await care(place).head(insured, INSURER)).count).equal(5);
      },
    },
    holderOf: {
      succeeds: async (place) => {
        const id = segmentId(shown.segment);
        expect(await care(place).holder(shown.details.nullifier)).equal(id);
      },
    },
    approvalsOf: {
      succeeds: async (place) => {
        expect(await contract(place).approvalsOf(randomHex(32))).equal(0n);
      },
    },
  });
});
