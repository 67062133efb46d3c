import { catalogue } from "./catalogue.ts";

export type ErrorCode = keyof typeof catalogue;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The details that the text of an error asks for. */
export type ErrorDetails<C extends ErrorCode> = Record<
  Placeholders<(typeof catalogue)[C]["text"]>,
  string | number | bigint
>;

/** Every error that CareLedger itself raises off chain: catch it by its `code`. */
export class CareLedgerError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "CareLedgerError";
  readonly code: C;
  readonly details: ErrorDetails<C>;
  /** What the reader of the message can do now. */
  readonly remedy: string;

  constructor(code: C, details: ErrorDetails<C>, options?: { cause?: unknown }) {
    const { text, remedy } = catalogue[code];
    const values: Record<string, string | number | bigint> = details;
    const said = text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
    super(`${said} ${remedy}`, options);
    this.code = code;
    this.details = details;
    this.remedy = remedy;
  }
}

/**
 * A custom error of a contract, decoded: `errorName` as in the Solidity interface, `args` by name.
 * Numbers are bigints.
 */
export class ContractRevert extends CareLedgerError<"CHAIN_REVERTED"> {
  readonly errorName: string;
  readonly args: Readonly<Record<string, unknown>>;

  constructor(errorName: string, args: Record<string, unknown>, options?: { cause?: unknown }) {
    const values = Object.entries(args).map(([name, value]) => `${name}: ${String(value)}`);
    super("CHAIN_REVERTED", { error: errorName, values: values.join(", ") }, options);
    this.errorName = errorName;
    this.args = args;
  }
}

export function fail<C extends ErrorCode>(
  code: C,
  details: ErrorDetails<C>,
  options?: { cause?: unknown },
): never {
  throw new CareLedgerError(code, details, options);
}

/** Whether `error` is CareLedger's own, with this code where one is given. */
export function isCareLedgerError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: C,
): error is CareLedgerError<C> {
  return error instanceof CareLedgerError && (code === undefined || error.code === code);
}
