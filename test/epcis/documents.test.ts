import { expect } from "chai";
import { readEpcis } from "../../src/epcis/read.ts";
import type { EventAnswer } from "../../src/epcis/model.ts";
import { fails } from "../fixtures/fails.ts";
import { documentsIn } from "./fixtures/documents.ts";

const valid = ["capture-2.0/Documents", "capture-2.0/Events", "capture-1.2"];
const rulesOf = (answer: EventAnswer): string[] =>
  answer.accepted ? [] : answer.violations.map(({ rule, path }) => `${rule} ${path}`);

/** Which event of each document breaks which rules. */
const refusals: Record<string, Record<number, string[]>> = {
  "Combination_of_events_with_missing_mandatory_fields.json": {
    1: ["action.required /action"],
    2: ["eventTimeZoneOffset.required /eventTimeZoneOffset", "action.required /action"],
  },
  "Combination_of_multiple_invalid_fields.json": {
    1: ["bizStep.vocabulary /bizStep"],
    2: ["disposition.vocabulary /disposition"],
    3: ["type.vocabulary /sourceList/0/type"],
    4: ["field.unknown /ilmd/materialType"],
    5: ["action.enum /action", "eventTime.format /eventTime"],
  },
  "Combination_of_non_standard_bizStep_and_disposition.json": {
    1: ["bizStep.vocabulary /bizStep"],
    2: ["disposition.vocabulary /disposition"],
  },
  "ObjectEvent_with_ilmd_field_without_namespace.json": { 1: ["field.unknown /ilmd/materialType"] },
  "ObjectEvent_with_invalid_action.json": { 1: ["action.enum /action"] },
  "ObjectEvent_with_invalid_certificationInfo.json": {
    1: [
      "certificationInfo.type /certificationInfo/0",
      "certificationInfo.type /certificationInfo/1",
    ],
  },
  "ObjectEvent_with_invalid_eventTime_format.json": { 1: ["eventTime.format /eventTime"] },
  "ObjectEvent_with_non_standard_bizStep.json": { 1: ["bizStep.vocabulary /bizStep"] },
  "ObjectEvent_with_non_standard_bizStep_in_second_event.json": {
    2: ["bizStep.vocabulary /bizStep"],
  },
  "ObjectEvent_with_non_standard_disposition.json": { 1: ["disposition.vocabulary /disposition"] },
  "ObjectEvent_with_quantity_as_text.json": { 1: ["quantity.type /quantityList/0/quantity"] },
  "ObjectEvent_with_unknown_field_in_quantityList.json": {
    1: ["field.unknown /quantityList/0/weight"],
  },
  "ObjectEvent_without_action_and_eventTime.json": {
    1: [
      "eventTime.required /eventTime",
      "eventTimeZoneOffset.required /eventTimeZoneOffset",
      "action.required /action",
    ],
  },
  "ObjectEvent_without_identifier_list.json": { 1: ["ObjectEvent.subject "] },
};

describe("epcis: published documents are answered event by event (DT-03, IO-01)", () => {
  for (const folder of valid) {
    for (const [name, bytes] of documentsIn(`openepcis/${folder}`)) {
      it(`${folder}/${name}: every event is accepted`, () => {
        const { events } = readEpcis(bytes);
        expect(events.flatMap(rulesOf)).deep.equal([]);
        expect(events).to.have.length.greaterThan(0);
        for (const event of events) {
          expect(event.accepted && event.hash).matches(
            /^ni:\/\/\/sha-256;[\da-f]{64}\?ver=CBV2\.0$/,
          );
        }
      });
    }
  }

  const invalid = documentsIn("openepcis/capture-2.0/Invalid");
  for (const [name, bytes] of invalid.filter(([one]) => one in refusals)) {
    it(`Invalid/${name}: refused by its rule, the other events stand`, () => {
      const { events } = readEpcis(bytes);
      const wanted = refusals[name];
      expect(events.map(rulesOf)).deep.equal(
        events.map(({ position }) => wanted?.[position] ?? []),
      );
    });
  }

  it("Invalid/EPCISDocument_without_context.json: refused as a document", () => {
    const [, bytes] = invalid.find(([name]) => name === "EPCISDocument_without_context.json")!;
    expect(fails(() => readEpcis(bytes))).deep.include({
      code: "EPCIS_REFUSED",
      details: { rule: "@context.required", path: "/@context", expected: "the field @context" },
    });
  });

  it("every invalid document is in the table or refused whole", () => {
    const names = invalid.map(([name]) => name).filter((name) => !(name in refusals));
    expect(names).deep.equal(["EPCISDocument_without_context.json"]);
  });
});
