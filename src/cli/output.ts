import { type CareLedgerError, ContractRevert, type ErrorCode } from "../core/errors.ts";

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
    const text = this.json ? toJson(value) : shown(lines.join("\n"));
    if (text !== "") process.stdout.write(`${text}\n`);
  }
}

/** Whatever others wrote into names and addresses, no terminal does as it says: colours alone pass. */
const shown = (text: string): string =>
  text.replace(/(\p{Cc}\[[\d;]*m)|[^\P{C}\n\t]/gu, (_, colour?: string) =>
    colour?.startsWith("\u001b") ? colour : "?",
  );

/** One line of JSON; bigints as decimal strings. */
export const toJson = (value: object): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );

/** Thrown where a command has answered, and what it answered is no success. */
export class Ending extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ends with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

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

const EXIT_OF: Partial<Record<ErrorCode, number>> = {
  CHAIN_REVERTED: EXIT.refused,
  CHAIN_SILENT: EXIT.unreachable,
  CHAIN_UNREACHABLE: EXIT.unreachable,
  CLI_NO_CHAIN: EXIT.unreachable,
  CLI_NO_KEY: EXIT.refused,
  CLI_OPTION: EXIT.usage,
  CODES_UNKNOWN: EXIT.usage,
  GATEWAY_GRANT: EXIT.refused,
  GATEWAY_REFUSED: EXIT.refused,
  GATEWAY_UNREACHABLE: EXIT.unreachable,
  OPEN_NOT_COVERED: EXIT.refused,
  OPEN_REFUSED: EXIT.refused,
  STORE_CID: EXIT.usage,
  STORE_UNREACHABLE: EXIT.unreachable,
  STORE_URL: EXIT.usage,
};

export const exitCodeOf = ({ code }: CareLedgerError): number => EXIT_OF[code] ?? EXIT.failed;

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
