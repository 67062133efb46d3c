/** What is done with goods that one has or sent: apart from moving and dispensing them. */
import { type Command, Option } from "commander";
import { DISPOSITIONS } from "../../core/enums.ts";
import { loaded, newCommand } from "../command.ts";
import { AS, CODE, EVIDENCE, GOODS, SOME_GOODS, unitRange } from "./words.ts";

export const keepingCommands = (): Command[] => [
  packCommand(),
  unpackCommand(),
  callBackCommand(),
  quarantineCommand(),
  releaseCommand(),
  takeBackCommand(),
  destroyCommand(),
];

const packCommand = (): Command =>
  newCommand(
    "pack",
    "Packs units of one or several lots into a container, which moves as one.",
    'trace pack 095060001343520000 "09506000134352/LOT-1#0:500" "09506000134352/LOT-2" --as "Maker"',
    "What is wider than the units is split. Ship and receive it by its number.",
  )
    .argument("<sscc>", "number on its label: 18 digits")
    .argument("<goods...>", SOME_GOODS)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./pack.ts")));

const unpackCommand = (): Command =>
  newCommand(
    "unpack",
    "Makes parcels of a container again.",
    'trace unpack 095060001343520000 --as "Pharmacy"',
    "As who has it, or as whom it was shipped to: who misses some of it unpacks it, and receives each parcel by itself.",
  )
    .argument("<container>", "its SSCC, or id")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./unpack.ts")));

const callBackCommand = (): Command =>
  newCommand(
    "call-back",
    "Takes back a shipment that nobody received, or units that a receipt disputes.",
    'trace call-back 09506000134352/LOT-1 --units 0:500 --as "Maker"',
    "Disputed units by --units alone: call them back when you have found them.",
  )
    .argument("<goods>", GOODS)
    .option("--units <first:count>", "of the lot (default: the one shipment of ours)", unitRange)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./callBack.ts")));

const quarantineCommand = (): Command =>
  newCommand(
    "quarantine",
    "Keeps goods from being dispensed, and from going anywhere but towards their maker.",
    'trace quarantine 09506000134352/LOT-1 --units 0:500 --evidence report.pdf --as "Pharmacy"',
    "All of the lot that you have, unless you name units; a packed parcel with its container.",
  )
    .argument("<goods>", GOODS)
    .requiredOption("--evidence <file|digest>", EVIDENCE)
    .option("--units <first:count>", "of the lot; what is wider is split", unitRange)
    .option("--whole", "the whole lot wherever its units are: as its maker or a regulator")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./quarantine.ts")));

const releaseCommand = (): Command =>
  newCommand(
    "release",
    "Releases goods from quarantine: as who put them there, or who weighs more.",
    'trace release 09506000134352/LOT-1 --evidence report.pdf --as "Regulator"',
    "Holders weigh least, then the cold chain's contract, then regulators. All of the lot that you have, unless you name units.",
  )
    .argument("<goods>", GOODS)
    .requiredOption("--evidence <file|digest>", EVIDENCE)
    .option("--units <first:count>", "of the lot; what is wider is split", unitRange)
    .option("--whole", "the whole lot wherever its units are: as its maker or a regulator")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./release.ts")));

const takeBackCommand = (): Command =>
  newCommand(
    "take-back",
    "Takes dispensed packs back from patients: they are never dispensed again.",
    'trace take-back "(01)09506000134352(21)S17" --evidence form.pdf --as "Pharmacy"',
    "As hospital or pharmacy, whoever dispensed them, into a parcel of yours.",
  )
    .argument("<codes...>", `${CODE}: of one product`)
    .requiredOption("--evidence <file|digest>", EVIDENCE)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./takeBack.ts")));

const destroyCommand = (): Command =>
  newCommand(
    "destroy",
    "Writes down that packs or parcels are no more: destroyed, damaged, lost, stolen or sampled.",
    'trace destroy "(01)09506000134352(21)S17" --how DAMAGED --evidence report.pdf --as "Pharmacy"',
    "For good. Packs by their codes, or units of one lot: all of it that you have, unless you name them.",
  )
    .argument("<goods...>", "codes of packs of one product, or one lot")
    .addOption(
      new Option("--how <how>", "what became of them")
        .choices(DISPOSITIONS.filter((one) => one !== "NONE"))
        .makeOptionMandatory(),
    )
    .requiredOption("--evidence <file|digest>", EVIDENCE)
    .option("--units <first:count>", "of the lot; what is wider is split", unitRange)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./destroy.ts")));
