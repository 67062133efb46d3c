/**
 * Sensors, their readings and what they watch; contracts/types/Monitoring.sol has the same words.
 * Temperatures in degrees Celsius (hundredths on chain), humidity in percent (tenths).
 */
import { concatBytes, fromHex, type Hex, keccak256, toHex, uintBytes, ZERO32 } from "./bytes.ts";
import { fail } from "./errors.ts";
import { type Parcel, parcelKey } from "./goods.ts";
import { hashStruct } from "./structs.ts";
import { bitsOf } from "./words.ts";

/** A parcel, or a container by its id. */
export type Goods = { parcel: Parcel } | { container: Hex };

const NO_PARCEL = { lot: ZERO32, first: 0, count: 0 };

/** Goods as contracts take them. */
export const shownGoods = (goods: Goods): { container: Hex; parcel: Parcel } =>
  "container" in goods
    ? { container: goods.container, parcel: NO_PARCEL }
    : { container: NO_PARCEL.lot, parcel: goods.parcel };

/** The key of goods: a parcel's, or the container's id. */
export const goodsKey = (goods: Goods): Hex =>
  "container" in goods ? goods.container : parcelKey(goods.parcel);

/**
 * Between which values goods are kept, those themselves included. `interval`: minutes between two
 * readings at most; `tolerated`: minutes outside that do no harm, 0 for none.
 */
export interface Limits {
  minTemperature: number;
  maxTemperature: number;
  minHumidity: number;
  maxHumidity: number;
  interval: number;
  tolerated: number;
}

/** Limits as contracts take them. */
export const shownLimits = (limits: Limits) => ({
  ...limits,
  minTemperature: Math.round(limits.minTemperature * 100),
  maxTemperature: Math.round(limits.maxTemperature * 100),
  minHumidity: Math.round(limits.minHumidity * 10),
  maxHumidity: Math.round(limits.maxHumidity * 10),
});

const signed16 = (bits: number): number => (bits << 16) >> 16;

export const limitsOf = (word: bigint): Limits => ({
  minTemperature: signed16(bitsOf(word, 0, 16)) / 100,
  maxTemperature: signed16(bitsOf(word, 16, 16)) / 100,
  minHumidity: bitsOf(word, 32, 16) / 10,
  maxHumidity: bitsOf(word, 48, 16) / 10,
  interval: bitsOf(word, 64, 16),
  tolerated: bitsOf(word, 80, 16),
});

/** Limits of a product: which version, and from when on. */
export interface ProductLimits extends Limits {
  version: number;
  since: number;
}

export const productLimitsOf = (word: bigint): ProductLimits => ({
  ...limitsOf(word),
  version: bitsOf(word, 96, 16),
  since: bitsOf(word, 112, 40),
});

export interface SensorSlot {
  owner: number;
  calibratedUntil: number;
  isRetired: boolean;
}

export const sensorOf = (word: bigint): SensorSlot => ({
  owner: bitsOf(word, 0, 32),
  calibratedUntil: bitsOf(word, 32, 40),
  isRetired: bitsOf(word, 72, 8) !== 0,
});

/** How a sensor watches goods; see `Monitor` in contracts/types/Monitoring.sol. */
export interface MonitorSlot {
  limits: Limits;
  /** Of the last batch. */
  sequence: number;
  /** Sequences of batches before it that did not come. */
  owed: number[];
  /** Time of the last reading. */
  last: number;
  /** Seconds before `last` when the goods left the limits. */
  outFor: number;
  missed: number;
  late: number;
  step: number;
  isActive: boolean;
  isOutside: boolean;
  /** There was an excursion. */
  isBroken: boolean;
  /** Goods of an excursion are not in quarantine. */
  isAtLarge: boolean;
  isSilent: boolean;
  /** A container is watched, no parcel: their keys alone do not tell. */
  isContainer: boolean;
}

