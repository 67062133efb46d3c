import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf, saleOf } from "../../src/core/custody.ts";
import { payerHash, saleId } from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { emptyAddress, latestTime, nextBlockAt, sendingAs } from "../fixtures/chain.ts";
import {
  as,
  commissioned,
  deed,
  deploySupply,
  DISPOSITION,
  EVIDENCE,
  lotAt,
  moved,
  NATIONAL,
  packedIndexes,
  parcelOf,
  range,
  refused,
  shown,
  UNIT,
} from "../fixtures/drugs.ts";

const ALL = { first: 0, count: 100 };
const PAYER = { pseudonym: fixed("payer"), salt: fixed("payer salt") };

describe("DrugLedger.withdraw", () => {
  it("takes a dispensed unit back into the parcel, never to be dispensed again (DT-13)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(lot, ALL, [5, 6]), []);
    await as(suite, "maker").recall(lot.id, 1, EVIDENCE, 1);
    const back = await as(suite, "pharmacy").withdraw(...shown(lot, ALL, [5]), 0, EVIDENCE);
    const word = await drugLedger.parcelOf(parcelOf(lot));
    await expect(back)
      .to.emit(drugLedger, "UnitsWithdrawn")
      .withArgs(
        lot.id,
        DISPOSITION.NONE,
        word,
        deed(accounts.pharmacy, ids.pharmacy, range(0, 100)),
        packedIndexes(5),
        EVIDENCE,
      );
    expect(custodyOf(word).left).to.equal(99);
    expect(await drugLedger.unitStateOf(lot.id, 5)).to.equal(UNIT.RETURNED);
    const twice = as(suite, "pharmacy").withdraw(...shown(lot, ALL, [5]), 0, EVIDENCE);
    await refused(suite, twice, "SupplyUnitTaken", 5, UNIT.RETURNED);
    const never = as(suite, "pharmacy").withdraw(...shown(lot, ALL, [7]), 0, EVIDENCE);
    await refused(suite, never, "SupplyUnitTaken", 7, UNIT.AVAILABLE);
  });

  it("what came back is not dispensed a second time (INV-SUPPLY-2)", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(lot, ALL, [5]), []);
    await as(suite, "pharmacy").withdraw(...shown(lot, ALL, [5]), 0, EVIDENCE);
    const again = as(suite, "pharmacy").dispense(...shown(lot, ALL, [5]), []);
    await refused(suite, again, "SupplyUnitTaken", 5, UNIT.RETURNED);
  });

  it("destroys units one by one, returned ones too, dispensed ones not", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    const destroy = (...indexes: number[]) =>
      as(suite, "pharmacy").withdraw(...shown(lot, ALL, indexes), DISPOSITION.DAMAGED, EVIDENCE);
    await as(suite, "pharmacy").dispense(...shown(lot, ALL, [1, 2]), []);
    await as(suite, "pharmacy").withdraw(...shown(lot, ALL, [1]), 0, EVIDENCE);
    await destroy(0, 1);
    await refused(suite, destroy(2), "SupplyUnitTaken", 2, UNIT.DISPENSED);
    await refused(suite, destroy(0), "SupplyUnitTaken", 0, UNIT.DESTROYED);
    const gone = as(suite, "pharmacy").dispense(...shown(lot, ALL, [0]), []);
    await refused(suite, gone, "SupplyUnitTaken", 0, UNIT.DESTROYED);
    const custody = custodyOf(await suite.drugLedger.parcelOf(parcelOf(lot)));
    expect(custody.left).to.equal(97);
  });

  it("holders that dispense nothing destroy, and take nothing back", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "distributor");
    const args = shown(lot, ALL, [1]);
    await expect(
      as(suite, "distributor").withdraw(...args, 0, EVIDENCE),
    ).to.be.revertedWithCustomError(suite.participantRegistry, "ParticipantKindNotAllowed");
    await as(suite, "distributor").withdraw(...args, DISPOSITION.LOST, EVIDENCE);
    const bare = as(suite, "distributor").withdraw(...shown(lot, ALL, [2]), 1, ZERO32);
    await expect(bare).to.be.revertedWithCustomError(suite.drugLedger, "SupplyEvidenceMissing");
  });

  it("takes no unit back into another lot by its code (INV-SUPPLY-1)", async () => {
    const suite = await deploySupply();
    const change = { product: NATIONAL, count: 100 };
    const first = await commissioned(suite, change);
    const second = await commissioned(suite, { ...change, number: "LOT-2" });
    for (const lot of [first, second]) await moved(suite, parcelOf(lot), "maker", "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(first, ALL, [5]), [payerHash(PAYER)]);
    const back = as(suite, "pharmacy").withdraw(...shown(second, ALL, [5]), 0, EVIDENCE);
    const sale = saleId(NATIONAL, second.units[5]!.code);
    await refused(suite, back, "SupplyCodeSoldElsewhere", sale, 5);
    await as(suite, "pharmacy").withdraw(...shown(first, ALL, [5]), 0, EVIDENCE);
  });
});

describe("DrugLedger.markPaid: one code pays once (CL-11)", () => {
  async function setUp() {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy", { product: NATIONAL });
    await as(suite, "pharmacy").dispense(...shown(lot, ALL, [5]), [payerHash(PAYER)]);
    const caller = emptyAddress(77);
    await suite.drugLedger.proposeCaller(caller, true);
    await nextBlockAt((await latestTime()) + Number(await suite.drugLedger.callerNotice()));
    const desk = suite.drugLedger.connect(await sendingAs(caller));
    const sale = saleId(NATIONAL, lot.units[5]!.code);
    const pay = (dispenser = suite.ids.pharmacy, payer = PAYER, id = sale) =>
      desk.markPaid(id, payer.pseudonym, payer.salt, dispenser, suite.outsider);
    return { ...suite, suite, lot, sale, pay };
  }

  it("to its dispenser, by its payer, once", async () => {
    const { suite, drugLedger, sale, pay, ids, outsider } = await setUp();
    await refused(suite, pay(ids.hospitalA), "SupplySaleTermsWrong", sale);
    await refused(
      suite,
      pay(ids.pharmacy, { ...PAYER, pseudonym: ZERO32 }),
      "SupplySaleTermsWrong",
      sale,
    );
    const before = await drugLedger.saleOf(sale);
    await expect(pay())
      .to.emit(drugLedger, "SalePaid")
      .withArgs(sale, before | (1n << 8n), outsider.address);
    expect(saleOf(await drugLedger.saleOf(sale)).paid).to.equal(true);
    await refused(suite, pay(), "SupplySaleNotPayable", sale, UNIT.DISPENSED, true);
  });

  it("not what was never sold or came back, and by callers alone", async () => {
    const { suite, drugLedger, lot, sale, pay, ids } = await setUp();
    const unsold = saleId(NATIONAL, lot.units[6]!.code);
    const nothing = pay(ids.pharmacy, PAYER, unsold);
    await refused(suite, nothing, "SupplySaleNotPayable", unsold, UNIT.AVAILABLE, false);
    await as(suite, "pharmacy").withdraw(...shown(lot, ALL, [5]), 0, EVIDENCE);
    await refused(suite, pay(), "SupplySaleNotPayable", sale, UNIT.RETURNED, false);
    const alone = drugLedger.markPaid(sale, ZERO32, ZERO32, 1, suite.outsider);
    await refused(suite, alone, "CallersNotListed", suite.administrator.address);
  });
});
