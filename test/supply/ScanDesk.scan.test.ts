import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { scannedOf } from "../../src/core/custody.ts";
import { containerId, packContainer, payerHash, shownUnit } from "../../src/core/goods.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import {
  as,
  commissioned,
  DAY,
  deploySupply,
  EVIDENCE,
  lotAt,
  type MadeLot,
  moved,
  NATIONAL,
  parcelOf,
  shown,
  type Supply,
} from "../fixtures/drugs.ts";

const ALL = { first: 0, count: 100 };

const scan = async ({ scanDesk }: Supply, lot: MadeLot, index: number, container = ZERO32) =>
  scannedOf(await scanDesk.scan(...shown(lot, ALL, [index]), container));

describe("ScanDesk.scan: what the chain knows of a unit (DT-12)", () => {
  it("genuine, where and since how many steps; then dispensed and brought back", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy");
    const found = await scan(suite, lot, 7);
    expect(found).to.include({ lot: lot.id, state: "AVAILABLE", expired: false, sale: undefined });
    expect(found.custody).to.include({ holder: suite.ids.pharmacy, step: 1, state: "HELD" });
    await as(suite, "pharmacy").dispense(...shown(lot, ALL, [7]), []);
    expect((await scan(suite, lot, 7)).state).to.equal("DISPENSED");
    expect((await scan(suite, lot, 8)).state).to.equal("AVAILABLE");
    await as(suite, "pharmacy").withdraw(...shown(lot, ALL, [7]), 0, EVIDENCE);
    expect((await scan(suite, lot, 7)).state).to.equal("RETURNED");
  });

  it("recalled from the next block on, quarantined, expired, destroyed (DT-07, DT-13)", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "pharmacy", { expiry: (await latestTime()) + DAY });
    await as(suite, "maker").recall(lot.id, 1, EVIDENCE, 1);
    expect((await scan(suite, lot, 7)).slot.recall).to.equal("I");
    await as(suite, "regulator").quarantineLot(lot.id, true, EVIDENCE);
    expect((await scan(suite, lot, 7)).slot.quarantine).to.equal("REGULATOR");
    await as(suite, "pharmacy").quarantine(parcelOf(lot), true, EVIDENCE);
    expect((await scan(suite, lot, 7)).custody.quarantine).to.equal("HOLDER");
    await as(suite, "pharmacy").destroy(parcelOf(lot), 1, EVIDENCE);
    expect((await scan(suite, lot, 7)).custody.state).to.equal("DESTROYED");
    await mineAt(lot.body.expiry + 1);
    expect((await scan(suite, lot, 7)).expired).to.equal(true);
  });

  it("in a container it is where that is", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    const container = { sscc: "106141411234567897", parcels: [parcelOf(lot)] };
    const { label, contents } = packContainer(container);
    const id = containerId(container);
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await as(suite, "maker").shipContainer(label, suite.ids.carrier);
    await as(suite, "carrier").receiveContainer(id);
    const { custody } = await scan(suite, lot, 7, id);
    expect(custody).to.include({ holder: suite.ids.carrier, step: 1, left: 100 });
    const inside = BigInt(id) & (2n ** 96n - 1n);
    await expect(scan(suite, lot, 7))
      .to.be.revertedWithCustomError(suite.scanDesk, "ScanContainerWrong")
      .withArgs(ZERO32, inside);
    await as(suite, "carrier").unpack(label, contents);
    await expect(scan(suite, lot, 7, id))
      .to.be.revertedWithCustomError(suite.scanDesk, "ScanContainerWrong")
      .withArgs(id, 0);
  });

  it("a code that was sold as another unit is told as a copy (DT-01)", async () => {
    const suite = await deploySupply();
    const lots = [];
    for (const number of ["LOT-1", "LOT-2"]) {
      const lot = await commissioned(suite, { product: NATIONAL, number });
      await moved(suite, parcelOf(lot), "maker", "pharmacy");
      lots.push(lot);
    }
    const [first, second] = lots as [MadeLot, MadeLot];
    const payer = payerHash({ pseudonym: fixed("payer"), salt: fixed("salt") });
    await as(suite, "pharmacy").dispense(...shown(first, ALL, [7]), [payer]);
    const sold = await scan(suite, first, 7);
    expect(sold).to.include({ state: "DISPENSED", soldElsewhere: false });
    expect(sold.sale).to.include({ state: "DISPENSED", paid: false });
    expect((await scan(suite, second, 7)).soldElsewhere).to.equal(true);
    expect((await scan(suite, second, 8)).soldElsewhere).to.equal(false);
  });

  it("believes no resolver: code, index, salt, path and parcel are checked (INV-SUPPLY-7)", async () => {
    const suite = await deploySupply();
    const { scanDesk } = suite;
    const lot = await commissioned(suite);
    const [parcel, units, proof] = shown(lot, ALL, [7]);
    const [unit] = units as [(typeof units)[number]];
    const forged = shownUnit({ ...lot.units[7]!, code: "81234569999999999999" });
    for (const [wrong, path] of [
      [forged, proof],
      [{ ...unit, salt: lot.units[8]!.salt }, proof],
      [unit, proof.slice(1)],
    ] as const) {
      await expect(scanDesk.scan(parcel, [wrong], [...path], ZERO32))
        .to.be.revertedWithCustomError(scanDesk, "ScanProofInvalid")
        .withArgs(lot.id, 7);
    }
    const part = { ...parcel, range: { first: 8, count: 92 } };
    await expect(scanDesk.scan(part, units, proof, ZERO32))
      .to.be.revertedWithCustomError(scanDesk, "ScanProofInvalid")
      .withArgs(lot.id, 7);
    await expect(scanDesk.scan(parcel, [unit, unit], proof, ZERO32))
      .to.be.revertedWithCustomError(scanDesk, "ScanNotOneUnit")
      .withArgs(2);
    await as(suite, "maker").split(parcelOf(lot), [50, 50]);
    await expect(scanDesk.scan(parcel, units, proof, ZERO32))
      .to.be.revertedWithCustomError(suite.drugLedger, "SupplyParcelUnknown")
      .withArgs(lot.id, 0, 100);
  });
});
