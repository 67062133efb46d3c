import { expect } from "chai";
import { custodyOf, lotOf } from "../../src/core/custody.ts";
import { ZERO32 } from "../../src/core/bytes.ts";
import { emptyAddress, latestTime, nextBlockAt, sendingAs } from "../fixtures/chain.ts";
import {
  as,
  CHANGE,
  commissioned,
  deed,
  deploySupply,
  DISPOSITION,
  EVIDENCE,
  lotAt,
  type Member,
  parcelOf,
  QUARANTINE,
  range,
  refused,
  type Supply,
} from "../fixtures/drugs.ts";
import { STATUS } from "../fixtures/participants.ts";

describe("DrugLedger.recall", () => {
  it("by the maker, then more gravely by a regulator: one write for any lot (DT-07)", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await lotAt(suite, "pharmacy");
    const before = await drugLedger.lotOf(lot.id);
    await expect(as(suite, "maker").recall(lot.id, 3, EVIDENCE, 17))
      .to.emit(drugLedger, "LotRecalled")
      .withArgs(lot.id, before | (3n << 232n), deed(accounts.maker, ids.maker, 17), EVIDENCE);
    expect(lotOf(await drugLedger.lotOf(lot.id))).to.include({
      recall: "III",
      recalledByRegulator: false,
    });
    await as(suite, "regulator").recall(lot.id, 1, EVIDENCE, 17);
    expect(lotOf(await drugLedger.lotOf(lot.id))).to.include({
      recall: "I",
      recalledByRegulator: true,
    });
  });

  it("never ends or becomes milder (INV-SUPPLY-6)", async () => {
    const suite = await deploySupply();
    const lot = await commissioned(suite);
    const none = as(suite, "maker").recall(lot.id, 0, EVIDENCE, 1);
    await refused(suite, none, "SupplyRecallUnchanged", lot.id, 0, 0);
    await as(suite, "maker").recall(lot.id, 2, EVIDENCE, 1);
    for (const severity of [0, 2, 3]) {
      const again = as(suite, "regulator").recall(lot.id, severity, EVIDENCE, 1);
      await refused(suite, again, "SupplyRecallUnchanged", lot.id, 2, severity);
    }
  });

  it("is for its maker, LAPSED too, and regulators", async () => {
    const suite = await deploySupply();
    const { participantRegistry, ids } = suite;
    const lot = await lotAt(suite, "pharmacy");
    for (const member of ["pharmacy", "otherMaker"] as const) {
      const recalled = as(suite, member).recall(lot.id, 1, EVIDENCE, 1);
      await refused(suite, recalled, "SupplyNotMaker", lot.id, ids.maker, ids[member]);
    }
    await participantRegistry.setStatus(ids.maker, STATUS.SUSPENDED);
    await expect(as(suite, "maker").recall(lot.id, 1, EVIDENCE, 1))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(ids.maker, STATUS.SUSPENDED);
    await participantRegistry.setStatus(ids.maker, STATUS.LAPSED);
    await as(suite, "maker").recall(lot.id, 1, EVIDENCE, 1);
    const unknown = as(suite, "maker").recall(ZERO32, 1, EVIDENCE, 1);
    await refused(suite, unknown, "SupplyLotUnknown", ZERO32);
  });
});

/** A contract that may write from the next day on: as the cold chain's will. */
async function withCaller(suite: Supply) {
  const caller = emptyAddress(77);
  await suite.drugLedger.proposeCaller(caller, true);
  await nextBlockAt((await latestTime()) + Number(await suite.drugLedger.callerNotice()));
  return suite.drugLedger.connect(await sendingAs(caller));
}

