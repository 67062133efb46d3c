import { expect } from "chai";
import fc from "fast-check";
import {
  checkDigit,
  checkedKey,
  gtin14,
  keyLengths,
  withCheckDigit,
} from "../../src/epcis/checkDigit.ts";
import { fails } from "../fixtures/fails.ts";

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const keys = Object.keys(keyLengths) as (keyof typeof keyLengths)[];
const body = fc
  .constantFrom(...keys)
  .chain((key) => fc.tuple(fc.constant(key), digits(keyLengths[key] - 1)));

describe("epcis: check digits of GS1 keys (DT-12, L3)", () => {
  // Worked examples of GS1's general specifications and of its check digit calculator.
  for (const key of [
    "6291041500213",
    "4006381333931",
    "036000291452",
    "96385074",
    "9780345418913",
  ]) {
    it(`${key} is right`, () => expect(checkDigit(key.slice(0, -1))).equal(Number(key.at(-1))));
  }

  it("the error names the digit expected", () => {
    expect(fails(() => checkedKey("GLN", "6291041500214"))).deep.include({
      code: "GS1_CHECK_DIGIT",
      details: { key: "GLN", found: "4", expected: 3 },
    });
    expect(fails(() => checkedKey("SSCC", "34012345111111111"))).deep.include({
      code: "GS1_FORM",
      details: { key: "SSCC", expected: "18 digits" },
    });
  });

  it("a GTIN of any length becomes 14 digits", () => {
    expect(
      ["96385074", "036000291452", "4006381333931", "04006381333931", "4 006381 333931"].map(
        gtin14,
      ),
    ).deep.equal([
      "00000096385074",
      "00036000291452",
      "04006381333931",
      "04006381333931",
      "04006381333931",
    ]);
    for (const text of [
      "",
      "123",
      "400638133393",
      "４００６３８１３３３９３１",
      "4006381333931x",
    ]) {
      expect(fails(() => gtin14(text)))
        .has.property("code")
        .that.matches(/^GS1_(FORM|CHECK_DIGIT)$/);
    }
  });

  it("any one wrong digit is found", () =>
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), ([key, start], place, step) => {
        const right = withCheckDigit(start);
        expect(checkedKey(key, right)).equal(right);
        const at = place % right.length;
        const other = (Number(right[at]) + step) % 10;
        const wrong = `${right.slice(0, at)}${other}${right.slice(at + 1)}`;
        expect(fails(() => checkedKey(key, wrong))).has.property("code", "GS1_CHECK_DIGIT");
      }),
      { numRuns: 40 },
    ));

  it("two neighbours that changed places are found, unless they are 5 apart", () =>
    fc.assert(
      fc.property(body, fc.nat(), ([key, start], place) => {
        const right = withCheckDigit(start);
        const at = place % (right.length - 1);
        const [a, b] = [right[at]!, right[at + 1]!];
        fc.pre(a !== b && Math.abs(Number(a) - Number(b)) !== 5);
        const wrong = `${right.slice(0, at)}${b}${a}${right.slice(at + 2)}`;
        expect(fails(() => checkedKey(key, wrong))).has.property("code", "GS1_CHECK_DIGIT");
      }),
      { numRuns: 40 },
    ));
});
