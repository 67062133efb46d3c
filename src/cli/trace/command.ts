import { type Command, Option } from "commander";
import { loaded, newCommand } from "../command.ts";
import { id, patientLabel, wholeNumber } from "../values.ts";
import { documentCommands } from "./documents.ts";
import { goodsCommands } from "./goodsCommands.ts";
import { keepingCommands } from "./keepingCommands.ts";
import { LOT } from "./words.ts";

/** Drugs, from the maker to the patient's hand and back. */
export function traceCommand(): Command {
  const group = newCommand(
    "trace",
    "Drugs: where they are, what happened to them, recalls, and documents of events.",
    "trace where 09506000134352/LOT-1",
  );
  for (const command of [
    ...goodsCommands(),
    dispenseCommand(),
    ...keepingCommands(),
    stockCommand(),
    whereCommand(),
    historyCommand(),
    recallCommand(),
    recallsCommand(),
    patientsCommand(),
    ...documentCommands(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const whereCommand = (): Command =>
  newCommand("where", "Who has how many units of a lot.", "trace where 09506000134352/LOT-1 --json")
    .argument("<lot>", LOT)
    .action(loaded(() => import("./where.ts")));

const historyCommand = (): Command =>
  newCommand(
    "history",
    "What happened to one unit of a lot, step by step.",
    "trace history 09506000134352/LOT-1 17",
    "Through splits, containers and openings; with times, holders and excursions.",
  )
    .argument("<lot>", LOT)
    .argument("<unit>", "index of the unit in the lot", wholeNumber(0, 0xffff_ffff))
    .action(loaded(() => import("./history.ts")));

const recallCommand = (): Command =>
  newCommand(
    "recall",
    "Recalls a lot, and shows who is to return how much of it.",
    'trace recall 09506000134352/LOT-1 --class I --reason 12 --evidence report.pdf --as "Maker"',
    "As its maker or a regulator. Without --class it shows a recall that there is. Recovered: at the maker's or a regulator's, or destroyed since; expected: all but what patients have and what was gone before.",
  )
    .argument("<lot>", LOT)
    .addOption(
      new Option("--class <class>", "I is the gravest: death or lasting harm is likely").choices([
        "I",
        "II",
        "III",
      ]),
    )
    .option("--reason <n>", "number in your authority's list of reasons", wholeNumber(0, 0xffff))
    .option("--evidence <file|digest>", "what says why: a file, or its SHA-256 digest")
    .option("--as <institution>", "who recalls (default: the first institution of this folder)")
    .option("--watch", "go on as goods come back, until all did or Ctrl-C")
    .action(loaded(() => import("./recall.ts")));

const dispenseCommand = (): Command =>
  newCommand(
    "dispense",
    "Hands out units by the codes on their packs; whom to is kept here, and nowhere else.",
    'trace dispense "(01)09506000134352(21)S17" --patient alice-1 --as "Pharmacy"',
    "With the proofs from the lot's file, which came with the goods.",
  )
    .argument("<codes...>", "as scanned: units of one product")
    .requiredOption("--patient <label>", "what you call the patient", patientLabel)
    .option("--payer <id>", "of a claimable product: the pseudonym of who is to pay", id)
    .option("--as <institution>", "who dispenses (default: the first institution of this folder)")
    .action(loaded(() => import("./dispense.ts")));

const stockCommand = (): Command =>
  newCommand(
    "stock",
    "What an institution has of its products, and whether that is too little or too much.",
    'trace stock 09506000134352 --min 20 --max 200 --as "Pharmacy"',
    "Counts on the chain what has levels, so that an alert is told once when a stock falls below min or rises above max; dispense and receive count again. Blocked: recalled, expired or in quarantine.",
  )
    .argument("[product]", "GTIN, or national code of 7 digits (default: all)")
    .option("--min <n>", "set levels: fewer units are LOW", wholeNumber(0, 0xffff_ffff))
    .option("--max <n>", "set levels: more units are OVER", wholeNumber(1, 0xffff_ffff))
    .option("--as <institution>", "whose stock (default: the first institution of this folder)")
    .action(loaded(() => import("./stock.ts")));

const recallsCommand = (): Command =>
  newCommand(
    "recalls",
    "Recalled lots, or whether packs of your own are recalled.",
    "trace recalls --mine my-packs.txt",
    "Your packs are compared here: nobody is told which you have.",
  )
    .option("--mine <file>", "codes of your packs as scanned, one a line")
    .action(loaded(() => import("./recalls.ts")));

const patientsCommand = (): Command =>
  newCommand(
    "patients",
    "Which of your own patients have units of a lot.",
    'trace patients 09506000134352/LOT-1 --as "Pharmacy"',
    "By the journal that `trace dispense` keeps here; what was brought back is left out.",
  )
    .argument("<lot>", LOT)
    .option("--as <institution>", "whose patients (default: the first institution of this folder)")
    .action(loaded(() => import("./patients.ts")));
