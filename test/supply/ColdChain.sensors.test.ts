import { expect } from "chai";
import { containerId, packContainer } from "../../src/core/goods.ts";
import * as monitoring from "../../src/core/monitoring.ts";
import { latestTime } from "../fixtures/chain.ts";
import {
  cold,
  DEVICE,
  key,
  LIMITS,
  NO_LABEL,
  opened,
  registered,
  shownParcel,
  watched,
} from "../fixtures/coldChain.ts";
import {
  as,
  commissioned,
  DAY,
  deploySupply,
  EVIDENCE,
  moved,
  NATIONAL,
  parcelOf,
  PRODUCT,
  type Supply,
} from "../fixtures/drugs.ts";

const refused = (suite: Supply, call: Promise<unknown>, error: string, ...args: unknown[]) =>
  expect(call)
    .to.be.revertedWithCustomError(suite.coldChain, error)
    .withArgs(...args);

describe("ColdChain.registerSensor, recalibrate, retireSensor (DT-05)", () => {
  it("a sensor is its owner's, under the hash of owner, key and device", async () => {
    const suite = await deploySupply();
    const until = (await latestTime()) + DAY;
    const carrier = cold(suite, "carrier");
    const { ids } = suite;
    const sensor = monitoring.sensorId({ owner: ids.carrier, signer: key.bytes, device: DEVICE });
    await expect(carrier.registerSensor(key.bytes, DEVICE, until, EVIDENCE))
      .to.emit(suite.coldChain, "SensorRegistered")
      .withArgs(
        sensor,
        ids.carrier,
        BigInt(ids.carrier) | (BigInt(until) << 32n),
        key.bytes,
        DEVICE,
        EVIDENCE,
        suite.accounts.carrier,
      );
    const again = carrier.registerSensor(key.bytes, DEVICE, until, EVIDENCE);
    await refused(suite, again, "ColdChainSensorExists", sensor);
    await refused(
      suite,
      cold(suite, "maker").recalibrate(sensor, until + 1, EVIDENCE),
      "ColdChainNotOwner",
      sensor,
      ids.carrier,
      ids.maker,
    );
    const sooner = carrier.recalibrate(sensor, until, EVIDENCE);
    await refused(suite, sooner, "ColdChainCalibrationEnded", sensor, until, until);
    await carrier.recalibrate(sensor, until + DAY, EVIDENCE);
    expect(monitoring.sensorOf(await suite.coldChain.sensorOf(sensor))).to.deep.equal({
      owner: ids.carrier,
      calibratedUntil: until + DAY,
      isRetired: false,
    });
    await carrier.retireSensor(sensor);
    await refused(suite, carrier.retireSensor(sensor), "ColdChainSensorRetired", sensor);
    await refused(suite, carrier.retireSensor(EVIDENCE), "ColdChainSensorUnknown", EVIDENCE);
  });

  it("keys that nobody verifies are refused", async () => {
    const suite = await deploySupply();
    const until = (await latestTime()) + DAY;
    for (const signer of ["0x", "0x1234", `0x${"00".repeat(20)}`, `0x${"11".repeat(84)}`]) {
      const call = cold(suite, "carrier").registerSensor(signer, DEVICE, until, EVIDENCE);
      await refused(suite, call, "ColdChainSignerInvalid", signer);
    }
  });
});

describe("ColdChain.setLimits and beginMonitoring (DT-05)", () => {
  it("limits are the licence holder's, in versions", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const limits = monitoring.shownLimits(LIMITS);
    await refused(
      suite,
      cold(suite, "otherMaker").setLimits(PRODUCT, limits),
      "ColdChainNotLicenceHolder",
      PRODUCT,
      ids.maker,
      ids.otherMaker,
    );
    const maker = cold(suite, "maker");
    for (const wrong of [{ minTemperature: 801 }, { minHumidity: 651 }, { interval: 0 }]) {
      const call = maker.setLimits(PRODUCT, { ...limits, ...wrong });
      await refused(suite, call, "ColdChainLimitsInvalid", PRODUCT);
    }
    await maker.setLimits(PRODUCT, limits);
    await refused(suite, maker.setLimits(PRODUCT, limits), "ColdChainLimitsInvalid", PRODUCT);
    await maker.setLimits(PRODUCT, { ...limits, minTemperature: -2_000 });
    expect(monitoring.productLimitsOf(await suite.coldChain.limitsOf(PRODUCT))).to.deep.equal({
      ...LIMITS,
      minTemperature: -20,
      version: 2,
      since: await latestTime(),
    });
  });

  it("goods are watched by their holder's own sensor, within limits that are set", async () => {
    const suite = await deploySupply();
    const { ids } = suite;
    const lot = await commissioned(suite);
    const parcel = parcelOf(lot);
    const sensor = await registered(suite, "maker");
    const maker = cold(suite, "maker");
    const begin = (by = maker, lots = opened(lot)) =>
      by.beginMonitoring(shownParcel(parcel), NO_LABEL, lots, sensor, 0);
    await refused(suite, begin(), "ColdChainLimitsUnset");
    await maker.setLimits(PRODUCT, monitoring.shownLimits(LIMITS));
    const goods = monitoring.goodsKey({ parcel });
    const carrier = cold(suite, "carrier");
    await refused(suite, begin(carrier), "ColdChainNotOwner", sensor, ids.maker, ids.carrier);
    const other = opened({ ...lot, body: { ...lot.body, product: NATIONAL } });
    await refused(suite, begin(maker, other), "ColdChainGoodsMismatch", goods);
    await refused(suite, begin(maker, []), "ColdChainGoodsMismatch", goods);
    await begin();
    await refused(suite, begin(), "ColdChainMonitored", goods, sensor);
    await maker.endMonitoring(shownParcel(parcel), sensor);
    await moved(suite, parcel, "maker", "carrier");
    await refused(suite, begin(), "ColdChainNotHolder", ids.carrier, ids.maker);
  });

  it("a container is watched within what all its products share", async () => {
    const { suite } = await watched();
    const maker = cold(suite, "maker");
    const frozen = { ...LIMITS, minTemperature: 4, maxTemperature: 10, interval: 5, tolerated: 9 };
    await maker.setLimits(NATIONAL, monitoring.shownLimits(frozen));
    const lots = [
      await commissioned(suite, { number: "A" }),
      await commissioned(suite, { number: "B", product: NATIONAL }),
    ];
    const container = { sscc: "106141411234567897", parcels: lots.map((lot) => parcelOf(lot)) };
    const { label, contents } = packContainer(container);
    await as(suite, "maker").pack(label.lots, contents, label.sscc);
    const goods = { container: containerId(container) };
    const sensor = monitoring.sensorId({
      owner: suite.ids.maker,
      signer: key.bytes,
      device: DEVICE,
    });
    const begin = (shown: typeof label) =>
      maker.beginMonitoring(monitoring.shownGoods(goods), shown, opened(...lots), sensor, 0);
    const wrong = begin({ ...label, sscc: 5n });
    await refused(suite, wrong, "ColdChainGoodsMismatch", goods.container);
    await begin(label);
    const word = await suite.coldChain.monitorOf(goods.container, sensor);
    expect(monitoring.monitorOf(word).limits).to.deep.equal({
      ...LIMITS,
      minTemperature: 4,
      interval: 5,
      tolerated: 0,
    });
  });
});
