import { expect } from "chai";
import fc from "fast-check";
import { randomBytes } from "node:crypto";
import { MemoryBlockstore } from "blockstore-core";
import { exporter } from "ipfs-unixfs-exporter";
import { sha256, toHex, utf8 } from "../../src/core/bytes.ts";
import type { BlockStore } from "../../src/vault/blockStore.ts";
import { type CID, cidOf, digestOf, isFile, MAX_BLOCK_BYTES } from "../../src/vault/cid.ts";
import { bytesOf, codeOf, streamOf } from "./fixtures/vault.ts";

const MIB = MAX_BLOCK_BYTES;
const random = (size: number) => new Uint8Array(randomBytes(size));
const patterned = (size: number) => new Uint8Array(Buffer.alloc(size, "0123456789abcdef-"));

/** What every block store does, wherever its blocks lie. The store may hold other blocks too. */
export function storeSuite(open: () => BlockStore): void {
  let store: BlockStore;
  before(() => {
    store = open();
  });
  after(() => store.close());

  it("RX-03: stores a batch at once, each block under the SHA-256 of its bytes", async () => {
    const blocks = [random(0), random(1), random(2048), random(MIB), ...Array(96).fill(0)].map(
      (block: Uint8Array | 0) => block || random(2048),
    );
    const cids = await store.putMany(blocks);
    expect(cids.map(String)).deep.equal(blocks.map((block) => `${cidOf(block)}`));
    expect(cids.map(digestOf)).deep.equal(blocks.map((block) => toHex(sha256(block))));
    expect(cids.some(isFile)).equal(false);
    const back = await store.getMany(cids.toReversed());
    expect(back.toReversed().map((block) => toHex(sha256(block)))).deep.equal(cids.map(digestOf));
  });

  it("takes the same block twice, in one batch and again", async () => {
    const block = random(100);
    const [one, two] = await store.putMany([block, block]);
    expect(`${one}`).equal(`${two}`);
    await store.putMany([block]);
    expect(await store.getMany([one!, two!])).length(2);
    expect(await store.putMany([])).deep.equal([]);
    expect(await store.getMany([])).deep.equal([]);
  });

  it("keeps what is pinned and lets go of what is not", async () => {
    const [kept, dropped] = (await store.putMany([random(300), random(300)])) as [CID, CID];
    await store.unpin(dropped);
    await store.unpin(dropped);
    await store.pin(kept);
    const removed = await store.gc();
    expect(removed).least(1);
    expect(await store.has(kept)).equal(true);
    expect(await store.has(dropped)).equal(false);
  });

  it("keeps every block of a pinned file, and none of an unpinned one", async () => {
    const file = await store.putFile(streamOf(random(2 * MIB + 5), 70_000));
    await store.gc();
    expect((await bytesOf(store.getFile(file))).length).equal(2 * MIB + 5);
    await store.unpin(file);
    expect(await store.gc()).least(4);
    expect(await store.has(file)).equal(false);
  });

  it("answers a missing block in bounded time, by its own error", async () => {
    const [there] = (await store.putMany([random(9)])) as [CID];
    const absent = cidOf(random(40));
    expect(await store.has(absent)).equal(false);
    expect(await codeOf(() => store.getMany([there, absent]))).equal("STORE_MISSING");
    expect(await codeOf(() => bytesOf(store.getFile(absent)))).equal("STORE_MISSING");
    expect(await codeOf(() => store.pin(absent))).equal("STORE_MISSING");
  });

  it("gives what it holds itself, and nothing for what it does not", async () => {
    await store.ping();
    const block = random(70);
    const [cid] = (await store.putMany([block])) as [CID];
    expect(await store.held(cid)).deep.equal(block);
    expect(await store.held(cidOf(random(41)))).equal(undefined);
  });

  it("refuses blocks above the limit", async () => {
    const blocks = [random(10), random(MIB + 1)];
    expect(await codeOf(() => store.putMany(blocks))).equal("STORE_TOO_LARGE");
    expect(await store.has(cidOf(blocks[0]!))).equal(false);
  });

  it("makes one raw block of a file that fits one, like putMany", async () => {
    for (const size of [0, 1, MIB - 1, MIB]) {
      const bytes = random(size);
      const cid = await store.putFile(streamOf(bytes, 300_000));
      expect(`${cid}`).equal(`${cidOf(bytes)}`);
      expect(await bytesOf(store.getFile(cid))).deep.equal(bytes);
    }
  });

  it("returns files of any size around block borders", async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 9_999, max: 3_000_000 }), async ([n, d], chunk) => {
        const bytes = random(n * MIB + d);
        const cid = await store.putFile(streamOf(bytes, chunk));
        expect(isFile(cid)).equal(bytes.length > MIB);
        expect(toHex(sha256(await bytesOf(store.getFile(cid))))).equal(toHex(sha256(bytes)));
      }),
      { numRuns: 8 },
    );
  });

  it("RX-03: gives a file the same CID everywhere, and other tools can read it", async () => {
    const bytes = patterned(5 * MIB + 123);
    const cid = await store.putFile(streamOf(bytes, 100_000));
    expect(`${cid}`).equal("bafybeihl66fjhzhyaish2uchgyfkj6lecyxoeqhczqgkny65yyxo73kpky");
    const blocks = new MemoryBlockstore();
    const [node] = await store.getMany([cid]);
    await blocks.put(cid, node!);
    const leaves = [...Array(6).keys()].map((i) => bytes.subarray(i * MIB, (i + 1) * MIB));
    for (const leaf of leaves) await blocks.put(cidOf(leaf), leaf);
    const entry = await exporter(cid, blocks);
    if (entry.type !== "file") return expect.fail("no UnixFS file");
    expect(entry.size).equal(BigInt(bytes.length));
    return expect(await bytesOf(entry.content())).deep.equal(bytes);
  });

  it("refuses a file larger than the reader allows, before it reads it", async () => {
    const cid = await store.putFile(streamOf(random(MIB + 1), MIB));
    expect(await codeOf(() => store.getFile(cid, MIB).next())).equal("STORE_TOO_LARGE");
  });

  it("leaves nothing pinned of a file whose source fails", async () => {
    const lost = new TypeError("lost");
    async function* failing() {
      yield random(MIB);
      throw lost;
    }
    const { pins } = await store.status();
    let caught: unknown;
    await store.putFile(failing()).catch((error: unknown) => (caught = error));
    expect(caught).equal(lost);
    expect((await store.status()).pins).equal(pins);
  });

  it("tells its state", async () => {
    const earlier = await store.status();
    await store.putMany([random(1000), utf8(`${Math.random()}`)]);
    const now = await store.status();
    expect(now.blocks).equal(earlier.blocks + 2);
    expect(now.pins).equal(earlier.pins + 2);
    expect(now.bytes).greaterThan(earlier.bytes);
  });
}
