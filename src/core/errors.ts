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

  constructor(code: C, details: ErrorDetails<C>, options: RevertOptions = {}) {
    const { text, remedy: usual } = catalogue[code];
    const { notice, remedy = usual, ...cause } = options;
    const values: Record<string, string | number | bigint> = details;
    const said = text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
    super([said, notice, remedy].filter(Boolean).join(" "), cause);
    this.code = code;
    this.details = details;
    this.remedy = remedy;
  }
}

export interface RevertOptions {
  cause?: unknown;
  /** What happened, beside the text of the catalogue. */
  notice?: string;
  /** What to do, instead of the catalogue's. */
  remedy?: string;
}

/**
 * A custom error of a contract, decoded. Those of the suite have a class each, with the Solidity
 * arguments as fields (contractErrors.ts); of a foreign contract, numbers are bigints.
 */
export class ContractRevert extends CareLedgerError<"CHAIN_REVERTED"> {
  /** As in the Solidity interface. */
  readonly errorName: string;
  /** By the names that Solidity gives them. */
  readonly args: Readonly<Record<string, unknown>>;

  constructor(errorName: string, args: Record<string, unknown>, options?: RevertOptions) {
    const values = Object.entries(args).map(([name, value]) => `${name}: ${String(value)}`);
    super("CHAIN_REVERTED", { error: errorName, values: values.join(", ") }, options);
    this.errorName = errorName;
    this.args = args;
    for (const [name, value] of Object.entries(args)) {
      Object.defineProperty(this, name in this ? `${name}_` : name, { value, enumerable: true });
    }
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
