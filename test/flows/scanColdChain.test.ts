/** A scan tells of what the cold chain's sensors signed. */
import { expect } from "chai";
import { sensorId } from "../../src/core/monitoring.ts";
import { accountSigner } from "../../src/core/signers.ts";
import { developmentKey } from "../../src/cli/accounts.ts";
import { coldChainWords } from "../../src/core/scanWords.ts";
import { momentOf } from "../../src/core/dates.ts";
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

const QUIET = { monitored: true, missed: 0, late: 0, silent: 0, excursions: [] };

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
    expect(kept.unit!.coldChain).to.deep.equal(QUIET);
    expect(coldChainWords(kept.unit!.coldChain)).to.equal("watched, no excursion");
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

  it("says what nobody knows: readings missing, silence, and until when goods were watched (DT-05)", async () => {
    const { maker, distributor, pharmacy, served } = world;
    const resolvers = [maker.gateway.url];
    const lot = await makeLot(world, { from: 700 });
    const parcel = parcelOf(lot);
    await moved(world, parcel, "maker", "distributor");
    const key = accountSigner(developmentKey(18));
    const sensor = { owner: distributor.id, device: fixed("second device"), key };
    const id = sensorId({ owner: distributor.id, signer: key.bytes, device: sensor.device });
    const cold = distributor.care.coldChain;
    const { device } = sensor;
    const until = (await world.now()) + 30 * DAY;
    await cold.registerSensor({ signer: key.bytes, device }, until, fixed("c")).send();
    await cold.beginMonitoring({ parcel }, [lot], id, 0).send();
    const told = async () => {
      const report = await pharmacy.care.scan(PRODUCT, lot.codes[2]!, { resolvers });
      return report.unit!.coldChain;
    };
    await served.wait(3_700);
    expect(await told()).to.include({ missed: 0, silent: 1 });
    expect(coldChainWords(await told())).to.equal("watched, no excursion, 1 sensor silent now");
    // The first batch is held back: the owner ends, and begins again behind it.
    await cold.endMonitoring({ parcel }, id).send();
    const again = await cold.beginMonitoring({ parcel }, [lot], id, 2).send();
    expect(again.event.monitor).to.include({ missed: 2, isContainer: false });
    expect(await told())
      .to.include({ monitored: true, missed: 2, silent: 0 })
      .and.not.property("until");
    await cold.endMonitoring({ parcel }, id).send();
    const { last } = again.event.monitor;
    expect(await told()).to.deep.equal({ ...QUIET, missed: 2, until: last });
    expect(coldChainWords(await told())).to.equal(
      `watched, no excursion, 2 readings missing, not watched any more: last reading ${momentOf(last)}`,
    );
  });
});
