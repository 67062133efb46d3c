import { expect } from "chai";
import { keccak256 as ethersKeccak } from "ethers";
import fc from "fast-check";
import * as bytes from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { fails } from "../fixtures/fails.ts";

const text = (value: string) => bytes.utf8(value);

describe("bytes: hashes", () => {
  it("SHA-256 answers NIST's vectors (RX-04)", () => {
    for (const [message, digest] of [
      ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
      ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
      [
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
      ],
    ] as const) {
      expect(bytes.toHex(bytes.sha256(text(message)))).to.equal(`0x${digest}`);
    }
    const million = text("a".repeat(1_000_000));
    expect(bytes.toHex(bytes.sha256(million))).to.equal(
      "0xcdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
  });

  it("SHA-256 and HMAC take parts as one message", () => {
    expect(bytes.sha256(text("a"), text(""), text("bc"))).to.deep.equal(bytes.sha256(text("abc")));
    expect(bytes.hmacSha256(text("key"), text("a"), text("bc"))).to.deep.equal(
      bytes.hmacSha256(text("key"), text("abc")),
    );
  });

  it("HMAC-SHA-256 answers RFC 4231's second case", () => {
    expect(
      bytes.toHex(bytes.hmacSha256(text("Jefe"), text("what do ya want for nothing?"))),
    ).to.equal("0x5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it("Keccak-256 agrees with ethers", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (sample) => {
        expect(bytes.toHex(bytes.keccak256(sample))).to.equal(ethersKeccak(sample));
      }),
      { seed: 7 },
    );
  });
});

describe("bytes: hexadecimal and integers", () => {
  it("go there and back, out of a view of a larger buffer too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3, maxLength: 60 }), (sample) => {
        const view = sample.subarray(1, -1);
        expect(bytes.fromHex(bytes.toHex(view))).to.deep.equal(new Uint8Array(view));
      }),
      { seed: 8 },
    );
    expect(bytes.fromHex("0xAbCd", 2)).to.deep.equal(new Uint8Array([0xab, 0xcd]));
  });

  it("refuse what is no hexadecimal string, or not of the length", () => {
    for (const [value, length] of [
      ["", undefined],
      ["12", undefined],
      ["0x1", undefined],
      ["0xzz", undefined],
      ["0x12 ", undefined],
      ["0x12", 2],
      ["0x", 1],
    ] as const) {
      expect(bytes.isHex(value, length)).to.equal(false);
      expect(
        isCareLedgerError(
          fails(() => bytes.fromHex(value, length)),
          "BYTES_NOT_HEX",
        ),
      ).to.equal(true);
    }
    for (const value of [undefined, null, 12, {}]) expect(bytes.isHex(value)).to.equal(false);
    expect(bytes.isHex("0x", 0)).to.equal(true);
  });

  it("unsigned integers are big-endian and must fit", () => {
    expect(bytes.uintBytes(0x0102, 4)).to.deep.equal(new Uint8Array([0, 0, 1, 2]));
    expect(bytes.uintBytes(2n ** 256n - 1n, 32)).to.deep.equal(new Uint8Array(32).fill(255));
    for (const [value, length] of [
      [-1, 1],
      [256, 1],
      [2n ** 256n, 32],
    ] as const) {
      expect(
        isCareLedgerError(
          fails(() => bytes.uintBytes(value, length)),
          "BYTES_UINT_RANGE",
        ),
      ).to.equal(true);
    }
  });

  it("compare and join", () => {
    const [a, b] = [new Uint8Array([1, 2]), new Uint8Array([3])];
    expect(bytes.concatBytes(a, b)).to.deep.equal(new Uint8Array([1, 2, 3]));
    expect(bytes.equalBytes(a, new Uint8Array([1, 2]))).to.equal(true);
    expect(bytes.equalBytes(a, b)).to.equal(false);
    expect(bytes.equalBytes(a, new Uint8Array([1, 3]))).to.equal(false);
    expect(bytes.randomHex(32)).to.have.lengthOf(66).and.not.equal(bytes.randomHex(32));
  });
});
