import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { toHex } from "../../src/core/bytes.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import { codeOf } from "../fixtures/failures.ts";
import { fakeGateway } from "../fixtures/fakeGateway.ts";
import { aRecord, asSouth, give, newPatient, publish } from "../fixtures/people.ts";
import { startWorld, type World } from "../fixtures/world.ts";
import { KuboBlocks } from "../../src/vault/kuboBlocks.ts";

describe("flows: two hospitals with separate stores (CA-12, RX-03, RX-17)", () => {
  let world: World;
  before(async () => {
    world = await startWorld({ separateStores: true });
  });
  after(() => world.close());

  /** Records at North, one larger than a block, and how South opens them. */
  async function records() {
    const patient = await newPatient(world);
    const bodies = [randomBytes(40), randomBytes(2_500_000), randomBytes(40)];
    const hers = bodies.map((body) => aRecord(patient, "", { body: new Uint8Array(body) }));
    await publish(world.north, hers);
    const grant = await give(world, patient);
    const found = await world.south.care.findRecords(world.north.at, { grant });
    const texts = bodies.map((body) => toHex(body)).toSorted();
    return { found, options: asSouth(world, grant), texts };
  }
  const textsOf = (opened: readonly { body: Uint8Array }[]) =>
    opened.map(({ body }) => toHex(body)).toSorted();

  it("South opens what lies in North's store alone", async () => {
    const { found, options, texts } = await records();
    expect(await world.south.custody.store.status()).deep.equal({ blocks: 0, bytes: 0, pins: 0 });
    const opened = await world.south.care.openRecords(world.north.at, found, options);
    expect(textsOf(opened)).deep.equal(texts);
  });

  it("without a store of its own, too", async () => {
    const { found, options, texts } = await records();
    const { store: _, ...bare } = options;
    const opened = await world.south.care.openRecords(world.north.at, found, bare);
    expect(textsOf(opened)).deep.equal(texts);
  });

  it("and while its own store does not answer", async () => {
    const { found, options, texts } = await records();
    const store = new BlockStore(new KuboBlocks({ url: "http://127.0.0.1:9", timeout: 300 }));
    const opened = await world.south.care.openRecords(world.north.at, found, { ...options, store });
    expect(textsOf(opened)).deep.equal(texts);
  });

  it("and asks North for no block that it has itself", async () => {
    const { found, options, texts } = await records();
    const asked: string[] = [];
    const proxy = await fakeGateway(async (request, response) => {
      asked.push(request.url!);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const answer = await fetch(world.north.gateway.url + request.url!, {
        method: request.method!,
        headers: { "content-type": request.headers["content-type"] ?? "" },
        ...(request.method === "POST" ? { body: Buffer.concat(chunks) } : {}),
      });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
    try {
      const at = { custodian: world.north.id, gateway: new GatewayClient(proxy.url) };
      const withOwn = { ...options, store: world.store };
      const opened = await world.south.care.openRecords(at, found, withOwn);
      expect(textsOf(opened)).deep.equal(texts);
      expect(asked).deep.equal(["/v1/release"]);
      await world.south.care.openRecords(at, found, options);
      expect(asked.filter((url) => url.startsWith("/ipfs/"))).length(6);
    } finally {
      await proxy.close();
    }
  });

  it("fails by name where a block is nowhere", async () => {
    const { found, options } = await records();
    const [lost] = found;
    const { cidOfEntry } = await import("../../src/vault/sealRecords.ts");
    world.blocks.drop(cidOfEntry(lost!.cid, lost!.header));
    const open = () => world.south.care.openRecords(world.north.at, found, options);
    expect(await codeOf(open)).equal("STORE_MISSING");
  });
});
