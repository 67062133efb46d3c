import { CarReader } from "@ipld/car";
import * as dagPb from "@ipld/dag-pb";
import { MemoryBlockstore } from "blockstore-core";
import { expect } from "chai";
import { UnixFS } from "ipfs-unixfs";
import { exporter } from "ipfs-unixfs-exporter";
import { randomBytes } from "node:crypto";
import type { CID } from "multiformats/cid";
import { sha256, toHex } from "../../src/core/bytes.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { cidFrom, cidOf } from "../../src/vault/cid.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { bytesOf, streamOf } from "../vault/fixtures/vault.ts";

const MIB = 1_048_576;
const random = (size: number) => new Uint8Array(randomBytes(size));

describe("gateway: CARs by the trustless gateway specification (RX-03, RX-22)", () => {
  let world: World;
  /** Five leaves, the third one the first one again. */
  let leaves: Uint8Array[];
  let bytes: Uint8Array;
  let file: CID;
  before(async () => {
    world = await startWorld();
    const first = random(MIB);
    leaves = [first, random(MIB), first, random(MIB), random(99)];
    bytes = new Uint8Array(Buffer.concat(leaves));
    file = await world.store.putFile(streamOf(bytes, MIB));
  });
  after(() => world.close());

  const get = (cid: CID, query = "", url = world.north.gateway.url) =>
    fetch(`${url}/ipfs/${cid}?format=car${query}`);
  /** CIDs of the blocks that came, in order; each has the bytes that it names. */
  async function blocksOf(response: Response): Promise<{ cid: CID; bytes: Uint8Array }[]> {
    expect(response.status).equal(200);
    const car = await CarReader.fromBytes(new Uint8Array(await response.arrayBuffer()));
    const blocks = [];
    for await (const block of car.blocks()) {
      expect(toHex(block.cid.multihash.digest)).equal(toHex(sha256(block.bytes)));
      blocks.push({ cid: block.cid, bytes: block.bytes });
    }
    return blocks;
  }
  const namesIn = async (cid: CID, query = ""): Promise<string[]> =>
    (await blocksOf(await get(cid, query))).map((block) => `${block.cid}`);
  /** The file's root and its leaves by number. */
  const expected = (...numbers: number[]): string[] => [
    `${file}`,
    ...numbers.map((i) => `${cidOf(leaves[i]!)}`),
  ];

  it("sends a file depth first, each block once; other tools read it", async () => {
    const response = await get(file);
    expect(Object.fromEntries(response.headers)).include({
      "content-type": "application/vnd.ipld.car; version=1; order=dfs; dups=n",
      "content-disposition": `attachment; filename="${file}.car"`,
      "cache-control": "public, max-age=29030400, immutable",
      etag: `"all.${file}.car.dfs.n"`,
      "accept-ranges": "none",
      "x-content-type-options": "nosniff",
    });
    const blocks = await blocksOf(response);
    expect(blocks.map(({ cid }) => `${cid}`)).deep.equal(expected(0, 1, 3, 4));
    const store = new MemoryBlockstore();
    for (const block of blocks) await store.put(block.cid, block.bytes);
    const entry = await exporter(file, store);
    if (entry.type !== "file") return expect.fail("no UnixFS file");
    return expect(toHex(sha256(await bytesOf(entry.content())))).equal(toHex(sha256(bytes)));
  });

  it("sends a block each time it occurs, if asked to", async () => {
    expect(await namesIn(file, "&car-dups=y")).deep.equal(expected(0, 1, 2, 3, 4));
  });

  it("sends the root alone, or what it takes to read it", async () => {
    expect(await namesIn(file, "&dag-scope=block")).deep.equal(expected());
    expect(await namesIn(file, "&dag-scope=entity")).deep.equal(expected(0, 1, 3, 4));
    const leaf = cidOf(leaves[4]!);
    for (const scope of ["block", "entity", "all"]) {
      expect(await namesIn(leaf, `&dag-scope=${scope}`)).deep.equal([`${leaf}`]);
    }
  });

  it("sends nothing but its headers to HEAD", async () => {
    const url = `${world.north.gateway.url}/ipfs/${file}?format=car`;
    const response = await fetch(url, { method: "HEAD" });
    expect([response.status, await response.text()]).deep.equal([200, ""]);
    expect(response.headers.get("etag")).equal(`"all.${file}.car.dfs.n"`);
  });

  const ranges: Record<string, number[]> = {
    "0:*": [0, 1, 3, 4],
    "0:0": [0],
    [`0:${MIB}`]: [0, 1],
    [`${MIB}:${2 * MIB - 1}`]: [1],
    [`${MIB - 1}:${MIB}`]: [0, 1],
    [`${3 * MIB}:*`]: [3, 4],
    "-1:*": [4],
    "-100:*": [3, 4],
    "-99:-99": [4],
    [`0:-${3 * MIB + 99}`]: [0, 1],
    [`-${9 * MIB}:5`]: [0],
    [`${4 * MIB}:${99 * MIB}`]: [4],
    "5:4": [],
  };
  for (const [range, numbers] of Object.entries(ranges)) {
    it(`sends the blocks of the bytes ${range} alone`, async () => {
      const names = await namesIn(file, `&entity-bytes=${range}`);
      expect(names).deep.equal(expected(...numbers));
    });
  }

  it("has a tag of its own for each of them, and 400 for bytes that are not there", async () => {
    const tags = new Set<string | null>();
    for (const query of ["&entity-bytes=0:*", "&entity-bytes=0:5", "&dag-scope=entity", ""]) {
      const response = await get(file, query);
      tags.add(response.headers.get("etag"));
      await response.body!.cancel();
    }
    expect(tags.size).equal(4);
    for (const range of [`${bytes.length}:*`, `0:-${bytes.length + 1}`]) {
      expect((await get(file, `&entity-bytes=${range}`)).status).equal(400);
    }
  });

  /** A dag-pb block in the store. */
  async function node(links: [CID, string][], unixfs?: UnixFS): Promise<CID> {
    const encoded = dagPb.encode(
      dagPb.prepare({
        ...(unixfs ? { Data: unixfs.marshal() } : {}),
        Links: links.map(([Hash, Name]) => ({ Hash, Name, Tsize: 1 })),
      }),
    );
    const cid = cidFrom(toHex(sha256(encoded)), true);
    await world.blocks.write([{ cid, bytes: encoded }], []);
    return cid;
  }

  it("tells what is below a directory from the directory itself", async () => {
    const leaf = cidOf(leaves[4]!);
    const directory = await node([[leaf, "a"]], new UnixFS({ type: "directory" }));
    expect(await namesIn(directory, "&dag-scope=entity")).deep.equal([`${directory}`]);
    expect(await namesIn(directory, "&entity-bytes=0:*")).deep.equal([`${directory}`]);
    expect(await namesIn(directory)).deep.equal([`${directory}`, `${leaf}`]);
    const bare = await node([[directory, "d"]]);
    expect(await namesIn(bare)).deep.equal([`${bare}`, `${directory}`, `${leaf}`]);
    expect(await namesIn(bare, "&dag-scope=entity")).deep.equal([`${bare}`]);
  });

  it("refuses what is no node, though its CID says so", async () => {
    const [cid] = await world.store.putMany([random(40)]);
    const response = await get(cidFrom(toHex(cid!.multihash.digest), true));
    expect(response.status).equal(400);
    expect(await response.text()).contain("STORE_FILE_FORM");
  });

  it("breaks off where a block is missing: nobody takes it for whole", async () => {
    const parts = [random(MIB), random(MIB)];
    const broken = await world.store.putFile(streamOf(new Uint8Array(Buffer.concat(parts))));
    world.blocks.drop(cidOf(parts[1]!));
    const response = await get(broken);
    expect(response.status).equal(200);
    const outcome = await response.arrayBuffer().then(
      () => "whole",
      () => "broken off",
    );
    expect(outcome).equal("broken off");
  });

  it("sends no more than it is set to, and so many CARs at once", async () => {
    const { chain } = world.north.care;
    const open = (carBytes: number) =>
      Gateway.start(chain, world.north.custody, { journal: ":memory:", carBytes });
    const small = await open(4 * MIB);
    const large = await world.store.putFile(streamOf(random(12 * MIB), MIB));
    const wide = await open(13 * MIB);
    try {
      const refused = await get(file, "", small.url);
      expect([refused.status, await refused.text()].join(" ")).match(/^400 .*STORE_TOO_LARGE/);
      expect((await get(file, "&dag-scope=block", small.url)).status).equal(200);
      const part = await get(file, "&entity-bytes=0:5", small.url);
      expect((await part.arrayBuffer()).byteLength).within(MIB, 2 * MIB);

      const unread = await Promise.all(Array.from({ length: 16 }, () => get(large, "", wide.url)));
      const busy = await get(large, "", wide.url);
      expect([busy.status, busy.headers.get("retry-after")]).deep.equal([503, "5"]);
      expect(await busy.text()).contain("GATEWAY_BUSY");
      for (const response of unread) await response.body!.cancel();
      let status: number;
      do {
        const again = await get(large, "", wide.url);
        ({ status } = again);
        await again.body!.cancel();
      } while (status === 503);
      expect(status).equal(200);
      // One that nobody reads does not keep the gateway from closing.
      await get(large, "", wide.url);
    } finally {
      await small.close();
      await wide.close();
    }
  });
});
