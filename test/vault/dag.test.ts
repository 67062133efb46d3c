import * as dagPb from "@ipld/dag-pb";
import { expect } from "chai";
import { UnixFS } from "ipfs-unixfs";
import { CID } from "multiformats/cid";
import { sha256, toHex, utf8 } from "../../src/core/bytes.ts";
import { cidFrom, cidOf } from "../../src/vault/cid.ts";
import { dagBlocks, type DagSelection, fileSizeOf } from "../../src/vault/dag.ts";
import type { Block } from "../../src/vault/unixfs.ts";
import { codeOf } from "./fixtures/vault.ts";

/** Blocks in memory, and nodes over them. */
class Blocks {
  readonly #all = new Map<string, Block>();

  leaf(text: string): Block {
    return this.#add(cidOf(utf8(text)), utf8(text));
  }

  node(children: readonly CID[], data?: UnixFS): Block {
    const links = children.map((Hash, i) => ({ Hash, Name: `${i}`, Tsize: 1 }));
    const bytes = dagPb.encode(
      dagPb.prepare({ Links: links, ...(data ? { Data: data.marshal() } : {}) }),
    );
    return this.#add(cidFrom(toHex(sha256(bytes)), true), bytes);
  }

  file(children: readonly Block[], inline?: string): Block {
    const node = new UnixFS({ type: "file", ...(inline ? { data: utf8(inline) } : {}) });
    for (const child of children) node.addBlockSize(BigInt(fileSizeOf(child)!));
    return this.node(
      children.map(({ cid }) => cid),
      node,
    );
  }

  async walk(root: Block, change: Partial<DagSelection> = {}, limit = Infinity): Promise<string[]> {
    const selection = { scope: "all", dups: false, ...change } as const;
    const read = async (cid: CID) => this.#all.get(`${cid}`)?.bytes;
    const names: string[] = [];
    for await (const { cid } of dagBlocks(root, read, selection, limit)) names.push(`${cid}`);
    return names;
  }

  #add(cid: CID, bytes: Uint8Array): Block {
    this.#all.set(`${cid}`, { cid, bytes });
    return { cid, bytes };
  }
}

const namesOf = (...blocks: Block[]): string[] => blocks.map(({ cid }) => `${cid}`);

describe("vault: walking a DAG", () => {
  const blocks = new Blocks();
  const [a, b, c] = ["aaaa", "bbbb", "cccc"].map((text) => blocks.leaf(text)) as [
    Block,
    Block,
    Block,
  ];

  it("selects bytes of files in any UnixFS form: with bytes in their nodes, of uneven depth", async () => {
    const inner = blocks.file([a, b], "__");
    const root = blocks.file([c, inner], "...");
    expect(fileSizeOf(root)).equal(3 + 4 + 2 + 8);
    const bytes = (first: number, last: number) => blocks.walk(root, { bytes: [first, last] });
    expect(await bytes(0, 2)).deep.equal(namesOf(root));
    expect(await bytes(2, 3)).deep.equal(namesOf(root, c));
    expect(await bytes(7, 8)).deep.equal(namesOf(root, inner));
    expect(await bytes(8, 9)).deep.equal(namesOf(root, inner, a));
    expect(await bytes(13, 99)).deep.equal(namesOf(root, inner, b));
    expect(await blocks.walk(root)).deep.equal(namesOf(root, c, inner, a, b));
  });

  it("goes again through a node that comes again, where other bytes of it are asked for", async () => {
    const twice = blocks.file([a, b]);
    const root = blocks.file([twice, twice]);
    expect(await blocks.walk(root)).deep.equal(namesOf(root, twice, a, b));
    expect(await blocks.walk(root, { bytes: [4, 11] })).deep.equal(namesOf(root, twice, b, a));
    expect(await blocks.walk(root, { dups: true })).deep.equal(
      namesOf(root, twice, a, b, twice, a, b),
    );
  });

  it("sends no block for a CID that holds its bytes itself", async () => {
    const root = blocks.node([CID.parse("bafkqaaa"), a.cid], new UnixFS({ type: "directory" }));
    expect(await blocks.walk(root, { dups: true })).deep.equal(namesOf(root, a));
  });

  it("takes a sharded directory for one thing with its shards", async () => {
    const shard = blocks.node([a.cid], new UnixFS({ type: "hamt-sharded-directory" }));
    const root = blocks.node([shard.cid], new UnixFS({ type: "hamt-sharded-directory" }));
    expect((await blocks.walk(root, { scope: "entity" })).slice(0, 2)).deep.equal(
      namesOf(root, shard),
    );
  });

  it("ends at a missing block, at its limit, and in what is too deep", async () => {
    const lost = cidOf(utf8("lost"));
    expect(await codeOf(() => blocks.walk(blocks.node([lost])))).equal("STORE_MISSING");
    const wide = blocks.file([a, b]);
    const size = wide.bytes.length + 4;
    expect(await codeOf(() => blocks.walk(wide, {}, size))).equal("STORE_TOO_LARGE");
    expect(await blocks.walk(wide, {}, size + 4)).length(3);
    let deep = a;
    for (let i = 0; i < 65; i++) deep = blocks.node([deep.cid]);
    expect(await codeOf(() => blocks.walk(deep))).equal("STORE_FILE_FORM");
  });

  it("refuses a file whose links have no sizes", async () => {
    const root = blocks.node([a.cid], new UnixFS({ type: "file" }));
    expect(await codeOf(() => blocks.walk(root))).equal("STORE_FILE_FORM");
    expect(await codeOf(async () => fileSizeOf(root))).equal("STORE_FILE_FORM");
  });
});
