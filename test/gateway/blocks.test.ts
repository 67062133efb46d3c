import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { once } from "node:events";
import { CID } from "multiformats/cid";
import * as Digest from "multiformats/hashes/digest";
import { sha256, toHex } from "../../src/core/bytes.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { cidFrom, cidOf } from "../../src/vault/cid.ts";
import { KuboBlocks } from "../../src/vault/kuboBlocks.ts";
import { problemAnswer } from "../../src/wire/messages.ts";
import { custodyOf, startWorld, type World } from "../fixtures/world.ts";
import { FakeKubo } from "../vault/fixtures/fakeKubo.ts";

const RAW = "application/vnd.ipld.raw";
const CAR = "application/vnd.ipld.car";
const random = (size: number) => new Uint8Array(randomBytes(size));

describe("gateway: raw blocks by the trustless gateway specification (RX-03, RX-22)", () => {
  let world: World;
  let block: Uint8Array;
  let cid: CID;
  before(async () => {
    world = await startWorld();
    block = random(500);
    [cid] = (await world.store.putMany([block])) as [CID];
  });
  after(() => world.close());

  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    fetch(world.north.gateway.url + path, { method, headers });
  /** Status and code of a refusal. */
  async function refused(path: string, headers: Record<string, string> = {}): Promise<string> {
    const response = await get(path, headers);
    expect(response.headers.get("cache-control"), "nobody keeps a refusal").equal(null);
    const problem = problemAnswer.parse(await response.json());
    return `${response.status} ${problem.issue[0]!.details.coding[0]!.code}`;
  }

  it("gives a block to whoever knows its CID, as bytes that never change", async () => {
    const response = await get(`/ipfs/${cid}?format=raw`);
    expect(response.status).equal(200);
    expect(new Uint8Array(await response.arrayBuffer())).deep.equal(block);
    const expected = {
      "content-type": RAW,
      "content-length": "500",
      "content-disposition": `attachment; filename="${cid}.bin"`,
      "cache-control": "public, max-age=29030400, immutable",
      etag: `"${cid}.raw"`,
      vary: "Accept",
      "x-content-type-options": "nosniff",
      "x-ipfs-path": `/ipfs/${cid}`,
      "x-ipfs-roots": `${cid}`,
    };
    expect(Object.fromEntries(response.headers)).include(expected);
    expect(response.headers.get("content-location")).equal(null);
    const head = await get(`/ipfs/${cid}?format=raw`, {}, "HEAD");
    expect(head.status).equal(200);
    expect(Object.fromEntries(head.headers)).include(expected);
    expect(await head.text()).equal("");
  });

  it("takes the format from the Accept header, and says where caches find the answer", async () => {
    const response = await get(`/ipfs/${cid}`, { accept: RAW });
    expect(response.headers.get("content-type")).equal(RAW);
    expect(response.headers.get("content-location")).equal(`/ipfs/${cid}?format=raw`);
  });

  const negotiated: Record<string, [query: string, accept: string, answer: string]> = {
    "the URL goes before the header": ["?format=raw", CAR, RAW],
    "the preferred one of two": ["", `${RAW};q=0.5, ${CAR};q=0.9`, CAR],
    "the first of two alike": ["", `${RAW}, ${CAR}`, RAW],
    "what is known among others": ["", `text/html, ${RAW};q=0.1, */*;q=0.9`, RAW],
    "a CAR's words": ["", `${CAR}; version=1; order=dfs; dups=y`, "dups=y"],
    "the next variant": ["", `${CAR};order=rnd, ${CAR};order=unk;q=0.3`, "order=dfs"],
    "the URL's words before the header's": ["?format=car&car-dups=n", `${CAR};dups=y`, "dups=n"],
  };
  for (const [what, [query, accept, answer]] of Object.entries(negotiated)) {
    it(`negotiates: ${what}`, async () => {
      const response = await get(`/ipfs/${cid}${query}`, { accept });
      expect(response.status).equal(200);
      expect(response.headers.get("content-type")).contain(answer);
      await response.arrayBuffer();
    });
  }

  it("takes a CID in other spellings", async () => {
    const old = cidFrom(toHex(sha256(block)), true);
    const version0 = CID.createV0(old.multihash as Parameters<typeof CID.createV0>[0]);
    for (const name of [`${version0}`, `${old}`]) {
      const response = await get(`/ipfs/${name}?format=raw`);
      expect(response.headers.get("x-ipfs-roots")).equal(`${old}`);
      expect(new Uint8Array(await response.arrayBuffer())).deep.equal(block);
    }
  });

  for (const [what, tag] of [
    ["its tag", (own: string) => own],
    ["a weak one", (own: string) => `W/${own}`],
    ["one of several", (own: string) => `"other", ${own}`],
    ["any", () => "*"],
  ] as const) {
    it(`sends nothing again to whoever has it: ${what}`, async () => {
      for (const query of ["format=raw", "format=car", "format=car&dag-scope=block"]) {
        const url = `/ipfs/${cid}?${query}`;
        const first = await get(url);
        await first.arrayBuffer();
        const etag = first.headers.get("etag")!;
        const again = await get(url, { "if-none-match": tag(etag) });
        expect([again.status, await again.text()]).deep.equal([304, ""]);
        expect(again.headers.get("etag")).equal(etag);
        const other = await get(url, { "if-none-match": '"other"' });
        expect(other.status).equal(200);
        await other.arrayBuffer();
      }
    });
  }

  const sha512 = CID.createV1(0x55, Digest.create(0x13, new Uint8Array(64)));
  const short = CID.createV1(0x55, Digest.create(0x12, new Uint8Array(20)));
  const cbor = CID.createV1(0x71, cidOf(random(3)).multihash);
  const identity = CID.createV1(0x55, Digest.create(0, new Uint8Array([1, 2, 3])));
  const refusals: Record<string, [path: string, said: string, accept?: string]> = {
    "no CID": ["/ipfs/hello?format=raw", "400 STORE_CID"],
    "a CID cut off": [`/ipfs/bafkrei?format=raw`, "400 STORE_CID"],
    "another hash": [`/ipfs/${sha512}?format=raw`, "400 STORE_CID"],
    "what is far too long": [`/ipfs/${"b".repeat(300)}?format=raw`, "414 GATEWAY_MESSAGE"],
    "no URL": ["/ipfs/%E0%A4%A?format=raw", "400 GATEWAY_MESSAGE"],
    "a hash cut off": [`/ipfs/${short}?format=raw`, "400 STORE_CID"],
    "another codec": [`/ipfs/${cbor}?format=car`, "400 STORE_CID"],
    "a CID that holds its bytes itself": [`/ipfs/${identity}?format=raw`, "400 STORE_CID"],
    "a block that is not here": [`/ipfs/${cidOf(random(9))}?format=raw`, "404 STORE_MISSING"],
    "a root that is not here": [`/ipfs/${cidOf(random(9))}?format=car`, "404 STORE_MISSING"],
    "no format": ["", "400 GATEWAY_MESSAGE", ""],
    "any format": ["", "400 GATEWAY_MESSAGE", "*/*"],
    "a browser": ["", "406 GATEWAY_FORMAT", "text/html,*/*;q=0.8"],
    "a format that is unwanted": ["", "406 GATEWAY_FORMAT", `text/plain, ${RAW};q=0`],
    "another format": ["?format=tar", "406 GATEWAY_FORMAT", RAW],
    "a property of every object": ["?format=toString", "406 GATEWAY_FORMAT"],
    "two formats": ["?format=raw&format=car", "400 GATEWAY_MESSAGE"],
    "a CAR of version 2": ["?format=car&car-version=2", "406 GATEWAY_FORMAT"],
    "a CAR of version 2 by header": ["", "406 GATEWAY_FORMAT", `${CAR};version=2`],
    "another order": ["?format=car&car-order=bfs", "406 GATEWAY_FORMAT"],
    "neither y nor n": ["?format=car&car-dups=maybe", "406 GATEWAY_FORMAT"],
    "another scope": ["?format=car&dag-scope=some", "400 GATEWAY_MESSAGE"],
    "a range that is none": ["?format=car&entity-bytes=1-2", "400 GATEWAY_MESSAGE"],
    "a path below a block": ["/x?format=raw", "400 GATEWAY_MESSAGE"],
    "a path that is not in the DAG": ["/x/y?format=car", "404 STORE_MISSING"],
  };
  for (const [what, [path, said, accept]] of Object.entries(refusals)) {
    it(`refuses ${what}: ${said}`, async () => {
      const whole = path.startsWith("/ipfs/") ? path : `/ipfs/${cid}${path}`;
      expect(await refused(whole, accept === undefined ? {} : { accept })).equal(said);
    });
  }

  it("refuses a service worker, and says by 412 what it would cost to get", async () => {
    const url = `/ipfs/${cid}?format=raw`;
    expect(await refused(url, { "service-worker": "script" })).equal("400 GATEWAY_MESSAGE");
    const cached = { "cache-control": "only-if-cached" };
    expect((await get(url, cached, "HEAD")).status).equal(200);
    const absent = await get(`/ipfs/${cidOf(random(9))}?format=raw`, cached);
    expect([absent.status, await absent.text()]).deep.equal([412, ""]);
  });

  it("answers the probe of the specification", async () => {
    for (const method of ["GET", "HEAD"]) {
      const raw = await get("/ipfs/bafkqaaa?format=raw", {}, method);
      expect([raw.status, (await raw.arrayBuffer()).byteLength]).deep.equal([200, 0]);
      const car = await get("/ipfs/bafkqaaa?format=car", {}, method);
      expect([car.status, (await car.arrayBuffer()).byteLength > 0]).deep.equal([
        200,
        method === "GET",
      ]);
    }
  });

  it("notes nothing in its journal: there is nothing to release", async () => {
    const before = world.north.gateway.journal.head();
    await (await get(`/ipfs/${cid}?format=raw`)).arrayBuffer();
    await refused("/ipfs/hello?format=raw");
    expect(world.north.gateway.journal.head()).equal(before);
  });

  it("answers so many requests a minute, and says when to come again", async () => {
    const { chain } = world.north.care;
    const options = { journal: ":memory:", blocksPerMinute: 2 };
    const gateway = await Gateway.start(chain, world.north.custody, options);
    try {
      const ask = () => fetch(`${gateway.url}/ipfs/${cid}?format=raw`, { method: "HEAD" });
      expect([(await ask()).status, (await ask()).status]).deep.equal([200, 200]);
      const throttled = await ask();
      expect(throttled.status).equal(429);
      expect(Number(throttled.headers.get("retry-after"))).within(1, 60);
      expect((await fetch(`${gateway.url}/v1/about`)).status, "counted apart").equal(200);
    } finally {
      await gateway.close();
    }
  });

  it("never sends its IPFS node to the network, and says when that is gone", async () => {
    const node = new FakeKubo();
    const store = new BlockStore(new KuboBlocks({ url: await node.start(), timeout: 500 }));
    const custody = custodyOf(world.north, store);
    const gateway = await Gateway.start(world.north.care.chain, custody, { journal: ":memory:" });
    const ask = (name: CID) => fetch(`${gateway.url}/ipfs/${name}?format=raw`);
    try {
      const [held] = await store.putMany([block]);
      const offline: (string | null)[] = [];
      node.fault = (call, _, parameters) => {
        if (call === "block/get") offline.push(parameters.get("offline"));
        return false;
      };
      expect((await ask(held!)).status).equal(200);
      expect((await ask(cidOf(random(9)))).status).equal(404);
      expect(offline).deep.equal(["true", "true"]);
      await node.stop();
      const gone = await ask(held!);
      expect(gone.status).equal(503);
      expect(await gone.text(), "an address inside the house").not.contain("127.0.0.1");
    } finally {
      await gateway.close();
      custody.close();
    }
  });

  it("closes although somebody is connected and says nothing", async () => {
    const { chain } = world.north.care;
    const gateway = await Gateway.start(chain, world.north.custody, { journal: ":memory:" });
    const silent = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    await once(silent, "connect");
    const gone = once(silent, "close");
    await gateway.close();
    await gone;
  });
});
