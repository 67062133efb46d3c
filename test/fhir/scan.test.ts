import { expect } from "chai";
import fc from "fast-check";
import { scanBundle } from "../../src/fhir/scan.ts";
import { codeOf } from "./fixtures/bundles.ts";

const WHERE = "file 1 of 1";

/** JSON values full of what a careless scanner trips over. */
const oddText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom('"', "\\", "{", "}", "[", "]", ",", ":", "u", "0", "\n", " "),
  }),
);
const { value: oddValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    oddText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(oddText, tie("value"), { maxKeys: 4 }),
  ),
}));

const indent = fc.constantFrom("", "  ", "\t");
const slices = (text: string): string[] =>
  scanBundle(text, WHERE).entries.map(({ start, end }) => text.slice(start, end));

describe("fhir: finding the resources in a bundle's text (RX-10)", () => {
  it("gives each resource's own text, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(oddValue), oddValue, (resources, other) => {
        const entry = resources.map((resource) => ({ other, resource, after: other }));
        const text = JSON.stringify({ other, resourceType: "Bundle", entry, last: other });
        expect(slices(text)).deep.equal(resources.map((resource) => JSON.stringify(resource)));
      }),
      { numRuns: 300 },
    );
  });

  it("gives a text that means the same, however the bundle is laid out", () => {
    fc.assert(
      fc.property(fc.array(oddValue), indent, (resources, space) => {
        const text = `\r\n ${JSON.stringify({ entry: resources.map((resource) => ({ resource })) }, null, space)}\n`;
        const again = slices(text).map((slice) => JSON.stringify(JSON.parse(slice)));
        expect(again).deep.equal(resources.map((resource) => JSON.stringify(resource)));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps decimals as they are written", () => {
    expect(slices('{"entry":[{"resource": {"value":1.50, "low":1E+02 } }]}')).deep.equal([
      '{"value":1.50, "low":1E+02 }',
    ]);
  });

  it("reads names written with escapes, and the last of repeated members", () => {
    const text =
      '{"\\u0065ntry":[{"resource":1,"r\\u0065source":{"a":2},"fullUrl":"urn:uuid:\\u0061"}]}';
    const [entry] = scanBundle(text, WHERE).entries;
    expect(text.slice(entry!.start, entry!.end)).equal('{"a":2}');
    expect(entry!.fullUrl).equal("urn:uuid:a");
  });

  it("counts entries without a resource", () => {
    const { entries } = scanBundle('{"entry":[null,7,"x",[],{},{"request":{}}]}', WHERE);
    expect(entries.map(({ start, end }) => end - start)).deep.equal([0, 0, 0, 0, 0, 0]);
  });

  it("takes no time that grows with the square of the text", () => {
    const deep = `{"entry":[{"resource":${"[".repeat(300_000)}${"]".repeat(300_000)}}]}`;
    const slashes = JSON.stringify({ entry: [{ resource: "\\".repeat(1_000_000) }] });
    expect(slices(deep)[0]).lengthOf(600_000);
    expect(slices(slashes)[0]).lengthOf(2_000_002);
  });

  it("refuses a text that ends too early, wherever it is cut", async () => {
    const text = '{"resourceType":"Bundle","entry":[{"fullUrl":"a\\"b","resource":{"a":[1,{}]}}]}';
    for (let cut = 0; cut < text.length; cut++) {
      const code = await codeOf(() => scanBundle(text.slice(0, cut), WHERE));
      expect(code, `cut at ${cut}`).equal("FHIR_JSON_TRUNCATED");
    }
  });

  for (const text of [
    "hello",
    "{'entry':[]}",
    '{"entry":[1 2]}',
    '{"entry":[1,]}',
    '{"a" 1}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":[}}',
    '{"a":1}}',
    '{"a":"\n"}',
    '{"a":nul}',
    "<Bundle/>",
    "{}{}",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, async () => {
      const code = await codeOf(() => scanBundle(text, WHERE));
      expect(code).equal("FHIR_NOT_JSON");
    });
  }
});
