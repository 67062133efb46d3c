import { expect } from "chai";
import fc from "fast-check";
import { createCipheriv } from "node:crypto";
import { concatBytes, fromHex, utf8 } from "../../src/core/bytes.ts";
import { open, type RecordContent, seal } from "../../src/vault/envelope.ts";
import {
  HEADER_BYTES,
  MIN_SEGMENT_BYTES,
  type RecordContext,
  TAG_BYTES,
} from "../../src/vault/segments.ts";
import { CANARY, codeOf, someContext } from "./fixtures/vault.ts";

const key: Uint8Array = new Uint8Array(32).fill(9);
const context = someContext();
const segmentSize = MIN_SEGMENT_BYTES;
const STEP = segmentSize + TAG_BYTES;

const contentOf = (size: number): RecordContent => ({
  salt: new Uint8Array(32).fill(5),
  mediaType: "application/fhir+json",
  body: Uint8Array.from({ length: size }, (_, i) => i % 251),
});
/** Salt, media type and its length before the body of `contentOf`. */
const HEAD = 32 + 1 + 21;

function changed(bytes: Uint8Array, at: number, value?: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value ?? copy[at]! ^ 0x01;
  return copy;
}

describe("vault: sealed envelope, whole (RX-06, SC-02)", () => {
  it("opens what it sealed, at every size around segment borders", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -2, max: 2 }), (n, delta) => {
        const content = contentOf(Math.max(0, n * segmentSize - HEAD + delta));
        const sealed = seal(key, context, content, { segmentSize });
        const plain = HEAD + content.body.length;
        const segments = Math.ceil(plain / segmentSize);
        expect(sealed.length).equal(HEADER_BYTES + plain + segments * TAG_BYTES);
        expect(open(key, context, sealed)).deep.equal(content);
      }),
      { numRuns: 60 },
    );
  });

  it("opens a record of several full-size segments", () => {
    const content = contentOf(3_000_000);
    expect(open(key, context, seal(key, context, content))).deep.equal(content);
  });

  it("never holds a plaintext canary, and no two seals are alike", () => {
    const content = { ...contentOf(0), body: utf8(CANARY.repeat(100)) };
    const sealed = Buffer.from(seal(key, context, content, { segmentSize }));
    expect(sealed.includes(CANARY)).equal(false);
    expect(sealed.includes(content.mediaType)).equal(false);
    expect(sealed.includes(Buffer.from(content.salt))).equal(false);
    expect(sealed.equals(seal(key, context, content, { segmentSize }))).equal(false);
  });

  it("opens our own fixed vector, made by hand from the description of the format", () => {
    const fixed: RecordContext = {
      subject: `0x${"11".repeat(32)}`,
      custodian: 0x01020304,
      fingerprint: `0x${"22".repeat(32)}`,
    };
    const header = Buffer.concat([
      Buffer.from("CLSR"),
      Buffer.from("010100000200a0a1a2a3a4a5a6", "hex"),
    ]);
    const associated = Buffer.concat([
      header,
      Buffer.alloc(32, 0x11),
      Buffer.from("01020304", "hex"),
      Buffer.alloc(32, 0x22),
    ]);
    const plain = Buffer.concat([
      Buffer.alloc(32, 0x33),
      Buffer.from([10]),
      Buffer.from("text/plain"),
      Buffer.alloc(600, 0x44),
    ]);
    const segment = (bytes: Buffer, nonce: string): Buffer => {
      const cipher = createCipheriv("aes-256-gcm", key, Buffer.from(nonce, "hex"));
      cipher.setAAD(associated);
      return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    };
    const sealed = Buffer.concat([
      header,
      segment(plain.subarray(0, 512), "a0a1a2a3a4a5a60000000000"),
      segment(plain.subarray(512), "a0a1a2a3a4a5a60000000101"),
    ]);
    expect(sealed.subarray(-TAG_BYTES).toString("hex")).equal("4f5e279ee40340087e2fdf019a751d89");
    expect(open(key, fixed, sealed)).deep.equal({
      salt: new Uint8Array(32).fill(0x33),
      mediaType: "text/plain",
      body: new Uint8Array(600).fill(0x44),
    });
  });

  it("refuses media types, salts, keys and segment sizes that do not fit", async () => {
    const sealing = (content: Partial<RecordContent>, options = {}, with_ = key) =>
      codeOf(() => seal(with_, context, { ...contentOf(1), ...content }, options));
    expect(await sealing({ mediaType: "" })).equal("VAULT_MEDIA_TYPE");
    expect(await sealing({ mediaType: "text/pläin" })).equal("VAULT_MEDIA_TYPE");
    expect(await sealing({ mediaType: "x".repeat(256) })).equal("VAULT_MEDIA_TYPE");
    expect(await sealing({ salt: new Uint8Array(31) })).equal("VAULT_KEY_LENGTH");
    expect(await sealing({}, {}, key.subarray(1))).equal("VAULT_KEY_LENGTH");
    for (const size of [0, MIN_SEGMENT_BYTES - 1, 1_048_577, 600.5, Number.NaN]) {
      expect(await sealing({}, { segmentSize: size })).equal("VAULT_SEGMENT_SIZE");
    }
  });
});

