import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { codes, fhirDate, institutionName, jurisdiction, wholeNumber } from "../values.ts";

/** Institutions: what the registry says of them, and what their administrators do. */
export function participantsCommand(): Command {
  const group = newCommand(
    "participants",
    "Institutions: list, admit, suspend, rotate keys.",
    "participants list",
  );
  group.addCommand(
    newCommand(
      "list",
      "All institutions of the chain, with the names that this folder gives them.",
      "participants list --json",
    ).action(loaded(() => import("./list.ts"))),
  );
  group.addCommand(admitCommand());
  group.addCommand(
    newCommand(
      "suspend",
      "Suspends an institution.",
      'participants suspend "South Hospital"',
      "It writes nothing and is given nothing until it is reinstated.",
    )
      .argument("<institution>", "name in this folder, or participant id")
      .action(loaded(() => import("./suspend.ts"))),
  );
  group.addCommand(
    newCommand(
      "reinstate",
      "Makes a suspended or lapsed institution ACTIVE again.",
      'participants reinstate "South Hospital"',
    )
      .argument("<institution>", "name in this folder, or participant id")
      .action(loaded(() => import("./reinstate.ts"))),
  );
  group.addCommand(
    newCommand(
      "rotate",
      "Gives an institution a new key for what is released to it.",
      'participants rotate "South Hospital"',
      "The old ones stay in this folder: what was sealed to them opens with them.",
    )
      .argument("<institution>", "name in this folder, or participant id")
      .action(loaded(() => import("./rotate.ts"))),
  );
  return group;
}

const admitCommand = (): Command =>
  newCommand(
    "admit",
    "Admits an institution.",
    'participants admit "North Hospital" --kind HOSPITAL',
    "It gets keys, which stay in this folder, and the next account; both are registered.",
  )
    .argument("<name>", "what this folder calls it; the chain knows numbers only", institutionName)
    .requiredOption(
      "--kind <codes>",
      "HOSPITAL, PHARMACY ...; several between commas",
      codes("participantKinds"),
    )
    .option("--grade <n>", "grade of its accreditation", wholeNumber(0, 255))
    .option(
      "--jurisdiction <scheme:code>",
      "1: and a GB/T 2260 division, or 2: and an insurance jurisdiction (default: 1:320400)",
      jurisdiction,
    )
    .option(
      "--accredited-until <date>",
      "last day of its accreditation (default: in 3 years)",
      fhirDate,
    )
    .action(loaded(() => import("./admit.ts")));
