import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { type BlockBackend, BlockStore } from "../../src/vault/blockStore.ts";
import { CachedBlocks, type CacheOptions } from "../../src/vault/cache.ts";
import type { CID } from "../../src/vault/cid.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { codeOf } from "./fixtures/vault.ts";

const random = (size: number) => new Uint8Array(randomBytes(size));
const memory = () => EmbeddedBlocks.open(":memory:", { grace: 0 });

async function setUp(options: CacheOptions, blocks: Uint8Array[]) {
  const cold = memory();
  const cache = new CachedBlocks(cold, options);
  const store = new BlockStore(cache);
  return { cold, cache, store, cids: await store.putMany(blocks) };
}

describe("vault: tiered cache (RX-08, RX-09)", () => {
  it("RX-08: answers the second read from memory, and after invalidation no more", async () => {
    const { cache, store, cids } = await setUp({ disk: memory() }, [random(100), random(100)]);
    const first = await store.getMany(cids);
    expect(await store.getMany(cids)).deep.equal(first);
    expect(cache.hits).deep.equal({ memory: 2, disk: 0, store: 2 });
    cache.invalidate(cids[0]!);
    await store.getMany(cids);
    expect(cache.hits).deep.equal({ memory: 3, disk: 0, store: 3 });
  });

  it("answers from disk what memory let go, and from memory again after that", async () => {
    const blocks = [random(600), random(600)];
    const { cache, store, cids } = await setUp({ memoryBytes: 1000, disk: memory() }, blocks);
    const [one, two] = cids as [CID, CID];
    await store.getMany([one]);
    await store.getMany([two]);
    await store.getMany([one]);
    await store.getMany([one]);
    expect(cache.hits).deep.equal({ memory: 1, disk: 1, store: 2 });
  });

  it("keeps memory and disk below their limits", async () => {
    const disk = memory();
    const blocks = Array.from({ length: 100 }, () => random(1000));
    const options = { memoryBytes: 5_000, diskBytes: 20_000, disk };
    const { cache, store, cids } = await setUp(options, blocks);
    for (const cid of cids) await store.getMany([cid]);
    expect((await disk.status()).bytes).most(22_000);
    await store.getMany(cids.slice(-5));
    expect(cache.hits).deep.equal({ memory: 5, disk: 0, store: 100 });
  });

  it("keeps no block above its limit, and none that the store spoilt", async () => {
    const { cold, cache, store, cids } = await setUp({ blockBytes: 500 }, [random(501), random(9)]);
    await store.getMany([cids[0]!]);
    await store.getMany([cids[0]!]);
    expect(cache.hits.memory).equal(0);
    const good = (await cold.read([cids[1]!]))[0]!;
    await cold.write([{ cid: cids[1]!, bytes: random(9) }], []);
    expect(await codeOf(() => store.getMany([cids[1]!]))).equal("STORE_CORRUPT");
    await cold.write([{ cid: cids[1]!, bytes: good }], []);
    expect(await store.getMany([cids[1]!])).deep.equal([good]);
  });

  it("goes past a disk tier that is spoilt", async () => {
    const disk = memory();
    const { store, cids } = await setUp({ memoryBytes: 0, disk }, [random(50)]);
    const first = await store.getMany(cids);
    await disk.write([{ cid: cids[0]!, bytes: random(50) }], []);
    expect(await store.getMany(cids)).deep.equal(first);
  });

  it("hands out copies: a caller cannot spoil what it read", async () => {
    const { store, cids } = await setUp({}, [random(50)]);
    const [first] = await store.getMany(cids);
    const kept = first!.slice();
    first!.fill(0);
    const [second] = await store.getMany(cids);
    second!.fill(0);
    expect(await store.getMany(cids)).deep.equal([kept]);
  });

  it("keeps nothing that was invalidated while it was being read", async () => {
    const cold = memory();
    const [cid] = await new BlockStore(cold).putMany([random(10)]);
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const slow = {
      read: async (cids: readonly CID[]) => arrived.then(() => cold.read(cids)),
    } as unknown as BlockBackend;
    const cache = new CachedBlocks(slow);
    const reading = cache.read([cid!]);
    cache.invalidate(cid!);
    arrive();
    await reading;
    await cache.read([cid!]);
    expect(cache.hits).deep.equal({ memory: 0, disk: 0, store: 2 });
  });

  it("unpinning forgets a block too", async () => {
    const { store, cids } = await setUp({ disk: memory() }, [random(10)]);
    await store.getMany(cids);
    await store.unpin(cids[0]!);
    await store.gc();
    expect(await codeOf(() => store.getMany(cids))).equal("STORE_MISSING");
  });
});
