/** Frauds that add claims: copies of what was billed, services beyond their times, visits of the dead. */
import { groupBy } from "../../core/groupBy.ts";
import { dayAt } from "../../core/days.ts";
import { segmentKey } from "../consortium.ts";
import type { Hand } from "./altered.ts";
import { windowOf } from "./book.ts";
import { fullWindows } from "./limits.ts";
import { ANOTHER, DAY, type DrillClaim, ELSEWHERE, type Kind } from "./model.ts";

/** Claims that nothing was done to, of rows without trace codes, in an order that is drawn. */
export function whole({ book, limits, draw }: Hand): DrillClaim[] {
  return draw
    .shuffled(book.clean)
    .filter(
      (claim) =>
        !book.isVictim(claim) &&
        book.stands(claim) &&
        claim.lines.every((line) => !limits.get(book.keyOf(line))!.isCoded),
    );
}

/** Another institution of the folder that billed this insurer, or one that is made. */
export function anotherThan({ book, draw }: Hand, { provider, payer }: DrillClaim): string {
  const others = new Set(
    book.clean.filter((one) => one.payer === payer).map((one) => one.provider),
  );
  others.delete(provider);
  return draw.shuffled(others)[0] ?? ANOTHER;
}

const copyOf = (
  claim: DrillClaim,
  kind: Kind,
  how: string,
  change: Partial<DrillClaim> = {},
): DrillClaim => ({ ...claim, id: `${claim.id} ${kind}`, injection: { kind, how }, ...change });

export function duplicate(hand: Hand): void {
  const { book } = hand;
  const victims = whole(hand);
  const next = (): DrillClaim[] => victims.splice(0, book.most);
  for (const claim of next()) {
    const copy = copyOf(claim, "duplicate-line", "under another invoice");
    book.add(claim, copy);
  }
  for (const claim of next()) {
    const provider = anotherThan(hand, claim);
    const how = "by another institution";
    book.add(claim, copyOf(claim, "duplicate-two-institutions", how, { provider }));
  }
  for (const claim of next()) {
    const how = "by an institution of another jurisdiction";
    book.add(claim, copyOf(claim, "duplicate-two-provinces", how, { provider: ELSEWHERE }));
  }
  for (const [i, claim] of next().entries()) {
    const isOther = i % 2 === 1;
    const how = isOther ? "another time under the same invoice" : "the same under the same invoice";
    const injection = { kind: "duplicate-invoice", how, invoiceOf: claim } as const;
    // A time at which nothing was billed, so that nothing but the invoice is the same.
    const start = isOther ? claim.start - 1 : claim.start;
    book.again.push({ ...claim, id: `${claim.id} again`, start, injection });
    book.add(claim);
  }
}

/** One more than is paid in a window, within it. */
export function exceedTimes(hand: Hand): void {
  const { book, limits, draw } = hand;
  let done = 0;
  for (const lines of draw.shuffled(fullWindows(book, limits))) {
    const { claim, line, key } = lines.at(-1)!;
    const { days } = limits.get(key)!.frequency!;
    const offset = book.freeOffset(claim, key, line.offset + 1);
    const isWithin = windowOf(claim, { ...line, offset }, days) === windowOf(claim, line, days);
    if (!isWithin || lines.some((one) => book.isVictim(one.claim)) || done === book.most) continue;
    done++;
    const how = `once more in ${days} days`;
    book.add(
      claim,
      copyOf(claim, "over-frequency", how, {
        lines: [{ ...line, offset }],
        setting: "OUTPATIENT",
        injection: { kind: "over-frequency", how, line: 0 },
      }),
    );
  }
}

/** Who dies, by the key of the last segment; the last claim is of the day of death. */
export type Deaths = ReadonlyMap<string, { claim: DrillClaim; day: number }>;

/** @param until Unix time before which all is billed */
export function outlive(hand: Hand, until: number): Deaths {
  const { book, draw, limits } = hand;
  const deaths = new Map<string, { claim: DrillClaim; day: number }>();
  for (const [key, claims] of draw.shuffled(groupBy(book.clean, segmentKey))) {
    if (deaths.size === book.most) break;
    const last = claims.reduce((a, b) => (b.start >= a.start ? b : a));
    const hasCodes = last.lines.some((line) => limits.get(book.keyOf(line))!.isCoded);
    if (hasCodes || !book.stands(last) || claims.some((claim) => book.isVictim(claim))) continue;
    const day = dayAt(last.start);
    const late = deaths.size % 3 === 2 ? 30 : 1;
    const start = (day + late - 40_587) * DAY;
    if (start > until) continue;
    deaths.set(key, { claim: last, day });
    const how = late === 1 ? "the day after death" : "a month after death";
    book.add(last, copyOf(last, "dead-patient", how, { start, end: start }));
  }
  return deaths;
}

/** Stays of which one begins in the other's last night; that begins when the other ends is none. */
export function overlap(hand: Hand, until: number, deaths: Deaths): void {
  const { book } = hand;
  const stays = new Set([
    ...book.clean.filter(({ setting }) => setting === "INPATIENT").map(segmentKey),
    ...deaths.keys(),
  ]);
  let done = 0;
  for (const claim of whole(hand)) {
    if (done === book.most) return;
    const key = segmentKey(claim);
    const start = Math.floor(claim.start);
    if (stays.has(key) || start + 20 * DAY > until) continue;
    stays.add(key);
    const main = claim.lines.find((line) => line.amount > 0 && book.covers(claim, line))!;
    const stay = (name: string, first: number, nights: number, provider: string): DrillClaim => {
      const from = start + first * DAY;
      const line = { ...main, code: "stay", quantity: 1, offset: 0 };
      const { injection: _, ...own } = claim;
      return {
        ...own,
        id: `${claim.id} ${name}`,
        start: from,
        end: from + nights * DAY,
        setting: "INPATIENT",
        kind: "visit",
        provider,
        lines: [line],
      };
    };
    const other = anotherThan(hand, claim);
    const how = "one night of another stay";
    book.add(
      claim,
      stay("stay", 0, 5, claim.provider),
      { ...stay("overlap", 4, 1, other), injection: { kind: "overlapping-stay", how } },
      stay("next stay", 5, 3, other),
    );
    done++;
  }
}
