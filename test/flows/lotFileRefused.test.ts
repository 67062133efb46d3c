/** A lot's file that is not the lot's, or not for whoever has it, is refused. */
import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import { lotContentHash } from "../../src/core/goods.ts";
import { treeOf } from "../../src/core/lotFile.ts";
import { passLotKey } from "../../src/flows/passLotKey.ts";
import { receiveLot } from "../../src/flows/receiveLot.ts";
import { digestOf, isFile, parseCid } from "../../src/vault/cid.ts";
import { openLotFile, storeLotFile } from "../../src/vault/lotSeal.ts";
import { LOT_FILE_TYPE, readLotFile, writeLotFile } from "../../src/wire/lotFile.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { errorOf } from "../fixtures/failures.ts";
import { type GoodsWorld, makeLot, serial, startGoodsWorld } from "../fixtures/goodsWorld.ts";

describe("a lot's file that is refused", () => {
  let world: GoodsWorld;
  let next = 0;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());

  /** Codes that no other test of this file has. */
  const from = () => 1000 * ++next;

  it("opens by no other institution's key, and by none that was changed", async () => {
    const { maker, pharmacy, distributor } = world;
    const lot = await makeLot(world, { from: from() });
    const key = await passLotKey(maker.care.chain, maker.custody, lot.lot, pharmacy.id);
    const take = async (change: object, by = pharmacy) => {
      const given = { ...key, ...change };
      const error = await errorOf(() => receiveLot(by.care.chain, by.custody, given, []));
      return `${error.code}: ${String((error.details as Record<string, unknown>)["reason"])}`;
    };
    const theirs = "SUPPLY_GOODS_KEY: it is sealed to another institution";
    expect(await take({}, distributor)).to.equal(theirs);
    const unsigned = "SUPPLY_GOODS_KEY: its signature is not its signer's";
    expect(await take({ to: distributor.id }, distributor)).to.equal(unsigned);
    expect(await take({ sealed: randomHex(80) })).to.equal(unsigned);
    expect(await take({ from: distributor.id })).to.equal(unsigned);
    // Signed by an institution, and yet of nothing that opens.
    const forged = await passLotKey(maker.care.chain, maker.custody, lot.lot, pharmacy.id);
    const digest = { ...forged, epoch: 9 };
    expect(await take(digest)).to.equal(unsigned);
  });

  it("that was cut off, poisoned, or is of other codes than the chain's is refused (DT-01)", async () => {
    const { maker, pharmacy } = world;
    const { chain, supply } = maker.care;
    const shelf = await maker.custody.lots();
    const lot = await makeLot(world, { from: from() });
    const kept = shelf.lot(lot.lot)!;
    const sealed = async () => {
      const parts: Uint8Array[] = [];
      for await (const part of maker.custody.store.getFile(parseCid(lot.cid))) parts.push(part);
      return Buffer.concat(parts);
    };
    const whole = await readLotFile(
      (await openLotFile(kept.key, kept, maker.custody.store.getFile(parseCid(lot.cid)))).body,
    );
    /** Commissions a lot whose manifest leads to these bytes, and has the pharmacy take it. */
    const refusalOf = async (
      number: string,
      bytes: (known: { body: typeof whole.body; codeRoot: typeof lot.codeRoot }) => Promise<Buffer>,
      change: Partial<typeof whole> = {},
    ) => {
      const file = { ...whole, ...change, body: { ...whole.body, number } };
      const tree = treeOf(file);
      const known = { body: file.body, codeRoot: tree.root, maker: maker.id };
      const cid = await maker.custody.store.putFile(once(await bytes(known)));
      const { event } = await supply.commission(file.body, tree.root, digestOf(cid)).send();
      const entry = {
        ...kept,
        ...known,
        lot: event.lot,
        manifest: digestOf(cid),
        file: isFile(cid),
      };
      shelf.keep(entry, file.codes, tree);
      const key = await passLotKey(chain, maker.custody, event.lot, pharmacy.id);
      const error = await errorOf(() =>
        receiveLot(pharmacy.care.chain, pharmacy.custody, key, [maker.gateway.url]),
      );
      expect((await pharmacy.custody.lots()).lot(event.lot)).to.equal(undefined);
      shelf.forget(event.lot);
      const { reason = "" } = error.details as { reason?: string };
      return `${error.code} ${reason}`.trim();
    };
    const sealedAs =
      (file: typeof whole, cut?: number) =>
      async (known: { body: typeof whole.body; codeRoot: typeof lot.codeRoot }) => {
        const text: Uint8Array[] = [];
        for await (const part of writeLotFile({
          ...file,
          body: { ...file.body, number: known.body.number },
        })) {
          text.push(part);
        }
        const plain = Buffer.concat(text).subarray(0, cut);
        const cid = await storeLotFile(
          pharmacy.custody.store,
          kept.key,
          { ...known, maker: maker.id },
          { salt: new Uint8Array(32), mediaType: LOT_FILE_TYPE, body: once(plain) },
        );
        const [block] = await pharmacy.custody.store.getMany([cid]);
        await pharmacy.custody.store.unpin(cid);
        return Buffer.from(block!);
      };

    expect(await refusalOf("P-1", async () => (await sealed()).subarray(0, -20))).to.equal(
      "VAULT_UNSEALABLE",
    );
    expect(await refusalOf("P-2", sealed)).to.equal("VAULT_UNSEALABLE");
    expect(await refusalOf("P-3", async () => Buffer.alloc(10))).to.equal("VAULT_TRUNCATED");
    const others = { ...whole, codes: whole.codes.map((_, i) => serial(900_000 + i)) };
    expect(await refusalOf("P-4", sealedAs(others))).to.equal(
      "SUPPLY_LOT_FILE its codes do not have the root that is on the chain",
    );
    const twice = {
      ...whole,
      codes: whole.codes.map((code, i) => (i === 1 ? whole.codes[0]! : code)),
    };
    expect(await refusalOf("P-5", sealedAs(twice))).to.match(/^SUPPLY_CODE_REPEATED/);
    expect(await refusalOf("P-6", sealedAs(whole, -1))).to.equal(
      "SUPPLY_LOT_FILE its last line has no end",
    );
    expect(await refusalOf("P-7", sealedAs(whole, -9))).to.match(
      /^SUPPLY_LOT_FILE it has 19 codes/,
    );
    const content = { ...whole.content, qcReport: fixed("other") };
    expect(await refusalOf("P-8", sealedAs({ ...whole, content }))).to.equal(
      "SUPPLY_LOT_FILE it is of another lot than the chain's",
    );
    expect(lotContentHash(content)).not.to.equal(whole.body.content);
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
