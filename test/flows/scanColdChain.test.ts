/** A scan tells of what the cold chain's sensors signed. */
import { expect } from "chai";
import { sensorId } from "../../src/core/monitoring.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { fixed } from "../fixtures/careLedger.ts";
import {
  DAY,
  type GoodsWorld,
  makeLot,
  moved,
  parcelOf,
  PRODUCT,
  startGoodsWorld,
} from "../fixtures/goodsWorld.ts";

describe("scan: the cold chain", () => {
  let world: GoodsWorld;
  before(async () => {
    world = await startGoodsWorld();
  });
  after(() => world.close());

  it("names the excursion by step, time and values, and the quarantine (DT-05, DT-06)", async () => {
    const { maker, distributor, pharmacy, served } = world;
    const resolvers = [maker.gateway.url];
    const lot = await makeLot(world, { from: 0 });
    const parcel = parcelOf(lot);
    const humidity = { minHumidity: 0, maxHumidity: 100 };
    const limits = {
      minTemperature: 2,
      maxTemperature: 8,
      ...humidity,
      interval: 60,
      tolerated: 0,
    };
    await maker.care.coldChain.setLimits(PRODUCT, limits).send();
    await moved(world, parcel, "maker", "distributor");
    const key = accountSigner(developmentKey(18));
    const sensor = { owner: distributor.id, device: fixed("device"), key };
    const id = sensorId({ owner: distributor.id, signer: key.bytes, device: sensor.device });
    const cold = distributor.care.coldChain;
    const until = (await world.now()) + 30 * DAY;
    await cold
      .registerSensor({ signer: key.bytes, device: sensor.device }, until, fixed("c"))
      .send();
    await cold.beginMonitoring({ parcel }, [lot], id, 0).send();
    const kept = await pharmacy.care.scan(PRODUCT, lot.codes[2]!, { resolvers });
    expect(kept.unit!.coldChain).to.deep.equal({ monitored: true, excursions: [] });
    await served.wait(1200);
    const time = (await world.now()) - 600;
    const warm = { time, temperature: 11.5, humidity: 40 };
    await cold.report(await cold.sign(sensor, 1, [warm]), [{ parcel }]).send();
    const report = await pharmacy.care.scan(PRODUCT, lot.codes[2]!, { resolvers });
    expect(report).to.include({ answer: "QUARANTINED", reason: "CALLER" });
    const [excursion] = report.unit!.coldChain.excursions;
    expect(excursion).to.include({ step: 1, from: time, temperature: 11.5, humidity: 40 });
    expect(report.unit!.steps[1]).to.deep.include({ step: 1, kinds: ["DISTRIBUTOR"] });
  });
});
