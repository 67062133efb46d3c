/** A party's gateway shows an order to the other parties, and to nobody else. */
import { expect } from "chai";
import { signingDomain } from "../../src/chain/chain.ts";
import { type Hex, randomHex } from "../../src/core/bytes.ts";
import type { PlacedOrder } from "../../src/flows/orders.ts";
import { cidFrom } from "../../src/vault/cid.ts";
import { GatewayBlocks } from "../../src/vault/gatewayBlocks.ts";
import { BlockStore } from "../../src/vault/blockStore.ts";
import { unsealerOf } from "../../src/vault/sharedDocument.ts";
import { GatewayClient } from "../../src/wire/gatewayClient.ts";
import type { OrderRequest } from "../../src/wire/orderMessages.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { refusalOf } from "../fixtures/failures.ts";
import { type GoodsWorld, PRODUCT, startGoodsWorld } from "../fixtures/goodsWorld.ts";
import type { Member } from "../fixtures/world.ts";

describe("gateway: orders (DT-09)", () => {
  let world: GoodsWorld;
  let placed: PlacedOrder;
  before(async () => {
    world = await startGoodsWorld();
    const { north, maker, insurer } = world;
    placed = await north.care.orders(world.store).place({
      supplier: maker.id,
      insurer: insurer.id,
      deadline: (await world.now()) + 86_400,
      product: PRODUCT,
      quantity: 20,
      perUnit: 5n,
      payee: maker.care.chain.account!.address,
      text: "As agreed.",
    });
    await maker.care.procurement.setStockLevels(PRODUCT, { min: 1, max: 9 }).send();
  });
  after(() => world.close());

  const ask = ({ care }: Member, order: Hex = placed.id) =>
    care.orders(world.store).ask(world.north.at, order);

  it("supplier and insurer see its state and both stocks, and where its papers lie", async () => {
    const { maker, insurer, north } = world;
    for (const member of [maker, insurer, north]) {
      const answer = await ask(member);
      expect(answer.order).deep.equal(placed.order);
      expect(answer.state).include({ state: "ORDERED", received: 0, isInvoiced: false });
      expect(answer.stocks).deep.include({
        holder: maker.id,
        product: PRODUCT,
        min: 1,
        max: 9,
        counted: 0,
        state: "UNKNOWN",
        since: answer.stocks[0]!.since,
      });
      expect(answer.documents).length(1);
      expect(answer.documents[0]).include({ kind: "terms", digest: placed.document });
      // No price and no text of the contract: those are sealed.
      expect(JSON.stringify(answer, (_, v: unknown) => String(v))).not.contain("As agreed");
    }
    // The insurer has no store of its own: the gateway has the blocks.
    const theirs = new BlockStore(new GatewayBlocks({ urls: [north.gateway.url] }));
    const [sealed] = await theirs.getMany([cidFrom(placed.document, false)]);
    expect(sealed!.length).above(100);
    const view = await insurer.care
      .orders(theirs)
      .view(placed.id, unsealerOf(insurer.id, [{ privateKey: insurer.keys.privateKey, epoch: 1 }]));
    expect(view.agreed).deep.include({ text: "As agreed.", price: placed.price });
  });

  it("others are refused, and so is an order of which the gateway's institution is none", async () => {
    const { south, pharmacy, maker, insurer } = world;
    for (const member of [south, pharmacy]) {
      expect(await refusalOf(() => ask(member))).equal("403 ORDER_NOT_PARTY");
    }
    const elsewhere = { custodian: south.id, gateway: new GatewayClient(south.gateway.url) };
    const asked = () => maker.care.orders(world.store).ask(elsewhere, placed.id);
    expect(await refusalOf(asked)).equal("403 ORDER_NOT_PARTY");
    expect(await refusalOf(() => ask(insurer, fixed("no order")))).equal("404 ORDER_UNKNOWN");
    const [last] = [...world.north.gateway.journal.lines()].slice(-1);
    expect(last).include({ kind: "refused", named: fixed("no order"), result: "ORDER_UNKNOWN" });
  });

  it("a request is signed, for this gateway, in time, and answered once (RX-07)", async () => {
    const { insurer, south, north } = world;
    const send = async (change: Partial<OrderRequest> = {}, signer: Member = insurer) => {
      const deadline = Math.floor(Date.now() / 1000) + 100;
      const request = { order: placed.id, custodian: north.id, nonce: randomHex(32), deadline };
      const changed = { ...request, ...change };
      const account = signer.care.chain.account!;
      const domain = signingDomain(insurer.care.chain, "Gateway");
      const signature = await account.signStruct(domain, "OrderRequest", changed);
      return { request: changed, signer: insurer.care.chain.account!.address, signature };
    };
    const { gateway } = north.at;
    const message = await send();
    await gateway.order(message);
    expect(await refusalOf(() => gateway.order(message))).equal("409 GATEWAY_REPLAY");
    const refused = async (...given: Parameters<typeof send>) => {
      const sent = await send(...given);
      return await refusalOf(() => gateway.order(sent));
    };
    expect(await refused({ custodian: 99 })).equal("404 GATEWAY_CUSTODIAN");
    expect(await refused({ deadline: 1 })).equal("401 GATEWAY_DEADLINE");
    expect(await refused({}, south)).equal("401 GATEWAY_SIGNATURE");
    const spoiled = await send();
    spoiled.request.order = fixed("another order");
    expect(await refusalOf(() => gateway.order(spoiled))).equal("401 GATEWAY_SIGNATURE");
    const malformed = { ...(await send()), more: 1 };
    expect(await refusalOf(() => gateway.order(malformed))).equal("400 GATEWAY_MESSAGE");
  });

  it("a SUSPENDED party is refused", async () => {
    const { administrator, insurer } = world;
    await administrator.identity.setStatus(insurer.id, "SUSPENDED").send();
    expect(await refusalOf(() => ask(insurer))).equal("403 ORDER_NOT_PARTY");
    await administrator.identity.setStatus(insurer.id, "ACTIVE").send();
    await ask(insurer);
  });
});
