/** Frauds that change a claim: each one step beyond what its row allows. */
import type { Book } from "./book.ts";
import type { Draw } from "./draw.ts";
import type { Limit, Limits } from "./limits.ts";
import { type DrillClaim, type DrillLine, type Injection } from "./model.ts";

type Change = Pick<Injection, "how" | "line" | "excess"> & {
  lines?: readonly DrillLine[];
  diagnoses?: readonly string[];
  isForged?: boolean;
};

/** Tries all claims in an order that is drawn, until enough are changed. */
function alterSome(
  { book, limits, draw }: Hand,
  kind: Injection["kind"],
  change: (claim: DrillClaim, done: number) => Change | undefined,
): void {
  let done = 0;
  for (const claim of draw.shuffled(book.clean)) {
    if (done === book.most) return;
    if (!isAlterable(book, limits, claim)) continue;
    const found = change(claim, done);
    if (found === undefined) continue;
    const { how, line, excess, ...changed } = found;
    const injection = {
      kind,
      how,
      ...(line === undefined ? {} : { line }),
      ...(excess === undefined ? {} : { excess }),
    };
    book.alter(claim, { ...claim, ...changed, id: `${claim.id} ${kind}`, injection });
    done++;
  }
}

/** What injects, and into what. */
export interface Hand {
  readonly book: Book;
  readonly limits: Limits;
  readonly draw: Draw;
}

/** Whether nothing else depends on the claim: what it lacks then would be missing in a row's times. */
function isAlterable(book: Book, limits: Limits, claim: DrillClaim): boolean {
  const rows = claim.lines.map((line) => limits.get(book.keyOf(line))!);
  const isPlain = rows.every(({ frequency, isCoded }) => frequency === undefined && !isCoded);
  return isPlain && !book.isVictim(claim) && book.stands(claim);
}

/** A line that the plan pays for, by a row as asked for. */
function findLine(
  { book, limits, draw }: Hand,
  claim: DrillClaim,
  test: (line: DrillLine, limit: Limit) => boolean,
): number | undefined {
  const places = draw.shuffled(claim.lines.keys());
  return places.find((place) => {
    const line = claim.lines[place]!;
    const isPaid = line.amount > 0 && book.covers(claim, line);
    return isPaid && test(line, limits.get(book.keyOf(line))!);
  });
}

const withLine = (claim: DrillClaim, place: number, change: Partial<DrillLine>): DrillLine[] =>
  claim.lines.map((line, i) => (i === place ? { ...line, ...change } : line));

export function alterPrices(hand: Hand): void {
  const { book, limits } = hand;
  alterSome(hand, "over-price", (claim) => {
    const place = findLine(hand, claim, (_, { ceiling }) => ceiling > 0);
    if (place === undefined) return undefined;
    const line = claim.lines[place]!;
    const amount = limits.get(book.keyOf(line))!.ceiling * line.quantity + 1;
    return {
      how: "one cent above the ceiling",
      line: place,
      excess: 1,
      lines: withLine(claim, place, { amount }),
    };
  });
}

export function alterQuantities(hand: Hand): void {
  alterSome(hand, "over-quantity", (claim) => {
    const place = findLine(hand, claim, ({ amount, quantity }) => amount >= 2 * quantity);
    if (place === undefined) return undefined;
    const line = claim.lines[place]!;
    const quantity = line.quantity + 1;
    const amount = line.amount + Math.floor(line.amount / line.quantity);
    const within = Math.floor((amount * line.quantity + Math.floor(quantity / 2)) / quantity);
    return {
      how: "one more than the most",
      line: place,
      excess: amount - within,
      lines: withLine(claim, place, { quantity, amount }),
    };
  });
}

export function alterDiagnoses(hand: Hand): void {
  const { book, limits, draw } = hand;
  const all = new Set(book.clean.flatMap(({ diagnoses }) => diagnoses));
  alterSome(hand, "off-indication", (claim, done) => {
    if (claim.diagnoses.length === 0) return undefined;
    const place = findLine(hand, claim, (_, { indications }) => indications !== undefined);
    if (place === undefined) return undefined;
    const { indications } = limits.get(book.keyOf(claim.lines[place]!))!;
    const [other = "no diagnosis of the folder"] = draw.shuffled(
      [...all].filter((code) => !indications!.has(code)),
    );
    const isForged = done % 2 === 1;
    return {
      how: isForged ? "another diagnosis, with a listed one's proof" : "another diagnosis",
      line: place,
      diagnoses: [other],
      isForged,
    };
  });
}

/** Bills what is for people of another age or sex: of ages, the nearest to the patient's. */
export function alterPersons(hand: Hand, kind: "age-conflict" | "sex-conflict"): void {
  const { book, limits, draw } = hand;
  const rows = draw.shuffled(book.byKey()).map(([key, lines]) => {
    return { key, limit: limits.get(key)!, line: lines[0]!.line };
  });
  const distance = (age: number, { ages }: Limit): number =>
    ages === undefined ? 0 : Math.max(ages.youngest - age, age - ages.oldest, 0);
  alterSome(hand, kind, (claim) => {
    const [age, sex] = [book.ageOf(claim), book.sexOf(claim)];
    if (age === undefined || sex === undefined) return undefined;
    const [row] = rows
      .filter(({ line, limit }) => {
        const isOther = limit.sex !== undefined && limit.sex !== sex;
        const isOutside = distance(age, limit) > 0;
        const isMeant = kind === "age-conflict" ? isOutside && !isOther : isOther && !isOutside;
        return isMeant && line.amount > 0 && book.covers(claim, line);
      })
      .toSorted((a, b) => distance(age, a.limit) - distance(age, b.limit));
    if (row === undefined) return undefined;
    const years = distance(age, row.limit);
    // Lines ascend by their time: it stands last.
    const others = claim.lines.slice(1);
    const from = claim.lines.at(-1)!.offset;
    const line = { ...row.line, offset: book.freeOffset(claim, row.key, from) };
    return {
      how: kind === "sex-conflict" ? "for the other sex" : `for people ${years} years off`,
      line: others.length,
      lines: [...others, line],
    };
  });
}
