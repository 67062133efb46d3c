/**
 * The one catalogue of what can go wrong outside the contracts: a code, what happened, what to do.
 * `{name}` in a text is a detail that the thrower must give. No detail ever holds personal data,
 * keys or plaintext: errors are printed and logged.
 */
export const catalogue = {
  BYTES_NOT_HEX: {
    text: "Not a hexadecimal string of {expected} bytes.",
    remedy: "Write bytes as 0x and two hexadecimal digits a byte.",
  },
  BYTES_UINT_RANGE: {
    text: "Not an unsigned integer of {bits} bits.",
    remedy: "Give a whole number that is not negative and fits.",
  },
  CODES_UNKNOWN: {
    text: '"{code}" is not one of the {list} of code list version {version}.',
    remedy: "Use a code of src/core/codes.json, or add it there with the next free bit.",
  },
  DATE_INVALID: {
    text: "Not a FHIR date, dateTime or instant.",
    remedy: "Write YYYY, YYYY-MM, YYYY-MM-DD or a full dateTime with its time zone.",
  },
  TREE_EMPTY: {
    text: "A tree needs at least one entry.",
    remedy: "Leave out batches without records.",
  },
  TREE_POSITION: {
    text: "Position {position} is not in a tree of {count} entries, or the positions do not ascend.",
    remedy: "Name each position once, in ascending order, from 0.",
  },
} as const satisfies Record<string, { text: string; remedy: string }>;

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
