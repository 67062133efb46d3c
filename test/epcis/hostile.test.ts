import { expect } from "chai";
import fc from "fast-check";
import { readEpcis } from "../../src/epcis/read.ts";
import { fails } from "../fixtures/fails.ts";
import { around, commissioned, commissionedXml, xmlAround } from "./fixtures/documents.ts";

const deep = (levels: number): string => `${'{"ex:a":'.repeat(levels)}1${"}".repeat(levels)}`;
const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
  <EPCISDocument>&b;</EPCISDocument>`;
const outside = `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><ObjectEvent>&f;</ObjectEvent>`;
const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
const json = JSON.stringify(around(commissioned));

const refused: [what: string, input: string | Uint8Array, rule: string][] = [
  ["nothing", "", "document.form"],
  ["another format", "type: ObjectEvent", "document.form"],
  ["broken JSON", json.slice(0, -5), "json.wellFormed"],
  ["a JSON value alone", "[", "json.wellFormed"],
  ["an object of something else", '{"resourceType":"Bundle"}', "document.type"],
  ["an event without a context", JSON.stringify(commissioned), "@context.required"],
  [
    "a document without a body",
    JSON.stringify({ ...around(commissioned), epcisBody: undefined }),
    "epcisBody.required",
  ],
  [
    "a list of events that is none",
    JSON.stringify({ ...around(commissioned), epcisBody: { eventList: {} } }),
    "eventList.type",
  ],
  [
    "a field of the document's own",
    JSON.stringify({ ...around(commissioned), mine: 1 }),
    "field.unknown",
  ],
  ["bytes that are no text", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), "document.encoding"],
  ["broken XML", xmlAround(commissionedXml()).slice(0, -9), "xml.wellFormed"],
  ["XML without a root", "<?xml version='1.0'?>", "xml.wellFormed"],
  ["a prefix that was not declared", xmlAround(commissionedXml("<no:x/>")), "xml.wellFormed"],
  ["an entity that was not declared", xmlAround(commissionedXml("&eacute;")), "xml.wellFormed"],
  ["entities that grow", bomb, "xml.doctype"],
  ["an entity of a file", outside, "xml.doctype"],
  [
    "an entity of a document type elsewhere",
    `<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><ObjectEvent>&f;</ObjectEvent>`,
    "xml.wellFormed",
  ],
  ["another root", "<html><body/></html>", "document.root"],
  ["no list of events", xmlAround("").replaceAll("EventList", "Lists"), "document.eventList"],
  [
    "XML without a date",
    xmlAround(commissionedXml()).replace("creationDate", "xmlns:c"),
    "creationDate.required",
  ],
  ["XML nested too deep", `${"<a>".repeat(65)}${"</a>".repeat(65)}`, "xml.depth"],
];

describe("epcis: hostile and broken documents (DT-12)", () => {
  for (const [what, input, rule] of refused) {
    it(`${what}: the document is refused (${rule})`, () => {
      expect(fails(() => readEpcis(input)))
        .deep.include({ code: "EPCIS_REFUSED" })
        .and.nested.include({ "details.rule": rule });
    });
  }

  it("size and number of elements are limited", () => {
    const code = { "details.rule": "document.size" };
    expect(fails(() => readEpcis(json, { size: json.length - 1 }))).nested.include(code);
    expect(readEpcis(json, { size: json.length }).events).to.have.lengthOf(1);
    const xml = xmlAround(commissionedXml());
    expect(fails(() => readEpcis(xml, { nodes: 10 }))).nested.include({
      "details.rule": "xml.nodes",
    });
  });

  it("no value of the input is repeated in the error", () => {
    const error = fails(() => readEpcis('{"type":"EPCISDocument","secret":"Zhang San"')) as Error;
    expect(JSON.stringify([error.message, error.cause])).not.contains("Zhang");
  });

  it("an event nested too deep is refused, its neighbour stands", () => {
    const event = JSON.stringify(commissioned).slice(0, -1);
    const list = `[${event}},${event},"ex:deep":${deep(100_000)}},${event},"ex:deep":${deep(40)}}]`;
    const { events } = readEpcis(list);
    expect(events.map(({ accepted }) => accepted)).deep.equal([true, false, true]);
    expect(events[1]).deep.nested.include({ "violations[0].rule": "event.depth" });
  });

  it("what is no event is refused as one", () => {
    const list = [
      null,
      7,
      "x",
      [],
      {},
      { type: 7 },
      { type: "__proto__" },
      { type: "ObjectEvent", __proto__: null },
    ];
    const { events } = readEpcis(JSON.stringify(list));
    expect(events.map(({ accepted }) => accepted)).deep.equal(list.map(() => false));
    for (const event of events) expect(event).has.property("violations").that.is.not.empty;
  });

  it("names of JavaScript's own are names like others", () => {
    const xml = xmlAround(
      commissionedXml(
        "<e:__proto__ xmlns:e='https://e.example/'><e:constructor>1</e:constructor><__proto__><x/></__proto__></e:__proto__>",
      ),
    );
    const [answer] = readEpcis(xml).events;
    expect(answer?.accepted && answer.event).deep.nested.include({
      "e:__proto__.e:constructor": "1",
    });
    expect(Object.hasOwn(Object.prototype, "x")).equal(false);
    const polluted = json.replace('"action"', '"__proto__":{"x":1},"action"');
    expect(readEpcis(polluted).events[0]).deep.nested.include({
      "violations[0].path": "/__proto__",
    });
  });

  it("byte order marks and UTF-16 are read", () => {
    const xml = xmlAround(commissionedXml());
    const hashes = [xml, `\ufeff${xml}`, utf16(xml), new TextEncoder().encode(`\ufeff${json}`)].map(
      (input) => {
        const [answer] = readEpcis(input).events;
        return answer?.accepted && answer.hash;
      },
    );
    expect(new Set(hashes).size).equal(1);
  });

  it("long lists and texts take no time to speak of", () => {
    const many = Array.from(
      { length: 50_000 },
      (_, index) => `urn:epc:id:sgtin:6901234.012345.${index}`,
    );
    const links = `https://x.example${"/01".repeat(200_000)}`;
    const events = [
      { ...commissioned, epcList: many },
      { ...commissioned, epcList: [...many, many[0]] },
      { ...commissioned, "ex:number": `${"1".repeat(500_000)}x`, "ex:link": links },
    ];
    const { events: answers } = readEpcis(JSON.stringify(events));
    expect(answers.map(({ accepted }) => accepted)).deep.equal([true, false, true]);
  }).timeout(10_000);

  it("any damage to a document is answered, never a crash", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(json, xmlAround(commissionedXml())),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom("null", "[]", "{}", "<x>", "</x>", "&", '"', "\u0000", "\ud800"),
        ),
        (text, place, cut, put) => {
          const at = place % text.length;
          try {
            expect(readEpcis(text.slice(0, at) + put + text.slice(at + cut)).events).is.an("array");
          } catch (error) {
            expect(error).has.property("code", "EPCIS_REFUSED");
          }
        },
      ),
      { numRuns: 150 },
    ));
});
