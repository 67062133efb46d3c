import { expect } from "chai";
import { createSecretKey } from "node:crypto";
import { toHex, utf8 } from "../../src/core/bytes.ts";
import {
  fingerprintOf,
  fingerprintOfStream,
  verifiedStream,
  verifyFingerprint,
} from "../../src/vault/fingerprint.ts";
import { bytesOf, codeOf, streamOf } from "./fixtures/vault.ts";

const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
const dedupKey = createSecretKey(bytes);
const canonical = utf8('{"id":"x","resourceType":"Observation","value":12.0}');

describe("vault: fingerprints (RX-02, RX-04, RX-14)", () => {
  it("RX-04: gives our own vector, computed apart with Python's hashlib", () => {
    const { salt, fingerprint } = fingerprintOf(dedupKey, canonical);
    expect(toHex(salt)).equal("0x773f0a0edd654f2edb89d8ebd13ebcf5507d0645528b9240d3438ff26f199627");
    expect(fingerprint).equal("0xc273960599597bad2b87f50f43221dd8a7ad7cfb8b5f51d3dd369a23cab3a66f");
  });

  it("RX-14: is equal for equal content in one set, and tells nothing in another", () => {
    const other = fingerprintOf(createSecretKey(bytes.map((byte) => byte ^ 1)), canonical);
    expect(fingerprintOf(dedupKey, canonical)).deep.equal(fingerprintOf(dedupKey, canonical));
    expect(other.fingerprint).not.equal(fingerprintOf(dedupKey, canonical).fingerprint);
    expect(other.salt).not.deep.equal(fingerprintOf(dedupKey, canonical).salt);
  });

  it("is the same for a stream", async () => {
    const streamed = await fingerprintOfStream(dedupKey, () => streamOf(canonical, 7));
    expect(streamed).deep.equal(fingerprintOf(dedupKey, canonical));
  });

  it("verifies content whole and streamed, and refuses any other", async () => {
    const print = fingerprintOf(dedupKey, canonical);
    const { salt, fingerprint } = print;
    verifyFingerprint(salt, canonical, fingerprint);
    expect(await bytesOf(verifiedStream(print, streamOf(canonical, 5)))).deep.equal(canonical);
    const other = utf8(`${canonical.length}`);
    expect(await codeOf(() => verifyFingerprint(salt, other, fingerprint))).equal(
      "VAULT_FINGERPRINT",
    );
    expect(await codeOf(() => verifyFingerprint(other, canonical, fingerprint))).equal(
      "VAULT_FINGERPRINT",
    );
    expect(await codeOf(() => bytesOf(verifiedStream(print, streamOf(other))))).equal(
      "VAULT_FINGERPRINT",
    );
  });
});
