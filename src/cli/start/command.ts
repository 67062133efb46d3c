import { type Command, Option } from "commander";
import { fail } from "../../core/errors.ts";
import { newCommand } from "../command.ts";
import { shipped } from "../package.ts";
import type { GlobalOptions } from "../session.ts";

/** Options of `start` and `up`, as commander reads them. */
export interface StartOptions extends GlobalOptions {
  /** Folder of FHIR bundles. */
  data: string;
  /** Label table. */
  labels: string;
  /** Folder that keeps keys, catalogue and sealed records. */
  state?: string;
  /** Have every record fetched back, opened and compared by its custodian. */
  verifyAll?: boolean;
  /** Stay up when the story is told. */
  stay?: boolean;
  once?: boolean;
}

const ABOUT =
  "Publishes FHIR bundles as sealed records on an embedded chain and store (or --rpc, --ipfs), and has one patient's records opened by another hospital under her signed consent.";

function mainJob(name: string, summary: string, example: string): Command {
  return newCommand(name, summary, example, ABOUT)
    .addOption(
      new Option("--data <dir>", "folder of FHIR bundles, .json or .json.gz").default(
        shipped("samples", "fhir"),
        "samples/fhir",
      ),
    )
    .addOption(
      new Option("--labels <file>", "label table of codes").default(
        shipped("samples", "labels.csv"),
        "samples/labels.csv",
      ),
    )
    .option(
      "--state <dir>",
      "keep keys, catalogue and sealed records there, so that a run that was ended in the middle goes on with what it sealed",
    )
    .option("--verify-all", "every record is fetched back, opened and compared by its custodian");
}

async function run(options: StartOptions, stay: boolean): Promise<void> {
  // Loads the chain and the services: what is wrong with the arguments shows before.
  const { mainJobOf } = await import("./run.ts");
  await mainJobOf(options, stay);
}

/** `npm start`. */
export function startCommand(): Command {
  return mainJob(
    "start",
    "The main job.",
    "start --once --json --data path/to/bundles --verify-all",
  )
    .option("--once", "end when the story is told (default where stdout is no terminal)")
    .option("--stay", "stay up, chain and gateways listening (default on a terminal)")
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<StartOptions>();
      if (options.once && options.stay) {
        fail("CLI_OPTION", { reason: "--once and --stay exclude each other" });
      }
      await run(options, options.stay ?? (process.stdout.isTTY && !options.once));
    });
}

/** As `start`, but it always stays; the other commands find it. */
export function upCommand(): Command {
  const summary = "The main job; then it stays, and the other commands find it.";
  return mainJob("up", summary, "up").action(async (_, command: Command) => {
    await run(command.optsWithGlobals<StartOptions>(), true);
  });
}
