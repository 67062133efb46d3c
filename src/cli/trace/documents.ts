import { type Command, Option } from "commander";
import { loaded, newCommand } from "../command.ts";
import { PARTIES_HELP } from "./parties.ts";

const MEMBER = "--as <institution>";
const PARTIES = "--parties <file>";

/** Documents of events, in and out. */
export const documentCommands = (): Command[] => [importCommand(), exportCommand()];

const importCommand = (): Command =>
  newCommand(
    "import",
    "Takes in EPCIS events: anchors each valid one, and moves custody as it says.",
    'trace import events.json more-events.xml --as "North Pharmacy" --json',
    `
Reads EPCIS 2.0 (JSON-LD, XML) and 1.2 (XML): capture and query documents, and bare events. Every valid event is anchored once. What the institution did with goods of the ledger moves custody there: commissioning, packing, shipping, receiving, dispensing, destroying, recalling. All else is kept as evidence alone. Refused is what breaks the standard's rules or contradicts the ledger.
Events of a document are taken by their time. What was ended in the middle goes on when the command is given again. Ends with 1 if an event was refused.
${PARTIES_HELP}`,
  )
    .argument("<files...>", "documents of events, or folders of them (.json, .jsonld, .xml)")
    .option(MEMBER, "who takes them in (default: the first institution of this folder)")
    .option(PARTIES, "which institution is behind a GLN; see above")
    .action(loaded(() => import("./import.ts")));

const exportCommand = (): Command =>
  newCommand(
    "export",
    "Writes what happened to a lot as EPCIS 2.0 events.",
    'trace export 09506000134352/LOT-1 --as "North Maker" --format xml --out lot-1.xml',
    `
Events have CBV 2.0 event-hash ids; what sensors told of the lot's goods is among them. Who has the lot's file tells serial numbers, who has not tells classes and quantities.
--declare-error writes the one event anew with a declaration that takes it back, for whoever has it: nothing is taken off the ledger.
dscsa-csv has a row for each shipment; its --product is a file {"productName", "strength", "dosageForm", "ndc", "containerSize"}, and "statements" if the seller makes any.
${PARTIES_HELP}`,
  )
    .argument("<lot>", "id of the lot, a GS1 code with GTIN and lot, or 09506000134352/LOT-1")
    .option(MEMBER, "whose files of lots are used (default: the first institution of this folder)")
    .addOption(
      new Option("--format <format>", "of the document")
        .choices(["json", "xml", "dscsa-csv"])
        .default("json"),
    )
    .option(PARTIES, "GLNs of institutions; see above")
    .option("--product <file>", "with dscsa-csv: what the law wants to know of the product")
    .option("--declare-error <event>", "id of an event that was wrong")
    .addOption(
      new Option("--reason <reason>", "why it was wrong").choices([
        "did_not_occur",
        "incorrect_data",
      ]),
    )
    .option("--out <file>", "file to write; it must not be there yet (default: stdout)")
    .action(loaded(() => import("./export.ts")));
