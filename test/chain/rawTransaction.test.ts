import { expect } from "chai";
import { keccak256, type TransactionLike, Wallet } from "ethers";
import fc from "fast-check";
import { isPlain, signRaw } from "../../src/chain/rawTransaction.ts";
import { type Hex, toHex } from "../../src/core/bytes.ts";

const hexOf = (length: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
const amount = fc.bigInt({ min: 0n, max: 2n ** 128n });

/** Numbers on both sides of what RLP writes in one byte, and calldata of its three lengths. */
const common = {
  nonce: fc.oneof(fc.constantFrom(0, 1, 127, 128, 256), fc.nat()),
  chainId: fc.bigInt({ min: 1n, max: 2n ** 40n }),
  gasLimit: fc.bigInt({ min: 21_000n, max: 30_000_000n }),
  to: hexOf(20),
  value: fc.oneof(fc.constantFrom(0n, 1n, 127n, 128n), amount),
  data: fc.oneof(
    fc.constantFrom<Hex>("0x", "0x00", "0x7f", "0x80", `0x${"ab".repeat(70_000)}`),
    fc.uint8Array({ maxLength: 300 }).map(toHex),
  ),
};
const transactions: fc.Arbitrary<TransactionLike<string>> = fc.oneof(
  fc.record({ ...common, type: fc.constant(0), gasPrice: amount }),
  fc
    .record({ ...common, type: fc.constant(2), base: amount, maxPriorityFeePerGas: amount })
    .map(({ base, ...rest }) => ({ ...rest, maxFeePerGas: rest.maxPriorityFeePerGas + base })),
);

describe("chain: transactions signed here", () => {
  it("are what ethers signs, byte for byte", async () => {
    const keys = hexOf(31).map((bytes) => `0x01${bytes.slice(2)}`);
    await fc.assert(
      fc.asyncProperty(transactions, keys, async (transaction, key) => {
        const wallet = new Wallet(key);
        expect(isPlain(transaction)).equal(true);
        const theirs = await wallet.signTransaction(transaction);
        expect(signRaw(transaction, wallet.signingKey)).deep.equal({
          raw: theirs,
          hash: keccak256(theirs),
        });
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it("are plain: others are left to ethers", () => {
    const plain = { type: 2, to: `0x${"11".repeat(20)}` };
    expect(isPlain(plain)).equal(true);
    for (const change of [
      { type: 1 },
      { type: 3 },
      { type: 4 },
      { to: null },
      { accessList: [] },
      { blobs: [] },
    ]) {
      expect(isPlain({ ...plain, ...change }), JSON.stringify(change)).equal(false);
    }
  });
});
