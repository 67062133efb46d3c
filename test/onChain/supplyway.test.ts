import { expect } from "chai";
import { randomHex } from "../../src/core/bytes.ts";
import { isCareLedgerError } from "../../src/core/errors.ts";
import { SupplyUnitTaken } from "../../src/core/contractErrors.ts";
import * as goods from "../../src/core/goods.ts";
import { EVIDENCE, lotOfUnits, made, MAKER, PLAIN } from "./fixtures/drugs.ts";
import { NORTH, SOUTH, thePlace } from "./fixtures/place.ts";

describe("on a chain: a drug's way by the SDK (DT-02, DT-03, DT-07, DT-13)", () => {
  it("@chain care.supply: from the maker to a patient, recalled, and back", async function () {
    this.timeout(180_000);
    const place = await thePlace();
    const [maker, north] = [place.careOf(MAKER).supply, place.careOf(NORTH).supply];
    const lot = lotOfUnits((await place.now()) - 1, PLAIN, 20);
    const whole = { lot: lot.id, first: 0, count: 20 };
    const commission = maker.commission(lot.body, lot.codeRoot);
    expect(await commission.estimate()).above(40_000n);
    const { event: commissioned } = await commission.send();
    expect(commissioned).include({ lot: lot.id, number: lot.body.number, product: PLAIN });
    expect(commissioned).include({ count: 20 });
    expect(commissioned.slot).include({ maker: made.maker, recall: "NONE" });
    const { event: parts } = await maker.split(whole, [5, 15]).send();
    expect(parts).deep.include({ counts: [5, 15], range: { first: 0, count: 20 } });
    const container = {
      sscc: "006141411234567890",
      parcels: [
        { lot: lot.id, first: 0, count: 5 },
        { lot: lot.id, first: 5, count: 15 },
      ],
    };
    const id = goods.containerId(container);
    const { event: packed } = await maker.pack(container).send();
    expect(packed).deep.include({ container: id, ...container, holder: made.maker });
    await maker.shipContainer(container, NORTH).send();
    const { event: arrived } = await north.receiveContainer(id).send();
    expect(arrived).include({ container: id, from: made.maker });
    expect(await north.container(id)).include({ holder: NORTH, left: 2, step: 1 });
    await north.unpack(container).send();
    const shown = {
      body: lot.body,
      codeRoot: lot.codeRoot,
      range: { first: 5, count: 15 },
      units: [lot.units[6]!, lot.units[9]!],
      proof: lot.tree.prove([6, 9]),
    };
    const { event: given } = await north.dispense(shown).send();
    expect(given).deep.include({ indexes: [6, 9], by: NORTH });
    expect(given.custody).include({ left: 13, opened: true });
    const again: unknown = await north
      .dispense(shown)
      .send()
      .catch((error: unknown) => error);
    expect(again).instanceOf(SupplyUnitTaken);
    expect(isCareLedgerError(again, "CHAIN_REVERTED")).equal(true);
    const recall = { class: "II", reason: 4, evidence: EVIDENCE } as const;
    const { event: recalled } = await maker.recall(lot.id, recall).send();
    expect(recalled).include({ lot: lot.id, by: made.maker, reason: 4 });
    const one = { ...shown, units: [lot.units[6]!], proof: lot.tree.prove([6]) };
    const scanned = await place.careOf(SOUTH).supply.scan(one);
    expect(scanned).include({ state: "DISPENSED", expired: false });
    expect(scanned.slot.recall).equal("II");
    const { event: back } = await north.withdraw(one, "NONE", EVIDENCE).send();
    expect(back).deep.include({ indexes: [6], disposition: "NONE", evidence: EVIDENCE });
    expect(await north.unitState(lot.id, 6)).equal("RETURNED");
    await north.ship({ lot: lot.id, first: 5, count: 15 }, made.maker).send();
    await maker.receive({ lot: lot.id, first: 5, count: 15 }).send();
    const { event: gone } = await maker
      .destroy({ lot: lot.id, first: 5, count: 15 }, "DESTROYED", EVIDENCE)
      .send();
    expect(gone).include({ change: "DESTROYED", disposition: "DESTROYED" });
    expect(await maker.parcel({ lot: lot.id, first: 5, count: 15 })).include({
      state: "DESTROYED",
      left: 14,
    });
    const hashes = [randomHex(32), randomHex(32)];
    expect((await north.anchorEvents(hashes).send()).event).deep.include({ by: NORTH, hashes });
    expect(await north.sale(PLAIN, lot.units[6]!.code)).equal(undefined);
    expect(await north.product(PLAIN)).deep.equal({ licenceHolder: made.maker, claimable: false });
  });
});
