import { Command } from "commander";
import { namedKey } from "./noKey.ts";
import { Output } from "./output.ts";
import type { GlobalOptions, Session } from "./session.ts";

/**
 * A command with an example in its help. Options of every command (GlobalOptions) stand at the
 * program; each command file exports one function that answers its Command.
 * @param about What its own help says beyond the summary, which its group shows too
 */
export function newCommand(name: string, summary: string, example: string, about = ""): Command {
  return new Command(name)
    .summary(summary)
    .description(about.startsWith("\n") ? summary + about : `${summary} ${about}`.trim())
    .helpCommand(false)
    .addHelpText("after", `\nExample:\n  $ careledger ${example}\n`)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(--help tells more)");
}

/** Gets the session, the command's arguments in order, then its options (global ones too). */
type Action = (session: Session, ...given: never[]) => Promise<void>;

/** Runs an action with the session of its global options; what that opened is closed at the end. */
export function withSession(run: Action) {
  return async (...given: unknown[]): Promise<void> => {
    const options = (given.at(-1) as Command).optsWithGlobals<GlobalOptions>();
    // Loads the chain's client: --help need not wait for it.
    const { Session } = await import("./session.ts");
    const session = await Session.open(options);
    try {
      // Commander gives the command's arguments, then its own options, then the command.
      await run(session, ...([...given.slice(0, -2), options] as never[]));
    } catch (error) {
      throw namedKey(error, session.acting);
    } finally {
      await session.close();
    }
  };
}

/** As `withSession`, with an action in a module of its own that is loaded when it is needed. */
export const loaded = (load: () => Promise<{ run: Action }>) =>
  withSession(async (session, ...given) => {
    const { run } = await load();
    await run(session, ...given);
  });

/** The same for commands that need no chain: gets the output, then arguments and options. */
export function withOutput(run: (output: Output, ...given: never[]) => void | Promise<void>) {
  return async (...given: unknown[]): Promise<void> => {
    const options = (given.at(-1) as Command).optsWithGlobals<GlobalOptions>();
    const output = new Output(options.json ?? false);
    await run(output, ...([...given.slice(0, -2), options] as never[]));
  };
}
