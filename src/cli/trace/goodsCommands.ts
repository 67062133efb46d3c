/** Making lots, passing goods on with the files of their lots, and scanning packs. */
import { type Command, InvalidArgumentError } from "commander";
import { loaded, newCommand, withOutput } from "../command.ts";
import { fhirDate, webUrl } from "../values.ts";
import { AS, CODE, LOT, PRODUCT, unitRange, unitRanges } from "./words.ts";

export const goodsCommands = (): Command[] => [
  registerCommand(),
  commissionCommand(),
  shipCommand(),
  receiveCommand(),
  scanCommand(),
  qrCommand(),
];

const registerCommand = (): Command =>
  newCommand(
    "register",
    "Gives a product to its licence holder, who alone may make lots of it.",
    'trace register 09506000134352 --holder "Maker"',
    "As the consortium's administration.",
  )
    .argument("<product>", PRODUCT)
    .requiredOption("--holder <institution>", "name in this folder, or number")
    .option("--claimable", "payers may be asked for it: each code is sold once in the consortium")
    .action(loaded(() => import("./register.ts")));

const commissionCommand = (): Command =>
  newCommand(
    "commission",
    "Makes a lot: seals its codes in a file of their own, and puts the lot on the chain.",
    'trace commission codes.txt --product 09506000134352 --lot LOT-1 --made 2026-10-01 --expires 2028-09-30 --qc-report report.pdf --as "Maker"',
    "Codes stand one a line in packing order (of a CSV, in the first column), as printed or as read from the pack. The same command again makes no second lot.",
  )
    .argument("<codes>", "file of the units' codes")
    .requiredOption("--product <number>", PRODUCT)
    .requiredOption("--lot <number>", "the lot number as printed")
    .requiredOption("--made <date>", "when it was made", fhirDate)
    .requiredOption("--expires <date>", "the last day on which it may be dispensed", fhirDate)
    .requiredOption("--qc-report <file|digest>", "report of its quality control, or its SHA-256")
    .option("--material <file|id>", "raw-material lot: id, or its paper; may be repeated", repeated)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./commission.ts")));

const shipCommand = (): Command =>
  newCommand(
    "ship",
    "Ships units of a lot, and seals the key of the lot's file to who gets them.",
    'trace ship 09506000134352/LOT-1 --units 0:500 --to "Pharmacy" --key for-pharmacy.json --as "Maker"',
    "What is wider than the units is split. The key may go any way: nobody else can open it.",
  )
    .argument("<lot>", `${LOT}; or a container's SSCC`)
    .requiredOption("--to <institution>", "name in this folder, or number")
    .option("--units <first:count>", "by their index in the lot (default: all)", unitRange)
    .option("--key <file>", "where to write the key; without it the receiver asks our gateway")
    .option("--before-receipt", "also what came for an order of ours that awaits its receipt")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./ship.ts")));

const receiveCommand = (): Command =>
  newCommand(
    "receive",
    "Takes in the file of a lot, verifies it, and receives the units that were shipped.",
    'trace receive 09506000134352/LOT-1 --units 0:500 --as "Pharmacy"',
    "What comes packed is received with its whole container. From then on our gateway answers scans of the lot.",
  )
    .argument("<lot>", `${LOT}; or a container's SSCC`)
    .option(
      "--units <first:count>",
      "of the parcel (default: the one shipment of the lot that is on its way to us)",
      unitRange,
    )
    .option(
      "--missing <first:count>",
      "units that did not come: disputed, and still the sender's; may be repeated",
      unitRanges,
    )
    .option("--key <file>", "the goods key that came along (default: ask the sender's gateway)")
    .option("--from <url>", "a gateway that may have the file; may be repeated", urls)
    .option("--file-only", "the units were received before")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./receive.ts")));

const scanCommand = (): Command =>
  newCommand(
    "scan",
    "Whether a pack is what it says: needs no account, and believes no resolver.",
    "trace scan https://id.gs1.org/01/09506000134352/21/S-000001",
    "Ends with 0 for a genuine pack, 3 for any other, 4 where it cannot be verified now.",
  )
    .argument("<code>", CODE)
    .option("--resolver <url>", "whom to ask; may be repeated (default: the registry's)", urls)
    .option(
      "--as <institution>",
      "scan as this institution: tells if goods are not where they should be",
    )
    .option(
      "--at <lat,lon>",
      "where, in degrees; needs --as, who signs it for the resolvers",
      place,
    )
    .option("--dispensing", "the pack is about to be dispensed")
    .action(
      // Opens its own session: that no chain answers is an answer too.
      withOutput(async (output, code: string, options: object) => {
        const { run } = await import("./scan.ts");
        await run(output, code, options);
      }),
    );

const qrCommand = (): Command =>
  newCommand(
    "qr",
    "The QR code of a pack, on the terminal or as an image: its GS1 Digital Link.",
    'trace qr "(01)09506000134352(21)S-000001"',
  )
    .argument("<code>", CODE)
    .option("--resolver <url>", "whose address the link has (default: GS1's)", webUrl)
    .option("--svg <file>", "write an SVG image")
    .option("--png <file>", "write a PNG image")
    .action(
      withOutput(async (output, code: string, options: object) => {
        const { run } = await import("./qr.ts");
        await run(output, code, options);
      }),
    );

const repeated = (text: string, before: string[] = []): string[] => [...before, text];

const urls = (text: string, before: string[] = []): string[] => [...before, webUrl(text)];

function place(text: string): { latitude: number; longitude: number } {
  const [, latitude, longitude] = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text) ?? [];
  const [north, east] = [Number(latitude), Number(longitude)];
  if (Math.abs(north) <= 90 && Math.abs(east) <= 180) return { latitude: north, longitude: east };
  throw new InvalidArgumentError("Give latitude and longitude, as in 31.811,119.974.");
}
