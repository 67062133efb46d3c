import { expect } from "chai";
import { CareLedger } from "../../src/client.ts";
import type { Hex } from "../../src/core/bytes.ts";
import { openNetwork } from "../fixtures/world.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import type { Indexer, IndexStep } from "../../src/indexer/indexer.ts";
import { Anvil, deploySuite, FREE } from "../fixtures/anvil.ts";
import { ACCREDITED_UNTIL, fixed } from "../fixtures/careLedger.ts";
import { aBody, lotOf, PRODUCT } from "../fixtures/drugs.ts";
import { errorOf } from "../fixtures/failures.ts";
import { dump, inMemory, madeAnew } from "./fixtures/indexes.ts";

const KEY = developmentKey(0);

describe("indexer: a chain whose blocks change (CA-22)", () => {
  let anvil: Anvil;
  let care: CareLedger;
  let indexer: Indexer;
  const closers: (() => unknown)[] = [];
  beforeEach(async () => {
    anvil = await Anvil.start(...FREE);
    closers.push(() => anvil.close());
    const addresses = await deploySuite(anvil.url);
    const network = await openNetwork(anvil.url);
    closers.push(() => network.close());
    care = CareLedger.at(network, addresses, KEY);
    indexer = inMemory(care).indexer;
    closers.push(() => indexer.close());
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });

  let admitted = 1;
  /** Another institution; its number is the chain's affair. */
  async function admit(): Promise<number> {
    // An account counts its transactions itself: what was undone, too.
    const { event } = await CareLedger.at(care.chain.network, care.chain.addresses, KEY)
      .identity.admit({
        kinds: ["HOSPITAL"],
        jurisdiction: { scheme: 1, code: 320_400 },
        grade: 3,
        accreditedUntil: ACCREDITED_UNTIL,
        hpkeKey: fixed(`key ${admitted}`),
        endpoint: "",
        administrator: `0x${(0xa0_0000 + admitted++).toString(16).padStart(40, "0")}`,
      })
      .send();
    return event.participant;
  }

  async function steps(): Promise<IndexStep[]> {
    const all: IndexStep[] = [];
    await indexer.catchUp({ onStep: (step) => all.push(step) });
    return all;
  }

  const keys = (): Hex[] =>
    indexer.database
      .prepare("SELECT lower(hex(key)) AS key FROM participantKeys ORDER BY participant")
      .all()
      .map(({ key }): Hex => `0x${key as string}`);

  it("goes back to the last block that stands, and tells what stands there now", async () => {
    await admit();
    await admit();
    const [fork, start] = [await care.chain.network.finalBlock(), admitted];
    const snapshot = await anvil.request("evm_snapshot");
    await admit();
    await CareLedger.at(care.chain.network, care.chain.addresses, KEY)
      .identity.setStatus(1, "SUSPENDED")
      .send();
    await steps();
    const before = indexer.reader.participants();
    expect(before.map(({ status }) => status)).deep.equal(["SUSPENDED", "ACTIVE", "ACTIVE"]);

    await anvil.request("evm_revert", snapshot);
    const again = [await admit(), await admit(), await admit()];
    expect(again).deep.equal([3, 4, 5]);
    const taken = await steps();
    expect(taken[0]).include({ undoneTo: fork, block: fork, events: 0 });
    expect(taken.filter(({ undoneTo }) => undoneTo !== undefined)).length(1);
    const now = indexer.reader.participants();
    expect(now.map(({ status }) => status)).deep.equal(Array(5).fill("ACTIVE"));
    expect(keys().slice(2)).deep.equal([1, 2, 3].map((n) => fixed(`key ${start + n}`)));
    expect(dump(indexer.database)).deep.equal(await madeAnew(care));
  });

  it("waits for a node that is behind, and goes back where its blocks are others", async () => {
    await admit();
    const snapshot = await anvil.request("evm_snapshot");
    await anvil.request("anvil_mine", "0x8");
    await steps();
    const { block } = indexer.reader.status();
    await anvil.request("evm_revert", snapshot);
    expect(await steps(), "the node has fewer blocks, none of another kind").deep.equal([]);
    expect(indexer.reader.status().block).equal(block);

    await admit();
    const kept = await steps();
    expect(kept, "still behind").deep.equal([]);
    await anvil.request("anvil_mine", "0x10");
    expect((await steps())[0])
      .property("undoneTo")
      .equal(block! - 8);
    expect(indexer.reader.participants()).length(2);
    expect(dump(indexer.database)).deep.equal(await madeAnew(care));
  });

  it("puts goods back where they are now: out of a pallet, and with another holder (DT-15)", async () => {
    const { network, addresses } = care.chain;
    // An account counts its transactions itself: what was undone, too.
    const as = (n: number) => CareLedger.at(network, addresses, developmentKey(n)).supply;
    const ids: number[] = [];
    for (const [n, kind] of [
      [1, "DRUG_MAKER"],
      [2, "PHARMACY"],
    ] as const) {
      const { address } = CareLedger.at(network, addresses, developmentKey(n)).chain.account!;
      const { event } = await CareLedger.at(network, addresses, KEY)
        .identity.admit({
          kinds: [kind],
          jurisdiction: { scheme: 1, code: 320_400 },
          grade: 3,
          accreditedUntil: ACCREDITED_UNTIL,
          hpkeKey: fixed(kind),
          endpoint: "",
          administrator: address,
        })
        .send();
      ids.push(event.participant);
    }
    const [maker, pharmacy] = ids as [number, number];
    await as(0).registerProduct(PRODUCT, maker, { claimable: false }).send();
    const { id: lot, body, codeRoot } = lotOf(aBody(await network.now()));
    await as(1).commission(body, codeRoot).send();
    await as(1).split({ lot, first: 0, count: 100 }, [40, 60]).send();
    const [small, large] = [
      { lot, first: 0, count: 40 },
      { lot, first: 40, count: 60 },
    ] as const;
    const pallet = { sscc: "106141411234567897", parcels: [small, large] };
    await as(1).pack(pallet).send();
    const places = () =>
      indexer.reader.supply
        .parcels(lot)
        .map(({ count, holder, to, state, sscc }) => [count, holder, to, state, sscc ?? ""]);

    const snapshot = await anvil.request("evm_snapshot");
    await as(1).shipContainer(pallet, pharmacy).send();
    await as(2).unpack(pallet).send();
    await as(2).receive(large).send();
    await steps();
    expect(places()).deep.equal([
      [40, maker, pharmacy, "SHIPPED", ""],
      [60, pharmacy, 0, "HELD", ""],
    ]);

    await anvil.request("evm_revert", snapshot);
    await as(1).unpack(pallet).send();
    await as(1).ship(small, pharmacy).send();
    await as(1)
      .recall(lot, { class: "I", reason: 1, evidence: fixed("why") })
      .send();
    await anvil.request("anvil_mine", "0x4");
    expect((await steps()).filter(({ undoneTo }) => undoneTo !== undefined)).length(1);
    expect(places()).deep.equal([
      [40, maker, pharmacy, "SHIPPED", ""],
      [60, maker, 0, "HELD", ""],
    ]);
    const { units, recalls } = indexer.reader.supply.places(lot)!;
    expect([units.recovered, units.toReturn, recalls.length]).deep.equal([60, 40, 1]);
    expect(dump(indexer.database)).deep.equal(await madeAnew(care));
  });

  it("follows anvil through reorganisations of every depth", async function () {
    this.timeout(60_000);
    for (const depth of [1, 2, 5]) {
      for (let i = 0; i < 5; i++) await admit();
      await steps();
      await anvil.request("anvil_reorg", depth, []);
      await anvil.request("anvil_mine", "0x1");
      const taken = await steps();
      expect(
        taken.some(({ undoneTo }) => undoneTo !== undefined),
        `depth ${depth}`,
      ).equal(true);
      expect(indexer.reader.participants()).length(await care.identity.count());
      expect(dump(indexer.database)).deep.equal(await madeAnew(care));
    }
  });

  it("refuses another chain that comes up under the same URL", async () => {
    await admit();
    await steps();
    const other = await Anvil.start(...FREE, "--timestamp", "1900000000");
    closers.push(() => other.close());
    const { provider } = care.chain.network;
    const send = provider.send.bind(provider);
    // What the node at the URL answers from now on.
    provider.send = (method, params) =>
      method.startsWith("eth_get") || method === "eth_blockNumber"
        ? other.request(method, ...(params as unknown[]))
        : send(method, params);
    const { code, details } = await errorOf(steps);
    expect([code, details]).deep.equal(["INDEX_FOREIGN", { reason: "its block 0 is another" }]);
  });
});
