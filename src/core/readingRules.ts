/**
 * What a batch of readings says of goods, as the contracts judge it: the twin of
 * contracts/supply/libraries/Watch.sol. test/supply/readingRules.test.ts compares the two.
 */
import { fromHex } from "./bytes.ts";
import {
  ColdChainReadingMisplaced,
  ColdChainReadingsMalformed,
  ColdChainReplayed,
} from "./contractErrors.ts";
import { monitorOf, type MonitorSlot, type ReadingsBatch } from "./monitoring.ts";
import { bitsOf } from "./words.ts";

/** What a batch tells; times in Unix seconds. */
export interface Finding {
  /** The longest time without a reading, or without batches that did not come. */
  gap?: { from: number; upTo: number };
  /** The first excursion: when the goods left their limits, and the reading that made it one. */
  excursion?: { from: number; found: number; temperature: number; humidity?: number };
}

const OUTSIDE = 2;
const TOLD = 4;
const BROKEN = 8;
const SILENT = 32;
const SIZE = 7;
const OWED = 16;
const MOST = 0xffff;
const UNMEASURED = 0xffff;

/** A reading as it is signed: hundredths of a degree, tenths of a percent. */
interface Raw {
  time: number;
  temperature: number;
  humidity: number;
}

/** A monitor's word as its fields are on chain. */
interface State {
  limits: bigint;
  sequence: number;
  owed: number;
  last: number;
  outFor: number;
  missed: number;
  late: number;
  step: number;
  state: number;
}

const stateOf = (word: bigint): State => ({
  limits: BigInt.asUintN(96, word),
  sequence: bitsOf(word, 96, 24),
  owed: bitsOf(word, 120, 16),
  last: bitsOf(word, 136, 40),
  outFor: bitsOf(word, 176, 24),
  missed: bitsOf(word, 200, 16),
  late: bitsOf(word, 216, 16),
  step: bitsOf(word, 232, 16),
  state: bitsOf(word, 248, 8),
});

const wordOf = (m: State): bigint =>
  m.limits |
  (BigInt(m.sequence) << 96n) |
  (BigInt(m.owed) << 120n) |
  (BigInt(m.last) << 136n) |
  (BigInt(m.outFor) << 176n) |
  (BigInt(m.missed) << 200n) |
  (BigInt(m.late) << 216n) |
  (BigInt(m.step) << 232n) |
  (BigInt(m.state) << 248n);

/** Counters stop at their ends. */
const sum = (a: number, b: number): number => Math.min(a + b, MOST);

/** @throws ColdChainReadingsMalformed unless they ascend */
function rawReadings({ start, readings }: ReadingsBatch): Raw[] {
  const bytes = Buffer.from(fromHex(readings));
  const count = Math.floor(bytes.length / SIZE);
  if (count === 0 || bytes.length % SIZE !== 0) {
    throw new ColdChainReadingsMalformed({ index: count });
  }
  const all = Array.from({ length: count }, (_, i) => ({
    time: start + bytes.readUIntBE(SIZE * i, 3),
    temperature: bytes.readInt16BE(SIZE * i + 3),
    humidity: bytes.readUInt16BE(SIZE * i + 5),
  }));
  const wrong = all.findIndex(({ time }, i) => i > 0 && time <= all[i - 1]!.time);
  if (wrong > 0) throw new ColdChainReadingsMalformed({ index: wrong });
  return all;
}

function isOutside(limits: bigint, { temperature, humidity }: Raw): boolean {
  const signed = (shift: number) => (bitsOf(limits, shift, 16) << 16) >> 16;
  if (temperature < signed(0) || temperature > signed(16)) return true;
  if (humidity === UNMEASURED) return false;
  return humidity < bitsOf(limits, 32, 16) || humidity > bitsOf(limits, 48, 16);
}

const excursionOf = (from: number, { time, temperature, humidity }: Raw): Finding["excursion"] => ({
  from,
  found: time,
  temperature: temperature / 100,
  ...(humidity === UNMEASURED ? {} : { humidity: humidity / 10 }),
});

/**
 * Takes a batch into a monitor, as `ColdChain.report` does when the chain's clock says `now`.
 * @param word The monitor's slot before
 * @throws ColdChainReadingsMalformed, ColdChainReplayed, ColdChainReadingMisplaced
 */
export function takeReadings(
  word: bigint,
  batch: ReadingsBatch,
  now: number,
): { word: bigint; monitor: MonitorSlot; found: Finding } {
  const readings = rawReadings(batch);
  const [first, last] = [readings[0]!.time, readings.at(-1)!.time];
  const m = stateOf(word);
  const isLate = batch.sequence <= m.sequence;
  const found = isLate ? takeLate(m, batch, readings, last) : takeNext(m, batch, readings, first);
  const interval = bitsOf(m.limits, 64, 16) * 60;
  if (isLate || now > last + interval) m.late = sum(m.late, 1);
  if (found.excursion) m.state |= BROKEN;
  const after = wordOf(m);
  return { word: after, monitor: monitorOf(after), found };
}

/** What lay around it cannot be told any more, so nothing outside is tolerated. */
function takeLate(m: State, batch: ReadingsBatch, readings: Raw[], last: number): Finding {
  const { sensor, sequence } = batch;
  const back = m.sequence - sequence;
  const bit = back === 0 || back > OWED ? 0 : 1 << (back - 1);
  if ((m.owed & bit) === 0) throw new ColdChainReplayed({ sensor, sequence, last: m.sequence });
  m.owed ^= bit;
  if (last >= m.last) throw new ColdChainReadingMisplaced({ time: last, last: m.last });
  const out = readings.find((reading) => isOutside(m.limits, reading));
  return out ? { excursion: excursionOf(out.time, out)! } : {};
}

function takeNext(m: State, batch: ReadingsBatch, readings: Raw[], first: number): Finding {
  if (first <= m.last) throw new ColdChainReadingMisplaced({ time: first, last: m.last });
  const skipped = batch.sequence - m.sequence - 1;
  m.owed =
    skipped >= OWED
      ? MOST
      : Number(
          ((BigInt(m.owed) << BigInt(skipped + 1)) | ((1n << BigInt(skipped)) - 1n)) & 0xffffn,
        );
  m.sequence = batch.sequence;
  m.missed = sum(m.missed, skipped);
  m.state &= ~SILENT;
  const found: Finding = skipped === 0 ? {} : { gap: { from: m.last, upTo: first } };
  return judge(m, readings, found);
}

/** In order: gaps count, and time outside goes on from the batch before. */
function judge(m: State, readings: Raw[], found: Finding): Finding {
  const [interval, tolerated] = [bitsOf(m.limits, 64, 16) * 60, bitsOf(m.limits, 80, 16) * 60];
  let { last } = m;
  let out = last - m.outFor;
  for (const reading of readings) {
    const { time } = reading;
    if (time - last > interval) {
      m.missed = sum(m.missed, 1);
      const longest = found.gap ? found.gap.upTo - found.gap.from : 0;
      if (time - last > longest) found.gap = { from: last, upTo: time };
    }
    last = time;
    if (!isOutside(m.limits, reading)) {
      m.state &= ~(OUTSIDE | TOLD);
      continue;
    }
    if ((m.state & OUTSIDE) === 0) out = time;
    m.state |= OUTSIDE;
    if ((m.state & TOLD) === 0 && (tolerated === 0 || time - out > tolerated)) {
      m.state |= TOLD;
      found.excursion ??= excursionOf(out, reading)!;
    }
  }
  m.outFor = (m.state & OUTSIDE) === 0 ? 0 : Math.min(last - out, 0xffffff);
  m.last = last;
  return found;
}
