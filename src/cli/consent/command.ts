import type { Command } from "commander";
import { loaded, newCommand } from "../command.ts";
import { id } from "../values.ts";
import { CODES, withTerms } from "./terms.ts";

const TERMS =
  '--subject alice-1 --to "South Hospital" --purpose TREAT --categories DIABETES --until 2030-12-31';

/** Patients' consents. */
export function consentCommand(): Command {
  const group = newCommand(
    "consent",
    "Patients' consents: preview, grant, list, revoke.",
    `consent preview ${TERMS}`,
  );
  group.addCommand(
    withTerms(
      newCommand(
        "preview",
        "Says a consent in plain words, and what it would cover today.",
        `consent preview ${TERMS}`,
        `Nothing is signed or sent.${CODES}`,
      )
        .option("--grant <id>", "one that this folder has, instead of terms", id)
        .option("--signed-file <file>", "one that somebody signed, instead of terms"),
    ).action(loaded(() => import("./preview.ts"))),
  );
  group.addCommand(grantCommand());
  group.addCommand(
    newCommand(
      "list",
      "The grants of patients, how they stand, and what they say where this folder knows it.",
      "consent list --subject alice-1",
    )
      .option("--subject <label>", "one patient's: label of this folder, or a subject's id")
      .action(loaded(() => import("./list.ts"))),
  );
  group.addCommand(
    newCommand(
      "revoke",
      "Ends a consent for ever.",
      "consent revoke 0x...",
      "What was read by then stays read.",
    )
      .argument("<grant>", "id of the grant", id)
      .option(
        "--as <institution>",
        "who carries it; anybody may (default: the first of this folder)",
      )
      .action(loaded(() => import("./revoke.ts"))),
  );
  return group;
}

const grantCommand = (): Command =>
  withTerms(
    newCommand(
      "grant",
      "Signs a consent with the patient's key and carries it to the chain.",
      `consent grant ${TERMS}`,
      `On two machines: --sign-only on hers, --signed-file on the institution's.${CODES}`,
    )
      .option("--as <institution>", "who carries it (default: the first of this folder)")
      .option("--sign-only", "sign, and write it to --out instead of carrying it")
      .option("--out <file>", "where to write what was signed")
      .option("--signed-file <file>", "carry what was signed elsewhere, instead of terms"),
  ).action(loaded(() => import("./grant.ts")));
