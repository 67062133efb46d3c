import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { PARTIES_HELP } from "./parties.ts";

const MEMBER = "--as <institution>";
const PARTIES = "--parties <file>";

/** Documents of events, in and out. */
export const documentCommands = (): Command[] => [importCommand()];

const importCommand = (): Command =>
  newCommand(
    "import",
    "Takes in EPCIS events: anchors each valid one, and moves custody as it says.",
    'trace import events.json more-events.xml --as "North Pharmacy" --json',
    `
Reads EPCIS 2.0 (JSON-LD, XML) and 1.2 (XML): capture and query documents, and bare events. Every
valid event is anchored once. What the institution did with goods of the ledger moves custody there:
commissioning, packing, shipping, receiving, dispensing, destroying, recalling. All else is kept as
evidence alone. Refused is what breaks the standard's rules or contradicts the ledger. Events of a
document are taken by their time. What was ended in the middle goes on when the command is given
again. Ends with 1 if an event was refused.
${PARTIES_HELP}`,
  )
    .argument("<files...>", "documents of events, or folders of them (.json, .jsonld, .xml)")
    .option(MEMBER, "who takes them in (default: the first institution of this folder)")
    .option(PARTIES, "which institution is behind a GLN; see above")
    .action(loaded(() => import("./import.ts")));
