import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf, lotOf as lotSlot } from "../../src/core/custody.ts";
import { productId, shownBody } from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, nextBlockAt, packed } from "../fixtures/chain.ts";
import {
  aBody,
  as,
  commissioned,
  DAY,
  deed,
  deploySupply,
  lotOf,
  NATIONAL,
  parcelOf,
  PRODUCT,
  refused,
  STATE,
} from "../fixtures/drugs.ts";
import { STATUS } from "../fixtures/participants.ts";

describe("DrugLedger.registerProduct", () => {
  it("binds a product to its licence holder, and to another later (DT-03)", async () => {
    const { drugLedger, ids } = await deploySupply();
    const product = productId("GTIN", "04006381333931");
    for (const holder of [ids.maker, ids.otherMaker]) {
      await expect(drugLedger.registerProduct(product, holder, true))
        .to.emit(drugLedger, "ProductRegistered")
        .withArgs(product, holder, packed([holder, 32], [1, 8]));
      expect(await drugLedger.productOf(product)).to.deep.equal([BigInt(holder), true]);
    }
  });

  it("takes GTINs with their check digit and national codes of seven digits, nothing else", async () => {
    const suite = await deploySupply();
    const register = (product: bigint) => suite.drugLedger.registerProduct(product, 7, false);
    for (const number of ["09506000134353", "0", "109506000134352", "4006381333932"]) {
      const product = productId("GTIN", number);
      await refused(suite, register(product), "SupplyProductInvalid", product);
    }
    for (const number of ["999999", "10000000"]) {
      const product = productId("NATIONAL", number);
      await refused(suite, register(product), "SupplyProductInvalid", product);
    }
    const elsewhere = (3n << 56n) | 8_123_456n;
    await refused(suite, register(elsewhere), "SupplyProductInvalid", elsewhere);
    await register(productId("GTIN", "96385074"));
    await register(productId("NATIONAL", "1000000"));
  });

  it("refuses what changes nothing, and institutions that are none", async () => {
    const suite = await deploySupply();
    const { drugLedger, participantRegistry, ids } = suite;
    const again = drugLedger.registerProduct(PRODUCT, ids.maker, false);
    await refused(suite, again, "SupplyProductUnchanged", PRODUCT);
    await expect(drugLedger.registerProduct(PRODUCT, 99, false))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantUnknown")
      .withArgs(99);
  });
});

describe("DrugLedger.commission", () => {
  it("is one slot: the lot and its first parcel, in the maker's hands (DT-03, DT-15)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const now = await latestTime();
    const lot = lotOf(aBody(now, { product: NATIONAL, count: 3 }));
    await nextBlockAt(now + 5);
    const word = packed(
      [ids.maker, 32],
      [0, 32],
      [3, 32],
      [0, 16],
      [STATE.HELD, 4],
      [0, 4],
      [now + 5, 40],
      [ids.maker, 32],
      [lot.body.expiry, 40],
      [0, 8],
      [1, 1],
    );
    const { number, made, content } = shownBody(lot.body);
    const manifest = fixed("manifest");
    const made_ = as(suite, "maker").commission(shownBody(lot.body), lot.codeRoot, manifest);
    await expect(made_)
      .to.emit(drugLedger, "LotCommissioned")
      .withArgs(
        lot.id,
        NATIONAL,
        word,
        deed(accounts.maker, ids.maker, made),
        number,
        content,
        lot.codeRoot,
        manifest,
      );
    const slot = lotSlot(await drugLedger.lotOf(lot.id));
    const custody = custodyOf(await drugLedger.parcelOf(parcelOf(lot)));
    expect(slot.first).to.deep.equal(custody);
    expect(slot).to.include({ maker: ids.maker, recall: "NONE", claimable: true });
    expect(custody).to.deep.include({ holder: ids.maker, left: 3, state: "HELD", since: now + 5 });
  });

  it("is for the product's licence holder alone", async () => {
    const suite = await deploySupply();
    const { participantRegistry, ids } = suite;
    const body = shownBody(aBody(await latestTime()));
    const by = (member: Parameters<typeof as>[1]) =>
      as(suite, member).commission(body, fixed("root"), ZERO32);
    await refused(
      suite,
      by("otherMaker"),
      "SupplyNotLicenceHolder",
      PRODUCT,
      ids.maker,
      ids.otherMaker,
    );
    const unknown = { ...body, product: productId("NATIONAL", "7654321") };
    await refused(
      suite,
      as(suite, "maker").commission(unknown, fixed("root"), ZERO32),
      "SupplyNotLicenceHolder",
      unknown.product,
      0,
      ids.maker,
    );
    await expect(by("pharmacy")).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantKindNotAllowed",
    );
    await participantRegistry.setStatus(ids.maker, STATUS.LAPSED);
    await expect(by("maker"))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(ids.maker, STATUS.LAPSED);
  });

  it("refuses a lot without units, number or root, made in the future or expired", async () => {
    const suite = await deploySupply();
    const now = await latestTime();
    const good = shownBody(aBody(now));
    const wrong = [
      { ...good, count: 0 },
      { ...good, number: ZERO32 },
      { ...good, made: now + DAY },
      { ...good, expiry: now },
    ];
    for (const body of wrong) {
      await nextBlockAt((await latestTime()) + 1);
      const at = (await latestTime()) + 1;
      const made = as(suite, "maker").commission(body, fixed("root"), ZERO32);
      await refused(suite, made, "SupplyLotInvalid", body.made, body.expiry, body.count, at);
    }
    await expect(as(suite, "maker").commission(good, ZERO32, ZERO32)).to.be.revertedWithCustomError(
      suite.drugLedger,
      "SupplyLotInvalid",
    );
  });

  it("refuses the same lot again, and tells of lots that are none", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    const again = as(suite, "maker").commission(shownBody(lot.body), lot.codeRoot, ZERO32);
    await refused(suite, again, "SupplyLotExists", lot.id);
    await refused(suite, suite.drugLedger.lotOf(ZERO32), "SupplyLotUnknown", ZERO32);
  });
});
