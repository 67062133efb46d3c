import { expect } from "chai";
import fc from "fast-check";
import { canonicalBytes } from "../../src/fhir/canonical.ts";
import { codeOf, sampleText } from "./fixtures/bundles.ts";

const canonical = (json: string): string =>
  new TextDecoder().decode(canonicalBytes(JSON.parse(json)));

/** RFC 8785, appendix B: doubles by their bits. */
const NUMBERS: [bits: bigint, text: string][] = [
  [0x0000000000000000n, "0"],
  [0x8000000000000000n, "0"],
  [0x0000000000000001n, "5e-324"],
  [0x8000000000000001n, "-5e-324"],
  [0x7fefffffffffffffn, "1.7976931348623157e+308"],
  [0xffefffffffffffffn, "-1.7976931348623157e+308"],
  [0x4340000000000000n, "9007199254740992"],
  [0xc340000000000000n, "-9007199254740992"],
  [0x4430000000000000n, "295147905179352830000"],
  [0x44b52d02c7e14af5n, "9.999999999999997e+22"],
  [0x44b52d02c7e14af6n, "1e+23"],
  [0x44b52d02c7e14af7n, "1.0000000000000001e+23"],
  [0x444b1ae4d6e2ef4en, "999999999999999700000"],
  [0x444b1ae4d6e2ef4fn, "999999999999999900000"],
  [0x444b1ae4d6e2ef50n, "1e+21"],
  [0x3eb0c6f7a0b5ed8cn, "9.999999999999997e-7"],
  [0x3eb0c6f7a0b5ed8dn, "0.000001"],
  [0x41b3de4355555553n, "333333333.3333332"],
  [0x41b3de4355555554n, "333333333.33333325"],
  [0x41b3de4355555555n, "333333333.3333333"],
  [0x41b3de4355555556n, "333333333.3333334"],
  [0x41b3de4355555557n, "333333333.33333343"],
  [0xbecbf647612f3696n, "-0.0000033333333333333333"],
  [0x43143ff3c1cb0959n, "1424953923781206.2"],
];

const double = (bits: bigint): number => new Float64Array(BigUint64Array.of(bits).buffer)[0]!;

describe("fhir: canonical bytes, RFC 8785 (RX-11)", () => {
  it("writes the numbers of appendix B", () => {
    for (const [bits, text] of NUMBERS) {
      expect(new TextDecoder().decode(canonicalBytes([double(bits)]))).equal(`[${text}]`);
    }
  });

  it("writes the example of section 3.2.2", () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonical(input)).equal(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it("sorts members by UTF-16 units, as in section 3.2.3", () => {
    const input = String.raw`{"\u20ac":5,"\r":1,"\ufb33":7,"1":2,"\ud83d\ude00":6,"\u0080":3,"\u00f6":4}`;
    expect(canonical(input).replaceAll(/[^:]*:(\d)[,}]/gu, "$1")).equal("1234567");
  });

  it("is UTF-8", () => {
    expect([...canonicalBytes("€")]).deep.equal([0x22, 0xe2, 0x82, 0xac, 0x22]);
  });

  it("does not depend on the order of members or on white space", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = JSON.stringify(reversed(value), null, 2);
        expect(canonical(shuffled)).equal(canonical(JSON.stringify(value)));
        expect(canonical(canonical(shuffled))).equal(canonical(shuffled));
      }),
    );
  });

  for (const bad of [
    String.raw`"\ud800"`,
    String.raw`{"a":["\udc00x"]}`,
    String.raw`{"\ud83d":1}`,
    "[1e400]",
  ]) {
    it(`refuses ${bad}`, async () => {
      expect(await codeOf(() => canonicalBytes(JSON.parse(bad)))).equal("FHIR_NOT_CANONICAL");
    });
  }

  it("refuses what is no JSON value", async () => {
    expect(await codeOf(() => canonicalBytes(undefined))).equal("FHIR_NOT_CANONICAL");
  });

  it("keeps up with the reading of bundles", () => {
    const name = "fcbeff90-6236-627b-cc20-42da5dca1196.json.gz";
    const { entry } = JSON.parse(sampleText(name)) as { entry: { resource: unknown }[] };
    const start = performance.now();
    let bytes = 0;
    for (const { resource } of entry) bytes += canonicalBytes(resource).length;
    const rate = bytes / 1e3 / (performance.now() - start);
    // 20 to 35 MB/s here; the bound leaves room for a busy machine.
    expect(rate, "MB/s").greaterThan(4);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, reversed(inner)] as const);
  return Object.fromEntries(members.toReversed());
}
