import { type Command, Option } from "commander";
import type { Hex } from "../../core/bytes.ts";
import type { Flag } from "../../core/enums.ts";
import { loaded, newCommand } from "../command.ts";
import { shipped } from "../package.ts";
import type { GlobalOptions } from "../session.ts";
import { AS } from "../trace/words.ts";
import { id, wholeNumber } from "../values.ts";

export interface ReplayCommandOptions extends GlobalOptions {
  data: string;
}

export interface DrillCommandOptions extends GlobalOptions {
  data: string;
  seed: number;
}

/** Claims of insured persons, decided by rules on the chain. */
export function claimsCommand(): Command {
  const group = newCommand(
    "claims",
    "Claims: billed, decided by rules on the chain, explained and paid.",
    'claims submit visit.json --as "North Hospital"',
    `\n\n${FILES}`,
  );
  for (const command of [
    checkCommand(),
    submitCommand(),
    statusCommand(),
    explainCommand(),
    payCommand(),
    appealCommand(),
    decideCommand(),
    reverseCommand(),
    replayCommand(),
    drillCommand(),
  ]) {
    group.addCommand(command);
  }
  return group;
}

const FILES =
  "A file is a FHIR R4 Claim, a Bundle with Claims, or a table of fees (CSV, fields of the insurance platform's function 2204). Patients are labels of this folder or pseudonyms; records are entries by their ids.";
const CLAIM = "id of the claim, or the number of an invoice of yours";

const several = (text: string, before?: Hex[]): Hex[] => [...(before ?? []), id(text)];

const billing = (command: Command): Command =>
  command
    .argument("<file>", "Claim, Bundle or table of fees")
    .option("--as <institution>", AS)
    .option("--patient <subject>", "her insurance pseudonym: label of this folder, or id")
    .addOption(
      new Option(
        "--record <entry>",
        "published record that shows the visit; may be given again",
      ).argParser(several),
    )
    .option("--card <file>", "of the patient, where a row asks for age or sex");

const checkCommand = (): Command =>
  billing(
    newCommand(
      "check",
      "What claims would come to now, line by line with the reasons; nothing is sent.",
      'claims check visit.json --as "North Hospital"',
      "Each claim for itself: what others of the file would use up does not count.",
    ),
  ).action(loaded(() => import("./check.ts")));

const submitCommand = (): Command =>
  billing(
    newCommand(
      "submit",
      "Bills claims: they are decided at once, and paid at once where nothing is in the way.",
      'claims submit visit.json --as "North Hospital"',
      "Cut off and given again, it says what was billed before and bills the rest. An invoice is billed once.",
    ),
  ).action(loaded(() => import("./submit.ts")));

const statusCommand = (): Command =>
  newCommand("status", "Where a claim stands, and what comes next.", "claims status 0x...")
    .argument("<claim>", CLAIM)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./status.ts")));

const explainCommand = (): Command =>
  newCommand(
    "explain",
    "Why each line was paid or not, by which rule in which version, in words.",
    "claims explain 0x... --for doctor",
  )
    .argument("<claim>", CLAIM)
    .addOption(
      new Option("--for <whom>", "whom it is told")
        .choices(["patient", "doctor"])
        .default("patient"),
    )
    .option("--as <institution>", AS)
    .action(loaded(() => import("./explain.ts")));

const payCommand = (): Command =>
  newCommand(
    "pay",
    "Pays a claim that stands and could not be paid at once.",
    'claims pay 0x... --as "North Hospital"',
    "As any member, from the insurer's pool to the provider's account.",
  )
    .argument("<claim>", CLAIM)
    .option("--as <institution>", AS)
    .action(loaded(() => import("./pay.ts")));

const REASONS = "why, in writing: a file, or its SHA-256 digest";
const WAIVABLE: readonly Flag[] = ["DUP_LINE", "OFF_INDICATION", "OVER_FREQ"];

/** Somebody's decision with its reasons. */
const ruling = (command: Command): Command =>
  command
    .requiredOption("--carc <n>", "number of the reason", wholeNumber(1, 0xffff))
    .requiredOption("--reasons <file|digest>", REASONS)
    .option("--as <institution>", AS);

const appealCommand = (): Command =>
  newCommand(
    "appeal",
    "Appeals against what was decided: first to the insurer, then to the regulator.",
    'claims appeal INV-7 --reasons letter.txt --as "North Hospital"',
    "As the claim's provider, within 60 days. With --patient she signs, and any member carries it.",
  )
    .argument("<claim>", CLAIM)
    .requiredOption("--reasons <file|digest>", REASONS)
    .option("--patient <subject>", "who signs the appeal: her insurance pseudonym, by its label")
    .option("--as <institution>", AS)
    .action(loaded(() => import("./appeal.ts")));

const decideCommand = (): Command =>
  ruling(
    newCommand(
      "decide",
      "Decides a claim that waits for a person, or an appeal: as the insurer or a regulator.",
      'claims decide 0x... --ruling again --carc 45 --reasons opinion.txt --as "Agency"',
      "deny: a PENDED claim. uphold: what was appealed against stands. again: decided by the rules as they are now, as a claim released or an appeal won.",
    ).argument("<claim>", CLAIM),
  )
    .addOption(
      new Option("--ruling <ruling>", "what is decided")
        .choices(["again", "deny", "uphold"])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--waive <flag...>", "what does not stand in the way: with again").choices(
        WAIVABLE,
      ),
    )
    .action(loaded(() => import("./decide.ts")));

const reverseCommand = (): Command =>
  ruling(
    newCommand(
      "reverse",
      "Takes a claim back that stands, as its provider or insurer.",
      'claims reverse INV-7 --carc 129 --reasons letter.txt --as "North Hospital"',
      "What was paid is owed to the pool, and kept back from what it pays next.",
    ).argument("<claim>", CLAIM),
  ).action(loaded(() => import("./reverse.ts")));

const replayCommand = (): Command =>
  newCommand(
    "replay",
    "Decides every claim of a Synthea folder on a chain, and compares with what its insurers paid.",
    "claims replay --data path/to/synthea --json",
    "On an embedded chain, or --rpc: there as the consortium's administration, with institutions, plans and pseudonyms made for it.",
  )
    .requiredOption("--data <dir>", "folder with csv/ and, for laboratory charges, fhir/")
    .action(async (_, command: Command) => {
      // Loads the chain: what is wrong with the arguments shows before.
      const { run } = await import("./replay.ts");
      await run(command.optsWithGlobals<ReplayCommandOptions>());
    });

const drillCommand = (): Command =>
  newCommand(
    "drill",
    "Injects frauds into a copy of a Synthea folder's claims, and counts which the rules on a chain catch.",
    "claims drill --seed 1 --json",
    "On an embedded chain, or --rpc: there as the consortium's administration. Untouched claims that are flagged are false alarms.",
  )
    .addOption(
      new Option("--data <dir>", "folder with csv/").default(shipped("samples"), "samples"),
    )
    .option("--seed <n>", "draws rows and victims", wholeNumber(0, 0xffff_ffff), 1)
    .action(async (_, command: Command) => {
      const { run } = await import("./drill.ts");
      await run(command.optsWithGlobals<DrillCommandOptions>());
    });
