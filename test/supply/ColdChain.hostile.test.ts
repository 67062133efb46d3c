/** What carriers, former holders and owners of sensors try, so that warm goods stay free. */
import { expect } from "chai";
import { custodyOf } from "../../src/core/custody.ts";
import { containerId, packContainer } from "../../src/core/goods.ts";
import { goodsKey, monitorFor, monitorOf, shownGoods } from "../../src/core/monitoring.ts";
import { latestTime, mineAt } from "../fixtures/chain.ts";
import {
  cold,
  DEVICE,
  key,
  MINUTE,
  monitor,
  NO_LABEL,
  opened,
  readings,
  report,
  shownParcel,
  signed,
  type Watched,
  watched,
} from "../fixtures/coldChain.ts";
import { as, moved, parcelOf } from "../fixtures/drugs.ts";

const refused = (w: Watched, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(w.suite.coldChain, error)
    .withArgs(...args);

const quarantineOf = async ({ suite, parcel }: Watched) =>
  custodyOf(await suite.drugLedger.parcelOf(parcel)).quarantine;

const begin = (w: Watched, sequence: number) =>
  cold(w.suite, "maker").beginMonitoring(
    shownParcel(w.parcel),
    NO_LABEL,
    opened(w.lot),
    w.sensor,
    sequence,
  );

const end = (w: Watched) => cold(w.suite, "maker").endMonitoring(shownParcel(w.parcel), w.sensor);

describe("ColdChain: who tries to hide an excursion (DT-05, DT-06)", () => {
  it("a parcel's key shown as a container's takes no batch: the honest report quarantines", async () => {
    const w = await watched();
    await mineAt(w.start + 10 * MINUTE);
    const carrier = cold(w.suite, "carrier");
    const parcel = goodsKey(w.goods);
    const posed = shownGoods({ container: parcel });
    const warm = readings(w.start + MINUTE, 30);
    const { batch, signature } = await signed(w, 1, warm);
    const calls = [
      () => carrier.report(batch, key.bytes, DEVICE, signature, [posed]),
      () => carrier.report(batch, key.bytes, DEVICE, signature, [shownParcel(w.parcel), posed]),
      () => carrier.reportSilence(posed, w.sensor),
      () => carrier.endMonitoring(posed, w.sensor),
      () => carrier.pursue(posed, w.sensor, NO_LABEL, [], 0, shownParcel(w.parcel)),
    ];
    for (const call of calls) {
      await refused(w, call(), "ColdChainNotMonitored", parcel, w.sensor);
    }
    expect(await monitor(w)).to.include({ sequence: 0, isBroken: false, isContainer: false });
    const word = await w.suite.coldChain.monitorOf(parcel, w.sensor);
    expect(monitorFor({ container: parcel }, word)).to.equal(undefined);
    await report(w, 1, warm);
    expect(await quarantineOf(w)).to.equal("CALLER");
    expect(await monitor(w)).to.include({ isBroken: true, isAtLarge: false });
  });

  it("that a container is watched stays known through readings, the end and a new beginning", async () => {
    const w = await watched();
    const { suite, sensor, lot, parcel } = w;
    await end(w);
    const container = { sscc: "106141411234567897", parcels: [parcel] };
    const { label, contents } = packContainer(container);
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    const goods = { container: containerId(container) };
    const shown = shownGoods(goods);
    const slot = async () => monitorOf(await suite.coldChain.monitorOf(goods.container, sensor));
    const maker = cold(suite, "maker");
    await maker.beginMonitoring(shown, label, opened(lot), sensor, 0);
    expect(await slot()).to.include({ isContainer: true, isActive: true });
    const now = await latestTime();
    const { batch, signature } = await signed(w, 1, readings(now + 1, 30));
    await mineAt(now + MINUTE);
    await cold(suite, "carrier").report(batch, key.bytes, DEVICE, signature, [shown]);
    expect(custodyOf(await suite.drugLedger.containerOf(goods.container)).quarantine).to.equal(
      "CALLER",
    );
    await maker.endMonitoring(shown, sensor);
    expect(await slot()).to.include({ isContainer: true, isActive: false, isBroken: true });
    await maker.beginMonitoring(shown, label, opened(lot), sensor, 1);
    expect(await slot()).to.include({ isContainer: true, isActive: true, isBroken: true });
  });

  it("who packed a parcel and gave its container away cannot watch the parcel", async () => {
    const w = await watched();
    const { suite, parcel, lot, sensor } = w;
    await end(w);
    const { label, contents } = packContainer({ sscc: "106141411234567897", parcels: [parcel] });
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    await refused(w, begin(w, 0), "ColdChainNotHolder", 0, suite.ids.maker);
    await as(suite, "maker").shipContainer(label, suite.ids.carrier);
    await as(suite, "carrier").receiveContainer(
      containerId({ sscc: "106141411234567897", parcels: [parcel] }),
    );
    await refused(w, begin(w, 0), "ColdChainNotHolder", 0, suite.ids.maker);
    await as(suite, "carrier").unpack(label, contents);
    await refused(w, begin(w, 0), "ColdChainNotHolder", suite.ids.carrier, suite.ids.maker);
    await moved(suite, parcelOf(lot), "carrier", "maker");
    await begin(w, 0);
    expect(monitorOf(await suite.coldChain.monitorOf(goodsKey(w.goods), sensor)).step).to.equal(2);
  });

  it("ended and begun again past a batch: the batch is missing, and what was found stays", async () => {
    const w = await watched();
    await mineAt(w.start + 60 * MINUTE);
    // Two gaps of more than 15 minutes, and a batch that was left out.
    await report(w, 2, readings(w.start + 20 * MINUTE, 5));
    await report(w, 3, readings(w.start + 40 * MINUTE, 5));
    const before = await monitor(w);
    expect(before).to.deep.include({ missed: 3, late: 2, owed: [1], isBroken: false });
    await end(w);
    await refused(w, begin(w, 2), "ColdChainReplayed", w.sensor, 2, 3);
    const sent = await begin(w, 5);
    const now = await latestTime();
    await expect(sent)
      .to.emit(w.suite.coldChain, "ReadingsMissing")
      .withArgs(goodsKey(w.goods), w.sensor, w.suite.ids.maker, before.last, now, 0, 5);
    expect(await monitor(w)).to.deep.include({ missed: 5, late: 2, owed: [], sequence: 5 });
    // Passed over for good: the sensor may have been elsewhere. Nothing says it was well kept.
    const passed = report(w, 4, readings(w.start + 50 * MINUTE, 30));
    await refused(w, passed, "ColdChainReplayed", w.sensor, 4, 5);
    await mineAt(now + 5 * MINUTE);
    await report(w, 6, readings(now + MINUTE, 30));
    await end(w);
    await begin(w, 6);
    expect(await monitor(w)).to.include({ isBroken: true, missed: 5, sequence: 6 });
    await end(w);
    await begin(w, 0xff_ffff);
    expect(await monitor(w)).to.include({ isBroken: true, missed: 0xffff });
  });

  it("a sensor's first beginning misses nothing, whatever its batches were before", async () => {
    const w = await watched();
    const parts = [parcelOf(w.lot, 0, 60), parcelOf(w.lot, 60, 40)] as const;
    await as(w.suite, "maker").split(w.parcel, [60, 40]);
    const part = { ...w, parcel: parts[0], goods: { parcel: parts[0] } };
    await expect(begin(part, 77)).not.to.emit(w.suite.coldChain, "ReadingsMissing");
    expect(await monitor(part)).to.include({ missed: 0, late: 0, sequence: 77, isActive: true });
  });
});
