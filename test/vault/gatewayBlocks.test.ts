import { expect } from "chai";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { CachedBlocks } from "../../src/vault/cache.ts";
import { type CID, cidOf, MAX_BLOCK_BYTES, parseCid } from "../../src/vault/cid.ts";
import { EmbeddedBlocks } from "../../src/vault/embeddedBlocks.ts";
import { GatewayBlocks } from "../../src/vault/gatewayBlocks.ts";
import { errorOf } from "../fixtures/failures.ts";
import { type FakeGateway, fakeGateway } from "../fixtures/fakeGateway.ts";
import { bytesOf, codeOf, streamOf } from "./fixtures/vault.ts";

const random = (size: number) => new Uint8Array(randomBytes(size));
type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

describe("vault: blocks of another institution's gateway (RX-03, RX-17)", () => {
  const blocks = EmbeddedBlocks.open(":memory:");
  const theirs = new BlockStore(blocks);
  const opened: FakeGateway[] = [];
  const asked: string[] = [];
  let block: Uint8Array;
  let cid: CID;
  before(async () => {
    block = random(300);
    [cid] = (await theirs.putMany([block])) as [CID];
  });
  beforeEach(() => void (asked.length = 0));
  afterEach(async () => {
    for (const gateway of opened.splice(0)) await gateway.close();
  });

  async function serve(answer: Answer): Promise<string> {
    const server = await fakeGateway((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      return answer(response, request);
    });
    opened.push(server);
    return server.url;
  }
  const honest: Answer = async (response, { url }) => {
    const named = parseCid(new URL(url!, "http://x").pathname.split("/")[2]!);
    const held = await theirs.held(named);
    response.writeHead(held ? 200 : 404).end(held);
  };
  const status =
    (code: number, headers = {}): Answer =>
    (response) =>
      response.writeHead(code, headers).end();
  const lies: Answer = (response) => response.end(random(300));
  const silent: Answer = () => {};

  const store = async (...answers: Answer[]): Promise<BlockStore> => {
    const urls = (await Promise.all(answers.map(serve))) as [string, ...string[]];
    return new BlockStore(new GatewayBlocks({ urls, timeout: 600 }));
  };

  it("reads blocks and files", async () => {
    const there = await store(honest);
    expect(await there.getMany([cid, cid])).deep.equal([block, block]);
    const bytes = random(2_200_000);
    const file = await theirs.putFile(streamOf(bytes, 100_000));
    expect(await bytesOf(there.getFile(file))).deep.equal(bytes);
    expect(asked[0]).equal(`GET /ipfs/${cid}?format=raw`);
    expect([await there.has(cid), await there.has(cidOf(random(3)))]).deep.equal([true, false]);
    expect(await there.held(cid), "what is another's is not held").equal(undefined);
  });

  const troubles: Record<string, [answer: Answer, code: string]> = {
    "other bytes": [lies, "STORE_CORRUPT"],
    "more bytes than a block has": [
      (response) => response.end(random(MAX_BLOCK_BYTES + 1)),
      "STORE_CORRUPT",
    ],
    "bytes without end": [
      (response) => {
        const more = () => void response.write(random(MAX_BLOCK_BYTES), more);
        more();
      },
      "STORE_CORRUPT",
    ],
    "no such block": [status(404), "STORE_MISSING"],
    "a block that is gone": [status(410), "STORE_MISSING"],
    "a way to elsewhere": [
      status(302, { location: "http://127.0.0.1:9/ipfs/x" }),
      "GATEWAY_UNREACHABLE",
    ],
    "trouble of its own": [status(500), "GATEWAY_REFUSED"],
    "too many requests, again and again": [status(429, { "retry-after": "0" }), "GATEWAY_REFUSED"],
    silence: [silent, "GATEWAY_UNREACHABLE"],
    "half an answer": [(response) => response.write("half"), "GATEWAY_UNREACHABLE"],
  };
  for (const [what, [answer, code]] of Object.entries(troubles)) {
    it(`is told by name: ${what}`, async () => {
      const there = await store(answer);
      expect(await codeOf(() => there.getMany([cid]))).equal(code);
    });
    it(`is got over where another gateway has the block: ${what}`, async () => {
      const there = await store(answer, honest);
      expect(await there.getMany([cid])).deep.equal([block]);
    });
  }

  it("tells a lie before a lack, and a lack before silence", async () => {
    const worst = async (...answers: Answer[]) => {
      const there = await store(...answers);
      return await codeOf(() => there.getMany([cid]));
    };
    expect(await worst(silent, status(404), lies)).equal("STORE_CORRUPT");
    expect(await worst(silent, status(500), status(404))).equal("STORE_MISSING");
    expect(await worst(status(500), silent)).equal("GATEWAY_REFUSED");
  });

  it("waits when it is told to, and goes on", async () => {
    let first = true;
    const there = await store((response, request) => {
      if (!first) return honest(response, request);
      first = false;
      return response.writeHead(429, { "retry-after": "1" }).end();
    });
    expect(await there.getMany([cid])).deep.equal([block]);
    expect(asked).length(2);
  });

  it("does not wait for a silent gateway block after block", async () => {
    const many = Array.from({ length: 64 }, () => random(20));
    const cids = await theirs.putMany(many);
    const there = await store(silent, honest);
    expect(await there.getMany(cids)).deep.equal(many);
    expect(asked).length(64 + 16);
  });

  it("is only read from, and says so", async () => {
    const there = await store(honest);
    const writes: Record<string, () => unknown> = {
      "store blocks": () => there.putMany([block]),
      pin: () => there.pin(cid),
      unpin: () => there.unpin(cid),
      "remove blocks": () => there.gc(),
      "count its blocks": () => there.status(),
    };
    for (const [action, work] of Object.entries(writes)) {
      const { code, details } = await errorOf(work);
      expect([code, details]).deep.equal(["STORE_READ_ONLY", { action }]);
    }
    expect(asked).deep.equal([]);
  });

  it("says whether somebody is there, and refuses what is no URL", async () => {
    await (await store(status(200), status(404))).ping();
    expect(await codeOf(async () => (await store(silent)).ping())).equal("GATEWAY_UNREACHABLE");
    for (const url of ["", "hello", "ftp://x", "file:///etc/passwd"]) {
      expect(await codeOf(() => new GatewayBlocks({ urls: [url] }))).equal("GATEWAY_URL");
    }
  });

  it("stands behind a store of one's own: what that lacks or has spoilt comes from there", async () => {
    const own = EmbeddedBlocks.open(":memory:");
    const [mine, spoilt, lacking] = [random(5), random(6), random(7)] as const;
    const cids = await theirs.putMany([spoilt, lacking]);
    await own.write([{ cid: cidOf(mine), bytes: mine }], [cidOf(mine)]);
    await own.write([{ cid: cids[0]!, bytes: random(6) }], []);
    const url = await serve(honest);
    const both = new BlockStore(new CachedBlocks(own)).or(new GatewayBlocks({ urls: [url] }));
    const wanted = [cids[1]!, cidOf(mine), cids[0]!];
    expect(await both.getMany(wanted)).deep.equal([lacking, mine, spoilt]);
    expect(asked).length(2);
    expect(await both.has(cids[1]!), "has is about the own one").equal(false);
    expect((await both.status()).blocks, "and keeps nothing").equal(2);
    const absent = () => both.getMany([cidOf(random(8))]);
    expect(await codeOf(absent)).equal("STORE_MISSING");
    await both.putMany([lacking]);
    expect((await both.status()).pins).equal(2);
    await both.close();
  });
});