describe("vault: sealed envelope, attacked (RX-03, RX-06, SC-10)", () => {
  const sealed = seal(key, context, contentOf(2 * segmentSize), { segmentSize });
  const opening = (bytes: Uint8Array, where = context, with_ = key) =>
    codeOf(() => open(with_, where, bytes));
  const part = (i: number) =>
    sealed.subarray(HEADER_BYTES + i * STEP, HEADER_BYTES + (i + 1) * STEP);
  const header = sealed.subarray(0, HEADER_BYTES);

  it("detects one changed bit, wherever it lies", async () => {
    const codes: Record<string, number> = {};
    for (let at = 0; at < sealed.length; at++) {
      const code = await opening(changed(sealed, at));
      codes[code] = (codes[code] ?? 0) + 1;
      if (at >= 10) expect(code, `byte ${at}`).equal("VAULT_UNSEALABLE");
    }
    expect(codes).include({ VAULT_FORMAT: 4, VAULT_VERSION: 1, VAULT_SUITE_UNKNOWN: 1 });
  });

  it("detects truncation at every length, at segment borders too", async () => {
    for (let length = 0; length < sealed.length; length++) {
      const rest = length < HEADER_BYTES ? 0 : (length - HEADER_BYTES) % STEP;
      // A cut at a border leaves whole segments, but the last of them is not marked as the last.
      const border = length > HEADER_BYTES && rest === 0;
      const short = !border && rest <= TAG_BYTES;
      expect(await opening(sealed.subarray(0, length)), `length ${length}`).equal(
        short ? "VAULT_TRUNCATED" : "VAULT_UNSEALABLE",
      );
    }
  });

  it("detects swapped, repeated, dropped and added segments", async () => {
    const three = [part(0), part(1), part(2)] as const;
    const forged = [
      [three[1], three[0], three[2]],
      [three[0], three[0], three[1], three[2]],
      [three[0], three[2]],
      [three[0], three[1], three[2], three[2]],
      [three[0], three[1], three[2], Uint8Array.of(0)],
      [three[2]],
    ];
    for (const parts of forged) {
      expect(await opening(concatBytes(header, ...parts))).oneOf([
        "VAULT_UNSEALABLE",
        "VAULT_TRUNCATED",
      ]);
    }
    const other = seal(key, context, contentOf(2 * segmentSize), { segmentSize });
    const mixed = concatBytes(header, part(0), other.subarray(HEADER_BYTES + STEP));
    expect(await opening(mixed)).equal("VAULT_UNSEALABLE");
  });

  it("opens for no other key, subject, custodian or fingerprint", async () => {
    const others = [
      { ...context, subject: someContext().subject },
      { ...context, custodian: 8 },
      { ...context, fingerprint: someContext().fingerprint },
    ];
    for (const other of others) expect(await opening(sealed, other)).equal("VAULT_UNSEALABLE");
    expect(await opening(sealed, context, changed(key, 0))).equal("VAULT_UNSEALABLE");
  });

  it("SC-10: refuses suites and versions it does not know, by their own errors", async () => {
    expect(await opening(changed(sealed, 5, 2))).equal("VAULT_SUITE_UNKNOWN");
    expect(await opening(changed(sealed, 5, 0))).equal("VAULT_SUITE_UNKNOWN");
    expect(await opening(changed(sealed, 4, 2))).equal("VAULT_VERSION");
  });

  it("refuses a huge declared segment before it reads or allocates", async () => {
    const huge = sealed.slice();
    huge.set(fromHex("0xffffffff"), 6);
    expect(await opening(huge)).equal("VAULT_SEGMENT_SIZE");
    huge.set(fromHex("0x00000000"), 6);
    expect(await opening(huge)).equal("VAULT_SEGMENT_SIZE");
  });

  it("refuses what is sealed rightly but holds no record", async () => {
    const head = Buffer.from("434c535201010000020000000000000000", "hex");
    const cipher = createCipheriv(
      "aes-256-gcm",
      key,
      Buffer.from("000000000000000000000001", "hex"),
    );
    const bound = [fromHex(context.subject), Uint8Array.of(0, 0, 0, 7)];
    cipher.setAAD(Buffer.concat([head, ...bound, fromHex(context.fingerprint)]));
    const body = Buffer.concat([cipher.update(Buffer.alloc(33, 40)), cipher.final()]);
    const hollow = Buffer.concat([head, body, cipher.getAuthTag()]);
    expect(await opening(hollow)).equal("VAULT_FORMAT");
  });

  it("says nothing of the content in its errors", () => {
    for (const bytes of [changed(sealed, HEADER_BYTES), sealed.subarray(0, 20)]) {
      try {
        open(key, context, bytes);
        expect.fail("it opened");
      } catch (error) {
        const said = JSON.stringify(error) + String(error);
        expect(said).not.include(context.subject).and.not.include(context.fingerprint);
      }
    }
  });
});
