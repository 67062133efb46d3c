import { type Command, InvalidArgumentError } from "commander";
import { type Hex, isHex } from "../../core/bytes.ts";
import { loaded, newCommand } from "../command.ts";
import { AS, GOODS, LOT, PRODUCT, unitRange } from "../trace/words.ts";
import { fhirDate, institutionName, wholeNumber } from "../values.ts";

const SENSOR = "name in this folder, or id";
const CERTIFICATE = "of its calibration: a file, or its SHA-256 digest";
const SEQUENCE = wholeNumber(0, 0xff_ffff);
const MINUTES = wholeNumber(1, 0xffff);

/** Sensors, and whether goods are kept as their makers say. */
export function sensorsCommand(): Command {
  const group = newCommand(
    "sensors",
    "The cold chain: sensors, what they watch, their readings, and excursions.",
    'sensors list --as "Carrier"',
  );
  for (const command of [
    registerCommand(),
    listCommand(),
    recalibrateCommand(),
    retireCommand(),
    limitsCommand(),
    watchCommand(),
    signCommand(),
    reportCommand(),
    silenceCommand(),
    endCommand(),
    excursionsCommand(),
    pursueCommand(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const registerCommand = (): Command =>
  newCommand(
    "register",
    "Registers a sensor of yours: its key is on the chain, its name as a salted hash.",
    'sensors register "Logger 7" --signer 0x... --calibrated-until 2027-06-30 --certificate certificate.pdf --as "Carrier"',
    "Readings that the key signs count from then on. The salt of the name is kept here.",
  )
    .argument("<name>", "what you call it", institutionName)
    .option("--signer <hex>", "its key: ERC-7913 bytes, as an account's address", signer)
    .option("--key <file>", "instead, for a logger without one: makes the key and writes it there")
    .requiredOption("--calibrated-until <date>", "the last day of its calibration", fhirDate)
    .requiredOption("--certificate <file|digest>", CERTIFICATE)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./register.ts")));

const listCommand = (): Command =>
  newCommand(
    "list",
    "Your sensors: until when each is calibrated, what it watches, what is overdue.",
    'sensors list --as "Carrier" --json',
  )
    .option("--as <institution>", AS)
    .action(loaded(() => import("./list.ts")));

const recalibrateCommand = (): Command =>
  newCommand(
    "recalibrate",
    "Says until when a sensor of yours is calibrated now.",
    'sensors recalibrate "Logger 7" --until 2028-06-30 --certificate certificate.pdf --as "Carrier"',
  )
    .argument("<sensor>", SENSOR)
    .requiredOption("--until <date>", "the last day of its calibration", fhirDate)
    .requiredOption("--certificate <file|digest>", CERTIFICATE)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./recalibrate.ts")));

const retireCommand = (): Command =>
  newCommand(
    "retire",
    "Takes a sensor of yours out of use, for good: also where its key was stolen.",
    'sensors retire "Logger 7" --as "Carrier"',
  )
    .argument("<sensor>", SENSOR)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./retire.ts")));

const limitsCommand = (): Command =>
  newCommand(
    "limits",
    "Between which values a product is kept: shows them, or sets those of yours.",
    'sensors limits 09506000134352 --temperature 2:8 --humidity 20:75 --interval 15 --as "Maker"',
    "For goods that are watched from now on.",
  )
    .argument("<product>", PRODUCT)
    .option("--temperature <min:max>", "degrees Celsius", valueRange(-300, 300))
    .option("--humidity <min:max>", "percent (default: 0:100)", valueRange(0, 100))
    .option("--interval <minutes>", "between two readings at most", MINUTES)
    .option(
      "--tolerated <minutes>",
      "outside, that do no harm (default: 0)",
      wholeNumber(0, 0xffff),
    )
    .option("--as <institution>", AS)
    .action(loaded(() => import("./limits.ts")));

const watchCommand = (): Command =>
  newCommand(
    "watch",
    "Has a sensor of yours watch goods that you have, within their products' limits.",
    'sensors watch 095060001343520000 --sensor "Logger 7" --as "Carrier"',
    "Of a lot all parcels that you have, unless you name units.",
  )
    .argument("<goods>", GOODS)
    .requiredOption("--sensor <sensor>", SENSOR)
    .option("--units <first:count>", "of the lot; what is wider is split", unitRange)
    .option(
      "--sequence <n>",
      "of the sensor's last batch before (default: the last one told)",
      SEQUENCE,
    )
    .option("--as <institution>", AS)
    .action(loaded(() => import("./watch.ts")));

const signCommand = (): Command =>
  newCommand(
    "sign",
    "Signs readings for a logger that cannot itself, with its key.",
    'sensors sign readings.csv --sensor "Logger 7" --key logger7.key --out signed.json --as "Carrier"',
    "A reading a line: time (with its zone, or Unix seconds), degrees Celsius, percent humidity if it is measured.",
  )
    .argument("<readings>", "CSV file of one batch")
    .requiredOption("--sensor <sensor>", SENSOR)
    .requiredOption("--key <file>", "which `sensors register --key` wrote")
    .requiredOption("--out <file>", "where to write the signed batch")
    .option("--sequence <n>", "of the batch (default: after the last one told)", SEQUENCE)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./sign.ts")));

const reportCommand = (): Command =>
  newCommand(
    "report",
    "Tells signed readings for all goods that their sensors watch.",
    'sensors report signed.json --as "Carrier"',
    "Files of one batch, of an array, or of a batch a line, as the SDK signs them; anybody may carry them. Goods of an excursion are in quarantine in the same transaction. What was told before is not told again.",
  )
    .argument("<files...>", "of signed readings")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./report.ts")));

const silenceCommand = (): Command =>
  newCommand(
    "silence",
    "Tells that readings of goods are overdue.",
    'sensors silence 095060001343520000 --as "Pharmacy"',
  )
    .argument("<goods>", GOODS)
    .option("--sensor <sensor>", `${SENSOR} (default: each that watches them)`)
    .option("--units <first:count>", "of the lot: one parcel", unitRange)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./silence.ts")));

const endCommand = (): Command =>
  newCommand(
    "end",
    "Ends that goods are watched: as who has them, or whose the sensor is.",
    'sensors end 095060001343520000 --sensor "Logger 7" --as "Carrier"',
    "What was found of them stays on the chain.",
  )
    .argument("<goods>", GOODS)
    .option("--sensor <sensor>", `${SENSOR} (default: each that watches them)`)
    .option("--units <first:count>", "of the lot: one parcel", unitRange)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./end.ts")));

const excursionsCommand = (): Command =>
  newCommand(
    "excursions",
    "Goods that were outside of their limits: when, how far, and with whom.",
    "sensors excursions 09506000134352/LOT-1",
  )
    .argument("[lot]", `${LOT} (default: all)`)
    .action(loaded(() => import("./excursions.ts")));

const pursueCommand = (): Command =>
  newCommand(
    "pursue",
    "Puts into quarantine what goods became before their excursion was told.",
    'sensors pursue 09506000134352/LOT-1 --as "Pharmacy"',
    "Parts that were split, packed or unpacked since, wherever they are.",
  )
    .argument("<goods>", GOODS)
    .option("--sensor <sensor>", `${SENSOR} (default: each that found an excursion)`)
    .option("--units <first:count>", "of the lot: the parcel that was watched", unitRange)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./pursue.ts")));

function signer(text: string): Hex {
  if (isHex(text) && text.length >= 42 && text.length <= 2050) return text;
  throw new InvalidArgumentError("Give 0x and the bytes of an account or of verifier and key.");
}

function valueRange(least: number, most: number) {
  return (text: string): [number, number] => {
    const [, min, max] = /^(-?\d{1,3}(?:\.\d{1,2})?):(-?\d{1,3}(?:\.\d{1,2})?)$/.exec(text) ?? [];
    const [from, to] = [Number(min), Number(max)];
    if (from >= least && from <= to && to <= most) return [from, to];
    throw new InvalidArgumentError(`Give two values from ${least} to ${most}, as in 2:8.`);
  };
}
