/** Goods of an order, which their buyer passes on before their receipt is written. */
import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import { productId } from "../../src/core/goods.ts";
import { type Order, orderId, orderTermsHash, priceHash } from "../../src/core/purchase.ts";
import { DrugTown, GTIN, type TownLot } from "./fixtures/drugs.ts";
import { type Json, Town } from "./fixtures/town.ts";

describe("cli: trace ship of goods of an order (DT-09, DT-10)", function () {
  this.timeout(120_000);
  let town: Town;
  let drugs: DrugTown;
  let lot: TownLot;
  let order: Order;
  let terms: { product: bigint; quantity: number; price: `0x${string}` };
  const part = (first: number, count: number) => ({ lot: lot.lot, first, count });

  before(async () => {
    town = await Town.start();
    drugs = new DrugTown(town);
    await drugs.settle();
    lot = await drugs.make({ count: 30 });
    await town.within(async (session) => {
      const [maker, pharmacy] = [await session.member("Maker"), await session.member("Pharmacy")];
      const { address } = pharmacy.care.chain.account!;
      const price = {
        perUnit: 5n,
        payer: address,
        payee: maker.care.chain.account!.address,
        conditions: randomHex(32),
        salt: randomHex(32),
      };
      terms = { product: productId("GTIN", GTIN), quantity: 30, price: priceHash(price) };
      order = {
        buyer: pharmacy.id,
        supplier: maker.id,
        inspector: 0,
        insurer: 0,
        deadline: (await session.network.now()) + 100_000,
        terms: orderTermsHash(terms),
      };
      await pharmacy.care.procurement.place(order).send();
      await maker.care.procurement.accept(order).send();
      await maker.care.supply.split(part(0, 30), [10, 10, 10]).send();
      const sent = [part(0, 10), part(10, 10), part(20, 10)];
      await maker.care.procurement.despatch(order, sent, randomHex(32)).send();
    });
    for (const first of [0, 10, 20]) await drugs.move(part(first, 10), "Maker", "Pharmacy");
  });
  after(() => town.close());

  const ship = (units: string, to: string, ...more: string[]): string[] => {
    const name = `${GTIN}/${lot.number}`;
    return ["trace", "ship", name, "--units", units, "--to", to, "--as", "Pharmacy", ...more];
  };
  const refused = async (units: string): Promise<void> => {
    const { code, details } = await town.refused(1, ...ship(units, "Distributor"));
    expect({ code, details }).deep.equal({
      code: "TRACE_ORDER_OPEN",
      details: { order: orderId(order) },
    });
  };
  const shipped = (...args: string[]): Promise<Json> => town.json(0, ...args);

  it("waits for the receipt, a part of them too; nothing was sent or split", async () => {
    const before = await town.served.blockNumber();
    await refused("0:10");
    await refused("12:3");
    expect(await town.served.blockNumber()).equal(before);
  });

  it("once they were received for the order they go on; others of it do not", async () => {
    await town.within(async (session) => {
      const pharmacy = await session.member("Pharmacy");
      const shelf = await (await session.custody(pharmacy)).lots();
      const { body, codeRoot } = shelf.lot(lot.lot)!;
      const arrival = { parcel: part(0, 10), body, codeRoot };
      await pharmacy.care.procurement.receive(order, terms, [arrival]).send();
    });
    expect(await shipped(...ship("0:4", "Distributor"))).include({ shipped: true });
    await refused("10:10");
  });

  it("back to their supplier they go at once, and elsewhere where that is meant", async () => {
    expect(await shipped(...ship("10:10", "Maker"))).include({ shipped: true });
    const anyway = ship("20:10", "Distributor", "--before-receipt");
    expect(await shipped(...anyway)).include({ shipped: true });
  });
});
