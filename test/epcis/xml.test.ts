import { expect } from "chai";
import { parseEpcis, readEpcis } from "../../src/epcis/read.ts";
import { commissioned, commissionedXml, documentsIn, xmlAround } from "./fixtures/documents.ts";

const [pharma] = documentsIn("openepcis/capture-1.2");
const eventsOf = (xml: string) =>
  parseEpcis(xml).map(({ event }) => event as unknown as Record<string, unknown>);
const rulesOf = (xml: string) =>
  readEpcis(xml).events.map((answer) =>
    answer.accepted ? [] : answer.violations.map(({ rule, path }) => `${rule} ${path}`),
  );

describe("epcis: XML becomes the same model as JSON-LD (IO-01, IO-06)", () => {
  it("a plain event", () =>
    expect(eventsOf(xmlAround(commissionedXml()))).deep.equal([commissioned]));

  it("every field of EPCIS 2.0", () => {
    const xml = `<TransactionEvent><eventTime>2026-03-01T00:00:00Z</eventTime><recordTime>2026-03-01T00:00:01Z</recordTime>
      <eventTimeZoneOffset>+00:00</eventTimeZoneOffset><eventID>urn:uuid:1</eventID>
      <errorDeclaration><declarationTime>2026-03-02T00:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason>
        <correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs></errorDeclaration>
      <certificationInfo>https://a.example/1</certificationInfo><certificationInfo>https://a.example/2</certificationInfo>
      <bizTransactionList><bizTransaction type="cbv:BTT-po">urn:po:1</bizTransaction><bizTransaction>urn:x:1</bizTransaction></bizTransactionList>
      <parentID>urn:epc:id:sscc:4012345.3111111111</parentID><epcList/><action>OBSERVE</action>
      <bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep><disposition>cbv:Disp-in_transit</disposition>
      <readPoint><id>urn:epc:id:sgln:4012345.00005.0</id><e:door>3</e:door></readPoint>
      <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.A</epcClass><quantity>1.50</quantity><uom>KGM</uom></quantityElement></quantityList>
      <sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:4012345.00000</source></sourceList>
      <destinationList><destination type="https://own.example/t">urn:epc:id:pgln:4012345.00001</destination></destinationList>
      <sensorElementList><sensorElement><sensorMetadata time="2026-03-01T00:00:00Z" e:bay="2"/>
        <sensorReport type="gs1:Temperature" value="4.10" uom="CEL" component="cbv:Comp-x" booleanValue="1"/>
        <sensorReport exception="https://gs1.org/voc/ALARM_CONDITION"/><e:more><e:a x="1">t</e:a><e:a>u</e:a></e:more></sensorElement></sensorElementList>
      <persistentDisposition><set>urn:epcglobal:cbv:disp:recalled</set></persistentDisposition>
      <e:note e:by="me">hello</e:note></TransactionEvent>`;
    const document = xmlAround(xml, `xmlns:e="https://e.example/"`);
    expect(rulesOf(document)).deep.equal([[]]);
    expect(eventsOf(document)).deep.equal([
      {
        type: "TransactionEvent",
        eventTime: "2026-03-01T00:00:00Z",
        recordTime: "2026-03-01T00:00:01Z",
        eventTimeZoneOffset: "+00:00",
        eventID: "urn:uuid:1",
        errorDeclaration: {
          declarationTime: "2026-03-02T00:00:00Z",
          reason: "incorrect_data",
          correctiveEventIDs: ["urn:uuid:2"],
        },
        certificationInfo: ["https://a.example/1", "https://a.example/2"],
        bizTransactionList: [
          { type: "po", bizTransaction: "urn:po:1" },
          { bizTransaction: "urn:x:1" },
        ],
        parentID: "urn:epc:id:sscc:4012345.3111111111",
        epcList: [],
        action: "OBSERVE",
        bizStep: "shipping",
        disposition: "in_transit",
        readPoint: { id: "urn:epc:id:sgln:4012345.00005.0", "e:door": "3" },
        quantityList: [
          { epcClass: "urn:epc:class:lgtin:4012345.012345.A", quantity: 1.5, uom: "KGM" },
        ],
        sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:4012345.00000" }],
        destinationList: [
          { type: "https://own.example/t", destination: "urn:epc:id:pgln:4012345.00001" },
        ],
        sensorElementList: [
          {
            sensorMetadata: { time: "2026-03-01T00:00:00Z", "e:bay": "2" },
            sensorReport: [
              { type: "Temperature", value: 4.1, uom: "CEL", component: "x", booleanValue: true },
              { exception: "ALARM_CONDITION" },
            ],
            "e:more": { "e:a": [{ x: "1", "#text": "t" }, "u"] },
          },
        ],
        persistentDisposition: { set: ["recalled"] },
        "e:note": { "e:by": "me", "#text": "hello" },
      },
    ]);
  });

  it("EPCIS 1.2: what is packed into extensions, and the header's master data (DT-03)", () => {
    const xml = `<extension><TransformationEvent><eventTime>2026-03-01T00:00:00Z</eventTime>
      <eventTimeZoneOffset>+00:00</eventTimeZoneOffset><baseExtension><eventID>urn:uuid:1</eventID></baseExtension>
      <inputQuantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.A</epcClass></quantityElement></inputQuantityList>
      <outputEPCList><epc>urn:epc:id:sgtin:4012345.012345.1</epc></outputEPCList>
      <ilmd><m:lotNumber>A</m:lotNumber></ilmd></TransformationEvent></extension>`;
    const document = xmlAround(xml, `xmlns:m="urn:epcglobal:cbv:mda"`).replace("xsd:2", "xsd:1");
    expect(rulesOf(document)).deep.equal([[]]);
    expect(eventsOf(document)[0]).deep.include({
      type: "TransformationEvent",
      eventID: "urn:uuid:1",
      ilmd: { "m:lotNumber": "A" },
    });

    const { header, schemaVersion, events } = readEpcis(pharma![1]);
    expect(schemaVersion).equal("1.2");
    expect(events.map((one) => one.accepted && one.event.type)).to.include("AggregationEvent");
    const { vocabularyList } = header!["epcisMasterData"] as {
      vocabularyList: { vocabularyElementList: { id: string; attributes: object[] }[] }[];
    };
    expect(vocabularyList[0]?.vocabularyElementList[0]).deep.include({
      id: "urn:epc:idpat:sgtin:030001.0012345.*",
    });
    expect(vocabularyList[0]?.vocabularyElementList[0]?.attributes).deep.include({
      id: "urn:epcglobal:cbv:mda#regulatedProductName",
      attribute: "Epcistra",
    });
  });

  it("namespaces: declared below, twice, by default, without a Latin name, like a value's start", () => {
    const inside = `<n xmlns="https://one.example/">1</n><a:n xmlns:a="https://two.example/">2</a:n><a:n xmlns:a="https://one.example/">3</a:n>
      <药:批 xmlns:药="https://three.example/">4</药:批><v:x xmlns:v="https://four.example/">v:y</v:x>
      <cbvmda:z xmlns:cbvmda="https://five.example/">6</cbvmda:z>`;
    const [record] = parseEpcis(xmlAround(commissionedXml(inside)));
    const [names] = record!.context as Record<string, string>[];
    const event = record!.event as unknown as Record<string, unknown>;
    const meaning = Object.entries(event)
      .filter(([name]) => name.includes(":"))
      .map(([name, value]) => [names![name.split(":")[0]!], name.split(":")[1], value]);
    expect(meaning).deep.equal([
      ["https://one.example/", "n", ["1", "3"]],
      ["https://two.example/", "n", "2"],
      ["https://three.example/", "批", "4"],
      ["https://four.example/", "x", "v:y"],
      ["https://five.example/", "z", "6"],
    ]);
    expect(names).to.not.have.any.keys("v", "cbvmda");
    expect(rulesOf(xmlAround(commissionedXml(inside)))).deep.equal([[]]);
  });

  it("hints of XML Schema are no data; what is nil is left out", () => {
    const inside = `<e:a xsi:type="xsd:int">7</e:a><e:b xsi:nil="true"/><bizLocation xsi:nil="1"/>`;
    const spaces = `xmlns:e="https://e.example/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
    expect(eventsOf(xmlAround(commissionedXml(inside), spaces))).deep.equal([
      { ...commissioned, "e:a": "7" },
    ]);
  });

  it("a document type that declares nothing changes nothing", () => {
    const xml = xmlAround(commissionedXml()).replace("?>", "?><!DOCTYPE project>");
    expect(eventsOf(xml)).deep.equal([commissioned]);
  });

  it("the rules are those of JSON-LD", () => {
    const wrong: [from: string, to: string, rule: string][] = [
      ["commissioning<", "baking<", "bizStep.vocabulary /bizStep"],
      [
        "urn:epcglobal:cbv:disp:active",
        "cbv:Disp-in_transport",
        "disposition.vocabulary /disposition",
      ],
      ["<action>ADD", "<action>MAKE", "action.enum /action"],
      ["<epcList>", "<epcList><x>urn:x:1</x>", "epcList.type /epcList/0"],
      ["<action>", "<speed>4</speed><action>", "field.unknown /speed"],
      ["<action>ADD</action>", "<action>ADD</action><action>ADD</action>", "action.type /action"],
      ["<eventTime>2026", "<eventTime>the 26", "eventTime.format /eventTime"],
    ];
    for (const [from, to, rule] of wrong) {
      const xml = xmlAround(commissionedXml().replace(from, to));
      expect(rulesOf(xml)).deep.equal([[rule]]);
    }
    const ilmd = commissionedXml("<ilmd><e:a xmlns:e='https://e.example/'>1</e:a></ilmd>").replace(
      ">ADD<",
      ">OBSERVE<",
    );
    expect(rulesOf(xmlAround(ilmd))).deep.equal([["ObjectEvent.subject "]]);
    const two = xmlAround(
      commissionedXml() + commissionedXml().replace(">ADD<", "><") + commissionedXml(),
    );
    expect(rulesOf(two)).deep.equal([[], ["action.enum /action"], []]);
  });

  it("query results, an event alone and a list of events", () => {
    const query = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T09:00:00Z"><EPCISBody>
      <q:QueryResults><queryName>SimpleEventQuery</queryName><resultsBody><EventList>${commissionedXml()}</EventList></resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`;
    expect(readEpcis(query)).deep.include({ kind: "query", format: "xml" });
    expect(rulesOf(query)).deep.equal([[]]);
    expect(eventsOf(commissionedXml())).deep.equal([commissioned]);
    expect(eventsOf(`<EventList>${commissionedXml()}${commissionedXml()}</EventList>`)).deep.equal([
      commissioned,
      commissioned,
    ]);
  });
});
