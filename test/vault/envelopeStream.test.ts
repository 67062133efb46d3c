import { expect } from "chai";
import fc from "fast-check";
import { utf8 } from "../../src/core/bytes.ts";
import { open, seal } from "../../src/vault/envelope.ts";
import { openStream, sealStream } from "../../src/vault/envelopeStream.ts";
import { HEADER_BYTES, MIN_SEGMENT_BYTES, TAG_BYTES } from "../../src/vault/segments.ts";
import { bytesOf, codeOf, someContext, streamOf } from "./fixtures/vault.ts";

const key = new Uint8Array(32).fill(9);
const context = someContext();
const salt = new Uint8Array(32).fill(5);
const mediaType = "application/dicom";
const segmentSize = MIN_SEGMENT_BYTES;
const STEP = segmentSize + TAG_BYTES;

const bodyOf = (size: number) => Uint8Array.from({ length: size }, (_, i) => i % 253);

const sealedOf = (size: number) =>
  seal(key, context, { salt, mediaType, body: bodyOf(size) }, { segmentSize });

async function openAll(sealed: Uint8Array, chunk: number, where = context): Promise<Uint8Array> {
  return bytesOf((await openStream(key, where, streamOf(sealed, chunk))).body);
}

describe("vault: sealed envelope, streamed (RX-03, RX-06, RX-23)", () => {
  it("has the same format both ways, whatever the chunks", async () => {
    const sizes = fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: -51, max: 3 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 1500 }), async ([n, delta], chunk) => {
        const body = bodyOf(Math.max(0, n * segmentSize + delta));
        const content = { salt, mediaType, body: streamOf(body, chunk) };
        const sealed = await bytesOf(sealStream(key, context, content, { segmentSize }));
        expect(open(key, context, sealed)).deep.equal({ salt, mediaType, body });
        const oneShot = seal(key, context, { salt, mediaType, body }, { segmentSize });
        expect(sealed.length).equal(oneShot.length);
        const opened = await openStream(key, context, streamOf(oneShot, chunk));
        expect(opened).include({ mediaType });
        expect(opened.salt).deep.equal(salt);
        expect(await bytesOf(opened.body)).deep.equal(body);
      }),
      { numRuns: 100 },
    );
  });

  it("gives only verified segments and throws where the rest is cut off", async () => {
    const sealed = sealedOf(5 * segmentSize);
    const segments = Math.ceil((sealed.length - HEADER_BYTES) / STEP);
    for (let kept = 2; kept < segments; kept++) {
      const cut = sealed.subarray(0, HEADER_BYTES + kept * STEP);
      const { body } = await openStream(key, context, streamOf(cut, 100));
      let given = 0;
      const reading = async () => {
        for await (const piece of body) {
          expect(piece).deep.equal(bodyOf(6 * segmentSize).subarray(given, given + piece.length));
          given += piece.length;
        }
      };
      expect(await codeOf(reading)).equal("VAULT_UNSEALABLE");
      expect(given).lessThan(kept * segmentSize);
    }
  });

  it("refuses every truncation and every changed bit", async () => {
    const sealed = sealedOf(segmentSize);
    for (let at = 0; at < sealed.length; at += 3) {
      const cut = await codeOf(() => openAll(sealed.subarray(0, at), 400));
      expect(cut).oneOf(["VAULT_TRUNCATED", "VAULT_UNSEALABLE"]);
      const bent = sealed.slice();
      bent[at]! ^= 0x80;
      await codeOf(() => openAll(bent, 400));
    }
    const [first, second] = [sealed.slice(HEADER_BYTES, HEADER_BYTES + STEP), sealed.slice(0, 17)];
    const doubled = Buffer.concat([second, first, first, sealed.subarray(HEADER_BYTES + STEP)]);
    expect(await codeOf(() => openAll(doubled, 99))).equal("VAULT_UNSEALABLE");
    expect(await codeOf(() => openAll(sealed, 99, someContext()))).equal("VAULT_UNSEALABLE");
  });

  it("passes the source's own error on, and closes the source it leaves early", async () => {
    let closed = 0;
    async function* source(error?: Error) {
      try {
        yield* streamOf(sealedOf(4 * segmentSize), 700);
        if (error) throw error;
      } finally {
        closed++;
      }
    }
    const lost = new TypeError("lost");
    const { body } = await openStream(key, context, source(lost));
    let caught: unknown;
    await bytesOf(body).catch((error: unknown) => (caught = error));
    expect(caught).equal(lost);
    const early = await openStream(key, context, source());
    for await (const _ of early.body) break;
    await codeOf(() => openStream(key, someContext(), source()));
    const content = { salt, mediaType, body: source() };
    for await (const _ of sealStream(key, context, content)) break;
    await codeOf(() => bytesOf(sealStream(key, context, { ...content, mediaType: "" })));
    expect(closed).equal(3);
  });

  it("keeps memory flat for 256 MiB, sealed and opened in one pass", async function () {
    this.timeout(120_000);
    const size = 256 * 1_048_576;
    const chunk = new Uint8Array(1_048_576).fill(0x61);
    async function* big() {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    }
    const before = process.memoryUsage().rss;
    const sealed = sealStream(key, context, { salt, mediaType, body: big() });
    const { body } = await openStream(key, context, sealed);
    let [length, most] = [0, 0];
    for await (const piece of body) {
      length += piece.length;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(length).equal(size);
    expect(most).lessThan(200 * 1_048_576);
  });

  it("seals an empty body", async () => {
    expect(await openAll(sealedOf(0), 10)).deep.equal(utf8(""));
  });
});
