import { expect } from "chai";
import { type GoodsWorld, serial, startGoodsWorld } from "../fixtures/goodsWorld.ts";
import { Network } from "../../src/chain/network.ts";
import { CareLedger } from "../../src/client.ts";
import {
  aggregated,
  commissioning,
  document,
  event,
  type Fields,
  GLN,
  lotUrn,
  partiesOf,
  sent,
  serialUris,
  ssccOf,
  ssccUri,
} from "../fixtures/tradeDocuments.ts";

/** Transactions of the whole import: 4 times events are anchored; made, split, packed, shipped twice. */
const TRANSACTIONS = 10;

describe("flows: an import that ends at any moment goes on (DT-15, RX-14)", () => {
  let world: GoodsWorld;
  beforeEach(async () => {
    world = await startGoodsWorld();
  });
  afterEach(() => world.close());

  async function events(): Promise<Fields[]> {
    const now = await world.now();
    const codes = Array.from({ length: 12 }, (_, i) => serial(i));
    return [
      event(now - 110, { bizStep: "inspecting", epcList: serialUris(["X-1"]) }),
      commissioning(now - 100, "K1", codes),
      aggregated(now - 90, "ADD", ssccOf(1), { childEPCs: serialUris(codes.slice(0, 5)) }),
      sent(now - 80, { epcList: [ssccUri(1)] }, GLN.maker, GLN.distributor),
      sent(
        now - 70,
        { quantityList: [{ epcClass: lotUrn("K1"), quantity: 3 }] },
        GLN.maker,
        GLN.pharmacy,
      ),
    ];
  }

  /** By a process of its own, as it were: it has a connection and an account of its own. */
  async function imported(list: readonly Fields[]) {
    const { url } = world.served;
    // Whoever is gone does not wait for an answer.
    const patience = { silence: 100, standstill: 20_000 };
    const network = await Network.open({ url, pollingInterval: 10, patience });
    try {
      const care = CareLedger.at(network, world.served.addresses, world.maker.account);
      const documents = [document("kill.json", ...list)];
      const parties = partiesOf(world);
      return (await care.importEvents(world.maker.custody, documents, { parties })).report;
    } finally {
      network.close();
    }
  }

  const moved = async () => {
    const { supply } = world.maker.care;
    const { lot } = (await world.maker.custody.lots()).lots()[0]!;
    const parts = [
      [5, 3],
      [8, 4],
    ] as const;
    return await Promise.all(
      parts.map(async ([first, count]) => (await supply.parcel({ lot, first, count })).state),
    );
  };
  const whole = {
    documents: 1,
    events: 5,
    applied: 4,
    recorded: 1,
    accepted: 5,
    refused: 0,
    reasons: [],
  };

  /** Everything is refused once so many transactions were sent. */
  function endAfter(transactions: number): void {
    let count = 0;
    world.served.fate = (method) => {
      if (count >= transactions) return { error: { code: -32_601, message: "it ended" } };
      if (method === "eth_sendRawTransaction") count++;
      return "answer";
    };
  }

  for (let after = 0; after < TRANSACTIONS; after++) {
    it(`after ${after} transactions`, async () => {
      const list = await events();
      const start = await world.served.blockNumber();
      endAfter(after);
      const failure = await imported(list).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(failure).has.property("code");
      world.served.fate = () => "answer";
      expect((await world.served.blockNumber()) - start).equal(after);
      expect(await imported(list)).deep.equal(whole);
      // Nothing twice, nothing lost.
      expect((await world.served.blockNumber()) - start).equal(TRANSACTIONS);
      expect(await moved()).deep.equal(["SHIPPED", "HELD"]);
    });
  }

  it("while a transaction of it is still on its way", async () => {
    const list = await events();
    const start = await world.served.blockNumber();
    await world.served.hold();
    const first = imported(list).catch((error: unknown) => error);
    await world.served.waiting(1);
    world.served.fate = () => ({ error: { code: -32_601, message: "it ended" } });
    expect(await first).has.property("code");
    world.served.fate = () => "answer";
    const second = imported(list);
    await world.served.resume();
    expect(await second).deep.equal(whole);
    expect((await world.served.blockNumber()) - start).equal(TRANSACTIONS);
  });
});
