import { Command } from "commander";
import { type GlobalOptions, Session } from "./session.ts";

/**
 * A command with an example in its help. Options of every command (GlobalOptions) stand at the
 * program; each command file exports one function that answers its Command.
 */
export function newCommand(name: string, summary: string, example: string): Command {
  return new Command(name)
    .description(summary)
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
    const session = await Session.open(options);
    try {
      await run(session, ...([...given.slice(0, -2), options] as never[]));
    } finally {
      await session.close();
    }
  };
}