describe("DrugLedger.quarantine and quarantineLot (DT-05)", () => {
  it("hold a parcel where it is, and say who did", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids, accounts } = suite;
    const lot = await lotAt(suite, "pharmacy");
    for (const [on, change] of [
      [true, CHANGE.QUARANTINED],
      [false, CHANGE.RELEASED],
    ] as const) {
      const done = await as(suite, "pharmacy").quarantine(parcelOf(lot), on, EVIDENCE);
      const word = await drugLedger.parcelOf(parcelOf(lot));
      await expect(done)
        .to.emit(drugLedger, "ParcelChanged")
        .withArgs(
          lot.id,
          change,
          word,
          deed(accounts.pharmacy, ids.pharmacy, range(0, 100)),
          DISPOSITION.NONE,
          EVIDENCE,
        );
      const custody = custodyOf(word);
      expect(custody.quarantine).to.equal(on ? "HOLDER" : "NONE");
      expect(custody).to.include({ holder: ids.pharmacy, state: "HELD", left: 100 });
    }
  });

  it("who weighs more takes over; who weighs as much releases: the whole table", async () => {
    const weights: [number, Member | "caller"][] = [
      [QUARANTINE.HOLDER, "pharmacy"],
      [QUARANTINE.CALLER, "caller"],
      [QUARANTINE.REGULATOR, "regulator"],
    ];
    const fresh = await deploySupply();
    await refused(
      fresh,
      as(fresh, "maker").quarantineLot((await commissioned(fresh)).id, false, EVIDENCE),
      "SupplyQuarantineUnchanged",
      QUARANTINE.NONE,
      QUARANTINE.HOLDER,
    );
    for (const [present, first] of weights) {
      for (const [weight, second] of weights) {
        const suite = await deploySupply();
        const caller = await withCaller(suite);
        const by = (who: Member | "caller") => (who === "caller" ? caller : as(suite, who));
        const lot = await lotAt(suite, "pharmacy");
        const put = (who: Member | "caller", on: boolean) =>
          by(who).quarantine(parcelOf(lot), on, EVIDENCE);
        await put(first, true);
        if (weight <= present) {
          await refused(suite, put(second, true), "SupplyQuarantineUnchanged", present, weight);
        }
        if (weight >= present) await put(second, false);
        else {
          await refused(suite, put(second, false), "SupplyQuarantineUnchanged", present, weight);
        }
      }
    }
  });

  it("a caller's is told without an institution", async () => {
    const suite = await deploySupply();
    const caller = await withCaller(suite);
    const lot = await commissioned(suite);
    await caller.quarantineLot(lot.id, true, EVIDENCE);
    const word = await suite.drugLedger.lotOf(lot.id);
    expect(lotOf(word).quarantine).to.equal("CALLER");
    const [log] = await suite.drugLedger.queryFilter(
      suite.drugLedger.filters.LotQuarantined(lot.id),
    );
    const told = deed({ address: emptyAddress(77) }, 0);
    expect([...log!.args]).to.deep.equal([lot.id, word, told, EVIDENCE]);
  });

  it("are for the holder or maker, a regulator and callers alone", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const lot = await lotAt(suite, "pharmacy");
    const others = as(suite, "hospitalA").quarantine(parcelOf(lot), true, EVIDENCE);
    await refused(suite, others, "SupplyNotHolder", ids.pharmacy, ids.hospitalA);
    const whole = as(suite, "pharmacy").quarantineLot(lot.id, true, EVIDENCE);
    await refused(suite, whole, "SupplyNotHolder", ids.maker, ids.pharmacy);
    await as(suite, "maker").quarantineLot(lot.id, true, EVIDENCE);
  });

  it("stays on goods that move towards their maker, and on what was split", async () => {
    const suite = await deploySupply();
    const { drugLedger, ids } = suite;
    const lot = await lotAt(suite, "pharmacy");
    await as(suite, "regulator").quarantine(parcelOf(lot), true, EVIDENCE);
    await as(suite, "pharmacy").split(parcelOf(lot), [40, 60]);
    await as(suite, "pharmacy").ship(parcelOf(lot, 0, 40), ids.maker);
    await as(suite, "maker").receiveParcel(parcelOf(lot, 0, 40));
    const custody = custodyOf(await drugLedger.parcelOf(parcelOf(lot, 0, 40)));
    expect(custody).to.include({ holder: ids.maker, quarantine: "REGULATOR", step: 2 });
  });
});
