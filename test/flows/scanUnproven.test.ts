/** Without a proof that the chain has checked, no scan says genuine. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { openChain } from "../../src/chain/chain.ts";
import { randomHex, ZERO32 } from "../../src/core/bytes.ts";
import { type ScanOptions, scanUnit } from "../../src/flows/scanUnit.ts";
import { receiveLot } from "../../src/flows/receiveLot.ts";
import { openLotFile } from "../../src/vault/lotSeal.ts";
import { parseCid } from "../../src/vault/cid.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import { resolverJson, type UnitAnswer } from "../../src/wire/resolverMessages.ts";
import { codeOf } from "../fixtures/failures.ts";
import {
  type GoodsWorld,
  type MadeLot,
  makeLot,
  moved,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";

/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9";

describe("scan without a proof", () => {
  let world: GoodsWorld;
  let lot: MadeLot;
  let other: MadeLot;
  let liar: Server;
  let lie: (url: string) => unknown = () => ({});
  before(async () => {
    world = await startGoodsWorld();
    lot = await makeLot(world, { from: 1000 });
    other = await makeLot(world, { from: 2000 });
    await moved(world, parcelOf(lot), "maker", "pharmacy");
    liar = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(resolverJson(lie(request.url!)));
    }).listen(0, "127.0.0.1");
  });
  after(async () => {
    liar.close();
    await world.close();
  });
  afterEach(() => {
    world.served.fate = () => "answer";
  });

  const liarUrl = () => `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
  const truth = async (of: MadeLot, i: number): Promise<UnitAnswer> =>
    new GatewayClient(world.maker.gateway.url).unit(PRODUCT, of.codes[i]!);
  const scan = (code: string, resolvers: string[], options: Partial<ScanOptions> = {}) =>
    scanUnit(openChain(world.network, world.served.addresses), PRODUCT, code, {
      resolvers,
      ...options,
    });
  const said = async (code: string, ...resolvers: string[]) => {
    const { answer, reason, resolvers: asked, unit } = await scan(code, resolvers);
    if (answer !== "GENUINE") expect(unit).to.equal(undefined);
    return `${answer} ${reason} ${asked.map(({ outcome }) => outcome).join(" ")}`.trim();
  };

  it("cannot be verified where no resolver is named or answers (DT-12)", async () => {
    const [code] = lot.codes as [string];
    expect(await said(code)).to.equal("CANNOT_VERIFY NO_RESOLVER");
    expect(await said(code, NOWHERE)).to.equal("CANNOT_VERIFY NO_PROOF SILENT");
    expect(await said(code, "ftp://x", NOWHERE)).to.equal("CANNOT_VERIFY NO_PROOF SILENT SILENT");
    // Who does not have the lot does not make it unknown while another is silent.
    const { url } = world.otherPharmacy.gateway;
    expect(await said(code, url, NOWHERE)).to.equal("CANNOT_VERIFY NO_PROOF UNKNOWN SILENT");
    expect(await said(code, NOWHERE, world.maker.gateway.url)).to.equal("GENUINE  SILENT PROVEN");
  });

  it("believes no resolver that lies (DT-12)", async () => {
    const mine = await truth(lot, 3);
    const theirs = await truth(other, 3);
    const neighbour = await truth(lot, 4);
    const [candidate] = mine.candidates as [UnitAnswer["candidates"][0]];
    const change = (by: object): UnitAnswer => ({
      candidates: [{ ...candidate, ...by }],
      apart: [],
    });
    const lies: Record<string, unknown> = {
      "another salt": change({ salt: randomHex(16) }),
      "another path": change({ proof: candidate.proof.map(() => randomHex(32)) }),
      "no path": change({ proof: [] }),
      "the neighbour's proof": neighbour,
      "the proof of another lot": theirs,
      "another root": change({ codeRoot: ZERO32 }),
      "an earlier end": change({ body: { ...candidate.body, expiry: candidate.body.expiry + 1 } }),
      "another quality report": change({ content: { ...candidate.content, qcReport: ZERO32 } }),
      "another product": change({ body: { ...candidate.body, product: PRODUCT + 1n } }),
      "a parcel that is none": change({ range: { first: 0, count: 7 } }),
      "a parcel without it": change({ range: { first: 10, count: 10 } }),
      "a container that is none": change({ container: randomHex(32) }),
      "an index too large": change({ index: 4_000_000_000 }),
      "a truth beside a lie": {
        ...mine,
        candidates: [candidate, ...change({ index: 9 }).candidates],
      },
      "too many": { ...mine, candidates: Array.from({ length: 9 }, () => candidate) },
      "another form": { hello: "you" },
      nothing: null,
    };
    const results: Record<string, string> = {};
    for (const [name, told] of Object.entries(lies)) {
      lie = () => told;
      results[name] = await said(lot.codes[3]!, liarUrl());
    }
    const expected = Object.keys(lies).map((name) => [name, "CANNOT_VERIFY NO_PROOF LIED"]);
    expect(results).to.deep.equal(Object.fromEntries(expected));
    const both = await said(lot.codes[3]!, liarUrl(), world.maker.gateway.url);
    expect(both).to.equal("GENUINE  LIED PROVEN");
  });

  it("takes no scan for an institution's that none has signed (DT-12)", async () => {
    const mine = await truth(lot, 3);
    const scanAt = (north: number) => ({
      scan: { product: PRODUCT, code: lot.codes[3]!, north, east: 1, time: 1_800_000_000 },
      signer: world.maker.care.chain.account!.address.toLowerCase() as `0x${string}`,
      signature: randomHex(65),
    });
    lie = () => ({ ...mine, apart: [scanAt(1), scanAt(17_000_000)] });
    expect(await said(lot.codes[3]!, liarUrl())).to.equal("GENUINE  PROVEN");
  });

  it("cannot be verified while the chain does not answer (DT-12)", async () => {
    const { url } = world.maker.gateway;
    const down = { error: { code: -32_000, message: "down" } };
    world.served.fate = (method) => (method === "eth_call" ? down : "answer");
    expect(await said(lot.codes[3]!, url)).to.equal("CANNOT_VERIFY NO_CHAIN");
    let calls = 0;
    world.served.fate = (method) => (method === "eth_call" && ++calls > 2 ? down : "answer");
    expect(await said(lot.codes[3]!, url)).to.match(/^CANNOT_VERIFY/);
  });

  it("answers by the pharmacy when the maker is no more, its store neither", async () => {
    const { maker, pharmacy, otherPharmacy, regulator } = world;
    const lasting = await makeLot(world, { from: 3000 });
    await moved(world, parcelOf(lasting), "maker", "distributor", "pharmacy");
    await maker.gateway.close();
    await maker.custody.store.unpin(parseCid(lasting.cid));
    await maker.custody.store.gc();
    await world.distributor.gateway.close();
    const registered = await scanUnit(
      openChain(world.network, world.served.addresses),
      PRODUCT,
      lasting.codes[9]!,
      { resolvers: [maker.gateway.url, pharmacy.gateway.url] },
    );
    expect(registered.answer).to.equal("GENUINE");
    const unasked = await otherPharmacy.care.scan(PRODUCT, lasting.codes[9]!);
    expect(unasked.answer).to.equal("GENUINE");
    expect(unasked.resolvers.map(({ outcome }) => outcome)).to.include("SILENT");
    // The file goes on from there too, to the regulator.
    const key = await pharmacy.care.lots(pharmacy.custody).pass(lasting.lot, regulator.id);
    const { chain } = regulator.care;
    const nowhere = () => receiveLot(chain, regulator.custody, key, [maker.gateway.url]);
    expect(await codeOf(nowhere)).to.equal("GATEWAY_UNREACHABLE");
    const urls = [maker.gateway.url, pharmacy.gateway.url];
    expect((await receiveLot(chain, regulator.custody, key, urls)).isNew).to.equal(true);
    const kept = (await regulator.custody.lots()).lot(lasting.lot)!;
    const file = regulator.custody.store.getFile(parseCid(lasting.cid));
    expect((await openLotFile(kept.key, kept, file)).mediaType).to.match(/careledger/);
  });
});
