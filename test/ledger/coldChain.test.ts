/** Sensors, limits and monitors through the SDK. */
import { expect } from "chai";
import {
  ColdChainLimitsUnset,
  ColdChainNotMonitored,
  ColdChainReadingFromFuture,
  ColdChainReplayed,
  ColdChainSignatureInvalid,
} from "../../src/core/contractErrors.ts";
import { goodsKey, sensorId, unpackReadings } from "../../src/core/monitoring.ts";
import { accountSigner, p256Signer } from "../../src/core/signers.ts";
import { fixed } from "../fixtures/careLedger.ts";
import { LIMITS, SENSOR_KEY, vaccines, watch } from "../fixtures/coldWorld.ts";
import { errorOf } from "../fixtures/failures.ts";
import {
  CLAIMABLE,
  type GoodsWorld,
  makeLot,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";

describe("ledger: the cold chain (DT-03, DT-04, DT-05)", () => {
  let world: GoodsWorld;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());

  it("limits have versions; goods of a product without any are not watched", async () => {
    const { coldChain } = world.maker.care;
    expect(await coldChain.limits(CLAIMABLE)).equal(undefined);
    const lot = await makeLot(world, { claimable: true, from: 500_000 });
    const unset = await errorOf(() => watch(world, { parcel: parcelOf(lot) }, [lot]));
    expect(unset).instanceOf(ColdChainLimitsUnset);
    const frozen = { ...LIMITS, minTemperature: -25.5, maxTemperature: -15, tolerated: 3 };
    const { event } = await coldChain.setLimits(CLAIMABLE, frozen).send();
    expect(event.limits).include({ ...frozen, version: 1 });
    await coldChain.setLimits(CLAIMABLE, { ...frozen, interval: 30 }).send();
    expect(await coldChain.limits(CLAIMABLE)).include({ ...frozen, interval: 30, version: 2 });
  });

  it("a sensor is its owner's: registered, calibrated again, retired", async () => {
    const { coldChain } = world.maker.care;
    const [device, certificate] = [fixed("a thermometer"), fixed("its certificate")];
    const until = (await world.now()) + 10_000;
    const signer = SENSOR_KEY.bytes;
    const { event } = await coldChain.registerSensor({ signer, device }, until, certificate).send();
    const { id: owner } = world.maker;
    expect(event).include({ owner, signer, device, certificate, calibratedUntil: until });
    expect(event.sensor).equal(sensorId({ owner, signer, device }));
    await coldChain.recalibrate(event.sensor, until + 9, certificate).send();
    expect(await coldChain.sensor(event.sensor)).include({ calibratedUntil: until + 9 });
    await coldChain.retireSensor(event.sensor).send();
    expect(await coldChain.sensor(event.sensor)).include({ isRetired: true });
    expect(await coldChain.sensor(fixed("no sensor"))).equal(undefined);
  });

  it("a carrier tells signed readings, and can foresee what they say (DT-04)", async () => {
    const lot = await vaccines(world);
    const { coldChain } = world.distributor.care;
    const watched = await watch(world, { parcel: parcelOf(lot) }, [lot]);
    const { goods, sensor, start } = watched;
    await world.served.wait(600);
    const [owner, device] = [world.maker.id, fixed("device of the carrier's test")];
    const key = accountSigner(fixed("a forged key"));
    const cool = [
      { time: start + 60, temperature: 2, humidity: 35 },
      { time: start + 120, temperature: 8 },
    ];
    await watched.tell(...cool);
    expect(await coldChain.monitor(goods, sensor)).include({
      sequence: 1,
      last: start + 120,
      isActive: true,
      isBroken: false,
      missed: 0,
      late: 0,
    });
    const forged = await coldChain.sign({ owner, device, key }, 2, cool);
    const batch = { ...forged.batch, sensor };
    const refused = await errorOf(() => coldChain.report({ ...forged, batch }, [goods]).send());
    expect(refused).instanceOf(ColdChainSignatureInvalid).and.deep.include({ sensor });
    const replayed = await errorOf(() =>
      coldChain.foresee(goods, { batch: { ...batch, sequence: 1 } }),
    );
    expect(replayed).instanceOf(ColdChainReplayed);
    expect(replayed).deep.include({ args: { sensor, sequence: 1, last: 1 } });
    // A parcel's key shown as a container's is nothing that is watched.
    const posed = { container: goodsKey(goods) };
    expect(await coldChain.monitor(posed, sensor)).equal(undefined);
    const unknown = await errorOf(() => coldChain.foresee(posed, { batch }));
    expect(unknown).instanceOf(ColdChainNotMonitored);
    expect(unknown).deep.include({ args: { goods: posed.container, sensor } });
    const warm = [{ time: start + 180, temperature: 8.5, humidity: 40 }];
    const signed = await coldChain.sign({ owner, device, key }, 3, warm);
    const foreseen = await coldChain.foresee(goods, { batch: { ...signed.batch, sensor } });
    expect(foreseen.found).deep.equal({
      gap: { from: start + 120, upTo: start + 180 },
      excursion: { from: start + 180, found: start + 180, temperature: 8.5, humidity: 40 },
    });
    // Nothing was sent.
    expect(await coldChain.monitor(goods, sensor)).include({ sequence: 1, isBroken: false });
    expect(unpackReadings(signed.batch)).deep.equal(warm);
  });

  it("a clock that is ahead is refused, five minutes are not (DT-05)", async () => {
    const lot = await vaccines(world);
    const { tell } = await watch(world, { parcel: parcelOf(lot) }, [lot]);
    const ahead = { time: (await world.now()) + 400, temperature: 5 };
    const error = await errorOf(() => tell(ahead));
    expect(error).instanceOf(ColdChainReadingFromFuture);
    expect(error).property("time", ahead.time);
    await tell({ time: (await world.now()) + 290, temperature: 5 });
  });

  it("silence is told, and the end of it (DT-05)", async () => {
    const lot = await vaccines(world);
    const { goods, sensor, start, tell } = await watch(world, { parcel: parcelOf(lot) }, [lot]);
    const { coldChain } = world.insurer.care;
    await world.served.wait(901);
    const { event } = await coldChain.reportSilence(goods, sensor).send();
    expect(event.monitor).include({ isSilent: true, isActive: true });
    expect(event).deep.include({ parcel: parcelOf(lot) });
    await tell({ time: start + 901, temperature: 5 });
    expect(await coldChain.monitor(goods, sensor)).include({ isSilent: false, missed: 1 });
    const ended = await world.maker.care.coldChain.endMonitoring(goods, sensor).send();
    expect(ended.event.monitor).include({ isActive: false });
    expect(await coldChain.monitor(goods, fixed("another sensor"))).equal(undefined);
    expect(await coldChain.limits(PRODUCT)).include(LIMITS);
  });

  it("a sensor may sign with a passkey's curve", async () => {
    const key = p256Signer(fixed("P-256 in a sensor"), world.served.addresses.subjectRegistry);
    expect(key.bytes.length).equal(2 + 2 * 84);
    const { coldChain } = world.maker.care;
    const until = (await world.now()) + 10_000;
    const registered = coldChain.registerSensor(
      { signer: key.bytes, device: fixed("curve") },
      until,
      fixed("certificate"),
    );
    expect((await registered.send()).event.signer).equal(key.bytes);
  });
});
