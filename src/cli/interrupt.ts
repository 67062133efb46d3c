import { EXIT } from "./output.ts";
import { say } from "./progress.ts";

/** What Ctrl-C does, or whoever ends the process: at once what it does by itself, but tidied up. */
let onInterrupt = (exitCode: number): void => {
  say("\nInterrupted. What is done stays; the same command goes on from here.");
  process.exit(exitCode);
};

/** From now on an interrupted command says so and leaves by `exit`, whose listeners tidy up. */
export function endTidily(): void {
  process.on("SIGINT", () => onInterrupt(EXIT.interrupted));
  process.on("SIGTERM", () => onInterrupt(EXIT.terminated));
  // Whoever reads our answer, as `head` does, may have read enough.
  process.stdout.on("error", () => process.exit(EXIT.done));
}

/** For commands that stay: resolves at Ctrl-C, so that they can close what is open. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    onInterrupt = () => {
      // The second time it means it.
      onInterrupt = (exitCode) => process.exit(exitCode);
      resolve();
    };
  });
