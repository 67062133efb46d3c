import { type Command, Option } from "commander";
import { loaded, newCommand } from "../command.ts";
import { patientLabel } from "../values.ts";

const LABEL =
  "\n\nA label is what this folder calls a patient, such as alice-1. It is kept in keys.json and never sent; still, give no real names. The chain knows pseudonyms only.";

/** Patients' pseudonyms. */
export function subjectsCommand(): Command {
  const group = newCommand(
    "subjects",
    "Patients' pseudonyms: enrol, show, rotate keys.",
    "subjects list",
    LABEL,
  );
  group.addCommand(enrolCommand());
  group.addCommand(
    newCommand("list", "The patients of this folder.", "subjects list --json").action(
      loaded(() => import("./list.ts")),
    ),
  );
  group.addCommand(
    newCommand("show", "What the chain has of a pseudonym.", "subjects show alice-1")
      .argument("<subject>", "label of this folder, or a subject's id")
      .action(loaded(() => import("./show.ts"))),
  );
  group.addCommand(
    newCommand(
      "rotate",
      "Gives a patient new keys.",
      "subjects rotate alice-1 --after-theft",
      "One signs, the other decrypts. The record sets of this folder's custodians are sealed anew to it.",
    )
      .argument("<label>", "label of this folder")
      .option("--after-theft", "end everything that the old key granted")
      .option(
        "--as <institution>",
        "who carries it to the chain (default: the first of this folder)",
      )
      .action(loaded(() => import("./rotate.ts"))),
  );
  return group;
}

const enrolCommand = (): Command =>
  newCommand(
    "enrol",
    "Makes a patient's keys and enrols her pseudonym, for which an institution vouches.",
    'subjects enrol alice-1 --voucher "North Hospital"',
    LABEL,
  )
    .argument("<label>", "what this folder calls her: not her real name", patientLabel)
    .requiredOption(
      "--voucher <institution>",
      "who knows her: name in this folder, or participant id",
    )
    .addOption(
      new Option("--method <how>", "how it knows her")
        .choices(["IN_PERSON", "DOCUMENT", "FEDERATED"])
        .default("IN_PERSON"),
    )
    .action(loaded(() => import("./enrol.ts")));
