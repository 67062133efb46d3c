import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf, saleOf } from "../../src/core/custody.ts";
import {
  payerHash,
  saleId,
  saleTermsHash,
  shownUnit,
  unitPlaceHash,
} from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt, nextBlockAt } from "../fixtures/chain.ts";
import {
  as,
  commissioned,
  DAY,
  deed,
  deploySupply,
  EVIDENCE,
  lotAt,
  moved,
  NATIONAL,
  packedIndexes,
  parcelOf,
  QUARANTINE,
  range,
  refused,
  shown,
  STATE,
  UNIT,
} from "../fixtures/drugs.ts";
import { STATUS } from "../fixtures/participants.ts";

const ALL = { first: 0, count: 100 };
const payers = [fixed("payer a"), fixed("payer b")].map((pseudonym, i) => ({
  pseudonym,
  salt: fixed(`payer salt ${i}`),
}));
const blinded = payers.map(payerHash);

describe("DrugLedger.dispense", () => {
  it("gives units to patients: four bits each, the parcel opened (DT-01, DT-03)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await lotAt(suite, "pharmacy");
    const indexes = [0, 63, 64, 99];
    const given = await as(suite, "pharmacy").dispense(...shown(lot, ALL, indexes), []);
    const word = await drugLedger.parcelOf(parcelOf(lot));
    await expect(given)
      .to.emit(drugLedger, "UnitsDispensed")
      .withArgs(
        lot.id,
        word,
        deed(accounts.pharmacy, ids.pharmacy, range(0, 100)),
        packedIndexes(...indexes),
      );
    expect(custodyOf(word)).to.include({ left: 96, opened: true, state: "HELD" });
    for (const near of [0, 1, 62, 63, 64, 65, 98, 99]) {
      const state = indexes.includes(near) ? UNIT.DISPENSED : UNIT.AVAILABLE;
      expect(await drugLedger.unitStateOf(lot.id, near), `${near}`).to.equal(state);
    }
  });

  it("never a unit twice, in one call or two (INV-SUPPLY-2)", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "hospitalA");
    const give = (...indexes: number[]) =>
      as(suite, "hospitalA").dispense(...shown(lot, ALL, indexes), []);
    await give(5);
    await refused(suite, give(5), "SupplyUnitTaken", 5, UNIT.DISPENSED);
    await refused(suite, give(4, 5, 6), "SupplyUnitTaken", 5, UNIT.DISPENSED);
    expect(await suite.drugLedger.unitStateOf(lot.id, 4)).to.equal(UNIT.AVAILABLE);
    const [parcel, units, proof] = shown(lot, ALL, [7]);
    const twice = as(suite, "hospitalA").dispense(parcel, [units[0]!, units[0]!], proof, []);
    await refused(suite, twice, "SupplyProofInvalid", lot.id);
  });

  it("a claimable code once in all lots: sale slots bind payer and dispenser (DT-01, CL-11)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids } = suite;
    const change = { product: NATIONAL, count: 3 };
    const codes = (i: number) => `8123456000000000000${i}`;
    const first = await commissioned(suite, change, codes);
    const second = await commissioned(suite, { ...change, number: "LOT-2" }, codes);
    const three = { first: 0, count: 3 };
    await moved(suite, parcelOf(first), "maker", "pharmacy");
    await moved(suite, parcelOf(second), "maker", "hospitalA");
    await as(suite, "pharmacy").dispense(...shown(first, three, [0, 2]), blinded);
    const id = saleId(NATIONAL, codes(2));
    const sale = saleOf(await drugLedger.saleOf(id));
    expect(sale).to.deep.equal({
      state: "DISPENSED",
      paid: false,
      unit: `0x${unitPlaceHash(first.id, 2).slice(-20, -4)}`,
      commitment: saleTermsHash(blinded[1]!, ids.pharmacy).slice(0, 46),
    });
    await refused(
      suite,
      as(suite, "pharmacy").dispense(...shown(first, three, [2]), [blinded[0]!]),
      "SupplyUnitTaken",
      2,
      UNIT.DISPENSED,
    );
    await refused(
      suite,
      as(suite, "hospitalA").dispense(...shown(second, three, [2]), [blinded[0]!]),
      "SupplyCodeSoldElsewhere",
      id,
      2,
    );
    await as(suite, "hospitalA").dispense(...shown(second, three, [1]), [blinded[0]!]);
  });

  it("asks for a payer for each unit of a claimable lot, and for none of another", async () => {
    const suite = await deploySupply();
    const plain = await lotAt(suite, "pharmacy");
    const sold = await lotAt(suite, "pharmacy", { product: NATIONAL });
    const { pharmacy } = { pharmacy: as(suite, "pharmacy") };
    await refused(
      suite,
      pharmacy.dispense(...shown(plain, ALL, [1]), [blinded[0]!]),
      "SupplyPayersMismatch",
      1,
      0,
    );
    for (const given of [[], blinded]) {
      await refused(
        suite,
        pharmacy.dispense(...shown(sold, ALL, [1]), given),
        "SupplyPayersMismatch",
        given.length,
        1,
      );
    }
  });

  it("is for the holder, a hospital or pharmacy, that is ACTIVE", async () => {
    const suite = await deploySupply();
    const { participantRegistry, ids } = suite;
    const lot = await lotAt(suite, "pharmacy");
    const give = (member: "pharmacy" | "hospitalA" | "distributor") =>
      as(suite, member).dispense(...shown(lot, ALL, [1]), []);
    await refused(suite, give("hospitalA"), "SupplyNotHolder", ids.pharmacy, ids.hospitalA);
    await expect(give("distributor")).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantKindNotAllowed",
    );
    await participantRegistry.setStatus(ids.pharmacy, STATUS.LAPSED);
    await expect(give("pharmacy"))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(ids.pharmacy, STATUS.LAPSED);
    await participantRegistry.setStatus(ids.pharmacy, STATUS.ACTIVE);
    await as(suite, "pharmacy").ship(parcelOf(lot), ids.hospitalA);
    await refused(suite, give("pharmacy"), "SupplyStateWrong", STATE.SHIPPED);
  });

  it("never after recall, expiry or in quarantine (INV-SUPPLY-3, DT-07)", async () => {
    const give = (suite: Parameters<typeof as>[0], lot: Parameters<typeof shown>[0]) =>
      as(suite, "pharmacy").dispense(...shown(lot, ALL, [1]), []);

    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy", { expiry: (await latestTime()) + DAY });
    const other = await lotAt(suite, "pharmacy", { number: "LOT-2" });
    await as(suite, "pharmacy").quarantine(parcelOf(lot), true, EVIDENCE);
    await refused(suite, give(suite, lot), "SupplyQuarantined", lot.id, QUARANTINE.HOLDER);
    await as(suite, "pharmacy").quarantine(parcelOf(lot), false, EVIDENCE);
    await as(suite, "regulator").quarantineLot(lot.id, true, EVIDENCE);
    await refused(suite, give(suite, lot), "SupplyQuarantined", lot.id, QUARANTINE.REGULATOR);
    await as(suite, "regulator").quarantineLot(lot.id, false, EVIDENCE);
    await as(suite, "maker").recall(other.id, 2, EVIDENCE, 3);
    await refused(suite, give(suite, other), "SupplyRecalled", other.id, 2);
    await nextBlockAt(lot.body.expiry);
    await give(suite, lot);
    await mineAt(lot.body.expiry + 1);
    const { expiry } = lot.body;
    await nextBlockAt(expiry + 5);
    await refused(suite, give(suite, lot), "SupplyExpired", lot.id, expiry, expiry + 5);
  });

  it("only units that are proven, and of the parcel (DT-12)", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    const [parcel, units, proof] = shown(lot, ALL, [1]);
    const [unit] = units as [(typeof units)[number]];
    const give = (...args: Parameters<ReturnType<typeof as>["dispense"]>) =>
      as(suite, "pharmacy").dispense(...args);
    const forged = [
      { ...unit, index: 2 },
      { ...unit, code: shownUnit({ ...lot.units[1]!, code: "forged" }).code },
      { ...unit, salt: lot.units[2]!.salt },
    ];
    for (const wrong of forged) {
      await refused(suite, give(parcel, [wrong], proof, []), "SupplyProofInvalid", lot.id);
    }
    for (const wrong of [proof.slice(1), [...proof, ZERO32], []]) {
      await refused(suite, give(parcel, [unit], wrong, []), "SupplyProofInvalid", lot.id);
    }
    await refused(suite, give(parcel, [], [], []), "SupplyListLength", 0, 500);
    await as(suite, "pharmacy").split(parcelOf(lot), [10, 90]);
    const part = { ...parcel, range: { first: 10, count: 90 } };
    await refused(suite, give(part, [unit], proof, []), "SupplyUnitElsewhere", 1, 10, 90);
    const [, last, lastProof] = shown(lot, ALL, [10]);
    await give(part, last, lastProof, []);
  });
});
