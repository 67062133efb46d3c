/** The file of a lot travels with the goods, sealed, and outlives its maker. */
import { expect } from "chai";
import { toHex, ZERO32 } from "../../src/core/bytes.ts";
import { areOfLot, lotId } from "../../src/core/goods.ts";
import { commissionLot } from "../../src/flows/commissionLot.ts";
import { passLotKey } from "../../src/flows/passLotKey.ts";
import { receiveLot } from "../../src/flows/receiveLot.ts";
import { GoodsLog } from "../../src/ledger/goodsLog.ts";
import { cidFrom, isFile, parseCid } from "../../src/vault/cid.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { codeOf, errorOf, revertOf } from "../fixtures/failures.ts";
import {
  DAY,
  GTIN,
  type GoodsWorld,
  makeLot,
  moved,
  nationalCode,
  parcelOf,
  PRODUCT,
  serial,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";
import { custodyOf } from "../fixtures/world.ts";

describe("the file of a lot travels with the goods", () => {
  let world: GoodsWorld;
  let next = 0;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());

  /** Codes that no other test of this file has. */
  const from = () => 1000 * ++next;
  const toMake = async (codes: readonly string[]) => ({
    product: { scheme: "GTIN" as const, number: GTIN },
    number: `L-${next}`,
    made: (await world.now()) - DAY,
    expiry: (await world.now()) + DAY,
    qcReport: fixed("qc"),
    codes,
  });
  const make = async (codes: readonly string[]) =>
    commissionLot(world.maker.care.chain, world.maker.custody, await toMake(codes));

  it("has its digest on the chain, and proves units to whom it came to (DT-01, DT-03)", async () => {
    const lot = await makeLot(world, { from: from() });
    const { chain, supply } = world.pharmacy.care;
    const made = await new GoodsLog(chain).made(lot.lot);
    expect(toHex(parseCid(lot.cid).multihash.digest)).to.equal(made.manifest);
    await moved(world, parcelOf(lot), "maker", "distributor", "pharmacy");
    const shelf = await world.pharmacy.custody.lots();
    const shown = shelf.show(PRODUCT, [lot.codes[7]!, lot.codes[3]!]);
    expect(shown.units.map(({ index }) => index)).to.deep.equal([3, 7]);
    expect(areOfLot(made.body, made.codeRoot, shown.units, shown.proof)).to.equal(true);
    await supply.dispense(shown).send();
    expect(await supply.unitState(lot.lot, 7)).to.equal("DISPENSED");
    expect(shelf.lot(lot.lot)?.content).to.include({ qcReport: fixed("qc") });
  });

  it("is one, however many make the same lot at the same time (DT-01)", async () => {
    const first = from();
    const codes = Array.from({ length: 10 }, (_, i) => `S${first + i}`);
    const lot = await toMake(codes);
    const { care, custody } = world.maker;
    const made = await Promise.all([1, 2, 3].map(() => commissionLot(care.chain, custody, lot)));
    expect(new Set(made.map((one) => one.lot)).size).to.equal(1);
    expect((await custody.lots()).show(PRODUCT, [codes[3]!]).units[0]!.index).to.equal(3);
    expect((await custody.lots()).find(PRODUCT, codes[3]!)).to.have.length(1);
  });

  it("lies sealed: no code is in what is stored, nor in the database of who has it", async () => {
    const lot = await makeLot(world, { from: from() });
    const stored: Uint8Array[] = [];
    const { store } = world.maker.custody;
    for await (const part of store.getFile(parseCid(lot.cid))) stored.push(part);
    for (const code of lot.codes) expect(Buffer.concat(stored).includes(code)).to.equal(false);
  });

  it("of a lot of several blocks is received as well", async () => {
    const codes = Array.from({ length: 52_000 }, (_, i) => `${serial(i)}-${"X".repeat(11)}`);
    const lot = await make(codes);
    expect(isFile(parseCid(lot.cid))).to.equal(true);
    const { maker, pharmacy } = world;
    const key = await passLotKey(maker.care.chain, maker.custody, lot.lot, pharmacy.id);
    const received = await receiveLot(pharmacy.care.chain, pharmacy.custody, key, [
      maker.gateway.url,
    ]);
    expect(received).to.include({ isNew: true, codeRoot: lot.codeRoot });
    expect((await pharmacy.custody.lots()).find(PRODUCT, codes[51_999]!)).to.have.lengthOf(1);
    expect(await pharmacy.custody.store.has(parseCid(lot.cid))).to.equal(true);
  });

  it("made once more is the same lot, sent or not", async () => {
    const lot = await toMake([serial(from()), serial(next * 1000 + 1)]);
    const { care, custody } = world.maker;
    const first = await commissionLot(care.chain, custody, lot);
    const again = await commissionLot(care.chain, custody, lot);
    const { transaction, ...made } = first;
    expect(transaction).to.match(/^0x/);
    expect(again).to.deep.equal(made);
  });

  it("is not made with a code twice, nor one that another lot has, nor of another kind", async () => {
    const [a, b] = [serial(from()), serial(next * 1000 + 1)];
    const repeated = await errorOf(() => make([a, b, a]));
    expect(repeated.code).to.equal("SUPPLY_CODE_REPEATED");
    expect(repeated.details).to.deep.equal({ first: 0, index: 2 });
    const lot = await make([a]);
    const taken = await errorOf(() => make([b, a]));
    expect(taken.code).to.equal("SUPPLY_CODE_TAKEN");
    expect(taken.details).to.deep.equal({ index: 1, lot: lot.lot });
    expect(await codeOf(() => make(["much too long a serial number"]))).to.equal("GS1_FORM");
    expect(await codeOf(() => make(["ä"]))).to.equal("GS1_FORM");
    const national = { ...(await toMake([nationalCode(1), serial(1)])) };
    const product = { scheme: "NATIONAL" as const, number: "8123456" };
    const { care, custody } = world.maker;
    const wrong = () => commissionLot(care.chain, custody, { ...national, product });
    expect(await codeOf(wrong)).to.equal("GS1_FORM");
  });

  it("of a lot that the chain refuses is not kept", async () => {
    const { distributor, maker } = world;
    const lot = await toMake([serial(from())]);
    const before = (await maker.custody.store.status()).blocks;
    const other = await revertOf(() =>
      commissionLot(distributor.care.chain, distributor.custody, lot),
    );
    expect(other.name).to.equal("ParticipantKindNotAllowed");
    const past = { ...lot, expiry: 1000 };
    const late = await revertOf(() => commissionLot(maker.care.chain, maker.custody, past));
    expect(late.name).to.equal("SupplyLotInvalid");
    expect((await maker.custody.store.status()).blocks).to.equal(before);
    expect((await maker.custody.lots()).find(PRODUCT, lot.codes[0]!)).to.deep.equal([]);
  });

  it("is kept under a key that only its institution opens, over a change of keys too", async () => {
    const { maker } = world;
    const shelf = await maker.custody.lots();
    const [first] = shelf.lots();
    expect(lotId(first!.body, first!.codeRoot)).to.equal(first!.lot);
    const stranger = custodyOf({ id: maker.id, keys: world.pharmacy.keys }, maker.custody.store);
    expect((await stranger.lots()).lots()).to.deep.equal([]);
    stranger.close();
    expect(await codeOf(() => shelf.unseal(2, new Uint8Array(), new Uint8Array(80)))).to.equal(
      "KEYRING_EPOCH_UNKNOWN",
    );
  });

  it("is asked for where it is on the chain, and refused where there is no such lot", async () => {
    const { maker, pharmacy } = world;
    const { chain } = pharmacy.care;
    expect(await codeOf(() => new GoodsLog(chain).made(ZERO32))).to.equal("SUPPLY_LOT_UNKNOWN");
    const pass = () => passLotKey(pharmacy.care.chain, pharmacy.custody, ZERO32, maker.id);
    expect(await codeOf(pass)).to.equal("SUPPLY_LOT_MISSING");
    const lot = await makeLot(world, { from: from() });
    const key = await passLotKey(maker.care.chain, maker.custody, lot.lot, pharmacy.id);
    const nowhere = () => receiveLot(chain, pharmacy.custody, key, [pharmacy.gateway.url]);
    expect(await codeOf(nowhere)).to.equal("STORE_MISSING");
    expect(`${cidFrom((await new GoodsLog(chain).made(lot.lot)).manifest, false)}`).to.equal(
      lot.cid,
    );
  });
});
