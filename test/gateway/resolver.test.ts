/** The resolver of a gateway, over HTTP. */
import { expect } from "chai";
import type { CareLedger } from "../../src/client.ts";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { packedPlace } from "../../src/core/sightings.ts";
import { receiveLot } from "../../src/flows/receiveLot.ts";
import { Gateway } from "../../src/gateway/server.ts";
import { GatewayClient, requestDeadline } from "../../src/wire/gatewayClient.ts";
import { problemAnswer } from "../../src/wire/messages.ts";
import { type MemberScan, resolverJson, shownScan } from "../../src/wire/resolverMessages.ts";
import { errorOf, refusalOf } from "../fixtures/failures.ts";
import {
  CLAIMABLE,
  GTIN,
  type GoodsWorld,
  type MadeLot,
  makeLot,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
  type Trader,
} from "../fixtures/goodsWorld.ts";

describe("gateway: resolver", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  before(async () => {
    world = await startGoodsWorld();
    lot = await makeLot(world, { from: 0 });
  });
  after(() => world.close());

  const clientOf = (trader: Trader) => new GatewayClient(world[trader].gateway.url);

  /** Status and code of what is refused; what was sent is not repeated. */
  async function refused(path: string, body?: string): Promise<string> {
    const response = await fetch(world.maker.gateway.url + path, {
      ...(body === undefined ? {} : { method: "POST", body }),
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
    expect(response.headers.get("content-type")).to.match(/^application\/fhir\+json/);
    const text = await response.text();
    expect(text).not.to.match(/passwd|<script|HOSTILE/);
    const problem = problemAnswer.parse(JSON.parse(text));
    return `${response.status} ${problem.issue[0]!.details.coding[0]!.code}`;
  }

  it("answers a Digital Link and a national code, to nobody in particular (DT-11)", async () => {
    const national = await makeLot(world, { from: 50, claimable: true });
    for (const path of [
      `/01/${GTIN}/21/${lot.codes[3]}`,
      `/01/${GTIN.slice(1)}/10/ANY/21/${lot.codes[3]}?17=301231`,
    ]) {
      const response = await fetch(world.maker.gateway.url + path);
      expect(response.status).to.equal(200);
      expect(response.headers.get("cache-control")).to.equal("no-store");
      const answer = (await response.json()) as { candidates: Record<string, unknown>[] };
      const [unit] = answer.candidates;
      expect(unit).to.include({ index: 3, codeRoot: lot.codeRoot, container: ZERO32 });
      expect(Object.keys(unit!).toSorted()).to.deep.equal(
        "body codeRoot container content index proof range salt".split(" "),
      );
    }
    const found = await clientOf("maker").unit(CLAIMABLE, national.codes[5]!);
    expect(found.candidates[0]).to.deep.include({ index: 5, range: { first: 0, count: 20 } });
  });

  it("refuses what is no code by name, and repeats nothing of it", async () => {
    const results: Record<string, string> = {};
    const hostile = {
      "/trace/..%2f..%2fetc%2fpasswd": "400 GS1_FORM",
      "/trace/%00": "400 GS1_FORM",
      "/trace/%F0%9F%92%8A": "400 GS1_FORM",
      "/trace/８１２３４５６００００００００００００１": "400 GS1_FORM",
      "/trace/<script>alert(1)</script>": "404 GATEWAY_MESSAGE",
      [`/trace/${"8".repeat(199)}`]: "400 GS1_FORM",
      [`/trace/${"8".repeat(5000)}`]: "414 GATEWAY_MESSAGE",
      "/trace/%E0%A4%A": "400 GATEWAY_MESSAGE",
      "/trace/8'%20OR%201=1--": "400 GS1_FORM",
      [`/01/${GTIN}`]: "400 GS1_LINK",
      [`/01/${GTIN}/21/`]: "400 GS1_LINK",
      [`/01/${GTIN}/21/..%2f..%2fetc%2fpasswd%2f..%2f..%2f`]: "400 GS1_FORM",
      [`/01/${GTIN}/21/%E2%80%AE`]: "400 GS1_FORM",
      [`/01/${GTIN}/21/HOSTILE-${"x".repeat(13)}`]: "400 GS1_FORM",
      [`/01/${GTIN}/21/${"x".repeat(6000)}`]: "400 GS1_LINK",
      [`/01/${GTIN.slice(0, 13)}3/21/S-1`]: "400 GS1_CHECK_DIGIT",
      "/01/abc/21/S-1": "400 GS1_FORM",
      [`/01/${GTIN}/21/NO-SUCH`]: "404 RESOLVER_UNKNOWN",
      "/trace/81234560000000000099": "404 RESOLVER_UNKNOWN",
    };
    for (const path of Object.keys(hostile)) results[path] = await refused(path);
    expect(results).to.deep.equal(hostile);
    for (const path of ["/v1/scans", "/v1/goods-key"]) {
      expect(await refused(path, "{}")).to.equal("400 GATEWAY_MESSAGE");
      expect(await refused(path, '{"scan":{"code":"HOSTILE\\u0000"}}')).to.equal(
        "400 GATEWAY_MESSAGE",
      );
    }
  });

  it("answers only so many questions a minute from one address, then says so (DT-12)", async () => {
    const { maker } = world;
    const options = { journal: ":memory:", scansPerMinute: 3 };
    const gateway = await Gateway.start(maker.care.chain, maker.custody, options);
    try {
      const ask = () => fetch(`${gateway.url}/01/${GTIN}/21/${lot.codes[0]}`);
      for (let i = 0; i < 3; i++) expect((await ask()).status).to.equal(200);
      const fourth = await ask();
      expect(fourth.status).to.equal(429);
      expect(Number(fourth.headers.get("retry-after"))).to.be.greaterThan(0);
      const problem = problemAnswer.parse(await fourth.json());
      expect(problem.issue[0]!.code).to.equal("throttled");
      // Records are not counted with it.
      expect((await fetch(`${gateway.url}/v1/about`)).status).to.equal(200);
    } finally {
      await gateway.close();
    }
  });

  /** A scan signed by a member. */
  async function signedScan(by: Trader, change: Partial<MemberScan> = {}) {
    const place = packedPlace({ latitude: 31.8, longitude: 119.9 });
    const time = Math.floor(Date.now() / 1000);
    const scan = { product: PRODUCT, code: lot.codes[0]!, ...place, time, ...change };
    return signedBy(world[by].care, scan);
  }

  async function signedBy({ chain }: CareLedger, scan: MemberScan) {
    const domain = signingDomain(chain, "Gateway");
    const signature = await chain.account!.signStruct(domain, "MemberScan", shownScan(scan));
    return { scan, signer: chain.account!.address, signature };
  }

  it("keeps scans of institutions only, signed and of now (DT-12)", async () => {
    const maker = clientOf("maker");
    const message = await signedScan("maker");
    expect((await maker.scan(message)).apart).to.deep.equal([]);
    expect((await maker.scan(message)).apart).to.deep.equal([]);
    const moved = { ...message, scan: { ...message.scan, north: 1 } };
    expect(await refusalOf(() => maker.scan(moved))).to.equal("401 GATEWAY_SIGNATURE");
    const late = await signedScan("distributor", { time: message.scan.time - 3600 });
    expect(await refusalOf(() => maker.scan(late))).to.equal("401 RESOLVER_TIME");
    const north = await signedScan("distributor", { north: 18_000_001 });
    expect(await refusalOf(() => maker.scan(north))).to.equal("400 GATEWAY_MESSAGE");
    const { identity } = world.administrator;
    await identity.setStatus(world.otherPharmacy.id, "SUSPENDED").send();
    const suspended = await signedScan("otherPharmacy");
    expect(await refusalOf(() => maker.scan(suspended))).to.equal("403 RESOLVER_NOT_MEMBER");
    await identity.setStatus(world.otherPharmacy.id, "ACTIVE").send();
    const unknown = await signedBy(world.administrator, message.scan);
    expect(await refusalOf(() => maker.scan(unknown))).to.equal("403 RESOLVER_NOT_MEMBER");
    const change = { north: 1, time: message.scan.time + 1 };
    const stranger = await maker.scan(await signedScan("otherPharmacy", change));
    expect(stranger.apart, "who never has it says nothing against it").to.deep.equal([]);
    const { apart } = await maker.scan(await signedScan("regulator", change));
    expect(apart.map(({ scan }) => scan.north)).to.deep.equal([1, message.scan.north]);
  });

  /** Asks for a lot's key as a member. */
  async function askKey(by: Trader, change: Record<string, unknown> = {}) {
    const { chain } = world[by].care;
    const request = {
      lot: lot.lot,
      first: 0,
      count: lot.body.count,
      container: ZERO32,
      custodian: world.maker.id,
      nonce: randomHex(32),
      deadline: requestDeadline(),
      ...change,
    };
    const domain = signingDomain(chain, "Gateway");
    const signature = await chain.account!.signStruct(domain, "LotKeyRequest", request);
    return { request, signer: chain.account!.address.toLowerCase() as Hex, signature };
  }

  it("passes a lot's key to who gets goods of it, its maker, a regulator; to nobody else", async () => {
    const maker = clientOf("maker");
    const { distributor, pharmacy } = world;
    const refusal = async (by: Trader, change?: Record<string, unknown>) =>
      refusalOf(async () => maker.goodsKey(await askKey(by, change)));
    expect(await refusal("distributor")).to.equal("403 RESOLVER_NOT_HOLDER");
    await world.maker.care.supply.ship(parcelOf(lot), distributor.id).send();
    expect(await refusal("pharmacy")).to.equal("403 RESOLVER_NOT_HOLDER");
    expect(await refusal("distributor", { first: 1 })).to.equal("403 RESOLVER_NOT_HOLDER");
    expect(await refusal("distributor", { lot: ZERO32 })).to.equal("403 RESOLVER_NOT_HOLDER");
    expect(await refusal("distributor", { custodian: 99 })).to.equal("404 GATEWAY_CUSTODIAN");
    expect(await refusal("distributor", { deadline: 1 })).to.equal("401 GATEWAY_DEADLINE");
    const message = await askKey("distributor");
    const key = await maker.goodsKey(message);
    expect(key).to.deep.include({ lot: lot.lot, from: world.maker.id, to: distributor.id });
    expect(await refusalOf(() => maker.goodsKey(message))).to.equal("409 GATEWAY_REPLAY");
    const urls = [world.maker.gateway.url];
    const { chain } = distributor.care;
    expect((await receiveLot(chain, distributor.custody, key, urls)).isNew).to.equal(true);
    expect((await maker.goodsKey(await askKey("regulator", { first: 0, count: 0 }))).to).to.equal(
      world.regulator.id,
    );
    const noted = [...world.maker.gateway.journal.lines()].filter(({ kind }) => kind === "passed");
    expect(noted.map(({ participant, named }) => [participant, named])).to.deep.equal([
      [distributor.id, lot.lot],
      [world.regulator.id, lot.lot],
    ]);
    await distributor.care.supply.receive(parcelOf(lot)).send();
    const container = { sscc: "106141412345678908", parcels: [parcelOf(lot)] };
    const { event } = await distributor.care.supply.pack(container).send();
    await distributor.care.supply.shipContainer(container, pharmacy.id).send();
    expect(await refusal("pharmacy")).to.equal("403 RESOLVER_NOT_HOLDER");
    const packed = await askKey("pharmacy", { container: event.container });
    expect((await maker.goodsKey(packed)).to).to.equal(pharmacy.id);
    // Who has no file of the lot gives no key.
    const none = await askKey("regulator", { custodian: world.otherPharmacy.id });
    expect(await refusalOf(() => clientOf("otherPharmacy").goodsKey(none))).to.equal(
      "404 SUPPLY_LOT_MISSING",
    );
  });

  it("says of no answer that it may not give what it is", async () => {
    const { code } = await errorOf(() =>
      new GatewayClient(`${world.maker.gateway.url}/no`).unit(PRODUCT, "S"),
    );
    expect(code).to.equal("GATEWAY_REFUSED");
    expect(resolverJson({ product: PRODUCT })).to.equal(`{"product":"${PRODUCT}"}`);
  });
});
