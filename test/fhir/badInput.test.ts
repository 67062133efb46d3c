import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { utf8 } from "../../src/core/bytes.ts";
import { readBundle } from "../../src/fhir/bundle.ts";
import { textOf } from "../../src/fhir/text.ts";
import { bundleOf, codeOf, condition, labels, PATIENT, rawBundle } from "./fixtures/bundles.ts";

const good = bundleOf([condition("c", "sugar")]);
const text = new TextDecoder().decode(good);
const json = (value: unknown) => utf8(JSON.stringify(value));

const refused: Record<string, [bytes: Uint8Array, code: string]> = {
  "nothing at all": [new Uint8Array(), "FHIR_JSON_TRUNCATED"],
  "text that is not JSON": [utf8("MSH|^~\\&|"), "FHIR_NOT_JSON"],
  "JSON cut off": [good.slice(0, good.length - 9), "FHIR_JSON_TRUNCATED"],
  "a broken resource": [utf8(text.replace('"id":"c"', '"id":"c"]')), "FHIR_NOT_JSON"],
  "a resource that is not JSON inside": [utf8(text.replace('"id":"c"', '"id":c')), "FHIR_NOT_JSON"],
  "bytes that are not UTF-8": [Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), "FHIR_NOT_UTF8"],
  "JSON that is not FHIR": [json({ hello: "world" }), "FHIR_NOT_BUNDLE"],
  "a JSON list": [json([PATIENT]), "FHIR_NOT_BUNDLE"],
  "a resource instead of a bundle": [json(PATIENT), "FHIR_NOT_BUNDLE"],
  "a history": [rawBundle([PATIENT], "history"), "FHIR_BUNDLE_TYPE"],
  "a bundle without a type": [json({ resourceType: "Bundle", entry: [{}] }), "FHIR_BUNDLE_TYPE"],
  "no entry member": [json({ resourceType: "Bundle", type: "collection" }), "FHIR_BUNDLE_EMPTY"],
  "no entries": [rawBundle([]), "FHIR_BUNDLE_EMPTY"],
  "no patient": [rawBundle([condition("c", "sugar")]), "FHIR_PATIENT_COUNT"],
  "two patients": [bundleOf([{ ...PATIENT, id: "q" }]), "FHIR_PATIENT_COUNT"],
  "organisations only": [
    rawBundle([{ resourceType: "Organization", id: "o" }]),
    "FHIR_PATIENT_COUNT",
  ],
  "gzip cut off": [gzipSync(good).subarray(0, -12), "FHIR_GZIP_BROKEN"],
  "gzip damaged": [
    gzipSync(good).map((byte, at) => (at === 15 ? byte ^ 1 : byte)),
    "FHIR_GZIP_BROKEN",
  ],
  "a gzip head only": [Uint8Array.of(0x1f, 0x8b), "FHIR_GZIP_BROKEN"],
};

describe("fhir: files that cannot be read (RX-10)", () => {
  for (const [what, [bytes, code]] of Object.entries(refused)) {
    it(`refuses ${what}: ${code}`, async () => {
      const where = "file 3 of 27";
      expect(await codeOf(() => readBundle(bytes, { labels, where }))).equal(code);
    });
  }

  it("says which file is meant, and never what stands in it", () => {
    const secret = utf8('{"resourceType":"Bundle","entry":[{"resource":{"name":Canary}}]}');
    let caught: unknown;
    try {
      readBundle(secret, { labels, where: "file 3 of 27" });
    } catch (error) {
      caught = error;
    }
    expect(caught).instanceOf(Error);
    const { message, cause, stack } = caught as Error;
    expect(message).match(/^file 3 of 27 /);
    expect(cause).equal(undefined);
    expect(message + String(stack)).not.include("Canary");
  });

  it("stops unpacking at the limit", async () => {
    const bomb = gzipSync(new Uint8Array(3_000_000));
    expect(bomb.length).lessThan(10_000);
    expect(await codeOf(() => textOf(bomb, "x", 1_000_000))).equal("FHIR_TOO_LARGE");
    expect(await codeOf(() => textOf(new Uint8Array(101), "x", 100))).equal("FHIR_TOO_LARGE");
    expect(textOf(gzipSync(good), "x", good.length)).equal(text);
  });

  for (const type of ["transaction", "batch", "collection", "document", "searchset"]) {
    it(`reads a ${type}, plain or gzip, with or without a byte order mark`, () => {
      const bytes = rawBundle([PATIENT, condition("c", "sugar")], type);
      const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes);
      for (const one of [bytes, gzipSync(bytes), marked]) {
        const { patient, records } = readBundle(one, { labels });
        expect(patient).equal("p");
        expect(records.map(({ key }) => key)).deep.equal(["Patient/p", "Condition/c"]);
      }
    });
  }

  it("survives resources of any shape", () => {
    const odd = [null, 7, "x", [], {}, true].flatMap((value) => [
      { category: value, code: value, subject: value, encounter: value },
      { reasonReference: value, effectiveDateTime: value, identifier: value, contained: value },
      { presentedForm: value, result: value, meta: value, id: value },
      { constructor: { display: "x" }, toString: { reference: value }, hasOwnProperty: value },
    ]);
    const resources = odd.map((more, at) => ({
      resourceType: "Observation",
      id: `o${at}`,
      ...more,
    }));
    const { records, skipped } = readBundle(bundleOf(resources), { labels });
    expect(records.length + skipped.length).equal(resources.length + 1);
    expect(skipped.filter(({ reason }) => reason === "DANGLING_REFERENCE")).lengthOf(0);
    const deep = `${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`;
    const nested = text.replace('"id":"c"', `"id":"c","a":${deep}`);
    expect(readBundle(utf8(nested), { labels }).records).lengthOf(2);
  });
});
