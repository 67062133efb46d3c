import { expect } from "chai";
import { custodyOf } from "../../src/core/custody.ts";
import { latestTime, mineAt, nextBlockAt, packed } from "../fixtures/chain.ts";
import {
  as,
  commissioned,
  DAY,
  deed,
  deploySupply,
  EVIDENCE,
  lotAt,
  moved,
  parcelOf,
  range,
  refused,
  STATE,
} from "../fixtures/drugs.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";

describe("DrugLedger.ship and receiveParcel: custody by a handshake (DT-02)", () => {
  it("move any number of units in one slot, step by step (DT-03, DT-15)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await commissioned(suite);
    const parcel = parcelOf(lot);
    const whole = range(0, 100);
    const t = (await latestTime()) + 10;
    const word = (holder: number, to: number, step: number, state: number, since: number) =>
      packed([holder, 32], [to, 32], [100, 32], [step, 16], [state, 4], [0, 4], [since, 40]);
    await nextBlockAt(t);
    await expect(as(suite, "maker").ship(parcel, ids.carrier))
      .to.emit(drugLedger, "ParcelShipped")
      .withArgs(
        lot.id,
        word(ids.maker, ids.carrier, 0, STATE.SHIPPED, t),
        deed(accounts.maker, ids.maker, whole),
      );
    await nextBlockAt(t + 5);
    await expect(as(suite, "carrier").receiveParcel(parcel))
      .to.emit(drugLedger, "ParcelReceived")
      .withArgs(
        lot.id,
        word(ids.carrier, 0, 1, STATE.HELD, t + 5),
        deed(accounts.carrier, ids.maker, whole),
      );
    await moved(suite, parcel, "carrier", "distributor", "hospitalA");
    const custody = custodyOf(await drugLedger.parcelOf(parcel));
    expect(custody).to.include({ holder: ids.hospitalA, to: 0, step: 3, state: "HELD", left: 100 });
  });

  it("are for the holder and for whom it was shipped to alone", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const parcel = parcelOf(await commissioned(suite));
    const stolen = as(suite, "distributor").ship(parcel, ids.pharmacy);
    await refused(suite, stolen, "SupplyNotHolder", ids.maker, ids.distributor);
    const unasked = as(suite, "distributor").receiveParcel(parcel);
    await refused(suite, unasked, "SupplyNotReceiver", 0, ids.distributor);
    await as(suite, "maker").ship(parcel, ids.carrier);
    const wrong = as(suite, "distributor").receiveParcel(parcel);
    await refused(suite, wrong, "SupplyNotReceiver", ids.carrier, ids.distributor);
    const twice = as(suite, "maker").ship(parcel, ids.distributor);
    await refused(suite, twice, "SupplyStateWrong", STATE.SHIPPED);
    await as(suite, "carrier").receiveParcel(parcel);
    const again = as(suite, "carrier").receiveParcel(parcel);
    await refused(suite, again, "SupplyNotReceiver", 0, ids.carrier);
  });

  it("ship refuses oneself and nobody, and ranges that are no parcel", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    for (const to of [0, suite.ids.maker]) {
      const sent = as(suite, "maker").ship(parcelOf(lot), to);
      await refused(suite, sent, "SupplyReceiverInvalid", to);
    }
    for (const [first, count] of [
      [0, 99],
      [1, 99],
      [0, 0],
      [0, 101],
    ] as const) {
      const sent = as(suite, "maker").ship(parcelOf(lot, first, count), 6);
      await refused(suite, sent, "SupplyParcelUnknown", lot.id, first, count);
    }
  });

  it("goods never come to institutions that hold none (DT-02)", async () => {
    const suite = await deploySupply();
    const parcel = parcelOf(await commissioned(suite));
    await as(suite, "maker").ship(parcel, suite.ids.insurer);
    await expect(as(suite, "insurer").receiveParcel(parcel)).to.be.revertedWithCustomError(
      suite.participantRegistry,
      "ParticipantKindNotAllowed",
    );
    await as(suite, "maker").callBack(parcel);
  });

  it("LAPSED institutions receive and return; SUSPENDED ones only return (DT-13)", async () => {
    const suite = await deploySupply();
    const { participantRegistry, ids } = suite;
    const lot = await commissioned(suite);
    const parcel = parcelOf(lot);
    await as(suite, "maker").ship(parcel, ids.pharmacy);
    await participantRegistry.setStatus(ids.pharmacy, STATUS.SUSPENDED);
    await expect(as(suite, "pharmacy").receiveParcel(parcel))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(ids.pharmacy, STATUS.SUSPENDED);
    await participantRegistry.setStatus(ids.pharmacy, STATUS.LAPSED);
    await as(suite, "pharmacy").receiveParcel(parcel);
    for (const status of [STATUS.LAPSED, STATUS.SUSPENDED]) {
      if (status === STATUS.SUSPENDED) await participantRegistry.setStatus(ids.pharmacy, status);
      const onward = as(suite, "pharmacy").ship(parcel, ids.hospitalA);
      await refused(suite, onward, "SupplyOnlyTowardsMaker", lot.id, ids.maker, ids.hospitalA);
    }
    await moved(suite, parcel, "pharmacy", "distributor", "maker");
  });

  it("recalled, expired and quarantined goods go towards their maker only (DT-07, DT-13)", async () => {
    for (const trouble of ["recalled", "expired", "quarantined", "lot quarantined"]) {
      const suite = await deploySupply();
      const { ids } = suite;
      const lot = await lotAt(suite, "hospitalA");
      const parcel = parcelOf(lot);
      if (trouble === "recalled") await as(suite, "maker").recall(lot.id, 1, EVIDENCE, 3);
      if (trouble === "expired") await mineAt(lot.body.expiry + 1);
      if (trouble === "quarantined") {
        await as(suite, "hospitalA").quarantine(parcel, true, EVIDENCE);
      }
      if (trouble === "lot quarantined") {
        await as(suite, "regulator").quarantineLot(lot.id, true, EVIDENCE);
      }
      for (const to of ["hospitalB", "pharmacy", "otherMaker"] as const) {
        const onward = as(suite, "hospitalA").ship(parcel, ids[to]);
        await refused(suite, onward, "SupplyOnlyTowardsMaker", lot.id, ids.maker, ids[to]);
      }
      for (const way of ["carrier", "distributor", "regulator", "maker"] as const) {
        await as(suite, "hospitalA").ship(parcel, ids[way]);
        await as(suite, "hospitalA").callBack(parcel);
      }
      await moved(suite, parcel, "hospitalA", "distributor", "carrier", "maker");
    }
  });

  it("in its last second a lot is not expired", async () => {
    const suite = await deploySupply();
    const lot = await lotAt(suite, "distributor", { expiry: (await latestTime()) + DAY });
    await nextBlockAt(lot.body.expiry);
    await as(suite, "distributor").ship(parcelOf(lot), suite.ids.hospitalA);
  });

  it("what was recalled on its way is received all the same", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    await as(suite, "maker").ship(parcelOf(lot), suite.ids.pharmacy);
    await as(suite, "regulator").recall(lot.id, 1, EVIDENCE, 3);
    await as(suite, "pharmacy").receiveParcel(parcelOf(lot));
  });

  it("are stopped by a pause of the domain; recall and quarantine are not", async () => {
    const suite = await deploySupply();
    const { participantRegistry, ids } = suite;
    const lot = await commissioned(suite);
    const until = (await latestTime()) + DAY;
    await participantRegistry.pause(DOMAIN.SUPPLY, until);
    await expect(as(suite, "maker").ship(parcelOf(lot), ids.carrier)).to.be.revertedWithCustomError(
      participantRegistry,
      "ParticipantDomainPaused",
    );
    await as(suite, "maker").quarantine(parcelOf(lot), true, EVIDENCE);
    await as(suite, "maker").quarantineLot(lot.id, true, EVIDENCE);
    await as(suite, "maker").recall(lot.id, 2, EVIDENCE, 1);
  });
});
