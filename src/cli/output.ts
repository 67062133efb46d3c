import { type CareLedgerError, ContractRevert, isCareLedgerError } from "../core/errors.ts";

/**
 * What a command answers: text for people, or with --json one JSON object, on stdout. All else
 * (progress, warnings, errors) goes to stderr; see progress.ts.
 */
export class Output {
  readonly json: boolean;

  constructor(json: boolean) {
    this.json = json;
  }

  /** The answer, once a command. */
  result(value: object, lines: readonly string[]): void {
    const text = this.json ? JSON.stringify(value, jsonValue) : lines.join("\n");
    if (text !== "") process.stdout.write(`${text}\n`);
  }
}

/** Integers beyond 53 bits as decimal strings. */
const jsonValue = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** What ends a command, by exit code; documented in the README. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Arguments that are not understood. */
  usage: 2,
  /** The chain or a gateway said no. */
  refused: 3,
  /** No chain, store or gateway answers. */
  unreachable: 4,
  interrupted: 130,
  terminated: 143,
} as const;

const UNREACHABLE = new Set([
  "CLI_NO_CHAIN",
  "CHAIN_UNREACHABLE",
  "GATEWAY_UNREACHABLE",
  "STORE_UNREACHABLE",
]);
const REFUSED = new Set(["OPEN_REFUSED", "OPEN_NOT_COVERED", "GATEWAY_REFUSED"]);
const USAGE = new Set(["START_OPTION", "CLI_OPTION"]);

export function exitCodeOf(error: unknown): number {
  if (!isCareLedgerError(error)) return EXIT.failed;
  if (USAGE.has(error.code)) return EXIT.usage;
  if (error instanceof ContractRevert || REFUSED.has(error.code)) return EXIT.refused;
  return UNREACHABLE.has(error.code) ? EXIT.unreachable : EXIT.failed;
}

/** An error as `--json` shows it. */
export const errorValue = (error: CareLedgerError): object => ({
  error: {
    code: error.code,
    message: error.message,
    remedy: error.remedy,
    details: error.details,
    ...(error instanceof ContractRevert ? { revert: error.errorName, args: error.args } : {}),
  },
});
