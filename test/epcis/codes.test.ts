import { expect } from "chai";
import fc from "fast-check";
import { withCheckDigit } from "../../src/epcis/checkDigit.ts";
import { parseTraceCode, readCode } from "../../src/epcis/codes.ts";
import { canonicalLink, makeDigitalLink, parseDigitalLink } from "../../src/epcis/digitalLink.ts";
import {
  formatElementString,
  isoDate,
  itemOf,
  parseElementString,
  type Gs1Elements,
} from "../../src/epcis/elements.ts";
import { canonicalLinkOfUrn, makeEpcUrn, parseEpcUrn } from "../../src/epcis/epcUrn.ts";
import { fails } from "../fixtures/fails.ts";

const GTIN = "06901234123456";
const pack: [string, string][] = [
  ["01", GTIN],
  ["17", "271231"],
  ["10", "L1"],
  ["21", "S(7)/ä%+".replace("ä", "_")],
];
const entries = (elements: Gs1Elements) => Object.fromEntries(elements);
const set82 = "!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz".split("");
const value = fc
  .array(fc.constantFrom(...set82), { minLength: 1, maxLength: 20 })
  .map((all) => all.join(""));
const gtin = fc.stringMatching(/^[0-9]{13}$/).map(withCheckDigit);
const codes = fc
  .tuple(
    gtin,
    fc.option(value),
    fc.option(value),
    fc.option(fc.constantFrom("271231", "280200", "000229")),
  )
  .map(([key, lot, serial, expiry]) => {
    const parts: [string, string | null][] = [
      ["01", key],
      ["10", lot],
      ["21", serial],
      ["17", expiry],
    ];
    return new Map(parts.filter((part): part is [string, string] => part[1] !== null));
  });

