import { fail } from "../core/errors.ts";

/** Where an entry's resource stands in the bundle's text; `start === end` where it has none. */
export interface EntrySlice {
  fullUrl: string | undefined;
  start: number;
  end: number;
}

/** What a bundle is, read in one pass, without its resources. */
export interface Outline {
  resourceType: unknown;
  type: unknown;
  entries: EntrySlice[];
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/**
 * Finds each entry's resource in a bundle's text. The resources themselves are only stepped over:
 * whoever parses a slice finds out whether it is JSON. All else is checked here.
 * @throws FHIR_NOT_JSON, FHIR_JSON_TRUNCATED
 */
export function scanBundle(text: string, where: string): Outline {
  const outline: Outline = { resourceType: undefined, type: undefined, entries: [] };
  const scan = new Scanner(text, where);
  const start = scan.next(0);
  const end = scan.isAt(start, OPEN_OBJECT)
    ? scan.members(start, (name, at) => {
        if (name === "entry" && scan.isAt(at, OPEN_LIST)) {
          outline.entries = [];
          return scan.items(at, CLOSE_LIST, (item) => scanEntry(scan, item, outline.entries));
        }
        const [value, after] = scan.value(at);
        if (name === "resourceType" || name === "type") outline[name] = value;
        return after;
      })
    : scan.value(start)[1];
  if (scan.skipSpace(end) !== text.length) fail("FHIR_NOT_JSON", { where });
  return outline;
}

function scanEntry(scan: Scanner, at: number, entries: EntrySlice[]): number {
  const entry: EntrySlice = { fullUrl: undefined, start: 0, end: 0 };
  entries.push(entry);
  if (!scan.isAt(at, OPEN_OBJECT)) return scan.value(at)[1];
  return scan.members(at, (name, start) => {
    if (name === "resource") {
      entry.start = start;
      return (entry.end = scan.endOfValue(start));
    }
    const [value, end] = scan.value(start);
    if (name === "fullUrl" && typeof value === "string") entry.fullUrl = value;
    return end;
  });
}

/** Steps through JSON text. Positions count UTF-16 units; an end is one past the last. */
class Scanner {
  readonly #text: string;
  readonly #where: string;

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  isAt(at: number, code: number): boolean {
    return this.#text.charCodeAt(at) === code;
  }

  skipSpace(at: number): number {
    let here = at;
    while (isSpace(this.#text.charCodeAt(here))) here++;
    return here;
  }

  /** The next position that is not white space; there must be one. */
  next(at: number): number {
    const here = this.skipSpace(at);
    return here < this.#text.length ? here : this.#truncated();
  }

  /** Steps through a list or an object; `item` is told where an item starts and says where it ends. */
  items(at: number, close: number, item: (at: number) => number): number {
    let here = this.next(at + 1);
    if (this.isAt(here, close)) return here + 1;
    for (;;) {
      here = this.next(item(here));
      if (this.isAt(here, close)) return here + 1;
      here = this.next(this.#after(here, COMMA));
    }
  }

  members(at: number, member: (name: string, at: number) => number): number {
    return this.items(at, CLOSE_OBJECT, (start) => {
      this.#after(start, QUOTE);
      const [name, end] = this.value(start);
      return member(name as string, this.next(this.#after(this.next(end), COLON)));
    });
  }

  /** The value at `at`, parsed, and its end. */
  value(at: number): [value: unknown, end: number] {
    const end = this.endOfValue(at);
    return [parseJson(this.#text.slice(at, end), this.#where), end];
  }

  endOfValue(at: number): number {
    let depth = 0;
    for (let here = at; here < this.#text.length; here++) {
      const code = this.#text.charCodeAt(here);
      if (code === QUOTE) {
        here = this.#endOfString(here) - 1;
        if (depth === 0) return here + 1;
      } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        depth++;
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        if (depth <= 1) return depth === 1 ? here + 1 : here;
        depth--;
      } else if (depth === 0 && (code === COMMA || isSpace(code))) {
        return here;
      }
    }
    return depth === 0 ? this.#text.length : this.#truncated();
  }

  #endOfString(at: number): number {
    for (let quote = at; ;) {
      quote = this.#text.indexOf('"', quote + 1);
      if (quote < 0) return this.#truncated();
      let before = quote - 1;
      while (this.isAt(before, BACKSLASH)) before--;
      // An odd number of backslashes escapes the quote.
      if ((quote - before) % 2 === 1) return quote + 1;
    }
  }

  #after(at: number, code: number): number {
    return this.isAt(at, code) ? at + 1 : fail("FHIR_NOT_JSON", { where: this.#where });
  }

  #truncated(): never {
    return fail("FHIR_JSON_TRUNCATED", { where: this.#where });
  }
}

/** Parses JSON. The parser's own error quotes the text, so it is not passed on. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail("FHIR_NOT_JSON", { where });
  }
}
