/** The command `careledger`, on a Node that can run it; see main.ts. */
import { CommanderError } from "commander";
import { CareLedgerError, isCareLedgerError } from "../core/errors.ts";
import { diskError } from "../vault/disk.ts";
import { databaseError } from "../vault/sqlite.ts";
import { endTidily } from "./interrupt.ts";
import { Ending, EXIT, errorValue, exitCodeOf, toJson } from "./output.ts";
import { careledger } from "./program.ts";
import { say } from "./progress.ts";

/** Runs what the arguments ask for, and answers the exit code. */
export async function execute(args: readonly string[]): Promise<number> {
  try {
    await careledger().parseAsync([...args], { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof Ending) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const known = isCareLedgerError(error) ? error : unforeseen(error);
    return report(known, args.includes("--json"));
  }
}

function report(error: CareLedgerError, asJson: boolean): number {
  say(`${error.code}: ${error.message}`);
  if (asJson) process.stdout.write(`${toJson(errorValue(error))}\n`);
  return exitCodeOf(error);
}

/** The words of an error that nobody foresaw may hold anything: they are for the debugger only. */
function unforeseen(error: unknown): CareLedgerError {
  if (process.env["CARELEDGER_DEBUG"]) say(String((error as Error).stack));
  const { name, code } = error as NodeJS.ErrnoException;
  return (
    diskError(error) ??
    databaseError(error) ??
    new CareLedgerError("CLI_UNFORESEEN", { reason: code ?? name }, { cause: error })
  );
}

/** Runs what the arguments of the process ask for. */
export async function run(): Promise<void> {
  endTidily();
  process.exitCode = await execute(process.argv.slice(2));
}
