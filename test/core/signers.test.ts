import { expect } from "chai";
import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { recoverAddress, Wallet } from "ethers";
import { fromHex, type Hex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { accountSigner, p256Signer, recoverAccount } from "../../src/core/signers.ts";
import { fails } from "../fixtures/fails.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { flipped, highSecp256k1, recoveryZeroBased } from "../fixtures/forgeries.ts";

const verifier: Hex = `0x${"ab".repeat(20)}`;
const digests = Array.from({ length: 40 }, (_, i) => fixed(`digest ${i}`));

describe("signers: accounts", () => {
  const signer = accountSigner(fixed("key"));

  it("have the address that ethers finds, and sign as it does", async () => {
    const wallet = new Wallet(fixed("key"));
    expect(signer.bytes).to.equal(wallet.address.toLowerCase());
    for (const digest of digests) {
      const signature = await signer.sign(digest);
      expect(signature).to.equal(wallet.signingKey.sign(digest).serialized);
      expect(recoverAddress(digest, signature)).to.equal(wallet.address);
    }
  });

  it("sign with a low s, always in the same way", async () => {
    for (const digest of digests) {
      const signature = await signer.sign(digest);
      expect(await signer.sign(digest)).to.equal(signature);
      const s = BigInt(`0x${signature.slice(66, 130)}`);
      expect(s <= secp256k1.Point.Fn.ORDER / 2n).to.equal(true);
      expect([27, 28]).to.include(fromHex(signature)[64]);
    }
  });

  it("are recovered from their signatures, which have one form only (RX-07)", async () => {
    for (const digest of digests) {
      const signature = await signer.sign(digest);
      expect(recoverAccount(digest, signature)).to.equal(signer.bytes);
      expect(recoverAccount(fixed("another"), signature)).to.not.equal(signer.bytes);
      for (const other of [
        highSecp256k1(signature),
        recoveryZeroBased(signature),
        `${signature}00` as Hex,
        signature.slice(0, -2) as Hex,
        "0x" as Hex,
        `0x${"00".repeat(64)}1b` as Hex,
        `0x${"ff".repeat(64)}1b` as Hex,
      ]) {
        expect(recoverAccount(digest, other)).to.equal(undefined);
      }
      expect(recoverAccount(digest, flipped(signature))).to.not.equal(signer.bytes);
    }
  });
});

describe("signers: P-256 keys", () => {
  const signer = p256Signer(fixed("key"), verifier);

  it("are the verifier's address and the public key, 84 bytes", () => {
    const bytes = fromHex(signer.bytes, 84);
    expect(bytes.subarray(0, 20)).to.deep.equal(fromHex(verifier));
    expect(bytes.subarray(20)).to.deep.equal(
      p256.getPublicKey(fromHex(fixed("key")), false).subarray(1),
    );
  });

  it("sign the digest itself, with a low s", async () => {
    const key = p256.getPublicKey(fromHex(fixed("key")), false);
    for (const digest of digests) {
      const signature = fromHex(await signer.sign(digest), 64);
      expect(p256.verify(signature, fromHex(digest), key, { prehash: false })).to.equal(true);
      const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`);
      expect(s <= p256.Point.Fn.ORDER / 2n).to.equal(true);
    }
  });
});

describe("signers: what is refused", () => {
  it("keys, digests and verifiers of another length", async () => {
    for (const run of [
      () => accountSigner("0x12"),
      () => p256Signer("0x12", verifier),
      () => p256Signer(fixed("key"), "0x12"),
    ]) {
      expect(isCareLedgerError(fails(run), "BYTES_NOT_HEX")).to.equal(true);
    }
    for (const signer of [accountSigner(fixed("key")), p256Signer(fixed("key"), verifier)]) {
      const error = await signer.sign("0x1234").catch((reason: unknown) => reason);
      expect(isCareLedgerError(error, "BYTES_NOT_HEX")).to.equal(true);
    }
  });

  it("a private key of zero", () => {
    const zero: Hex = `0x${"00".repeat(32)}`;
    expect(() => accountSigner(zero)).to.throw();
    expect(() => p256Signer(zero, verifier)).to.throw();
  });
});
