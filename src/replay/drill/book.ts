/** The copy of a folder's claims that a drill injects into. */
import { groupBy } from "../../core/groupBy.ts";
import { monthOf } from "../../core/months.ts";
import { dayAt } from "../../core/days.ts";
import type { Life } from "../../synthea/folder.ts";
import type { Replay } from "../../synthea/replay.ts";
import type { ReplayClaim } from "../../synthea/replayClaim.ts";
import { segmentKey } from "../consortium.ts";
import { fitting, SETTING } from "../files.ts";
import { Tariff } from "../tariff.ts";
import { DAY, type DrillClaim, type DrillLine, MOST } from "./model.ts";

export interface DrillInput {
  readonly replay: Replay;
  readonly lives: ReadonlyMap<string, Life>;
  /** Codes by the id of the claim. */
  readonly diagnoses: ReadonlyMap<string, readonly string[]>;
}

/** A line where it stands. */
export interface Placed {
  readonly claim: DrillClaim;
  readonly line: DrillLine;
  readonly place: number;
  readonly key: string;
}

export class Book {
  readonly input: DrillInput;
  /** As the folder has them, in the order in which they are billed. */
  #clean: readonly DrillClaim[];
  readonly #tariff: Tariff;
  readonly #covers: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** Moments at which a person's lines of a row begin: no two of them are one line. */
  readonly #taken = new Set<string>();
  readonly #altered = new Map<DrillClaim, DrillClaim>();
  readonly #added = new Map<DrillClaim, DrillClaim[]>();
  /** Claims of which the invoice is billed again when all else was. */
  readonly again: DrillClaim[] = [];

  constructor(input: DrillInput) {
    this.input = input;
    const { claims, plans } = input.replay;
    this.#tariff = new Tariff(claims, plans);
    this.#covers = new Map(plans.map(({ id, covers }) => [id, covers]));
    const nights = new Set<string>();
    this.#clean = claims.map((claim) => this.#copy(claim, nights));
  }

  get clean(): readonly DrillClaim[] {
    return this.#clean;
  }

  /** Has lines changed before anything is injected. */
  rewrite(change: (line: DrillLine, key: string, claim: DrillClaim) => DrillLine): void {
    this.#clean = this.#clean.map((claim) => ({
      ...claim,
      lines: claim.lines.map((line) => change(line, this.keyOf(line), claim)),
    }));
  }

  /** How many of a kind are injected: so few that no kind lacks victims because of the others. */
  get most(): number {
    return Math.min(MOST, Math.max(1, Math.floor(this.#clean.length / 30)));
  }

  keyOf(line: DrillLine): string {
    return this.#tariff.keyOf(line);
  }

  placed(claims: readonly DrillClaim[] = this.clean): Placed[] {
    return claims.flatMap((claim) =>
      claim.lines.map((line, place) => ({ claim, line, place, key: this.keyOf(line) })),
    );
  }

  byKey(): Map<string, Placed[]> {
    return groupBy(this.placed(), ({ key }) => key);
  }

  /** Whether the claim's plan pays for such a line at all. */
  covers({ plan }: ReplayClaim, { service }: DrillLine): boolean {
    const services = plan === undefined ? undefined : this.#covers.get(plan);
    return services === undefined || services.has(service);
  }

  /** Whether something of the claim is to be shared, so that it is not denied as it is. */
  stands(claim: DrillClaim): boolean {
    return claim.lines.some((line) => line.amount > 0 && this.covers(claim, line));
  }

  /** Age on the day of service, as contracts reckon it: by months. */
  ageOf(claim: ReplayClaim): number | undefined {
    const life = this.input.lives.get(claim.patient);
    if (life === undefined) return undefined;
    const months = monthOf(dayAt(claim.start)) - monthOf(dayAt(life.born));
    return Math.max(0, Math.floor(months / 12));
  }

  sexOf({ patient }: ReplayClaim): Life["sex"] {
    return this.input.lives.get(patient)?.sex;
  }

  /** Offset of a moment after `from` at which the person has no line of this row, and takes it. */
  freeOffset(claim: ReplayClaim, key: string, from: number): number {
    let offset = from;
    const mark = (): string => `${segmentKey(claim)} ${key} ${Math.floor(claim.start) + offset}`;
    while (this.#taken.has(mark())) offset++;
    this.#taken.add(mark());
    return offset;
  }

  isVictim(claim: DrillClaim): boolean {
    return this.#altered.has(claim) || this.#added.has(claim);
  }

  /** Puts a claim in the place of another. */
  alter(claim: DrillClaim, altered: DrillClaim): void {
    this.#altered.set(claim, altered);
  }

  /** Bills claims right after another. */
  add(after: DrillClaim, ...claims: DrillClaim[]): void {
    this.#added.set(after, [...(this.#added.get(after) ?? []), ...claims]);
  }

  /** All claims in the order in which they are billed. */
  claims(): DrillClaim[] {
    return this.clean.flatMap((claim) => [
      this.#altered.get(claim) ?? claim,
      ...(this.#added.get(claim) ?? []),
    ]);
  }

  /**
   * Stays are billed as such unless the folder's own overlap. Synthea does not say when in a visit a
   * line was done: the same at the same second stands a second later.
   */
  #copy(claim: ReplayClaim, nights: Set<string>): DrillClaim {
    let offset = 0;
    const lines = fitting(claim.lines).map((line): DrillLine => {
      const plain = { ...line, quantity: 1, offset: 0 };
      offset = this.freeOffset(claim, this.keyOf(plain), offset);
      return { ...plain, offset };
    });
    const copy = {
      ...claim,
      lines,
      opening: undefined,
      diagnoses: [...new Set(this.input.diagnoses.get(claim.id) ?? [])],
    };
    const own = nightsOf(claim).map((night) => `${segmentKey(claim)} ${night}`);
    const isStay =
      claim.lines[0]?.service === "inpatient" &&
      own.length < MOST_NIGHTS &&
      !own.some((night) => nights.has(night));
    if (!isStay) return { ...copy, setting: SETTING[claim.kind] };
    for (const night of own) nights.add(night);
    return { ...copy, setting: "INPATIENT" };
  }
}

/** Above it a stay is billed in parts. */
const MOST_NIGHTS = 1_000;

function nightsOf({ start, end }: ReplayClaim): number[] {
  const first = dayAt(start);
  const count = Math.min(Math.max(0, dayAt(end) - first), MOST_NIGHTS);
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Which window of some days a moment of a claim lies in. */
export const windowOf = ({ start }: ReplayClaim, { offset }: DrillLine, days: number): number =>
  Math.floor((Math.floor(start) + offset + 40_587 * DAY) / (days * DAY));
