/** The command `careledger`, on a Node that can run it; see main.ts. */
import { CommanderError } from "commander";
import { isCareLedgerError } from "../core/errors.ts";
import { endTidily } from "./interrupt.ts";
import { EXIT, errorValue, exitCodeOf } from "./output.ts";
import { careledger } from "./program.ts";
import { say } from "./progress.ts";

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!isCareLedgerError(error)) {
    say(String((error as Error).stack));
    return EXIT.failed;
  }
  say(`${error.code}: ${error.message}`);
  const asJson = process.argv.includes("--json");
  if (asJson) process.stdout.write(`${JSON.stringify(errorValue(error))}\n`);
  return exitCodeOf(error);
}

/** Parses the arguments of the process and runs what they ask for. */
export async function run(): Promise<void> {
  endTidily();
  try {
    await careledger().parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}