describe("epcis: GS1 codes (DT-12, IO-01)", () => {
  it("an element string as printed and as scanned", () => {
    const printed = `(01)${GTIN}(17)271231(10)L1(21)S\\(7)/_%+`;
    const scanned = `]d201${GTIN}1727123110L1\u001d21S(7)/_%+`;
    expect(entries(parseElementString(printed))).deep.equal(Object.fromEntries(pack));
    expect(entries(parseElementString(scanned))).deep.equal(Object.fromEntries(pack));
    expect(formatElementString(new Map(pack), "printed")).equal(printed);
    expect(formatElementString(new Map(pack), "scanned")).equal(scanned.slice(3));
    expect(itemOf(new Map(pack), new Date("2026-01-01"))).deep.equal({
      gtin: GTIN,
      lot: "L1",
      serial: "S(7)/_%+",
      expiry: "2027-12-31",
    });
  });

  it("a Digital Link, lot before serial, attributes in the query", () => {
    const link = `https://id.gs1.org/01/${GTIN}/10/L1/21/S%287%29%2F_%25%2B?17=271231`;
    expect(makeDigitalLink(new Map(pack.toReversed()))).equal(link);
    expect(entries(parseDigitalLink(link))).deep.equal(Object.fromEntries(pack));
    const other = `https://scan.example.org/de/gtin/6901234123456/lot/L1?17=271231&lang=de#top`;
    expect(entries(parseDigitalLink(other))).deep.equal({ "01": GTIN, "10": "L1", "17": "271231" });
    expect(makeDigitalLink(parseDigitalLink(other), "https://scan.example.org/de")).equal(
      `https://scan.example.org/de/01/${GTIN}/10/L1?17=271231`,
    );
  });

  it("EPC URNs, with the length of the company prefix", () => {
    const urns: Record<string, Record<string, string>> = {
      "urn:epc:id:sgtin:6901234.012345.S%2F7": { "01": "06901234123456", "21": "S/7" },
      "urn:epc:class:lgtin:6901234.012345.L1": { "01": "06901234123456", "10": "L1" },
      "urn:epc:idpat:sgtin:6901234.012345.*": { "01": "06901234123456" },
      "urn:epc:id:sscc:4012345.3111111111": { "00": "340123451111111111" },
      "urn:epc:id:sgln:4012345.00005.122": { "414": "4012345000054", "254": "122" },
      "urn:epc:id:sgln:4012345.00005.0": { "414": "4012345000054" },
      "urn:epc:id:pgln:4012345.00000": { "417": "4012345000009" },
    };
    for (const [urn, elements] of Object.entries(urns)) {
      const read = parseEpcUrn(urn);
      expect(entries(read.elements)).deep.equal(elements);
      expect(read.prefixLength).equal(7);
      expect(makeEpcUrn(read.elements, 7)).equal(urn);
    }
    expect(fails(() => makeEpcUrn(new Map(pack), 13))).deep.include({
      code: "GS1_PREFIX_LENGTH",
      details: { length: 13 },
    });
  });

  it("whatever GS1 allows goes through every form and back", () =>
    fc.assert(
      fc.property(codes, fc.integer({ min: 6, max: 12 }), (elements, length) => {
        const wanted = entries(elements);
        expect(entries(parseElementString(formatElementString(elements, "scanned")))).deep.equal(
          wanted,
        );
        expect(entries(parseElementString(formatElementString(elements, "printed")))).deep.equal(
          wanted,
        );
        expect(entries(parseDigitalLink(makeDigitalLink(elements)))).deep.equal(wanted);
        expect(
          entries(parseDigitalLink(makeDigitalLink(elements, "http://r.example/x"))),
        ).deep.equal(wanted);
        const urn = makeEpcUrn(elements, length);
        const kept = elements.has("21") ? ["01", "21"] : elements.has("10") ? ["01", "10"] : ["01"];
        expect(parseEpcUrn(urn).prefixLength).equal(length);
        expect(entries(parseEpcUrn(urn).elements)).deep.equal(
          Object.fromEntries(kept.map((ai) => [ai, wanted[ai]])),
        );
        expect(canonicalLinkOfUrn(urn)).equal(canonicalLink(canonicalLinkOfUrn(urn)!));
      }),
    ));

  it("canonical links: GS1's domain, no query, the finest level", () => {
    const links: Record<string, string | undefined> = {
      "https://x.example/shop/gtin/96385074?17=271231": "01/00000096385074",
      "https://x.example/01/4006381333931/22/V/10/L/21/S": "01/04006381333931/21/S",
      "https://x.example/01/4006381333931/10/L/": "01/04006381333931/10/L",
      "https://x.example/01/04006381333931/235/T#top": "01/04006381333931/235/T",
      "http://x.example/414/4012345000054/254/1%2F2": "414/4012345000054/254/1%2F2",
      "https://x.example/party/4012345000009": "417/4012345000009",
      "https://x.example/8004/4000001111": "8004/4000001111",
      "https://x.example/01/12345": undefined,
      "https://x.example/99/4006381333931": undefined,
      "https://x.example/01/4006381333931/99/A": undefined,
      "geo:50.94,6.92": undefined,
    };
    for (const [link, canonical] of Object.entries(links)) {
      expect(canonicalLink(link)).equal(canonical && `https://id.gs1.org/${canonical}`);
    }
  });

  it("readCode tells what was scanned", () => {
    expect(readCode("8123 4560 0000 0012 3456")).deep.equal({
      kind: "trace",
      trace: {
        code: "81234560000000123456",
        product: "8123456",
        serial: "000000012",
        check: "3456",
      },
    });
    const forms = [
      GTIN,
      `https://id.gs1.org/01/${GTIN}`,
      `01${GTIN}10A`,
      `(01)${GTIN}`,
      "urn:epc:idpat:sgtin:6901234.012345.*",
    ];
    const read = forms.map(readCode);
    expect(read.map((code) => code.kind === "gs1" && code.form)).deep.equal([
      "gtin",
      "link",
      "elements",
      "elements",
      "urn",
    ]);
    for (const code of read) expect(code.kind === "gs1" && code.elements.get("01")).equal(GTIN);
  });

  it("GS1 dates: day 00 is the month's last, the century the nearest", () => {
    const now = new Date("2026-06-01");
    expect(
      ["280200", "270200", "760101", "770101", "991231"].map((date) => isoDate(date, now)),
    ).deep.equal(["2028-02-29", "2027-02-28", "2076-01-01", "1977-01-01", "1999-12-31"]);
  });

  const broken: [read: () => unknown, code: string, details?: object][] = [
    [
      () => parseElementString(`01${GTIN.slice(0, -1)}4`),
      "GS1_CHECK_DIGIT",
      { key: "GTIN-14", found: "4", expected: 6 },
    ],
    [() => parseElementString(`01${GTIN}17279931`), "GS1_FORM"],
    [() => parseElementString(`01${GTIN}17270230`), "GS1_FORM"],
    [() => parseElementString(`01${GTIN}10${"A".repeat(21)}`), "GS1_FORM"],
    [
      () => parseElementString(`01${GTIN.slice(0, 9)}`),
      "GS1_ELEMENTS",
      { position: 12, expected: "14 digits of (01)" },
    ],
    [() => parseElementString(`(01)${GTIN}(10)A(10)B`), "GS1_ELEMENTS"],
    [() => parseElementString(`(01)${GTIN}(05)1`), "GS1_UNKNOWN_AI", { ai: "05" }],
    [() => parseElementString(""), "GS1_ELEMENTS"],
    [() => parseElementString(`(01)${GTIN}(10)药`), "GS1_FORM"],
    [() => parseDigitalLink(`https://id.gs1.org/01/${GTIN}/21/S/10/L`), "GS1_LINK"],
    [() => parseDigitalLink(`https://id.gs1.org/01/${GTIN}/10/%E8%8D`), "GS1_LINK"],
    [() => parseDigitalLink("https://example.org/products/12"), "GS1_LINK"],
    [() => parseDigitalLink(`https://x.org${"/01".repeat(1_000_000)}`), "GS1_LINK"],
    [() => makeDigitalLink(new Map([["10", "L"]])), "GS1_LINK"],
    [() => makeDigitalLink(new Map([["01", GTIN]]), "javascript:alert(1)//"), "GS1_LINK"],
    [() => parseEpcUrn("urn:epc:id:sgtin:690123.012345.1"), "GS1_URN"],
    [() => parseEpcUrn("urn:epc:id:sgtin:6901234.012345."), "GS1_URN"],
    [() => parseEpcUrn("urn:epc:id:sgtin:6901234.012345.%FF"), "GS1_FORM"],
    [() => parseEpcUrn("urn:epc:idpat:sscc:4012345.*"), "GS1_URN"],
    [
      () => parseTraceCode("71234560000000123456"),
      "GS1_FORM",
      { key: "drug trace code", expected: "20 digits that begin with 8" },
    ],
    [() => parseTraceCode("8123456000000012345"), "GS1_FORM"],
    [() => readCode("hello"), "GS1_CODE"],
    [() => readCode(""), "GS1_CODE"],
  ];
  for (const [index, [read, code, details]] of broken.entries()) {
    it(`broken code ${index + 1}: ${code}`, () =>
      expect(fails(read)).deep.include({ code, ...(details ? { details } : {}) }));
  }

  it("no text crashes a reader", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          value,
          fc
            .constantFrom("urn:epc:id:sgtin:", "(01)")
            .chain((start) => value.map((rest) => start + rest)),
        ),
        (text) => {
          try {
            readCode(text);
          } catch (error) {
            expect(error).has.property("code").that.matches(/^GS1_/);
          }
        },
      ),
      { numRuns: 50 },
    ));
});
