import { expect } from "chai";
import fc from "fast-check";
import { isCareLedgerError } from "../../src/core/errors.ts";
import {
  packHeader,
  packProvision,
  type Provision,
  unpackHeader,
  unpackProvision,
} from "../../src/core/words.ts";
import { packed } from "../fixtures/chain.ts";
import { fails } from "../fixtures/fails.ts";

const headerBits = {
  kinds: 24,
  sensitivities: 40,
  categories: 128,
  clinicalDate: 40,
  version: 16,
  flags: 8,
} as const;
const labelBits = {
  kinds: 24,
  sensitivities: 40,
  categories: 128,
  obligations: 24,
  refrains: 24,
  actions: 16,
} as const;
const ruleBits = {
  effect: 8,
  purposes: 88,
  accessFrom: 40,
  accessUntil: 40,
  dataFrom: 40,
  dataUntil: 40,
} as const;

const fields = <T extends Record<string, number>>(bits: T) =>
  fc.record(
    Object.fromEntries(
      Object.entries(bits).map(([name, width]) => {
        const max = (1n << BigInt(width)) - 1n;
        return [name, fc.oneof(fc.constantFrom(0n, max), fc.bigInt({ min: 0n, max }))];
      }),
    ),
  ) as unknown as fc.Arbitrary<Record<keyof T, bigint>>;

/** The word of fields whose order and widths are those of `bits`. */
const wordOf = (bits: Record<string, number>, values: Record<string, bigint>) =>
  packed(...Object.entries(bits).map(([name, width]) => [values[name]!, width] as const));

const zero = <T extends Record<string, number>>(bits: T) =>
  Object.fromEntries(Object.keys(bits).map((name) => [name, 0n])) as Record<keyof T, bigint>;

describe("words", () => {
  it("layouts fill 256 bits and no more", () => {
    for (const bits of [headerBits, labelBits, ruleBits]) {
      expect(Object.values(bits).reduce((sum, width) => sum + width, 0)).to.equal(256);
    }
  });

  it("headers and provisions pack in their layout and come back", () => {
    fc.assert(
      fc.property(
        fields(headerBits),
        fields({ ...labelBits, ...ruleBits }),
        (header, provision) => {
          expect(packHeader(header)).to.equal(wordOf(headerBits, header));
          expect(unpackHeader(packHeader(header))).to.deep.equal(header);
          expect(packProvision(provision)).to.deep.equal({
            rule: wordOf(ruleBits, provision),
            labels: wordOf(labelBits, provision),
          });
          expect(unpackProvision(packProvision(provision))).to.deep.equal(provision);
        },
      ),
      { seed: 6 },
    );
  });

  it("a value that does not fit is refused: it would spill into the next field", () => {
    const refuses = (run: () => unknown, bits: number) => {
      const error = fails(run);
      if (!isCareLedgerError(error, "BYTES_UINT_RANGE")) throw error;
      expect(error.details).to.deep.equal({ bits });
    };
    for (const [name, bits] of Object.entries(headerBits)) {
      for (const value of [1n << BigInt(bits), -1n]) {
        const header = { ...zero(headerBits), [name]: value };
        refuses(() => packHeader(header), bits);
      }
    }
    for (const [name, bits] of Object.entries({ ...labelBits, ...ruleBits })) {
      for (const value of [1n << BigInt(bits), -1n]) {
        const provision = { ...zero({ ...labelBits, ...ruleBits }), [name]: value } as Provision;
        refuses(() => packProvision(provision), bits);
      }
    }
  });
});
