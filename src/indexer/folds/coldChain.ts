import { productOf } from "../../core/goods.ts";
import type { Limits, MonitorSlot, SensorSlot } from "../../core/monitoring.ts";
import type { ColdChainEvents } from "../../core/tradeEvents.ts";
import { ZERO32 } from "../../core/bytes.ts";
import type { DomainFold } from "../fold.ts";
import { change, put, table } from "../table.ts";

/** Sensors: whose each is. `signer`: ERC-7913 bytes. */
export const sensors = table(
  "sensors",
  { sensor: "bytes" },
  {
    owner: "integer",
    calibratedUntil: "integer",
    isRetired: "integer",
    signer: "bytes",
    device: "bytes",
    certificate: "bytes",
  },
  ["owner"],
);

/** Degrees Celsius, percent, minutes. */
const limits = {
  minTemperature: "real",
  maxTemperature: "real",
  minHumidity: "real",
  maxHumidity: "real",
  interval: "integer",
  tolerated: "integer",
} as const;

/** Limits of products, for what is watched from now on. */
export const productLimits = table(
  "productLimits",
  { scheme: "text", number: "text" },
  { ...limits, version: "integer", since: "integer" },
);

/** How a sensor watches goods (`goodsKey`); see MonitorSlot. `owed`: sequences that did not come. */
export const monitors = table(
  "monitors",
  { goods: "bytes", sensor: "bytes" },
  {
    ...limits,
    sequence: "integer",
    owed: "list",
    last: "integer",
    outFor: "integer",
    missed: "integer",
    late: "integer",
    step: "integer",
    isActive: "integer",
    isOutside: "integer",
    isBroken: "integer",
    isAtLarge: "integer",
    isSilent: "integer",
    isContainer: "integer",
  },
);

/** Batches of readings; see `unpackReadings`. `digest`: what excursions name as evidence. */
export const readings = table(
  "readings",
  { block: "integer", log: "integer" },
  {
    sensor: "bytes",
    sequence: "integer",
    start: "integer",
    readings: "bytes",
    digest: "bytes",
    time: "integer",
    transaction: "bytes",
  },
  ["sensor", "sequence"],
);

/** Which goods a batch was told for. */
export const goodsReadings = table(
  "goodsReadings",
  { goods: "bytes", block: "integer", log: "integer" },
  { sensor: "bytes" },
);

/** Where readings are missing; `holder` 0: the goods were in other parcels when it was told. */
export const gaps = table(
  "gaps",
  { block: "integer", log: "integer" },
  {
    goods: "bytes",
    sensor: "bytes",
    holder: "integer",
    step: "integer",
    from: "integer",
    upTo: "integer",
    missed: "integer",
    time: "integer",
    transaction: "bytes",
  },
  ["goods"],
);

/**
 * Goods were outside of their limits `from` then on. `holder` and `step` are those of then only if
 * `isCertain`. `refusal`: with which error the quarantine was refused, 4 zero bytes for none.
 */
export const excursions = table(
  "excursions",
  { block: "integer", log: "integer" },
  {
    goods: "bytes",
    sensor: "bytes",
    holder: "integer",
    step: "integer",
    isCertain: "integer",
    from: "integer",
    found: "integer",
    temperature: "real",
    humidity: "real?",
    refusal: "bytes",
    evidence: "bytes",
    time: "integer",
    transaction: "bytes",
  },
  ["goods"],
);

/** Parts of goods that were put into quarantine after an excursion of theirs. */
export const pursuits = table(
  "pursuits",
  { goods: "bytes", part: "bytes" },
  { sensor: "bytes", time: "integer", transaction: "bytes" },
  ["part"],
);

const limitValues = (l: Limits): Limits => ({
  minTemperature: l.minTemperature,
  maxTemperature: l.maxTemperature,
  minHumidity: l.minHumidity,
  maxHumidity: l.maxHumidity,
  interval: l.interval,
  tolerated: l.tolerated,
});

const monitor = ({ limits: within, owed, ...slot }: MonitorSlot) => ({
  ...limitValues(within),
  owed: owed.map(String),
  sequence: slot.sequence,
  last: slot.last,
  outFor: slot.outFor,
  missed: slot.missed,
  late: slot.late,
  step: slot.step,
  isActive: Number(slot.isActive),
  isOutside: Number(slot.isOutside),
  isBroken: Number(slot.isBroken),
  isAtLarge: Number(slot.isAtLarge),
  isSilent: Number(slot.isSilent),
  isContainer: Number(slot.isContainer),
});

const sensorSlot = ({ owner, calibratedUntil, isRetired }: SensorSlot) => ({
  owner,
  calibratedUntil,
  isRetired: Number(isRetired),
});

export const coldChain: DomainFold<keyof ColdChainEvents> = {
  tables: {
    sensors,
    productLimits,
    monitors,
    readings,
    goodsReadings,
    gaps,
    excursions,
    pursuits,
  },
  folds: {
    SensorRegistered: ({ sensor, signer, device, certificate, ...slot }) => [
      put(sensors, { sensor, signer, device, certificate, ...sensorSlot(slot) }),
    ],
    SensorChanged: ({ sensor, certificate, ...slot }) => [
      change(sensors, { sensor }, sensorSlot(slot)),
      ...(certificate === ZERO32 ? [] : [change(sensors, { sensor }, { certificate })]),
    ],
    LimitsSet: ({ product, limits: { version, since, ...within } }) => [
      put(productLimits, { ...productOf(product), ...limitValues(within), version, since }),
    ],
    MonitoringChanged: ({ goods, sensor, monitor: slot }) => [
      put(monitors, { goods, sensor, ...monitor(slot) }),
    ],
    ReadingsReported: ({ actor: _, goods: watched, ...batch }, at) => {
      const { block, log, time, transaction } = at;
      const { sensor } = batch;
      return [
        put(readings, { block, log, ...batch, time, transaction }),
        ...watched.flatMap(({ goods, monitor: slot }) => [
          put(monitors, { goods, sensor, ...monitor(slot) }),
          put(goodsReadings, { goods, block, log, sensor }),
        ]),
      ];
    },
    ReadingsMissing: (event, { block, log, time, transaction }) => [
      put(gaps, { ...event, block, log, time, transaction }),
    ],
    ExcursionFound: ({ actor: _, ...event }, { block, log, time, transaction }) => {
      const { isCertain, humidity = null } = event;
      const at = { block, log, time, transaction };
      return [put(excursions, { ...event, humidity, isCertain: Number(isCertain), ...at })];
    },
    ExcursionPursued: ({ goods, sensor, part }, { time, transaction }) => [
      put(pursuits, { goods, part, sensor, time, transaction }),
    ],
  },
};
