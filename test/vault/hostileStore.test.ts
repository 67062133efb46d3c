import { expect } from "chai";
import * as dagPb from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import { CID } from "multiformats/cid";
import * as Digest from "multiformats/hashes/digest";
import { randomHex, sha256, toHex } from "../../src/core/bytes.ts";
import { type BlockBackend, BlockStore } from "../../src/vault/blockStore.ts";
import { cidFrom, cidOf, digestOf, isFile } from "../../src/vault/cid.ts";
import { bytesOf, codeOf } from "./fixtures/vault.ts";

const MIB = 1_048_576;

/** A backend that answers whatever was put in it, under any CID. */
function hostile() {
  const held = new Map<string, Uint8Array>();
  const backend = {
    read: async (cids: readonly CID[]) => cids.map((cid) => held.get(`${cid}`)!),
  } as unknown as BlockBackend;
  return { held, store: new BlockStore(backend) };
}

type Part = [cid: CID, size: number];

/** A node with these parts, rightly named, whatever it says. */
function node(held: Map<string, Uint8Array>, parts: Part[], options = {}): CID {
  const blockSizes = parts.map(([, size]) => BigInt(size));
  const Data = new UnixFS({ type: "file", blockSizes, ...options }).marshal();
  const Links = parts.map(([Hash, Tsize]) => ({ Hash, Tsize, Name: "" }));
  const bytes = dagPb.encode({ Data, Links });
  const cid = cidFrom(toHex(sha256(bytes)), true);
  held.set(`${cid}`, bytes);
  return cid;
}

describe("vault: hostile stores and files (RX-03)", () => {
  const full = new Uint8Array(MIB);
  const leaf: Part = [cidOf(full), MIB];
  let { held, store } = hostile();
  beforeEach(() => {
    ({ held, store } = hostile());
    held.set(`${leaf[0]}`, full);
  });
  const reading = (cid: CID) => codeOf(() => bytesOf(store.getFile(cid)));

  it("reads an honest file of two levels", async () => {
    const inner = node(held, [leaf, leaf]);
    const root = node(held, [
      [inner, 2 * MIB],
      [leaf[0], MIB],
    ]);
    expect((await bytesOf(store.getFile(root))).length).equal(3 * MIB);
  });

  it("refuses other bytes, no bytes and too many bytes for a CID", async () => {
    const cid = cidOf(Uint8Array.of(1));
    expect(await codeOf(() => store.getMany([cid]))).equal("STORE_MISSING");
    held.set(`${cid}`, Uint8Array.of(2));
    expect(await codeOf(() => store.getMany([cid]))).equal("STORE_CORRUPT");
    held.set(`${cid}`, new Uint8Array(MIB + 1));
    expect(await codeOf(() => store.getMany([cid]))).equal("STORE_TOO_LARGE");
  });

  it("refuses files that loop: a node can only name itself under a wrong CID", async () => {
    const root = cidFrom(randomHex(32), true);
    const looped = node(held, [[root, MIB]]);
    held.set(`${root}`, held.get(`${looped}`)!);
    expect(await reading(root)).equal("STORE_CORRUPT");
  });

  it("refuses files that are too deep or too wide", async () => {
    let deep = leaf[0];
    for (let i = 0; i < 4; i++) deep = node(held, [[deep, MIB]]);
    expect(await reading(deep)).equal("STORE_FILE_FORM");
    const wide = node(
      held,
      Array.from({ length: 1025 }, () => leaf),
    );
    expect(await reading(wide)).equal("STORE_FILE_FORM");
  });

  it("refuses parts that are empty, small, or not of their declared size", async () => {
    const empty: Part = [cidOf(new Uint8Array()), 0];
    const small: Part = [cidOf(Uint8Array.of(1)), 1];
    held.set(`${empty[0]}`, new Uint8Array());
    held.set(`${small[0]}`, Uint8Array.of(1));
    const forged: Part[][] = [
      [],
      [empty],
      [leaf, empty],
      [small, leaf],
      [[leaf[0], MIB + 1]],
      [[leaf[0], 2 ** 52]],
      [leaf, [small[0], 2]],
    ];
    for (const parts of forged) {
      expect(await reading(node(held, parts)), JSON.stringify(parts)).equal("STORE_FILE_FORM");
    }
  });

  it("refuses folders, data inside nodes, missing sizes, and what is no node", async () => {
    const options = [
      { type: "directory" },
      { type: "hamt-sharded-directory" },
      { type: "symlink" },
      { data: Uint8Array.of(1) },
      { blockSizes: [] },
    ];
    for (const option of options) {
      expect(await reading(node(held, [leaf], option))).equal("STORE_FILE_FORM");
    }
    const bytes = Uint8Array.of(1, 2, 3);
    const junk = cidFrom(toHex(sha256(bytes)), true);
    held.set(`${junk}`, bytes);
    expect(await reading(junk)).equal("STORE_FILE_FORM");
    const bare = dagPb.encode({ Links: [] });
    const empty = cidFrom(toHex(sha256(bare)), true);
    held.set(`${empty}`, bare);
    expect(await reading(empty)).equal("STORE_FILE_FORM");
  });

  it("refuses a link to what is neither a raw block nor a node", async () => {
    const cbor = CID.createV1(0x71, leaf[0].multihash);
    expect(await reading(node(held, [[cbor, MIB]]))).equal("STORE_CID");
    const identity = CID.createV1(0x55, Digest.create(0, Uint8Array.of(1)));
    expect(await reading(node(held, [[identity, 1]]))).equal("STORE_CID");
  });
});

describe("vault: CIDs and the digests on chain (RX-03)", () => {
  it("turns one into the other and back", () => {
    const digest = randomHex(32);
    for (const file of [true, false]) {
      const cid = cidFrom(digest, file);
      expect([digestOf(cid), isFile(cid)]).deep.equal([digest, file]);
      expect(`${CID.parse(`${cid}`)}`).equal(`${cid}`);
    }
    expect(`${cidOf(new Uint8Array())}`).equal(
      "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    );
  });

  it("refuses other versions, codecs, hashes and digests", async () => {
    const digest = new Uint8Array(32);
    const sha2 = Digest.create(0x12, digest);
    const strange = [
      CID.createV0(sha2),
      CID.createV1(0x71, sha2),
      CID.createV1(0x55, Digest.create(0x1b, digest)),
      CID.createV1(0x55, Digest.create(0x12, digest.subarray(1))),
    ];
    for (const cid of strange) expect(await codeOf(() => digestOf(cid))).equal("STORE_CID");
    expect(await codeOf(() => cidFrom("0x12", false))).equal("BYTES_NOT_HEX");
  });
});
