import { fhirInterval } from "../../core/dates.ts";
import { fail, isCareLedgerError } from "../../core/errors.ts";
import type { Reading } from "../../core/monitoring.ts";
import { readSmallFile, writeNew } from "../files.ts";
import { freshIndex } from "../index/fresh.ts";
import type { Session } from "../session.ts";
import { sensorNamed } from "./names.ts";
import { readSensorKey } from "./register.ts";

interface Options {
  sensor: string;
  key: string;
  out: string;
  sequence?: number;
  as?: string;
}

/** Signs readings as a sensor does that cannot by itself, such as one on a cable. */
export async function run(session: Session, file: string, options: Options): Promise<void> {
  const member = await session.member(options.as);
  const id = sensorNamed(session, member, options.sensor);
  const readings = readingsIn(readSmallFile(file, "The file of readings"));
  const { coldChain: index } = (await freshIndex(session)).reader;
  const { owner, device } = index.sensor(id) ?? fail("SENSOR_UNKNOWN", {});
  const key = readSensorKey(options.key);
  const sequence = options.sequence ?? index.lastSequence(id) + 1;
  const signed = await member.care.coldChain.sign({ owner, device, key }, sequence, readings);
  if (signed.batch.sensor !== id) {
    fail("CLI_OPTION", { reason: "the key in --key is not the sensor's" });
  }
  writeNew(options.out, `${JSON.stringify(signed)}\n`, "The file of signed readings");
  session.output.result({ sensor: id, sequence, readings: readings.length }, [
    `${readings.length} readings signed as batch ${sequence}: report them.`,
  ]);
}

const MOST = 2_000;

/** Time, temperature and humidity of each line, oldest first; a header is passed over. */
function readingsIn(text: string): Reading[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const readings = lines.flatMap(({ line, number }, i) => {
    // Where cells end with anything but a comma, a comma is in a number: that is refused, not split.
    const cells = line.split(/[;\t]/.test(line) ? /[;\t]/ : ",").map((cell) => cell.trim());
    return i === 0 && /^[^\d+-]*$/.test(cells[1] ?? "") ? [] : [readingOf(cells, number)];
  });
  if (readings.length === 0 || readings.length > MOST) {
    refuse(`it has ${readings.length} readings, and 1 to ${MOST} are signed at once`);
  }
  return readings.toSorted((a, b) => a.time - b.time);
}

const NUMBER = /^[+-]?\d{1,3}(?:\.\d+)?$/;
/** Whether a cell is a number between two. */
const isBetween = (cell: string, min: number, max: number): boolean =>
  NUMBER.test(cell) && Number(cell) >= min && Number(cell) <= max;

function readingOf(cells: string[], line: number): Reading {
  const [time = "", temperature = "", humidity = ""] = cells;
  if (cells.length > 3) {
    refuse(`line ${line} has ${cells.length} cells: time, temperature and humidity are meant`);
  }
  if (!isBetween(temperature, -300, 300)) {
    refuse(`line ${line} has no temperature from -300 to 300, as 4.5`);
  }
  if (humidity !== "" && !isBetween(humidity, 0, 100)) {
    refuse(`line ${line} has no humidity from 0 to 100, as 55.5`);
  }
  return {
    time: timeOf(time, line),
    temperature: Number(temperature),
    ...(humidity === "" ? {} : { humidity: Number(humidity) }),
  };
}

function timeOf(text: string, line: number): number {
  if (/^\d{9,11}$/.test(text)) return Number(text);
  try {
    const { start, end } = fhirInterval(text);
    if (start === end) return start;
  } catch (error) {
    if (!isCareLedgerError(error, "DATE_INVALID")) throw error;
  }
  return refuse(`line ${line} has no time to the second with its zone`);
}

const refuse = (reason: string): never =>
  fail("CLI_FILE", { what: "The file of readings", reason });
