/** Goods that were not kept as they should be: where it happened, and what became of them. */
import { expect } from "chai";
import { containerId } from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { vaccines, watch } from "../fixtures/coldWorld.ts";
import { type GoodsWorld, parcelOf, startGoodsWorld } from "../fixtures/goodsWorld.ts";
import { revertOf } from "../fixtures/failures.ts";

describe("ledger: excursions (DT-05, DT-06)", () => {
  let world: GoodsWorld;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());
  /** What follows is in other seconds than what was before. */
  const minutes = () => world.served.wait(120);

  it("a reading that is told late names step, holder and time of then, not of now (DT-06)", async () => {
    const { maker, distributor, pharmacy } = world;
    const lot = await vaccines(world);
    const parcel = parcelOf(lot);
    const watched = await watch(world, { parcel }, [lot]);
    await maker.care.supply.ship(parcel, distributor.id).send();
    await minutes();
    await distributor.care.supply.receive(parcel).send();
    await minutes();
    const { event: left } = await distributor.care.supply.ship(parcel, pharmacy.id).send();
    const warm = left.custody.since + 60;
    await minutes();
    await pharmacy.care.supply.receive(parcel).send();
    await watched.tell({ time: warm, temperature: 8.01, humidity: 50 });
    const [found] = await world.insurer.care.excursions.found(watched.goods);
    expect(found).deep.include({
      goods: { parcel },
      sensor: watched.sensor,
      from: warm,
      found: warm,
      temperature: 8.01,
      humidity: 50,
      holder: pharmacy.id,
      step: 2,
      isCertain: false,
      refusal: "0x00000000",
    });
    expect(found!.places).deep.equal([
      {
        parcel,
        holder: distributor.id,
        to: pharmacy.id,
        step: 1,
        since: left.custody.since,
        state: "SHIPPED",
        quarantine: "NONE",
      },
    ]);
    expect((await pharmacy.care.supply.parcel(parcel)).quarantine).equal("CALLER");
    expect(await world.insurer.care.excursions.pursueAll(watched.goods, watched.sensor)).deep.equal(
      [],
    );
  });

  it("goods that were split and packed since are followed into parts and containers", async () => {
    const { maker, distributor, regulator } = world;
    const lot = await vaccines(world);
    const parcel = parcelOf(lot);
    const watched = await watch(world, { parcel }, [lot]);
    await minutes();
    const [packed, loose, gone] = [parcelOf(lot, 0, 8), parcelOf(lot, 8, 8), parcelOf(lot, 16, 4)];
    await maker.care.supply.split(parcel, [8, 8, 4]).send();
    await maker.care.supply.split(packed, [4, 4]).send();
    const pallet = {
      sscc: "106141411234567897",
      parcels: [parcelOf(lot, 0, 4), parcelOf(lot, 4, 4)],
    };
    await maker.care.supply.pack(pallet).send();
    await maker.care.supply.shipContainer(pallet, distributor.id).send();
    const { event: arrived } = await distributor.care.supply
      .receiveContainer(containerId(pallet))
      .send();
    await minutes();
    await maker.care.supply.destroy(gone, "DAMAGED", fixed("evidence")).send();
    await watched.tell({ time: watched.start + 1, temperature: 9 });
    const [found] = await maker.care.excursions.found(watched.goods);
    expect(found!.refusal).not.equal("0x00000000");
    expect(found!.places).length(1);
    expect(found!.places[0]).deep.include({ parcel, holder: maker.id, step: 0, state: "HELD" });
    const pursued = await regulator.care.excursions.pursueAll(watched.goods, watched.sensor);
    expect(pursued).length(2);
    const container = containerId(pallet);
    expect(pursued.map(({ part }) => part)).include(container);
    expect(await distributor.care.supply.container(container)).include({ quarantine: "CALLER" });
    expect(await maker.care.supply.parcel(loose)).include({ quarantine: "CALLER" });
    expect(await regulator.care.excursions.pursueAll(watched.goods, watched.sensor)).deep.equal([]);
    const again = regulator.care.excursions.pursue({ parcel }, watched.sensor, { parcel: loose });
    const { name } = await revertOf(() => again.send());
    expect(name).equal("ColdChainNothingToPursue");
    // A later one is told where the parts are by then.
    await watched.tell(
      { time: arrived.custody.since + 1, temperature: 5 },
      { time: arrived.custody.since + 2, temperature: 1.99 },
    );
    const [, later] = await maker.care.excursions.found(watched.goods);
    const at = later!.places.map(({ parcel: { first }, holder, container: in_, state, step }) => ({
      first,
      holder,
      in: in_,
      state,
      step,
    }));
    expect(at).deep.include({
      first: 4,
      holder: distributor.id,
      in: container,
      state: "HELD",
      step: 1,
    });
    expect(at).deep.include({ first: 8, holder: maker.id, in: undefined, state: "HELD", step: 0 });
  });

  it("a container that was unpacked since is followed to its parcels, wherever they lie now", async () => {
    const { maker, distributor, regulator } = world;
    const lot = await vaccines(world);
    const [left, right] = [parcelOf(lot, 0, 10), parcelOf(lot, 10, 10)];
    await maker.care.supply.split(parcelOf(lot), [10, 10]).send();
    const pallet = { sscc: "006141411234567890", parcels: [left, right] };
    await maker.care.supply.pack(pallet).send();
    const watched = await watch(world, pallet, [lot]);
    await minutes();
    await maker.care.supply.shipContainer(pallet, distributor.id).send();
    await distributor.care.supply.receiveContainer(containerId(pallet)).send();
    await distributor.care.supply.unpack(pallet).send();
    const box = { sscc: "106141411234567897", parcels: [right] };
    await distributor.care.supply.pack(box).send();
    await watched.tell({ time: watched.start + 1, temperature: 20, humidity: 50 });
    const [found] = await maker.care.excursions.found(watched.goods);
    expect(found).deep.include({ goods: { container: containerId(pallet) }, temperature: 20 });
    expect(found!.places.map(({ holder, container }) => [holder, container])).deep.equal([
      [maker.id, containerId(pallet)],
      [maker.id, containerId(pallet)],
    ]);
    const pursued = await regulator.care.excursions.pursueAll(watched.goods, watched.sensor);
    expect(pursued).length(2);
    expect(await distributor.care.supply.parcel(left)).include({ quarantine: "CALLER" });
    const held = await distributor.care.supply.container(containerId(box));
    expect(held).include({ quarantine: "CALLER" });
  });

  it("reads the log of its goods' lots alone, whatever else the ledger has", async () => {
    const { maker, distributor } = world;
    const before = await vaccines(world);
    const lot = await vaccines(world);
    const watched = await watch(world, { parcel: parcelOf(lot) }, [lot]);
    await maker.care.supply.ship(parcelOf(before), distributor.id).send();
    await minutes();
    await watched.tell({ time: watched.start + 1, temperature: 9 });
    const read = new Set<string>();
    const ledger = world.served.addresses.drugLedger.toLowerCase();
    world.served.fate = (method) =>
      method !== "eth_getLogs"
        ? "answer"
        : (result) => {
            for (const { address, topics } of result as { address: string; topics: string[] }[]) {
              if (address.toLowerCase() === ledger) read.add(topics[1]!);
            }
            return result;
          };
    try {
      expect(await maker.care.excursions.found(watched.goods)).length(1);
      expect([...read]).deep.equal([lot.lot]);
      await maker.care.excursions.pursueAll(watched.goods, watched.sensor);
      expect([...read]).deep.equal([lot.lot]);
    } finally {
      world.served.fate = () => "answer";
    }
  });

  it("tells of all goods where none are named", async () => {
    const all = await world.south.care.excursions.found();
    expect(all.length).above(3);
    expect(new Set(all.map(({ goods }) => JSON.stringify(goods))).size).equal(4);
    const none = await world.south.care.excursions.found({ container: fixed("never packed") });
    expect(none).deep.equal([]);
  });
});
