import { BlockStore } from "../../src/vault/blockStore.ts";
import { CachedBlocks } from "../../src/vault/cache.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { KuboBlocks } from "../../src/vault/kuboBlocks.ts";
import { FakeKubo } from "./fixtures/fakeKubo.ts";
import { storeSuite } from "./storeSuite.ts";

const memory = () => EmbeddedBlocks.open(":memory:", { grace: 0 });

describe("vault: block store", function () {
  this.timeout(60_000);

  describe("embedded (RX-03)", () => {
    storeSuite(() => new BlockStore(memory()));
  });

  describe("behind a cache (RX-03, RX-08)", () => {
    storeSuite(() => new BlockStore(new CachedBlocks(memory(), { disk: memory() })));
  });

  describe("over the RPC of a stand-in for Kubo (RX-03)", () => {
    const node = new FakeKubo();
    let url: string;
    before(async () => {
      url = await node.start();
    });
    storeSuite(() => new BlockStore(new KuboBlocks({ url, timeout: 5_000 })));
    after(() => node.stop());
  });

  describe("on a real IPFS node (RX-03)", () => {
    const url = process.env["IPFS_API"];
    if (url === undefined) {
      it("IS NOT TESTED HERE, but by .ci/run; or start Kubo, set IPFS_API=http://127.0.0.1:5001");
    } else {
      storeSuite(() => new BlockStore(new KuboBlocks({ url, timeout: 8_000 })));
    }
  });
});
