/** Which rows of a drill's catalogue have which limits: drawn, for no folder has such rules. */
import { groupBy } from "../../core/groupBy.ts";
import { segmentKey } from "../consortium.ts";
import type { Book, Placed } from "./book.ts";
import { windowOf } from "./book.ts";
import type { Draw } from "./draw.ts";

export interface Roles {
  /** Drugs with trace codes. */
  readonly coded: ReadonlySet<string>;
  /** Days of the window in which times are counted. */
  readonly frequencies: ReadonlyMap<string, number>;
  /** How much is billed a line, which is the most. */
  readonly quantities: ReadonlyMap<string, number>;
  /** For people of an age, or a sex. */
  readonly personal: ReadonlySet<string>;
  /** With a list of indications. */
  readonly indicated: ReadonlySet<string>;
}

const WINDOWS = [7, 30, 90, 365];
const MOST = { codes: 5, codedClaims: 50, aCode: 20, frequencies: 8, personal: 24, indicated: 60 };
const MOST_TIMES = 20;

/** How many lines of the row the person with the most of them has in one window. */
export function mostTimes(lines: readonly Placed[], days: number): number {
  const windows = groupBy(
    lines,
    ({ claim, line }) => `${segmentKey(claim)} ${windowOf(claim, line, days)}`,
  );
  return Math.max(...[...windows.values()].map(({ length }) => length));
}

export function rolesOf(book: Book, draw: Draw): Roles {
  const rows = draw.shuffled(book.byKey());
  const coded = codedOf(rows);
  const others = rows.filter(([key]) => !coded.has(key));
  const rare = Math.max(3, book.clean.length / 20);
  const frequencies = new Map<string, number>();
  for (const [key, lines] of others) {
    const days = WINDOWS[draw.below(WINDOWS.length)]!;
    const stands = lines.every(({ claim, line }) => book.covers(claim, line) && line.amount > 0);
    const fits = stands && lines.length <= rare && mostTimes(lines, days) <= MOST_TIMES;
    if (fits && frequencies.size < MOST.frequencies) frequencies.set(key, days);
  }
  const free = others.filter(([key]) => !frequencies.has(key));
  const known = free.filter(([, lines]) =>
    lines.every(({ claim }) => book.sexOf(claim) !== undefined && (book.ageOf(claim) ?? 255) < 255),
  );
  const indicated = free.filter(([, lines]) =>
    lines.some(({ claim }) => claim.diagnoses.length > 0),
  );
  const keys = (some: [string, unknown][], count: number) =>
    new Set(some.slice(0, count).map(([key]) => key));
  return {
    coded,
    frequencies,
    quantities: new Map(
      free.filter((_, i) => i % 4 === 0).map(([key]) => [key, 2 + draw.below(5)]),
    ),
    personal: keys(known, MOST.personal),
    indicated: keys(draw.shuffled(indicated), MOST.indicated),
  };
}

/** Drugs of which a pharmacy bills nothing else on the same claim, few enough to dispense them all. */
function codedOf(rows: readonly [string, Placed[]][]): Set<string> {
  const drugs = rows.filter(([, lines]) =>
    lines.every(({ claim }) => claim.kind === "pharmacy" && claim.lines.length === 1),
  );
  const few = drugs.filter(([, { length }]) => length <= MOST.aCode);
  const coded = new Set<string>();
  let claims = 0;
  for (const [key, lines] of few) {
    if (coded.size === MOST.codes || claims + lines.length > MOST.codedClaims) continue;
    coded.add(key);
    claims += lines.length;
  }
  return coded;
}
