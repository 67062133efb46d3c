import { expect } from "chai";
import type { Result } from "ethers";
import { readingsHash } from "../../src/core/monitoring.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { fixed, networkHelpers } from "../fixtures/careLedger.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import {
  cold,
  DEVICE,
  key,
  MINUTE,
  monitor,
  NO_LABEL,
  opened,
  passkey,
  readings,
  registered,
  report,
  shownParcel,
  signed,
  type Watched,
  watched,
} from "../fixtures/coldChain.ts";
import { as, DAY, parcelOf } from "../fixtures/drugs.ts";
import { DOMAIN, STATUS } from "../fixtures/participants.ts";
import { custodyOf } from "../../src/core/custody.ts";

const refused = (w: Watched, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(w.suite.coldChain, error)
    .withArgs(...args);

const excursions = async ({ suite }: Watched) =>
  (await suite.coldChain.queryFilter(suite.coldChain.filters.ExcursionFound())).map(({ args }) =>
    (args as unknown as Result).toObject(),
  );

const quarantineOf = async ({ suite, parcel }: Watched) =>
  custodyOf(await suite.drugLedger.parcelOf(parcel)).quarantine;

/** Time goes on, so that readings may be of `minutes` after the beginning. */
const later = ({ start }: Watched, minutes: number) => mineAt(start + minutes * MINUTE);

describe("ColdChain.report: readings that a sensor signed (DT-03, DT-05)", () => {
  it("values exactly at the limits are within (DT-05)", async () => {
    const w = await watched();
    await later(w, 10);
    await report(w, 1, readings(w.start + MINUTE, [2, 35], [8, 65], [2, 65], [8, 35]));
    expect(await monitor(w)).to.include({ isBroken: false, sequence: 1, missed: 0, late: 0 });
    expect(await quarantineOf(w)).to.equal("NONE");
  });

  for (const [what, value] of [
    ["too warm by a hundredth of a degree", [8.01, 50]],
    ["too cold by a hundredth of a degree", [1.99, 50]],
    ["too damp by a tenth of a percent", [5, 65.1]],
    ["too dry by a tenth of a percent", [5, 34.9]],
  ] as const) {
    it(`${what}: named with step, holder and time, and in quarantine (DT-05, DT-06)`, async () => {
      const w = await watched();
      await later(w, 10);
      const all = readings(w.start + MINUTE, 5, [value[0], value[1]], 5);
      const { batch } = await signed(w, 1, all);
      const sent = await report(w, 1, all);
      await expect(sent)
        .to.emit(w.suite.coldChain, "ExcursionFound")
        .withArgs(
          (await excursions(w))[0]!.goods,
          w.sensor,
          w.suite.ids.maker,
          0,
          true,
          w.start + 2 * MINUTE,
          w.start + 2 * MINUTE,
          Math.round(value[0] * 100),
          Math.round(value[1] * 10),
          "0x00000000",
          readingsHash(batch),
          w.suite.accounts.carrier,
        );
      await expect(sent).to.emit(w.suite.drugLedger, "ParcelChanged");
      expect(await quarantineOf(w)).to.equal("CALLER");
      expect(await monitor(w)).to.include({ isBroken: true, isOutside: false });
    });
  }

  it("minutes outside that are tolerated do no harm; one second more does", async () => {
    const w = await watched({ tolerated: 5 });
    await later(w, 30);
    await report(w, 1, readings(w.start + MINUTE, 9, 9, 9, 9, 9, 9));
    expect(await monitor(w)).to.include({ isBroken: false, isOutside: true, outFor: 5 * MINUTE });
    await report(w, 2, readings(w.start + 6 * MINUTE + 1, 9));
    const [found] = await excursions(w);
    expect([found!.from, found!.found]).to.deep.equal(
      [w.start + MINUTE, w.start + 6 * MINUTE + 1].map(BigInt),
    );
    await report(w, 3, readings(w.start + 8 * MINUTE, 9, 5, 9));
    expect(await excursions(w)).to.have.length(1);
  });

  it("humidity that is not measured is no excursion; P-256 sensors sign too", async () => {
    const probe = await watched();
    const signer = passkey(probe.suite);
    const w = await watched({}, signer);
    await later(w, 10);
    await report(w, 1, [{ time: w.start + MINUTE, temperature: 4.5 }], { signer });
    expect(await monitor(w)).to.include({ isBroken: false, sequence: 1 });
    await report(w, 2, [{ time: w.start + 2 * MINUTE, temperature: -20 }], { signer });
    expect((await excursions(w))[0]!.humidity).to.equal(0xffffn);
  });

  it("a replay, a changed reading and a forged sensor are refused", async () => {
    const w = await watched();
    await later(w, 10);
    const first = readings(w.start + MINUTE, 5);
    await report(w, 1, first);
    await refused(w, report(w, 1, first), "ColdChainReplayed", w.sensor, 1, 1);
    const { batch, signature } = await signed(w, 2, readings(w.start + 2 * MINUTE, 9));
    const changed = { ...batch, readings: batch.readings.replace("0384", "01f4") };
    expect(changed.readings).not.to.equal(batch.readings);
    const goods = [shownParcel(w.parcel)];
    const carrier = cold(w.suite, "carrier");
    await expect(
      carrier.report(changed, key.bytes, DEVICE, signature, goods),
    ).to.be.revertedWithCustomError(w.suite.coldChain, "ColdChainSignatureInvalid");
    const forger = accountSigner(fixed("forger"));
    for (const signer of [key.bytes, forger.bytes]) {
      const forged = await signed(w, 2, readings(w.start + 2 * MINUTE, 5), forger);
      await expect(
        carrier.report(forged.batch, signer, DEVICE, forged.signature, goods),
      ).to.be.revertedWithCustomError(w.suite.coldChain, "ColdChainSignatureInvalid");
    }
    await expect(
      carrier.report(batch, "0x1234", DEVICE, signature, goods),
    ).to.be.revertedWithCustomError(w.suite.coldChain, "ColdChainSignatureInvalid");
  });

  it("a clock may be ahead by five minutes and no more; times only ascend", async () => {
    const w = await watched();
    const now = w.start + 1_000;
    await networkHelpers.time.setNextBlockTimestamp(now);
    const early = report(w, 1, readings(now + 5 * MINUTE + 1, 5));
    await refused(w, early, "ColdChainReadingFromFuture", now + 5 * MINUTE + 1, now);
    await networkHelpers.time.setNextBlockTimestamp(now + 10);
    await report(w, 1, readings(now + 10 + 5 * MINUTE, 5));
    const last = now + 10 + 5 * MINUTE;
    await refused(w, report(w, 2, readings(last, 5)), "ColdChainReadingMisplaced", last, last);
    const same = [...readings(last + 1, 5), ...readings(last + 1, 5)];
    await mineAt(last + MINUTE);
    await refused(w, report(w, 2, same), "ColdChainReadingsMalformed", 1);
    const { batch, signature } = await signed(w, 2, readings(last + 1, 5));
    const none = { ...batch, readings: "0x" };
    await expect(
      cold(w.suite, "carrier").report(none, key.bytes, DEVICE, signature, []),
    ).to.be.revertedWithCustomError(w.suite.coldChain, "ColdChainSignatureInvalid");
  });

  it("one batch serves all goods that the sensor watches", async () => {
    const w = await watched();
    const { suite, lot, sensor } = w;
    await cold(suite, "maker").endMonitoring(shownParcel(w.parcel), sensor);
    await as(suite, "maker").split(w.parcel, [60, 40]);
    const parts = [parcelOf(lot, 0, 60), parcelOf(lot, 60, 40)];
    for (const part of parts) {
      await cold(suite, "maker").beginMonitoring(
        shownParcel(part),
        NO_LABEL,
        opened(lot),
        sensor,
        0,
      );
    }
    const now = await latestTime();
    const { batch, signature } = await signed(w, 1, readings(now + 1, 12));
    await cold(suite, "insurer").report(
      batch,
      key.bytes,
      DEVICE,
      signature,
      parts.map(shownParcel),
    );
    for (const part of parts) {
      const custody = custodyOf(await suite.drugLedger.parcelOf(part));
      expect(custody.quarantine).to.equal("CALLER");
    }
  });

  it("is for LAPSED institutions and during a pause too, not for SUSPENDED ones", async () => {
    const w = await watched();
    const { participantRegistry, ids } = w.suite;
    await later(w, 10);
    await participantRegistry.pause(DOMAIN.SUPPLY, (await latestTime()) + DAY);
    await participantRegistry.setStatus(ids.carrier, STATUS.LAPSED);
    await report(w, 1, readings(w.start + MINUTE, 5));
    await participantRegistry.setStatus(ids.carrier, STATUS.SUSPENDED);
    await expect(report(w, 2, readings(w.start + 2 * MINUTE, 5)))
      .to.be.revertedWithCustomError(participantRegistry, "ParticipantNotActive")
      .withArgs(ids.carrier, STATUS.SUSPENDED);
  });

  it("is for goods that the sensor watches, while it is calibrated and in use", async () => {
    const w = await watched();
    const { suite, sensor } = w;
    const until = Number(((await suite.coldChain.sensorOf(sensor)) >> 32n) & 0xffffffffffn);
    await mineAt(until + 1);
    const late = report(w, 1, readings(until + 1, 5));
    await refused(w, late, "ColdChainCalibrationEnded", sensor, until, until + 1);
    await report(w, 1, readings(until, 5));
    await cold(suite, "maker").endMonitoring(shownParcel(w.parcel), sensor);
    const ended = report(w, 2, readings(until, 5));
    await expect(ended).to.be.revertedWithCustomError(suite.coldChain, "ColdChainNotMonitored");
    await cold(suite, "maker").retireSensor(sensor);
    await refused(w, report(w, 2, readings(until, 5)), "ColdChainSensorRetired", sensor);
    await registered(suite, "carrier", accountSigner(fixed("another")));
  });
});
