/**
 * What the rows of a drill's catalogue ask for: as much as the folder's own claims come to, so that some
 * of these stand right at each limit, and one step further is too much.
 */
import { groupBy } from "../../core/groupBy.ts";
import type { CatalogueRule } from "../../core/rules.ts";
import { segmentKey } from "../consortium.ts";
import { type Book, type Placed, windowOf } from "./book.ts";
import type { DrillClaim } from "./model.ts";
import { mostTimes, type Roles } from "./roles.ts";

type Sex = NonNullable<CatalogueRule["sex"]>;

export interface Limit {
  /** Cents of a unit of quantity; 0: none. */
  readonly ceiling: number;
  readonly quantity: number;
  readonly frequency?: { times: number; days: number };
  readonly ages?: { youngest: number; oldest: number };
  readonly sex?: Sex;
  /** Codes of diagnoses. */
  readonly indications?: ReadonlySet<string>;
  readonly isCoded: boolean;
}

export type Limits = ReadonlyMap<string, Limit>;

export function limitsOf(book: Book, roles: Roles): Limits {
  return new Map([...book.byKey()].map(([key, lines]) => [key, limitOf(book, roles, key, lines)]));
}

function limitOf(book: Book, roles: Roles, key: string, lines: readonly Placed[]): Limit {
  const days = roles.frequencies.get(key);
  const isPersonal = roles.personal.has(key);
  const ages = lines.map(({ claim }) => book.ageOf(claim) ?? 0);
  const sexes = new Set(lines.map(({ claim }) => book.sexOf(claim)));
  const [sex] = sexes;
  const oldest = Math.max(...ages);
  return {
    quantity: roles.quantities.get(key) ?? 1,
    ceiling: Math.max(...lines.map(({ line }) => Math.ceil(line.amount / line.quantity))),
    ...(days === undefined ? {} : { frequency: { times: mostTimes(lines, days), days } }),
    // An oldest age of 0 would stand for any.
    ...(isPersonal && oldest > 0 ? { ages: { youngest: Math.min(...ages), oldest } } : {}),
    ...(isPersonal && sexes.size === 1 && sex !== undefined ? { sex } : {}),
    ...(roles.indicated.has(key)
      ? { indications: new Set(lines.flatMap(({ claim }) => claim.diagnoses)) }
      : {}),
    isCoded: roles.coded.has(key),
  };
}

/** Whether the row asks who the patient is. */
export const isPersonal = ({ ages, sex }: Limit): boolean =>
  ages !== undefined || sex !== undefined;

/** Windows in which a person had as much of a row as is paid, with the lines in them. */
export function fullWindows(book: Book, limits: Limits): Placed[][] {
  return [...book.byKey()].flatMap(([key, lines]) => {
    const { frequency } = limits.get(key)!;
    if (frequency === undefined) return [];
    const windows = groupBy(
      lines,
      ({ claim, line }) => `${segmentKey(claim)} ${windowOf(claim, line, frequency.days)}`,
    );
    return [...windows.values()].filter(({ length }) => length === frequency.times);
  });
}

/** Untouched claims, of those that stand right at a limit. */
export function atLimits(
  book: Book,
  limits: Limits,
  untouched: ReadonlySet<DrillClaim>,
): Record<"over-price" | "over-quantity" | "over-frequency" | "age-conflict", number> {
  const lines = book.placed().filter(({ claim }) => untouched.has(claim));
  const count = (test: (placed: Placed, limit: Limit) => boolean): number =>
    new Set(lines.filter((one) => test(one, limits.get(one.key)!)).map(({ claim }) => claim)).size;
  return {
    "over-price": count(
      ({ line }, { ceiling }) => ceiling > 0 && line.amount === ceiling * line.quantity,
    ),
    "over-quantity": count(({ line }, { quantity }) => quantity > 1 && line.quantity === quantity),
    "over-frequency": fullWindows(book, limits).filter((window) =>
      window.every(({ claim }) => untouched.has(claim)),
    ).length,
    "age-conflict": count(({ claim }, { ages }) => {
      const age = book.ageOf(claim);
      return ages !== undefined && (age === ages.youngest || age === ages.oldest);
    }),
  };
}
