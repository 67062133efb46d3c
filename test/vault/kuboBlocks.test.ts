import { expect } from "chai";
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { cidOf } from "../../src/vault/cid.ts";
import { KuboBlocks } from "../../src/vault/kuboBlocks.ts";
import { FakeKubo } from "./fixtures/fakeKubo.ts";
import { errorOf } from "../fixtures/failures.ts";
import { bytesOf, codeOf, streamOf } from "./fixtures/vault.ts";

const random = (size: number) => new Uint8Array(randomBytes(size));

describe("vault: block store on Kubo, misbehaving (RX-03, RX-17)", function () {
  this.timeout(20_000);
  let node: FakeKubo;
  let store: BlockStore;
  let url: string;
  beforeEach(async () => {
    node = new FakeKubo();
    url = await node.start();
    // As long as a busy machine may need for the answer that tells a slow node from one that is gone.
    store = new BlockStore(new KuboBlocks({ url, timeout: 1_500 }));
  });
  afterEach(() => node.stop());

  /** The node answers this one call in its own way. */
  const when = (wanted: string, answer: (response: ServerResponse) => void) => {
    node.fault = (call, response) => {
      if (call !== wanted) return false;
      answer(response);
      return true;
    };
  };

  it("sends a batch as one request, and a file of 16 blocks as two", async () => {
    await store.putMany(Array.from({ length: 500 }, () => random(2048)));
    expect(node.calls).deep.equal(["dag/import"]);
    node.calls.length = 0;
    await store.putFile(streamOf(random(15.5 * 1_048_576), 1_048_576));
    expect(node.calls).deep.equal(["dag/import", "dag/import"]);
  });

  it("refuses poisoned blocks, alone and in a file", async () => {
    const [cid] = await store.putMany([random(50)]);
    const file = await store.putFile(streamOf(random(1_100_000)));
    when("block/get", (response) => response.end(random(50)));
    expect(await codeOf(() => store.getMany([cid!]))).equal("STORE_CORRUPT");
    expect(await codeOf(() => bytesOf(store.getFile(file)))).equal("STORE_CORRUPT");
    when("block/get", (response) => response.end(random(1_048_577)));
    expect(await codeOf(() => store.getMany([cid!]))).equal("STORE_TOO_LARGE");
  });

  it("takes silence about a block for a missing block, where the node lives", async () => {
    when("block/get", () => {});
    const cids = Array.from({ length: 40 }, () => cidOf(random(9)));
    expect(await codeOf(() => store.getMany(cids))).equal("STORE_MISSING");
    // They are asked for side by side: what is silent is waited for once.
    expect(node.calls.filter((call) => call === "block/get").length).above(1);
  });

  it("ends when a body stops half-way", async () => {
    const [cid] = await store.putMany([random(50)]);
    when("block/get", (response) => response.write("half"));
    expect(await codeOf(() => store.getMany([cid!]))).equal("STORE_MISSING");
  });

  it("takes silence about all for a node that cannot be reached", async () => {
    node.fault = () => true;
    expect(await codeOf(() => store.putMany([random(9)]))).equal("STORE_UNREACHABLE");
    expect(await codeOf(() => store.getMany([cidOf(random(9))]))).equal("STORE_UNREACHABLE");
  });

  it("tells a request that takes too long from a node that is gone", async () => {
    when("dag/import", () => {});
    const { code, details } = await errorOf(() => store.putMany([random(9)]));
    expect([code, details]).deep.equal([
      "STORE_REFUSED",
      { host: new URL(url).host, status: "no answer in time" },
    ]);
  });

  it("says that it is there, and refuses what is no URL", async () => {
    await store.ping();
    node.fault = () => true;
    expect(await codeOf(() => store.ping())).equal("STORE_UNREACHABLE");
    for (const wrong of ["", "127.0.0.1:5001", "/ip4/127.0.0.1/tcp/5001", "file:///tmp"]) {
      expect(await codeOf(() => new KuboBlocks({ url: wrong }))).equal("STORE_URL");
    }
  });

  it("tells a refusal by its status, and a pin that failed", async () => {
    when("dag/import", (response) => response.writeHead(403).end("403 - Forbidden"));
    expect(await codeOf(() => store.putMany([random(9)]))).equal("STORE_REFUSED");
    const cid = cidOf(random(9));
    const pin = { Root: { Cid: { "/": `${cid}` }, PinErrorMsg: "disk full" } };
    when("dag/import", (response) => response.end(`${JSON.stringify(pin)}\n`));
    expect(await codeOf(() => store.putMany([random(9)]))).equal("STORE_REFUSED");
  });

  it("tells a node that is not there from a missing block", async () => {
    await node.stop();
    const cid = cidOf(random(3));
    const working = [
      () => store.getMany([cid, cid]),
      () => store.putMany([random(3)]),
      () => store.has(cid),
      () => store.pin(cid),
      () => store.unpin(cid),
      () => store.gc(),
      () => store.status(),
    ];
    for (const work of working) expect(await codeOf(work)).equal("STORE_UNREACHABLE");
    node = new FakeKubo();
    await node.start();
  });
});
