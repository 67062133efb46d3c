/** What sensors told of a lot, as EPCIS events with sensor reports: evidence that moves nothing. */
import type { Hex } from "../core/bytes.ts";
import { type Goods, type Limits, type Reading, unpackReadings } from "../core/monitoring.ts";
import type { WatchEvents } from "../core/tradeEvents.ts";
import type { LotTeller } from "./lotEvents.ts";
import { isoTime, SENSED } from "./lotTerms.ts";
import type { EventRecord, ObjectEvent, SensorElement } from "./model.ts";

/** An event of the cold chain. */
export type WatchEvent = {
  [N in keyof WatchEvents]: { name: N; event: WatchEvents[N] };
}[keyof WatchEvents];

/** How the exporter calls places, sensors, and batches of readings by their digests. */
export interface SensorNames {
  place: (institution: number) => string;
  sensor: (id: Hex) => string;
  readings: (digest: Hex) => string;
}

type Report = SensorElement["sensorReport"][number];
const ALARM = { exception: "ALARM_CONDITION" };

/** What was measured; `limits`: of goods that left them, with what did. */
function measured({ temperature, humidity }: Omit<Reading, "time">, limits?: Limits): Report[] {
  const alarm = (value: number, min: number, max: number) =>
    value < min || value > max ? ALARM : {};
  const warm = limits ? alarm(temperature, limits.minTemperature, limits.maxTemperature) : {};
  const all: Report[] = [{ type: "Temperature", value: temperature, uom: "CEL", ...warm }];
  if (humidity !== undefined) {
    const damp = limits ? alarm(humidity, limits.minHumidity, limits.maxHumidity) : {};
    all.push({ type: "RelativeHumidity", value: humidity, uom: "P1", ...damp });
  }
  return all;
}

/** Follows the log of the cold chain beside the teller of a lot, which follows the drug ledger's. */
export class SensorTeller {
  readonly #lot: LotTeller;
  readonly #names: SensorNames;
  readonly #goods = new Map<Hex, Goods>();
  readonly #limits = new Map<string, Limits>();

  /** @param lot As far as the log was when the event that is told next happened */
  constructor(lot: LotTeller, names: SensorNames) {
    this.#lot = lot;
    this.#names = names;
  }

  /** What an event says of the lot's goods. */
  tell({ name, event }: WatchEvent): EventRecord[] {
    switch (name) {
      case "ReadingsReported":
        return event.goods.flatMap(({ goods }) => this.#read(goods, event));
      case "ReadingsMissing": {
        const { from, upTo, goods, sensor } = event;
        const report = { type: "Temperature", exception: "ERROR_CONDITION" };
        return this.#told(goods, upTo, [this.#span(sensor, from, upTo, [report])]);
      }
      case "ExcursionFound":
        return this.#excursion(event);
      case "MonitoringChanged":
        this.#watch(event);
    }
    return [];
  }

  #watch({ goods, sensor, parcel, monitor }: WatchEvents["MonitoringChanged"]): void {
    this.#goods.set(goods, parcel ? { parcel } : { container: goods });
    this.#limits.set(`${goods} ${sensor}`, monitor.limits);
  }

  /** A batch, with an element for each reading. Others' goods that the sensor watched are left out. */
  #read(key: Hex, event: WatchEvents["ReadingsReported"]): EventRecord[] {
    const readings = unpackReadings(event);
    const deviceID = this.#names.sensor(event.sensor);
    const rawData = this.#names.readings(event.digest);
    const elements = readings.map((reading) => ({
      sensorMetadata: { time: isoTime(reading.time), deviceID, rawData },
      sensorReport: measured(reading),
    }));
    const custody = this.#custody(key);
    // Where goods were before the last change of hands, state or quarantine, is not told by their slot.
    const isThere = custody?.state === "HELD" && custody.since <= event.start;
    return this.#told(key, readings.at(-1)!.time, elements, isThere ? custody.holder : 0);
  }

  #excursion(event: WatchEvents["ExcursionFound"]): EventRecord[] {
    const { goods, sensor, from, found, evidence, isCertain, holder } = event;
    const limits = this.#limits.get(`${goods} ${sensor}`);
    const element = this.#span(sensor, from, found, measured(event, limits), evidence);
    const isThere = isCertain && this.#custody(goods)?.state === "HELD";
    const told = this.#told(goods, found, [element], isThere ? holder : 0, true);
    return told.map(({ event: one, context }) => ({
      event: { ...one, disposition: "non_conformant" },
      context,
    }));
  }

  #custody(key: Hex) {
    const goods = this.#goods.get(key);
    return goods && this.#lot.custodyOf(goods);
  }

  /** What a sensor says of a time, and not of one moment. */
  #span(
    sensor: Hex,
    from: number,
    upTo: number,
    sensorReport: readonly Report[],
    digest?: Hex,
  ): SensorElement {
    const rawData = digest === undefined ? {} : { rawData: this.#names.readings(digest) };
    const between = { startTime: isoTime(from), endTime: isoTime(upTo) };
    return {
      sensorMetadata: { ...between, deviceID: this.#names.sensor(sensor), ...rawData },
      sensorReport,
    };
  }

  /** `by`: at whose place; 0 where that is not certain, or the goods were on their way. */
  #told(
    key: Hex,
    time: number,
    sensorElementList: readonly SensorElement[],
    by = 0,
    bySerial = false,
  ): EventRecord[] {
    const goods = this.#goods.get(key);
    if (!goods) return [];
    const event: ObjectEvent = {
      type: "ObjectEvent",
      eventTime: isoTime(time),
      eventTimeZoneOffset: "+00:00",
      ...SENSED,
      ...this.#lot.listed(goods, bySerial),
      ...(by === 0 ? {} : { readPoint: { id: this.#names.place(by) } }),
      sensorElementList,
    };
    return [{ event, context: [] }];
  }
}
