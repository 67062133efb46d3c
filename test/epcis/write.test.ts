import { expect } from "chai";
import { eventHash } from "../../src/epcis/hash.ts";
import type { EventRecord, ObjectEvent } from "../../src/epcis/model.ts";
import { readEpcis } from "../../src/epcis/read.ts";
import { declareError, eventId, writeEpcis } from "../../src/epcis/write.ts";
import { fails } from "../fixtures/fails.ts";
import { commissioned, commissionedXml, documentsIn, xmlAround } from "./fixtures/documents.ts";

const frame = { creationDate: "2026-03-03T10:00:00+08:00" };
const folders = [
  "openepcis/capture-2.0/Documents",
  "openepcis/capture-2.0/Events",
  "openepcis/capture-1.2",
  "hash-vectors/examples",
];
const record = (event: object): EventRecord => ({ event: event as ObjectEvent, context: [] });

/** Accepted events, with the id that an export gives them. */
function recordsOf(input: string | Uint8Array): (EventRecord & { hash: string })[] {
  return readEpcis(input).events.flatMap((answer) =>
    answer.accepted
      ? [
          {
            hash: answer.hash,
            context: answer.context,
            event: { ...answer.event, eventID: eventId(answer) },
          },
        ]
      : [],
  );
}

describe("epcis: events are written as EPCIS 2.0 JSON-LD (DT-03, IO-01)", () => {
  for (const [name, bytes] of folders.flatMap(documentsIn)) {
    const records = recordsOf(bytes);
    if (records.length === 0) continue;
    it(`${name}: read, written, read again: the same events and hashes`, () => {
      const document = writeEpcis(records, frame);
      const again = recordsOf(JSON.stringify(document));
      expect(again.map(({ event }) => event)).deep.equal(records.map(({ event }) => event));
      expect(again.map(({ hash }) => hash)).deep.equal(records.map(({ hash }) => hash));
      expect(
        readEpcis(JSON.stringify(writeEpcis(again, frame))).events.every(
          ({ accepted }) => accepted,
        ),
      ).equal(true);
    });
  }

  it("an event without an id gets its event-hash id; one with an id keeps it", () => {
    const [first, second] = writeEpcis(
      [record(commissioned), record({ ...commissioned, eventID: "urn:uuid:1" })],
      frame,
    ).epcisBody.eventList;
    expect(first).deep.equal({ ...commissioned, eventID: eventHash(record(commissioned)) });
    expect(second).deep.equal({ ...commissioned, eventID: "urn:uuid:1" });
  });

  it("the frame: GS1's context first, then the events' own", () => {
    const context = [{ ex: "https://ns.example.com/" }];
    const sender = "urn:epc:id:sgln:6901234.00001.0";
    const { epcisBody: _, ...rest } = writeEpcis(
      [{ ...record({ ...commissioned, "ex:a": "1" }), context }],
      { ...frame, sender },
    );
    expect(rest).deep.equal({
      "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", ...context],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      ...frame,
      sender,
    });
  });

  it("events of documents that gave one prefix two meanings keep theirs", () => {
    const of = (namespace: string) =>
      recordsOf(xmlAround(commissionedXml("<e:n>1</e:n>"), `xmlns:e="${namespace}"`));
    const records = [
      ...of("https://one.example/"),
      ...of("https://two.example/"),
      ...recordsOf(xmlAround(commissionedXml())),
    ];
    const again = recordsOf(JSON.stringify(writeEpcis(records, frame)));
    expect(again.map(({ hash }) => hash)).deep.equal(records.map(({ hash }) => hash));
    expect(new Set(again.map(({ hash }) => hash)).size).equal(3);
  });

  it("an error is declared by the event itself, naming what corrects it (DT-15)", () => {
    const wrong = record(commissioned);
    const right = record({ ...commissioned, epcList: [commissioned.epcList[0]] });
    const declared = declareError(
      wrong,
      { declarationTime: "2026-03-04T00:00:00Z", reason: "incorrect_data" },
      [right],
    );
    const { events } = readEpcis(JSON.stringify(writeEpcis([declared, right], frame)));
    const [first, second] = events;
    expect(first).deep.nested.include({
      accepted: true,
      hash: eventHash(wrong),
      "event.eventID": eventHash(wrong),
      "event.errorDeclaration": {
        declarationTime: "2026-03-04T00:00:00Z",
        reason: "incorrect_data",
        correctiveEventIDs: [eventHash(right)],
      },
    });
    expect(second).deep.nested.include({ "event.eventID": eventHash(right) });
    const never = declareError(wrong, {
      declarationTime: "2026-03-04T00:00:00Z",
      reason: "did_not_occur",
    });
    expect(never.event.errorDeclaration).to.not.have.property("correctiveEventIDs");
  });

  it("what would not be accepted is not written", () => {
    const wrong = { ...commissioned, bizStep: "baking" };
    expect(fails(() => writeEpcis([record(commissioned), record(wrong)], frame))).deep.include({
      code: "EPCIS_EXPORT",
      details: {
        position: 2,
        rule: "bizStep.vocabulary",
        path: "/bizStep",
        expected: "a term of CBV 2.0, or a URI of one's own",
      },
    });
    expect(
      fails(() => writeEpcis([record(commissioned)], { creationDate: "today" })),
    ).deep.nested.include({
      code: "EPCIS_EXPORT",
      "details.position": 0,
      "details.rule": "creationDate.format",
    });
  });
});
