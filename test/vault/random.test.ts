import { expect } from "chai";
import { toHex } from "../../src/core/bytes.ts";
import { freshBytes } from "../../src/vault/random.ts";

describe("vault: random bytes", () => {
  it("never hands out the same bytes twice, nor zeros", () => {
    const drawn = Array.from({ length: 20_000 }, (_, i) => toHex(freshBytes(i % 2 ? 7 : 32)));
    expect(new Set(drawn).size).equal(drawn.length);
    expect(drawn.every((bytes) => /[1-9a-f]/.test(bytes.slice(2)))).equal(true);
  });

  it("hands out as many as are asked for, in memory of their own", () => {
    for (const length of [0, 1, 32, 8191, 8192, 8193, 100_000]) {
      const bytes = freshBytes(length);
      expect([bytes.length, bytes.buffer.byteLength]).deep.equal([length, length]);
    }
  });
});
