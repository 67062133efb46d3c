/** What a drill does: which claims are billed, on what the chain says of them. */
import { duplicate, type Deaths, exceedTimes, outlive, overlap } from "./added.ts";
import {
  alterDiagnoses,
  alterPersons,
  alterPrices,
  alterQuantities,
  type Hand,
} from "./altered.ts";
import { Book, type DrillInput } from "./book.ts";
import type { Draw } from "./draw.ts";
import { type Limits, limitsOf } from "./limits.ts";
import type { DrillClaim } from "./model.ts";
import { rolesOf } from "./roles.ts";
import { misuse, stock } from "./traces.ts";
import type { LotPlan } from "./units.ts";

export interface Plot {
  readonly book: Book;
  readonly limits: Limits;
  readonly lots: readonly LotPlan[];
  /** In the order in which they are billed. */
  readonly claims: readonly DrillClaim[];
  readonly deaths: Deaths;
}

/** @param now Unix time: what is billed is over by then */
export function plotted(input: DrillInput, draw: Draw, now: number): Plot {
  const book = new Book({ ...input, diagnoses: someOf(input.diagnoses, draw) });
  const roles = rolesOf(book, draw);
  book.rewrite((line, key) => ({ ...line, quantity: roles.quantities.get(key) ?? 1 }));
  const limits = limitsOf(book, roles);
  const hand: Hand = { book, limits, draw };
  const lots = stock(hand);
  // Those with the fewest claims to choose from come first.
  exceedTimes(hand);
  misuse(hand, lots);
  alterDiagnoses(hand);
  alterPersons(hand, "sex-conflict");
  alterPersons(hand, "age-conflict");
  alterPrices(hand);
  alterQuantities(hand);
  const deaths = outlive(hand, now);
  overlap(hand, now, deaths);
  duplicate(hand);
  return { book, limits, lots, claims: book.claims(), deaths };
}

/** Many claims name no diagnosis, as in the folder's FHIR: a quarter of those that its tables name goes. */
const someOf = (diagnoses: DrillInput["diagnoses"], draw: Draw): DrillInput["diagnoses"] =>
  new Map([...diagnoses].filter(() => draw.below(4) > 0));
