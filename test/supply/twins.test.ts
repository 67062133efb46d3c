/** Ids and trees of goods: src/core/goods.ts and the contracts work out the same (DT-01, DT-03). */
import { expect } from "chai";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import fc from "fast-check";
import { type Hex, toHex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import * as goods from "../../src/core/goods.ts";
import { fails } from "../fixtures/fails.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { aBody, lotOf } from "../fixtures/drugs.ts";
import { deployPureFunctions } from "../fixtures/pure.ts";

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const small = fc.nat({ max: 2 ** 31 - 1 });
const text = fc.stringMatching(/^[\x20-\x7e]{1,32}$/);
const body: fc.Arbitrary<goods.LotBody> = fc.record({
  product: uint(64),
  number: text,
  made: small,
  expiry: small,
  count: small,
  content: hex(32),
});
const runs = { numRuns: 40, seed: 5 };

describe("goods: twins", () => {
  it("lots, parcels, sales and their terms", async () => {
    const pure = await deployPureFunctions();
    await fc.assert(
      fc.asyncProperty(body, hex(32), text, hex(32), small, async (b, root, code, salt, n) => {
        const [bodyHash, id] = await pure.lot(goods.shownBody(b), root);
        expect(bodyHash).to.equal(goods.lotBodyHash(b));
        expect(id).to.equal(goods.lotId(b, root));
        const parcel = { lot: root, first: n, count: b.count };
        expect(await pure.parcel(parcel)).to.equal(goods.parcelKey(parcel));
        expect(await pure.unitPlace(root, n)).to.equal(goods.unitPlaceHash(root, n));
        const payer = goods.payerHash({ pseudonym: root, salt });
        expect(await pure.sale(b.product, goods.packText(code), root, salt, n)).to.deep.equal([
          goods.saleId(b.product, code),
          payer,
          goods.saleTermsHash(payer, n),
        ]);
      }),
      runs,
    );
  });

  it("containers", async () => {
    const pure = await deployPureFunctions();
    const lots = [fixed("a"), fixed("b"), fixed("c")] as const;
    const parcel = fc.record({ lot: fc.constantFrom(...lots), first: small, count: small });
    const container = fc.record({
      sscc: fc.stringMatching(/^[0-9]{18}$/),
      parcels: fc.array(parcel, { minLength: 1, maxLength: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(container, async (c) => {
        const { label, contents } = goods.packContainer(c);
        expect(await pure.container(label, contents)).to.deep.equal([
          goods.containerId(c),
          label.contents,
        ]);
      }),
      runs,
    );
  });

  it("code trees: as OpenZeppelin builds them, and proofs of any units", async () => {
    const pure = await deployPureFunctions();
    for (const count of [1, 2, 3, 7, 64, 100]) {
      const lot = lotOf({ ...aBody(1_800_000_000), count });
      const hash = goods.lotBodyHash(lot.body);
      const leaves = lot.units.map((unit) => toHex(goods.codeLeaf(hash, unit)));
      expect(lot.tree.root).to.equal(SimpleMerkleTree.of(leaves, { sortLeaves: false }).root);
      const some = fc.uniqueArray(fc.nat({ max: count - 1 }), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(some, fc.nat({ max: 11 }), async (chosen, which) => {
          const indexes = chosen.toSorted((a, b) => a - b);
          const units = indexes.map((index) => lot.units[index]!);
          const proof = lot.tree.prove(indexes);
          const proven = async (changed: goods.Unit[], nodes: Hex[]) => {
            const here = goods.areOfLot(lot.body, lot.codeRoot, changed, nodes);
            const shown = changed.map(goods.shownUnit);
            const there = await pure.isCodeProven(lot.codeRoot, count, hash, shown, nodes);
            expect(there).to.equal(here);
            return here;
          };
          expect(await proven(units, proof)).to.equal(true);
          const forged = units.with(which % units.length, {
            ...units[which % units.length]!,
            code: "forged",
          });
          expect(await proven(forged, proof)).to.equal(false);
          expect(await proven(units, [...proof, fixed("more")])).to.equal(false);
        }),
        { numRuns: 8, seed: count },
      );
    }
  });

  it("product numbers: GTINs by their check digit", async () => {
    const pure = await deployPureFunctions();
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 1n, max: 10n ** 14n + 50n }), async (number) => {
        const digits = number.toString().padStart(14, "0");
        const sum = Array.from(digits).reduce(
          (all, d, i) => all + Number(d) * (i % 2 === 0 ? 3 : 1),
          0,
        );
        const valid = number < 10n ** 14n && sum % 10 === 0;
        expect(await pure.isProductValid(goods.productId("GTIN", number))).to.equal(valid);
      }),
      { numRuns: 60, seed: 6 },
    );
    expect(goods.productOf(goods.productId("GTIN", "9506000134352"))).to.deep.equal({
      scheme: "GTIN",
      number: "09506000134352",
    });
  });

  it("text is printable ASCII of 1 to 32 characters", () => {
    expect(goods.unpackText(goods.packText("LOT-1"))).to.equal("LOT-1");
    for (const wrong of ["", "x".repeat(33), "批号", "a\u0000"]) {
      expect(
        isCareLedgerError(
          fails(() => goods.packText(wrong)),
          "SUPPLY_TEXT",
        ),
      ).to.equal(true);
    }
  });
});
