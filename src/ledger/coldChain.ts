import type { Chain } from "../chain/chain.ts";
import { signingDomain } from "../chain/chain.ts";
import { read } from "../chain/transact.ts";
import { type Write, write } from "../chain/write.ts";
import { type Hex, ZERO32 } from "../core/bytes.ts";
import { ColdChainNotMonitored } from "../core/contractErrors.ts";
import type { SuiteEvents } from "../core/events.ts";
import {
  type Container,
  containerId,
  type LotBody,
  packContainer,
  type Parcel,
  shownBody,
} from "../core/goods.ts";
import * as monitoring from "../core/monitoring.ts";
import type { Goods, Limits, Reading, Sensor } from "../core/monitoring.ts";
import { takeReadings } from "../core/readingRules.ts";
import type { Signer } from "../core/signers.ts";
import { signingDigest } from "../core/signing.ts";

const NO_LABEL = { sscc: 0n, lots: [] as Hex[], contents: ZERO32 };

/** A batch of readings with its sensor's signature; anybody may carry it to the chain. */
export interface SignedReadings {
  sensor: Omit<Sensor, "owner">;
  batch: monitoring.ReadingsBatch;
  signature: Hex;
}

/** A lot and what opens its id. */
export interface OpenedLot {
  body: LotBody;
  codeRoot: Hex;
}

/** Sensors, limits of products, and whether goods were kept within them. */
export class ColdChainModule {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get #cold() {
    return this.#chain.contracts.coldChain;
  }

  /** Registers a sensor of your institution. `device`: salted hash of what names it. */
  registerSensor(
    { signer, device }: Omit<Sensor, "owner">,
    calibratedUntil: number,
    certificate: Hex,
  ): Write<SuiteEvents["SensorRegistered"]> {
    return write(this.#chain, "SensorRegistered", () =>
      this.#cold.registerSensor.populateTransaction(signer, device, calibratedUntil, certificate),
    );
  }

  recalibrate(sensor: Hex, until: number, certificate: Hex): Write<SuiteEvents["SensorChanged"]> {
    return write(this.#chain, "SensorChanged", () =>
      this.#cold.recalibrate.populateTransaction(sensor, until, certificate),
    );
  }

  /** For good: also where its key was stolen. */
  retireSensor(sensor: Hex): Write<SuiteEvents["SensorChanged"]> {
    return write(this.#chain, "SensorChanged", () =>
      this.#cold.retireSensor.populateTransaction(sensor),
    );
  }

  /** Sets the limits of your product, for goods that are watched from now on. */
  setLimits(product: bigint, limits: Limits): Write<SuiteEvents["LimitsSet"]> {
    return write(this.#chain, "LimitsSet", () =>
      this.#cold.setLimits.populateTransaction(product, monitoring.shownLimits(limits)),
    );
  }

  /**
   * Begins to watch your goods by your sensor.
   * @param lots Of a container: in the order of its label
   * @param sequence Of the sensor's last batch before
   */
  beginMonitoring(
    goods: { parcel: Parcel } | Container,
    lots: readonly OpenedLot[],
    sensor: Hex,
    sequence: number,
  ): Write<SuiteEvents["MonitoringChanged"]> {
    const label = "parcel" in goods ? NO_LABEL : packContainer(goods).label;
    const shown = monitoring.shownGoods(
      "parcel" in goods ? goods : { container: containerId(goods) },
    );
    const opened = lots.map(({ body, codeRoot }) => ({ body: shownBody(body), codeRoot }));
    return write(this.#chain, "MonitoringChanged", () =>
      this.#cold.beginMonitoring.populateTransaction(shown, label, opened, sensor, sequence),
    );
  }

  endMonitoring(goods: Goods, sensor: Hex): Write<SuiteEvents["MonitoringChanged"]> {
    return write(this.#chain, "MonitoringChanged", () =>
      this.#cold.endMonitoring.populateTransaction(monitoring.shownGoods(goods), sensor),
    );
  }

  /** Signs readings as a sensor does. */
  async sign(
    sensor: Omit<Sensor, "signer"> & { key: Signer },
    sequence: number,
    readings: readonly Reading[],
  ): Promise<SignedReadings> {
    const { owner, device, key } = sensor;
    const id = monitoring.sensorId({ owner, signer: key.bytes, device });
    const batch = monitoring.packReadings(id, sequence, readings);
    const digest = signingDigest(
      signingDomain(this.#chain, "ColdChain"),
      monitoring.readingsHash(batch),
    );
    return { sensor: { signer: key.bytes, device }, batch, signature: await key.sign(digest) };
  }

  /** Tells a sensor's readings for all goods that it watches. */
  report(
    { sensor, batch, signature }: SignedReadings,
    goods: readonly Goods[],
  ): Write<SuiteEvents["ReadingsReported"]> {
    return write(this.#chain, "ReadingsReported", () =>
      this.#cold.report.populateTransaction(
        batch,
        sensor.signer,
        sensor.device,
        signature,
        goods.map(monitoring.shownGoods),
      ),
    );
  }

  /** Tells that readings of goods are overdue. */
  reportSilence(goods: Goods, sensor: Hex): Write<SuiteEvents["MonitoringChanged"]> {
    return write(this.#chain, "MonitoringChanged", () =>
      this.#cold.reportSilence.populateTransaction(monitoring.shownGoods(goods), sensor),
    );
  }

  /**
   * What a report of these readings would find of goods, worked out here: nothing is sent.
   * @throws ColdChainNotMonitored, ColdChainReplayed, ColdChainReadingMisplaced, ColdChainReadingsMalformed
   */
  async foresee(goods: Goods, { batch }: Pick<SignedReadings, "batch">) {
    const { sensor } = batch;
    const key = monitoring.goodsKey(goods);
    const word = await read(this.#cold.monitorOf(key, sensor));
    if (!monitoring.monitorFor(goods, word)?.isActive) {
      throw new ColdChainNotMonitored({ goods: key, sensor });
    }
    return takeReadings(word, batch, await this.#chain.network.now());
  }

  /** A sensor, or undefined. */
  async sensor(id: Hex): Promise<monitoring.SensorSlot | undefined> {
    const word = await read(this.#cold.sensorOf(id));
    return word === 0n ? undefined : monitoring.sensorOf(word);
  }

  /** The limits of a product, or undefined. */
  async limits(product: bigint): Promise<monitoring.ProductLimits | undefined> {
    const word = await read(this.#cold.limitsOf(product));
    return word === 0n ? undefined : monitoring.productLimitsOf(word);
  }

  /** How a sensor watches goods, or undefined where it never did. */
  async monitor(goods: Goods, sensor: Hex): Promise<monitoring.MonitorSlot | undefined> {
    const word = await read(this.#cold.monitorOf(monitoring.goodsKey(goods), sensor));
    return monitoring.monitorFor(goods, word);
  }
}
