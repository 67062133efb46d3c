/** Published vectors, run through the same calls as the vault's own. */
import { expect } from "chai";
import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { shake128 } from "@noble/hashes/sha3.js";
import { fromHex, sha256, toHex, utf8 } from "../../src/core/bytes.ts";
import { hpkeSuite, openWith, publicKeyOf } from "../../src/vault/hpke.ts";
import { unwrapKey, wrapKey } from "../../src/vault/keyWrap.ts";
import { codeOf } from "./fixtures/vault.ts";

const hex = (digits: string) => Buffer.from(digits, "hex");

describe("vault: published vectors (RX-04, RX-06, SC-02)", () => {
  it("SHA-256: the examples of NIST (FIPS 180-4)", () => {
    const examples = {
      "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      abc: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq:
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
      ["a".repeat(1_000_000)]: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    };
    for (const [text, digest] of Object.entries(examples)) {
      expect(toHex(sha256(utf8(text)))).equal(`0x${digest}`);
    }
  });

  // McGrew and Viega, as submitted to NIST: test cases 13, 14 and 16 (256-bit keys).
  const KEY = "feffe9928665731c6d6a8f9467308308";
  const gcm = [
    ["00".repeat(32), "00".repeat(12), "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"],
    [
      "00".repeat(32),
      "00".repeat(12),
      "",
      "00".repeat(16),
      "cea7403d4d606b6e074ec5d3baf39d18",
      "d0d1c8a799996bf0265b98b5d48ab919",
    ],
    [
      KEY + KEY,
      "cafebabefacedbaddecaf888",
      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      "76fc6ece0f4e1768cddf8853bb2d551b",
    ],
  ] as const;

  it("AES-256-GCM: the vectors submitted to NIST", () => {
    for (const [key, nonce, associated, plain, ciphertext, tag] of gcm) {
      const cipher = createCipheriv("aes-256-gcm", hex(key), hex(nonce), { authTagLength: 16 });
      cipher.setAAD(hex(associated));
      const sealed = Buffer.concat([cipher.update(hex(plain)), cipher.final()]);
      expect(sealed.toString("hex")).equal(ciphertext);
      expect(cipher.getAuthTag().toString("hex")).equal(tag);
      const opening = createDecipheriv("aes-256-gcm", hex(key), hex(nonce), { authTagLength: 16 });
      opening.setAAD(hex(associated)).setAuthTag(hex(tag));
      const opened = Buffer.concat([opening.update(sealed), opening.final()]);
      expect(opened.toString("hex")).equal(plain);
    }
  });

  it("key wrap: the examples of RFC 5649, section 6", () => {
    const kek = createSecretKey(hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8"));
    const examples = {
      c37b7e6492584340bed12207808941155068f738:
        "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
      "466f7250617369": "afbeb0f07dfbf5419200f2ccb50bb24f",
    };
    for (const [key, wrapped] of Object.entries(examples)) {
      expect(toHex(wrapKey(kek, hex(key)))).equal(`0x${wrapped}`);
      expect(toHex(unwrapKey(kek, hex(wrapped)))).equal(`0x${key}`);
    }
  });

  // Project Wycheproof, aes_kwp_test.json: cases 167 to 169, and 218, 219, 226, 230.
  it("key wrap: Project Wycheproof's 256-bit keys, good and bad", async () => {
    const good = [
      "38e1b1d075d9d852b9a6c01c8ff6965af01bac457a4e339ae3e1d7b2ffacc0cd 80ad6820f1c90981e2ca42b817a345c1179d0a11d8e23a8adc0505e13d87295a b63b7e0fec7e315816233db6758fd3e744b9f6a40862bdf866487e53bcb950d8b2649269e51b4475",
      "c641f1689d81caa8ba37d895272240664054ed974cfffc40e6c5c0cad1b916c7 3fd0ba19955e46749f54d88e99d080b7339d588fe612ec0f4021ca3ca2104270 837cfc316b49299edaf427e0988020ee876204b29d847669daab72c8660b0d860e9de3bd851198ff",
      "aa0ab9d68ed4a04e723f81b44c0c88d0bcde7a80cfd476eb4b8836d9aa01ec4c 57faa8766f6d6a0aa1cf643f857c150df5b31303b50af480e21c4b5e8c8a15d5 0e9e2e9aa34bbf973d67bc534ac86fc5b5a5f9da5f026866177894ec6077a5c84501510e1bf4afb3",
    ];
    for (const vector of good) {
      const [kek, key, wrapped] = vector.split(" ").map(hex);
      const wrapping = createSecretKey(kek!);
      expect(toHex(wrapKey(wrapping, key!))).equal(toHex(wrapped!));
      expect(toHex(unwrapKey(wrapping, wrapped!))).equal(toHex(key!));
    }
    const kek = hex("4f710eb6b5e28703becfc3dc52fa8bc1dd44a4a6d38a84b4f94e89ac32d987e7");
    const bad = [
      "0b0aa97121bb8e367b8e80e6518a786ab686f4d6b8a075c3abe534698ec462e09fba981615d43ebd",
      "aa6eaa5b94f39247b9581c4d3120ed71e6a427eb51b2439f245d1762041dcf50741fc53fa7a95579",
      "64956d333265a8f2547756feab37b81f97786a4ebf491f13",
      "cd7053a854fcc2f476c20539360ce47e767563723c11d211",
      "",
    ];
    for (const wrapped of bad) {
      expect(await codeOf(() => unwrapKey(createSecretKey(kek), hex(wrapped)))).equal(
        "VAULT_UNWRAP",
      );
    }
    const short = createSecretKey(kek.subarray(1));
    expect(await codeOf(() => wrapKey(short, kek))).equal("VAULT_KEY_LENGTH");
  });
});

/**
 * The vector of RFC 9180's published file for base mode, X25519, HKDF-SHA256, AES-256-GCM. Its 257
 * ciphertexts are not used; Go's crypto/hpke (testdata/rfc9180.json) gives instead the SHAKE-128 of
 * a thousand ciphertexts of drawn inputs under the same keys, and that is what is compared here.
 */
describe("vault: RFC 9180 vector of our suite (RX-06)", () => {
  const info = fromHex("0x4f6465206f6e2061204772656369616e2055726e");
  const ikmE = fromHex("0x2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9");
  const skR = fromHex("0x497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
  const pkR = fromHex("0x430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c");
  const enc = "0x6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256";

  it("gives the published encapsulated key and ciphertexts", async () => {
    const recipientPublicKey = await hpkeSuite.kem.deserializePublicKey(pkR);
    const sender = await hpkeSuite.createSenderContext({ recipientPublicKey, info, ekm: ikmE });
    expect(toHex(new Uint8Array(sender.enc))).equal(enc);
    const source = shake128.create();
    const draw = () => source.xof(source.xof(1)[0]!);
    const sink = shake128.create();
    for (let i = 0; i < 1000; i++) {
      const [associated, plain] = [draw(), draw()];
      sink.update(new Uint8Array(await sender.seal(plain, associated)));
    }
    expect(toHex(sink.xof(16))).equal("0x1702e73e1e71705faa8241022af1deea");
  });

  it("opens with our own calls what the vector's sender seals", async () => {
    expect(toHex(publicKeyOf(skR))).equal(toHex(pkR));
    const recipientPublicKey = await hpkeSuite.kem.deserializePublicKey(pkR);
    const sender = await hpkeSuite.createSenderContext({ recipientPublicKey, info, ekm: ikmE });
    const ciphertext = new Uint8Array(await sender.seal(utf8("a content key")));
    const sealed = Buffer.concat([fromHex(enc), ciphertext]);
    expect(toHex(await openWith(skR, info, sealed))).equal(toHex(utf8("a content key")));
  });
});
