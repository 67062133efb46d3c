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
  const readings = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .flatMap((line, i) => {
      const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
      return i === 0 && /[a-z]/i.test(cells[1] ?? "") ? [] : [readingOf(cells, i + 1)];
    });
  if (readings.length === 0 || readings.length > MOST) {
    refuse(`it has ${readings.length} readings, and 1 to ${MOST} are signed at once`);
  }
  return readings.toSorted((a, b) => a.time - b.time);
}

function readingOf([time = "", temperature = "", humidity = ""]: string[], line: number): Reading {
  const number = /^-?\d{1,3}(?:\.\d+)?$/;
  const isHumid = humidity === "" || (number.test(humidity) && !humidity.startsWith("-"));
  if (!number.test(temperature) || !isHumid) refuse(`line ${line} has no temperature or humidity`);
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
