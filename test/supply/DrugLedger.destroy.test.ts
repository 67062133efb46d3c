import { expect } from "chai";
import { ZERO32 } from "../../src/core/bytes.ts";
import { custodyOf } from "../../src/core/custody.ts";
import {
  as,
  CHANGE,
  commissioned,
  deed,
  deploySupply,
  DISPOSITION,
  EVIDENCE,
  lotAt,
  parcelOf,
  range,
  refused,
  shown,
  STATE,
} from "../fixtures/drugs.ts";

describe("DrugLedger.destroy (DT-13)", () => {
  it("ends what is left of a parcel, for ever, with its evidence", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 100 }, [3]), []);
    const done = await as(suite, "pharmacy").destroy(parcelOf(lot), 1, EVIDENCE);
    const word = await drugLedger.parcelOf(parcelOf(lot));
    await expect(done)
      .to.emit(drugLedger, "ParcelChanged")
      .withArgs(
        lot.id,
        CHANGE.DESTROYED,
        word,
        deed(accounts.pharmacy, ids.pharmacy, range(0, 100)),
        DISPOSITION.DESTROYED,
        EVIDENCE,
      );
    expect(custodyOf(word)).to.include({ state: "DESTROYED", left: 99 });
    const parcel = parcelOf(lot);
    for (const call of [
      as(suite, "pharmacy").ship(parcel, ids.maker),
      as(suite, "pharmacy").destroy(parcel, 1, EVIDENCE),
      as(suite, "regulator").quarantine(parcel, true, EVIDENCE),
      as(suite, "pharmacy").dispense(...shown(lot, { first: 0, count: 100 }, [4]), []),
      as(suite, "pharmacy").withdraw(...shown(lot, { first: 0, count: 100 }, [3]), 0, EVIDENCE),
    ]) {
      await refused(suite, call, "SupplyStateWrong", STATE.DESTROYED);
    }
  });

  it("needs a disposition and evidence, and the goods at hand", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const lot = await commissioned(suite);
    const { maker } = { maker: as(suite, "maker") };
    for (const [how, evidence] of [
      [0, EVIDENCE],
      [1, ZERO32],
    ] as const) {
      await expect(maker.destroy(parcelOf(lot), how, evidence)).to.be.revertedWithCustomError(
        suite.drugLedger,
        "SupplyEvidenceMissing",
      );
    }
    const others = as(suite, "carrier").destroy(parcelOf(lot), 1, EVIDENCE);
    await refused(suite, others, "SupplyNotHolder", ids.maker, ids.carrier);
    await maker.ship(parcelOf(lot), ids.carrier);
    await refused(
      suite,
      maker.destroy(parcelOf(lot), 1, EVIDENCE),
      "SupplyStateWrong",
      STATE.SHIPPED,
    );
  });
});

describe("DrugLedger.anchorEvents", () => {
  it("keeps CBV hashes of EPCIS events in the log", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const hashes = [EVIDENCE, ZERO32];
    await expect(as(suite, "carrier").anchorEvents(hashes))
      .to.emit(drugLedger, "EventsAnchored")
      .withArgs(ids.carrier, hashes, accounts.carrier);
    await refused(suite, as(suite, "carrier").anchorEvents([]), "SupplyListLength", 0, 500);
    const many = Array.from({ length: 501 }, () => EVIDENCE);
    await refused(suite, as(suite, "carrier").anchorEvents(many), "SupplyListLength", 501, 500);
    await expect(as(suite, "insurer").anchorEvents(hashes)).to.be.revertedWithCustomError(
      suite.participantRegistry,
      "ParticipantKindNotAllowed",
    );
  });
});