export function monitorOf(word: bigint): MonitorSlot {
  const sequence = bitsOf(word, 96, 24);
  const owed = bitsOf(word, 120, 16);
  const state = bitsOf(word, 248, 8);
  return {
    limits: limitsOf(word),
    sequence,
    owed: Array.from({ length: 16 }, (_, i) => i)
      .filter((i) => (owed >> i) & 1)
      .map((i) => sequence - 1 - i),
    last: bitsOf(word, 136, 40),
    outFor: bitsOf(word, 176, 24),
    missed: bitsOf(word, 200, 16),
    late: bitsOf(word, 216, 16),
    step: bitsOf(word, 232, 16),
    isActive: (state & 1) !== 0,
    isOutside: (state & 2) !== 0,
    isBroken: (state & 8) !== 0,
    isAtLarge: (state & 16) !== 0,
    isSilent: (state & 32) !== 0,
    isContainer: (state & 64) !== 0,
  };
}

/** The monitor of goods, or undefined where there is none: also where a parcel's key is shown as a container's. */
export function monitorFor(goods: Goods, word: bigint): MonitorSlot | undefined {
  const monitor = monitorOf(word);
  return word !== 0n && monitor.isContainer === "container" in goods ? monitor : undefined;
}

/** A reading; `time` in Unix seconds. */
export interface Reading {
  time: number;
  temperature: number;
  /** Left out where it is not measured. */
  humidity?: number;
}

/** What a sensor signs, as contracts take it. */
export interface ReadingsBatch {
  sensor: Hex;
  /** One more with each batch. */
  sequence: number;
  start: number;
  readings: Hex;
}

const UNMEASURED = 0xffff;

/** Hundredths of a degree in 16 bits, which a value beyond them would silently turn into another. */
const degreeBytes = (temperature: number): Uint8Array => {
  const value = Math.round(temperature * 100);
  if (value !== signed16(value)) fail("READING_TEMPERATURE", {});
  return uintBytes(BigInt.asUintN(16, BigInt(value)), 2);
};

/**
 * Packs readings, in the order of their times, seven bytes each.
 * @throws READING_TEMPERATURE beyond 327.67 degrees; BYTES_UINT_RANGE over more than 194 days
 */
export function packReadings(
  sensor: Hex,
  sequence: number,
  readings: readonly Reading[],
): ReadingsBatch {
  const start = readings[0]?.time ?? fail("BYTES_UINT_RANGE", { bits: 24 });
  const packed = readings.map(({ time, temperature, humidity }) =>
    concatBytes(
      uintBytes(time - start, 3),
      degreeBytes(temperature),
      uintBytes(humidity === undefined ? UNMEASURED : Math.round(humidity * 10), 2),
    ),
  );
  return { sensor, sequence, start, readings: toHex(concatBytes(...packed)) };
}

/** The readings of a batch. */
export function unpackReadings({ start, readings }: Omit<ReadingsBatch, "sensor">): Reading[] {
  const bytes = Buffer.from(fromHex(readings));
  return Array.from({ length: Math.floor(bytes.length / 7) }, (_, i) => {
    const humidity = bytes.readUInt16BE(7 * i + 5);
    return {
      time: start + bytes.readUIntBE(7 * i, 3),
      temperature: bytes.readInt16BE(7 * i + 3) / 100,
      ...(humidity === UNMEASURED ? {} : { humidity: humidity / 10 }),
    };
  });
}

const hashBytes = (bytes: Hex): Hex => toHex(keccak256(fromHex(bytes)));

/** A sensor: whose it is, its ERC-7913 key, and a salted hash of what names the device. */
export interface Sensor {
  owner: number;
  signer: Hex;
  device: Hex;
}

/** The id of a sensor. */
export const sensorId = ({ owner, signer, device }: Sensor): Hex =>
  hashStruct("Sensor", [owner, hashBytes(signer), device]);

/** What a sensor signs the EIP-712 digest of, under the domain of the ColdChain. */
export const readingsHash = (batch: ReadingsBatch): Hex =>
  hashStruct("Readings", [batch.sensor, batch.sequence, batch.start, hashBytes(batch.readings)]);
