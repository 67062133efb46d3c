import { setTimeout as sleep } from "node:timers/promises";
import type { CareLedgerError, ErrorCode } from "../core/errors.ts";
import type { Network } from "./network.ts";
import { chainError } from "./reverts.ts";

/** What may be over the next time it asks. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["CHAIN_FAILED", "CHAIN_SILENT"]);

/** The longest pause between two attempts while the node is away, in milliseconds. */
const MAX_PAUSE = 30_000;

/**
 * Asks the chain again and again, until there is an answer; while the node is away, less and less
 * often. Undefined once stopped, though the last question may still be on its way then.
 * @param onTrouble Told of each attempt that failed: the node is away, and is asked again later
 * @throws Whatever is no failure of the node
 */
export async function untilAnswer<T>(
  { pollingInterval }: Pick<Network, "pollingInterval">,
  ask: () => Promise<T | undefined>,
  signal: AbortSignal,
  onTrouble?: (error: CareLedgerError) => void,
): Promise<T | undefined> {
  const pause = (milliseconds: number) =>
    orStopped(sleep(milliseconds, undefined, { signal }), signal);
  let failures = 0;
  while (!signal.aborted) {
    try {
      const answer = await orStopped(ask(), signal);
      if (answer !== undefined) return answer;
      failures = 0;
      await pause(pollingInterval);
    } catch (cause) {
      const error = chainError(cause);
      if (!PASSING.has(error.code)) throw error;
      onTrouble?.(error);
      await pause(Math.min(MAX_PAUSE, pollingInterval * 2 ** ++failures));
    }
  }
  return undefined;
}

/** A node that never answers does not keep anyone from stopping. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return await new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work
      .then(resolve, (error: Error) => (signal.aborted ? stop() : reject(error)))
      .finally(() => signal.removeEventListener("abort", stop));
  });
}
